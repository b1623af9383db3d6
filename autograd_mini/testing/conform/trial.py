"""How an engine is put to the test: a program is run on it and on an oracle, and both compared."""

import math
import re
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from autograd_mini.testing.conform.engine import SINGLE, Engine
from autograd_mini.testing.conform.recorder import recorded
from autograd_mini.testing.oracles import Gradient, dual_numbers
from autograd_mini.testing.programs import Call, Program, run, to_python
from autograd_mini.testing.rounding import rounding

T = TypeVar("T")

EXAMPLES = 60  # random programs for a property
SHRINK = True  # whether the smallest that fails is looked for
# An engine may write a rule in another way than the oracle does; what its own rounding adds is of
# the size of the oracle's.
SLACK = 16.0

# Who watches over a trial sets this to a function that gets to know each example before it is run,
# so that there is something to show of one that never ends.
about_to_run: Callable[[str], None] = lambda example: None  # noqa: E731


@dataclass(frozen=True)
class Example:
    """What an engine gets wrong, for people and for programs.

    python: as Python that can be run.  If it is a program, also `program` and `numbers`, for its
    leaves; the derivatives by the leaves as they should be, `expected`, and as they are, `actual`;
    and `adjoints`, the engine's gradients of all results, where they can be read.
    """

    python: str = ""
    program: Program = ()
    numbers: Sequence[float] = ()
    expected: Sequence[float] = ()
    actual: Sequence[float] = ()
    adjoints: Sequence[float] = ()


NO_EXAMPLE = Example()


class Wrong(Exception):  # noqa: N818 (a verdict, and no error of the suite)
    """An engine that gets a property wrong: what is wrong, and the example that shows it."""

    def __init__(self, message: str, example: Example = NO_EXAMPLE) -> None:
        super().__init__(message)
        self.message, self.example = message, example


class NotSupported(Exception):  # noqa: N818
    """An engine that lacks what a property is about."""


def attempt(engine: Engine, action: Callable[[], T], example: Example) -> T:
    """Return what an action of an engine returns; whatever it raises becomes a Wrong.

    But NotImplementedError says that something is not there yet.
    """
    about_to_run(example.python)
    try:
        return action()
    except (Wrong, NotSupported, KeyboardInterrupt):
        raise
    except NotImplementedError as error:
        unfinished, problem = True, f"{raised(error)}{_where(engine, error)}"
    except BaseException as error:  # even a SystemExit is the engine's own mistake
        unfinished, problem = False, f"{raised(error)}{_where(engine, error)}"
    # Out here, so that two Wrongs are the same mistake to Hypothesis wherever the engine raised.
    raise NotSupported(problem) if unfinished else Wrong(problem, example)


def raised(error: BaseException) -> str:
    """Return what to say of an exception."""
    try:
        text = " ".join(str(error)[:10_000].split())[:200]
        text = re.sub(r" at 0x[0-9A-Fa-f]+", "", text)  # which is another one in every run
    except Exception:  # an exception of the engine's own may be broken, too
        text = ""
    if isinstance(error, RecursionError):
        text = ""  # every version of Python has other words for it
    return f"it raises {type(error).__name__}" + (f": {text}" if text else "")


def _where(engine: Engine, error: BaseException) -> str:
    line = engine.line(error)
    return f" ({line})" if line else ""


def in_python(engine: Engine, program: Program, numbers: Sequence[float]) -> str:
    """Return a program as Python for this engine."""
    found = {step.name: engine.find(step.name) for step in program}
    templates = {op: there.template for op, there in found.items() if there and there.template}
    calls = {t.partition("(")[0] for t in templates.values() if not t.startswith("{0}.")}
    functions = sorted(calls)
    code = to_python(program, list(numbers), "", templates)
    return engine.import_line(*functions) + engine.spelled(code)


def both_passes(
    engine: Engine,
    program: Program,
    numbers: Sequence[float],
    value: float,
    derivatives: Sequence[float] | None,
    *,
    value_error: float,
    errors: Sequence[float] = (),
) -> Example:
    """Run a program on an engine; Wrong if its value or a derivative is not what it should be.

    value, derivatives: what they should be; None for derivatives that are not judged here.
    value_error, errors: how far off they may be.

    The example that is returned has the engine's gradients in it.
    """
    example = Example(
        in_python(engine, program, numbers), program, list(numbers), derivatives or ()
    )

    def run_it() -> list[float]:
        results = run(program, engine.functions, list(map(engine.value, numbers)))
        if isinstance(results[-1], int | float):
            told = f"the result is {results[-1]!r}, a number and no {type(results[0]).__name__}"
            raise Wrong(told, example)
        found = engine.number(engine.data(results[-1]))
        if not abs(found - value) <= value_error:
            raise Wrong(
                f"the value is {found!r}; it should be {value!r}",
                replace(example, python=_printing_the_value(engine, example.python), expected=()),
            )
        engine.backward(results[-1])
        return [_gradient(engine, v, i < len(numbers)) for i, v in enumerate(results)]

    adjoints = attempt(engine, run_it, example)
    example = replace(example, actual=adjoints[: len(numbers)], adjoints=adjoints)
    for i, (is_, should, error) in enumerate(zip(example.actual, derivatives or (), errors)):
        if not abs(is_ - should) <= error:
            name = chr(ord("a") + i)
            raise Wrong(
                f"the derivative with respect to {name} is {is_!r}; it should be {should!r}",
                example,
            )
    return example


def _gradient(engine: Engine, v: Any, asked: bool) -> float:
    """Return the gradient of a result; nan if there is none that can be read and none is asked."""
    try:
        return engine.grad(v)
    except Exception:
        if asked:
            raise
        return math.nan


def _printing_the_value(engine: Engine, python: str) -> str:
    """Return an example that ends with the value of its result, and has no pass."""
    backward = engine.spelled("J.backward()")
    before = python[: python.rindex(backward)]
    return before + engine.spelled('print("J.data =", J.data)')


def agree(
    engine: Engine,
    program: Program,
    numbers: Sequence[float],
    oracle: Callable[[Program, Sequence[float]], Gradient] = dual_numbers,
) -> None:
    """Run a program on an engine; Wrong if its value or a derivative is not the oracle's."""
    blur = SLACK
    if engine.single:
        blur *= SINGLE
        numbers = [struct.unpack("f", struct.pack("f", x))[0] for x in numbers]
    right = oracle(program, numbers)
    value, moved, _ = rounding(program, numbers)
    both_passes(
        engine,
        program,
        numbers,
        value,
        right.derivatives,
        value_error=blur * moved,
        errors=[blur * error for error in right.errors],
    )


def expect(
    engine: Engine,
    program: Program,
    numbers: Sequence[float],
    value: float,
    derivatives: Sequence[float],
    *,
    tolerance: float = 0.0,
) -> None:
    """Run a program on an engine; Wrong unless it has this value and these derivatives.

    tolerance: of the value relative to it, and of the derivatives.
    """
    if tolerance and engine.single:
        tolerance = max(tolerance, 1e-5)
    both_passes(
        engine,
        program,
        numbers,
        value,
        derivatives,
        value_error=tolerance * max(1.0, abs(value)),
        errors=[tolerance] * len(derivatives),
    )


def one_step(op: str, operands: int) -> Program:
    """Return the program of a single operation on leaves of its own."""
    return (Call(op, tuple(range(operands))),)


def example(engine: Engine, expression: Callable[..., Any], *numbers: float) -> None:
    """Run an expression on an engine, as `agree` runs its program."""
    agree(engine, recorded(expression, len(numbers)), numbers)


def for_all(
    engine: Engine,
    oracle: Callable[[Program, Sequence[float]], Gradient] = dual_numbers,
    instead: Callable[[Program, Sequence[float]], tuple[Program, list[float]]] | None = None,
    examples: int | None = None,
    **kind: Any,
) -> None:
    """Run random programs on an engine; Wrong with the smallest that it gets wrong.

    instead: makes another program of each, which is run instead.  examples: how many; EXAMPLES if
    None.  kind: arguments of `strategies.programs`.
    """
    from hypothesis.errors import Flaky

    def check(program: Program, numbers: Sequence[float]) -> None:
        if instead:
            program, numbers = instead(program, numbers)
        agree(engine, program, numbers, oracle=oracle)

    try:
        _draw(check, examples or EXAMPLES, kind)
    except Flaky as error:
        raise Wrong("the same program gives other numbers when it is run again") from error


def _draw(
    check: Callable[[Program, Sequence[float]], None], examples: int, kind: dict[str, Any]
) -> None:
    """Check random programs, and raise what the check raises for the smallest that it finds."""
    from hypothesis import HealthCheck, Phase, Verbosity, given, settings

    from autograd_mini.testing.strategies import programs

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        phases=[Phase.generate, Phase.shrink] if SHRINK else [Phase.generate],
    )
    @given(programs(**kind))
    def drawn(both: tuple[Program, list[float]]) -> None:
        check(*both)

    with _the_same_anywhere():
        drawn()


@contextmanager
def _the_same_anywhere() -> Iterator[None]:
    """Have Hypothesis draw the same in every folder.

    It likes to draw constants that it finds in the modules of the current folder, among which are
    the engine's, and there is no setting against that.
    """
    from hypothesis.internal.conjecture import providers

    real = getattr(providers, "_get_local_constants", None)
    kind = getattr(providers, "Constants", None)
    if real is None or kind is None:  # a version that does not do so
        yield
        return
    setattr(providers, "_get_local_constants", kind)  # noqa: B010
    try:
        yield
    finally:
        setattr(providers, "_get_local_constants", real)  # noqa: B010


def refused(engine: Engine, program: Program, numbers: Sequence[float]) -> None:
    """Run a program where it has no value or no derivative; Wrong unless that is an error."""
    example = Example(in_python(engine, program, numbers), program, list(numbers))
    about_to_run(example.python)
    try:
        leaves = list(map(engine.value, numbers))
        J = run(program, engine.functions, leaves)[-1]
        if _is_no_value(J, leaves):
            raise Wrong(f"it returns {J!r:.200} instead of an error", example)
        found = engine.data(J)
        engine.backward(J)
    except NotImplementedError as error:
        raise NotSupported(raised(error)) from None
    except Wrong:
        raise
    except Exception:
        return
    except SystemExit as error:
        raise Wrong(raised(error), example) from None
    raise Wrong(f"it is {found!r:.200} instead of an error", example)


def _is_no_value(J: Any, leaves: Sequence[Any]) -> bool:
    """Tell whether a result is surely no value of an engine: None, or a number of Python's own."""
    plain = J is None or isinstance(J, bool | int | float | complex | str)
    return plain and not any(isinstance(J, type(leaf)) for leaf in leaves)

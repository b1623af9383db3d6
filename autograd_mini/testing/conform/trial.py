"""How an engine is put to the test: a program is run on it and on an oracle, and both compared."""

import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from autograd_mini.testing.conform import new_process
from autograd_mini.testing.conform.engine import ATTRIBUTES, MISSING, Engine
from autograd_mini.testing.conform.recorder import recorded
from autograd_mini.testing.oracles import Gradient, dual_numbers, rounding
from autograd_mini.testing.programs import Call, Program, run, to_python

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


def attempt(action: Callable[[], T], example: Example) -> T:
    """Return what an action of an engine returns; whatever it raises becomes a Wrong."""
    about_to_run(example.python)
    try:
        return action()
    except (Wrong, NotSupported, KeyboardInterrupt):
        raise
    except BaseException as error:  # even a SystemExit is the engine's own mistake
        problem = raised(error)
    # Out here, so that two Wrongs are the same mistake to Hypothesis wherever the engine raised.
    raise Wrong(problem, example)


def raised(error: BaseException) -> str:
    """Return what to say of an exception."""
    text = " ".join(str(error).split())[:200]
    return f"it raises {type(error).__name__}" + (f": {text}" if text else "")


def in_python(engine: Engine, program: Program, numbers: Sequence[float]) -> str:
    """Return a program as Python for this engine."""
    functions = {
        template.partition("(")[0]
        for op, template in engine.templates.items()
        if any(step.name == op for step in program) and not template.startswith("{0}.")
    }
    imports = engine.import_line(*sorted(functions))
    return spelled(engine, to_python(program, list(numbers), imports, engine.templates))


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
        found = float(engine.data(results[-1]))
        if not abs(found - value) <= value_error:
            raise Wrong(f"the value is {found!r}; it should be {value!r}", example)
        engine.backward(results[-1])
        return list(map(engine.grad, results))

    adjoints = attempt(run_it, example)
    example = replace(example, actual=adjoints[: len(numbers)], adjoints=adjoints)
    for i, (is_, should, error) in enumerate(zip(example.actual, derivatives or (), errors)):
        if not abs(is_ - should) <= error:
            name = chr(ord("a") + i)
            raise Wrong(f"the derivative by {name} is {is_!r}; it should be {should!r}", example)
    return example


def agree(
    engine: Engine,
    program: Program,
    numbers: Sequence[float],
    oracle: Callable[[Program, Sequence[float]], Gradient] = dual_numbers,
) -> None:
    """Run a program on an engine; Wrong if its value or a derivative is not the oracle's."""
    right = oracle(program, numbers)
    value, moved, _ = rounding(program, numbers)
    both_passes(
        engine,
        program,
        numbers,
        value,
        right.derivatives,
        value_error=SLACK * moved,
        errors=[SLACK * error for error in right.errors],
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
    **kind: Any,
) -> None:
    """Run random programs on an engine; Wrong with the smallest that it gets wrong.

    kind: arguments of `strategies.programs`.
    """
    from hypothesis import HealthCheck, Phase, Verbosity, given, settings
    from hypothesis.errors import Flaky

    from autograd_mini.testing.strategies import programs

    @settings(
        max_examples=EXAMPLES,
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
    def check(drawn: tuple[Program, list[float]]) -> None:
        agree(engine, *drawn, oracle=oracle)

    try:
        check()
    except Flaky as error:
        raise Wrong("the same program gives other numbers when it is run again") from error


def possible(attempt: Callable[[], Any]) -> bool:
    """Tell whether something is there at all, however well it works."""
    try:
        attempt()
    except MISSING:
        return False
    except Exception:
        return True
    return True


def spelled(engine: Engine, code: str) -> str:
    """Return code that uses .data, .grad and .backward with the engine's own names for them."""
    code = textwrap.dedent(code).strip() + "\n"
    for known in ATTRIBUTES:
        code = re.sub(rf"\.{known}\b", f".{engine.names.get(known, known)}", code)
    return code


def script(
    engine: Engine,
    code: str,
    wanted: Mapping[str, float | tuple[float, ...]],
    *,
    unsupported: type[Exception] | tuple[type[Exception], ...] = (),
    names: Mapping[str, Any] | None = None,
    problem: str = "",
) -> None:
    """Run code of ours on an engine; Wrong unless each expression is what is wanted.

    wanted: for each expression a number, or several of which any will do.

    The code finds the engine's class under the name Value.  unsupported: exceptions that mean that
    the engine lacks what the code is about.  names: what else the code may use.  problem: what to
    say of a wrong engine, with variables of the code in braces; else it is said what is wanted.
    """
    code = spelled(engine, code)
    prints = "".join(
        f"print({spelled(engine, expression).strip()})  # {_either(should)}\n"
        for expression, should in wanted.items()
    )
    example = Example(f"{engine.import_line(*(names or {}))}\n\n{code}{prints}")
    scope: dict[str, Any] = {"Value": engine.Value, **(names or {})}

    # Only text of this package is run here, so that an example is shown exactly as it was run.
    def all_of_it() -> None:
        try:
            exec(compile(code, "<example>", "exec"), scope)
        except unsupported as error:
            if isinstance(error, RecursionError):
                raise
            raise NotSupported(raised(error)) from None
        for expression, should in wanted.items():
            found = eval(spelled(engine, expression).strip(), scope)
            number = 0.0 if found is None else float(found)
            allowed = should if isinstance(should, tuple) else (should,)
            if not any(abs(number - x) <= 1e-12 * abs(x) for x in allowed):
                told = f"{expression} is {found!r}; it should be {_either(should)}"
                raise Wrong(problem.format_map(scope) or told, example)

    attempt(all_of_it, example)


def _either(wanted: float | tuple[float, ...]) -> str:
    return " or ".join(map(repr, wanted)) if isinstance(wanted, tuple) else repr(wanted)


def refused(engine: Engine, op: str, numbers: Sequence[float]) -> None:
    """Apply one operation where it has no value; Wrong unless that is an error."""
    program = one_step(op, len(numbers))
    example = Example(in_python(engine, program, numbers), program, list(numbers))
    about_to_run(example.python)
    try:
        J = getattr(engine.functions, op)(*map(engine.value, numbers))
        found = engine.data(J)
        engine.backward(J)
    except Exception:
        return
    except SystemExit as error:
        raise Wrong(raised(error), example) from None
    raise Wrong(f"it is {found!r} instead of an error", example)


def in_a_new_process(engine: Engine, code: str, hash_seed: str) -> str:
    """Run code of ours on an engine in a process with a hash seed; return its line "digest …"."""
    about_to_run(engine.import_line() + "\n" + code)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            new_process.__name__,
            engine.name,
            json.dumps(engine.names),
            code,
        ],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("digest")]
    if done.returncode or not lines:
        said = done.stderr.strip().splitlines()[-1:] or [f"exit status {done.returncode}"]
        raise Wrong(f"it fails: {said[0]}", Example(engine.import_line() + "\n" + code))
    return lines[-1]

"""Where an engine has an operation, and whether it has it at all.

Not there is not wrong: an operation is missing if there is nothing of its name, if it raises
NotImplementedError, or if it refuses values with a `raise` or an `assert` of its own.  There but
raising is wrong, so a method that fails by a typing error is found here, and fails later.
"""

import inspect
import opcode
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.testing.programs import OPERATORS

SPECIAL = {
    "add": "__add__", "sub": "__sub__", "mul": "__mul__", "div": "__truediv__", "pow": "__pow__",
    "neg": "__neg__", "abs": "__abs__",
}  # fmt: skip
PROBES = ((0.5,), (1.5,), (1.5, 0.5), (0.5, 1.5))
PATIENCE = 1.0  # seconds of computing for a single operation
HERE = str(Path(__file__).parent)


class Endless(BaseException):
    """What ends an operation that computes for too long; an engine catches Exception at most."""


@dataclass(frozen=True)
class Found:
    """An operation of an engine.

    template: how it is written, for `to_python`; empty for an operator.  call: the operation, of
    values and numbers.  works: whether it did so where it was tried.
    """

    template: str
    call: Callable[..., Any]
    works: bool


def find(
    op: str, names: Mapping[str, str], module: Any, value: Callable[[Any], Any]
) -> Found | None:
    """Return an operation of the table as an engine has it, or None.

    names: what the engine calls operations, where it is not what the table does.
    module: the engine's.  value: makes a value of a number.
    """
    arity = TABLE[op].arity
    at = next(p for p in PROBES if len(p) == (arity or 2) and TABLE[op].defined(*p))
    for template, call, of_numbers in _candidates(op, names.get(op, op), names, module, value):
        try:
            with at_most(PATIENCE):
                result = call(*map(value, at))
        except NotImplementedError:
            continue
        except (TypeError, AttributeError, AssertionError) as error:
            if refuses(error) or (of_numbers and _computes(of_numbers, at)):
                continue
            return Found(template, call, False)
        except (Exception, SystemExit, Endless):
            return Found(template, call, False)
        number = isinstance(result, float | int)
        if of_numbers and number:
            continue
        return Found(template, call, not number)
    return None


def _candidates(
    op: str,
    called: str,
    names: Mapping[str, str],
    module: ModuleType,
    value: Callable[[Any], Any],
) -> Iterator[tuple[str, Callable[..., Any], Callable[..., Any] | None]]:
    """Yield what may be an operation: its template, its call, and a function of the module's."""
    arity = TABLE[op].arity
    leaf = value(1.5)
    if op in OPERATORS and op not in names and hasattr(type(leaf), SPECIAL[op]):
        yield "", OPERATORS[op], None
    function = getattr(module, called, None)
    if arity is None:
        if callable(function):
            lists = "[{weights}], [{inputs}]" if op == "dot" else "[{all}]"
            yield f"{called}({lists})", _on_lists(function, halves=op == "dot"), None
        return
    method = getattr(leaf, called, None)
    if callable(method) and _takes(method, arity - 1):
        template = f"{{0}}.{called}({'{1}' if arity == 2 else ''})"
        yield template, _method(called, value), None
    if callable(function) and not isinstance(function, type):
        yield f"{called}({{all}})", function, function


def _takes(method: Callable[..., Any], operands: int) -> bool:
    """Tell whether a method does with so many operands; one that forgot self does, too."""
    try:
        parameters = inspect.signature(method).parameters.values()
    except (TypeError, ValueError):
        return True
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    needed = [p for p in parameters if p.default is p.empty and p.kind in positional]
    return len(needed) <= operands


def _method(called: str, value: Callable[[Any], Any]) -> Callable[..., Any]:
    def call(first: Any, *rest: Any) -> Any:
        first = value(first) if isinstance(first, float) else first
        return getattr(first, called)(*rest)

    return call


def _on_lists(function: Callable[..., Any], *, halves: bool) -> Callable[..., Any]:
    def call(*operands: Any) -> Any:
        if halves:
            middle = len(operands) // 2
            return function(list(operands[:middle]), list(operands[middle:]))
        return function(list(operands))

    return call


def refuses(error: BaseException) -> bool:
    """Tell whether an engine says itself that it does not take these operands.

    So it is if Python says it, of an operator that returns NotImplemented or of a function written
    in C, and if the engine does by a raise or an assert; but not in a constructor, where that is
    about something else.
    """
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    if last is None:
        return False
    code = last.tb_frame.f_code
    if code.co_filename.startswith(HERE):
        return "positional argument" not in str(error)
    raises = code.co_code[last.tb_lasti] == opcode.opmap["RAISE_VARARGS"]
    return raises and code.co_name not in ("__init__", "__new__")


def there(action: Callable[[], Any]) -> bool:
    """Tell whether what an action does with an engine is there at all, however well it works."""
    try:
        with at_most(PATIENCE):
            action()
    except NotImplementedError:
        return False
    except (TypeError, AttributeError, AssertionError) as error:
        return not refuses(error)
    except (Exception, SystemExit, Endless):
        return True
    return True


def _computes(function: Callable[..., Any], at: tuple[float, ...]) -> bool:
    """Tell whether a function is one of numbers, as a helper for the class may be."""
    try:
        return isinstance(function(*at), float | int)
    except Exception:
        return False


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise Endless in Python code that computes for longer, where the system can tell."""
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise Endless

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

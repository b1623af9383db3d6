"""Anyone's Value class, as the properties of the conformance suite see it.

An engine needs a constructor that takes a number, Python's operators, `.data`, `.grad` and
`.backward()`.  Other operations are found by the names of the table, as methods of the class or as
functions of its module.
"""

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform import adapter, naming
from autograd_mini.testing.conform.adapter import ATTRIBUTES, HOW_TO_SAY, Spelling, read_adapter
from autograd_mini.testing.conform.lookup import Endless, Found, at_most, find
from autograd_mini.testing.conform.naming import EngineError
from autograd_mini.testing.conform.turning import turning_line
from autograd_mini.testing.programs import OPERATORS

__all__ = ["ATTRIBUTES", "Engine", "EngineError", "read_adapter"]

SINGLE = 2.0**29  # how much farther apart floats of single precision are than those of Python


class Engine:
    """A Value class and what its attributes and operations are called.

    name: module:Class, or file.py:Class.
    names: what an adapter says; see adapter.py.

    Attributes: `Value`, what makes a value of a number; `functions`, the operations that the engine
    has and all operators, as attributes, callables on values and numbers; `single`, whether it
    computes in single precision; `missing`, why nothing can be asked of it yet, or ""; `notes`,
    what is to be said before the verdicts; `leaves_have_a_pass`, whether a leaf has backward().

    EngineError if there is no such class, if it lacks what every engine needs, or if `names` names
    what there is not.

    >>> engine = Engine("autograd_mini:Value")
    >>> x = engine.value(3.0)
    >>> engine.backward(engine.functions.mul(x, x))
    >>> engine.grad(x)
    6.0
    """

    def __init__(self, name: str, names: Mapping[str, str] | None = None) -> None:
        source, cls = naming.split(name)
        self.name = f"{source}:{cls}"
        self.names = dict(names or {})
        for known, called in self.names.items():
            if known not in TABLE and known not in (*ATTRIBUTES, "value"):
                raise EngineError(
                    f"the adapter names {known!r}, which is neither an operation of the table nor "
                    f"one of {', '.join(['value', *ATTRIBUTES])}; "
                    f"the operations are {', '.join(TABLE)}"
                )
            if known in TABLE and not called.isidentifier():  # it becomes a part of examples
                raise EngineError(f"the adapter calls {known} {called!r}: no Python name")
        self.spellings: dict[str, Spelling] = {
            known: adapter.spelling(
                known, self.names.get(known, cls if known == "value" else known)
            )
            for known in ("value", *ATTRIBUTES)
        }
        self.module, self.Value = naming.found(name)
        for how in self.spellings.values():
            if how.function and not callable(getattr(self.module, how.called, None)):
                raise EngineError(f"the adapter names {how.called}, which {source} does not have")
        self._found: dict[str, Found | None] = {}
        self._imports: dict[tuple[str, ...], str] = {}
        self.functions = _Functions(self)
        self.single, self.missing, self.leaves_have_a_pass = False, "", True
        self.notes: list[str] = []
        self._late = False  # whether there is no gradient before a pass
        self._check()
        for op in self.names.keys() & TABLE.keys():
            if self.find(op) is None:
                raise EngineError(
                    f"the adapter says that {op} is called {self.names[op]!r}, but {self.name} has "
                    "no such method, and its module no such function, of "
                    f"{TABLE[op].arity or 'several'} operands"
                )

    @property
    def cls(self) -> str:
        """What makes a value, as its module calls it."""
        return self.spellings["value"].called

    def import_line(self, *functions: str) -> str:
        """Return the Python that imports what makes a value, and functions of its module."""
        named = [how.called for how in self.spellings.values() if how.function]
        things = tuple(dict.fromkeys([*named, *functions]))
        if things not in self._imports:  # every example asks, and the folder has to be looked at
            self._imports[things] = naming.import_line(self.name, things)
        return self._imports[things]

    def spelled(self, code: str) -> str:
        """Return code that has Value, .data, .grad and .backward, as it is for this engine."""
        return adapter.spelled(self.spellings, code)

    def scope(self) -> dict[str, Any]:
        """Return the names that `spelled` code needs."""
        named = [how.called for how in self.spellings.values() if how.function]
        return {name: getattr(self.module, name) for name in named}

    # Operations.

    def find(self, op: str) -> Found | None:
        """Return an operation of the table as the engine has it; None if it has none."""
        if op not in self._found:
            self._found[op] = find(op, self.names, self.module, self.value)
        return self._found[op]

    def works(self, op: str) -> bool:
        """Tell whether the engine has an operation that does not fail as soon as it is tried."""
        there = self.find(op)
        return there is not None and there.works

    def supports(self, *operations: str) -> bool:
        """Tell whether the engine has all of these operations, however well they work."""
        return all(self.find(op) is not None for op in operations)

    @property
    def supported(self) -> set[str]:
        """The operations of the table that the engine has."""
        return {op for op in TABLE if self.find(op)}

    @property
    def working(self) -> list[str]:
        """Those of them that do not fail as soon as they are tried."""
        return [op for op in TABLE if self.works(op)]

    @property
    def templates(self) -> dict[str, str]:
        """How the operations that are no operators are written in Python, for `to_python`."""
        found = {op: there.template for op in TABLE if (there := self.find(op))}
        return {op: template for op, template in found.items() if template}

    # What every engine has.

    def value(self, x: Any) -> Any:
        """Return a leaf."""
        return self.spellings["value"].of(self.module, x)

    def data(self, v: Any) -> Any:
        """Return the number that a value holds."""
        return self.spellings["data"].of(self.module, v)

    def grad(self, v: Any) -> float:
        """Return the gradient of a value as a float; 0 if there is none, or None."""
        try:
            grad = self.spellings["grad"].of(self.module, v)
        except AttributeError:
            return 0.0
        except Exception:
            if self._late:
                return 0.0
            raise
        return self.number(grad)

    def number(self, thing: Any) -> float:
        """Return as a float what an engine has for a number: one, an array of one, or a value."""
        if thing is None:
            return 0.0
        try:
            return float(thing)
        except TypeError:
            return float(thing.item() if hasattr(thing, "item") else self.data(thing))

    def clear(self, v: Any) -> None:
        """Set the gradient of a value to 0."""
        setattr(v, self.spellings["grad"].called, 0.0)

    def backward(self, v: Any, *seed: float) -> None:
        """Run the backward pass from a value."""
        self.spellings["backward"].of(self.module, v, *seed)

    def _check(self) -> None:
        made = self.spellings["value"].written("1.5")
        try:
            with at_most(10):
                x = self.value(1.5)
        except NotImplementedError:
            self.missing = f"{made} is not there yet"
            return
        except (Exception, Endless) as error:
            reason = f"{type(error).__name__}: {error}".removesuffix(": ")
            reason += f" ({line})" if (line := self.line(error)) else ""
            raise EngineError(f"{self.name}: {made} fails: {reason}\n{HOW_TO_SAY}") from error
        try:
            data = self.data(x)
            self.single = _single(self.number(self.data(self.value(0.1))))
        except NotImplementedError:
            self.missing = "it has no .data yet"
            return
        except Exception as error:
            raise self._lacks("data") from error
        if not math.isfinite(self.number(data)):
            raise EngineError(f"{made} holds {data!r}, and not 1.5")
        if self.single:
            self.notes.append(
                "This engine computes in single precision, with 7 digits, and is marked so."
            )
        how = self.spellings["backward"]
        self.leaves_have_a_pass = how.function or callable(getattr(x, how.called, None))
        if not self.leaves_have_a_pass and not self._results_have_a_pass(x):
            if callable(getattr(self.module, how.called, None)):
                raise self._lacks("backward")
            self.missing = f"it has no .{how.called}() yet"
            self.notes.append(f"If backward() is called otherwise, {HOW_TO_SAY}")
        elif not self.has_gradient(x):  # perhaps only after a pass
            self._late = True
            try:
                with at_most(10):
                    J = self.functions.mul(x, x)
                    self.backward(J)
            except (Exception, SystemExit, Endless):
                return  # a property says so
            if not self.has_gradient(x):
                raise self._lacks("grad")

    def _results_have_a_pass(self, x: Any) -> bool:
        """Tell whether results, of another class maybe, have what a leaf has not."""
        try:
            with at_most(10):
                J = self.functions.mul(x, x)
        except (Exception, SystemExit, Endless):
            return False
        return callable(getattr(J, self.spellings["backward"].called, None))

    def has_gradient(self, x: Any) -> bool:
        """Tell whether a value has a gradient that is not None."""
        try:
            return self.spellings["grad"].of(self.module, x) is not None
        except Exception:
            return False

    def _lacks(self, known: str) -> EngineError:
        called = self.spellings[known].written("").removesuffix("()")
        return EngineError(
            f"{self.name} has no {called}; an engine needs .data, .grad and .backward(); "
            f"if they are called otherwise, {HOW_TO_SAY}"
        )

    def line(self, error: BaseException) -> str:
        """Return where in the engine's own files an error was raised, in words, or ""."""
        if isinstance(error, RecursionError):
            return self._turning(error)
        root = Path(getattr(self.module, "__file__", None) or "?")
        found = ""
        traceback = error.__traceback__
        while traceback:
            file = traceback.tb_frame.f_code.co_filename
            cell = file.startswith(f"{root.name}, cell")
            if cell or (Path(file).parent == root.parent and file != __file__):
                found = f"{Path(file).name}, line {traceback.tb_lineno}"
            traceback = traceback.tb_next
        return found

    def _turning(self, error: BaseException) -> str:
        """Return the line that calls itself, in words, or ""."""
        file = getattr(self.module, "__file__", "") or ""
        first = turning_line(error.__traceback__, file)
        return f"{Path(file).name}, line {first}" if first else ""


class _Functions:
    """The operations of an engine as attributes; an operator that fails is there all the same."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, op: str) -> Callable[..., Any]:
        if op in TABLE:
            there = self._engine.find(op)
            if there:
                return there.call
            if op in OPERATORS:  # for a value and a number it may work
                return OPERATORS[op]
        raise AttributeError(f"the engine has no {op}")


def _single(x: float) -> bool:
    """Tell whether a number that should be 0.1 is the nearest of single precision."""
    return x != 0.1 and abs(x - 0.1) <= 0.1 * 2**-24

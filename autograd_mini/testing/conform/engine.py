"""Anyone's Value class, as the properties of the conformance suite see it.

An engine needs a constructor that takes a number, Python's operators, `.data`, `.grad` and
`.backward()`.  Other operations are found by the names of the table, as methods of the class or as
functions of its module.
"""

import configparser
import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.testing.programs import OPERATORS

ATTRIBUTES = ("data", "grad", "backward")  # what an adapter may rename, beside the operations
# Where an operation is surely defined, to find out whether an engine has it.
PROBES = {1: (0.5,), 2: (1.5, 0.5), None: (0.5, 1.5)}
# What an engine raises for what it does not have; some, micrograd for one, say so by `assert`.  An
# operation that fails so where it is surely defined counts as not supported, never as passed.
MISSING = (AttributeError, TypeError, NotImplementedError, AssertionError)


class EngineError(Exception):
    """An engine, or its adapter, that cannot be used; the message is one sentence."""


class Engine:
    """A Value class and what its attributes and operations are called.

    name: module:Class, or file.py:Class.
    names: the engine's name for an attribute or an operation, where it is not the table's.

    Attributes: `supported`, the operations that the engine has for its values, by the table's
    names; `functions`, these and all operators, as callables on values and numbers; `templates`,
    how each that is no operator is written in Python, for `to_python`.

    EngineError if there is no such class, if it lacks what every engine needs, or if `names` names
    what there is not.

    >>> engine = Engine("autograd_mini:Value")
    >>> x = engine.value(3.0)
    >>> engine.backward(engine.functions.mul(x, x))
    >>> engine.grad(x)
    6.0
    """

    def __init__(self, name: str, names: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.names = dict(names or {})
        for known in self.names:
            if known not in TABLE and known not in ATTRIBUTES:
                raise EngineError(
                    f"the adapter names {known!r}, which is neither an operation of the table nor "
                    f"one of {', '.join(ATTRIBUTES)}; the operations are {', '.join(TABLE)}"
                )
            if not self.names[known].isidentifier():  # it becomes a part of examples, as code
                raise EngineError(
                    f"the adapter calls {known} {self.names[known]!r}: no Python name"
                )
        self.module, self.Value = _load(name)
        self._check()
        found = {op: call for op in TABLE if (call := self._find(op))}
        self.templates = {op: template for op, (template, _) in found.items() if template}
        self.supported = set(found)
        # An operator that fails for two values may still work for a value and a number.
        calls = {op: call for op, (_, call) in found.items()}
        self.functions = SimpleNamespace(**{**OPERATORS, **calls})

    def import_line(self, *functions: str) -> str:
        """Return the Python that imports the class, as Value, and functions of its module."""
        module, _, cls = self.name.rpartition(":")
        module = Path(module).stem if module.endswith(".py") else module
        renamed = cls if cls == "Value" else f"{cls} as Value"
        return f"from {module} import {', '.join([renamed, *functions])}"

    def supports(self, *operations: str) -> bool:
        """Tell whether the engine has all of these operations."""
        return self.supported.issuperset(operations)

    def value(self, x: Any) -> Any:
        """Return a leaf."""
        return self.Value(x)

    def data(self, v: Any) -> Any:
        """Return the number that a value holds."""
        return getattr(v, self.names.get("data", "data"))

    def grad(self, v: Any) -> float:
        """Return the gradient of a value as a float; None, as torch has it, counts as 0."""
        grad = getattr(v, self.names.get("grad", "grad"))
        return 0.0 if grad is None else float(grad)

    def clear(self, v: Any) -> None:
        """Set the gradient of a value to 0."""
        setattr(v, self.names.get("grad", "grad"), 0.0)

    def backward(self, v: Any, *seed: float) -> None:
        """Run the backward pass from a value."""
        getattr(v, self.names.get("backward", "backward"))(*seed)

    def _check(self) -> None:
        try:
            x = self.value(1.5)
        except Exception as error:
            raise EngineError(f"{self.name}(1.5) fails: {type(error).__name__}: {error}") from error
        for attribute in ATTRIBUTES:
            called = self.names.get(attribute, attribute)
            if not hasattr(x, called):
                raise EngineError(
                    f"{self.name} has no .{called}; an engine needs .data, .grad and .backward(), "
                    "or an adapter that says what they are called"
                )
        if not callable(getattr(x, self.names.get("backward", "backward"))):
            raise EngineError(f"{self.name} has a .backward that cannot be called")

    def _find(self, op: str) -> tuple[str, Callable[..., Any]] | None:
        """Return how an operation is written and how it is called; None if there is none."""
        called = self.names.get(op, op)
        arity = TABLE[op].arity
        candidates: list[tuple[str, Callable[..., Any]]] = []
        if op in OPERATORS and op not in self.names:
            candidates.append(("", OPERATORS[op]))
        elif arity is not None:
            if callable(getattr(self.value(1.5), called, None)):
                template = f"{{0}}.{called}({'{1}' if arity == 2 else ''})"
                candidates.append((template, _method(called, self.value)))
            if callable(function := getattr(self.module, called, None)):
                candidates.append((f"{called}({{all}})", function))
        elif callable(function := getattr(self.module, called, None)):
            lists = "[{weights}], [{inputs}]" if op == "dot" else "[{all}]"
            call = _on_lists(function, halves=op == "dot")
            candidates.append((f"{called}({lists})", call))
        for template, call in candidates:
            try:
                result = call(*map(self.value, PROBES[arity]))
                float(self.data(result))
            except MISSING:
                continue
            except Exception:  # it is there, and it does not work: a property will say so
                return template, call
            return template, call
        if op in self.names:
            raise EngineError(
                f"the adapter says that {op} is called {called!r}, but {self.name} has no such "
                f"method, and its module no such function, of {arity or 'several'} operands"
            )
        return None


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


def _load(name: str) -> tuple[ModuleType, Any]:
    module_name, colon, class_name = name.rpartition(":")
    if not colon or not module_name or not class_name:
        raise EngineError(f"{name!r} names no engine; write package.module:Value, or file.py:Value")
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))  # as `python -m` has it
    try:
        module = _module(module_name)
    except SystemExit as error:
        raise EngineError(f"{module_name} calls sys.exit({error.code!r}) when imported") from error
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise EngineError(f"{module_name} cannot be imported ({reason})") from error
    if not isinstance(getattr(module, class_name, None), type):
        raise EngineError(f"{module_name} has no class {class_name}")
    return module, getattr(module, class_name)


def _module(name: str) -> ModuleType:
    if not name.endswith(".py"):
        return importlib.import_module(name)
    path = Path(name)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(f"there is no file {name}")
    if str(path.parent.resolve()) not in sys.path:
        sys.path.insert(0, str(path.parent.resolve()))  # for what the file imports from its folder
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def read_adapter(path: str | os.PathLike[str] | None) -> dict[str, str]:
    """Return what an adapter file says: the engine's names, by ours.

    The file has a section [names], with lines such as `sigmoid = logistic` or `grad = gradient`.

    EngineError if there is no such file, or if it says something else.
    """
    return {} if path is None else read_section(path, "names")


def read_section(path: str | os.PathLike[str], section: str) -> dict[str, str]:
    """Return the lines of the only section that a file may have; EngineError as above."""
    parser = configparser.ConfigParser(interpolation=None, default_section="")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        with Path(path).open(encoding="utf-8") as file:
            parser.read_file(file)
    except (OSError, UnicodeDecodeError) as error:
        raise EngineError(f"{os.fspath(path)} cannot be read ({error})") from error
    except configparser.Error as error:
        raise EngineError(
            f"{os.fspath(path)} is no list of names: {str(error).splitlines()[0]}"
        ) from error
    if parser.sections() != [section]:
        raise EngineError(f"{os.fspath(path)} needs one section, [{section}], and no other")
    return dict(parser[section])

"""What an engine calls things: the adapter file, and how examples are written for an engine.

The section [names] says what something is called where it is called otherwise.  An operation has
another name, as in `sigmoid = logistic`.  What every engine has may also be a call:

    value = Tensor(x, requires_grad=True)   or a function that makes one: make(x)
    data = item()                           a method; an attribute has no brackets
    grad = gradient()
    backward = backprop()                   or a function of the module: backward(J)

Here x stands for the number, and J for the node from which the pass begins.
"""

import ast
import configparser
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from autograd_mini import files
from autograd_mini.testing.conform.naming import EngineError

MOST_BYTES = 1_000_000  # of such a file
ATTRIBUTES = ("data", "grad", "backward")  # what every engine has, beside a constructor
HOW_TO_SAY = """\
write what they are called into a file, adapter.ini, and add --adapter adapter.ini:
    [names]
    grad = gradient           # or gradient(), if it is a method; the same for data
    backward = backprop()     # or backward(J), if it is a function of the module
    value = Tensor(x, requires_grad=True)   # if the constructor needs more than a number"""


@dataclass(frozen=True)
class Spelling:
    """How an engine writes one of the things that every engine has.

    called: its name.  function: whether that is a function, or class, of the module.  call: whether
    it is called.  rest, keywords: what else it is called with.
    """

    called: str
    function: bool = False
    call: bool = False
    rest: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)

    def written(self, subject: str, *more: str) -> str:
        """Return the Python of it."""
        if not self.call:
            return f"{subject}.{self.called}"
        keywords = [f"{name}={value!r}" for name, value in self.keywords.items()]
        arguments = [*[subject] * self.function, *more, *map(repr, self.rest), *keywords]
        return f"{'' if self.function else subject + '.'}{self.called}({', '.join(arguments)})"

    def of(self, module: Any, subject: Any, *more: Any) -> Any:
        """Return it, for a value of an engine with this module."""
        if self.function:
            return getattr(module, self.called)(subject, *more, *self.rest, **self.keywords)
        found = getattr(subject, self.called)
        return found(*more, *self.rest, **self.keywords) if self.call else found


def spelling(known: str, text: str) -> Spelling:
    """Return what an adapter's line says of "value", "data", "grad" or "backward".

    EngineError if it is neither a name nor a call as above.

    >>> spelling("grad", "gradient()").written("a")
    'a.gradient()'
    >>> spelling("backward", "backward(J)").written("c", "2.0")
    'backward(c, 2.0)'
    """
    subject = {"value": "x", "backward": "J"}.get(known, "")
    try:
        tree = ast.parse(text, mode="eval").body
        if isinstance(tree, ast.Name):
            return Spelling(tree.id, known == "value", known not in ("data", "grad"))
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
            rest = list(tree.args)
            of_subject = bool(subject and rest and ast.unparse(rest[0]) == subject)
            if of_subject or known != "value":
                positional = tuple(ast.literal_eval(a) for a in rest[of_subject:])
                named = {str(k.arg): ast.literal_eval(k.value) for k in tree.keywords}
                return Spelling(tree.func.id, of_subject, True, positional, named)
    except (SyntaxError, ValueError):
        pass
    example = {"value": "Tensor(x, requires_grad=True)", "backward": "backprop() or backward(J)"}
    raise EngineError(
        f"the adapter calls {known} {text!r}: no Python name, and no call such as "
        f"{example.get(known, known + '()')}"
    )


# What our own code writes, with the subject and, of a pass, the seed.
_OURS = {
    "value": r"\bValue\(((?:[^()]|\([^()]*\))*)\)",
    "data": r"\b(\w+(?:\[[^]]*\])?)\.data\b",
    "grad": r"\b(\w+(?:\[[^]]*\])?)\.grad\b",
    "backward": r"\b(\w+)\.backward\(([^()]*)\)",
}


def spelled(spellings: Mapping[str, Spelling], code: str) -> str:
    """Return code of ours, with Value, .data, .grad and .backward, as an engine writes it.

    >>> ours = {"value": spelling("value", "V"), "grad": spelling("grad", "g()")}
    >>> print(spelled(ours, "x = Value(3.0); print(x.grad)"))
    x = V(3.0); print(x.g())
    """
    for known, how in spellings.items():
        code = re.sub(_OURS[known], partial(_written, how), code)
    return code


def _written(how: Spelling, found: re.Match[str]) -> str:
    return how.written(*filter(None, found.groups()))


def read_adapter(path: str | os.PathLike[str] | None) -> dict[str, str]:
    """Return what an adapter file says: the engine's names, by ours.

    EngineError if there is no such file, or if it says something else.
    """
    return {} if path is None else read_section(path, "names")


def read_section(path: str | os.PathLike[str], section: str) -> dict[str, str]:
    """Return the lines of the only section that a file may have; EngineError as above."""
    parser = configparser.ConfigParser(
        interpolation=None, default_section="", inline_comment_prefixes=("#",)
    )
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(files.read(Path(path), MOST_BYTES).decode("utf-8-sig"))
    except OSError as error:
        raise EngineError(files.reason(error)) from error
    except UnicodeDecodeError as error:
        raise EngineError(f"{os.fspath(path)} is no text in UTF-8") from error
    except ValueError as error:  # it has no end
        raise EngineError(str(error)) from error
    except configparser.Error as error:
        raise EngineError(
            f"{os.fspath(path)} is no list of names: {str(error).splitlines()[0]}"
        ) from error
    if parser.sections() != [section]:
        raise EngineError(f"{os.fspath(path)} needs one section, [{section}], and no other")
    return dict(parser[section])

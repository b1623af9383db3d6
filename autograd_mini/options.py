"""Options, which have one name wherever they occur: how they are checked, what they were called.

language: "en" or "zh".  digits: how many significant ones a printed number has.  limit: the most
nodes, and for each of them four edges.  dark: whether it is for a dark page.  direction: "LR", from
left to right, "TB", from top to bottom, or "auto".
"""

import functools
import re
import warnings
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

LANGUAGES = ("en", "zh")
DIRECTIONS = ("auto", "LR", "TB")
MOST_DIGITS = 17  # what it takes to tell every float from its neighbours
COMMENT = re.compile(r"# (.+) \| (.+)$", re.M)  # of code that is shown in either language

P = ParamSpec("P")
R = TypeVar("R")


def flag(name: str, given: Any) -> None:
    """Check an argument that is True or False; TypeError if it is not."""
    if not isinstance(given, bool):
        raise TypeError(f"{name} is True or False, not {type(given).__name__}")


def one_of(name: str, given: Any, allowed: tuple[str, ...]) -> None:
    """Check an argument that is one of some words; ValueError, or TypeError for no word."""
    words = ", ".join(map(repr, allowed))
    if not isinstance(given, str):
        raise TypeError(f"{name} is one of {words}, not {type(given).__name__}")
    if given not in allowed:
        raise ValueError(f"{name} is one of {words}, not {given!r}")


def whole(name: str, given: Any, least: int, most: int | None = None) -> None:
    """Check an argument that is a whole number in a range; TypeError or ValueError if not."""
    allowed = f"at least {least}" if most is None else f"from {least} to {most}"
    if not isinstance(given, int) or isinstance(given, bool):
        raise TypeError(f"{name} is a whole number {allowed}, not {type(given).__name__}")
    if given < least or (most is not None and given > most):
        raise ValueError(f"{name} is a whole number {allowed}, not {given}")


def spoken(language: Any) -> None:
    """Check a language; ValueError, or TypeError for no word."""
    one_of("language", language, LANGUAGES)


def code_in(language: str, code: str) -> str:
    """Return code in which each comment `# English | Chinese` is one of the two.

    >>> code_in("zh", "self.grad = 1.0   # in __init__ | 在 __init__ 中")
    'self.grad = 1.0   # 在 __init__ 中'
    """
    return COMMENT.sub(rf"# \{LANGUAGES.index(language) + 1}", code)


def significant(digits: Any) -> None:
    """Check how many significant digits numbers shall have; TypeError or ValueError."""
    whole("digits", digits, 1, MOST_DIGITS)


def directed(direction: Any) -> None:
    """Check where a picture grows to; ValueError, or TypeError for no word."""
    one_of("direction", direction, DIRECTIONS)


def shaded(dark: Any) -> None:
    """Check `dark` where the browser can decide, which it does if it is None; else TypeError."""
    if dark is not None:
        flag("dark", dark)


def first(old_name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a function take its first argument by an old name for one release, with a warning.

    >>> @first("J")
    ... def shown(it, /, *, J=None):
    ...     return it, J
    >>> with warnings.catch_warnings(record=True) as said:
    ...     warnings.simplefilter("always")
    ...     shown(J=3), shown(2, J=3), str(said[0].message)
    ((3, None), (2, 3), 'shown(J=…) is now called shown(…)')
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if not args and old_name in kwargs:
                name = function.__name__
                said = f"{name}({old_name}=…) is now called {name}(…)"
                warnings.warn(said, DeprecationWarning, stacklevel=2)
                args = (kwargs.pop(old_name),)  # type: ignore[assignment]
            return function(*args, **kwargs)

        return call

    return decorate


def renamed(**old_names: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a function take an option by its old name for one release, with a DeprecationWarning.

    old_names: the new name by the old one.

    TypeError if both are given.

    >>> @renamed(precision="digits")
    ... def printed(x, *, digits=3):
    ...     return f"{x:.{digits}g}"
    >>> with warnings.catch_warnings(record=True) as said:
    ...     warnings.simplefilter("always")
    ...     printed(2 / 3, precision=2), str(said[0].message)
    ('0.67', 'printed(precision=…) is now called digits=…')
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            for old, new in old_names.items():
                if old in kwargs:
                    if new in kwargs:
                        raise TypeError(f"{new} is given twice, once as {old}, its old name")
                    warnings.warn(
                        f"{function.__name__}({old}=…) is now called {new}=…",
                        DeprecationWarning,
                        stacklevel=2,
                    )
                    kwargs[new] = kwargs.pop(old)
            return function(*args, **kwargs)

        return call

    return decorate

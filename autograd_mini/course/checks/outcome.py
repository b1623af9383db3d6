"""What comes of a check: that all is well, that it is not written yet, or what is different."""

import functools
import math
from collections.abc import Callable
from typing import Any

from autograd_mini.course.checks.slips import SLIPS
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.trial import raised
from autograd_mini.testing.diagnosis.text import capital, filled, lines_of
from autograd_mini.testing.diagnosis.where import Place

Outcome = dict[str, Any]

IS = {"en": "{what} is {found}; it should be {should}.", "zh": "{what} 是 {found}，应为 {should}。"}

NO_NUMBER = {
    "en": "{what} is no number, but of the type {found}; it should be {should}.",
    "zh": "{what} 不是数，它的类型是 {found}；应为 {should}。",
}

TWO = {
    "en": "{what} returns {found}; it should return two things, {names}.",
    "zh": "{what} 返回的是 {found}；应当返回两样东西：{names}。",
}


class Different(Exception):  # noqa: N818 (a verdict, and no error)
    """A learner's number, or another thing, that is not what it should be.

    message: by language.  slip: what explains it, by its name in SLIPS or, of an operation, in the
    table of misconceptions; "" if nothing does.  python: what shows it.  place: the lines that it
    is in, if they are known.
    """

    def __init__(
        self,
        message: dict[str, str],
        slip: str = "",
        *,
        python: str = "",
        operations: tuple[str, ...] = (),
        place: Place | None = None,
    ) -> None:
        super().__init__(message["en"])
        self.message, self.slip, self.python = message, slip, python
        self.operations, self.place = operations, place

    def hint(self, what: str, language: str) -> str:
        """Return the "question" or the "sentence" about what explains it; "" if nothing does."""
        if not self.slip:
            return ""
        if self.slip in SLIPS:
            return str(getattr(SLIPS[self.slip], what)[language])
        return capital(filled(self.slip, self.operations, language, what))

    def lines(self, language: str) -> str:
        """Return the lines that it is in, as they are to be read; "" if they are not known."""
        return "\n".join(lines_of(self.place, language))


def checked(check: Callable[[Engine], Any]) -> Callable[..., Outcome]:
    """Return a check as a function that returns its outcome, with "status", whatever happens.

    "status" is "passed", "failed" or "missing".  Of a failure there are a "message", "question" and
    "sentence" of what explains it, the "lines" that it is in, and "python", which shows it.  "told"
    is what the check returns.
    """

    @functools.wraps(check)
    def outcome(engine: Engine, language: str) -> Outcome:
        try:
            return {"status": "passed", "told": check(engine)}
        except NotImplementedError as error:
            return {"status": "missing", "message": str(error)}
        except Different as different:
            return {
                "status": "failed",
                "message": different.message[language],
                "question": different.hint("question", language),
                "sentence": different.hint("sentence", language),
                "lines": different.lines(language),
                "python": different.python,
            }
        except Exception as error:
            line = engine.line(error)
            slip = SLIPS[_slip_of(error)]
            return {
                "status": "failed",
                "message": raised(error) + (f" ({line})" if line else ""),
                "question": slip.question[language],
                "sentence": slip.sentence[language],
                "general": True,
            }

    return outcome


def _slip_of(error: Exception) -> str:
    """Return what is to be said of an error in general."""
    if isinstance(error, RecursionError):
        return "calls-itself"
    written = isinstance(error, AttributeError | NameError | TypeError)
    return "error" if written else "unexpected-number"


def of_two(what: str, found: Any, names: str) -> tuple[Any, Any]:
    """Return the two things that a function should return; Different if it returns other than two.

    what: the call.  names: what they are.
    """
    if isinstance(found, tuple | list) and len(found) == 2:
        return found[0], found[1]
    fields = {"what": what, "found": _shown(found), "names": names}
    slip = "no-return" if found is None else ""
    raise Different({language: text.format(**fields) for language, text in TWO.items()}, slip)


def same(
    what: str | dict[str, str],
    found: Any,
    should: float,
    explained: dict[str, float] | None = None,
    *,
    close: float = 1e-9,
    python: str = "",
) -> None:
    """Compare a number; Different if it is not what it should be.

    what: which number it is, in code, or in words by language.
    explained: for each slip, what the number would then be.  close: how far off it may be, as a
    part of what it should be, or of 1 if that is smaller.
    """
    number = _number(found)
    if _close(number, should, close):
        return
    slip = next((s for s, x in (explained or {}).items() if _close(number, x, close)), "")
    slip = "no-return" if found is None else slip
    text = IS if number is not None or found is None else NO_NUMBER
    shown = f"{number:.6g}" if number is not None else _shown(found)
    numbers = {"found": shown.replace("-", "−"), "should": f"{should:.6g}".replace("-", "−")}
    called = {"en": what, "zh": what} if isinstance(what, str) else what
    raise Different(
        {name: said.format(what=called[name], **numbers) for name, said in text.items()},
        slip,
        python=python,
    )


def _shown(found: Any) -> str:
    """Return None as it is, and the type of anything else, which is no number."""
    return "None" if found is None else type(found).__name__


def _number(found: Any) -> float | None:
    if isinstance(found, str):  # though float("1.5") is a number
        return None
    try:
        return float(found)
    except (TypeError, ValueError):
        return None


def _close(found: float | None, should: float, close: float) -> bool:
    return (
        found is not None
        and math.isfinite(found)
        and abs(found - should) <= close * max(1.0, abs(should))
    )

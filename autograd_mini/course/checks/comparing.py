"""Whether what a learner's function returns is what it should be, and what explains it if not."""

import math
from collections.abc import Sequence
from typing import Any

from autograd_mini.course.checks.outcome import Different, Fields
from autograd_mini.course.slips.articles import with_article
from autograd_mini.formulas.minus import minus

IS = {"en": "{what} is {found}; it should be {should}.", "zh": "{what} 是 {found}，应为 {should}。"}

NO_NUMBER = {
    "en": "{what} is no number, but of the type {found}; it should be {should}.",
    "zh": "{what} 不是数，它的类型是 {found}；应为 {should}。",
}

TWO = {
    "en": "{what} returns {found}; it should return two things, {names}.",
    "zh": "{what} 返回的是 {found}；应当返回两样东西：{names}。",
}


def of_two(what: str, found: Any, names: str) -> tuple[Any, Any]:
    """Return the two things that a function should return; Different if it returns other than two.

    what: the call.  names: what they are.
    """
    if isinstance(found, tuple | list) and len(found) == 2:
        return found[0], found[1]
    kind = _shown(found)
    shown = {"en": kind if found is None else with_article(kind), "zh": kind}
    message = {
        language: text.format(what=what, found=shown[language], names=names)
        for language, text in TWO.items()
    }
    single = not isinstance(found, tuple | list)
    raise Different(message, "no-return" if found is None else "one-of-two" if single else "")


Slips = str | tuple[str, ...]


def same(
    what: str | dict[str, str],
    found: Any,
    should: float,
    explained: dict[str, float] | None = None,
    *,
    close: float = 1e-9,
    python: str = "",
    general: str = "",
) -> None:
    """Compare a number; Different if it is not what it should be.

    what: which number it is, in code, or in words by language.
    explained: for each slip, what the number would then be.  close: how far off it may be, as a
    part of what it should be, or of 1 if that is smaller.  general: the slip that says what to do
    if none of those explains it.
    """
    cases = [(slip, [number]) for slip, number in (explained or {}).items()]
    alike([what], [found], [should], cases, close=close, python=python, general=general)


def alike(
    whats: Sequence[str | dict[str, str]],
    found: Sequence[Any],
    should: Sequence[float],
    explained: Sequence[tuple[Slips, Sequence[float]]] = (),
    *,
    close: float = 1e-9,
    python: str | Sequence[str] = "",
    general: str = "",
    fields: Fields | None = None,
) -> None:
    """Compare numbers; Different, with the first that is not what it should be.

    explained: slips, or several at once, with what all of the numbers would then be: a slip
    explains what is wrong only if it explains what is right, too.  python: for all of the numbers,
    or for each.  general: the slip that says what to do if nothing explains them.  fields: what is
    named in the sentences of the slips.
    """
    numbers = [_number(thing) for thing in found]
    first = next((i for i, (is_, to_be) in enumerate(zip(numbers, should))
                  if not _close(is_, to_be, close)), None)  # fmt: skip
    if first is None:
        return
    slips: Slips = explanation(numbers, explained, close=close)
    if found[first] is None:
        slips = "no-return"
    elif numbers[first] is None:
        slips, fields, general = "no-number", None, ""
    elif not slips:
        slips, fields = general, None
    is_, to_be, called = numbers[first], should[first], whats[first]
    text = IS if is_ is not None or found[first] is None else NO_NUMBER
    shown = f"{is_:.6g}" if is_ is not None else _shown(found[first])
    told = {"found": minus(shown), "should": minus(f"{to_be:.6g}")}
    named = {"en": called, "zh": called} if isinstance(called, str) else called
    raise Different(
        {name: said.format(what=named[name], **told) for name, said in text.items()},
        *([slips] if isinstance(slips, str) else slips),
        python=python if isinstance(python, str) else python[first],
        fields=fields,
        general=bool(general) and slips == general,
    )


def explanation(
    found: Sequence[float | None],
    explained: Sequence[tuple[Slips, Sequence[float]]],
    *,
    close: float = 1e-9,
) -> tuple[str, ...]:
    """Return the slips with which all of the numbers would be what they are; () if there are none.

    >>> explanation([1.0, 4.0], [("one", [1.0, 2.0]), ("two", [1.0, 4.0])])
    ('two',)
    """
    for slips, numbers in explained:
        if all(_close(is_, would, close) for is_, would in zip(found, numbers, strict=True)):
            return (slips,) if isinstance(slips, str) else slips
    return ()


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

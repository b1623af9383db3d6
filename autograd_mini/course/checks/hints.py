"""What explains the properties that fail, as far as the lessons have come."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from autograd_mini.course.checks.by_hand import BY_HAND, GRADIENTS, by_hand
from autograd_mini.course.checks.closer import alone, closer, slip_of
from autograd_mini.course.checks.history import BACKWARD, History, history
from autograd_mini.course.checks.inner_nodes import inner_gets_nothing
from autograd_mini.course.checks.known_by_now import (
    LEAVES_SHARED,
    LINES,
    MORE_OPERATIONS,
    NODES_SHARED,
    Now,
    is_met,
)
from autograd_mini.course.checks.left_out import nodes_left_out
from autograd_mini.course.checks.moments import untimely
from autograd_mini.course.checks.new_gradients import begins_with_none
from autograd_mini.course.checks.numbers import OPERATIONS
from autograd_mini.course.checks.one_by_one import Diagnosed, diagnosed
from autograd_mini.course.checks.one_node import SLOPES, beside_a_number
from autograd_mini.course.checks.orders import says_a_false_order
from autograd_mini.course.checks.outcome import Different, said_of
from autograd_mini.course.checks.powers import (
    base_and_exponent,
    exponent_0,
    log_of_more,
    log_to_another_base,
    negative_powers,
)
from autograd_mini.course.checks.powers_at_0 import slope_of_x
from autograd_mini.course.checks.recorded_passes import pass_recorded
from autograd_mini.course.checks.sent import wrongly_sent
from autograd_mini.course.checks.shapes import misread, shapes
from autograd_mini.course.checks.sigmoid_branches import turned_on_one_side
from autograd_mini.course.checks.skipped import skipped
from autograd_mini.course.checks.slopes_by_quotient import not_exact
from autograd_mini.course.checks.slopes_of_0 import slopes_are_right
from autograd_mini.course.checks.walks import walk
from autograd_mini.course.lines.sum_lines import wrong_sum
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.diagnosis import Diagnosis
from autograd_mini.testing.diagnosis.mistakes import MISTAKES
from autograd_mini.testing.diagnosis.text import of_limits, report

SLOPES_KEPT = 3  # the lesson from which on a node keeps its slopes


def hints(
    engine: Engine,
    language: str,
    level: int,
    lesson: int,
    message: str = GRADIENTS[0],
    explained: Sequence[int] = (0, 0),
    operations: Sequence[str] = (),
    python: str = "",
) -> dict[str, Any]:
    """Return what explains the failures, in words, with the names of the misconceptions.

    level: 1 a question, 2 the misconception, 3 the line.  lesson: what later lessons are about is
    left out, and so are the programs that need it.  message: what is wrong, in any language.
    explained: of what fails, how much a misconception may explain, and how much there is.
    operations: that the failures are about, "" for one that is about none; the first is shown.
    python: the program that is shown.

    "text" is what there is to say, "more" whether a higher level says more, "diagnosed" whether the
    diagnosis has found it, and "happens" is there if only what the pass does is told.
    """
    if different := _seen_at_once(engine, lesson, operations):
        return _known(different, language, level)
    one = diagnosed(engine, lambda probe: is_met(probe, lesson), operations)
    now = Now(engine, lesson, level, operations)
    found = now.known(one.found)
    if says_a_false_order(engine, found):  # of a pass in which few nodes send at all, say
        found = replace(found, mistakes=())
    general = by_hand(message, lesson, language)
    if general == BY_HAND["gradients"][language] and (happens := history(engine, python)):
        alone_and_begun = len(happens.settings) < 2 and _to_itself(found)
        if alone_and_begun or _is_unknown(engine, found, lesson):
            once = lesson < NODES_SHARED and python.count(BACKWARD) == 1
            if wrong := _seen_in_pass(engine, happens, once=once):
                return _known(wrong, language, level)
            text = general if level == 1 else happens.told(language, level)
            more = level < LINES
            return {"text": text, "mistakes": [], "more": more, "diagnosed": False, "happens": True}
    if not (found.mistakes or found.limits):
        return {"text": general, "mistakes": [], "more": False, "diagnosed": False}
    if level == 1:  # one question is enough: the first to be answered
        found = replace(found, mistakes=found.mistakes[:1], limits=found.limits[:1])
    too = {each: _too(one, now, language, each) for each in range(level, LINES + 1)}
    if not found.mistakes and found.unexplained:
        more = too[level] != too[LINES] or (level == 1 and bool(found.limits))
        text = "\n".join([general, *_limits(found, language, level), *too[level]])
        return {"text": text, "mistakes": [], "more": more, "diagnosed": False}
    return _explained(one, found, now, language, explained, too)


def _seen_at_once(engine: Engine, lesson: int, operations: Sequence[str]) -> Different | None:
    """Return what is wrong, if that is seen without a diagnosis."""
    try:
        _look(engine, lesson)
    except Different as different:
        if not _of_another_operation(different, operations):
            return different
    return None


def _look(engine: Engine, lesson: int) -> None:
    """Look for what needs no diagnosis, in the order in which one leads to the other.

    Different if there is any of it.
    """
    if lesson >= SLOPES_KEPT:
        shapes(engine)
        if close := not_exact(engine):
            raise close
        if lesson >= NODES_SHARED and (mistaken := walk(engine) or pass_recorded(engine)):
            raise mistaken
        if lesson >= LEAVES_SHARED and (mistaken := skipped(engine)):
            raise mistaken
        looks = (begins_with_none, misread, untimely)
        if known := next(filter(None, (look(engine, {"en": ""}) for look in looks)), None):
            raise known
        if lesson >= NODES_SHARED and (mistaken := nodes_left_out(engine)):
            raise mistaken
        if lesson < MORE_OPERATIONS:
            collects = lesson >= NODES_SHARED
            if known := wrongly_sent(engine, {"en": ""}, collects=collects):
                raise known
            if not collects and (known := inner_gets_nothing(engine, {"en": ""})):
                raise known
    if lesson >= MORE_OPERATIONS:
        if turned := turned_on_one_side(engine):
            raise turned
        negative_powers(engine)
        slope_of_x(engine)
        exponent_0(engine)
        base_and_exponent(engine)
        log_of_more(engine)
        log_to_another_base(engine)


def _seen_in_pass(engine: Engine, happens: History, *, once: bool) -> Different | None:
    """Return what is wrong with what a pass does, if it shows there; None if nothing is known.

    once: whether there is one pass, in which nothing may be set to 0.
    """
    if given := happens.slope(engine):  # and then no line of the pass is to blame
        return given
    seen = wrong_sum(engine) or (happens.lost(engine) if once else None)
    return _of_line(seen) if seen else None


def _is_unknown(engine: Engine, found: Diagnosis, lesson: int) -> bool:
    """Tell whether nothing explains what a pass does, or nothing that is sure to be true."""
    if lesson < MORE_OPERATIONS and (found.unexplained or _is_doubtful(engine, found)):
        return True  # what comes closest may be something else than what is wrong
    return not found.mistakes and (bool(found.unexplained) or not found.limits)


def _too(one: Diagnosed, now: Now, language: str, level: int) -> list[str]:
    """Return what there is to say of the operations that come after the one that is shown."""
    others = [(other, now.known(other.found)) for other in one.others if level > 1]
    return [_of_another(*other, language, level) for other in others]


def _explained(
    one: Diagnosed,
    found: Diagnosis,
    now: Now,
    language: str,
    explained: Sequence[int],
    too: dict[int, list[str]],
) -> dict[str, Any]:
    """Return the misconceptions that explain what is wrong, in words.

    too: what there is to say of other operations, by the level.
    """
    names = [finding.name for finding in (*found.mistakes, *found.limits)]
    examined, level = one.examined, now.level
    slip, fields, found = closer(examined, found)
    what = "question" if level == 1 else "sentence"
    only_one = len(found.mistakes) == 1
    beside = beside_a_number(found.mistakes[0], examined.seen, what, language) if only_one else ""
    told = beside
    if slip and not told:  # there is more to say than the table has
        told = said_of(slip, what, language, fields=fields)
    elif one.others and only_one and not told:  # which then is not what explains all of it
        told = said_of(names[0], what, language, found.mistakes[0].operations)
    count, of = explained

    def shown(found: Diagnosis, level: int) -> str:
        return report(found, language, level, (count, of), left=False)

    text, *higher = (shown(found, each) for each in range(level, LINES + 1))
    more = any(other != text for other in higher) or too[level] != too[LINES]
    if told:
        first = alone(found, found.mistakes[0].place)
        text = "\n".join([told, *shown(first, level).splitlines()[1:]])
    named = "{op}" in MISTAKES[names[0]].sentence["en"] and not (slip or beside)
    text = "\n".join([text, *one.alike(language, level, named=named), *too[level]])
    return {"text": text, "mistakes": names, "more": more, "diagnosed": not told}


def _is_doubtful(engine: Engine, found: Diagnosis) -> bool:
    """Tell whether a diagnosis of a pass is about the slopes of operations that are right.

    Or whether it takes several misconceptions together, and the lines of one are not seen.
    """
    if len(found.mistakes) > 1 and not all(one.place for one in found.mistakes):
        return True
    return bool(found.mistakes) and all(
        one.name in SLOPES and slopes_are_right(engine, *one.operations) for one in found.mistakes
    )


def _to_itself(found: Diagnosis) -> bool:
    """Tell whether a diagnosis says that nodes send to themselves."""
    return any(one.name == "sends-to-itself" for one in found.mistakes)


def _of_line(seen: Seen) -> Different:
    """Return what a line shows as what is different."""
    fields = dict.fromkeys(LANGUAGES, seen.fields)
    return Different(dict.fromkeys(LANGUAGES, ""), seen.slip, place=seen.place, fields=fields)


def _of_another_operation(different: Different, operations: Sequence[str]) -> bool:
    """Tell whether something is about other operations of lesson 6 than the one that is shown."""
    about, shown = set(different.operations), operations[0] if operations else ""
    return bool(about) and {*about, shown} <= {*OPERATIONS} and shown not in about


def _known(different: Different, language: str, level: int) -> dict[str, Any]:
    """Return what there is to say of what is known without a diagnosis."""
    text = different.hint("question" if level == 1 else "sentence", language)
    place = different.lines(language)
    told = f"{text}\n{place}" if level >= LINES and place else text
    more = level == 1 or (level < LINES and bool(place))
    return {"text": told, "mistakes": list(different.slips), "more": more, "diagnosed": False}


def _of_another(one: Diagnosed, found: Diagnosis, language: str, level: int) -> str:
    """Return what there is to say of an operation that comes after the one that is shown."""
    lines = []
    for mistake in found.mistakes:
        slip, fields = slip_of(one.examined, mistake)
        name = slip or mistake.name
        details = report(
            replace(found, mistakes=(mistake,), limits=()), language, level, left=False
        )
        lines += [
            said_of(name, "sentence", language, mistake.operations, fields),
            *details.splitlines()[1:],
        ]
    return "\n".join(lines or [one.too(language)])


def _limits(found: Diagnosis, language: str, level: int) -> list[str]:
    """Return what there is to say of the limits of an engine that is wrong, nobody knows why."""
    return of_limits(found, language, level) if level > 1 else []

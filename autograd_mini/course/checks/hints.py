"""What explains the properties that fail, as far as the lessons have come."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from autograd_mini.course.checks.far_from_0 import overflow_at, overflow_slip
from autograd_mini.course.checks.history import history
from autograd_mini.course.checks.moments import untimely
from autograd_mini.course.checks.numbers import OPERATIONS
from autograd_mini.course.checks.one_by_one import Diagnosed, diagnosed
from autograd_mini.course.checks.one_node import SLOPES, beside_a_number
from autograd_mini.course.checks.outcome import Different, said_of
from autograd_mini.course.checks.powers import negative_powers
from autograd_mini.course.checks.powers_at_0 import slope_of_x
from autograd_mini.course.checks.recorded_passes import pass_recorded
from autograd_mini.course.checks.said_errors import meaning
from autograd_mini.course.checks.sent import wrongly_sent
from autograd_mini.course.checks.shapes import misread, operands_known, shapes
from autograd_mini.course.checks.sigmoid_values import where_brackets_lack, without_brackets
from autograd_mini.course.checks.slope_values import (
    SLOPE_FOR_NUMBER,
    has_slope_for_number,
    named_in,
    where_it_is_made,
)
from autograd_mini.course.checks.slopes_of_0 import (
    sends_slope_0,
    slip_of_0,
    slopes_are_right,
    where_it_is_computed,
)
from autograd_mini.course.checks.walks import walk
from autograd_mini.course.lines.collecting_lines import asked_of_waiting_at, unasked_at
from autograd_mini.course.lines.pass_lines import multiplied_at, result_sent_at, searched_at
from autograd_mini.course.lines.returns import NO_RETURN, without_return
from autograd_mini.course.lines.sending_lines import behind_its_loop_at, emptied_at
from autograd_mini.course.lines.taking_lines import taken_at
from autograd_mini.course.slips.far_slips import FAR_SLIPS
from autograd_mini.course.slips.operation_slips import (
    SLOPE_OF_0,
    VALUE_WITHOUT_BRACKETS,
    WITHOUT_BRACKETS,
)
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.diagnosis import Diagnosis, Examined
from autograd_mini.testing.diagnosis.finding import Finding
from autograd_mini.testing.diagnosis.mistakes import MISTAKES
from autograd_mini.testing.diagnosis.reference import Probe
from autograd_mini.testing.diagnosis.text import of_limits, report
from autograd_mini.testing.diagnosis.where import Place

# What to do where nothing explains it, by what is wrong.
BY_HAND = {
    "gradients": {
        "en": "Draw the graph of the small program above, work its gradients out by hand, and "
        "print those of your nodes, from the result to the leaves. Which is the first that "
        "differs?",
        "zh": "画出上面那个小程序的计算图，手算各个梯度，再从结果到叶节点打印你的节点的梯度。"
        "第一个不同的是哪一个？",
    },
    "values": {
        "en": "Work the small program above out by hand, step by step, and print what your code "
        "computes at each step. Which is the first number that differs?",
        "zh": "把上面那个小程序一步一步手算一遍，再打印你的代码每一步算出的数。"
        "第一个不同的是哪一个？",
    },
    "nodes": {
        "en": "Follow the small program above line by line. Which nodes does your code make, and "
        "what does each of them get as its data and its parents?",
        "zh": "逐行跟着上面那个小程序走一遍：你的代码造了哪些节点？"
        "每个节点的 data 和 parents 各得到了什么？",
    },
}
GRADIENTS = ("grad", "derivative", "导数", "梯度")
NODES = 2  # the lesson that is about nodes, and not about gradients yet
OF_NODES = ("operands-not-recorded", "operands-in-a-set")  # which it has checked
SLOPES_KEPT = 3  # the lesson from which on a node keeps its slopes
LEAVES_SHARED, NODES_SHARED = 4, 5  # the lessons from which on a leaf, and any node, is used twice
MORE_OPERATIONS = 6  # the lesson from which on there are others than + and ×
# Misconceptions of which one kind has more to be said: that slip, and what finds its line.
CLOSER = {
    "visits-twice": ("puts-in-again", unasked_at),
    "exponential-cost": ("puts-in-again", unasked_at),
    "quadratic-cost": ("searches-each-time", searched_at),
    "missing-upstream-factor": ("result-for-sender", result_sent_at),
    "wrong-upstream": ("times-equals", multiplied_at),
    "sends-to-itself": ("takes-from-parents", taken_at),
    "overwrites-gradient": ("emptied-by-each-sender", emptied_at),
    "stops-early": ("behind-its-loop", behind_its_loop_at),
    "missing-seed": ("times-equals", multiplied_at),
}
# Of which another kind has other words.
CLOSER_TOO = {"exponential-cost": ("asks-what-waits", asked_of_waiting_at)}
DERIVED = {"neg", "sub", "div"}  # operations that nobody writes here: they are there already
DIVIDES = "divides-instead-of-multiplying"
LINES = 3  # the level of hints that names lines


def by_hand(message: str, lesson: int, language: str) -> str:
    """Return what to do where nothing explains what is wrong: gradients, values, or nodes.

    message: what is wrong, in any language.

    >>> by_hand("the value is 2.0; it should be 1.0", 6, "en").partition(",")[0]
    'Work the small program above out by hand'
    """
    if lesson == NODES:
        return BY_HAND["nodes"][language]
    of_gradients = lesson > NODES and any(word in message for word in GRADIENTS)
    return BY_HAND["gradients" if of_gradients else "values"][language]


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
    try:
        if lesson >= SLOPES_KEPT:
            shapes(engine)
            if lesson >= NODES_SHARED and (mistaken := walk(engine) or pass_recorded(engine)):
                raise mistaken
            if known := misread(engine, {"en": ""}) or untimely(engine, {"en": ""}):
                raise known
            if lesson < MORE_OPERATIONS:
                collects = lesson >= NODES_SHARED
                if known := wrongly_sent(engine, {"en": ""}, collects=collects):
                    raise known
        if lesson >= MORE_OPERATIONS:
            negative_powers(engine)
            slope_of_x(engine)
    except Different as different:
        if not _of_another_operation(different, operations):
            return _known(different, language, level)

    def met(finding: Finding) -> list[Finding]:
        """Return a finding, or what acts the same and is known by now; nothing if neither is."""
        if lesson > NODES and operands_known(engine, finding.operations):
            finding = replace(
                finding, others=tuple(other for other in finding.others if other not in OF_NODES)
            )
        names = (finding.name, *finding.others)
        known = next((name for name in names if MISTAKES[name].lesson <= lesson), "")
        if known == finding.name:
            return [finding]
        # Its lines and its words are those of the misconception that is not known yet.
        return [replace(finding, name=known, others=(), place=None, words="")] if known else []

    def known_by_now(found: Diagnosis) -> Diagnosis:
        """Return what of a diagnosis is known by now."""
        found = replace(
            found,
            mistakes=tuple(known for finding in found.mistakes for known in met(finding)),
            limits=tuple(known for finding in found.limits for known in met(finding)),
        )
        if not found.mistakes and not found.unexplained:
            # Something is wrong with the engine, so that a limit of it is no mere limit here.
            wrong = tuple(finding for finding in found.limits if not finding.harmless)
            found = replace(found, mistakes=wrong, limits=())
        if level < LINES:  # what else it may be is said with the line, which shows whether it is
            sure = (
                replace(finding, others=()) if finding.place else finding
                for finding in found.mistakes
            )
            found = replace(found, mistakes=tuple(sure))
        return replace(found, mistakes=_shown_first(found.mistakes, operations))

    one = diagnosed(engine, lambda probe: _met(probe, lesson), operations)
    examined, found = one.examined, known_by_now(one.found)
    names = [finding.name for finding in (*found.mistakes, *found.limits)]
    general = by_hand(message, lesson, language)
    unknown = not (found.mistakes or found.limits)
    if found.unexplained:  # of a pass, what comes closest may be something else than what is wrong
        unknown = lesson < MORE_OPERATIONS or not found.mistakes
    unknown = unknown or (lesson < MORE_OPERATIONS and _is_doubtful(engine, found))
    happens = history(engine, python) if general == BY_HAND["gradients"][language] else None
    begun_alone = happens and len(happens.settings) < 2 and _to_itself(found)
    if happens and (unknown or begun_alone):
        text = general if level == 1 else happens.told(language, level)
        more = level < LINES
        return {"text": text, "mistakes": [], "more": more, "diagnosed": False, "happens": True}
    if level == 1:  # one question is enough: the first to be answered
        found = replace(found, mistakes=found.mistakes[:1], limits=found.limits[:1])

    def too(level: int) -> list[str]:
        """Return what there is to say of the operations that come after the one that is shown."""
        others = [(one, known_by_now(one.found)) for one in one.others if level > 1]
        return [_of_another(*other, language, level) for other in others]

    if not (found.mistakes or found.limits):
        return {"text": general, "mistakes": [], "more": False, "diagnosed": False}
    if not found.mistakes and found.unexplained:
        return {
            "text": "\n".join([general, *_limits(found, language, level), *too(level)]),
            "mistakes": [],
            "more": too(level) != too(LINES) or (level == 1 and bool(found.limits)),
            "diagnosed": False,
        }
    slip, fields = _slip(examined, found.mistakes[0]) if found.mistakes else ("", {})
    for closer, look in (kinds[names[0]] for kinds in (CLOSER, CLOSER_TOO) if names[0] in kinds):
        if seen_at := look(engine):
            slip, found = closer, _alone(found, seen_at)
            break
    if slip == SLOPE_FOR_NUMBER:
        found = where_it_is_made(engine, found)
    if slip == VALUE_WITHOUT_BRACKETS:
        found = where_brackets_lack(engine, found)
    if slip in (SLOPE_OF_0, WITHOUT_BRACKETS):
        found = where_it_is_computed(engine, found)
    if slip == NO_RETURN or slip in FAR_SLIPS:
        first_wrong = without_return(engine) if slip == NO_RETURN else overflow_at(engine)
        mistake, *others = found.mistakes
        mistake = replace(mistake, place=first_wrong or mistake.place)
        found = replace(found, mistakes=(mistake, *others))
    what = "question" if level == 1 else "sentence"
    alone = len(found.mistakes) == 1
    beside = beside_a_number(found.mistakes[0], examined.seen, what, language) if alone else ""
    told = beside
    if slip and not told:  # there is more to say than the table has
        told = said_of(slip, what, language, fields=fields)
    elif one.others and alone and not told:  # which then is not what explains all of it
        told = said_of(names[0], what, language, found.mistakes[0].operations)
    count, of = explained

    def shown(found: Diagnosis, level: int) -> str:
        return report(found, language, level, (count, of), left=False)

    text, *higher = (shown(found, each) for each in range(level, LINES + 1))
    more = any(other != text for other in higher) or too(level) != too(LINES)
    if told:
        first = _alone(found, found.mistakes[0].place)
        text = "\n".join([told, *shown(first, level).splitlines()[1:]])
    named = "{op}" in MISTAKES[names[0]].sentence["en"] and not (slip or beside)
    text = "\n".join([text, *one.alike(language, level, named=named), *too(level)])
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


def _shown_first(found: Sequence[Finding], operations: Sequence[str]) -> tuple[Finding, ...]:
    """Return what explains the operation that is shown before what explains others.

    Without those of operations that are written with others, where their line is one of these.
    """
    lines = {finding.place for finding in found if not DERIVED.issuperset(finding.operations)}
    own = [one for one in found
           if not (one.operations and DERIVED.issuperset(one.operations) and one.place in lines
                   and one.place)]  # fmt: skip
    about = {op for one in own for op in one.operations}
    if not operations or operations[0] not in about:
        return tuple(own)
    return tuple(sorted(own, key=lambda one: operations[0] not in one.operations))


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
        slip, fields = _slip(one.examined, mistake)
        name = slip or mistake.name
        details = report(
            replace(found, mistakes=(mistake,), limits=()), language, level, left=False
        )
        lines += [
            said_of(name, "sentence", language, mistake.operations, fields),
            *details.splitlines()[1:],
        ]
    return "\n".join(lines or [one.too(language)])


def _alone(found: Diagnosis, place: Place | None) -> Diagnosis:
    """Return the first of the misconceptions that were found, and the lines that it is in."""
    return replace(found, mistakes=(replace(found.mistakes[0], place=place),))


def _limits(found: Diagnosis, language: str, level: int) -> list[str]:
    """Return what there is to say of the limits of an engine that is wrong, nobody knows why."""
    return of_limits(found, language, level) if level > 1 else []


def _slip(examined: Examined, finding: Finding) -> tuple[str, dict[str, str]]:
    """Return the slip of a finding of which there is more to say; "" if there is none.

    And what is named in its sentences, as fields.
    """
    seen, operations = examined.seen, finding.operations
    if finding.name == "number-refused":
        failures = [failed for (op, _), failed in seen.refused.items() if op in operations]
    elif finding.name == "crashes-in-rule":
        failures = [failed for op, failed in seen.broken.items() if op in operations]
        failures += [
            failed
            for probe in seen.probes
            if (failed := seen.failures.get(probe.name))
            and (not operations or {step.name for step in probe.program} & set(operations))
        ]
    elif finding.name == "overflows":
        return overflow_slip(seen.engine, *operations), {}
    elif finding.name == "wrong-value" and has_slope_for_number(seen.engine, *operations):
        return SLOPE_FOR_NUMBER, named_in(*operations)
    elif finding.name == "wrong-value" and (lacks := without_brackets(seen.engine, *operations)):
        return lacks
    elif finding.name == "op-sends-nothing" and sends_slope_0(seen.engine, *operations):
        return slip_of_0(seen.engine, *operations)
    elif finding.name == DIVIDES and operations and "mul" not in operations:
        return "slope-upside-down", {}  # for what divides in backward() divides for every operation
    else:
        return "", {}
    methods = dir(seen.engine.Value)
    for one in failures:
        known = meaning(one.error, one.text, one.file, one.line, methods)
        if known.slip:
            return known.slip, known.fields
    return "", {}


def _met(probe: Probe, lesson: int) -> bool:
    """Tell whether a probe needs nothing that only later lessons are about."""
    uses = Counter(operand for step in probe.program for operand in step.operands
                   if isinstance(operand, int))  # fmt: skip
    if lesson < MORE_OPERATIONS and not {step.name for step in probe.program} <= {"add", "mul"}:
        return False
    twice = [node for node, times in uses.items() if times > 1]
    if lesson < LEAVES_SHARED:
        return not twice and len(probe.passes) == 1
    if lesson < NODES_SHARED:
        return all(node < len(probe.numbers) for node in twice) and len(probe.passes) == 1
    return True

"""Of what a diagnosis has found: which kind of it this is, and in which lines, if that is known."""

from dataclasses import replace

from autograd_mini.course.checks.far_from_0 import overflow_at, overflow_slip
from autograd_mini.course.checks.said_errors import meaning
from autograd_mini.course.checks.sent import sent_too_early_at
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
    where_it_is_computed,
)
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
from autograd_mini.testing.diagnosis.diagnosis import Diagnosis, Examined
from autograd_mini.testing.diagnosis.finding import Finding
from autograd_mini.testing.diagnosis.where import Place

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
CLOSER_TOO = {
    "exponential-cost": ("asks-what-waits", asked_of_waiting_at),
    "stops-early": ("sends-what-is-not-there", sent_too_early_at),
}
DIVIDES = "divides-instead-of-multiplying"


def closer(examined: Examined, found: Diagnosis) -> tuple[str, dict[str, str], Diagnosis]:
    """Return the slip that the first misconception is, "" if it is none, and its fields.

    And the diagnosis, with the lines of that slip.
    """
    engine, first = examined.seen.engine, found.mistakes[0]
    slip, fields = slip_of(examined, first)
    for kind, look in (kinds[first.name] for kinds in (CLOSER, CLOSER_TOO) if first.name in kinds):
        if seen_at := look(engine):
            slip, found = kind, alone(found, seen_at)
            sure = replace(found.mistakes[0], others=())  # for the line says which it is
            found = replace(found, mistakes=(sure,))
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
    return slip, fields, found


def alone(found: Diagnosis, place: Place | None) -> Diagnosis:
    """Return the first of the misconceptions that were found, and the lines that it is in."""
    return replace(found, mistakes=(replace(found.mistakes[0], place=place),))


def slip_of(examined: Examined, finding: Finding) -> tuple[str, dict[str, str]]:
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
        return overflow_slip(seen.engine, *operations)
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

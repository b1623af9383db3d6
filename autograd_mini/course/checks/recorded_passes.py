"""From lesson 5 on: what is wrong with a pass, found in what it does, line by line."""

from collections.abc import Iterator
from traceback import walk_tb

from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.checks.recorded import Recorded, recorded
from autograd_mini.course.lines.kind_lines import Ended, of_another_kind
from autograd_mini.course.lines.recorded_lines import (
    in_the_order_of_a_set,
    left_over,
    puts_in_another,
    sends_while_collecting,
    sorted_by_another,
    sorted_by_the_same,
    sorted_too_early,
    zeroes_the_result,
)
from autograd_mini.course.lines.recursion_lines import still_recursive
from autograd_mini.course.lines.sender_lines import (
    begins_with_another,
    only_the_parents,
    parents_left_out,
)
from autograd_mini.course.lines.sent_or_not import each_begins, never_sent
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.course.lines.zeroed_lines import zeroes_others
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import Source, backward_sources


def pass_recorded(engine: Engine) -> Different | None:
    """Return what is wrong with a pass, where what it does shows it; None if nothing known is."""
    found = recorded(engine)
    if found is None:  # it does not end, as where backward() calls itself for the same node
        seen = still_recursive(engine)
    else:
        seen = next((seen for source in backward_sources(engine)
                     if source.tree.name != "__init__"
                     for seen in _seen(engine, source, found) if seen), None)  # fmt: skip
    if seen is None:
        return None
    fields = dict.fromkeys(LANGUAGES, seen.fields)
    return Different({"en": ""}, seen.slip, place=seen.place, fields=fields)


def _seen(engine: Engine, source: Source, found: Recorded) -> Iterator[Seen | None]:
    """Yield what each look has found in a method of the pass, the surest first."""
    steps = found.steps
    if found.error is not None:
        yield _ended(engine, source, found.error)
    if not found.right:
        yield puts_in_another(source, steps, engine.Value)
    yield begins_with_another(source, steps)
    if found.right or found.error:
        # A set's order differs from run to run, so that it may be right this once.
        yield None if found.error else in_the_order_of_a_set(source, steps)
        yield None if found.error else sorted_by_the_same(source)
        yield None if found.right else zeroes_others(source, steps, engine.Value)
        return
    yield each_begins(source, steps, found.result)
    yield never_sent(source, steps)
    yield sends_while_collecting(source, steps)
    yield sorted_too_early(source, steps)
    yield left_over(source, steps, engine.Value)
    yield only_the_parents(source)
    yield parents_left_out(source, steps, found.result)
    yield in_the_order_of_a_set(source, steps)
    yield sorted_by_the_same(source)
    yield sorted_by_another(source)
    yield zeroes_the_result(source)
    yield zeroes_others(source, steps, engine.Value)


def _ended(engine: Engine, source: Source, error: Exception) -> Seen | None:
    """Return what an error comes of that a line of this method has raised."""
    frames = [(frame, line) for frame, line in walk_tb(error.__traceback__)
              if frame.f_code.co_filename == source.file]  # fmt: skip
    if not frames or frames[-1][0].f_code.co_name != source.tree.name:
        return None
    frame, line = frames[-1]
    return of_another_kind(Ended(str(error), source, line, frame.f_locals, engine.Value))

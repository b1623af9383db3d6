"""What finds the lines of a learner's file that a misconception is in: one finder for each.

They follow from what was found by numbers; where no line is surely meant, there is none.
"""

import ast
from collections.abc import Callable

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted
from autograd_mini.testing.diagnosis.branches import wrong_number_lines
from autograd_mini.testing.diagnosis.forward import LEFT, form_of
from autograd_mini.testing.diagnosis.limits import FAR
from autograd_mini.testing.diagnosis.looks import (
    Send,
    adds,
    asks_too_early,
    begins_at_one,
    begins_at_one_among_others,
    calls_at_all,
    calls_itself,
    calls_itself_first,
    changes_data,
    collects_again,
    cuts_the_loop_short,
    divides,
    finds_order,
    forgets_upstream,
    from_operand,
    from_the_result,
    goes_through_a_list,
    guarded_by_gradient,
    has_no_node_yet,
    numbers_outside_indices,
    of_a_number,
    only_upstream,
    replaces,
    sets,
    sets_a_mark,
    subtracts,
    sweeps,
    to_itself,
)
from autograd_mini.testing.diagnosis.observe import Observed
from autograd_mini.testing.diagnosis.reference import alike, predict
from autograd_mini.testing.diagnosis.sites import Site
from autograd_mini.testing.diagnosis.slopes import gradients_in, rule_nodes
from autograd_mini.testing.diagnosis.source import (
    Source,
    backward_sources,
    node_line,
    number_line,
    op_sources,
    receiver,
    sends,
    source_of,
)

Lines = list[tuple[str, int]]


def sources_of(engine: Engine, site: Site, seen: Observed) -> list[Source]:
    """Return the functions that a misconception is in."""
    if not site.keys:
        every = [s for op in seen.forms for s in op_sources(engine, op)]
        return [*backward_sources(engine), *every]
    found = []
    for key in site.keys:
        op, _, form = key.partition(":")
        reflected = (
            form == "base" or ("reversed", op) in site.patch or wrong_forms(op, seen) == {LEFT}
        )
        found += op_sources(engine, op, reflected=reflected)
    return found


def wrong_forms(op: str, seen: Observed) -> set[str]:
    """Return where an operation is wrong: with two nodes, or with a number on one of its sides.

    It is told by programs that have the operation in one of these forms only.
    """
    wrong = (probe for probe in seen.probes
             if not alike(seen.outcomes[probe.name], predict(probe, {})))  # fmt: skip
    forms = [{form_of(step) for step in probe.program if step.name == op} for probe in wrong]
    return {form for used in forms if len(used) == 1 for form in used}


def no_line(engine: Engine, site: Site, seen: Observed) -> Lines:
    """Find nothing."""
    return []


def _sends_that(wanted: Callable[[Send, Source], bool]) -> Callable[..., Lines]:
    """Return a finder of the assignments to gradients that look like this."""

    def find(engine: Engine, site: Site, seen: Observed) -> Lines:
        return [
            (source.file, send.lineno)
            for source in sources_of(engine, site, seen)
            for send in sends(source)
            if wanted(send, source)
        ]

    return find


def _rule(engine: Engine, site: Site, seen: Observed) -> Lines:
    """Return the line of a local derivative: where it is sent, or where it stands in a tuple."""
    for source in sources_of(engine, site, seen):
        if nodes := rule_nodes(source, site):
            return [(source.file, node.lineno) for node in nodes]
    return []


def _definition(engine: Engine, site: Site, seen: Observed) -> Lines:
    """Return where an operation makes its node; of several overrides it is the innermost."""
    return [(source.file, node_line(source)) for source in sources_of(engine, site, seen)[:1]]


def _value(engine: Engine, site: Site, seen: Observed) -> Lines:
    """Return where an operation computes its number, or else where it makes its node."""
    found: Lines = []
    for source in sources_of(engine, site, seen)[:1]:
        line = number_line(source, engine.Value.__name__)
        lines = [] if line else wrong_number_lines(engine, site.keys[0], source)
        found += [(source.file, one) for one in lines or [line or node_line(source)]]
    return found


def _overflow(engine: Engine, site: Site, seen: Observed) -> Lines:
    """Return where a number becomes too large, far on either side of 0."""
    own = getattr(engine.module, "__file__", None)
    operation = getattr(engine.functions, site.operations[0])
    tried = [attempted("forward", lambda: operation(engine.value(x))) for x in (-FAR, FAR)]  # noqa: B023
    return [(failed.file, failed.line) for failed in tried
            if isinstance(failed, Failure) and failed.file == own]  # fmt: skip


def _rule_or_definition(engine: Engine, site: Site, seen: Observed) -> Lines:
    return _rule(engine, site, seen) or _definition(engine, site, seen)


def _either(*finders: Callable[..., Lines]) -> Callable[..., Lines]:
    """Return a finder that takes the first that finds something."""

    def find(engine: Engine, site: Site, seen: Observed) -> Lines:
        return next((found for f in finders if (found := f(engine, site, seen))), [])

    return find


def _rule_if_local(engine: Engine, site: Site, seen: Observed) -> Lines:
    return _rule_or_definition(engine, site, seen) if site.keys else []


def _backward(wanted: Callable[[ast.AST, Source], bool]) -> Callable[..., Lines]:
    """Return a finder of statements like this in the backward pass."""

    def find(engine: Engine, site: Site, seen: Observed) -> Lines:
        return [
            (source.file, node.lineno)
            for source in backward_sources(engine)
            for node in ast.walk(source.tree)
            if isinstance(node, ast.stmt) and wanted(node, source)
        ]

    return find


def _first(finder: Callable[..., Lines]) -> Callable[..., Lines]:
    """Return a finder of the first line that another one finds."""
    return lambda engine, site, seen: sorted(finder(engine, site, seen))[:1]


def _seed_line(engine: Engine, site: Site, seen: Observed) -> Lines:
    found = []
    for source in backward_sources(engine):
        if source.tree.name != "__init__":
            for send in sends(source):
                if receiver(send) == "self" and not gradients_in(send.value, source):
                    found.append((source.file, send.lineno))
    return found[:1]


def _backward_begins(engine: Engine, site: Site, seen: Observed) -> Lines:
    return [(source.file, source.tree.lineno) for source in backward_sources(engine)][:1]


def _begins_at_one(engine: Engine, site: Site, seen: Observed) -> Lines:
    return [
        (source.file, send.lineno)
        for source in backward_sources(engine)
        for send in sends(source)
        if begins_at_one(send, source)
    ] or [
        (source.file, part.lineno)
        for source in backward_sources(engine)
        if source.tree.name == "__init__"
        for part in ast.walk(source.tree)
        if isinstance(part, ast.Assign) and begins_at_one_among_others(part, source)
    ]


def _erased(engine: Engine, site: Site, seen: Observed) -> Lines:
    return [
        (source.file, send.lineno)
        for source in backward_sources(engine)
        for send in sends(source)
        if receiver(send) == "self" and sets(0)(send, source)
    ]


def _collection(engine: Engine, site: Site, seen: Observed) -> Lines:
    """Return where operands are put into a set or a dict, if that is one line."""
    functions = [f for f in vars(engine.Value).values() if callable(f)]
    sources = [source for f in functions if (source := source_of(engine, f))]
    found = {
        (source.file, node.lineno)
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("set", "frozenset", "dict")
        and node.args
    }
    return list(found) if len(found) == 1 else []


def _crash(engine: Engine, site: Site, seen: Observed) -> Lines:
    """Return where the errors of the probes come from, if all come from one line."""
    own = getattr(engine.module, "__file__", None)
    found = {(f.file, f.line) for f in seen.failures.values() if f.file == own}
    return list(found) if len(found) == 1 else []


def _number(engine: Engine, site: Site, seen: Observed) -> Lines:
    """Return where a number is refused: the line that fails, or the operator's definition."""
    op, form = site.keys[0], site.words
    failed = seen.refused.get((op, form))
    if failed and failed.file == getattr(engine.module, "__file__", None):
        return [(failed.file, failed.line)]
    sources = op_sources(engine, op, reflected=form == LEFT)
    return [(source.file, source.tree.lineno) for source in sources[:1]]


def _without(number: int) -> Callable[[Engine], bool]:
    """Return what tells whether no line of the backward pass has a number, so that one is missing.

    A line that has it, and sets something else or compares, is wrong, and not missing.
    """

    def missing(engine: Engine) -> bool:
        parts = (
            part
            for source in backward_sources(engine)
            if source.tree.name != "__init__"
            for part in numbers_outside_indices(source.tree)
        )
        return number not in parts

    return missing


# Of which a function is named for a line that is not in it, and how that is known.
LACKING = {"inner-gradients-kept": _without(0), "missing-seed": _without(1)}

FINDERS: dict[str, Callable[[Engine, Site, Observed], Lines]] = {
    "overwrites-gradient": _either(_sends_that(replaces), _backward(sets(0))),
    "missing-upstream-factor": _either(
        _sends_that(forgets_upstream), _sends_that(from_the_result), _rule_if_local
    ),
    "missing-local-factor": _either(_sends_that(only_upstream), _rule_if_local),
    "adds-instead-of-multiplying": _either(_sends_that(adds), _rule_if_local),
    "divides-instead-of-multiplying": _either(_sends_that(divides), _rule_if_local),
    "subtracts-gradient": _sends_that(subtracts),
    "wrong-upstream": _sends_that(from_operand),
    "leaf-gradients-reset": _backward(sets(0)),
    "result-gradient-erased": _erased,
    "inner-gradients-kept": _backward_begins,
    "operands-in-a-set": _collection,
    "wrong-seed": _seed_line,
    "seed-ignored": _seed_line,
    "missing-seed": _backward_begins,
    "gradient-starts-at-one": _begins_at_one,
    "unrelated-gets-gradient": _backward(sets(None)),
    "changes-values": _backward(changes_data),
    "sends-before-complete": _backward(guarded_by_gradient),
    "visits-twice": _either(
        _backward(calls_itself), _backward(collects_again), _backward(asks_too_early)
    ),
    "sends-on-arrival": _backward(calls_itself),
    "recurses-first": _backward(calls_itself_first),
    "order-of-a-set": _backward(sweeps),
    "result-left-out": _first(_backward(has_no_node_yet)),
    "seed-erased": _seed_line,
    "marks-kept": _backward(sets_a_mark),
    "sends-to-itself": _sends_that(to_itself),
    "number-for-gradient": _sends_that(of_a_number),
    "number-for-slope": _either(_sends_that(of_a_number), _rule_if_local),
    "order-not-reversed": _backward(sweeps),
    "no-topological-order": _either(_backward(sweeps), _backward(finds_order)),
    "op-sends-nothing": _definition,
    "operands-not-recorded": _definition,
    "sends-to-wrong-operand": _definition,
    "operand-gets-no-gradient": _either(_rule_if_local, _backward(cuts_the_loop_short)),
    "number-cuts-the-graph": _definition,
    "reflected-reversed": _definition,
    "wrong-value": _value,
    "changes-its-operand": _definition,
    "recursion-too-deep": _backward(calls_at_all),
    "exponential-cost": _either(_backward(calls_itself), _backward(collects_again)),
    "quadratic-cost": _backward(goes_through_a_list),
    "crashes-in-rule": _crash,
    "number-refused": _number,
    **dict.fromkeys(
        ("silent-nan", "epsilon-added", "kink-slope", "tie-counts-twice"), _definition
    ),
    "overflows": _either(_overflow, _value),
    **dict.fromkeys(
        ("wrong-sign", "wrong-sign-inside", "wrong-operand", "input-for-output",
         "output-for-input", "missing-factor", "wrong-exponent", "wrong-rule"),
        _rule_or_definition,
    ),
}  # fmt: skip

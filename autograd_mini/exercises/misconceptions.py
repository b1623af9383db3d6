"""What known misconceptions make of a graph: the mistake is made, and its numbers are read off.

The reference engine of the diagnosis makes them.  So it is told the graph as a program.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograd_mini.exercises.numbers import exact
from autograd_mini.exercises.parts import Wrong
from autograd_mini.exercises.words import called, told
from autograd_mini.graph import Graph
from autograd_mini.testing.diagnosis.altered import alterations
from autograd_mini.testing.diagnosis.forward import Graph as Ran
from autograd_mini.testing.diagnosis.forward import Stopped, Switches, Unknown, forward
from autograd_mini.testing.diagnosis.reference import Gradients
from autograd_mini.testing.diagnosis.sites import global_sites
from autograd_mini.testing.programs import Call, Program
from autograd_mini.value import Value

MOST, FEWER = 6, 4  # wrong answers that a question carries, alone or beside others
MOST_ALIKE = 2  # of them, those by one misconception at several nodes

# The misconceptions that somebody with a pencil has, too, and not only a program: first those that
# are the likeliest there.
BY_HAND = (
    "overwrites-gradient", "operand-gets-no-gradient", "operands-in-a-set",
    "missing-local-factor", "wrong-operand", "missing-factor", "missing-upstream-factor",
    "wrong-sign", "wrong-sign-inside", "wrong-exponent", "adds-instead-of-multiplying",
    "sends-before-complete", "visits-twice", "output-for-input", "input-for-output", "wrong-rule",
    "divides-instead-of-multiplying",
)  # fmt: skip
RANK = {name: rank for rank, name in enumerate(BY_HAND)}
# What becomes of what a node sends, by the words of the reference engine.
SENDS = {
    "missing-local-factor": "missing local",
    "missing-upstream-factor": "missing upstream",
    "adds-instead-of-multiplying": "adds",
    "divides-instead-of-multiplying": "divides by local",
}
TWICE = "visits-twice"  # engines do it in many ways; here as its sentence says it, and no more
HERE = "the node with the mistake"  # its key, in place of that of its operation


@dataclass(frozen=True)
class Slip:
    """A mistake made on a graph.

    mistake: the identifier of the misconception.  at: the node where it is made; None if it is made
    everywhere.  gradients: what it leaves, by the id of a node.
    """

    mistake: str
    at: Value | None
    gradients: Mapping[int, float]


def program_of(graph: Graph) -> tuple[Program, list[Value]]:
    """Return a graph as a program, and its nodes in the order of the program's results.

    >>> x = Value(3.0)
    >>> program_of(Graph(x * x + 1.0))[0]
    (Call(name='mul', operands=(0, 0)), Call(name='add', operands=(1, 1.0)))
    """
    leaves = [n for n in graph.nodes if n.op is None]
    inner = [n for n in graph.nodes if n.op is not None]
    place = {id(n): i for i, n in enumerate(leaves + inner)}
    calls = [
        Call(
            n.op.name,
            tuple(place[id(x)] if isinstance(x, Value) else float(x) for x in n.operands),
        )
        for n in inner
        if n.op
    ]
    return tuple(calls), leaves + inner


def mistaken_everywhere(graph: Graph, switches: Switches) -> dict[int, float] | None:
    """Return every node's gradient, by its id, if the engine has these switches; None if it stops.

    >>> x = Value(3.0)
    >>> graph = Graph(x * x)
    >>> mistaken_everywhere(graph, {})[id(x)]
    6.0
    """
    program, nodes = program_of(graph)
    return _swept(nodes, forward(program, _numbers(nodes), switches), switches)


def _numbers(nodes: Sequence[Value]) -> list[float]:
    return [n.data for n in nodes if n.op is None]


def _swept(nodes: Sequence[Value], ran: Ran, switches: Switches) -> dict[int, float] | None:
    gradients = Gradients(ran, switches)
    try:
        gradients.backward(len(nodes) - 1, None)
    except (Stopped, Unknown, OverflowError):
        return None
    return {id(n): gradients[i] for i, n in enumerate(nodes)}


def slips(graph: Graph) -> list[Slip]:
    """Return the mistakes that can be made by hand in a graph, the likeliest first.

    >>> x = Value(3.0)
    >>> slip = slips(Graph(x * x))[0]
    >>> slip.mistake, slip.gradients[id(x)]
    ('overwrites-gradient', 3.0)
    """
    program, nodes = program_of(graph)
    ran = forward(program, _numbers(nodes), {})
    made: list[tuple[str, Value | None, dict[int, float] | None]] = [
        (site.mistake, None, mistaken_everywhere(graph, site.patch))
        for site in global_sites()
        if site.mistake in RANK and site.mistake != TWICE
    ]
    twice = _used_twice(graph)
    if twice:
        made.append((TWICE, None, _sent_twice(nodes, ran, nodes.index(twice))))
    for place, n in enumerate(nodes):
        if n.op is None:
            continue
        key, ran.keys[place] = ran.keys[place], HERE
        for mistake, how in SENDS.items():
            made.append((mistake, n, _swept(nodes, ran, {("send", HERE): how})))
        ran.keys[place] = key
        for mistake, slot, partial in _wrong_partials(n):
            edge = ran.edges[place][slot]
            right, edge.partial = edge.partial, partial
            made.append((mistake, n, _swept(nodes, ran, {})))
            edge.partial = right
    found = [Slip(mistake, at, gradients) for mistake, at, gradients in made if gradients]
    # What one node explains is told before what takes the same mistake everywhere.
    return sorted(found, key=lambda slip: (RANK[slip.mistake], slip.at is None))


def _used_twice(graph: Graph) -> Value | None:
    """Return the inner node that is used twice; None if there are more, or more uses.

    What is used three times, or by something that is visited twice, sends more than twice.
    """
    uses = Counter(id(x) for n in graph.nodes for x in n.parents)
    found = [n for n in graph.nodes if n.op is not None and uses[id(n)] > 1]
    return found[0] if len(found) == 1 and uses[id(found[0])] == 2 else None


def _sent_twice(nodes: Sequence[Value], ran: Ran, place: int) -> dict[int, float] | None:
    """Return every node's gradient if one node sends its whole sum twice."""
    right = [edge.partial for edge in ran.edges[place]]
    for edge, partial in zip(ran.edges[place], right):
        edge.partial = 2 * partial
    gradients = _swept(nodes, ran, {})
    for edge, partial in zip(ran.edges[place], right):
        edge.partial = partial
    return gradients


def _wrong_partials(n: Value) -> Iterator[tuple[str, int, float]]:
    """Yield what may stand in place of a local derivative of a node, and on which of its edges."""
    if n.op is None:
        return
    xs = [x.data if isinstance(x, Value) else float(x) for x in n.operands]
    where = [i for i, x in enumerate(n.operands) if isinstance(x, Value)]
    key = "pow:number" if n.op.name == "pow" and where == [0] else n.op.name
    for altered in alterations(key):
        if altered.mistake in RANK and altered.i in where:
            try:
                partial = float(altered.slope(xs, n.data))
            except (ValueError, OverflowError, ZeroDivisionError, IndexError, TypeError):
                continue
            yield altered.mistake, where.index(altered.i), partial
    if n.op.arity == 2 and len(where) == 2:
        yield from (("operand-gets-no-gradient", slot, 0.0) for slot in range(2))


class Mistakes:
    """The mistakes of one graph, with what each makes of it.

    slips: every mistake, the likeliest first.
    """

    def __init__(self, graph: Graph, language: str) -> None:
        self.graph, self.language = graph, language
        self.slips = slips(graph)

    def wrong(self, n: Value, most: int = MOST) -> tuple[Wrong, ...]:
        """Return the wrong answers for ∂J/∂n, each of them once, by its likeliest mistake."""
        taken = {exact(n.grad)}
        found: list[Wrong] = []
        for slip in self.slips:
            answer = exact(slip.gradients[id(n)])
            alike = sum(wrong.mistake == slip.mistake for wrong in found)
            if answer is None or answer in taken or alike == MOST_ALIKE or len(found) == most:
                continue
            if answer == 0 and slip.mistake == "operand-gets-no-gradient":
                continue  # a path that is missed is one of several
            taken.add(answer)
            found.append(Wrong(answer, slip.mistake, *self.told(slip)))
        return tuple(found)

    def told(self, slip: Slip) -> tuple[str, str]:
        """Return the sentence of a mistake, and the question that leads to it."""
        n = slip.at
        if n is None or n.op is None:
            several = any(len(uses) > 2 for uses in self.graph.consumers.values())
            return told(slip.mistake, self.language, several=several)
        alone = sum(other.op is n.op for other in self.graph.nodes) == 1
        name = "" if alone else self.graph.names[id(n)].text
        return told(slip.mistake, self.language, called(n.op.name, self.language), name)

"""Which layer and which unit of a network a node belongs to, as far as the labels tell."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from autograd_mini.formulas import labels
from autograd_mini.value import Value

COST = math.inf  # the layer that comes after every other
ALL = "all"  # the units of a label such as z^(2), which names a layer only


class Group(NamedTuple):
    """A layer; or one unit of it, or the weights behind it.

    layer: counted from 1; COST for what comes after the last.
    unit: the unit's number as it is written, ALL, or nothing.
    weights: whether these are the weights Θ^(layer).
    """

    layer: float
    unit: str = ""
    weights: bool = False


def count_layers(nodes: Sequence[Value]) -> int:
    """Return how many layers the labels of the nodes name."""
    return len({labels.layer(n.label) for n in nodes} - {None})


def by_layer(n: Value) -> Group | None:
    """Return the layer that the label of a node names; the weights Θ^(l) are in layer l."""
    layer = labels.layer(n.label)
    if not n.op and labels.parts(n.label).base == "x":
        layer = 1
    return Group(layer) if layer else None


def by_layer_and_weights(n: Value) -> Group | None:
    """Return the layer that the label of a node names, with the weights Θ^(l) for themselves."""
    group = by_layer(n)
    is_weight = group and labels.parts(n.label).base == "Θ"
    return group._replace(weights=True) if group and is_weight else group


def by_unit(n: Value) -> Group | None:
    """Return the unit that the label of a node names: its z, its a, and the weights into it."""
    group = by_layer(n)
    if not group:
        return None
    base, _, subscript = labels.parts(n.label)
    return Group(group.layer + (base == "Θ"), subscript.partition(",")[0] or ALL)


def groups(nodes: Sequence[Value], of_label: Callable[[Value], Group | None]) -> dict[int, Group]:
    """Return the group of each node, by its id.

    A node whose label names no group belongs to that of a consumer: the first layer it is used in.

    nodes: in topological order.
    """
    if not count_layers(nodes):
        return dict.fromkeys(map(id, nodes), Group(COST))
    group: dict[int, Group] = {}
    for n in reversed(nodes):
        here = of_label(n) or group.get(id(n), Group(COST))
        group[id(n)] = here
        for parent in n.parents:
            if id(parent) not in group or here.layer <= group[id(parent)].layer:
                group[id(parent)] = here
    return group


def side_by_side(members: Sequence[Value]) -> list[list[Value]]:
    """Return the nodes of one layer that stand in one column each: its z; its a among its Θ.

    The rows of Θ^(l) stay whole, with the activations of layer l spread evenly between them.
    """
    z: list[Value] = []
    a: list[Value] = []
    rows: dict[str, list[Value]] = {}
    for n in members:
        base, superscript, subscript = labels.parts(n.label)
        if superscript and base in ("z", "a"):
            (z if base == "z" else a).append(n)
        elif superscript and base == "Θ":
            rows.setdefault(subscript.partition(",")[0], []).append(n)
    parts = [(k + 0.5, row) for k, row in enumerate(rows.values())]
    parts += [(round((i + 0.5) / len(a) * len(rows)), [n]) for i, n in enumerate(a)]
    spread = [n for _, part in sorted(parts, key=lambda part: part[0]) for n in part]
    return [column for column in (spread, z) if column]


def fit(nodes: Sequence[Value], lines: Sequence[Sequence[Value]]) -> bool:
    """Tell whether all edges can lead forwards when the nodes of each line stand side by side.

    They cannot where labels contradict the graph, as when z^(2)_2 depends on z^(2)_1.
    """
    spot: dict[int, int] = {id(n): -1 - k for k, line in enumerate(lines) for n in line}
    feeds: dict[int, list[int]] = {}  # from spot to spot: a line is one, any other node is one
    waiting: dict[int, int] = {}  # how many edges lead to a spot from spots not yet passed
    for n in nodes:
        here = spot.get(id(n), id(n))
        waiting.setdefault(here, 0)
        for parent in n.parents:
            feeds.setdefault(spot.get(id(parent), id(parent)), []).append(here)
            waiting[here] += 1
    ready = [here for here, edges in waiting.items() if not edges]
    for here in ready:  # grows while we go through it
        for there in feeds.get(here, []):
            waiting[there] -= 1
            if not waiting[there]:
                ready.append(there)
    return len(ready) == len(waiting)

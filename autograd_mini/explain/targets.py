"""The targets of samples: as they were given, or read off the δ of the last layer."""

from collections.abc import Sequence

from autograd_mini.graph import float_of
from autograd_mini.nn import Forward


def targets_of(
    records: Sequence[Forward], targets: Sequence[Sequence[float]] | None
) -> list[list[float]]:
    """Return the y of each record as numbers; without targets, as δ = a − y tells them.

    ValueError if the network or the targets are not those of the textbook derivation.
    """
    for record in records:
        outputs = record.a[len(record.a)]
        if any(a.op is None or a.op.name != "sigmoid" for a in outputs):
            raise ValueError(
                "this derivation is that of sigmoid units in the last layer, with the "
                "cross-entropy as cost; explain another network by explain(J, wrt=...)"
            )
        if record.theta is not records[0].theta:
            raise ValueError("the records are of different networks; explain one network at a time")
    if targets is None:
        return [_target_of(record) for record in records]
    if len(targets) != len(records):
        raise ValueError(f"{len(records)} records need as many targets, not {len(targets)}")
    for record, y in zip(records, targets):
        units = len(record.a[len(record.a)])
        if not hasattr(y, "__len__"):
            raise TypeError(f"y is a list of numbers, one for each unit, not {type(y).__name__}")
        if len(y) != units:
            raise ValueError(f"y has {len(y)} entries, but the last layer has {units} units")
        for y_k in map(float_of, y):
            if not 0 <= y_k <= 1:
                raise ValueError(f"a target lies between 0 and 1; y has {y_k!r}")
    return [list(map(float_of, y)) for y in targets]


def _target_of(record: Forward) -> list[float]:
    """Return y = a − δ, without the rounding of that subtraction where y is 0 or 1."""
    last = len(record.a)
    if not any(record.delta[last]):
        raise ValueError("the record has no δ yet: call J.backward() first, or give y=")
    y = [a.data - delta for a, delta in zip(record.a[last], record.delta[last])]
    y = [float(round(y_k)) if abs(y_k - round(y_k)) < 1e-12 else y_k for y_k in y]
    if not all(0 <= y_k <= 1 for y_k in y):
        raise ValueError(
            f"δ = a − y gives y = {y}, which is no target between 0 and 1: the last backward() was "
            "not that of the cross-entropy of this sample alone; give y="
        )
    return y

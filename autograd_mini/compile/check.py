"""Program.check: a program beside the scalar engine, and what a record has fixed for ever.

A graph is the record of one sample.  If the code that recorded it looked at numbers, as

    top = max(z_k.data for z_k in z)

does, then that number is a constant of the graph, and of the program, for all samples.  Inside a
softmax it changes no derivative, so comparing gradients would not show it; comparing the constants
of two records does.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from autograd_mini.compile import user_lines
from autograd_mini.compile.backends import Backend
from autograd_mini.compile.given import Given
from autograd_mini.elementary import FLOATS
from autograd_mini.functions import evaluate
from autograd_mini.graph.order import topological_order
from autograd_mini.value import Value, zero_grad

TOLERANCE = 1e-9  # of the largest number of an array


class Checkable(Protocol):
    """What is checked: a Program."""

    given: list[Given]
    J: Value
    record: Callable[..., Value] | None
    source: str
    backend: Backend
    constants: dict[str, Any]

    def __call__(self, **arrays: Any) -> tuple[float, dict[str, Any]]: ...  # noqa: D102

    def compiled_again(  # noqa: D102
        self, J: Value, inputs: dict[str, Any], parameters: dict[str, Any]
    ) -> "Checkable": ...


@dataclass(frozen=True)
class Findings:
    """What a check has found: a sentence for each thing; none if all is well.

    samples: how many were compared.  error: the largest difference, relative to its array.
    """

    samples: int
    error: float
    found: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.found

    def __str__(self) -> str:
        head = f"{self.samples} samples compared with the scalar engine, error {self.error:.1e}"
        return "\n".join([head, *self.found])


def checked(program: Checkable, samples: Sequence[Mapping[str, Any]] | None) -> Findings:
    """Do what `Program.check` says."""
    given = program.given
    recorded = {g.name: np.array([x.data for x in g.values]).reshape(g.shape) for g in given}
    if samples is None:
        samples = [_shuffled(given, recorded, seed) for seed in range(3)]
    found: dict[str, str] = {}
    worst = 0.0
    for i, sample in enumerate(samples):
        inputs = {g.name: g.array([sample[g.name]])[0] for g in given if g.is_input}
        arrays = recorded | inputs
        values = {name: as_values(array) for name, array in arrays.items()}
        try:
            J = program.record(**values) if program.record else _again(program, values)
        except (ValueError, ArithmeticError) as error:
            found[f"refused {i}"] = f"sample {i}: the scalar engine refuses it: {error}"
            continue
        if program.record:
            other = program.compiled_again(
                J,
                {g.name: values[g.name] for g in given if g.is_input},
                {g.name: values[g.name] for g in given if not g.is_input},
            )
            differences = _differences(program, other, i)
            for line, sentence in differences.items():
                found.setdefault(f"in {line}", sentence)
            if differences:
                again = {name: as_values(array) for name, array in recorded.items()}
                for place, sentence in _by_lines(program, again, values, i).items():
                    found.setdefault(str(place), sentence)
        J_found, gradients = program(
            **{g.name: arrays[g.name][None] if g.is_input else arrays[g.name] for g in given}
        )
        leaves = [x for g in given if not g.is_input for x in _flat(values[g.name])]
        zero_grad(leaves)
        J.backward()
        right: dict[str, Any] = {
            g.name: np.array([x.grad for x in _flat(values[g.name])]).reshape(g.shape)
            for g in given
            if not g.is_input
        }
        for name, a, b in [
            ("J", np.array(J_found), np.array(J.data)),
            *(
                (f"the gradient of {n}", program.backend.to_numpy(gradients[n]), g)
                for n, g in right.items()
            ),
        ]:
            error_here = float(np.abs(a - b).max(initial=0) / max(1.0, np.abs(b).max(initial=0)))
            worst = max(worst, error_here)
            if error_here > TOLERANCE:
                found[f"{i} {name}"] = f"sample {i}: {name} is off by {error_here:.1e}"
    return Findings(len(samples), worst, tuple(found.values()))


def as_values(array: Any) -> Any:
    """Return an array as Values, in lists."""
    return [as_values(row) for row in array] if np.ndim(array) else Value(float(array))


def _flat(values: Any) -> list[Value]:
    return [values] if isinstance(values, Value) else [x for row in values for x in _flat(row)]


def _shuffled(given: list[Given], recorded: dict[str, Any], seed: int) -> dict[str, Any]:
    """Return the inputs of a sample with their numbers in another order: one-hot stays one-hot."""
    shuffle = random.Random(seed).shuffle
    sample = {}
    for g in given:
        if g.is_input:
            array = recorded[g.name].copy()
            rows = array.reshape(-1, g.shape[-1]) if g.shape else array.reshape(1, 1)
            for row in rows:
                order = list(range(len(row)))
                shuffle(order)
                row[:] = row[order]
            sample[g.name] = array
    return sample


def _again(program: Checkable, values: dict[str, Any]) -> Value:
    """Compute the recorded graph anew with other leaves."""
    new: dict[int, Any] = {}
    for g in program.given:
        new |= {id(old): x for old, x in zip(g.values, _flat(values[g.name]))}
    for n in topological_order(program.J):
        if id(n) not in new:
            operands = [new[id(x)] if isinstance(x, Value) else x for x in n.operands]
            if n.op is None:
                new[id(n)] = n.data
            elif not any(isinstance(x, Value) for x in operands):
                new[id(n)] = getattr(FLOATS, n.op.name)(*operands)
            elif n.op.name == "dot":
                half = len(operands) // 2
                new[id(n)] = evaluate("dot", operands[:half] + operands[half:])
            else:
                new[id(n)] = evaluate(n.op.name, operands)
    J = new[id(program.J)]
    return J if isinstance(J, Value) else Value(J)


def _by_lines(
    program: Checkable, again: dict[str, Any], values: dict[str, Any], i: int
) -> dict[user_lines.Line, str]:
    """Return what differs in sample i from the recorded one, by the line of the user's code.

    Nothing, if the code that records J does not do the same again for the same numbers.

    again, values: what is recorded with, for the recorded sample and for sample i.
    """
    if program.record is None:
        return {}
    records = []
    for given in (again, values):
        leaves = [x for g in program.given for x in _flat(given[g.name])]
        records.append(user_lines.recorded(program.record, given, leaves))
    compiled = user_lines.Record(program.J, [x for g in program.given for x in g.values], {})
    first, second = records
    return user_lines.differences(first, second, i) if first.like(compiled) else {}


def _differences(program: Checkable, other: Checkable, i: int) -> dict[str, str]:
    """Return what two programs of the same cost differ in, by the line that it is in."""
    lines, others = (p.source.split("\n\n\n")[0].splitlines() for p in (program, other))
    if len(lines) != len(others):
        return {
            "": f"sample {i} has another structure: its program has {len(others)} lines, not "
            f"{len(lines)}; the code that records J decides by numbers, with an if, or leaves out "
            "terms for targets that are plain numbers"
        }
    found = {}
    for k, (line, there) in enumerate(zip(lines, others), start=1):
        if line != there:
            found[line] = (
                f"line {k}, {line.strip()}, is {there.strip()} for sample {i}: a number taken from "
                "the data of the recorded sample, by .data, or another structure"
            )
        for name in sorted(set(re.findall(r"\b(?:at|numbers)_\d+\b", line))):
            a, b = program.constants[name], other.constants.get(name)
            if b is None or a.shape != b.shape or not bool((a == b).all()):
                found[line] = (
                    f"line {k}, {line.strip()}: {name} is another table for sample {i}; its "
                    "numbers were taken from the data of the recorded sample, by .data or an if"
                )
    return found

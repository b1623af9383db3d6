"""A layer of a transformer, in plain scalar code: statements, whatever the number of positions."""

import runpy
from pathlib import Path

import array_api_strict
import numpy as np
import pytest
from costs import assert_agree

from autograd_mini import Value, recording
from autograd_mini.compile import compile_gradient

LAYER = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "transformer.py"))


@pytest.mark.parametrize(("way", "statements"), [("plain", 73), ("with_nodes", 107)])
def test_a_layer_is_few_statements_for_any_number_of_positions(way, statements):
    text = LAYER["TEXT"]
    whole = list(text)
    numbers = LAYER["numbers"]()
    found = set()
    for positions in (5, 6):
        text[:] = whole[: positions + 1]
        numbers["places"] = numbers["places"][:6][:positions] if positions < 6 else (
            LAYER["numbers"]()["places"]
        )  # fmt: skip
        weights = LAYER["as_values"](numbers, Value)
        with recording():
            J = LAYER[way](weights)
            J.backward()
        program = compile_gradient(J, {}, weights)
        right = {
            name: np.array([[w.grad for w in row] for row in rows])
            for name, rows in weights.items()
        }
        arrays = {name: np.array(rows) for name, rows in numbers.items()}
        assert_agree(program(**arrays), (J.data, right))
        J_there, gradients = program.on(array_api_strict)(**arrays)
        there = {name: np.asarray(gradient) for name, gradient in gradients.items()}
        assert_agree((J_there, there), (J.data, right))
        found.add(program.statements)
    text[:] = whole
    assert found == {statements}
    assert statements <= 140

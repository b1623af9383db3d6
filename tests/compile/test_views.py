"""Views: whatever places are read, the text reads them, and their adjoints come back to them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd_mini.compile.backends.numpy import HELPERS
from autograd_mini.compile.expressions import SAMPLES, Expression
from autograd_mini.compile.reading import Constants, Reader
from autograd_mini.compile.views import view

M = 3


@st.composite
def tables(draw):
    """Draw the shape of an array and places in it: sliced, turned, reshaped, repeated, or any."""
    shape = tuple(draw(st.lists(st.integers(1, 5), max_size=3)))
    places = np.arange(int(np.prod(shape))).reshape(shape)
    for axis, size in enumerate(shape):
        way = draw(st.integers(0, 4))
        if way == 1:
            begin = draw(st.integers(0, size - 1))
            places = places.take(range(begin, draw(st.integers(begin + 1, size))), axis)
        elif way == 2:
            places = places.take([draw(st.integers(0, size - 1))], axis)
        elif way == 3:
            rows = draw(st.lists(st.integers(0, size - 1), min_size=1, max_size=4))
            places = places.take(rows, axis)
    if draw(st.booleans()):
        places = places.transpose(draw(st.permutations(range(places.ndim))))
    if draw(st.booleans()):
        places = places.reshape(-1)
    if draw(st.booleans()):
        places = np.repeat(places[None], draw(st.integers(1, 3)), 0)
    if draw(st.integers(0, 5)) == 0:
        places = places.copy()
        places.reshape(-1)[0] = -1
    return shape, places


@settings(max_examples=300, deadline=None)
@given(tables(), st.booleans(), st.integers(0, 2**32 - 1))
def test_a_view_reads_its_places_and_sends_back_to_them(drawn, batched, seed):
    shape, places = drawn
    x = np.random.default_rng(seed).normal(size=(M, *shape) if batched else shape)
    constants = Constants()
    found = view(places, shape, range(places.ndim))
    reader = Reader("x", shape, batched, constants)
    names = {**HELPERS, "x": x, "m": M, **constants.tables}
    text = reader.read(found)
    names |= constants.tables
    read = eval(text.text, names)
    flat = x.reshape(M, -1) if batched else x.reshape(1, -1)
    full = np.where(places < 0, 0.0, flat[:, places.reshape(-1)].reshape(-1, *places.shape))
    right = full if batched else full[0]
    kept = tuple(i for i in range(places.ndim) if i in found.axes)
    assert text.axes == (SAMPLES,) * batched + kept
    marks = [slice(None)] * batched
    marks += [slice(None) if i in kept else None for i in range(places.ndim)]
    assert (np.broadcast_to(np.asarray(read)[tuple(marks)], right.shape) == right).all()

    # And back: what was read at a place is added to that place.
    adjoint = np.random.default_rng(seed + 1).normal(size=np.shape(read))
    names["g"] = adjoint
    part, value = reader.back(found, Expression("g", text.axes))
    names |= constants.tables
    sent = np.zeros_like(x)
    if part:
        whole = f"reshape(sent, {part.radix})" if part.radix else "sent"
        exec(f"{whole}{part.index} += {value}", {**names, "sent": sent})
    else:
        sent += eval(value.text, names)
    right = np.zeros_like(flat)
    each = adjoint.reshape(M if batched else 1, -1)
    for k, place in enumerate(found.places.reshape(-1)):
        if place >= 0:
            right[:, place] += each[:, k]
    assert np.allclose(sent.reshape(right.shape), right)


@pytest.mark.parametrize(
    ("places", "shape", "text"),
    [
        (np.arange(25).reshape(5, 5)[:, 1:], (5, 5), "x[:, 1:]"),
        (np.arange(25).reshape(5, 5)[:, 0], (5, 5), "x[:, 0]"),
        (np.arange(6).reshape(2, 3).T, (2, 3), "x.T"),
        (np.arange(24).reshape(8, 3)[1], (8, 3), "x[1, :]"),
        (np.arange(96).reshape(6, 4, 4).transpose(1, 0, 2), (6, 16),
         "permute_dims(reshape(x, (6, 4, 4)), (1, 0, 2))"),
        (np.arange(6).reshape(2, 3), (2, 3), "x"),
        (np.arange(12).reshape(4, 3)[[2, 0, 2]], (4, 3), "take(x, at_1, axis=0)"),
    ],
)  # fmt: skip
def test_a_view_is_read_as_people_write_it(places, shape, text):
    found = view(places, shape, range(places.ndim))
    assert Reader("x", shape, False, Constants()).read(found).text == text

"""Numbers as text for a page: read back, they are the same but for the digits that are left out."""

import base64
from array import array

from hypothesis import given
from hypothesis import strategies as st

from autograd_mini.ledger.packing import packed

NUMBERS = st.floats(-1e6, 1e6, width=32)


def read(kind, text):
    found = array(kind)
    found.frombytes(base64.b64decode(text))
    return list(found)


@given(st.lists(st.lists(NUMBERS, min_size=3, max_size=3), max_size=5))
def test_floats_stay_and_integers_are_near(rows):
    flat = [x for row in rows for x in row]
    assert read("f", packed(rows, False)["data"]) == flat
    short = packed(rows, True)
    integers, scales = read("h", short["data"]), read("f", short["scales"])
    assert short["width"] == (3 if rows else 0) and len(scales) == len(rows)
    for k, row in enumerate(rows):
        for x, n in zip(row, integers[3 * k : 3 * k + 3]):
            assert abs(x - n * scales[k]) <= max(map(abs, row)) * 2e-5 + 1e-40

"""Rows of numbers as text for a page: 32-bit floats, or 16-bit integers with a scale for each row.

>>> packed([[0.5, -0.25]], short=False)
{'width': 2, 'data': 'AAAAPwAAgL4='}
>>> packed([[0.5, -0.25]], short=True)["data"]
'/38AwA=='
"""

import base64
import sys
from array import array
from collections.abc import Iterable, Sequence
from typing import TypedDict

LARGEST = 32767  # of an integer of 16 bits


class Packed(TypedDict, total=False):
    """Rows: how wide they are, their numbers, and of integers the scale of each row."""

    width: int
    data: str
    scales: str


def packed(rows: Iterable[Sequence[float]], short: bool) -> Packed:
    """Return rows of the same width as base64.

    short: as integers; what is less than 1/65,534 of the largest number of its row becomes 0.
    """
    width = 0
    floats, integers, scales = array("f"), array("h"), array("f")
    for row in rows:
        width = len(row)
        if short:
            scale = max(map(abs, row), default=0.0) / LARGEST or 1.0
            scales.append(scale)
            integers.extend([round(x / scale) for x in row])
        else:
            floats.extend(list(row))
    if short:
        return {"width": width, "data": text(integers), "scales": text(scales)}
    return {"width": width, "data": text(floats)}


def text(numbers: "array[int] | array[float]") -> str:
    """Return the bytes of an array, the lowest first, as base64."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return base64.b64encode(numbers.tobytes()).decode()

"""Sets of nodes in an order that can be chosen, so that a diagnosis never depends on addresses.

A class that says nothing of hashes gets them from the addresses of its objects, and so the order
of a set is another one in every run.  Here nodes are numbered as they are hashed for the first
time.

>>> class Node: pass
>>> nodes = [Node() for _ in range(5)]
>>> with rising(Node):
...     [nodes.index(node) for node in set(nodes)]
[0, 1, 2, 3, 4]
>>> with falling(Node):
...     [nodes.index(node) for node in set(nodes)]
[4, 3, 2, 1, 0]
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

LAST = (1 << 30) - 1  # all its bits are 1, so that a table of any size is filled from its end


@contextmanager
def _numbered(cls: type, falls: bool) -> Iterator[dict[int, tuple[int, Any]]]:
    """Number the objects of a class as they are hashed; what is given has them by their ids."""
    known: dict[int, tuple[int, Any]] = {}  # with the object, lest another one gets its id

    def number(self: Any) -> int:
        found = known.setdefault(id(self), (len(known), self))[0]
        return LAST - found if falls else found

    own = any("__hash__" in vars(base) for base in cls.__mro__ if base is not object)
    if own:  # or none, where == is its own
        yield known
        return
    try:
        setattr(cls, "__hash__", number)  # noqa: B010
    except TypeError:  # a class written in C
        yield known
        return
    try:
        yield known
    finally:
        delattr(cls, "__hash__")


rising, falling = partial(_numbered, falls=False), partial(_numbered, falls=True)

"""Long chains of nodes, where the stack of a browser is too short to drop them.

When the last node of a chain is dropped, CPython drops its operands, theirs, and so on, one inside
the other.  On a browser's stack that ends Python at about 1,300 nodes.  So the nodes that are made
are kept in a list here, and those that nobody else holds are taken out of it, the newest first:
then each is dropped alone.

>>> kept = Kept(least=10)
>>> values = [kept.new(list) for _ in range(3)]
>>> for _ in range(100):
...     _ = kept.new(list)
>>> len(kept) < 30
True
"""

import sys
from typing import Any

FACTOR = 2  # how many times as many there may be as were alive at the last look


class Kept:
    """The objects that are alive.

    least: how many there may be before a look is worth it.
    """

    def __init__(self, least: int = 1000) -> None:
        self._least = self._most = least
        self._alive: list[Any] = []
        probe = [object()]
        # What a name of ours, the list and the call itself count for: versions of Python differ.
        item = probe[0]
        self._own = sys.getrefcount(item)

    def __len__(self) -> int:
        return len(self._alive)

    def new(self, cls: Any) -> Any:
        """Return a new object of a class, as object.__new__ does, and keep it."""
        made = cls.__new__(cls)
        if len(self._alive) >= self._most:
            self.release()
        self._alive.append(made)
        return made

    def release(self) -> None:
        """Drop those that nobody else holds, the newest first."""
        alive, still = self._alive, []
        while alive:
            item = alive[-1]
            held = sys.getrefcount(item) > self._own
            alive.pop()
            if held:
                still.append(item)
            del item
        still.reverse()
        self._alive = still
        self._most = self._least + FACTOR * len(still)

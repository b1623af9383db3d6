"""recording(): a pause of the garbage collector, while a large graph is built and swept."""

import gc
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

_counting = threading.Lock()
# A token for each recording that is going on, in all threads together.  Weak, so that one that
# Ctrl-C has cut off does not count for ever.
_open: "weakref.WeakSet[_Token]" = weakref.WeakSet()
_found_on = False  # whether the collector was on before the first of them


class _Token:
    """What stands for one recording, as long as it goes on."""


@contextmanager
def recording() -> Iterator[None]:
    """Pause Python's cyclic garbage collector inside a `with` block.

    Python frees an object as soon as nobody refers to it.  What refers to itself in a circle is
    missed by that, so a collector goes through all objects now and then, and while a graph grows it
    goes through the whole graph again and again, which is most of the time of a large forward pass.
    It never finds anything there: a node refers to older nodes only, so graphs have no circles, and
    are freed without it.  Circles that other code makes meanwhile wait until the block ends.

    Blocks may be nested, also in several threads; when the last one ends, after an error too, the
    collector is as it was before the first.

    >>> from autograd_mini import Value
    >>> x = Value(2.0)
    >>> with recording():
    ...     (x * x).backward()
    >>> x.grad, gc.isenabled()
    (4.0, True)
    """
    global _found_on
    token = _Token()
    try:
        with _counting:
            if not _open:
                # Still True where Ctrl-C has cut off the end of an earlier one.
                _found_on = _found_on or gc.isenabled()
            _open.add(token)
            gc.disable()
        yield
    finally:
        with _counting:
            if token in _open:
                _open.discard(token)
                if not _open:
                    (gc.enable if _found_on else gc.disable)()
                    _found_on = False

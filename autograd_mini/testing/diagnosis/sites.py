"""Where each misconception can be in an engine: as switches of the reference engine."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.testing.diagnosis.altered import MOST_OPERANDS, alterations
from autograd_mini.testing.diagnosis.forward import ALL, BOTH, LEFT, RIGHT, Patch, Switches, key_of


@dataclass(frozen=True, eq=False)
class Site:
    """A misconception somewhere in an engine.

    mistake: its identifier.  keys: the operations that it is about, as switches call them; none for
    the engine as a whole.  patch: its switches.  i: the operand, if it is about one.  words: what
    the learner wrote, if that is known.
    """

    mistake: str
    keys: tuple[str, ...]
    patch: Switches
    i: int | None = None
    words: str = ""
    measured: bool = False

    @property
    def operations(self) -> tuple[str, ...]:
        """Return the operations by the names of the table."""
        return tuple(dict.fromkeys(key.partition(":")[0] for key in self.keys))


def both(first: Site, second: Site) -> Switches | None:
    """Return the switches of two sites; None if they cannot be in one engine."""
    if first.patch.keys() & second.patch.keys():
        return None
    return {**first.patch, **second.patch}


def global_sites() -> Iterator[Site]:
    """Yield the misconceptions that are about the engine as a whole."""

    def site(mistake: str, *patch: tuple[tuple[Any, ...], Any]) -> Site:
        return Site(mistake, (), dict(patch))

    for how in ("overwrite", "overwrite inner", "overwrite leaf"):
        yield site("overwrites-gradient", (("receive", ALL), how))
    for i in range(2):
        yield site("overwrites-gradient", (("receive", ALL, i), "overwrite"))
    yield site("overwrites-gradient", (("receive", ALL), "overwrite"), (("seed",), "set"),
               (("inner",), "kept"))  # fmt: skip
    passes: list[tuple[str, Patch]] = [
        ("inner-gradients-kept", {("inner",): "kept"}),
        ("leaf-gradients-reset", {("leaves",): "reset"}),
        ("gradient-starts-at-one", {("start",): 1.0}),
        ("gradient-starts-at-one", {("start",): 1.0, ("inner",): "kept"}),
        ("gradient-starts-at-one", {("inner",): "one"}),
    ]
    for mistake, patch in passes:
        yield Site(mistake, (), patch)
        yield Site(mistake, (), {**patch, ("seed",): "set"})
    yield site("missing-seed", (("seed",), "none"))
    for wrong in ("value", -1.0, 0.5, 2.0, "every 0"):
        yield site("wrong-seed", (("seed",), wrong))
    yield site("seed-ignored", (("seed",), "ignored"))
    yield site("result-gradient-erased", (("result",), "erased"))
    for order in ("breadth first", "depth first", "stack"):
        for mirrored in ("", ", mirrored"):
            yield site("no-topological-order", (("order",), order + mirrored))
    yield site("sends-before-complete", (("receive", ALL), "first"))
    for order in ("depth first", "breadth first", "listed"):
        name = f"{order}{', ' if order != 'listed' else ' '}again and again"
        for suffix in ("", ", distinct", ", mirrored", ", distinct, mirrored"):
            yield site("visits-twice", (("order",), name + suffix))
    yield site("order-not-reversed", (("order",), "operands first"))
    for order in ("one level", "two levels", "three levels", "first operand", "last operand",
                  "until a leaf", "until a leaf, mirrored"):  # fmt: skip
        yield site("stops-early", (("order",), order))
    yield site("operands-in-a-set", (("edges",), "last of each"))
    yield site("operands-in-a-set", (("edges",), "first of each"))
    yield site("local-derivative-on-operand", (("edges",), "on operand"))
    yield site("shared-mutable-default", (("shared",), True))
    yield site("shared-mutable-default", (("shared",), True), (("inner",), "kept"))
    yield site("unrelated-gets-gradient", (("unreached",), 1.0))
    for mistake, how in (
        ("missing-upstream-factor", "missing upstream"),
        ("missing-local-factor", "missing local"),
        ("adds-instead-of-multiplying", "adds"),
        ("divides-instead-of-multiplying", "divides"),
        ("divides-instead-of-multiplying", "divides by local"),
        ("subtracts-gradient", "subtracts"),
        ("wrong-upstream", "operand"),
        ("wrong-upstream", "first operand"),
        ("wrong-upstream", "last operand"),
    ):
        yield site(mistake, (("send", ALL), how))
    for when in ("always", "unless alone"):
        yield site("crashes-in-rule", (("crash", ALL), when))
    yield site("changes-values", (("values",), "changed"))


def written_sites() -> Iterator[Site]:
    """Yield what people write who begin an engine, beside what is in global_sites.

    They are about how a pass is written, and not about the chain rule, so that nobody with a pencil
    has them.
    """

    def site(mistake: str, *patch: tuple[tuple[Any, ...], Any]) -> Site:
        return Site(mistake, (), dict(patch))

    kept = (("seed",), "set"), (("inner",), "kept")
    for suffix in ("", ", mirrored"):
        walk = ("order",), "edge by edge" + suffix
        yield site("sends-on-arrival", walk)
        yield site("overwrites-gradient", (("receive", ALL), "overwrite"), walk)
        yield site("overwrites-gradient", (("receive", ALL), "overwrite"), walk, *kept)
        yield site("sends-before-complete", (("order",), "edge by edge, once" + suffix))
        for mistake in ("no-topological-order", "order-of-a-set"):
            yield site(mistake, (("order",), "as discovered" + suffix))
        for order in ("breadth first", "depth first", "stack"):
            yield site("order-of-a-set", (("order",), order + suffix))
    yield site("order-of-a-set", (("order",), "operands first"))
    for order in ("topological", "depth first, again and again"):
        yield site("overwrites-gradient", (("emptied",), True), (("order",), order))
    yield site("visits-twice", (("order",), "once for each path"))
    for order in ("queue, unless it waits", "stack, unless it waits", "each operand",
                  *(f"{how}, asked too early{after}" for how in ("queue", "stack")
                    for after in ("", ", sorted"))):  # fmt: skip
        for suffix in ("", ", mirrored"):
            yield site("visits-twice", (("order",), order + suffix))
    yield site("marks-kept", (("marks",), True))
    yield site("result-gradient-erased", (("result",), "always"))
    yield site("result-left-out", (("order",), "without the result"))
    yield site("seed-erased", (("seed",), "erased"))
    yield site("recurses-first", (("order",), "operands first"))
    for how in ("add", "overwrite"):
        yield site("sends-to-itself", (("to itself",), how))
        yield site("sends-to-itself", (("to itself",), how), (("send", ALL), "operand"))
    for how in ("number of the result", "number of the operand"):
        yield site("number-for-gradient", (("send", ALL), how))
    yield site("number-for-slope", (("send", ALL), "number for slope"))
    for i in range(2):
        yield site("operand-gets-no-gradient", (("send", ALL, i), "nothing"))


def local_sites(keys: Iterable[str], forms: Mapping[str, set[str]]) -> Iterator[Site]:
    """Yield the misconceptions about one operation.

    keys: the operations, as switches call them.  forms: which operands may be numbers.
    """
    powers = [key for key in keys if key.startswith("pow")]
    for key in keys:
        yield from _of_one(key, forms)
    if len(powers) > 1:
        for how in ("missing upstream", "missing local", "adds", "operand", "nothing"):
            mistake = next(m for m, h in SENDS if h == how)
            yield Site(mistake, tuple(powers), {("send", key): how for key in powers})
        yield Site(
            "overwrites-gradient", tuple(powers), {("receive", k): "overwrite" for k in powers}
        )


SENDS = (
    ("op-sends-nothing", "nothing"),
    ("missing-upstream-factor", "missing upstream"),
    ("missing-local-factor", "missing local"),
    ("adds-instead-of-multiplying", "adds"),
    ("divides-instead-of-multiplying", "divides"),
    ("divides-instead-of-multiplying", "divides by local"),
    ("wrong-upstream", "operand"),
    ("wrong-upstream", "first operand"),
    ("wrong-upstream", "last operand"),
)
# Of these, what may be in the line that one operand's gradient is sent in, and not in the other's.
IN_ONE_LINE = ("missing upstream", "missing local", "adds", "divides", "divides by local")
# Operations whose derivatives are 1, −1 or 0, so that dividing by them is the same or an error.
FLAT = ("add", "sub", "neg", "abs", "relu", "maximum", "minimum")


def _of_one(key: str, forms: Mapping[str, set[str]]) -> Iterator[Site]:
    name = key.partition(":")[0]
    arity = TABLE[name].arity
    yield Site("overwrites-gradient", (key,), {("receive", key): "overwrite"})
    if key == name and arity == 2:
        for i in range(2):
            yield Site("operand-gets-no-gradient", (key,), {("no gradient", key, i): True}, i)
            nothing: Patch = {
                ("partial", key, i): lambda xs, y: 0.0
            }  # it is sent, and may overwrite
            yield Site("operand-gets-no-gradient", (key,), nothing, i)
            yield Site("overwrites-gradient", (key,), {("receive", key, i): "overwrite"}, i)
            yield Site("sends-to-wrong-operand", (key,), {("to", key, i): 1 - i}, i)
            yield Site("operands-not-recorded", (key,), {("unlinked", key, i): True}, i)
        for form in (RIGHT, LEFT):
            if form in forms.get(name, ()) and name != "pow":  # whose rules are one for each form
                yield Site("number-cuts-the-graph", (key,), {("cuts", name, form): True})
        if LEFT in forms.get(name, ()) and name in ("sub", "div", "pow"):
            yield Site("reflected-reversed", (key,), {("reversed", name): True})
    if key == "pow:base":
        yield Site("reflected-reversed", (key,), {("reversed", name): True})
    for mistake, how in SENDS:
        if how == "divides by local" and key in FLAT:
            continue
        if arity == 2 or how not in ("first operand", "last operand"):
            yield Site(mistake, (key,), {("send", key): how})
        if arity == 2 and key == name and how in IN_ONE_LINE:
            for i in range(2):
                yield Site(mistake, (key,), {("send", key, i): how}, i)
    every: Patch = {("unlinked", key, i): True for i in range(arity or MOST_OPERANDS)}
    yield Site("operands-not-recorded", (key,), every)
    for stage in ("backward", "forward"):
        yield Site("crashes-in-rule", (key,), {("crash", key): stage})
    for how in () if key == "pow:base" else ("copy", "itself"):
        yield Site("changes-its-operand", (key,), {("in place", key): how})
    yield from _rules(key, arity)


def _rules(key: str, arity: int | None) -> Iterator[Site]:
    by_words: dict[tuple[str, str], dict[Any, Any]] = {}
    for altered in alterations(key):
        patch: Patch = {("partial", key, altered.i): altered.slope}
        if arity is None:
            by_words.setdefault((altered.mistake, altered.words), {}).update(patch)
        else:
            yield Site(altered.mistake, (key,), patch, altered.i, altered.words)
    for (mistake, words), patches in by_words.items():
        yield Site(mistake, (key,), patches, words=words)
    if arity == 2 and ":" not in key:  # the same by both operands at once
        every = list(alterations(key))
        for mistake in ("wrong-operand", "wrong-sign", "number-for-slope"):
            sides = [[a for a in every if a.mistake == mistake and a.i == i] for i in (0, 1)]
            for left, right in zip(*sides):
                patch = {("partial", key, a.i): a.slope for a in (left, right)}
                yield Site(mistake, (key,), patch)


def own_keys(forms: Mapping[str, set[str]], expansions: Mapping[tuple[str, str], Any]) -> list[str]:
    """Return the operations that an engine does not build from others, as switches call them."""
    found = []
    for name, kinds in forms.items():
        for form in (BOTH, RIGHT, LEFT):
            if form in kinds and (name, form) not in expansions:
                found.append(key_of(name, form))
    return list(dict.fromkeys(found))

"""The printed program: names for its arrays, and the text that runs.

Of the network 1-1 with the two lines z = w_0 + w_1·x and a = σ(z), and J = (a − y)², it is

    def program(X, Y, w):
        m = len(X)
        z2 = ...
        a2 = sigmoid(z2)
        J = (a2 - Y) ** 2  # (m,)
        delta2 = ...
        ...
        return sum(J) / m, {"w": Delta_w}

What it calls is the array API standard, https://data-apis.org/array-api, and a few helpers that
each library of arrays has of its own; for NumPy, the last operations are written in place.

The names are made here: z2, a2, delta3 and Delta_… are those of the network's notation, others
count the arrays of an operation, as exp_1 does.  What a user has called Values is not in it; the
names of inputs and parameters are Python's, and checked to be.
"""

import json
import keyword
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from autograd_mini.compile.arrays import Array, Arrays
from autograd_mini.compile.backends.numpy import HELPERS
from autograd_mini.compile.expressions import PRODUCT, Expression
from autograd_mini.compile.forward import Statement
from autograd_mini.compile.in_place import in_place
from autograd_mini.compile.stable import NONE
from autograd_mini.compile.sweep import Sweep
from autograd_mini.elementary import TABLE

RESERVED = {*HELPERS, "at", "placed", "added", "m", "J", "program", "value", "outputs"}
# What arrays and tables are called here: z2, a2_3, delta4, exp_1, at_1, d_exp_1, Delta_theta1.
OURS = re.compile(r"(z|a|delta)\d+(_\d+)?|[a-z0-9]+_\d+|(d|Delta)_.*")
WORD = re.compile(r"[^\W\d_]\w*|[_]\w*")


def local_names(names: Iterable[str]) -> dict[str, str]:
    """Return what inputs and parameters are called inside a program, by the names they are given.

    A name that means something else there, or is not plain ASCII, gets another.

    >>> local_names(["X", "theta1", "exp", "δ"])
    {'X': 'X', 'theta1': 'theta1', 'exp': 'given_exp', 'δ': 'given_4'}
    """
    found: dict[str, str] = {}
    for i, name in enumerate(names, start=1):
        local = name if name.isascii() else f"given_{i}"
        if local in RESERVED or (OURS.fullmatch(local) and name.isascii()):
            local = f"given_{local}"
        while local in found.values() or keyword.iskeyword(local):
            local += "_"
        found[name] = local
    return found


def name_arrays(arrays: Arrays, root: int) -> None:
    """Give names to all arrays that have none; that of J, number `root`, is J."""
    taken = dict.fromkeys({a.name for a in arrays.of if a.name} | RESERVED, 0)
    depth: dict[int, int] = {}
    for c in arrays.schedule:
        array = arrays.of[c]
        depth[c] = max((depth[x] for x in array.operands()), default=1)
        if array.name:
            continue
        weighted = _is_weighted(array, arrays)
        depth[c] += weighted
        if c == root:
            array.name = "J"
        elif weighted:
            array.name = _free(f"z{depth[c]}", taken)
        elif _is_activation(array, arrays):
            of = arrays.of[array.slots[0][0]].name
            array.name = _free(f"a{of[1:]}" if f"a{of[1:]}" not in taken else array.kind, taken)
        else:
            array.name = _free(array.kind, taken)
        taken.setdefault(array.name, 0)


def _free(name: str, taken: dict[str, int]) -> str:
    """Return a name that is not taken: z2, z2_2, …; of an operation exp_1, exp_2, …"""
    if name not in TABLE and name != "sum" and name not in taken:
        return name
    i = taken.get(name, 0) or (1 if name in TABLE or name == "sum" else 2)
    while f"{name}_{i}" in taken:
        i += 1
    taken[name] = i + 1  # where to go on, so that thousands of them are named in no time
    return f"{name}_{i}"


def _is_weighted(array: Array, arrays: Arrays) -> bool:
    """Tell whether an array is a sum of inputs, each times a weight, as the z of a layer is."""
    for g in array.groups:
        if g.b != NONE and g.a >= 0 and g.b >= 0:
            factors = arrays.of[g.a], arrays.of[g.b]
            if array.batched and any(f.kind == "leaf" and f.trained for f in factors):
                return True
    return False


def _is_activation(array: Array, arrays: Arrays) -> bool:
    op = TABLE.get(array.kind)
    if op is None or op.arity != 1:
        return False
    of = arrays.of[array.slots[0][0]]
    return of.name.startswith("z") and of.shape == array.shape and array.kind != "softplus"


def needed(
    statements: dict[int, Statement], by_name: dict[str, int], texts: list[str]
) -> list[int]:
    """Return the arrays that some texts name, and all that these are computed from."""
    found: set[int] = set()
    waiting = list(texts)
    while waiting:
        for word in WORD.findall(waiting.pop()):
            c = by_name.get(word)
            if c is not None and c not in found:
                found.add(c)
                waiting.append(statements[c].reads)
    return [c for c in statements if c in found]


def averaged(forward: list[Statement], sweep: Sweep) -> tuple[list[Statement], str]:
    """Return the statements up to J, and the text of its mean over the samples.

    Where J is a sum for each sample that nothing else asks for, all is summed up at once.
    """
    cost = f"sum({sweep.name}) / m"
    others = [s.reads for s in forward] + [s.text for s in sweep.statements]
    if cost != sweep.cost or any(re.search(rf"\b{sweep.name}\b", text) for text in others):
        return forward, sweep.cost
    found = []
    for s in forward:
        if s.target == sweep.name and not s.rest and s.value and s.value.summed:
            s = replace(s, text=f"sum({s.value.summed}) / m", shape="", value=None)
            cost = s.target
        found.append(s)
    return found, cost


def inlined(forward: list[Statement], backward: list[Statement]) -> list[Statement]:
    """Return all statements, without arrays that are a call and used in one other place only."""
    counts = Counter(w for s in [*forward, *backward] for w in WORD.findall(s.reads))
    calls: dict[str, str] = {}
    continued = {w for s in forward for _, term in s.rest for w in WORD.findall(term.text)}
    body = []
    for s in forward:
        words = [w for w in dict.fromkeys(WORD.findall(s.text)) if w in calls]
        for w in words:
            text = re.sub(rf"\b{w}\b", lambda _, w=w: calls[w], s.text)  # type: ignore[misc]
            s = replace(s, text=text, value=None)
        only = (
            counts[s.target] == 1
            and s.target not in continued
            and not any(s.target in t.text for t in backward)
        )
        if only and re.fullmatch(r"\w+\(\w+\)", s.text):
            calls[s.target] = s.text
        else:
            body.append(s)
    return body + backward


def standard(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield the lines of statements for any library: no array is changed once it is there."""
    for s in statements:
        name, term = s.target, s.value or Expression(s.text)
        if s.part is not None:
            helper = "added" if s.operator else "placed"
            whole = f"reshape({name}, {s.part.radix})" if s.part.radix else name
            text = f"{helper}({whole}, at{s.part.index}, {s.text})"
            yield f"{name} = reshape({text}, {s.shape})" if s.part.radix else f"{name} = {text}"
        elif s.operator:
            yield f"{name} = {name} {s.operator} {term.at(PRODUCT)}"
        else:
            yield f"{name} = {s.text}{s.comment}"
        for sign, term in s.rest:
            yield f"{name} = {name} {sign} {term.at(PRODUCT)}"


def printed(name: str, given: dict[str, str], body: Iterable[str], result: str, batch: str) -> str:
    """Return the text of a function.

    given: the inputs and parameters by their names.  body: its lines.  batch: how m is found.
    """
    lines = [*body, f"return {result}"]
    if any(re.search(r"\bm\b", line.split("  # ")[0]) for line in lines):
        lines.insert(0, f"m = {batch}")
    return "\n    ".join([f"def {name}({', '.join(given.values())}):", *lines]) + "\n"


def functions(
    sweep: Sweep,
    given: dict[str, str],
    inputs: int,
    outputs: list[int],
    writes_in_place: bool = True,
) -> str:
    """Return the text of the three functions `program`, `value` and `outputs`.

    given: the names of all arrays; inputs: how many of them are inputs; outputs: the arrays that
    are predictions; writes_in_place: whether arrays may be changed once they are there.
    """
    arrays, lines = sweep.arrays, in_place if writes_in_place else standard
    statements = sweep.forward.statements
    by_name = {s.target: c for c, s in statements.items()}
    batch = f"{next(iter(given.values()))}.shape[0]" if inputs else "1"
    names = list(given)
    gradients = []
    for c in range(inputs, len(given)):
        zero = f"zeros({arrays.of[c].shape})"
        gradients.append(f"{json.dumps(names[c])}: {sweep.gradients.get(c, zero)}")
    texts = [s.text for s in sweep.statements] + [sweep.cost]
    forward, cost = averaged([statements[c] for c in needed(statements, by_name, texts)], sweep)
    result = f"{cost}, {{{', '.join(gradients)}}}"
    body = lines(inlined(forward, sweep.statements))
    parts = [printed("program", given, body, result, batch)]
    forward, cost = averaged(
        [statements[c] for c in needed(statements, by_name, [sweep.cost])], sweep
    )
    parts.append(printed("value", given, lines(inlined(forward, [])), cost, batch))
    if outputs:
        wanted = [arrays.of[c].name for c in outputs]
        forward = [statements[c] for c in needed(statements, by_name, wanted)]
        parts.append(printed("outputs", given, lines(forward), ", ".join(wanted) + ",", batch))
    return "\n\n".join(parts)

"""Right lines in other forms, and wrong ones: random rewritings that leave the value, and mutants.

A rewriting is a rule of algebra.  `rewritten` applies some of them at random places; `mutants` are
the lines that a single slip makes of a right one, without those that exact arithmetic finds equal.
"""

from dataclasses import replace
from functools import cache

from exact import Exact

from autograd_mini.derivations.reading import Reader
from autograd_mini.derivations.right import derivation, right_lines
from autograd_mini.derivations.tree import SAMPLES, Line, Node, everywhere
from autograd_mini.derivations.trying import key_of
from autograd_mini.derivations.world import Shape
from autograd_mini.derivations.writing import NOTATIONS, written_line

LETTERS = "ijklnpqr"


def shape(sizes, bias=True, hidden="sigmoid"):
    return Shape(tuple(sizes), bias, hidden, "sigmoid", "cross_entropy")


SHAPES = (
    shape((2, 2, 1)), shape((2, 2, 1), False), shape((2, 3, 2)), shape((2, 2, 2), False),
    shape((3, 2, 2)), shape((2, 3, 2), True, "tanh"), shape((2, 2, 3, 2)), shape((1, 2, 1), False),
    shape((2, 2, 2, 2), False), shape((3, 2), True),
)  # fmt: skip


def somewhere(tree, changed, whole=("index", "slope")):
    """As `everywhere`, but what has indices, and ∂u/∂v, are only changed as a whole."""
    yield from changed(tree)
    if tree.kind not in whole:
        for i, part in enumerate(tree.parts):
            for other in somewhere(part, changed, whole):
                yield replace(tree, parts=(*tree.parts[:i], other, *tree.parts[i + 1 :]))


def number(x):
    return Node("number", str(x))


def both(kind, *parts):
    return Node(kind, parts=parts)


@cache
def chapters(a_shape):
    """For each line of a whole derivation, with Δ, D and the step, the forms it may have."""
    reader = Reader(a_shape.last)
    keys = []
    for text in derivation(a_shape):
        keys.append((key_of(reader.line(text).left), False))
    for layer in range(1, a_shape.last):
        keys += [(("Delta", layer), False), (("D", layer), False)]
        keys += [(("given", ("theta", layer)), True)]
    cost = (("slope", ("a", a_shape.last)), False)
    found = []
    for key, update in [cost, *keys]:
        lines = [reader.line(text) for text in right_lines(a_shape, key, update)]
        found.append(tuple(lines))
    return tuple(found)


# Rewritings.  Each returns another form of a node, or None; `entries` says that all are numbers.


def commuted(n, chance, entries):
    if n.kind in ("add", "times") or (n.kind == "product" and entries):
        return replace(n, parts=n.parts[::-1])
    return None


def sub_as_add(n, chance, entries):
    if n.kind == "sub":
        a, b = n.parts
        return chance.choice((both("neg", both("sub", b, a)), both("add", both("neg", b), a)))
    return None


def twice_negated(n, chance, entries):
    return both("neg", both("neg", n)) if n.kind != "number" and is_formula(n) else None


def halved(n, chance, entries):
    k = number(chance.randint(2, 9))
    if not is_formula(n):
        return None
    return chance.choice(
        (both("divide", both("times", k, n), k), both("times", both("divide", n, k), k))
    )


def plus_nothing(n, chance, entries):
    c = number(chance.randint(1, 5))
    return both("sub", both("add", n, c), c) if is_formula(n) and entries else None


def distributed(n, chance, entries):
    if n.kind in ("product", "times"):
        a, b = n.parts
        if b.kind in ("add", "sub") and (entries or n.kind == "times"):
            return Node(b.kind, parts=tuple(replace(n, parts=(a, part)) for part in b.parts))
    return None


def slope_spelled(n, chance, entries):
    """g′(z) of a sigmoid as a(1 − a), a − a², g(1 − g)."""
    if n.kind != "call" or n.name != "slope of g" or not chance.sigmoid:
        return None
    z = n.parts[0]
    inner = z.parts[0] if z.kind == "index" else z
    if inner.name != "z":
        return None
    a = replace(n, name="g")
    if chance.random() < 0.7:
        a = (
            replace(z, parts=(replace(inner, name="a"),))
            if z.kind == "index"
            else replace(z, name="a")
        )
    if chance.random() < 0.3:
        return both("sub", a, both("power", a, number(2)))
    return both("times", a, both("sub", number(1), a))


def activation_spelled(n, chance, entries):
    inner = n.parts[0] if n.kind == "index" else n
    if (
        n.kind in ("index", "quantity")
        and inner.kind == "quantity"
        and inner.name == "a"
        and inner.layer > 1
    ):
        if 0 in n.marks or (n.kind == "index" and not chance.is_unit(n, inner)):
            return None
        z = replace(inner, name="z")
        return Node("call", "g", (replace(n, parts=(z,)) if n.kind == "index" else z,))
    return None


def x_for_a1(n, chance, entries):
    if n.kind == "index" and n.parts[0].kind == "quantity":
        part = x_for_a1(n.parts[0], chance, entries)
        return replace(n, parts=(part,)) if part else None
    if n.kind == "quantity" and (n.name, n.layer) in (("a", 1), ("x", 0)):
        return replace(n, name="x", layer=0) if n.name == "a" else replace(n, name="a", layer=1)
    return None


def delta_of_last(n, chance, entries):
    """δ^(L) as a − y, by a line above."""
    inner = n.parts[0] if n.kind == "index" else n
    if inner.kind != "slope" or inner.parts[1] != Node("quantity", "z", layer=chance.last):
        return None
    a, y = Node("quantity", "a", layer=chance.last), Node("quantity", "y")
    if n.kind == "index":
        a, y = replace(n, parts=(a,)), replace(n, parts=(y,))
    return both("sub", a, y)


def z_spelled(n, chance, entries):
    """z_i as Σ_j Θ_ij a_j."""
    if (
        n.kind == "index"
        and n.parts[0].name == "z"
        and n.parts[0].kind == "quantity"
        and chance.one_g
    ):
        layer = n.parts[0].layer - 1
        j = chance.letter()
        theta = Node("index", "", (Node("quantity", "theta", layer=layer),), 0, (*n.marks, j))
        a = Node("index", "", (Node("quantity", "a", layer=layer),), 0, (j,))
        return Node("sum", j, (both("product", theta, a),), 0, ("", ""))
    return None


def sum_renamed(n, chance, entries):
    if n.kind == "sum" and n.name != SAMPLES:
        k = chance.letter()
        return replace(n, name=k, parts=tuple(part.mapped({n.name: k}) for part in n.parts))
    return None


def out_of_sum(n, chance, entries):
    """Σ_k b_k c as (Σ_k b_k) c, if c has no k."""
    if n.kind == "sum" and n.name != SAMPLES and n.parts[0].kind in ("product", "times"):
        b, c = n.parts[0].parts
        if not any(n.name in part.marks for part in c.walk()):
            return both("product" if entries else "times", replace(n, parts=(b,)), c)
    return None


def turned_twice(n, chance, entries):
    if entries or n.kind not in ("quantity", "slope", "join", "columns"):
        return None
    return both("transpose", both("transpose", n))


def product_turned(n, chance, entries):
    """A v as (vᵀ Aᵀ)ᵀ, or as NumPy has it, v Aᵀ; outer(u, v) as outer(v, u)ᵀ or u vᵀ."""
    if n.kind == "matmul" and n.parts[1].kind in ("slope", "sub"):
        a, v = n.parts
        turned = both("transpose", a)
        if chance.random() < 0.5:
            return both("matmul", v, turned)
        return both("transpose", both("matmul", both("transpose", v), turned))
    if n.kind == "call" and n.name == "outer":
        u, v = n.parts
        if chance.random() < 0.5:
            return both("transpose", replace(n, parts=(v, u)))
        return both(chance.choice(("matmul", "product")), u, both("transpose", v))
    return None


def divided_as_power(n, chance, entries):
    if n.kind == "divide":
        a, b = n.parts
        one = both("divide", number(1), b)
        return both("product" if entries else "times", a, one if chance.random() < 0.5 else
                    both("power", b, both("neg", number(1))))  # fmt: skip
    return None


RULES = (
    commuted, sub_as_add, twice_negated, halved, plus_nothing, distributed, slope_spelled,
    activation_spelled, x_for_a1, delta_of_last, z_spelled, sum_renamed, out_of_sum, turned_twice,
    product_turned, divided_as_power,
)  # fmt: skip


def is_formula(n):
    return n.kind not in ("join",)


def rewritten(line, chance, a_shape, most=4):
    """Return a line whose right side has another form, and the same value."""
    chance.last, chance.sigmoid = a_shape.last, a_shape.activation == "sigmoid"
    chance.one_g = a_shape.activation == a_shape.output_activation
    entries = bool(line.left.marks)
    (right,) = line.rights
    chance.is_unit = lambda n, inner: not a_shape.bias or n.marks[0] in chance.from_one
    chance.from_one = letters_from_one(line)
    for _ in range(chance.randint(1, most)):
        used = {
            str(mark) for n in (right, line.left) for m in n.walk() for mark in (*m.marks, m.name)
        }
        chance.letter = lambda used=used: chance.choice([c for c in LETTERS if c not in used])
        if len(used & set(LETTERS)) > len(LETTERS) - 2:
            break
        rule = chance.choice(RULES)

        def changed(n, rule=rule):
            other = rule(n, chance, entries)
            return [] if other is None else [other]

        forms = list(somewhere(right, changed))
        if rule is z_spelled and chance.random() < 0.5:
            continue
        if forms:
            right = chance.choice(forms)
    line = replace(line, rights=(right,))
    return renamed(line, chance) if chance.random() < 0.3 else line


def letters_from_one(line):
    """The letters that never are 0: the rows of Θ, and the units of δ and z."""
    found = set()
    for n in (*line.left.walk(), *line.rights[0].walk()):
        if n.kind == "index":
            part = n.parts[0]
            if part.kind == "slope":
                part = part.parts[1]
                if part.name != "theta":
                    found |= set(n.marks)
            if part.name in ("theta", "Delta", "D"):
                found.add(n.marks[0])
            elif part.name in ("z", "y"):
                found |= set(n.marks)
    return found


def renamed(line, chance):
    """Return a line with other letters, on both sides."""
    letters = [mark for mark in dict.fromkeys(line.left.marks) if isinstance(mark, str)]
    used = {str(x) for n in line.rights[0].walk() for x in (*n.marks, n.name)} | set(letters)
    free = [c for c in LETTERS if c not in used]
    if len(free) < len(letters):
        return line
    to = dict(zip(letters, chance.sample(free, len(letters))))
    return replace(line, left=line.left.mapped(to), rights=(line.rights[0].mapped(to),))


def with_own_name(line, chance, n):
    """Return the lines that give a part of a line a name first, and then use it."""
    bound = {part.name for part in line.rights[0].walk() if part.kind == "sum"}
    left = set(line.left.marks)
    parts = [
        part for part in line.rights[0].walk()
        if part.kind in ("sub", "times", "product", "matmul", "call", "divide", "columns")
        and len(free := marks_of(part)) <= 2 and not free & bound and free <= left
        and (free or not left)
    ]  # fmt: skip
    if not parts or line.condition:
        return [line]
    part = chance.choice(parts)
    letters = tuple(sorted(map(str, marks_of(part))))
    own = Node("own", f"u{n}", layer=1)
    entry = Node("index", "", (own,), 0, letters) if letters else own

    def changed(node):
        return [entry] if node is part else []

    (right,) = list(everywhere(line.rights[0], changed))[:1]
    definition = Line("", entry, "=", (part,))
    return [definition, replace(line, rights=(right,))]


def marks_of(tree):
    return {m for n in tree.walk() if n.kind == "index" for m in n.marks if isinstance(m, str)}


def derivation_in_other_words(a_shape, chance):
    """Return the text of a whole right derivation, each line rewritten, in mixed notations."""
    lines = []
    for n, forms in enumerate(chapters(a_shape)):
        line = rewritten(chance.choice(forms), chance, a_shape)
        lines += with_own_name(line, chance, n) if chance.random() < 0.3 else [line]
    return [written_line(line, chance.choice(NOTATIONS)) for line in lines]


# Mutants.


def slips(n):
    """Return what a slip makes of a node."""
    if n.kind in ("sub", "divide"):
        yield replace(n, parts=n.parts[::-1])
    if n.kind in ("sub", "add"):
        yield replace(n, kind="add" if n.kind == "sub" else "sub")
    if n.kind in ("sub", "add", "product", "times", "divide", "matmul"):
        yield n.parts[0]
        if n.kind != "divide":
            yield n.parts[1]
    if n.kind in ("product", "times"):
        yield both("add", *n.parts)
        yield replace(n, kind="divide")
        yield replace(n, parts=(n.parts[0], both("power", n.parts[1], number(2))))
    if n.kind == "call" and n.name in ("g", "slope of g"):
        yield replace(n, name="g" if n.name != "g" else "slope of g")
        yield n.parts[0]
    if n.kind == "call" and n.name == "outer":
        yield replace(n, parts=n.parts[::-1])
        yield both("times", *n.parts)
    if n.kind == "matmul":
        yield replace(n, kind="times")
    if n.kind in ("transpose", "sum", "columns"):
        yield n.parts[0]
    if n.kind == "number":
        yield number(int(n.name) + 1)
    if n.kind in ("index", "quantity", "slope", "call", "sum"):
        yield both("neg", n)
        yield both("times", number(2), n)
    if n.kind == "slope":
        of, by = n.parts
        yield from (replace(n, parts=(of, replace(by, layer=by.layer + k))) for k in (-1, 1))
    if n.kind == "quantity" and n.layer:
        for layer in (n.layer - 1, n.layer + 1):
            yield replace(n, layer=layer)
    if n.kind == "quantity" and n.name in ("a", "z"):
        yield replace(n, name="z" if n.name == "a" else "a")
    if n.kind == "index":
        yield replace(n, marks=n.marks[::-1])
        for axis, mark in enumerate(n.marks):
            for letter in "ijk":
                if letter != mark:
                    yield replace(n, marks=(*n.marks[:axis], letter, *n.marks[axis + 1 :]))


def exists(line, last):
    """Whether all layers of a line are there, and it uses nothing that comes later."""
    for n in line.rights[0].walk():
        if n.kind == "quantity" and n.name in ("a", "z", "theta", "Delta", "D"):
            first = 2 if n.name == "z" else 1
            if not first <= n.layer <= last - (n.name in ("theta", "Delta", "D")):
                return False
    return True


@cache
def mutants(a_shape):
    """Return the number of the line, and the line, of all slips that change what a line says."""
    exact = [Exact(a_shape, seed) for seed in (0, 1)]
    found = []
    for n, forms in enumerate(chapters(a_shape)):
        for right in forms:
            if not right.left.marks and min(a_shape.sizes) < 2:
                continue  # there NumPy and mathematics do not mean the same by a matrix product
            for tree in somewhere(right.rights[0], slips, ("slope",)):
                wrong = replace(right, rights=(tree,))
                if exists(wrong, a_shape.last) and any(e.differ(wrong, right) for e in exact):
                    found.append((n, wrong))
    return tuple(found)

r"""A tree written again, in Python, as text or in LaTeX; what is written can be read.

>>> from autograd_mini.derivations.reading import Reader
>>> line = Reader(layers=3).line("δ2_j = Σ_k Θ2_kj δ3_k g'(z2_j)")
>>> for notation in NOTATIONS:
...     print(written_line(line, notation))
delta2[j] = sum_k(theta2[k, j] * delta3[k] * g_prime(z2[j]))
δ2_j = Σ_k Θ2_kj δ3_k g'(z2_j)
\delta^{(2)}_{j} = \sum_{k} \Theta^{(2)}_{kj} \delta^{(3)}_{k} g'(z^{(2)}_{j})
"""

from autograd_mini.derivations.tree import SAMPLES, Line, Mark, Node

NOTATIONS = ("python", "text", "latex")
# How tightly each kind holds together: a part that holds less is put into brackets.
TIGHT = {"add": 1, "sub": 1, "neg": 1, "sum": 2, "times": 3, "matmul": 3, "divide": 3, "product": 4,
         "power": 5}  # fmt: skip
NAMES = {
    "text": {"theta": "Θ", "delta": "δ", "Delta": "Δ", "alpha": "α", "lambda": "λ"},
    "latex": {"theta": r"\Theta", "delta": r"\delta", "Delta": r"\Delta", "alpha": r"\alpha",
              "lambda": r"\lambda"},
    "python": {"lambda": "lam"},
}  # fmt: skip


def written_line(line: Line, notation: str) -> str:
    """Return a line in a notation."""
    write = _Writer(notation)
    sides = " = ".join(write.formula(right) for right in line.rights)
    condition = ""
    if line.condition:
        letter, sign, number = line.condition
        condition = f", {letter} {sign} {number}"
        if notation == "latex":
            condition = condition.replace(">=", r"\ge").replace("!=", r"\ne")
    return f"{write.formula(line.left)} {line.sign} {sides}{condition}"


def written(tree: Node, notation: str = "text") -> str:
    """Return a tree in a notation."""
    return _Writer(notation).formula(tree)


class _Writer:
    def __init__(self, notation: str) -> None:
        self.notation = notation
        self.minus = "−" if notation == "text" else "-"
        self.followed = False  # whether a factor follows, which a sum would take for its own

    def formula(self, tree: Node, followed: bool = False) -> str:
        """Return a tree in a notation; followed: whether a factor stands behind it."""
        before, self.followed = self.followed, followed
        text: str = getattr(self, f"write_{tree.kind}")(tree)
        self.followed = before
        return text

    def within(self, tree: Node, least: int, followed: bool = False) -> str:
        tight = self.tight(tree) >= least
        return self.formula(tree, followed) if tight else f"({self.formula(tree)})"

    def last(self, tree: Node, least: int) -> str:
        """Return the last factor of a product; a sum needs no brackets where none follows."""
        is_open = tree.kind == "sum" and not self.followed
        return self.within(tree, TIGHT["sum"] if is_open else least, self.followed)

    def tight(self, tree: Node) -> int:
        """Return how tightly a formula holds together; outer(u, v) may be written as u vᵀ."""
        if tree.kind == "call" and tree.name == "outer" and self.notation != "python":
            return TIGHT["product"]
        if tree.kind == "divide" and self.notation == "latex":  # its line is as good as brackets
            return TIGHT["product"]
        return TIGHT.get(tree.kind, 9)

    def name(self, name: str, layer: int = 0, marks: str = "") -> str:
        shown = NAMES[self.notation].get(name, name)
        if self.notation == "latex":
            return shown + (f"^{{({layer})}}" if layer else "") + (f"_{{{marks}}}" if marks else "")
        return shown + (str(layer) if layer else "") + marks

    def marks(self, marks: tuple[Mark, ...], counted_from: str) -> str:
        words = list(map(str, marks))
        if self.notation == "python":
            return f"[{', '.join(words)}]"
        comma = "," if any(isinstance(mark, int) for mark in marks) else ""
        text = comma.join(words)
        return text if self.notation == "latex" else f"_{text}"

    def write_number(self, tree: Node) -> str:
        return tree.name

    def write_quantity(self, tree: Node) -> str:
        return self.name(tree.name, tree.layer)

    def write_own(self, tree: Node) -> str:
        return tree.name

    def write_slope(self, tree: Node, marks: str = "") -> str:
        of, by = tree.parts
        if of.name == "J" and by.kind == "quantity" and by.name == "z":
            return self.name("delta", by.layer, marks)
        if of.name == "J" and by.kind == "quantity":
            below = self.name(by.name, by.layer, marks)
        else:
            below = self.formula(by)
        above = self.formula(of)
        if self.notation == "python":
            if of.kind == "index" or by.kind == "index":
                return f"d{above}/d{below}"
            return f"d{above}_d{below}"
        if self.notation == "latex":
            return rf"\frac{{\partial {above}}}{{\partial {below}}}"
        return f"∂{above}/∂{below}"

    def write_index(self, tree: Node) -> str:
        (part,) = tree.parts
        marks = self.marks(tree.marks, tree.name)
        if part.kind == "slope":
            return self.write_slope(part, marks)
        if part.kind == "quantity":
            return self.name(part.name, part.layer, marks)
        if part.kind == "call" and self.notation != "python":
            marks = f"_{{{marks.removeprefix('_')}}}"
        elif self.notation == "latex":
            marks = f"_{{{marks}}}"
        return self.within(part, 9) + marks

    def write_neg(self, tree: Node) -> str:
        return f"{self.minus}{self.within(tree.parts[0], 2)}"

    def write_add(self, tree: Node) -> str:
        left, right = tree.parts
        return f"{self.within(left, 1)} + {self.within(right, 2)}"

    def write_sub(self, tree: Node) -> str:
        left, right = tree.parts
        return f"{self.within(left, 1)} {self.minus} {self.within(right, 2)}"

    def write_times(self, tree: Node) -> str:
        sign = {"python": "*", "text": "∘", "latex": r"\circ"}[self.notation]
        return self.side_by_side(tree, sign)

    def write_matmul(self, tree: Node) -> str:
        return self.side_by_side(tree, "@")

    def write_divide(self, tree: Node) -> str:
        left, right = tree.parts
        if self.notation == "latex":
            return rf"\frac{{{self.formula(left)}}}{{{self.formula(right)}}}"
        return f"{self.within(left, 3)}/{self.within(right, 5)}"

    def write_product(self, tree: Node) -> str:
        if self.notation == "python":
            return self.side_by_side(tree, "*" if _of_numbers(tree) else "@")
        left, right = tree.parts
        return f"{self.within(left, 4, followed=True)} {self.last(right, 5)}"

    def side_by_side(self, tree: Node, sign: str) -> str:
        left, right = tree.parts
        return f"{self.within(left, 3, followed=True)} {sign} {self.last(right, 4)}"

    def write_power(self, tree: Node) -> str:
        left, right = tree.parts
        sign = "**" if self.notation == "python" else "^"
        exponent = self.within(right, 9)
        if self.notation == "latex":
            exponent = f"{{{self.formula(right)}}}"
        return f"{self.within(left, 9)}{sign}{exponent}"

    def write_transpose(self, tree: Node) -> str:
        sign = {"python": ".T", "text": "ᵀ", "latex": "^T"}[self.notation]
        inner = self.formula(tree.parts[0])
        plain = tree.parts[0].kind in ("own", "columns") or self.notation == "python"
        if self.tight(tree.parts[0]) < 9 or not (plain or self.notation == "text"):
            inner = f"({inner})"
        return inner + sign

    def write_columns(self, tree: Node) -> str:
        return f"{self.within(tree.parts[0], 9)}[:, 1:]"

    def write_join(self, tree: Node) -> str:
        return f"[{', '.join(map(self.formula, tree.parts))}]"

    def write_sum(self, tree: Node) -> str:
        (body,) = tree.parts
        if self.notation == "python":
            letter = "t" if tree.name == SAMPLES else tree.name
            return f"sum_{letter}({self.formula(body)})"
        sign = "Σ" if self.notation == "text" else r"\sum"
        if tree.name != SAMPLES:
            low, high = tree.marks
            low = f"={low}" if low else ""
            braces = f"_{{{tree.name}{low}}}"
            sign += braces if low or self.notation == "latex" else f"_{tree.name}"
            sign += f"^{{{high}}}" if high else ""
        return f"{sign} {self.within(body, 2)}"

    def write_call(self, tree: Node) -> str:
        name = tree.name
        if name == "slope of g":
            name = "g_prime" if self.notation == "python" else "g'"
        elif self.notation == "latex" and name in ("log", "exp"):
            name = "\\" + name
        elif name == "total":
            name = "sum"
        if name == "outer" and self.notation != "python":
            left, right = tree.parts
            both = Node("product", parts=(left, Node("transpose", parts=(right,))))
            return self.write_product(both)
        return f"{name}({', '.join(map(self.formula, tree.parts))})"


def _of_numbers(tree: Node) -> bool:
    """Return whether one side of a product is a number: an entry, a letter, a sum of entries."""

    def is_number(n: Node) -> bool:
        if n.kind in ("index", "number"):
            return True
        if n.kind == "quantity":
            return n.name in ("m", "alpha", "lambda", "J", "K")
        if n.kind == "join" or not n.parts:
            return False
        return all(map(is_number, n.parts))

    return any(map(is_number, tree.parts))

"""Mistakes that learners make, as changes of closures.py: what is written, and what instead.

For each: the misconceptions, and text of the lines that they are in.
"""

from pathlib import Path

CLOSURES = Path(__file__).parents[2] / "conform" / "right_engines" / "closures.py"
SOURCE = CLOSURES.read_text(encoding="utf-8")

ALSO_LEAVES = (
    "            if node.parents:\n                node.grad = 0.0", "            node.grad = 0.0"
)  # fmt: skip
WRAPPED = "        other = other if isinstance(other, Value) else Value(other)\n"
PRODUCT = "        out = Value(self.data * other"
EVERY_SEND = ("grad += ", "grad = ")
# name: (misconceptions, changes, what stands in the lines)
MUTATIONS = {
    "replaces everywhere": (
        {"overwrites-gradient"}, [EVERY_SEND, ("self.grad = 1.0", "self.grad = 1.0")],
        ["grad = out.grad", "grad = other.data", "grad = self.data", "grad = n", "grad = out.data",
         "grad = 1 /", "grad = (1 -", "grad = (self.data"],
    ),
    "replaces in a product": (
        {"overwrites-gradient"}, [("self.grad += other.data", "self.grad = other.data"),
        ("other.grad += self.data", "other.grad = self.data")],
        ["self.grad = other.data", "other.grad = self.data"],
    ),
    "replaces for one operand": (
        {"overwrites-gradient"}, [("self.grad += other.data", "self.grad = other.data")],
        ["self.grad = other.data"],
    ),
    "subtracts everywhere": (
        {"subtracts-gradient"},
        [("grad += ", "grad -= "), ("self.grad -= 1.0", "self.grad += 1.0")],
        ["grad -= out.grad", "grad -= other.data", "grad -= self.data", "grad -= n",
         "grad -= out.data", "grad -= 1 /", "grad -= (1 -", "grad -= (self.data"],
    ),
    "both to one operand": (
        {"sends-to-wrong-operand"}, [("other.grad += self.data", "self.grad += self.data")],
        ["def __mul__"],
    ),
    "quotient for a product": (
        {"divides-instead-of-multiplying"}, [("(1 - t**2) * out.grad", "(1 - t**2) / out.grad")],
        ["(1 - t**2) / out.grad"],
    ),
    "upstream forgotten for one operand": (
        {"missing-upstream-factor"}, [("other.data * out.grad", "other.data")],
        ["self.grad += other.data"],
    ),
    "sum copied from the product": (
        {"number-for-slope"}, [("other.grad += out.grad", "other.grad += self.data * out.grad")],
        ["other.grad += self.data * out.grad #__add__"],
    ),
    "product that adds": (
        {"wrong-value"}, [("self.data * other.data, (", "self.data + other.data, (")],
        ["def __mul__"],
    ),
    "one parent forgotten": (
        {"operands-not-recorded"}, [("self.data * other.data, (self, other)",
        "self.data * other.data, (self,)")], ["def __mul__"],
    ),
    "inner gradients set to 1": (
        {"gradient-starts-at-one"}, [("node.grad = 0.0", "node.grad = 1.0")], ["node.grad = 1.0"],
    ),
    "a typing error that others inherit": (
        {"crashes-in-rule"}, [("self.data * other.data, (", "self.data * other.dta, (")],
        ["other.dta"],
    ),
    "product with the wrong operand": (
        {"wrong-operand"}, [("self.grad += other.data", "self.grad += self.data")],
        ["self.grad += self.data"],
    ),
    "sum for a product": (
        {"adds-instead-of-multiplying"}, [("(1 - t**2) * out.grad", "(1 - t**2) + out.grad")],
        ["(1 - t**2) + out.grad"],
    ),
    "tanh without upstream": (
        {"missing-upstream-factor"}, [("(1 - t**2) * out.grad", "1 - t**2")], ["+= 1 - t**2"],
    ),
    "exp without upstream": (
        {"missing-upstream-factor"}, [("out.data * out.grad", "out.data")], ["+= out.data"],
    ),
    "exp passes on": (
        {"missing-local-factor"}, [("out.data * out.grad", "out.grad")],
        ["self.grad += out.grad #exp"],
    ),
    "tanh with a plus": (
        {"wrong-sign-inside"}, [("(1 - t**2)", "(1 + t**2)")], ["(1 + t**2)"],
    ),
    "tanh of the operand": (
        {"input-for-output"}, [("(1 - t**2)", "(1 - self.data**2)")], ["(1 - self.data**2)"],
    ),
    "tanh without the square": (
        {"wrong-exponent"}, [("(1 - t**2)", "(1 - t)")], ["(1 - t)"],
    ),
    "log of the result": (
        {"output-for-input"}, [("1 / self.data", "1 / out.data")], ["1 / out.data"],
    ),
    "log with a minus": (
        {"wrong-sign"}, [("1 / self.data", "-1 / self.data")], ["-1 / self.data"],
    ),
    "power without its factor": (
        {"missing-factor"}, [("n * self.data ** (n - 1)", "self.data ** (n - 1)")],
        ["+= self.data ** (n - 1)"],
    ),
    "power with its own exponent": (
        {"wrong-exponent"}, [("n * self.data ** (n - 1)", "n * self.data**n")],
        ["n * self.data**n"],
    ),
    "upstream of the operand": (
        {"wrong-upstream"}, [("self.grad += other.data * out.grad",
        "self.grad += other.data * self.grad"), ("other.grad += self.data * out.grad",
        "other.grad += self.data * other.grad")],
        ["* self.grad", "* other.grad"],
    ),
    "one operand forgotten": (
        {"operand-gets-no-gradient"}, [("            other.grad += self.data * out.grad\n", "")],
        ["def __mul__"],
    ),
    "no seed": (
        {"missing-seed"}, [("        self.grad += 1.0\n", "")], ["def backward"],
    ),
    "a wrong seed": (
        {"wrong-seed"}, [("self.grad += 1.0", "self.grad += self.data")],
        ["self.grad += self.data #backward"],
    ),
    "not reversed": (
        {"order-not-reversed"}, [("in reversed(order)", "in order")], ["for node in order: #last"],
    ),
    "no look at seen": (
        {"visits-twice"}, [("            if node in seen:\n                return\n", "")],
        ["def visit"],
    ),
    "leaves set to 0": (
        {"leaf-gradients-reset"},
        [ALSO_LEAVES],
        ["node.grad = 0.0"],
    ),
    "inner gradients kept": (
        {"inner-gradients-kept"},
        [("        for node in order:\n            if node.parents:\n"
          "                node.grad = 0.0\n", "")], ["def backward"],
    ),
    "starts at one": (
        {"gradient-starts-at-one"}, [("self.grad = 0.0", "self.grad = 1.0")], ["self.grad = 1.0"],
    ),
    "2 - x is x - 2": (
        {"reflected-reversed"}, [("return -self + other", "return self - other")],
        ["def __rsub__", "return self - other"],
    ),
    "no number on the left of a product": (
        {"number-refused"},
        [("    def __rmul__(self, other):\n        return self * other\n\n", "")], [],
    ),
    "numbers only wrapped in sums": (
        {"number-refused"},
        [(WRAPPED + PRODUCT, PRODUCT)],
        ["out = Value(self.data * other.data"],
    ),
    "a typing error": (
        {"crashes-in-rule"}, [("(self.data > 0) * out.grad", "(self.data > 0) * out.grd")],
        ["out.grd"],
    ),
    "parents forgotten": (
        {"operands-not-recorded"}, [("out = Value(math.exp(self.data), (self,))",
        "out = Value(math.exp(self.data))")], ["def exp", "out = Value(math.exp(self.data))"],
    ),
    "wrong value": (
        {"wrong-value"}, [("math.log(self.data)", "math.log10(self.data)")],
        ["def log", "math.log10"],
    ),
    "two mistakes: replaces, and a wrong operand": (
        {"overwrites-gradient", "wrong-operand"},
        [EVERY_SEND, ("self.grad = other.data", "self.grad = self.data")], None,
    ),
    "two mistakes: no seen, and no upstream": (
        {"visits-twice", "missing-upstream-factor"},
        [("            if node in seen:\n                return\n", ""),
         ("(1 - t**2) * out.grad", "1 - t**2")], None,
    ),
    "two mistakes: signs and leaves": (
        {"wrong-sign", "leaf-gradients-reset"},
        [("1 / self.data", "-1 / self.data"),
         ALSO_LEAVES],
        None,
    ),
}  # fmt: skip


def mutated(name):
    """Return the text of an engine with a mistake, and the lines that are to be told.

    The lines are None where they are not checked.
    """
    _, changes, marks = MUTATIONS[name]
    text = SOURCE
    for before, after in changes:
        if before not in text:
            raise ValueError(f"{name}: {before!r} is not in closures.py any more")
        text = text.replace(before, after)
    if marks is None:
        return text, None
    lines = text.splitlines()
    found = set()
    for mark in marks:
        code, _, where = mark.partition(" #")
        numbers = [i for i, line in enumerate(lines, 1) if code in line]
        if where == "last":
            numbers = numbers[-1:]
        elif where:
            begin = next(i for i, line in enumerate(lines, 1) if f"def {where}(" in line)
            numbers = [i for i in numbers if i > begin][:1]
        found |= set(numbers)
    return text, found

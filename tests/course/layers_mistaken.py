"""Engines of learners who were mistaken in lesson 8, and what explains each, with its line.

Each is what is written in place of what, the slip, a part of what is said of it in both languages,
and the line that is named.
"""

from mistaken import RETURN, STEP

LAST = "    return z, a\n"
EACH = (
    "    for matrix in layers:\n        for row in matrix:\n            for w in row:\n"
    "                w.data -= rate * w.grad / len(X)\n"
)
ZEROES = "    for weight in weights:\n        weight.grad = 0.0\n"
FILLED = "            weights.extend(row)\n"


def indented(line, deeper):
    """Return a line that stands deeper by some levels."""
    return "    " * deeper + line


IN_LAYERS = (
    # A return in a loop.
    (LAST, indented(LAST, 1), "returns-early", "`for matrix in layers`", "return z, a"),
    ("            a_of_layer.append(a_i)\n", "            a_of_layer.append(a_i)\n"
     "            return z, a\n", "returns-early", "`for row in matrix`", "return z, a"),
    (STEP + RETURN, STEP + indented(RETURN, 1), "returns-early", "`for weight in weights`",
     "return J"),
    *((STEP + RETURN, EACH + indented(RETURN, deeper), "returns-early", f"`for {loop}`", "return J")
      for deeper, loop in ((1, "matrix in layers"), (2, "row in matrix"), (3, "w in row"))),
    (ZEROES, ZEROES + "        return J\n", "returns-early", "`for weight in weights`", "return J"),
)  # fmt: skip

"""Engines of learners who were mistaken in lesson 8, and what explains each, with its line.

Each is what is written in place of what, the slip, a part of what is said of it in both languages,
and the line that is named.
"""

from mistaken import MEAN, OUTPUTS, RETURN, STEP, UNITS

LAST = "    return z, a\n"
EACH = (
    "    for matrix in layers:\n        for row in matrix:\n            for w in row:\n"
    "                w.data -= rate * w.grad / len(X)\n"
)
ZEROES = "    for weight in weights:\n        weight.grad = 0.0\n"
LOOP = "    for matrix in layers:\n        z_of"
COLLECTED = "    for matrix in layers:\n        for row in matrix:\n            weights"
COSTS = "        for a_k, y_k in zip(a[-1], y):\n            J_of_x = J_of_x + cost(a_k, y_k)\n"
NEXT = "        inputs = a_of_layer\n"
LISTS = "        z.append(z_of_layer)\n        a.append(a_of_layer)\n"
NETWORK = (
    "    z, a, inputs = [], [], x\n    for matrix in layers:\n"
    "        z_of_layer, a_of_layer = [], []\n        for row in matrix:\n"
    f"            z_i, a_i = {UNITS}\n            z_of_layer.append(z_i)\n"
    f"            a_of_layer.append(a_i)\n{LISTS}{NEXT}{LAST}"
)
REPEATED = (
    "    z, a = {first}, [[]] * len(layers)\n    inputs = x\n"
    "    for l, matrix in enumerate(layers):\n        outputs = []\n"
    "        for row in matrix:\n            z_i, a_i = neuron(row, inputs)\n"
    "            z[l].append(z_i)\n            a[l].append(a_i)\n"
    f"            outputs.append(a_i)\n        inputs = outputs\n{LAST}"
)


def indented(line, deeper):
    """Return a line that stands deeper by some levels."""
    return "    " * deeper + line


def with_names(z, a, returned):
    """Return a network whose lists have other names."""
    return (
        NETWORK.replace("z, a, inputs", f"{z}, {a}, inputs")
        .replace("        z.append", f"        {z}.append")
        .replace("        a.append", f"        {a}.append")
        .replace("return z, a", f"return {returned}")
    )


MOVES = "weight.data -= rate * weight.grad / len(X)"
A_NODE = "layers[0][0][0].data"

IN_LAYERS = (
    *((MOVES, wrong, "step-for-weight", "-=", wrong) for wrong in (
        "weight.data = rate * weight.grad / len(X)", "weight.data = -rate * weight.grad / len(X)",
    )),
    *((MOVES, wrong, "gradient-divides", "θ − η·Δ/m", wrong) for wrong in (
        "weight.data -= rate / weight.grad", "weight.data -= rate / weight.grad * len(X)",
        "weight.data -= rate / weight.grad / len(X)",
    )),
    # A weight whose number, or whose gradient, is a node.
    *((MOVES, wrong, "data-is-a-node", A_NODE, wrong) for wrong in (
        "weight.data = weight - rate * weight.grad / len(X)",
        "weight.data -= rate * weight / len(X)",
        "weight.data = Value(weight.data - rate * weight.grad / len(X))",
    )),
    (MOVES + "\n", "weight.data -= rate * weight\n    network(layers, X[0])\n", "data-is-a-node",
     A_NODE, "weight.data -= rate * weight"),
    ("weight.grad = 0.0", "weight.grad = Value(0.0)", "grad-is-a-node", "layers[0][0][0].grad",
     "weight.grad = Value(0.0)"),
    # A return in a loop.
    (LAST, indented(LAST, 1), "returns-early", "`for matrix in layers`", "return z, a"),
    ("            a_of_layer.append(a_i)\n", "            a_of_layer.append(a_i)\n"
     "            return z, a\n", "returns-early", "`for row in matrix`", "return z, a"),
    (STEP + RETURN, STEP + indented(RETURN, 1), "returns-early", "`for weight in weights`",
     "return J"),
    *((STEP + RETURN, EACH + indented(RETURN, deeper), "returns-early", f"`for {loop}`", "return J")
      for deeper, loop in ((1, "matrix in layers"), (2, "row in matrix"), (3, "w in row"))),
    (ZEROES, ZEROES + "        return J\n", "returns-early", "`for weight in weights`", "return J"),
    # Put in behind the loop that is meant, or given too late, or too early.
    ("            a_of_layer.append(a_i)\n", "        a_of_layer.append(a_i)\n",
     "last-neuron-only", "", "a_of_layer.append(a_i)"),
    ("        a.append(a_of_layer)\n        inputs = a_of_layer\n", "    a.append(a_of_layer)\n",
     "last-layer-only", "", "a.append(a_of_layer)"),
    (NEXT, NEXT.replace("        ", "    "), "inputs-set-too-late", "`inputs`",
     "inputs = a_of_layer"),
    (UNITS, "neuron(row, a_of_layer)", "inputs-of-own-layer", "`a_of_layer`",
     "z_i, a_i = neuron(row, a_of_layer)"),
    ("    for matrix in layers:\n        z_of", "    for matrix in layers[::-1]:\n        z_of",
     "other-layers", "layers", "for matrix in layers[::-1]:"),
    # What is moved, and what is returned.
    ("        J += J_of_x.data / len(X)\n", "", "J-stays-0", "0", ""),
    ("in zip(a[-1], y)", "in zip(a[-1][:1], y)", "one-output", "J",
     "for a_k, y_k in zip(a[-1][:1], y):"),
    (STEP, STEP.replace("weight.data -=", "weight.grad -="), "gradient-moves", "weight.data",
     "weight.grad -= rate * weight.grad / len(X)"),
    (RETURN, "    return J_of_x.data\n", "sum-not-returned", "", "return J_of_x.data"),
    # z and a taken for each other.
    (f"z_i, a_i = {UNITS}", f"a_i, z_i = {UNITS}", "pair-turned", "z_i, a_i",
     f"a_i, z_i = {UNITS}"),
    (LAST, "    return a, z\n", "lists-turned", "z", "return a, z"),
    ("z_of_layer.append(z_i)", "z_of_layer.append(a_i)", "z-among-a", "append(…)",
     "z_of_layer.append(a_i)"),
    ("a_of_layer.append(a_i)", "a_of_layer.append(z_i)", "z-among-a", "append(…)",
     "a_of_layer.append(z_i)"),
    (LISTS, "        z.append(a_of_layer)\n        a.append(z_of_layer)\n", "z-among-a",
     "append(…)", ""),
    ("z, a = network(", "a, z = network(", "z-for-outputs", "z", "a, z = network(layers, x)"),
    ("z, a = network(layers, x)", "a = network(layers, x)[0]", "z-for-outputs", "z",
     "a = network(layers, x)[0]"),
    (OUTPUTS, "zip(z[-1], y)", "z-for-outputs", "z", "for a_k, y_k in zip(z[-1], y):"),
    *((NETWORK, with_names(z, a, f"{a}, {z}"), "lists-turned", "z", f"return {a}, {z}")
      for z, a in (("all_z", "all_a"), ("zs", "outputs"), ("sums", "acts"), ("zs", "all_outputs"))),
    # Inputs that are not those of their layer.
    *((NEXT, f"        inputs = {wrong}\n", slip, "", f"inputs = {wrong}")
      for wrong, slip in (("[1.0] + a[-1]", "one-in-front"),
                          ("[node(1.0), *a[-1]]", "one-in-front"),
                          ("a[0]", "first-layer-again"), ("a_of_layer[0]", "one-input"),
                          ("x", "inputs-again"), ("z_of_layer", "z-for-a"))),
    *((NEXT, f"        inputs = {wrong}\n", slip, said, f"inputs = {wrong}")
      for wrong, slip, said in (
          ("a_of_layer[::-1]", "other-inputs", " 3 "),
          ("inputs + a_of_layer", "other-inputs", " 3 "),
          ("a_of_layer[1:]", "other-inputs", " 3 "),
          ("[a_i.sigmoid() for a_i in a_of_layer]", "other-inputs", " 3 "),
          ("[a_i.data for a_i in a_of_layer]", "inputs-cut-off", " 3 "),
          ("[Value(a_i.data) for a_i in a_of_layer]", "inputs-cut-off", " 3 "),
      )),
    *((UNITS, f"neuron({wrong}, inputs)", "weights-of-no-row", "",
       f"z_i, a_i = neuron({wrong}, inputs)") for wrong in ("row[1:]", "row[::-1]")),
    ("[], [], x\n", "[], [], [2 * x_j for x_j in x]\n", "other-inputs", " 2 ",
     "z, a, inputs = [], [], [2 * x_j for x_j in x]"),
    ("[], [], x\n", "[], [], [1.0, *x]\n", "one-in-front", "",
     "z, a, inputs = [], [], [1.0, *x]"),
    (NEXT, "", "inputs-again", "", "for row in matrix:"),
    # One list for two, and a list that begins with x.
    ("    z, a, inputs = [], [], x\n", "    z = a = []\n    inputs = x\n", "one-list", "[], []",
     "z = a = []"),
    ("z_of_layer, a_of_layer = [], []", "z_of_layer = a_of_layer = list()", "one-list", "[], []",
     "z_of_layer = a_of_layer = list()"),
    *((NETWORK, REPEATED.format(first=first), "list-repeated", "", "[[]] * len(layers)")
      for first in ("[[]] * len(layers)", "len(layers) * [[]]")),
    (LAST, "    return a, a\n", "returned-twice", "z", "return a, a"),
    (LAST, "    return z, z\n", "returned-twice", "z", "return z, z"),
    ("z, a, inputs = [], [], x", "z, a, inputs = [], [x], x", "begins-with-x", "x",
     "z, a, inputs = [], [x], x"),
    (NETWORK, NETWORK.replace("[], [], x", "[], [x], x").replace("row, inputs", "row, a[-1]"),
     "begins-with-x", "x", "z, a, inputs = [], [x], x"),
    # Inputs that change within a layer.
    (LISTS + NEXT, "            inputs = list(a_of_layer)\n" + LISTS, "inputs-within-layer", "",
     "inputs = list(a_of_layer)"),
    (LISTS + NEXT, "            inputs = a_of_layer\n" + LISTS, "inputs-within-layer", "",
     "inputs = a_of_layer"),
    (LISTS, "            inputs = [a_i, *inputs]\n" + LISTS, "inputs-within-layer", "",
     "inputs = [a_i, *inputs]"),
    # Loops in the order in which they are spoken.
    *((COLLECTED + ".extend(row)\n", f"    weights = [w for {loops}]\n", "for-order",
       f"`for {given}`", f"weights = [w for {loops}]")
      for loops, given in (
          ("w in row for row in matrix for matrix in layers", "row in matrix"),
          ("row in matrix for matrix in layers for w in row", "matrix in layers"),
      )),
    # Two layers, of which there may be another number.
    (OUTPUTS, "zip(a[1], y)", "two-layers", "a[-1]", "for a_k, y_k in zip(a[1], y):"),
    (LOOP, LOOP.replace("layers", "(layers[0], layers[1])"), "two-layers", "layers",
     "for matrix in (layers[0], layers[1]):"),
    (LOOP, "    for n in range(2):\n        matrix = layers[n]\n        z_of", "two-layers",
     "layers", "matrix = layers[n]"),
    (COLLECTED, COLLECTED.replace("    for", "    one, two = layers\n    for", 1), "two-layers",
     "layers", "one, two = layers"),
    # A list where a weight or an output is meant.
    (ZEROES, "    for matrix in layers:\n        for w in matrix:\n            w.grad = 0.0\n",
     "list-for-weight", "`w`", "w.grad = 0.0"),
    (ZEROES, "    for w in layers:\n        w.grad = 0.0\n", "list-for-weight", "`w`",
     "w.grad = 0.0"),
    (STEP, "    for matrix in layers:\n        for i in range(len(matrix)):\n"
     "            matrix[i].data -= rate * matrix[i].grad / len(X)\n", "list-for-weight",
     "`matrix[i]`", "matrix[i].data -= rate * matrix[i].grad / len(X)"),
    (STEP, STEP.replace("weight in weights", "row in layers[0]").replace("weight.", "row."),
     "list-for-weight", "`row`", "row.data -= rate * row.grad / len(X)"),
    ("weights.extend(row)", "weights.append(row)", "list-for-weight", "`weight`",
     "weight.grad = 0.0"),
    ("cost(a_k, y_k)", "cost(a[-1], y)", "list-for-output", "cost",
     "J_of_x = J_of_x + cost(a[-1], y)"),
    ("cost(a_k, y_k)", "cost(a[-1], y_k)", "list-for-output", "cost",
     "J_of_x = J_of_x + cost(a[-1], y_k)"),
    ("cost(a_k, y_k)", "cost(a_k, y)", "list-for-target", "cost",
     "J_of_x = J_of_x + cost(a_k, y)"),
    (COSTS, "        for k in range(len(y)):\n            J_of_x += cost(a[-1][k], Y[k])\n",
     "list-for-target", "cost", "J_of_x += cost(a[-1][k], Y[k])"),
    (COSTS, "        J_of_x = sum(cost(a[-1][k], Y[k]) for k in range(len(y)))\n",
     "list-for-target", "cost", "J_of_x = sum(cost(a[-1][k], Y[k]) for k in range(len(y)))"),
    # The first layer for the last one, and the mean of J.
    (COSTS, "        for k in range(len(y)):\n            J_of_x += cost(a[0][k], y[k])\n",
     "first-layer-cost", "a[-1]", "J_of_x += cost(a[0][k], y[k])"),
    (COSTS, "        for k in range(len(Y[0])):\n            J_of_x += cost(a[0][k], y[k])\n",
     "first-layer-cost", "a[-1]", "J_of_x += cost(a[0][k], y[k])"),
    (COSTS, "        out = a[0]\n" + COSTS.replace("a[-1]", "out"), "first-layer-cost", "a[-1]",
     "out = a[0]"),
    (MEAN, MEAN.replace("(X)", "(Y[0])"), "J-other-mean", " 2", "J += J_of_x.data / len(Y[0])"),
    (MEAN, MEAN.replace("(X)", "(weights)"), "J-other-mean", " 14",
     "J += J_of_x.data / len(weights)"),
    (MEAN, MEAN.replace("(X)", "(layers[0])"), "J-other-mean", " 2",
     "J += J_of_x.data / len(layers[0])"),
    (MEAN, MEAN.replace("len(X)", "(2 * len(X))"), "J-other-mean", " 6",
     "J += J_of_x.data / (2 * len(X))"),
    (RETURN, "    return J * len(X) / len(layers)\n", "J-other-mean", " 2", ""),
)  # fmt: skip

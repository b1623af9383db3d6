"""Engines of learners who were mistaken in lessons 1, 2, 6, 7 and 8, and what explains each.

Each is the lesson, what is written in place of what, the slips that explain all that it gets wrong,
and a part of what is said of it.
"""

MEAN = "        J += J_of_x.data / len(X)\n"
STEP = "    for weight in weights:\n        weight.data -= rate * weight.grad / len(X)\n"
ZERO = "    for weight in weights:\n        weight.grad = 0.0\n"
RETURN = "    return J\n"
UNITS = "neuron(row, inputs)"
OUTPUTS = "zip(a[-1], y)"
COST = "-y * a.log() - (1 - y) * (1 - a).log()"
NEURON = "    for weight, x_j in zip(theta[1:], x):"
POWER = (
    "slope = n * math.pow(self.data, n - 1) if n else 0.0\n"
    "        return Value(math.pow(self.data, n), (self,), (slope,))"
)

J_IS = "J, which step 1 returns, is "
FIRST = "after step 1, layers[0][0][0].data is "

SQUARED = "        (J_of_x * J_of_x).backward()\n"
MISTAKEN = (
    (1, "(f(x + h) - f(x - h)) / (2 * h)", "f(x + h) - f(x - h) / (2 * h)",
     ["brackets"], "slope(exp, 0.7) is"),
    (1, "(f(x + h) - f(x - h)) / (2 * h)", "f(x + h) - f(x) / h",
     ["brackets"], "slope(exp, 0.7) is"),
    (1, "/ (2 * h)", "/ h * 2", ["brackets-below"], "slope(exp, 0.7) is"),
    # Lesson 1.
    (1, "    h = 1e-5\n", "    h = math.exp(1e5)\n", ["print-h"], "OverflowError"),
    # Lesson 2.
    (2, "        other = node(other)\n", "", ["number-for-node"],
     "'int' object has no attribute 'data'"),
    (2, "self.parents, self.partials = parents", "self.parent, self.partials = parents",
     ["lost-attribute"], "no attribute 'parents'"),
    (2, "self.parents, self.partials = parents, partials",
     "self.parents, self.partials = parents or (self,), partials", ["leaf-with-parents"],
     "the leaf Value(3.0) has the parents"),
    # Lesson 6.
    (6, " if n else 0.0", "", ["power-of-zero"], "Value(0.0) ** 0 ends in a ValueError"),
    (6, POWER, POWER.replace(" if n else 0.0", "").replace("math.pow(self.data, n - 1)",
     "self.data ** (n - 1)"), ["power-of-zero"], "Value(0.0) ** 0 ends in a ZeroDivisionError"),
    # Lesson 7: 1 − a.
    (7, "return -self + number", "return number - self", ["rsub-calls-itself"],
     "RecursionError (engine"),
    (7, "return -self + number", "return number - self.data", ["plain-difference"],
     "1 - a returns a plain number"),
    (7, "return -self + number", "return Value(number - self.data)", ["cut-off-difference"],
     "a.grad is 0"),
    (7, "        return -self + number", "        -self + number", ["no-return"], "1 - a is None"),
    # A neuron.
    (7, NEURON, NEURON.replace("theta[1:]", "theta"), ["bias-elsewhere"], "z is "),
    (7, "z = theta[0]\n" + NEURON, "z = 0\n" + NEURON.replace("theta[1:]", "theta"),
     ["bias-elsewhere"], "z is "),
    (7, "return z, z.sigmoid()", "return z.sigmoid(), z", ["z-and-a-turned"], "z is "),
    (7, "return z, z.sigmoid()", "return z.sigmoid()", ["one-of-two"],
     "returns a Value; it should return two things, z, a"),
    (7, "z = theta[0]\n" + NEURON + "\n        z = z + weight * x_j\n    return z, z.sigmoid()",
     "z = theta[0].data\n" + NEURON + "\n        z = z + weight.data * x_j\n"
     "    return z, 1 / (1 + math.exp(-z))", ["weights-as-numbers"], "is a plain number"),
    (7, "z = z + weight * x_j\n", "z = z + weight.data * x_j\n", ["weights-as-numbers"],
     "theta[1].grad is 0"),
    # The cost.
    (7, COST, COST.replace("(1 - a).log()", "(1 - a.log())"), ["log-without-brackets"],
     ", 0.0) is"),
    (7, COST, COST.replace("(1 - a).log()", "1 - a.log()"), ["factor-without-brackets"], "cost("),
    (7, COST, COST.replace("(1 - y) * ", "1 - y * "), ["factor-without-brackets"], "cost("),
    (7, COST, COST.replace(" - (1 - y)", " + (1 - y)"), ["sign-of-a-term"], "cost("),
    (7, COST, COST[1:], ["sign-of-a-term"], "cost("),
    (7, COST, "-(1 - y) * a.log() - y * (1 - a).log()", ["targets-turned"], "cost("),
    (7, COST, "-(1 - y) * (1 - a).log()", ["half-of-J"], "cost("),
    (7, COST, "0.5 * (a - y) ** 2", ["squared-error"], "cost("),
    (7, COST, COST.replace("a.log()", "math.log(a)", 1), ["math-of-a-node"],
     "must be real number, not Value"),
    (7, COST, COST.replace("a.log()", "a.log", 1), ["not-called"], "TypeError"),
    (7, COST, COST.replace("a.log()", "[a].log()", 1), ["list-for-node"],
     "'list' object has no attribute 'log'"),
    (7, "(y * (1 - y),)", "(y * (1 - y))", ["no-comma"], "not iterable"),
    # A network.
    (8, UNITS, "neuron(row, z[-1] if z else x)", ["z-for-a"], "z[1][0] is "),
    (8, "    return z, a\n", "    return a\n", ["layers"], "the z of network(layers, x)"),
    (8, OUTPUTS, "[(a, y[0])]", ["list-for-output"], "'list' object has no attribute 'log'"),
    # Descent: J.
    (8, MEAN, MEAN.replace(" / len(X)", ""), ["J-no-mean"], J_IS + "4.0779"),
    (8, MEAN, MEAN.replace("+=", "="), ["J-of-one-sample"], J_IS),
    (8, MEAN, MEAN.replace("+=", "=").replace(" / len(X)", ""), ["J-of-one-sample"], J_IS),
    (8, MEAN + STEP, STEP + "    for x, y in zip(X, Y):\n"
     "        a = network(layers, x)[1][-1]\n"
     "        J += sum(cost(a_k, y_k) for a_k, y_k in zip(a, y)).data / len(X)\n",
     ["J-after-step"], J_IS),
    (8, MEAN, MEAN.replace(".data", ""), ["J-is-a-node"], "J, which descend returns, is a Value"),
    (8, MEAN, MEAN.replace(".data / len(X)", ""), ["J-is-a-node", "J-no-mean"],
     "J, which descend returns, is a Value"),
    (8, RETURN, "", ["no-return"], "J, which step 1 returns, is None"),
    (8, RETURN, "    return [J]\n", ["no-number"],
     "J, which step 1 returns, is no number, but of the type list"),
    # The weights.
    (8, STEP, STEP.replace(" / len(X)", ""), ["no-mean"], FIRST),
    (8, MEAN + STEP, (MEAN + STEP).replace(" / len(X)", ""), ["no-mean", "J-no-mean"], FIRST),
    (8, STEP, STEP.replace("rate * ", ""), ["rate-forgotten"], FIRST),
    (8, STEP, STEP.replace("rate * ", "").replace(" / len(X)", ""), ["no-mean", "rate-forgotten"],
     FIRST),
    (8, STEP, STEP.replace("-=", "+="), ["uphill"], FIRST),
    (8, STEP, STEP.replace("-=", "+=").replace(" / len(X)", ""), ["uphill", "no-mean"], FIRST),
    (8, STEP, STEP.replace(" / len(X)", " / len(X) / len(X)"), ["divided-twice"], FIRST),
    (8, STEP, STEP.replace("weights:", "weights[6:]:"), ["some-stay"], FIRST),
    (8, STEP, STEP.replace("weights:", "weights[:6]:"), ["some-stay"],
     "layers[1][0][0].data is 0.2"),
    (8, STEP, "    for matrix in layers:\n        for row in matrix:\n"
     "            for weight in row[1:]:\n"
     "                weight.data -= rate * weight.grad / len(X)\n",
     ["some-stay"], FIRST),
    (8, STEP, STEP.replace("weight.data -=", "new = weight.data -"), ["data-stays"], FIRST),
    (8, STEP, ZERO + STEP, ["gradients-gone"], FIRST),
    (8, ZERO, "", ["gradients-kept"], "after step 2, layers[0][0][0].data is "),
    (8, MEAN + STEP + RETURN, MEAN + "        return J\n", ["return-in-loop"], FIRST),
    (8, MEAN + STEP + RETURN, (MEAN + STEP + RETURN).replace("\n    ", "\n        "),
     ["return-in-loop"], FIRST),
    (8, "        J_of_x.backward()\n", "        total = total + J_of_x if J else J_of_x\n"
     "        total.backward()\n", ["sum-run-again"], FIRST),
    (8, STEP, STEP.replace("    for", "        for").replace("        weight.data",
     "            weight.data"), ["one-by-one"], FIRST),
    (8, STEP, STEP.replace("    for", "        for").replace("        weight.data",
     "            weight.data").replace(" / len(X)", "") + "            weight.grad = 0.0\n",
     ["one-by-one"], FIRST),
    (8, OUTPUTS, "[(a[-1][0], y[0])]", ["one-output"], FIRST),
    (8, OUTPUTS, "[(a[-1][-1], y[-1])]", ["one-output"], FIRST),
)  # fmt: skip

TERMS = NEURON + "\n        z = z + weight * x_j\n    return z, z.sigmoid()\n"
OF_Z = (
    "    for j in range(len(x)):\n        z = z + theta[j + 1] * x[j]\n    return z, z.sigmoid()\n"
)
APART = (
    f"            z_i, a_i = {UNITS}\n            z_of_layer.append(z_i)\n"
    "            a_of_layer.append(a_i)\n"
)
OF_A = "return z, z.sigmoid()"
RUN = "        J_of_x.backward()\n"
SUMMED = (
    "        J_of_x = 0.0\n        for a_k, y_k in zip(a[-1], y):\n"
    f"            J_of_x = J_of_x + cost(a_k, y_k)\n{RUN}{MEAN}"
)
COSTS = f"        for a_k, y_k in {OUTPUTS}:\n            J_of_x = J_of_x + cost(a_k, y_k)\n"
COSTS_OF_K = "        for k in range(len(y)):\n            J_of_x = J_of_x + cost(y[k], a[-1][k])\n"
AGAIN = "        for weight in weights:\n            weight.data -= rate * weight.grad / len(X)\n"
MOVED = "        weight.data -= rate * weight.grad / len(X)\n"
OF_SAMPLES = "    for x, y in zip(X, Y):\n        z, a = network(layers, x)\n" + SUMMED + STEP
ZEROED = "        weight.grad = 0.0\n"


def of_m(number):
    """Return a step in which m is something else than the samples."""
    return f"    m = {number}\n" + OF_SAMPLES.replace("len(X)", "m")


def of_z(before, after):
    """Return what a learner makes of a neuron, with a loop over numbers."""
    assert before in OF_Z
    return 7, TERMS, OF_Z.replace(before, after)


# Slips, with a part of the sentence of each in both languages, and the end of the line that it is
# in; "" if no line is sure.
NAMED = (
    # + and ×.
    (2, "self.data * other.data", "self.data + other.data", "other-operation", "a + b",
     "return Value(self.data + other.data, (self, other))"),
    (2, "self.data + other.data", "self.data - other.data", "other-operation", "a - b",
     "return Value(self.data - other.data, (self, other))"),
    (2, "self.data * other.data", "self.data ** other.data", "other-operation", "a ** b",
     "return Value(self.data ** other.data, (self, other))"),
    (2, "self.data + other.data", "self.data + self.data", "other-operation", "a + a",
     "return Value(self.data + self.data, (self, other))"),
    # Terms of z.
    (*of_z("range(len(x))", "range(1, len(x))"), "terms-missing", "theta[1] * x[0]",
     "for j in range(1, len(x)):"),
    (*of_z("range(len(x))", "range(len(x) - 1)"), "terms-missing", "theta[3] * x[2]",
     "for j in range(len(x) - 1):"),
    (*of_z("    return z", "        return z"), "first-term-only", "theta[3] * x[2]",
     "return z, z.sigmoid()"),
    (*of_z("z = z + ", "z = "), "last-term-only", "theta[2] * x[1]", "z = theta[j + 1] * x[j]"),
    (*of_z("z = z + ", "z = z + theta[0] + "), "terms-repeated", "4 * theta[0]",
     "z = z + theta[0] + theta[j + 1] * x[j]"),
    (*of_z("z = z + ", "z = z + 1 + "), "terms-too-many", "3 * 1",
     "z = z + 1 + theta[j + 1] * x[j]"),
    (*of_z("z = z + ", "z = z - "), "terms-subtracted", "-theta[1] * x[0]",
     "z = z - theta[j + 1] * x[j]"),
    (*of_z(" * x[j]", ""), "no-inputs", "theta[1]", "z = z + theta[j + 1]"),
    (*of_z("* x[j]", "+ x[j]"), "other-terms", "theta[1] * x[0]", "z = z + theta[j + 1] + x[j]"),
    (*of_z("x[j]", "x[0]"), "other-terms", "theta[2] * x[0]", "z = z + theta[j + 1] * x[0]"),
    (*of_z("z + theta", "z * theta"), "product-for-sum", "z", "z = z * theta[j + 1] * x[j]"),
    (*of_z("theta[j + 1]", "theta[j]"), "bias-elsewhere", "theta[0]", "z = z + theta[j] * x[j]"),
    (7, "z = theta[0]\n" + TERMS, "z = sum(w * v for w, v in zip(theta, x))\n"
     "    return z, z.sigmoid()\n", "bias-elsewhere", "theta[0]",
     "z = sum(w * v for w, v in zip(theta, x))"),
    (7, "z = theta[0]", "z = 0", "no-bias", "theta[0]", "z = 0"),
    (7, "z = z + weight * x_j", "z = Value(z.data + weight.data * x_j)", "weights-as-numbers",
     ".data", "z = Value(z.data + weight.data * x_j)"),
    (7, "return z, z.sigmoid()", "return z, Value(1 / (1 + math.exp(-z.data)))",
     "weights-as-numbers", ".data", "return z, Value(1 / (1 + math.exp(-z.data)))"),
    # The line that computes a, and not the one that returns it.
    (7, OF_A, "a = z\n    return z, a", "no-sigmoid", "σ(z)", "a = z"),
    (7, OF_A, "return z, z", "no-sigmoid", "σ(z)", "return z, z"),
    (7, OF_A, "a = z.sigmoid().sigmoid()\n    return z, a", "sigmoid-twice", "σ(σ(z))",
     "a = z.sigmoid().sigmoid()"),
    (7, OF_A, "a = 1 / (1 + z.exp())\n    return z, a", "minus-of-z", "σ(−z)",
     "a = 1 / (1 + z.exp())"),
    (7, OF_A, "return z, 1 / (1 + z.exp())", "minus-of-z", "σ(−z)", "return z, 1 / (1 + z.exp())"),
    (7, OF_A, "a = theta[0].sigmoid()\n    return z, a", "sigmoid-of-bias", "theta[0]",
     "a = theta[0].sigmoid()"),
    (7, "z = theta[0]\n" + TERMS, "z = theta[0]\n    a = z.sigmoid()\n"
     + TERMS.replace("z.sigmoid()", "a"), "sigmoid-of-bias", "theta[0]", "a = z.sigmoid()"),
    (7, OF_A, "a = (z + 1).sigmoid()\n    return z, a", "only-a", "z", "a = (z + 1).sigmoid()"),
    (7, OF_A, "a = z.sigmoid()\n    return a, a", "a-for-z", "σ", "return a, a"),
    (7, OF_A, "z = z.sigmoid()\n    return z, z.sigmoid()", "sigmoid-in-z", "σ(z)", ""),
    (7, "weight * x_j", "(weight * x_j).sigmoid()", "sigmoid-of-terms", "a = σ(z)",
     "z = z + (weight * x_j).sigmoid()"),
    (7, "z + weight * x_j", "(z + weight * x_j).sigmoid()", "sigmoid-of-terms", "a = σ(z)",
     "z = (z + weight * x_j).sigmoid()"),
    (7, "z + weight * x_j", "z + weight * x_j * x_j", "z-by-hand", "z", ""),
    # The cost.
    (7, COST, COST.replace("(1 - y) * ", ""), "factor-forgotten", "log a",
     "return -y * a.log() - (1 - a).log()"),
    *((lesson, COST, COST.replace(right, wrong), slip, "log(1 − a)",
       f"return {COST.replace(right, wrong)}")
      for lesson in (7, 8)
      for right, wrong, slip in (
          ("y * a.log()", "a * math.log(y)", "log-of-target"),
          ("y * a.log()", "a * node(y).log()", "log-of-target"),
          ("y * a.log()", "a * y.log()", "log-of-target"),
          ("(1 - a).log()", "(1 - node(y)).log()", "log-of-target"),
          ("(1 - a).log()", "(a - 1).log()", "log-of-a-minus-1"),
      )),
    (8, COSTS, "        J_of_x = cost(sum(a[-1]), sum(y))\n", "no-output", "σ(z)",
     "J_of_x = cost(sum(a[-1]), sum(y))"),
    (7, COST, "y - a", "difference-for-J", "log a", "return y - a"),
    # A neuron that is broken in lesson 8.
    (8, "zip(theta[1:], x)", "zip(theta, x)", "bias-elsewhere", "theta[0]",
     "for weight, x_j in zip(theta, x):"),
    (8, "z_i, a_i = neuron(row, inputs)", "z_i = a_i = neuron(row, inputs)", "pair-for-node", "z",
     "z_i = a_i = neuron(row, inputs)"),
    (8, APART, "            z_of_layer.append(neuron(row, inputs))\n"
     "            a_of_layer.append(neuron(row, inputs)[1])\n", "pair-for-node", "z",
     "z_of_layer.append(neuron(row, inputs))"),
    (8, "inputs = a_of_layer", "inputs = a", "all-layers", "a", "inputs = a"),
    (8, "inputs = a_of_layer", "inputs = z", "all-layers", "a", "inputs = z"),
    (8, "= network(layers, x)", "= network(layers, X)", "all-samples", "X", "network(layers, X)"),
    (8, UNITS, "neuron(matrix, inputs)", "matrix-for-row", "neuron", "neuron(matrix, inputs)"),
    (8, UNITS, "neuron(row, x)", "inputs-again", "x", "z_i, a_i = neuron(row, x)"),
    (8, UNITS, "neuron(inputs, row)", "neuron-turned", "neuron(theta, x)",
     "z_i, a_i = neuron(inputs, row)"),
    (8, "cost(a_k, y_k)", "cost(y_k, a_k)", "cost-turned", "cost(a, y)", "+ cost(y_k, a_k)"),
    (8, OUTPUTS, "zip(y, a[-1])", "cost-turned", "cost(a, y)", "+ cost(a_k, y_k)"),
    (8, COSTS, COSTS_OF_K, "cost-turned", "cost(a, y)", "cost(y[k], a[-1][k])"),
    # Descent.
    (8, STEP, AGAIN, "one-by-one", "", MOVED.strip()),
    (8, OUTPUTS, "zip(a[1] if a[1:] else a[0], y)", "two-layers", "a[-1]", "else a[0], y):"),
    (8, OUTPUTS, "zip(a[0], y)", "first-layer-cost", "a[-1]", "zip(a[0], y):"),
    (8, OUTPUTS, "[(a[-1][0], y[0])]", "one-output", "J", "[(a[-1][0], y[0])]:"),
    (8, "J_of_x = J_of_x + cost", "J_of_x = cost", "one-output", "J", "J_of_x = cost(a_k, y_k)"),
    (8, "        J_of_x = 0", "        for weight in weights:\n            weight.grad = 0.0\n"
     "        J_of_x = 0", "last-sample-only", "", "weight.grad = 0.0"),
    (8, "        J_of_x.backward()\n" + MEAN, MEAN + "    J_of_x.backward()\n", "backward-once",
     "backward()", "J_of_x.backward()"),
    (8, RUN, f"    {RUN}", "outputs-run-again", "J", "J_of_x.backward()"),
    (8, SUMMED + STEP + RETURN, SUMMED.replace("        J_of_x = 0.0\n", "").replace(MEAN, "")
     .replace(RUN, f"    {RUN}").replace("J_of_x", "J") + STEP + "    return J.data / len(X)\n",
     "outputs-run-again", "J", "J.backward()"),
    (8, "rate * weight.grad / len(X)", "rate + weight.grad / len(X)", "step-from-gradients",
     "0.7", "weight.data -= rate + weight.grad / len(X)"),
    (8, RUN, SQUARED, "gradients-after", "−0.2365", ""),
    (8, RUN, 3 * SQUARED, "runs-by-number", "9", ""),
    (8, STEP, ZERO.replace("0.0", "weight.grad ** 2") + STEP, "gradients-changed", "backward", ""),
    (8, "weight.grad = 0.0", "weight.data = 0.0", "weights-set-to-0", "0", "weight.data = 0.0"),
    (8, ZERO, ZERO + ZERO.replace("grad", "data"), "weights-set-to-0", "0", "weight.data = 0.0"),
    (8, STEP, ZERO.replace("grad", "data") + STEP, "weights-set-to-0", "0", "weight.data = 0.0"),
    (8, STEP, STEP + ZERO.replace("grad", "data"), "weights-set-to-0", "0", "weight.data = 0.0"),
    (8, MEAN, MEAN.replace(" / len(X)", ""), "J-no-mean", "m", "return J"),
    (8, RETURN, "    return J / len(X)\n", "J-divided-twice", "m", ""),
    (8, MEAN + STEP + RETURN,
     "        total = J_of_x.data\n" + STEP + "    return total / len(X)\n", "J-of-one-sample", "",
     "total = J_of_x.data"),
    (8, MEAN + STEP + RETURN, "        J = J_of_x.data\n" + STEP + "    J = J / len(X)\n" + RETURN,
     "J-of-one-sample", "", "J = J_of_x.data"),
    (8, MEAN + STEP + RETURN, STEP + RETURN.replace("J", "J_of_x.data"), "J-of-one-sample", "",
     ""),
    (8, RUN, RUN.replace("()", ""), "backward-uncalled", "()", "J_of_x.backward"),
    (8, "        J_of_x.backward()\n" + MEAN, RUN + "    J += J_of_x.data / len(X)\n",
     "J-of-one-sample", "", "J += J_of_x.data / len(X)"),
    (8, RUN + MEAN + STEP + RETURN, f"{RUN}    J += J_of_x.data\n{STEP}    return J / len(X)\n",
     "J-of-one-sample", "", "J += J_of_x.data"),
    (8, MOVED, MOVED.replace("rate * ", ""), "rate-forgotten", "η",
     "weight.data -= weight.grad / len(X)"),
    (8, MOVED, MOVED.replace("weight.grad", "weight.data"), "data-for-gradient", "weight.grad",
     "weight.data -= rate * weight.data / len(X)"),
    (8, MOVED, MOVED.replace("weight.grad / len(X)", "weight.data"), "data-for-gradient", "η",
     "weight.data -= rate * weight.data"),
    (7, "return -self + number", "return -self + 1", "1-for-number", "__rsub__",
     "return -self + 1"),
    (7, NEURON, NEURON.replace("theta[1:], x", "theta[1:4], x"), "counts-inputs", " 5",
     "for weight, x_j in zip(theta[1:4], x):"),
    (7, "z = theta[0]", "z = theta[-1]", "other-bias", "theta[3]", "z = theta[-1]"),
    (7, "        z = z + weight * x_j", "        x_j = z + weight * x_j", "terms-missing",
     "theta[1] * x[0]", "x_j = z + weight * x_j"),
    (7, "        z = z + weight * x_j", "        z + weight * x_j", "terms-missing",
     "theta[1] * x[0]", "z + weight * x_j"),
    (7, f"{NEURON}\n        z = z + weight * x_j\n", f"    products = []\n{NEURON}\n"
     "        products.append(weight * x_j)\n    z = sum(products[1:], z)\n", "terms-missing",
     "theta[1] * x[0]", "for weight, x_j in zip(theta[1:], x):"),
    (7, COST, COST.replace("(1 - a)", "(1)"), "log-of-written-number", " 1",
     "return -y * a.log() - (1 - y) * (1).log()"),
    (7, COST, COST.replace("(1 - a)", "Value(0)"), "log-of-written-number", " 0",
     "return -y * a.log() - (1 - y) * Value(0).log()"),
    (7, COST, COST.replace("(1 - a)", "(1 - a + 1e-12)"), "cost-of-other-output", "log(1 − a)",
     "return -y * a.log() - (1 - y) * (1 - a + 1e-12).log()"),
    (7, COST, COST.replace("a.log", "(a + 1e-15).log", 1), "cost-of-other-output", "log a",
     "return -y * (a + 1e-15).log() - (1 - y) * (1 - a).log()"),
    (7, "    return " + COST, "    b = min(max(a, Value(1e-12), key=lambda n: n.data), "
     f"Value(1 - 1e-12), key=lambda n: n.data)\n    return {COST.replace('a', 'b')}",
     "cost-of-other-output", "log a", "key=lambda n: n.data)"),
    (7, "    return " + COST, "    a.data = min(max(a.data, 1e-12), 1 - 1e-12)\n"
     f"    return {COST}", "cost-changes-output", "a.data",
     "a.data = min(max(a.data, 1e-12), 1 - 1e-12)"),
    (8, OF_SAMPLES, of_m("3"), "counts-on", "len(X)", ""),
    (8, OF_SAMPLES, of_m("max(len(X), 2)"), "counts-on", "len(X)", ""),
    (8, MOVED, MOVED.replace("rate", "min(rate, 1.0)"), "counts-on", "rate", ""),
    (8, OUTPUTS, "zip(a[-1][:2], y)", "counts-on", "a[-1]", ""),
    (8, ZERO + OF_SAMPLES, OF_SAMPLES + ZEROED, "set-to-0-too-late", "0", "weight.grad = 0.0"),
    (8, "J_of_x = J_of_x + cost", "J_of_x += J_of_x + cost", "sum-doubled", "+=",
     "J_of_x += J_of_x + cost(a_k, y_k)"),
    (8, "J_of_x = J_of_x + cost", "J_of_x = J_of_x + J_of_x + cost", "sum-doubled", "+=",
     "J_of_x = J_of_x + J_of_x + cost(a_k, y_k)"),
    (8, MEAN, MEAN.replace("+= ", "+= J + "), "sum-doubled", "+=",
     "J += J + J_of_x.data / len(X)"),
    (8, RUN + MEAN, "        J = J + J + J_of_x\n    J.backward()\n    J = J.data / len(X)\n",
     "sum-doubled", "+=", "J = J + J + J_of_x"),
    (8, ZERO, ZERO.replace("0.0", "1.0"), "gradients-begin", " 1", "weight.grad = 1.0"),
    (8, MOVED, MOVED.replace("-=", "+="), "uphill", "θ",
     "weight.data += rate * weight.grad / len(X)"),
    (8, MOVED, MOVED.replace("-=", "=-"), "equals-minus", "=-",
     "weight.data =- rate * weight.grad / len(X)"),
    (8, ZERO, ZERO.replace("grad", "gradient"), "misspelt", "grad", "weight.gradient = 0.0"),
    (8, MOVED, "        weight.date = weight.data - rate * weight.grad / len(X)\n",
     "misspelt", "data",
     "weight.date = weight.data - rate * weight.grad / len(X)"),
    (8, MOVED, MOVED.replace("/ len(X)", "/ 2"), "step-length", "1.5",
     "weight.data -= rate * weight.grad / 2"),
    (8, MOVED, MOVED.replace("/ len(X)", "/ len(X) * len(y)"), "step-length", "2",
     "weight.data -= rate * weight.grad / len(X) * len(y)"),
    (8, MOVED, MOVED.replace("/ len(X)", "/ len(y)"), "step-other-mean", "len(X)",
     "weight.data -= rate * weight.grad / len(y)"),
    (8, MOVED, MOVED.replace("/ len(X)", "/ len(X[0])"), "step-other-mean", "len(X)",
     "weight.data -= rate * weight.grad / len(X[0])"),
    (8, RUN, "        J_of_x = J_of_x / len(y)\n" + RUN, "J-of-sample-divided", "J",
     "J_of_x = J_of_x / len(y)"),
    (8, RUN, "        J_of_x = J_of_x * 0.5\n" + RUN, "J-of-sample-times", "0.5", ""),
    (8, OF_SAMPLES, of_m("len(X[0])"), "other-mean", "len(X)", "m = len(X[0])"),
    (8, OF_SAMPLES, of_m("7"), "mean-times", "0.4286", "m = 7"),
    (8, OF_SAMPLES, of_m("len(layers)"), "other-mean", "len(X)", "m = len(layers)"),
    (8, OF_SAMPLES, of_m("len(layers[0])"), "other-mean", "len(X)", "m = len(layers[0])"),
    (8, "z, a = network(layers, x)", "a = network(layers, x)", "both-lists", "z, a = network(…)",
     "a = network(layers, x)"),
    (8, MOVED, MOVED.replace("weight.data -=", "weight = weight -"), "data-stays", "weight.data",
     "weight = weight - rate * weight.grad / len(X)"),
    (8, STEP, "    for matrix in layers:\n        for row in matrix:\n"
     "            for j, w in enumerate(row):\n"
     "                row[j] = w - rate * w.grad / len(X)\n",
     "weights-replaced", "weight.data", "row[j] = w - rate * w.grad / len(X)"),
    (8, STEP, "    for matrix in layers:\n        for row in matrix:\n"
     "            row[:] = [Value(w.data - rate * w.grad / len(X)) for w in row]\n",
     "weights-replaced", "weight.data",
     "row[:] = [Value(w.data - rate * w.grad / len(X)) for w in row]"),
    (8, STEP, "    for matrix in layers:\n        for row in matrix:\n"
     "            for j, w in enumerate(row):\n                step = rate * w.grad / len(X)\n"
     "                row[j] = Value(w.data - step)\n",
     "weights-replaced", "weight.data", "row[j] = Value(w.data - step)"),
    (8, "        J_of_x.backward()\n", "        J_of_x.backward()\n        for weight in weights:\n"
     "            weight.grad = 0.0\n", "gradients-gone", "backward()", "weight.grad = 0.0"),
)  # fmt: skip

# Other ways to write it, which are right.
RIGHT = (
    (8, OF_SAMPLES, of_m("len(Y)")),
    (8, "z, a = network(layers, x)", "both = network(layers, x)\n        a = both[1]"),
    (8, "        J_of_x.backward()\n        J += J_of_x.data / len(X)\n",
     "        J = J + J_of_x\n    J.backward()\n    J = J.data / len(X)\n"),
    (8, STEP, STEP.replace("rate * weight.grad / len(X)", "rate / len(X) * weight.grad")),
    (7, COST, "-(y * a.log() + (1 - y) * (1 - a).log())"),
    (7, COST, "-a.log() if y else -(1 - a).log()"),
    (7, COST, "-(y * a + (1 - y) * (1 - a)).log()"),
    (7, COST, "-(a ** y * (1 - a) ** (1 - y)).log()"),
    (7, "return -self + number", "return Value(float(number)) - self"),
    (6, POWER, "slope = 0.0 if n == 0 else n * self.data ** (n - 1)\n"
     "        return Value(math.pow(self.data, n), (self,), (slope,))"),
)  # fmt: skip

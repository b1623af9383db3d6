"""Engines as students write them in lessons 3, 4 and 5, and what each is told.

Each stands for its kind: the same mistake in another shape of the same engine.
"""

from autograd_mini.course.source import engine
from autograd_mini.testing.conform.engine import Engine

ONE_LOOP = """
    def backward(self):
        self.grad = 1.0
        self.push()

    def push(self):
        for parent, partial in zip(self.parents, self.partials):
            parent.grad = self.grad * partial
            parent.push()
"""
TWO_LOOPS = """
    def backward(self):
        self.grad = 1.0
        self.push()

    def push(self):
        for parent, partial in zip(self.parents, self.partials):
            parent.grad = self.grad * partial
        for parent in self.parents:
            parent.push()
"""
STEP = """
    def backward(self):
        self.step(1.0)

    def step(self, g):
        self.grad = g
        for parent, partial in zip(self.parents, self.partials):
            parent.step(g * partial)
"""
COLLECTS = """
    def backward(self):
        nodes, waiting = {self}, [self]
        while waiting:
            for parent in waiting.pop().parents:
                if parent not in nodes:
                    nodes.add(parent)
                    waiting.append(parent)
        for inner in nodes:
            if inner.parents:
                inner.grad = 0.0
        self.grad = 1.0
        for sender in sorted(nodes, key=lambda n: n.number, reverse=True):
            for parent, partial in zip(sender.parents, sender.partials):
                parent.grad += sender.grad * partial
"""
TOO_EARLY = """
    def backward(self):
        nodes, waiting = [], [self]
        while waiting:
            node = waiting.pop()
            nodes.append(node)
            for parent in node.parents:
                if parent not in nodes:
                    waiting.append(parent)
        for inner in nodes:
            if inner.parents:
                inner.grad = 0.0
        self.grad = 1.0
        for sender in sorted(nodes, key=lambda n: n.number, reverse=True):
            for parent, partial in zip(sender.parents, sender.partials):
                parent.grad += sender.grad * partial
"""
MARKS = """
    def backward(self):
        order = []

        def visit(node):
            if getattr(node, "seen", False):
                return
            node.seen = True
            for parent in node.parents:
                visit(parent)
            order.append(node)

        visit(self)
        for node in order:
            if node.parents:
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, partial in zip(node.parents, node.partials):
                parent.grad += node.grad * partial
"""
BY_NUMBER = """\
        nodes = list(nodes)
        while nodes:
            sender = nodes[0]
            for other in nodes:
                if other.number > sender.number:
                    sender = other
            nodes.remove(sender)
"""
SENT = "parent.grad = self.grad * partial"
ADDED = (SENT, "parent.grad += self.grad * partial")
EMPTIED = """    def push(self):
        for parent in self.parents:
            parent.grad = 0.0
"""
IN_ORDER = "sorted(nodes, key=lambda n: n.number, reverse=True)"
QUEUE = [("nodes, waiting = {self}, [self]", "nodes, waiting = [self], [self]"),
         ("nodes.add", "nodes.append")]  # fmt: skip
AGAIN = ("                if parent not in nodes:\n                    nodes.add(parent)\n    ",
         "                nodes.add(parent)\n")  # fmt: skip
SUM, PRODUCT = "(1.0, 1.0)", "(other.data, self.data)"

# The lesson, the engine and what is changed in it, the names of what explains it, and what is in
# the line that is named; None if no line is sure.
LEARNERS = {
    "parent and self mixed up": (
        3, ONE_LOOP, [(SENT, "self.grad = parent.grad * partial")],
        ["sends-to-itself"], "self.grad = parent",
    ),
    "parent and self mixed up, in two loops": (
        3, TWO_LOOPS, [(SENT, "self.grad = parent.grad * partial")],
        ["sends-to-itself"], "self.grad = parent",
    ),
    "the number of the node": (
        3, ONE_LOOP, [(SENT, "parent.grad = self.data * partial")],
        ["number-for-gradient"], "self.data * partial",
    ),
    "the number of the parent": (
        3, TWO_LOOPS, [(SENT, "parent.grad = parent.data * partial")],
        ["number-for-gradient"], "parent.data * partial",
    ),
    "the number of the parent for the slope": (
        3, ONE_LOOP, [(SENT, "parent.grad = self.grad * parent.data")],
        ["number-for-slope"], "self.grad * parent.data",
    ),
    "numbers for the slopes of +": (
        3, ONE_LOOP, [(SUM, "(self.data, other.data)")], ["number-for-slope"], "(self.data, other",
    ),
    "the slopes of × for +": (
        3, ONE_LOOP, [(SUM, PRODUCT)], ["number-for-slope"], "data + other.data, (self",
    ),
    "the slopes of + for ×": (
        3, STEP, [(PRODUCT, SUM)], ["missing-local-factor"], "data * other.data, operands",
    ),
    "the result for the slopes of ×": (
        3, ONE_LOOP, [(PRODUCT, "(self.data * other.data, self.data * other.data)")],
        ["number-for-slope"], "data * other.data, operands",
    ),
    "a minus in +": (3, ONE_LOOP, [(SUM, "(1.0, -1.0)")], ["wrong-sign"], "(1.0, -1.0)"),
    "only the gradient": (
        3, ONE_LOOP, [(SENT, "parent.grad = self.grad")], ["missing-local-factor"], "= self.grad",
    ),
    "calls itself too early": (
        3, ONE_LOOP, [(f"{SENT}\n            parent.push()", f"parent.push()\n            {SENT}")],
        ["recurses-first"], "parent.push()",
    ),
    "returns in the loop": (
        3, ONE_LOOP, [("parent.push()", "return parent.push()")],
        ["operand-gets-no-gradient"], "return parent",
    ),
    "the seed comes too late": (
        3, ONE_LOOP, [("        self.grad = 1.0\n        self.push()\n",
                       "        self.push()\n        self.grad = 1.0\n")],
        ["seed-too-late"], "self.grad = 1.0",
    ),
    "no recursion": (3, ONE_LOOP, [("            parent.push()\n", "")], ["stops-early"], None),
    "= in one loop": (4, ONE_LOOP, [], ["overwrites-gradient"], SENT),
    "= in two loops": (4, TWO_LOOPS, [], ["overwrites-gradient"], SENT),
    "= in step": (4, STEP, [], ["overwrites-gradient"], "self.grad = g"),
    "=+ in one loop": (
        4, ONE_LOOP, [(SENT, "parent.grad =+ self.grad * partial")],
        ["overwrites-gradient"], "what adds is +=",
    ),
    "set to 0 by each sender": (
        4, TWO_LOOPS, [ADDED, ("    def push(self):\n", EMPTIED)],
        ["overwrites-gradient"], "parent.grad = 0.0",
    ),
    "no chain rule": (
        4, ONE_LOOP, [(SENT, "parent.grad += partial")], ["missing-upstream-factor"], "+= partial",
    ),
    "+= to itself": (
        4, ONE_LOOP, [(SENT, "self.grad += self.grad * partial")],
        ["sends-to-itself"], "self.grad +=",
    ),
    "the gradient of the parent": (
        4, TWO_LOOPS, [(SENT, "parent.grad += parent.grad * partial")],
        ["wrong-upstream"], "parent.grad += parent.grad",
    ),
    "one loop": (
        5, ONE_LOOP, [ADDED], ["sends-on-arrival", "inner-gradients-kept", "recursion-too-deep"],
        "parent.push()",
    ),
    "two loops": (
        5, TWO_LOOPS, [ADDED], ["visits-twice", "inner-gradients-kept", "recursion-too-deep"],
        "parent.push()",
    ),
    "step": (
        5, STEP, [("self.grad = g", "self.grad += g")], ["exponential-cost", "recursion-too-deep"],
        "parent.step(",
    ),
    "a stack": (5, COLLECTS, [*QUEUE, (IN_ORDER, "nodes")],
                ["no-topological-order", "quadratic-cost"], "for sender in nodes"),
    "a queue": (
        5, COLLECTS, [*QUEUE, (IN_ORDER, "nodes"), ("pop()", "pop(0)")],
        ["no-topological-order", "quadratic-cost"], "for sender in nodes",
    ),
    "the order in which they were met": (
        5, COLLECTS, [("nodes, waiting = {self}, [self]",
                       "nodes, order, waiting = {self}, [self], [self]"),
                      ("nodes.add(parent)", "nodes.add(parent)\n"
                       "                    order.append(parent)"), (IN_ORDER, "order")],
        ["no-topological-order"], "for sender in order",
    ),
    "ascending": (5, COLLECTS, [(", reverse=True", "")], ["order-not-reversed"], "for sender in"),
    "the order of a set": (5, COLLECTS, [(IN_ORDER, "list(nodes)")],
                           ["order-of-a-set"], "list(nodes)"),
    "the order of a set, reversed": (5, COLLECTS, [(IN_ORDER, "reversed(list(nodes))")],
                                     ["order-of-a-set"], "list(nodes)"),
    "without itself": (5, COLLECTS, [("{self}", "set()")], ["result-left-out"], "set()"),
    "collected again and again": (
        5, COLLECTS, [QUEUE[0], AGAIN, ("nodes.add", "nodes.append")],
        ["visits-twice"], "waiting.append(parent)",
    ),
    "a queue with nobody twice": (
        5, COLLECTS, [("{self}, [self]", "[self], [self]"), ("pop()", "pop(0)"),
                      ("not in nodes", "not in waiting"), ("nodes.add", "nodes.append"),
                      (IN_ORDER, "nodes")],
        ["visits-twice", "quadratic-cost"], "not in waiting",
    ),
    "a list": (5, COLLECTS, QUEUE, ["quadratic-cost"], "if parent not in nodes"),
    "a list and recursion": (
        5, MARKS, [('getattr(node, "seen", False)', "node in order"),
                   ("            node.seen = True\n", "            order.append(node)\n"),
                   ("                visit(parent)\n            order.append(node)\n",
                    "                visit(parent)\n"),
                   ("in reversed(order)", f"in {IN_ORDER}"), ("sorted(nodes", "sorted(order")],
        ["quadratic-cost", "recursion-too-deep"], "if node in order",
    ),
    "asks too early": (5, TOO_EARLY, [], ["visits-twice", "quadratic-cost"], "parent not in nodes"),
    "asks too early, a queue": (
        5, TOO_EARLY, [("pop()", "pop(0)"), ("parent not in nodes", "parent not in set(nodes)")],
        ["visits-twice"], "parent not in",
    ),
    "asks too early, the other way": (
        5, TOO_EARLY, [("if parent not in nodes:\n                    waiting.append",
                        "if parent in nodes:\n                    continue\n"
                        "                waiting.append")],
        ["visits-twice", "quadratic-cost"], "if parent in nodes",
    ),
    "looks all operands up before it puts one in": (
        5, COLLECTS, [QUEUE[0], ("            for parent in waiting.pop().parents:\n", ""),
                      ("                if parent not in nodes:\n",
                       "            new = [p for p in waiting.pop().parents if p not in nodes]\n"),
                      ("                    nodes.add(parent)\n", "            nodes += new\n"),
                      ("                    waiting.append(parent)\n",
                       "            waiting += new\n")],
        ["visits-twice", "quadratic-cost"], "new = [p for",
    ),
    "a mark that stays": (
        5, MARKS, [], ["marks-kept", "recursion-too-deep"], "node.seen = True",
    ),
    "gone after the pass": (
        5, COLLECTS + "        self.grad = 0.0\n", [], ["result-gradient-erased"], "grad = 0.0",
    ),
    "each set to 0 after it has sent": (
        5, COLLECTS + "            sender.grad = 0.0\n", [], ["erased-after-sending"],
        "sender.grad = 0.0",
    ),
    "all set to 0 in the end": (
        5, COLLECTS + "        for node in nodes:\n            node.grad = 0.0\n", [],
        ["erased-after-sending"], "node.grad = 0.0",
    ),
    "set to 0 after the loop, in lesson 3": (
        3, ONE_LOOP + "        self.grad = 0.0\n", [], ["erased-after-sending"],
        "self.grad = 0.0",
    ),
    "looked at again and again": (5, COLLECTS, [AGAIN], ["exponential-cost"],
                                     "waiting.append(parent)"),
    "the seed is erased": (
        5, COLLECTS, [("        self.grad = 1.0\n", ""),
                      ("        for inner", "        self.grad = 1.0\n        for inner")],
        ["seed-erased"], "self.grad = 1.0",
    ),
    "leaves set to 0": (5, COLLECTS, [("            if inner.parents:\n    ", "")],
                        ["leaf-gradients-reset"], "inner.grad = 0.0"),
    "what the result has": (
        5, COLLECTS, [("sender.grad * partial", "self.grad * partial")],
        ["missing-upstream-factor"], "self.grad * partial",
    ),
    "σ for its slope": (
        6, None, [("(y * (1 - y),)", "(y,)")], ["missing-factor"], "return Value(y, (self,), (y,))",
    ),
    "(self) without a comma": (6, None, [("y, (self,), (y,)", "y, (self), (y,)")],
                               ["no-comma"], "y, (self), (y,)"),
}  # fmt: skip
# Slopes of 1 − a that are wrong, which is given in no other way than by __rsub__.
SUBTRACTED = ("(1.0,)", "(self.data,)", "(2.0,)")
# What the check of lesson 3 sees before the diagnosis does: the slip, and the line.
CHECKED = {
    "+ without partials": ([(f", {SUM})", ")")], "without its partials", "data + other.data"),
    "(1.0)": ([(SUM, "(1.0)")], "Brackets alone", "(1.0))"),
    "(1.0,)": ([(SUM, "(1.0,)")], "not as many", "(1.0,)"),
    "(other.data)": ([(PRODUCT, "(other.data)")], "Brackets alone", "(other.data))"),
    "self.grad *=": ([(SENT, "self.grad *= partial")], "its own gradient", "self.grad *="),
    "to itself": (
        [(SENT, "self.grad = self.grad * partial")], "its own gradient", "self.grad = self",
    ),
    "a method that is not called": (
        [("        self.push()\n", "        self.push\n")], "brackets () are missing", "self.push",
    ),
    "a name misspelt": ([(SENT, "parent.gard = self.grad * partial")], "not spelt", "parent.gard"),
    "a longer name": (
        [(SENT, "parent.gradient = self.grad * partial")], "not spelt", "parent.gradient",
    ),
    "a longer name of a shorter one": (
        [("for parent, partial in", "for p, partial in"),
         ("parent.grad = self.grad * partial\n            parent.push()",
          "p.gradient = self.grad * partial\n            p.push()")], "not spelt", "p.gradient",
    ),
    "a name misspelt, and read": (
        [(SENT, "parent.grad = self.gard * partial")], "not spelt", "self.gard",
    ),
    "the seed comes too late": (
        [("        self.grad = 1.0\n        self.push()\n",
          "        self.push()\n        self.grad = 1.0\n")], "only after J has sent",
        "self.grad = 1.0",
    ),
    "parent.grad *=": (
        [(SENT, "parent.grad *= partial")], "the gradient of an operand", "parent.grad *=",
    ),
}  # fmt: skip


def written(tmp_path, lesson, backward, changes):
    """Return the engine of a learner, in a folder of its own."""
    code = engine(lesson)
    if backward:
        start, end = code.index("    def backward(self)"), code.index("    def __pow__")
        code = code[:start] + backward.lstrip("\n") + "\n" + code[end:]
    for before, after in changes:
        assert before in code, before
        code = code.replace(before, after)
    (tmp_path / "engine.py").write_text(code, "utf-8")
    return Engine(f"{tmp_path / 'engine.py'}:Value")

"""From the tokens of a line to its tree, by a small grammar of our own; nothing is ever run.

    line      = place, sign, formula, {"=", formula}, [condition]
    formula   = ["-"], term, {("+" | "-"), term}
    term      = side, {("*" | "@" | "∘" | "·" | "/"), side}
    side      = power, {power}              what stands side by side is multiplied
    power     = primary, ["**" | "^", power]

A term under Σ reaches to the next + or −.  What stands behind a / is one power: 1/m Δ is (1/m) Δ.

>>> line = Reader(layers=3).line("δ2_j = Σ_k Θ2_kj δ3_k g'(z2_j)")
>>> line.left.marks, line.rights[0].kind, line.rights[0].name
(('j',), 'sum', 'k')
"""

from autograd_mini.derivations.indices import MODULES
from autograd_mini.derivations.naming import FUNCTIONS, Names
from autograd_mini.derivations.tokens import INDICES, Token
from autograd_mini.derivations.tree import SAMPLES, Line, Node, times

CONDITIONS = (">=", ">", "!=", "=", "==")


class Reader:
    """Reads lines, one after the other, and knows the names that they have given to something.

    layers: L, of the network that the derivation is about.
    """

    def __init__(self, layers: int) -> None:
        self.layers = layers
        self.own: dict[str, int] = {}  # how often each name has been given

    def line(self, text: str) -> Line:
        """Return a line as trees; Problem, a ValueError, where it cannot be read."""
        line = _Parser(text, self.layers, self.own).line()
        if line.left.kind in ("own", "index"):
            name = line.left.parts[0] if line.left.kind == "index" else line.left
            if name.kind == "own":
                self.own[name.name] = name.layer
        return line


class _Parser(Names):
    # Lines.

    def line(self) -> Line:
        if self.token.kind == "end":
            raise self.wrong("empty line")
        self.defining = True
        left = self.primary()
        self.defining = False
        bare = left.parts[0] if left.kind == "index" else left
        if bare.kind not in ("quantity", "slope", "own"):
            raise self.wrong("no name on the left", left)
        sign = self.if_sign("=", "==", ":=", "+=", "-=").replace("==", "=")
        if not sign:
            raise self.wrong("expected", expected="=")
        rights = [self.formula()]
        while self.if_sign("=", "=="):
            rights.append(self.formula())
        condition = self.condition()
        if self.token.kind != "end":
            raise self.wrong("not expected", found=self.token.text)
        return Line(self.text, left, sign, tuple(rights), condition)

    def condition(self) -> tuple[str, str, int] | None:
        """Return what stands behind a line as in `, j >= 1`, `for j ≥ 1` or `(j ≥ 1)`."""
        if self.token.text not in (",", "for", "if", "(", "where"):
            return None
        bracket = self.take().text == "("
        letter, sign, number = self.take(), self.take(), self.take()
        known = letter.text in tuple(INDICES) and sign.text in CONDITIONS
        if not known or not number.text.isdigit() or len(number.text) > 6:
            raise self.wrong("no condition", letter)
        if bracket:
            self.expect(")")
        return letter.text, sign.text, int(number.text)

    # Formulas.

    def formula(self) -> Node:
        self.deeper()
        begin = self.token.begin
        sign = self.if_sign("+", "-")
        left = self.term()
        if sign == "-":
            left = self.spanned(Node("neg", parts=(left,)), begin)
        while sign := self.if_sign("+", "-"):
            kind = "add" if sign == "+" else "sub"
            left = self.spanned(Node(kind, parts=(left, self.term())), begin)
        self.depth -= 1
        return left

    def term(self) -> Node:
        begin = self.token.begin
        left = self.side()
        kinds = {"*": "times", "∘": "times", "@": "matmul", "·": "product", "⊗": "outer"}
        while sign := self.if_sign(*kinds, "/"):
            if sign == "/":
                left = self.spanned(Node("divide", parts=(left, self.signed())), begin)
                left = self.beside(left, begin)
            elif sign == "⊗":
                left = Node("call", "outer", (left, self.side()))
                left = self.spanned(left, begin)
            else:
                left = self.spanned(Node(kinds[sign], parts=(left, self.side())), begin)
        return left

    def side(self) -> Node:
        begin = self.token.begin
        return self.beside(self.signed(), begin)

    def beside(self, left: Node, begin: int) -> Node:
        while self.begins_a_primary():
            left = self.spanned(Node("product", parts=(left, self.power())), begin)
        return left

    def begins_a_primary(self) -> bool:
        token = self.token
        if token.kind == "sign" and token.text == "(" and self.next() in tuple(INDICES):
            return self.next(2) not in CONDITIONS
        if token.text in ("for", "if", "where"):
            return False
        return token.kind in ("word", "number") or (
            token.kind == "sign" and token.text in ("(", "{", "[", "Σ", "∂", "frac")
        )

    def signed(self) -> Node:
        begin = self.token.begin
        signs = 0
        while sign := self.if_sign("+", "-"):
            signs += sign == "-"
        power = self.power()
        return self.spanned(Node("neg", parts=(power,)), begin) if signs % 2 else power

    def power(self) -> Node:
        begin = self.token.begin
        left = self.primary()
        if self.if_sign("**", "^"):
            self.deeper()
            left = self.spanned(Node("power", parts=(left, self.signed())), begin)
            self.depth -= 1
        return left

    # What a formula is made of.

    def primary(self) -> Node:
        token = self.token
        begin = token.begin
        if token.kind == "number":
            self.take()
            if len(token.text) > 50:
                raise self.wrong("too long a number", token)
            return Node("number", token.text, begin=begin, end=token.end)
        if token.kind == "word":
            return self.spanned(self.postfix(self.word()), begin)
        if sign := self.if_sign("(", "{"):
            inner = self.formula()
            if sign == "(" and self.token.text == ",":
                raise self.wrong("expected", expected=")")
            self.expect(")" if sign == "(" else "}")
            return self.spanned(self.postfix(inner), begin)
        if self.token.text == "[" and token.kind == "sign":
            return self.spanned(self.postfix(self.join()), begin)
        if self.if_sign("Σ"):
            return self.spanned(self.sum(), begin)
        if self.if_sign("∂"):
            return self.spanned(self.postfix(self.derivative(begin)), begin)
        if self.if_sign("frac"):
            return self.spanned(self.postfix(self.fraction(begin)), begin)
        raise self.wrong(
            "ends" if self.token.kind == "end" else "no formula", found=self.token.text
        )

    def word(self) -> Node:
        token = self.take()
        word = token.text
        if word == "sum" and not self.defining:
            return self.spelled_sum()
        if word in MODULES and self.token.text == "." and self.next() in FUNCTIONS:
            self.take()
            token = self.take()
            word = token.text
        elif word in MODULES and self.token.text == ".":
            raise self.wrong("no function", token, name=f"{word}.{self.next()}")
        if word in self.own and not self.defining:
            return Node("own", word, layer=self.own[word])
        if word in FUNCTIONS and not self.defining:
            return self.call(token, FUNCTIONS[word])
        return self.named(token, word)

    def join(self) -> Node:
        self.expect("[")
        parts = []
        while True:
            self.if_sign("*")  # [1, *a2]
            parts.append(self.formula())
            if not self.if_sign(",", ";"):
                break
        self.expect("]")
        return Node("join", parts=tuple(parts))

    def postfix(self, node: Node) -> Node:
        """Return a node with what follows it: indices, a transpose."""
        begin = node.begin
        for _ in range(8):
            if self.token.kind != "sign":
                break
            if self.token.text == "_" or (self.token.text == "[" and not self.joined_ahead()):
                if node.kind == "index":
                    raise self.wrong("no index here", node, name="")
                node = self.indexed(node)
            elif self.token.text == "T":
                self.take()
                node = self.spanned(Node("transpose", parts=(node,)), begin)
            elif self.token.text == "^" and self.transpose_ahead():
                node = self.spanned(Node("transpose", parts=(node,)), begin)
            elif self.token.text == ".":
                self.take()
                name = self.take()
                if name.text == "T":
                    node = self.spanned(Node("transpose", parts=(node,)), begin)
                elif name.text == "dot" and self.if_sign("("):
                    node = Node("matmul", parts=(node, self.formula()))
                    self.expect(")")
                    node = self.spanned(node, begin)
                else:
                    raise self.wrong("no attribute", name, name=name.text)
            else:
                break
        return node

    def transpose_ahead(self) -> bool:
        """Take ^T, ^{T} or ^⊤, and return whether it stood there."""
        after = [self.next(i) for i in (1, 2, 3)]
        n = 2 if after[0] == "T" else 4 if after == ["{", "T", "}"] else 0
        self.at += n
        return n > 0

    def fraction(self, begin: int) -> Node:
        self.expect("{")
        is_slope = bool(self.if_sign("∂"))
        above = self.quantity_of_slope() if is_slope else self.formula()
        self.expect("}")
        self.expect("{")
        if is_slope:
            self.expect("∂")
        below = self.quantity_of_slope() if is_slope else self.formula()
        self.expect("}")
        return self.slope(above, below) if is_slope else Node("divide", parts=(above, below))

    # Sums and calls.

    def sum(self) -> Node:
        """Return Σ_k …, Σ_{k=1}^{K} … or Σ …, which is over the samples."""
        letter, low, high = "", "", ""
        for _ in range(2):
            if not letter and self.if_sign("_"):
                braces = self.if_sign("{")
                token = self.take()
                if token.kind != "word" or token.text not in tuple(INDICES):
                    raise self.wrong("no letter of a sum", token, found=token.text)
                letter = token.text
                if braces:
                    if self.if_sign("="):
                        low = self.take().text
                    self.expect("}")
            elif letter and not high and self.if_sign("^"):
                braces = self.if_sign("{", "(")
                high = self.take().text
                if self.token.text == "_":  # s_3
                    high += self.take().text + self.take().text
                if braces:
                    self.expect("}" if braces == "{" else ")")
        return self.summed(letter, low, high, self.term())

    def spelled_sum(self) -> Node:
        """Return sum_k(…), whose brackets hold what is summed unless k stands behind them too."""
        letter = ""
        if self.if_sign("_"):
            token = self.take()
            if token.text not in tuple(INDICES):
                raise self.wrong("no letter of a sum", token, found=token.text)
            letter = token.text
        if self.token.text != "(" or self.letter_behind(letter):
            return self.summed(letter, "", "", self.term())
        inside = self.primary()
        if not letter:
            return Node("call", "total", (inside,))
        return self.summed(letter, "", "", inside)

    def letter_behind(self, letter: str) -> bool:
        """Return whether a letter stands behind the bracket that opens here, in the same term."""
        depth = 0
        for i in range(self.at, len(self.tokens)):
            token = self.tokens[i]
            if token.kind == "sign":
                depth += (token.text in ("(", "{", "[")) - (token.text in (")", "}", "]"))
                if depth < 0 or (depth == 0 and token.text in ("+", "-", "=", ",")):
                    return False
            outside = depth == (self.tokens[i - 1].text in ("[", ",")) and i > self.at + 1
            is_mark = outside and self.tokens[i - 1].text in ("_", "[", ",")
            if token.kind == "word" and is_mark and letter and letter in token.text:
                return self.tokens[i - 2].text != "sum"
        return False

    def summed(self, letter: str, low: str, high: str, body: Node) -> Node:
        if not letter or (high in ("", "m") and not times(body, letter)):
            return Node("sum", SAMPLES, (body,))
        for bound in (low, high):
            is_size = bound[:2] == "s_" and bound[2:].isdigit()
            if (bound and not bound.isdigit() and bound != "K" and not is_size) or len(bound) > 8:
                raise self.wrong("no bound", found=bound)
        return Node("sum", letter, (body,), 0, (low, high))

    def call(self, token: Token, name: str) -> Node:
        if name == "g":
            after = [self.next(i) for i in (0, 1, 2, 3)]
            for prime in (["'"], ["^", "'"], ["^", "{", "'", "}"]):  # g', g^\prime
                if after[: len(prime)] == prime:
                    self.at += len(prime)
                    name = "slope of g"
        if self.token.text != "(" or self.token.kind != "sign":
            if name not in ("log", "exp"):
                raise self.wrong("a function", token, name=token.text)
            self.deeper()
            operand = self.power()
            self.depth -= 1
            return Node("call", name, (operand,))
        self.take()
        parts = [self.formula()]
        while self.if_sign(","):
            parts.append(self.formula())
        self.expect(")")
        if name == "join":
            return Node("join", parts=tuple(parts))
        needed = 2 if name in ("outer", "matmul", "times") else 1
        if len(parts) != needed:
            raise self.wrong("operands", token, name=token.text, needed=needed, found=len(parts))
        kind = name if name in ("matmul", "times", "transpose") else "call"
        return Node(kind, name if kind == "call" else "", tuple(parts))

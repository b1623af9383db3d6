"""Names, as they are read: quantities with their layers, derivatives, and names of one's own."""

import difflib
from dataclasses import replace

from autograd_mini.derivations.indices import MODULES, Indices
from autograd_mini.derivations.tokens import Token
from autograd_mini.derivations.tree import Mark, Node

LAYERED = ("theta", "delta", "Delta", "D", "a", "z")
PLAIN = {"x": "x", "y": "y", "J": "J", "m": "m", "K": "K", "alpha": "alpha", "eta": "alpha",
         "lambda": "lambda", "lam": "lambda"}  # fmt: skip
NAMES = ("theta", "Theta", *LAYERED[1:], *PLAIN)
SLOPES = ("g_prime", "gprime", "dg", "sigmoid_prime", "sigmoid_derivative")
FUNCTIONS = {"g": "g", "sigmoid": "g", "log": "log", "ln": "log", "exp": "exp", "outer": "outer",
             "transpose": "transpose", "dot": "matmul", "matmul": "matmul", "multiply": "times",
             "concatenate": "join", "append": "join", "hstack": "join",
             **dict.fromkeys(SLOPES, "slope of g")}  # fmt: skip
_J = Node("quantity", "J")


class Names(Indices):
    """Reads names."""

    turned = False  # whether the layer just read had a transpose beside it
    defining = False  # whether this is the left of the equals sign

    def named(self, token: Token, word: str) -> Node:
        """Return a quantity, a slope or an own name."""
        head = word.rstrip("0123456789")
        digits = word[len(head) :]
        if len(digits) > 6:
            raise self.wrong("too long a number", token)
        if head in LAYERED or head == "Theta":
            return self.layered("theta" if head == "Theta" else head, digits, token)
        if word in PLAIN:
            if word == "J" and self.token.text == "_":
                raise self.wrong("no index here", name="J")
            return Node("quantity", PLAIN[word], begin=token.begin, end=token.end)
        if "_d" in word and word[:1] == "d":
            of, by_ = word[1:].split("_d", 1)
            if self.is_quantity(of) and self.is_quantity(by_):
                return self.slope(self.place(token, of, bare=True), self.place(token, by_))
        if word[:1] == "d" and self.is_quantity(word[1:]):  # dJ/dtheta2, dz3[i]/da2[j], dtheta2
            above = self.place(token, word[1:])
            below = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
            if self.token.text == "/" and self.is_quantity(below.text[1:]):
                self.at += 2
                return self.slope(above, self.place(below, below.text[1:]))
            return self.slope(_J, above)
        if self.defining and word.isascii():
            if self.token.text == "_" and self.tokens[self.at + 1].kind == "number":  # W_2
                self.take()
                word += f"_{self.take().text}"
            if word in FUNCTIONS or word in ("sum", *MODULES):
                raise self.wrong("a function", token, name=word)
            return Node("own", word, layer=self.own.get(word, 0) + 1)
        if self.token.text == "_" and f"{word}_{self.next()}" in self.own:
            word = f"{word}_{self.next()}"
            self.at += 2
            return Node("own", word, layer=self.own[word])
        known = [*NAMES, *FUNCTIONS, *self.own, "sum"]
        known += [f"{name}{n}" for name in LAYERED for n in range(1, self.layers + 1)]
        other_case = [name for name in known if name.lower() == word.lower()]
        meant = other_case[:1] or difflib.get_close_matches(word, known, n=1)
        raise self.wrong("unknown name, meant" if meant else "unknown name", token, name=word,
                         meant="".join(meant))  # fmt: skip

    def is_quantity(self, word: str) -> bool:
        """Return whether a word is J, x, y, or Θ, a or z of a layer."""
        head = word.rstrip("0123456789")
        return (head in ("theta", "Theta", "a", "z") and word != head) or word in ("J", "x", "y")

    def place(self, token: Token, word: str, bare: bool = False) -> Node:
        """Return a quantity that a slope is of or by, with its indices unless they come later."""
        node = self.named(token, word)
        return node if bare else self.indexed(node)

    def layered(self, name: str, digits: str, token: Token) -> Node:
        """Return Θ, δ, Δ, D, a or z of a layer; the layer may stand before or behind indices."""
        layer = int(digits) if digits else 0
        self.turned = False
        marks: tuple[Mark, ...] = ()
        for _ in range(2):
            if not layer and self.token.text == "^" and self.layer_ahead():
                layer = self.superscript()
            elif not layer and not marks and self.token.text == "[":  # delta[3]
                self.take()
                layer = self.number_of_layer()
                self.expect("]")
            elif not marks and self.token.text == "_":
                marks = self.subscript()
        if not layer and len(marks) == 1 and isinstance(marks[0], int):  # delta_3
            layer, marks = marks[0], ()
        shown = "Θ" if name == "theta" else name
        if not layer:
            raise self.wrong("no layer", token, name=shown)
        first = 2 if name in ("delta", "z") else 1
        last = self.layers - (name in ("theta", "Delta", "D"))
        if not first <= layer <= last:
            raise self.wrong(
                "no such layer", token, name=shown, layer=layer, first=first, last=last
            )
        if name == "delta":
            node = Node("slope", parts=(_J, Node("quantity", "z", layer=layer)))
        else:
            node = Node("quantity", name, layer=layer)
        node = replace(node, begin=token.begin, end=self.tokens[self.at - 1].end)
        if self.turned:
            self.turned = False
            node = replace(node, kind="transpose", name="", parts=(node,), layer=0)
        return self.entry(node, marks) if marks else node

    def layer_ahead(self) -> bool:
        """Return whether a ^ is followed by a layer, (3) or {(3)}, and not by an exponent."""
        after = [self.next(i) for i in (1, 2)]
        if after[0] == "(" or after == ["{", "("]:
            return True
        return after[0] == "{" and (after[1].isdigit() or after[1] == "L")

    def superscript(self) -> int:
        """Take ^(2), ^{(2)} or ^(L-1), and return the layer."""
        self.take()
        opened = []
        while sign := self.if_sign("{", "("):
            opened.append(sign)
        layer = self.number_of_layer()
        for sign in reversed(opened):
            if sign == "{" and self.token.text == "T":  # ^{(2)T}
                self.take()
                self.turned = True
            self.expect("}" if sign == "{" else ")")
        return layer

    def number_of_layer(self) -> int:
        """Take 2, L or L-1, and return the layer."""
        token = self.take()
        if token.kind == "number" and token.text.isdigit() and len(token.text) < 7:
            return int(token.text) or -1  # 0 is said to be no layer, and not to be missing
        if token.text != "L":
            raise self.wrong("no number of a layer", token, found=token.text)
        if self.token.text in ("-", "+") and self.tokens[self.at + 1].kind == "number":
            sign = -1 if self.take().text == "-" else 1
            number = self.take().text
            if number.isdigit() and len(number) < 7:
                return self.layers + sign * int(number)
        return self.layers

    def slope(self, of: Node, by: Node) -> Node:
        """Return ∂of/∂by; ∂J/∂z_i is the entry i of ∂J/∂z."""
        if of.kind != "index" and by.kind == "index":
            if of.name != "J":
                raise self.wrong("index above too", by)
            inner = Node("slope", parts=(of, by.parts[0]), begin=by.begin, end=by.end)
            return replace(by, parts=(inner,))
        return Node("slope", parts=(of, by))

    def derivative(self, begin: int) -> Node:
        """Return ∂p/∂q, behind its first ∂."""
        of = self.quantity_of_slope()
        self.expect("/")
        self.expect("∂")
        return self.spanned(self.slope(of, self.quantity_of_slope()), begin)

    def quantity_of_slope(self) -> Node:
        """Return what a derivative is of or by."""
        token = self.take()
        head = token.text.rstrip("0123456789")
        if token.kind != "word" or head not in ("theta", "Theta", "a", "z", "J", "x", "y"):
            raise self.wrong("no slope", token)
        return self.indexed(self.named(token, token.text))

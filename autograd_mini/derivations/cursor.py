"""Where the reader of a line stands among its tokens."""

from collections.abc import Mapping
from dataclasses import replace

from autograd_mini.derivations.tokens import Token, tokens
from autograd_mini.derivations.tree import Node
from autograd_mini.derivations.words import Problem

DEEPEST = 60  # brackets inside each other


class Cursor:
    """A place among the tokens of a line, and how to go on from it.

    own: the names that the learner has given, and how often.  layers: L, of the network.
    """

    def __init__(self, text: str, layers: int, own: Mapping[str, int]) -> None:
        self.text, self.layers, self.own = text, layers, own
        self.tokens = tokens(text, own)
        self.at = self.depth = 0
        self.defining = False  # on the left of the equals sign

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.at]

    def next(self, ahead: int = 1) -> str:
        """Return the text of a token further on."""
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)].text

    def take(self) -> Token:
        """Return the next token, and go on."""
        token = self.token
        if token.kind != "end":
            self.at += 1
        return token

    def if_sign(self, *signs: str) -> str:
        """Take a sign if it is one of these, and return it; else return ""."""
        if self.token.kind == "sign" and self.token.text in signs:
            return self.take().text
        return ""

    def expect(self, sign: str) -> Token:
        """Take a sign that has to stand here; Problem if it does not."""
        if self.token.kind != "sign" or self.token.text != sign:
            raise self.wrong("expected", expected=sign)
        return self.take()

    def wrong(self, key: str, at: Token | Node | None = None, **fields: object) -> Problem:
        """Return what is wrong here, or at a token or a node."""
        at = at or self.token
        if key == "expected":
            fields["found"] = self.token.text
            key = "expected" if self.token.kind != "end" else "expected more"
        return Problem(key, self.text, at.begin, at.end, **fields)

    def spanned(self, node: Node, begin: int) -> Node:
        """Return a node that reaches from a place in the line to where the reader stands."""
        return replace(node, begin=begin, end=self.tokens[self.at - 1].end if self.at else 1)

    def deeper(self) -> None:
        """Count a bracket; Problem if there are too many inside each other."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.wrong("too deep", most=DEEPEST)

"""Indices, as they are read: _ij, _{i,j}, [i, j] and [:, 1:]."""

from autograd_mini.derivations.cursor import Cursor
from autograd_mini.derivations.tokens import INDICES
from autograd_mini.derivations.tree import Mark, Node

MODULES = ("np", "numpy", "math")


class Indices(Cursor):
    """Reads indices."""

    def subscript(self) -> tuple[Mark, ...]:
        """Return the indices behind a _: ij, {ij}, i,j or 1,0."""
        self.expect("_")
        if self.if_sign("{"):
            marks = self.marks()
            while self.if_sign(","):
                marks += self.marks()
            self.expect("}")
            return marks
        marks = self.marks()
        touching = self.token.begin == self.tokens[self.at - 1].end
        if self.token.text == "," and touching and len(marks) == 1:
            after = self.tokens[self.at + 1]
            if after.begin == self.token.end and after.kind in ("word", "number"):
                self.take()
                marks += self.marks()
        return marks

    def marks(self) -> tuple[Mark, ...]:
        """Return letters and numbers that touch each other."""
        found: tuple[Mark, ...] = ()
        while self.token.kind in ("word", "number") and (
            not found or self.token.begin == self.tokens[self.at - 1].end
        ):
            token = self.take()
            if token.kind == "number":
                if not token.text.isdigit() or len(token.text) > 6:
                    raise self.wrong("no index", token, found=token.text)
                found += (int(token.text),)
                continue
            letters = letters_of(token.text)
            for letter in letters:
                if letter not in INDICES and not letter.isdigit():
                    raise self.wrong("no index", token, found=token.text)
            found += tuple(int(c) if c.isdigit() else c for c in letters)
        if not found:
            raise self.wrong("no index", found=self.token.text)
        return found

    def entry(self, node: Node, marks: tuple[Mark, ...], python: bool = False) -> Node:
        """Return the entry of a node; python: whether its numbers count from 0."""
        of = node.parts[1].name if node.kind == "slope" else node.name
        axes = 2 if of in ("theta", "Delta", "D") else 1
        if axes == 2 and len(marks) == 1 and isinstance(marks[0], int) and 10 <= marks[0] < 100:
            marks = divmod(marks[0], 10)  # Θ_10
        if node.kind in ("quantity", "slope") and len(marks) != axes:
            raise self.wrong("indices", node, needed=axes, found=len(marks))
        python = python and any(isinstance(mark, int) for mark in marks)
        return Node("index", "python" if python else "", (node,), 0, marks, node.begin, node.end)

    def indexed(self, node: Node) -> Node:
        """Return a node, or its entry if indices follow: _ij, [i, j] or [i][j]."""
        if node.kind != "index" and self.token.text == "_":
            node = self.entry(node, self.subscript())
        elif node.kind != "index" and self.token.text == "[" and not self.joined_ahead():
            node = self.bracket(node)
        return node

    def bracket(self, node: Node) -> Node:
        """Return theta2[i, j], theta2[i][j], theta2[:, 1:], delta3[:, None] or a2[None, :]."""
        marks: list[Mark] = []
        while self.if_sign("["):
            marks.append(self.between_brackets())
            while self.if_sign(","):
                marks.append(self.between_brackets())
            self.expect("]")
        if marks == [":", "1:"]:
            return self.spanned(Node("columns", parts=(node,)), node.begin)
        if marks == [":", "None"]:
            return node
        if marks == ["None", ":"]:
            return self.spanned(Node("transpose", parts=(node,)), node.begin)
        if any(mark in (":", "1:", "None") for mark in marks):
            raise self.wrong("no index", node, found=", ".join(map(str, marks)))
        return self.spanned(self.entry(node, tuple(marks), python=True), node.begin)

    def joined_ahead(self) -> bool:
        """Return whether a [ begins a vector that stands beside something, as in δ3 [1, a2]ᵀ."""
        if self.token.begin == self.tokens[self.at - 1].end:
            return False
        for token in self.tokens[self.at + 1 :]:
            if token.text == "]":
                return False
            if token.kind == "word" and token.text not in (*INDICES, "None", *MODULES, "newaxis"):
                return True
        return False

    def between_brackets(self) -> Mark:
        """Return an index, ":", "1:" or "None"."""
        token = self.take()
        if token.text in MODULES and self.if_sign("."):  # np.newaxis
            token = self.take()
        if token.text in ("None", "newaxis"):
            return "None"
        if token.kind == "number" and token.text.isdigit() and len(token.text) < 7:
            if not self.if_sign(":"):
                return int(token.text)
            if token.text == "1":
                return "1:"
        elif token.text in (":", *INDICES):
            return token.text
        raise self.wrong("no index", token, found=token.text)


def letters_of(letters: str) -> list[str]:
    """Return the letters of an index such as ij, i10: one for each letter and run of digits."""
    found: list[str] = []
    for c in letters:
        if c.isdigit() and found and found[-1].isdigit():
            found[-1] += c
        else:
            found.append(c)
    return found

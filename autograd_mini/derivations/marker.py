"""Marks the lines of a derivation one after the other, up to the first that is wrong."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from autograd_mini.derivations.arrays import Misfit, NoValue
from autograd_mini.derivations.evaluating import Budget, Evaluation
from autograd_mini.derivations.known import Key, Known, NotDerived
from autograd_mini.derivations.mistakes import Mistake
from autograd_mini.derivations.reading import Reader
from autograd_mini.derivations.recognising import recognised
from autograd_mini.derivations.report import LineMark, Report, number, shape_in_words
from autograd_mini.derivations.tree import Line, Node
from autograd_mini.derivations.trying import (
    Attempt,
    Difference,
    difference,
    is_over,
    key_of,
    mentions,
)
from autograd_mini.derivations.words import Problem, said
from autograd_mini.derivations.world import Shape, World, random_world
from autograd_mini.derivations.writing import written

# Where g bends, a unit may be on a flat part, and hide what is wrong; so these take more numbers.
MOST_NUMBERS = 600_000  # that are computed for a derivation
SMOOTH = ("sigmoid", "tanh", "identity")
FIXED = ("x", "y", "m", "K", "alpha", "lambda")


def is_formula(line: str) -> bool:
    """Return whether a line is neither empty nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


class Wrong(Exception):  # noqa: N818 (a mark, and no error)
    """A line is wrong, or shows nothing: the verdict, and what is said of it."""

    def __init__(self, verdict: str, why: str, shown: Difference | None = None) -> None:
        self.verdict, self.why, self.shown = verdict, why, shown
        self.mistakes: tuple[Mistake, ...] = ()
        super().__init__(why)


class Marker:
    """Marks lines one after the other, and knows what they have established."""

    def __init__(self, shape: Shape, seed: int, language: str, digits: int) -> None:
        self.shape, self.language, self.digits = shape, language, digits
        both = {shape.activation, shape.output_activation}
        more = 0 if both <= set(SMOOTH) else 6
        self.worlds = [random_world(shape, 1000 * seed + n, 2 + n % 2) for n in range(2 + more)]
        self.own: World | None = None
        self.reader = Reader(shape.last)
        self.known = Known()
        self.definitions: dict[tuple[str, int], Line] = {}
        self.over: set[tuple[str, int]] = set()
        self.budget = Budget(MOST_NUMBERS)

    def report(self, lines: Sequence[str]) -> Report:
        """Return the marks of all lines; ValueError for one that cannot be read."""
        read: list[tuple[int, str, Line]] = []
        for n, text in enumerate(lines, start=1):
            if is_formula(text):
                try:
                    read.append((n, text, self.reader.line(text)))
                except Problem as problem:
                    problem.args = (problem.said(self.language, n),)
                    raise
        marks: list[LineMark] = []
        wrong: Wrong | None = None
        for n, text, line in read:
            verdict = "unread"
            if wrong is None:
                try:
                    verdict = self.mark(line)
                except Wrong as error:
                    wrong, verdict = error, error.verdict
            marks.append(LineMark(n, text.strip(), verdict))
        missing = self.missing()
        return Report(
            tuple(marks), self.language, missing if wrong is None else (),
            self._told(marks, wrong, missing),
            wrong.mistakes[0].name if wrong and wrong.mistakes else "",
            *self._numbers(wrong),
        )  # fmt: skip

    def _numbers(self, wrong: Wrong | None) -> tuple[Any, ...]:
        shown = wrong.shown if wrong else None
        if shown is None or shown.entry is None:
            return None, None, None
        return shown.entry, float(shown.found), float(shown.right)

    def _told(self, marks: list[LineMark], wrong: Wrong | None, missing: tuple[str, ...]) -> str:
        if wrong:
            n = next(mark.number for mark in marks if mark.verdict == wrong.verdict)
            key = "told refused" if wrong.verdict == "refused" else "told"
            message = said(key, self.language, number=n, why=wrong.why)
            for mistake in wrong.mistakes:
                sentence, hint = mistake.sentence[self.language], mistake.hint[self.language]
                message += "\n" + said("mistake", self.language, sentence=sentence, hint=hint)
            return message
        if missing:
            names = said("and", self.language).join(missing)
            return said("missing" if marks else "nothing", self.language, missing=names)
        return said("whole" if len(marks) > 1 else "whole, one", self.language, count=len(marks))

    def missing(self) -> tuple[str, ...]:
        """Return what has still to be derived: ∂J/∂Θ of each layer."""
        found = []
        for layer in range(1, self.shape.last):
            n = self.shape.sizes[layer] * (self.shape.sizes[layer - 1] + self.shape.bias)
            keys: list[Key] = [("slope", ("theta", layer)), ("D", layer)]
            if all(len(self.known.entries.get(key, ())) < n for key in keys):
                found.append(f"∂J/∂Θ{layer}")
        return tuple(found)

    # One line.

    def mark(self, line: Line) -> str:
        """Return "right" or "definition", and keep what the line establishes; else Wrong."""
        key = key_of(line.left)
        if key[0] == "own":
            return self.define(line)
        if key[0] == "given" and key[1][0] in FIXED:
            raise self.problem("given", name=written(line.left))
        if key[0] == "Delta" and [right.name for right in line.rights] == ["0"]:
            return "definition"  # of where the sum begins
        theta = key[0] == "given" and key[1][0] == "theta"
        steps = line.sign != "="
        if steps and not (theta or key[0] in ("Delta", "D")):
            raise self.problem("sign")
        for right in line.rights:
            attempt = self.attempt(line, right, key, theta)
            self.compare(attempt)
        if not theta and key[0] != "given":
            self.establish(attempt)
        return "right"

    def problem(self, key: str, **fields: object) -> Wrong:
        """Return what is wrong with a line whose left side does not go."""
        return Wrong("wrong", said(key, self.language, **fields) + self.stop)

    def attempt(self, line: Line, right: Node, key: Key, theta: bool) -> Attempt:
        """Return a line with one of its right sides; Wrong if it says that something is itself."""
        bare = right.parts[0] if right.kind == "index" else right
        same = bare.kind in ("quantity", "slope") and key_of(bare) == key and not theta
        if same and line.sign == "=" and not self.known.entries.get(key):
            raise self.trivial(line)
        if line.sign in ("+=", "-="):
            right = Node("add" if line.sign == "+=" else "sub", parts=(line.left, right))
        grows = key[0] == "Delta" and mentions(right, key) and key not in self.known.entries
        if key[0] == "given" and not theta and mentions(right, key):
            raise self.trivial(line)
        over = key[0] in ("Delta", "D") or is_over(right, self.over, self.known.means)
        return Attempt(
            line, right, key, over, theta, grows, self.definitions, self.known, self.budget
        )

    def trivial(self, line: Line) -> Wrong:
        """Return what is said of a line that says that something is itself."""
        return Wrong("refused", said("trivial", self.language, name=written(line.left)))

    def compare(self, attempt: Attempt) -> None:
        """Compare a line with what is right, in every world; Wrong if it is not."""
        try:
            for world in self.worlds:
                shown = difference(attempt, world)
                if shown:
                    raise self.wrong(attempt, shown)
        except (Misfit, NoValue, NotDerived) as error:
            raise self.nothing(error, attempt) from None

    def nothing(self, error: Exception, attempt: Attempt | None) -> Wrong:
        """Return what is said of a line that gives nothing."""
        language = self.language
        if isinstance(error, NotDerived):
            name = written(error.node)
            return Wrong("refused", said("not derived", language, name=name))
        if isinstance(error, Misfit):
            fields = {
                name: shape_in_words(x, language) if isinstance(x, tuple) else x
                for name, x in error.fields.items()
            }
            wrong = Wrong("wrong", said(error.key, language, **fields) + self.stop)
            wrong.mistakes = recognised(attempt, self.shape) if attempt else ()
            return wrong
        why = said(getattr(error, "why", "domain"), language)
        return Wrong("wrong", said("no value", language, why=why) + self.stop)

    @property
    def stop(self) -> str:
        """What a sentence ends with."""
        return "." if self.language == "en" else "。"

    def wrong(self, attempt: Attempt, shown: Difference) -> Wrong:
        """Return what is said of a line that gives something else."""
        if self.own:
            # The learner's numbers may have no value here, where random ones have.
            with contextlib.suppress(ValueError, ArithmeticError):
                shown = difference(replace(attempt, budget=None), self.own) or shown
        left = attempt.line.left
        language = self.language
        if shown.entry is None:
            right, found = (
                shape_in_words(x.in_words, language) for x in (shown.right, shown.found)
            )
            why = said("shape", language, name=written(left), right=right, found=found)
        else:
            entry = written(entry_of(left, shown.entry))
            alone = len(getattr(attempt.truth(shown.world, 0), "shape", (1,))) == 0
            key = "differs, no entry" if alone else "differs"
            where = said("own numbers" if shown.world.own else "random numbers", language)
            right, found = number(shown.right, shown.found, self.digits)
            why = said(key, language, entry=entry, name=written(left), right=right, found=found,
                       where=where)  # fmt: skip
        wrong = Wrong("wrong", why, shown)
        wrong.mistakes = recognised(attempt, self.shape)
        return wrong

    def define(self, line: Line) -> str:
        """Keep the definition of an own name, if it has a value."""
        name = line.left.parts[0] if line.left.kind == "index" else line.left
        if line.sign in ("+=", "-="):
            raise self.problem("sign")
        key = (name.name, name.layer)
        line = replace(line, rights=line.rights[:1])
        try:
            here = Evaluation(self.worlds[0], self.definitions, self.known, budget=self.budget)
            here.entries(line, line.rights[0])
        except (Misfit, NoValue, NotDerived) as error:
            raise self.nothing(error, None) from None
        self.definitions[key] = line
        if is_over(line.rights[0], self.over, self.known.means):
            self.over.add(key)
        return "definition"

    def establish(self, attempt: Attempt) -> None:
        """Keep the entries of a derivative that a right line has derived."""
        right = attempt.truth(self.worlds[0], 0)
        places = set(right if isinstance(right, dict) else right.places())
        if attempt.key[0] == "entry" and not isinstance(right, dict):
            places = {at * 2 for at in places}  # ∂a/∂z as a whole are the ∂a_i/∂z_i
        if not places or () in places:
            places = {()}
        key = attempt.key
        if attempt.over and key[0] == "slope":
            self.known.means.add(key)
        self.known.entries.setdefault(key, set()).update(places)


def entry_of(left: Node, entry: tuple[int, ...]) -> Node:
    """Return the left side of a line for one of its entries."""
    if left.kind == "index":
        return replace(left, marks=entry, name="")
    if left.kind == "slope" and left.parts[0].kind == "index":
        n = len(left.parts[0].marks)
        of, by = left.parts
        return replace(
            left,
            parts=(replace(of, marks=entry[:n], name=""), replace(by, marks=entry[n:], name="")),
        )
    return Node("index", "", (left,), 0, entry) if entry else left

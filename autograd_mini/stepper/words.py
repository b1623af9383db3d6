"""What a slide says of a moment: where in the two passes it is, a sentence, and the equation."""

import re

from autograd_mini.formulas.notation import written_sides
from autograd_mini.stepper.lines import Pieces, name_pieces
from autograd_mini.stepper.messages import MESSAGES
from autograd_mini.stepper.trace import Moment, Trace

PLACE = re.compile(r"\b([vd]\d+)\b")  # what equations of a trace have for names
FIELD = re.compile(r"\{(\w+)\}")  # what messages have


def heading(trace: Trace, count: int, language: str) -> Pieces:
    """Return which pass, and which step of all, the moment number `count` is, from 1."""
    messages = MESSAGES[language]
    way = "backward" if is_backward(trace.moments[count - 1]) else "forward"
    place = messages["of"].format(step=count, steps=len(trace.moments))
    return [(messages[way], "grad" if way == "backward" else "value"), (f" · {place}", "text")]


def is_backward(moment: Moment) -> bool:
    """Tell whether a moment belongs to the backward pass."""
    return moment.kind in ("seed", "term")


def sentence(trace: Trace, moment: Moment, language: str) -> Pieces:
    """Return what happens at a moment, in words."""
    key = moment.kind
    if key == "term" and moment.terms > 1:
        key = "term_waiting" if moment.term < moment.terms else "term_complete"
    line: Pieces = []
    for i, words in enumerate(FIELD.split(MESSAGES[language][key])):
        if i % 2 and words in ("name", "consumer"):
            rank = moment.node if words == "name" else (moment.edge or (None,))[0]
            line += name_pieces(trace.names[(rank or 0) - 1].text)
        elif i % 2:
            line.append((str(getattr(moment, words)), "text"))
        elif words:
            line.append((words, "text"))
    return line


def equation(trace: Trace, moment: Moment, digits: int) -> list[Pieces]:
    """Return the sides of the equation of a moment, with the names of the nodes."""
    if moment.equation is None:
        return []
    *sides, last = written_sides(moment.equation, digits, latex=False)
    result = "value" if moment.kind == "value" else "grad"
    return [*(_named(trace, side) for side in sides), [(last, result)]]


def _named(trace: Trace, side: str) -> Pieces:
    """Return one side of an equation with names in place of placeholders."""
    line: Pieces = []
    pieces = PLACE.split(side)
    for i, piece in enumerate(pieces):
        if i % 2:
            own = trace.deltas if piece[0] == "d" else trace.names
            symbol = own[int(piece[1:]) - 1]
            name = symbol.text if symbol else piece
            quotient = "/" in name and pieces[i - 1].endswith("∂")
            power = "^" in name and pieces[i + 1].startswith("^")
            named = name_pieces(name)
            line += [("(", "text"), *named, (")", "text")] if quotient or power else named
        elif piece:
            line.append((piece, "text"))
    return line

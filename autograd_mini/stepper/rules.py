"""The rules of the table as data, for a page that computes derivatives itself.

A rule that is run on symbols writes itself down.  Here it becomes a list of operations, to be done
one after the other with the page's own exp, log, σ …, so that there is no second table of
derivatives.  What several partials share is in the list once, so the rule of an operation on n
operands is no longer than its author wrote it.

>>> from autograd_mini.elementary import TABLE
>>> rules_of(TABLE["sigmoid"], 1)
{'work': [['sub', [1.0], 0], ['mul', 0, 2]], 'partials': [3]}
>>> rules_of(TABLE["dot"], 4)
{'work': [], 'partials': [3, 4, 1, 2]}
"""

from typing import TypeAlias, TypedDict, Union

from autograd_mini.elementary import Elementary
from autograd_mini.formulas.terms import CONDITIONS, Symbol, Term, local_derivatives

Place: TypeAlias = Union[int, "list[float]"]


class Rules(TypedDict):
    """What computes all the partials of an operation.

    A place is a number in a list of its own, or counts what is known: at 0 the result, then the
    operands, then what each row of the work has come to.

    work: rows of an operation's name and the places of its operands.
    partials: the place of the partial by each operand.
    """

    work: "list[list[str | Place]]"
    partials: list[Place]


def rules_of(op: Elementary, operands: int) -> Rules:
    """Return the rules of an operation on so many operands."""
    y = Symbol("y", "y", 0.5, 0)
    xs = [Symbol(f"x{i}", f"x_{i}", 0.5, i) for i in range(1, operands + 1)]
    rules: Rules = {"work": [], "partials": []}
    known: dict[int, int] = {}  # by the id of an expression, which the partials keep alive

    def place(term: Term) -> Place:
        if isinstance(term, float):
            return [term]
        if isinstance(term, Symbol):
            return int(term.node)
        if id(term) not in known:
            row = [term.name, *map(place, term.operands)]
            rules["work"].append(row)
            known[id(term)] = operands + len(rules["work"])
        return known[id(term)]

    partials = local_derivatives(op, xs, y, CONDITIONS)
    rules["partials"] += map(place, partials)
    return rules


def operations_in(rules: Rules) -> list[str]:
    """Return the names of the operations that rules ask for, in their order."""
    return list(dict.fromkeys([str(name) for name, *_ in rules["work"]]))

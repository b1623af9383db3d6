"""Lesson 7: operations that are wrong only with a number beside the node, as 1 − a may be."""

from autograd_mini.course.slips.one_node_slips import ONE_NODE_SLIPS
from autograd_mini.elementary import TABLE
from autograd_mini.testing.diagnosis.finders import wrong_forms
from autograd_mini.testing.diagnosis.finding import Finding
from autograd_mini.testing.diagnosis.forward import LEFT, RIGHT
from autograd_mini.testing.diagnosis.observe import Observed
from autograd_mini.testing.diagnosis.text import SIGNS, capital, filled

SLIP = "one-node"
NAMES = {"en": ("number", "node"), "zh": ("数", "节点")}
OPERATORS = "add", "sub", "mul", "div"
# Misconceptions that speak of the side of the number already.
BY_SIDE = "reflected-reversed", "number-refused", "number-cuts-the-graph"
# What is wrong by its slope.
SLOPES = (
    "wrong-sign", "wrong-sign-inside", "wrong-operand", "missing-factor", "wrong-exponent",
    "wrong-rule", "op-sends-nothing", "operand-gets-no-gradient", "sends-to-wrong-operand",
    "missing-local-factor", "divides-instead-of-multiplying", "number-for-slope",
)  # fmt: skip


def beside_a_number(finding: Finding, seen: Observed, what: str, language: str) -> str:
    """Return the "question" or the "sentence" about an operation that is wrong with a number only.

    "" if it is wrong with two nodes, too, or if that of the table speaks of the number already.
    """
    if len(finding.operations) != 1 or finding.name in BY_SIDE:
        return ""
    op = finding.operations[0]
    forms = wrong_forms(op, seen) if op in OPERATORS else set()
    form = next((form for form in (LEFT, RIGHT) if forms == {form}), "")
    if not form:
        return ""
    fields = fields_of(op, form)[language]
    if finding.name in SLOPES:
        told = ONE_NODE_SLIPS[SLIP]
        texts = told.question if what == "question" else told.sentence
        return texts[language].format(**fields)
    said = filled(finding.name, (fields["form"],), language, what)
    return said if said.startswith(fields["form"]) else capital(said)


def fields_of(op: str, form: str) -> dict[str, dict[str, str]]:
    """Return an operation on a number and a node, and its slope by the node, by language.

    form: LEFT or RIGHT, where the number is.

    >>> fields_of("div", LEFT)["en"]
    {'form': 'number ÷ node', 'slope': '−number/node²'}
    """
    slope = TABLE[op].derivative.split(", ")[form == LEFT]
    fields = {}
    for language, (number, node) in NAMES.items():
        u, v = (number, node) if form == LEFT else (node, number)
        by_node = slope.replace("u", "\0").replace("v", v).replace("\0", u)
        by_node = f"the {number}" if by_node == "number" else by_node
        fields[language] = {"form": f"{u} {SIGNS[op]} {v}", "slope": by_node}
    return fields

"""The line of an operation in which an operand is replaced by something that is not made of it."""

import ast

from autograd_mini.course.lines.recorded_lines import at, one_name
from autograd_mini.course.lines.statements import names_in
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import op_sources


def replaced_operand(engine: Engine, op: str) -> Seen | None:
    """Return where the name of an operand gets the other one, as other in other = node(self)."""
    for source in op_sources(engine, op):
        operands = [given.arg for given in source.tree.args.args]
        for part in source.tree.body:
            name = one_name(part)
            if not isinstance(part, ast.Assign) or name not in operands:
                continue
            others = {*names_in(part.value)} & {*operands} - {name}
            if others and name not in names_in(part.value):
                code = ast.unparse(part)
                fields = {"code": code, "name": name, "other": others.pop()}
                return Seen("operand-replaced", at(source, part), fields)
    return None

"""The line of engine.py that a slip of lesson 7 or 8 is in, found by how such a line looks.

Where no line is surely meant there is none, for a wrong one misleads.
"""

import ast
from collections.abc import Callable

from autograd_mini.course.lines import turned_lines as turned
from autograd_mini.course.lines.cost_lines import changing, held
from autograd_mini.course.lines.input_lines import (
    inputs_set,
    inputs_within,
    over_layers,
    pairs_kept,
)
from autograd_mini.course.lines.one_list_lines import (
    one_list,
    repeated,
    returned_twice,
    with_inputs,
)
from autograd_mini.course.lines.output_lines import (
    counted,
    divided,
    first_layer,
    grads_of_results,
    one_output,
    runs,
    sum_not_returned,
)
from autograd_mini.course.lines.spelling import is_misspelt
from autograd_mini.course.lines.statements import (
    Loop,
    calls,
    in_loops,
    is_text,
    names_in,
    own_parts,
    sets,
    simple,
    statements,
    targets,
)
from autograd_mini.course.lines.step_lines import moves_gradients
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of
from autograd_mini.testing.diagnosis.where import Place

Finder = Callable[[ast.FunctionDef], list[ast.stmt]]


def place_of(engine: Engine, slip: str) -> Place | None:
    """Return the line that a slip is in; None if that is not sure, or there is no source."""
    if slip not in _LINES:
        return None
    name, finder = _LINES[slip]
    function = getattr(engine.Value if name.startswith("__") else engine.module, name, None)
    source = source_of(engine, function)
    if source is None or source.file != getattr(engine.module, "__file__", None):
        return None
    lines = {statement.lineno for statement in finder(source.tree)}
    return Place(source.file, tuple(lines)) if len(lines) == 1 else None


def _returns(tree: ast.FunctionDef) -> list[ast.stmt]:
    return [node for node in statements(tree) if isinstance(node, ast.Return)]


def _parts(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return a `return` of something else than two names."""
    return [
        node
        for node in _returns(tree)
        if isinstance(node, ast.Return)
        and not (isinstance(node.value, ast.Tuple)
                 and all(isinstance(part, ast.Name) for part in node.value.elts))
    ]  # fmt: skip


def _returned(tree: ast.FunctionDef) -> ast.expr | None:
    """Return what is returned, or the first of two things that are; None if that may differ."""
    values = [node.value for node in _returns(tree) if isinstance(node, ast.Return)]
    value = values[0] if len(values) == 1 else None
    return value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value


def _result(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the assignments to what is returned; `return` itself if it is no name."""
    value = _returned(tree)
    if not isinstance(value, ast.Name):
        return _returns(tree)
    return _sets_names(tree, {value.id})


def _sets_names(tree: ast.AST, names: set[str]) -> list[ast.stmt]:
    """Return the assignments to any of some names."""
    return [
        node
        for node in statements(tree)
        if any(isinstance(to, ast.Name) and to.id in names for to in targets(node))
    ]


def _inside(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return what a loop does to the result, or the one line that it is made in."""
    loops = in_loops(tree)
    again = [node for node in _result(tree) if node in loops]
    return again or _pairs(tree) or _result(tree)


def _outside(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return what happens to the result before any loop, or the one line that it is made in."""
    loops = in_loops(tree)
    return [node for node in _result(tree) if node not in loops][:1]


def _pairs(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where weights and inputs come together: a zip, or the line that has indices."""
    both = {argument.arg for argument in tree.args.args[:2]}
    return [
        node
        for node in statements(tree)
        if both <= {part.id for own in own_parts(node) for part in ast.walk(own)
                    if isinstance(part, ast.Name)}
    ]  # fmt: skip


def _one_weight(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where one weight is taken, and not in a loop, as the bias is."""
    weights, loops = tree.args.args[0].arg if tree.args.args else "", in_loops(tree)
    return [
        node
        for node in simple(tree)
        if node not in loops
        and any(isinstance(part, ast.Subscript) and not isinstance(part.slice, ast.Slice)
                and ast.unparse(part.value) == weights for part in ast.walk(node))
    ]  # fmt: skip


def _leaves_result(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the only line that is done again and again, if nothing else uses what it computes."""
    again = [node for node in in_loops(tree) if not hasattr(node, "body")]
    if len(again) != 1:
        return []
    [line], to = again, {ast.unparse(to) for to in targets(again[0])}
    read = {part.id for node in statements(tree) if node is not line for own in own_parts(node)
            for part in ast.walk(own)
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}  # fmt: skip
    is_lost = isinstance(line, ast.Expr) and isinstance(line.value, ast.BinOp | ast.Compare)
    return [line] if is_lost or (to and not to & read) else []


def _goes(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the line that says which inputs a loop takes, if what is in the loop counts."""
    if left := _leaves_result(tree):
        return left
    loops: list[ast.stmt] = [node for node in ast.walk(tree) if isinstance(node, Loop)]
    return loops or _inside(tree)


def _early(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return a `return` in a loop; if there is none, where the terms are."""
    loops = in_loops(tree)
    return [node for node in _returns(tree) if node in loops] or _goes(tree)


def _repeats(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where the bias comes in once more."""
    bias = f"{tree.args.args[0].arg}[0]" if tree.args.args else ""
    added = [node for node in _result(tree)
             if bias in map(ast.unparse, ast.walk(node))]  # fmt: skip
    again = [node for node in added if node in in_loops(tree)]
    return again or (added[-1:] if len(added) > 1 else [])


def _of_bias(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where the bias comes into the result."""
    bias = f"{tree.args.args[0].arg}[0]" if tree.args.args else ""
    return [node for node in _result(tree) if bias in map(ast.unparse, ast.walk(node))]


def _innermost(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the loop within a loop; if there is none, where the terms are added."""
    inner: list[ast.stmt] = [node for node in in_loops(tree) if isinstance(node, ast.For)]
    return inner or _inside(tree)


def _whole(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the only line of a function that does something."""
    lines = [node for node in statements(tree) if not is_text(node)]
    return lines if len(lines) == 1 else []


def _formula(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where J is computed."""
    return _whole(tree) or calls(tree, "log")


def _with(tree: ast.FunctionDef, wanted: Callable[[ast.Attribute], bool]) -> list[ast.stmt]:
    """Return the simple statements that have such an attribute in them."""
    return [
        node
        for node in simple(tree)
        if any(isinstance(part, ast.Attribute) and wanted(part) for part in ast.walk(node))
    ]


def _plain(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the lines that take a number out of a node."""
    return _with(tree, lambda part: part.attr == "data" or ast.unparse(part.value) == "math")


def _moves(tree: ast.FunctionDef) -> list[ast.stmt]:
    return sets(tree, "data")


def _sets_to_a_number(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where a weight becomes a number that is written there."""
    return [node for node in _moves(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)]  # fmt: skip


def _misspelt(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where an attribute of a node is set whose name is not spelt right."""
    return [node for node in statements(tree) if any(map(is_misspelt, targets(node)))]


def _moves_gradients(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where a gradient is set to something that is computed from a number of a node."""
    with_data = _with(tree, lambda part: part.attr == "data" and isinstance(part.ctx, ast.Load))
    return [node for node in sets(tree, "grad") if node in with_data]


def _zeroes_again(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where gradients are set in the loop that runs backward()."""
    found = []
    for loop in ast.walk(tree):
        if isinstance(loop, Loop) and calls(loop, "backward", "cost", "network"):
            found += sets(loop, "grad")
    return found


def _zeroes_after(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where gradients are set after backward() has run."""
    runs = [node.lineno for node in calls(tree, "backward")]
    return [node for node in sets(tree, "grad") if runs and node.lineno > min(runs)]


def _uses_gradients(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the lines that compute with gradients."""
    return _with(tree, lambda part: part.attr == "grad" and isinstance(part.ctx, ast.Load))


def _replaces(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where an element of a list is set; else where nodes are made by gradients."""
    elements = [node for node in simple(tree)
                if any(isinstance(to, ast.Subscript) for to in targets(node))]  # fmt: skip
    made = calls(tree, "Value")
    return elements or [node for node in _uses_gradients(tree) if node in made]


def _uncalled(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where backward stands without its brackets, so that it does not run."""
    return [
        node
        for node in simple(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "backward"
    ]


def _doubles(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where a variable is added to itself: by += with it at the right, or named twice."""
    found: list[ast.stmt] = []
    for node in simple(tree):
        if isinstance(node, ast.AugAssign | ast.Assign):
            [to, *_] = map(ast.unparse, targets(node))
            times = [ast.unparse(part) for part in ast.walk(node.value)].count(to)
            if times + isinstance(node, ast.AugAssign) > 1:
                found.append(node)
    return found


def _second(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where the second of two things that are returned is computed."""
    values = [node.value for node in _returns(tree) if isinstance(node, ast.Return)]
    value = values[0] if len(values) == 1 else None
    names = [part.id for part in getattr(value, "elts", ()) if isinstance(part, ast.Name)]
    if len(set(names)) != 2:  # it is computed there, or the first one is returned twice
        return _returns(tree)
    return _sets_names(tree, {names[1]}) or _returns(tree)


def _last_sum(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where the result is added up; `return` if it is computed there."""
    value = _returned(tree)
    names = set(names_in(value)) if value else set()
    loops = in_loops(tree)
    setting = _sets_names(tree, names)
    again = [node for node in setting if node in loops]
    return again or [
        node
        for node in setting or _result(tree)
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant))
        and not (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple))
    ]


def _each(name: str, finder: Finder, *slips: str) -> dict[str, tuple[str, Finder]]:
    return dict.fromkeys(slips, (name, finder))


# The function that a slip is in, and what finds the line there.
_LINES: dict[str, tuple[str, Finder]] = {
    **_each("__rsub__", _whole, "plain-difference", "cut-off-difference", "reflected-reversed",
            "1-for-number"),
    **_each("neuron", _outside, "no-bias"),
    **_each("neuron", _pairs, "bias-elsewhere"),
    **_each("neuron", _one_weight, "other-bias"),
    **_each("neuron", _goes, "terms-missing", "counts-inputs"),
    **_each("neuron", _early, "first-term-only"),
    **_each("neuron", _inside, "last-term-only", "terms-subtracted", "no-inputs",
            "other-terms", "product-for-sum", "sigmoid-of-terms"),
    **_each("neuron", _repeats, "terms-repeated"),
    **_each("neuron", _innermost, "terms-too-many"),
    **_each("neuron", _second, "no-sigmoid", "sigmoid-twice", "minus-of-z",
            "sigmoid-of-bias", "only-a"),
    **_each("neuron", returned_twice, "a-for-z"),
    **_each("neuron", _returns, "z-and-a-turned", "one-of-two"),
    **_each("neuron", _plain, "weights-as-numbers"),
    **_each("neuron", _of_bias, "bias-changed"),
    **_each("cost", lambda tree: calls(tree, "backward"), "backward-in-cost"),
    **_each("cost", _plain, "cut-off", "number-of-J"),
    **_each("cost", _formula, "sign-of-J", "half-of-J", "squared-error", "sign-of-a-term",
            "log-without-brackets", "factor-without-brackets", "targets-turned",
            "factor-forgotten", "difference-for-J"),
    **_each("cost", held, "cost-of-other-output"),
    **_each("cost", changing, "cost-changes-output"),
    **_each("network", lambda tree: calls(tree, "neuron"), "inputs-again", "z-for-a",
            "one-in-front", "matrix-for-row"),
    **_each("network", pairs_kept, "pair-for-node"),
    **_each("network", inputs_set, "all-layers"),
    **_each("network", inputs_within, "inputs-within-layer"),
    **_each("network", one_list, "one-list"),
    **_each("network", repeated, "list-repeated"),
    **_each("network", returned_twice, "returned-twice"),
    **_each("network", with_inputs, "begins-with-x"),
    **_each("network", _plain, "numbers-in-layers"),
    **_each("network", turned.return_turned, "lists-turned"),
    **_each("network", turned.pair_turned, "pair-turned"),
    **_each("network", turned.wrongly_filled, "z-among-a"),
    **_each("descend", turned.outputs_of_z, "z-for-outputs"),
    **_each("descend", lambda tree: calls(tree, "network"), "all-samples"),
    **_each("network", _parts, "layers"),
    **_each("descend", _moves, "uphill", "no-mean", "rate-forgotten", "one-by-one",
            "step-for-weight", "data-for-gradient", "step-from-gradients", "data-is-a-node",
            "gradient-divides", "equals-minus"),
    **_each("descend", lambda tree: sets(tree, "grad"), "gradients-begin", "grad-is-a-node"),
    **_each("descend", first_layer, "first-layer-cost"),
    **_each("descend", one_output, "one-output"),
    **_each("descend", runs, "runs-by-number"),
    **_each("network", over_layers, "other-layers"),
    **_each("descend", grads_of_results, "grad-for-J"),
    **_each("descend", sum_not_returned, "sum-not-returned"),
    **_each("descend", moves_gradients, "gradient-moves"),
    **_each("descend", counted, "two-layers"),
    **_each("descend", lambda tree: calls(tree, "cost"), "list-for-output", "list-for-target"),
    **_each("descend", lambda tree: calls(tree, "backward"), "backward-once", "sum-run-again",
            "outputs-run-again"),
    **_each("descend", _doubles, "sum-doubled"),
    **_each("descend", _sets_to_a_number, "weights-set-to-0"),
    **_each("descend", _zeroes_again, "last-sample-only"),
    **_each("descend", _zeroes_after, "gradients-gone", "set-to-0-too-late"),
    **_each("descend", _uses_gradients, "data-stays"),
    **_each("descend", _replaces, "weights-replaced"),
    **_each("descend", _moves_gradients, "data-and-grad-turned"),
    **_each("descend", divided, "J-other-mean"),
    **_each("descend", _misspelt, "misspelt"),
    **_each("descend", _early, "return-in-loop"),
    **_each("descend", _returns, "J-is-a-node", "J-no-mean"),
    **_each("descend", _uncalled, "backward-uncalled"),
    **_each("descend", _last_sum, "J-of-one-sample", "J-after-step"),
}  # fmt: skip

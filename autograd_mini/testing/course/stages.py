"""The stages of an engine, from + and × to a whole one: what a class writes, and what is judged.

>>> [stage.title for stage in STAGES[:2]]
['a node, + and ×', 'nodes that are used more than once']
>>> "derivative_of_mul" in judged(1), "order_of_the_sweep" in judged(1)
(True, False)
"""

from collections.abc import Sequence
from typing import NamedTuple

from autograd_mini.testing.conform.properties import PROPERTIES


class Stage(NamedTuple):
    """A step on the way to an engine.

    title, chinese: what it is about.  operations: what the class has to write, by the names of the
    table.  properties: what is judged from then on.
    """

    title: str
    chinese: str
    operations: tuple[str, ...]
    properties: tuple[str, ...]


STAGES = (
    Stage(
        "a node, + and ×",
        "节点、+ 与 ×",
        ("add", "mul"),
        ("result_by_itself", "values_stay", "chain_rule"),
    ),
    Stage(
        "nodes that are used more than once",
        "被多次使用的节点",
        (),
        (
            "node_used_twice_by_one_operation", "leaf_used_by_many", "inner_node_used_by_many",
            "order_of_the_sweep", "sum_over_paths", "unreachable_input", "many_paths",
            "same_in_every_run",
        ),
    ),
    Stage(
        "−, ÷, powers, and numbers beside nodes",
        "−、÷、幂，以及与节点一起使用的数",
        ("neg", "sub", "div"),
        (
            "power_with_a_number", "numbers_on_the_right", "numbers_on_the_left", "whole_numbers",
            "order_of_operands",
        ),
    ),
    Stage(
        "exp, log, σ, tanh and relu",
        "exp、log、σ、tanh 与 relu",
        ("exp", "log", "sigmoid", "tanh", "relu"),
        ("kink_of_relu", "large_sigmoid", "large_tanh", "agreement_with_dual_numbers"),
    ),
    Stage(
        "one pass after another, and large graphs",
        "多次反向传播，以及大的计算图",
        (),
        (
            "backward_twice", "two_results_add_up", "two_results_share_a_node",
            "gradient_set_to_0", "deep_chain", "wide_graph", "cost_in_proportion",
        ),
    ),
)  # fmt: skip


def judged(number: int) -> list[str]:
    """Return the properties that are judged at a stage, counted from 1, with all before it."""
    names: list[str] = []
    for stage in reached(number):
        names += [f"derivative_of_{op}" for op in stage.operations]
        names += stage.properties
    return [name for name in PROPERTIES if name in names]


def operations(number: int) -> list[str]:
    """Return the operations that an engine has at a stage."""
    return [op for stage in reached(number) for op in stage.operations]


def reached(number: int) -> Sequence[Stage]:
    """Return a stage, counted from 1, and all before it; ValueError if there is none."""
    if not 1 <= number <= len(STAGES):
        raise ValueError(f"there are stages 1 … {len(STAGES)}, and no {number}")
    return STAGES[:number]

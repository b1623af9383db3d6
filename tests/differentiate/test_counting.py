"""What each way to the derivatives costs, counted by hand."""

import autograd_mini as ag
from autograd_mini import MLP, Value, compare_modes, count_operations
from autograd_mini.elementary import TABLE


def test_operations_are_counted_in_the_order_of_the_table():
    x, y = Value(2.0), Value(3.0)
    J = ag.sin(x * y) + x * x - ag.dot([x, y], [y, x]) + 1.0
    assert count_operations(J) == {"add": 2, "sub": 1, "mul": 2, "sin": 1, "dot": 1}
    assert list(count_operations(J)) == [name for name in TABLE if name in count_operations(J)]
    assert count_operations(x) == {}


def test_a_shared_node_is_counted_once():
    x = Value(2.0)
    square = x * x
    assert count_operations(square + square) == {"add": 1, "mul": 1}


def counts(comparison) -> tuple[list[int], list[int]]:
    return list(comparison.sweeps.values()), list(comparison.multiplications.values())


def test_a_comparison_counted_by_hand():
    x, y = Value(2.0), Value(3.0)
    J = x * y + x
    # One × to compute J.  Edges: x and y to ×; × and x to +.  From x alone 3, from y alone 2.
    assert counts(compare_modes(J, [x, y])) == ([1, 2, 4], [1 + 4, 1 + 3 + 2, 4 * 1])


def test_a_comparison_with_two_outputs_counted_by_hand():
    x = Value(2.0)
    a = x / 2.0
    y, z = ag.dot([a, x, 1.0], [x, 3.0, 4.0]), a * a
    # A ÷, a dot of 3 and a ×: 5.  Edges to y: x to a, a to y, x to y twice.  To z: x to a, a twice.
    found = compare_modes([y, z], [x])
    assert counts(found) == ([2, 1, 2], [5 + 4 + 3, 5 + 6, 2 * 5])
    assert (found.n_outputs, found.n_inputs) == (2, 1)


def test_edges_that_no_input_reaches_are_not_counted():
    x, y = Value(2.0), Value(3.0)
    J = x + ag.sin(y) * y
    assert counts(compare_modes(J, [x])) == ([1, 1, 2], [1 + 1, 1 + 1, 2 * 1])


def test_a_comparison_as_text_and_in_a_notebook():
    net = MLP(2, [2, 1], seed=0)
    found = compare_modes(net.cost([[0.5, 1.0]], [[1.0]]), net.parameters())
    lines, rows = str(found).splitlines(), found._repr_markdown_().splitlines()
    assert lines[0].split() == ["1", "×", "9", "derivatives", "sweeps", "multiplications"]
    assert rows[0] == "| 1 × 9 derivatives | sweeps | multiplications |"
    modes = ["reverse mode", "forward mode", "central differences"]
    for mode, line, row in zip(modes, lines[1:], rows[2:], strict=True):
        numbers = [str(found.sweeps[mode]), str(found.multiplications[mode])]
        assert line.startswith(mode)
        assert line.split()[-2:] == numbers
        assert row == f"| {mode} | {numbers[0]} | {numbers[1]} |"
    assert len({len(line) for line in lines}) == 1  # columns

"""Explanations of operations on many operands: linear work, few words, and a limit."""

import pytest
from work import growth

from autograd_mini import Value, dot, explain, logsumexp, total
from autograd_mini.formulas import notation
from autograd_mini.graph.chain import ChainRule


def letters(n, letter):
    return [Value(0.25, label=f"{letter}_{i}") for i in range(n)]


def of_a_dot(n):
    return dot(letters(n, "w"), letters(n, "x")).sin()


def of_one_leaf_again_and_again(n):
    return dot([x := Value(0.5, label="x")] * n, [x] * n).sin()


def of_a_total(n):
    return total(letters(n, "x")).sin()


def of_a_softmax(n):
    return logsumexp(letters(n, "x")).sin()


def of_shared_products(n):
    return total([w * x for w, x in zip(letters(n, "w"), [Value(2.0, label="x")] * n)])


MANY = [of_a_dot, of_one_leaf_again_and_again, of_a_total, of_a_softmax, of_shared_products]


@pytest.mark.slow
@pytest.mark.parametrize("make", MANY)
def test_the_work_grows_as_the_graph_does(make):
    explain(make(2)).text()  # what is done once only
    # Sorted things take n log n, and a longer number has more digits.
    assert growth(make, lambda J: explain(J, limit=10_000).text()) < 1.2


@pytest.mark.slow
def test_quadratic_work_is_noticed():
    def quadratic(J):
        chain = ChainRule(J)
        for n in chain.nodes:
            for _ in chain.edges[id(n)]:
                chain.operands(J.parents[0])

    assert growth(of_a_dot, quadratic) > 1.5


def test_of_a_long_sum_only_what_is_seen_is_written(monkeypatch):
    written = []
    write = notation.number_text
    monkeypatch.setattr(
        notation, "number_text", lambda x, digits: written.append(x) or write(x, digits)
    )
    x = [Value(float(i), label=f"x_{i}") for i in range(1000)]
    for J, ends in (
        (total(x), ["0 + 1 + 2 + … + 999"]),
        (dot(x[:500], x[500:]), ["0 · 500 + 1 · 501 + 2 · 502 + … + 499 · 999"]),
        (logsumexp(x), ["logsumexp(0, 1, 2, …, 999)"]),
    ):
        written.clear()
        step = ChainRule(J).value_step(J)
        assert notation.written_sides(step, 4, latex=False)[-2:-1] == ends
        assert len(written) < 20


def test_edges_count_for_the_limit():
    x = letters(30, "x")
    J = total([total(x) for _ in range(40)])
    with pytest.raises(
        ValueError, match=r"on the way: 71 nodes and 1,240 edges; the limit is 200 nodes and 800"
    ):
        explain(J)
    assert explain(J, limit=310).steps
    assert explain(J, x[0]).steps  # on the way are 42 nodes and 80 edges

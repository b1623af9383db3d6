"""The lesson prints what is so: the naive algorithm is wrong where an inner node is used again."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import why_topological_order as lesson
from hypothesis import assume, given
from hypothesis import strategies as st
from pictures import ids, words

from autograd_mini import Value
from autograd_mini.formulas.labels import width_of
from autograd_mini.graph import topological_order
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs

LESSON = Path(__file__).parents[2] / "demos" / "why_topological_order.py"

MOST_SENDS = 1000  # a recursion may need exponentially many


def run_lesson(*arguments):
    """Run the lesson as a reader would."""
    command = [sys.executable, str(LESSON), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8")


def results(text, name):
    """Return the gradient, and the sends if there are any, in each line that begins with a name."""
    found = re.findall(rf"^{re.escape(name)}.*? {{3,}}(-?\d+)(?: +(\d+))?$", text, re.MULTILINE)
    return [tuple(int(x) for x in row if x) for row in found]


def test_what_is_printed_and_drawn(renderer, tmp_path):
    done = run_lesson("--out", tmp_path / "new")
    assert (done.returncode, done.stderr) == (0, "")
    assert results(done.stdout, "all paths") == [(4,), (4,), (-6,)]
    assert results(done.stdout, "J.backward()") == [(4, 6), (4, 4), (-6, 5)]
    assert results(done.stdout, "repaired") == [(4, 6), (4, 6), (-6, 6)]
    assert results(done.stdout, "naive ") == [(4, 6), (6, 6), (12, 6)]
    for build, formulas in lesson.EXAMPLES.items():
        printed = done.stdout.split(f"{formulas}\n\n")[1].split("\n\n")[0].splitlines()[2:]
        pairs = [re.split(r"(?<=\d) {3}(?=\w →)", line) for line in printed]
        assert [pair[0] for pair in pairs] == lesson.naive(build()).sends
        assert [pair[1] for pair in pairs if pair[1:]] == lesson.newest_first(build()).sends
    assert max(map(len, done.stdout.split("wrote")[0].splitlines())) < 80
    assert {"1,048,576", "2,097,150."} <= set(done.stdout.split())
    drawn = {
        "not_shared": "+4.00", "not_shared_naive": "+4.00",
        "shared": "+4.00", "shared_naive": "+6.00",
        "diamond": "−6.00", "diamond_naive": "+12.0",
    }  # fmt: skip
    assert {path.stem for path in (tmp_path / "new").iterdir()} == set(drawn)
    for name, grad in drawn.items():
        assert f"wrote {tmp_path / 'new' / name}.svg\n" in done.stdout
        svg = (tmp_path / "new" / f"{name}.svg").read_bytes()
        assert "node-1" in ids(svg)
        assert grad in words(svg)


def test_the_lesson_in_chinese(tmp_path):
    """It says the same with the same numbers, in lines that a terminal has room for."""
    english, chinese = (run_lesson("--out", tmp_path, "--language", x).stdout for x in ("en", "zh"))
    assert results(chinese, "所有路径") == [(4,), (4,), (-6,)]
    assert results(chinese, "J.backward()") == results(english, "J.backward()")
    assert results(chinese, "朴素的做法 ") == results(english, "naive ")
    sends = [re.findall(r"\w → \w .*", text) for text in (english, chinese)]
    assert sends[0] == sends[1] != []
    assert lesson.ENGLISH.keys() == lesson.CHINESE.keys()
    told = chinese.split(lesson.CHINESE["wrote"])[0]
    assert max(map(width_of, told.splitlines())) <= 81
    assert {"1,048,576", "2,097,150"} <= set(told.split())


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    done = run_lesson("--out", tmp_path / "file")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "file" in done.stderr


@pytest.mark.parametrize("algorithm", [lesson.naive, lesson.repaired, lesson.newest_first])
@pytest.mark.parametrize("build", lesson.EXAMPLES)
def test_a_line_says_what_a_send_does(build, algorithm):
    result = algorithm(build())
    gradient = {n.label: float(n.label == "J") for n in result.gradient}
    for line in result.sends:
        node, parent, amount, partial, sent, after = re.fullmatch(
            r"(\w) → (\w)  (-?\d+)·\(?(-?\d+)\)? = (-?\d+) +(.*)", line
        ).groups()
        if algorithm is not lesson.repaired:
            assert float(amount) == gradient[node]
        assert float(sent) == float(amount) * float(partial)
        gradient[parent] += float(sent)
        assert list(map(float, after.split())) == list(gradient.values())
    assert list(gradient.values()) == list(result.gradient.values())


def edges(J):
    """Return how many edges lead from each node to a consumer."""
    return Counter(parent for n in topological_order(J) for parent in n.parents)


def inner_nodes_used_again(J):
    return [n for n, uses in edges(J).items() if n.op and uses > 1]


def unshared(program, leaves):
    """Return J of a program in which each use of an inner result computes it anew."""

    def compute(i):
        if i < len(leaves):
            return leaves[i]
        step = program[i - len(leaves)]
        operands = [compute(x) if isinstance(x, int) else x for x in step.operands]
        return getattr(VALUES, step.name)(*operands)

    return compute(len(leaves) + len(program) - 1)


def check(J, *algorithms):
    """The algorithms agree with J.backward(), make the sends they should, and leave nodes alone.

    Both multiply and add along each path at most once a send, and each time round by ½ ε of what
    has been added up, which is at most the sum of the |paths|; hence 4 ε a send of that.
    """
    nodes = topological_order(J)
    found = [algorithm(J) for algorithm in algorithms]
    assert not any(n.grad for n in nodes)
    J.backward()
    exact = lesson.newest_first(J)
    assert exact.gradient == {n: n.grad for n in nodes}
    assert len(exact.sends) == sum(edges(J).values())
    sends = lesson.count_recursive_sends(J)
    size = dict.fromkeys(nodes, 0.0) | {J: 1.0}
    for n in reversed(nodes):
        for parent, partial in zip(n.parents, n.partials, strict=True):
            size[parent] += size[n] * abs(partial)
    for result in found:
        assert len(result.sends) == sends
        for n in nodes:
            allowed = 4 * sys.float_info.epsilon * sends * size[n] + sys.float_info.min
            assert abs(result.gradient[n] - n.grad) <= allowed


@given(programs(size=8))
def test_the_repaired_algorithm_always_agrees_with_backward(drawn):
    program, numbers = drawn
    J = run(program, VALUES, [Value(x) for x in numbers])[-1]
    assume(lesson.count_recursive_sends(J) <= MOST_SENDS)
    check(J, lesson.repaired)


@given(programs(size=8))
def test_the_naive_algorithm_agrees_with_backward_where_no_inner_node_is_used_again(drawn):
    program, numbers = drawn
    J = run(program, VALUES, [Value(x) for x in numbers])[-1]
    assume(lesson.count_recursive_sends(J) <= MOST_SENDS)
    J = unshared(program, [Value(x) for x in numbers])
    assert not inner_nodes_used_again(J)
    check(J, lesson.naive, lesson.repaired)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8))
def test_in_sums_the_naive_algorithm_is_wrong_wherever_an_inner_node_is_used_again(operands):
    results = [Value(1.0), Value(1.0)]
    for i, j in operands:
        results.append(results[i % len(results)] + results[j % len(results)])
    J = results[-1]
    gradient = lesson.naive(J).gradient
    J.backward()
    wrong = [n for n in gradient if gradient[n] != n.grad]
    assert bool(wrong) == bool(inner_nodes_used_again(J))
    assert all(gradient[n] > n.grad for n in wrong)

"""Engines as students write them in lessons 3, 4 and 5: what each is told, and which line.

Each stands for its kind: the same mistake in another shape of the same engine.
"""

import re
import sys
from dataclasses import replace

import pytest
from learners import (
    ADDED,
    BY_NUMBER,
    CHECKED,
    COLLECTS,
    IN_ORDER,
    LEARNERS,
    MARKS,
    ONE_LOOP,
    QUEUE,
    STEP,
    SUM,
    TOO_EARLY,
    TWO_LOOPS,
    written,
)

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.shapes import operands_known
from autograd_mini.course.judging import line_of
from autograd_mini.course.lessons import LARGE, LESSONS
from autograd_mini.course.loops import explain_loop
from autograd_mini.course.marking import mark
from autograd_mini.course.marks import LATER, Line, Mark
from autograd_mini.course.report import report
from autograd_mini.course.words import words
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.verdicts import FAILED, PASSED, Verdict
from autograd_mini.testing.diagnosis.observe import observe
from autograd_mini.testing.diagnosis.text import filled
from autograd_mini.testing.steps import steps


@pytest.mark.parametrize("name", LEARNERS)
def test_a_learner_is_told_what_it_is_and_where(name, tmp_path):
    lesson, backward, changes, mistakes, marker = LEARNERS[name]
    learner = written(tmp_path, lesson, backward, changes)
    found = hints(learner, language="en", level=3, lesson=lesson)
    assert found["mistakes"] == mistakes, found["text"]
    assert "Nothing explains" not in found["text"] and not found["more"]
    lines = re.findall(r"engine\.py, line \d+:   .*|In Python =.*", found["text"])
    assert bool(lines) == (marker is not None), found["text"]
    assert marker is None or any(marker in line for line in lines), found["text"]


@pytest.mark.parametrize("name", CHECKED)
def test_what_the_check_of_lesson_3_sees(name, tmp_path):
    changes, said, line = CHECKED[name]
    outcome = sends(written(tmp_path, 3, ONE_LOOP, changes), language="en")
    assert outcome["status"] == "failed"
    assert said in outcome["sentence"]
    assert line in outcome["lines"]


def test_a_pass_without_a_seed_sends_nothing(tmp_path):
    """All gradients are 0 then; the first thing to say is that that of J is."""
    learner = written(tmp_path, 3, ONE_LOOP, [("        self.grad = 1.0\n", "")])
    for language, said in (
        ("en", "J.grad is 0; it should be 1.0"),
        ("zh", "J.grad 是 0，应为 1.0"),
    ):
        outcome = sends(learner, language=language)
        assert outcome["status"] == "failed" and said in outcome["message"]
        assert filled("missing-seed", (), language)[1:] in outcome["sentence"]
        assert "print(J.grad, " in outcome["python"] and not outcome["general"]
    (tmp_path / "misspelt").mkdir()
    misspelt = written(tmp_path / "misspelt", 3, ONE_LOOP, [("self.grad = 1.0", "self.gard = 1.0")])
    assert "not spelt" in sends(misspelt, language="en")["sentence"]


def test_an_engine_that_is_right_has_nothing_to_hear(tmp_path):
    """A loop, two of them, or a function that is given the gradient will do in lesson 3."""
    for number, backward in enumerate((ONE_LOOP, TWO_LOOPS, STEP, COLLECTS)):
        (tmp_path / str(number)).mkdir()
        learner = written(tmp_path / str(number), 3, backward, [])
        assert sends(learner, language="en")["status"] == "passed"
        assert hints(learner, language="en", level=2, lesson=3)["mistakes"] == []


def test_the_order_of_a_set_is_seen_whatever_the_addresses_are(tmp_path):
    learner = written(tmp_path, 5, COLLECTS, [(IN_ORDER, "list(nodes)")])
    first = observe(learner)
    kept = [learner.value(0.0) for _ in range(1000)]  # so that other addresses come next
    second = observe(learner)
    assert first.unordered and kept
    assert first.outcomes == second.outcomes
    assert "__hash__" not in vars(learner.Value)


# How the newest node is looked for at each turn of a loop, and what is in the line that says so.
SEARCHES = (
    (BY_NUMBER, "for other in nodes:"),
    (BY_NUMBER.replace("list(nodes)", "set(nodes)").replace("nodes[0]", "next(iter(nodes))"),
     "for other in nodes:"),
    ("        while nodes:\n            sender = max(nodes, key=lambda n: n.number)\n"
     "            nodes.remove(sender)\n", "sender = max(nodes"),
    ("        nodes = list(nodes)\n        while nodes:\n"
     "            nodes.sort(key=lambda n: n.number)\n            sender = nodes.pop()\n",
     "nodes.sort("),
)  # fmt: skip


@pytest.mark.parametrize(("search", "line"), SEARCHES)
def test_who_looks_for_the_newest_node_each_time_is_told_to_sort_once(search, line, tmp_path):
    """And not to use a set, which does not help."""
    change = f"        for sender in {IN_ORDER}:\n", search
    learner = written(tmp_path, 5, COLLECTS, [change])
    for language, once in (("en", "Sort once, before the loop"), ("zh", "循环之前排序一次")):
        found = hints(learner, language=language, level=3, lesson=5)
        assert found["mistakes"] == ["quadratic-cost"] and once in found["text"], found["text"]
        assert line in found["text"] and not found["more"]
    assert hints(learner, language="en", level=2, lesson=5)["more"]


@pytest.mark.parametrize("wrong", ["sorted(nodes)", "sorted(nodes, reverse=True)"])
def test_nodes_that_are_sorted_without_a_key_cannot_be_compared(wrong, tmp_path):
    learner = written(tmp_path, 5, COLLECTS, [(IN_ORDER, wrong)])
    for language, said in (("en", "Nodes cannot be compared"), ("zh", "节点不能用 < 或 > 比较")):
        text = hints(learner, language=language, level=3, lesson=5)["text"]
        assert said in text and f"for sender in {wrong}:" in text, text
    assert "which of them is older?" in hints(learner, language="en", level=1, lesson=5)["text"]


WHILE = ("        order = sorted(nodes, key=lambda n: n.number)\n        while order:\n"
         "            sender = order.pop()\n")  # fmt: skip


@pytest.mark.parametrize("loop", [f"        for sender in {IN_ORDER}:\n", WHILE])
def test_self_in_place_of_the_node_that_sends_is_no_factor_forgotten(loop, tmp_path):
    changes = [(f"        for sender in {IN_ORDER}:\n", loop),
               ("sender.grad * partial", "self.grad * partial")]  # fmt: skip
    learner = written(tmp_path, 5, COLLECTS, changes)
    for language, said in (("en", "the gradient of J"), ("zh", "正在传递的节点自己的梯度")):
        text = hints(learner, language=language, level=3, lesson=5)["text"]
        assert said in text and "parent.grad += self.grad * partial" in text, text
        assert filled("missing-upstream-factor", (), language) not in text
    assert "whose gradient" in hints(learner, language="en", level=1, lesson=5)["text"]


def test_who_puts_the_function_node_in_is_told_so(tmp_path):
    """Python does not say so, or names a later line, for engine.py has a function node()."""
    learner = written(tmp_path, 5, COLLECTS, [("nodes.add(parent)", "nodes.add(node)")])
    for language, said in (("en", "the function node of engine.py"), ("zh", "里的函数 node")):
        found = hints(learner, language=language, level=3, lesson=5)
        assert found["mistakes"] == ["function-collected"] and said in found["text"]
        assert "nodes.add(node)" in found["text"]
    (tmp_path / "right").mkdir()
    right = written(tmp_path / "right", 5, MARKS, [])  # where node is a variable
    assert hints(right, language="en", level=3, lesson=5)["mistakes"][0] == "marks-kept"


def test_what_lesson_2_has_checked_is_nothing_that_it_may_be(tmp_path):
    """Unless it is lost since: then that is what it is, or may be."""
    change = ("            parent.push()\n", "")
    for number, more in enumerate(
        [(), [("(self, other), (1.0", "(self, node(other.data)), (1.0")]]
    ):
        (tmp_path / str(number)).mkdir()
        learner = written(tmp_path / str(number), 3, ONE_LOOP, [change, *more])
        text = hints(learner, language="en", level=3, lesson=3)["text"]
        assert operands_known(learner) == (not more)
        assert ("does not know every operand" in text) == bool(more), text


UPSIDE_DOWN = [
    ("(1 / self.data,)", "(self.data,)"),
    ("return Value(y, (self,), (y,))", "return Value(y, (self,), (1 / y,))"),
    ("(y * (1 - y),)", "(1 / (y * (1 - y)),)"),
    ("n * math.pow(self.data, n - 1) if n", "1 / (n * math.pow(self.data, n - 1)) if n"),
]


@pytest.mark.parametrize(("right", "wrong"), UPSIDE_DOWN)
def test_a_slope_that_is_upside_down_is_no_division_in_the_backward_pass(right, wrong, tmp_path):
    """For that would divide for × as well."""
    learner = written(tmp_path, 6, None, [(right, wrong)])
    for language, said in (("en", "upside down"), ("zh", "斜率颠倒了")):
        text = hints(learner, language=language, level=3, lesson=6)["text"]
        assert said in text and wrong in text
        assert filled("divides-instead-of-multiplying", (), language) not in text
    (tmp_path / "divided").mkdir()
    change = ("sender.grad * partial", "sender.grad / partial")
    divided = written(tmp_path / "divided", 6, None, [change])
    assert "upside down" not in hints(divided, language="en", level=3, lesson=6)["text"]


def test_more_is_promised_only_if_there_is_more(tmp_path):
    learner = written(tmp_path, 3, ONE_LOOP, [("            parent.push()\n", "")])
    levels = [hints(learner, language="en", level=level, lesson=3) for level in (1, 2, 3)]
    assert [found["more"] for found in levels] == [True, False, False]
    assert levels[1]["text"] == levels[2]["text"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_explanation_has_one_heading(language):
    for diagnosed in (True, False):
        found = Mark(LESSONS[3], hint="…", asks=False, diagnosed=diagnosed, mistakes=["…"])
        found.lines = [Line("…", "failed", 4)]
        text = report(found, language, 2, "")
        assert (words(language, "explained") in text) == (not diagnosed)


def test_a_method_that_is_not_called_in_the_loop_is_named(tmp_path):
    learner = written(tmp_path, 3, ONE_LOOP, [("parent.push()", "parent.push")])
    found = hints(learner, language="en", level=3, lesson=3)
    assert found["mistakes"] == ["not-called"] and "parent.push" in found["text"]


def test_a_method_without_its_node_is_known_in_lesson_5_too(tmp_path):
    change = ("        self.push()\n", "        push(self)\n")
    learner = written(tmp_path, 5, ONE_LOOP, [ADDED, change])
    text = hints(learner, language="en", level=3, lesson=5)["text"]
    assert "self.send() or parent.send()" in text and ":   push(self)" in text


def test_an_example_uses_only_what_is_written(tmp_path):
    """In lesson 3 that is + and ×."""
    for number, slopes in enumerate(["(1.0, -1.0)", "(2.0, 1.0)", "(-1.0,) * 2"]):
        change = SUM, slopes
        (tmp_path / str(number)).mkdir()
        text = hints(written(tmp_path / str(number), 3, ONE_LOOP, [change]), "en", 2, 3)["text"]
        assert " - " not in text and " / " not in text and "-a" not in text


def test_one_question_is_enough(tmp_path):
    for number, (backward, changes) in enumerate([(ONE_LOOP, [ADDED]), (TOO_EARLY, [])]):
        (tmp_path / str(number)).mkdir()
        learner = written(tmp_path / str(number), 5, backward, changes)
        assert len(hints(learner, language="en", level=1, lesson=5)["text"].splitlines()) == 1


def test_several_operations_are_spoken_of_as_several():
    assert "它们的运算数" in filled("op-sends-nothing", ("add", "mul"), "zh", "question")
    assert "each of + and ×" in filled("op-sends-nothing", ("add", "mul"), "en", "question")


def test_earlier_lessons_are_said_to_be_right_only_if_they_are():
    for language in ("en", "zh"):
        for number in (1, 2, 8):
            found = Mark(LESSONS[number - 1], [Line("…", PASSED, number), Line("…", PASSED, 1)])
            lines = report(found, language, 1, "").splitlines()
            said = f"  ✓ {words(language, 'earlier', last=number - 1)}"
            assert (said in lines) == (number > 1)
            for lesson in {1, number}:  # what is wrong may be in either
                wrong = replace(found, lines=[*found.lines, Line("…", FAILED, lesson, "…")])
                assert said not in report(wrong, language, 1, "").splitlines()


def test_what_hangs_has_a_heading():
    for language in ("en", "zh"):
        found = Mark(LESSONS[4], hangs=True, lines=[Line("…", "failed", 5, message="…")])
        explain_loop(found, language, 1)
        lines = report(found, language, 1, "").splitlines()
        at = lines.index(words(language, "think"))
        assert lines[at + 1].strip() == words(language, "hangs")


def test_each_level_says_more_than_the_one_before(tmp_path):
    learner = written(tmp_path, 5, COLLECTS, QUEUE)
    texts = [hints(learner, language="en", level=level, lesson=5)["text"] for level in (1, 2, 3)]
    assert texts[0].endswith("?") and "a set finds a node at once" in texts[1]
    assert texts[2].startswith(texts[1])
    assert "if parent not in nodes" in texts[2]


@pytest.mark.slow
@pytest.mark.parametrize(("backward", "last"), [(COLLECTS, "cost_in_proportion"), (TOO_EARLY, "")])
def test_large_graphs_wait_until_the_rest_is_right(backward, last, tmp_path):
    """And of large graphs none is tried after one for which the engine is too slow."""
    written(tmp_path, 5, backward, QUEUE if last else [])
    found = mark(tmp_path, LESSONS[4])
    waiting = LARGE[LARGE.index(last) + 1 :] if last else LARGE
    later = [line.sentence for line in found.lines if line.status == LATER]
    assert later == [PROPERTIES[name].sentence for name in waiting]
    assert found.wrong and not found.passed
    assert all(words("en", "later") in report(found, "en", 1, "") for _ in later)


@pytest.mark.slow
def test_what_an_earlier_lesson_taught_is_checked_again(tmp_path):
    """With a node that loses its number after it has sent, lesson 4 alone would be passed."""
    call = "            parent.push()\n"
    lost = (call, f"{call}        self.data = 0.0\n")
    written(tmp_path, 4, TWO_LOOPS, [ADDED, lost])
    found = mark(tmp_path, LESSONS[3], hints=3)
    assert not found.passed
    assert {line.lesson for line in found.lines if line.status == "failed"} == {3}
    assert found.mistakes == ["changes-values"]


def test_leaves_keep_what_they_have_in_lesson_5():
    assert "two_results_add_up" in LESSONS[4].properties


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_search_that_is_slow_is_shown_by_a_program_for_beginners(
    language, tmp_path, monkeypatch, capsys
):
    """It uses nothing that a term of Python has not, and shows by the clock what is wrong."""
    monkeypatch.chdir(tmp_path)
    grown = []
    for changes in (QUEUE, [(f"        for sender in {IN_ORDER}:\n", BY_NUMBER)], []):
        learner = written(tmp_path, 5, COLLECTS, changes)
        verdict = Verdict("cost_in_proportion", "", FAILED, "…")
        python = line_of(verdict, 5, language, "").python
        assert not re.search(r"zip|lambda|\[.*:|\[.* for |steps", python)
        monkeypatch.setitem(sys.modules, "engine", learner.module)
        # The clock goes on by a second for each step that backward() takes.
        clock, backward = [0.0], learner.Value.backward

        def timed(node, clock=clock, backward=backward, cls=learner.Value):
            clock[0] += steps(lambda: backward(node), cls)

        learner.Value.backward = timed
        monkeypatch.setattr("time.time", lambda clock=clock: clock[0])
        exec(compile(python.replace("500, 2000", "50, 200"), "<program>", "exec"), {})
        few, many = re.findall(r"\d+\.\d+", capsys.readouterr().out)
        grown.append(float(many) / float(few))
    assert grown[0] > 10 and grown[1] > 10 and grown[2] < 5

"""A ✓ is only for what is really so, and what is written is judged, though the rest is not."""

import re

import pytest

from autograd_mini.course.lessons import LESSONS, RESTS_ON, sentence_of
from autograd_mini.course.marking import mark
from autograd_mini.course.marks import LATER, MISSING
from autograd_mini.course.source import engine
from autograd_mini.testing.conform.verdicts import FAILED, PASSED

ZERO = "    for weight in weights:\n        weight.grad = 0.0\n"


def parts(lesson):
    """Return the functions of a lesson, by name: as they are given, and as they are solved."""
    given, solved = (
        dict(re.findall(r"def (\w+)(\(.*?)(?=\n *def |\n\n *#|\n\n\n|\Z)", engine(n), re.DOTALL))
        for n in (lesson - 1, lesson)
    )
    return {name: (given[name], solved[name]) for name in solved if given[name] != solved[name]}


def marked(tmp_path, lesson, changes):
    """Return the status of each line of a lesson, by its sentence in English."""
    code = engine(lesson)
    for before, after in changes:
        assert before in code, before
        code = code.replace(before, after)
    (tmp_path / "engine.py").write_text(code, "utf-8")
    lines = mark(tmp_path, LESSONS[lesson - 1]).lines
    return {line.sentence: line.status for line in lines if line.lesson == lesson}


def unwritten(lesson, *names):
    """Return the changes by which functions are as they are given."""
    return [(solved, given) for name, (given, solved) in parts(lesson).items() if name in names]


def nothing(lesson):
    """Return the changes by which each function of a lesson returns nothing."""
    return [
        (solved, solved.partition('"""\n')[0].partition(":\n")[0] + ":\n        return None")
        for _, solved in parts(lesson).values()
    ]


def sentences(lesson):
    """Return what is checked of a lesson, by the names of its checks and properties."""
    found = LESSONS[lesson - 1]
    checks = {check.function: check.sentence["en"] for check in found.checks}
    return checks | {name: sentence_of(name, "en") for name in found.properties}


def test_what_rests_on_something_else_is_in_the_same_lesson():
    for name, others in RESTS_ON.items():
        assert any({name, *others} <= sentences(lesson.number).keys() for lesson in LESSONS)


# What is so though nothing of the lesson is written: given operations, and the backward pass.
TRUE = {
    6: {"derivative_of_neg", "derivative_of_sub"},
    7: {"numbers_on_the_right", "whole_numbers"},
    8: {"two_results_share_a_node"},
}


@pytest.mark.slow
@pytest.mark.parametrize("lesson", TRUE)
def test_what_is_not_written_and_what_returns_nothing_gets_no_mark(lesson, tmp_path):
    said = sentences(lesson)
    for number, changes in enumerate((unwritten(lesson, *parts(lesson)), nothing(lesson))):
        (tmp_path / str(number)).mkdir()
        found = marked(tmp_path / str(number), lesson, changes)
        right = {sentence for sentence, status in found.items() if status == PASSED}
        assert right == {said[name] for name in TRUE[lesson]}, changes
        assert (FAILED in found.values()) == bool(number)


@pytest.mark.slow
def test_a_part_that_is_written_is_judged(tmp_path):
    """In lesson 8 the network, though descend is not; in lesson 7 a neuron, and so on."""
    cases = (
        (8, ["descend"], {"networks:layers": PASSED, "networks:descents": MISSING,
                          "networks:trained": LATER, "gradient_set_to_0": LATER}),
        (8, ["network"], {"networks:layers": MISSING, "networks:descents": LATER}),
        (7, ["cost"], {"neurons:one_minus": PASSED, "neurons:units": PASSED,
                       "neurons:costs": MISSING, "neurons:deltas": LATER}),
        (7, ["__rsub__"], {"neurons:one_minus": MISSING, "neurons:units": PASSED,
                           "neurons:costs": LATER}),
        (6, ["sigmoid"], {"numbers:numbers": MISSING, "derivative_of_log": PASSED,
                          "outside_the_domain": PASSED, "agreement_with_dual_numbers": LATER}),
    )  # fmt: skip
    for number, (lesson, names, wanted) in enumerate(cases):
        (tmp_path / str(number)).mkdir()
        found = marked(tmp_path / str(number), lesson, unwritten(lesson, *names))
        said = sentences(lesson)
        assert {name: found[said[name]] for name in wanted} == wanted
        assert FAILED not in found.values()


def test_a_part_that_is_wrong_is_marked_so_and_what_is_not_written_as_that(tmp_path):
    wrong = ("neuron(row, inputs)", "neuron(row, x)")
    found, said = marked(tmp_path, 8, [wrong, *unwritten(8, "descend")]), sentences(8)
    assert found[said["networks:layers"]] == FAILED
    assert found[said["networks:descents"]] == MISSING


@pytest.mark.slow
def test_gradients_that_descend_never_sets_to_0_get_no_mark(tmp_path):
    found, said = marked(tmp_path, 8, [(ZERO, "")]), sentences(8)
    assert found[said["networks:layers"]] == PASSED
    assert found[said["networks:descents"]] == FAILED
    assert found[said["gradient_set_to_0"]] == LATER

"""A learner walks through the course, and makes in each lesson the mistake that belongs to it.

They see the hint that leads to it, follow it, and go on: by the real command, in their own folder.
"""

import contextlib
import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import NamedTuple

import pytest

from autograd_mini.__main__ import main
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.course.source import engine
from autograd_mini.formulas.labels import width_of
from autograd_mini.testing.diagnosis.mistakes import MISTAKES
from autograd_mini.testing.diagnosis.text import filled

# What a learner writes in place of a part of the solution, the misconception that it is, and the
# operations that are meant; the first lesson and the last are about more than an engine, and their
# mistakes are slips.
MORE = {3: 3, 6: 2}  # lessons in which more of a hint is asked for, and how much
MISTAKEN = {
    1: ("/ (2 * h)", "/ h", "wrong-run", ()),
    2: ("(self, other))", "tuple({self, other}))", "operands-in-a-set", ()),
    3: ("(other.data, self.data)", "(self.data, other.data)", "wrong-operand", ("mul",)),
    4: ("parent.grad += self", "parent.grad = self", "overwrites-gradient", ()),
    5: (", reverse=True", "", "order-not-reversed", ()),
    6: ("(y * (1 - y),)", "(self.data * (1 - self.data),)", "input-for-output", ("sigmoid",)),
    7: ("return -self + number", "return self - number", "reflected-reversed", ("sub",)),
    8: ("weight.data -= rate", "weight.data += rate", "uphill", ()),
}  # fmt: skip


class Done(NamedTuple):
    """What came of a command."""

    returncode: int
    stdout: str
    stderr: str


def course(folder, *arguments):
    """Run the command as a learner does."""
    command = [sys.executable, "-m", "autograd_mini", "course", *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")
    return Done(done.returncode, done.stdout, done.stderr)


def here(folder, step, *arguments):
    """Run the command in this process, which saves the time that a new one takes to begin."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(["course", step, str(folder), *map(str, arguments)])
    return Done(status, out.getvalue(), err.getvalue())


def asked(name, operations, language, what="question"):
    """Return what a learner is to read of a misconception."""
    if name in SLIPS:
        return getattr(SLIPS[name], what)[language]
    return filled(name, operations, language, what)


def mistaken(number, language="en"):
    """Return the engine of a learner who makes the mistake of a lesson."""
    right, wrong, name, operations = MISTAKEN[number]
    solution = engine(number, language)
    assert right in solution
    return solution.replace(right, wrong), name, operations


def test_each_mistake_belongs_to_its_lesson():
    for number, (_, _, name, _) in MISTAKEN.items():
        assert (name in SLIPS) == (number in (1, 8))
        assert name in SLIPS or MISTAKES[name].lesson == number
    assert {mistake.lesson for mistake in MISTAKES.values()} == {0, *range(2, 8)}
    assert [name for name, mistake in MISTAKES.items() if not mistake.lesson] == [
        "single-precision"
    ]


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The folder of a learner who has walked through the course, and what was said on the way."""
    folder = tmp_path_factory.mktemp("walk")
    started = course(folder, "start", "mine")
    assert (started.returncode, started.stderr) == (0, "")
    mine, said = folder / "mine", {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        for lesson in LESSONS:
            number = lesson.number
            code, _, _ = mistaken(number)
            (mine / "engine.py").write_text(code, "utf-8")
            first = here(mine, "check")
            more = here(mine, "check", "--hints", MORE[number]) if number in MORE else None
            before = json.loads((mine / "progress.json").read_text("utf-8"))
            (mine / "engine.py").write_text(engine(number), "utf-8")
            said[number] = first, more, before, here(mine, "check")
    return mine, said


def says(output, sentence):
    """Tell whether a sentence is there, in whatever lines."""
    return "".join(sentence.split()) in "".join(output.split())


@pytest.mark.slow
@pytest.mark.parametrize("number", MISTAKEN)
def test_a_lesson(walked, number):
    _, said = walked
    first, _, before, right = said[number]
    _, name, operations = mistaken(number)
    assert first.returncode == 1, first.stdout + first.stderr
    assert f"Lesson {number} of 8: {LESSONS[number - 1].title['en']}" in first.stdout
    assert says(first.stdout, asked(name, operations, "en"))
    assert not says(first.stdout, asked(name, operations, "en", "sentence"))
    assert "course check --hints 2" in first.stdout
    assert before["lesson"] == number
    assert right.returncode == 0, right.stdout + right.stderr
    assert "✗" not in right.stdout and right.stderr == ""
    if number < 8:
        assert f"Lesson {number} is done. The next one: lesson-{number + 1}.md" in right.stdout
    assert MISTAKEN[number][0].strip() not in first.stdout  # a solution that nobody has asked for


@pytest.mark.slow
@pytest.mark.parametrize("number", MORE)
def test_more_of_a_hint(walked, number):
    _, said = walked
    _, name, operations = mistaken(number)
    more = said[number][1].stdout
    assert says(more, asked(name, operations, "en", "sentence")[1:])
    assert ("engine.py, line" in more) == (MORE[number] == 3)
    assert ("course check --hints 3" in more) == (MORE[number] == 2)
    assert MISTAKEN[number][0].strip() not in more


@pytest.mark.slow
@pytest.mark.parametrize("number", MISTAKEN)
def test_a_lesson_has_a_picture_of_what_was_written(walked, number):
    mine, said = walked
    picture = ET.fromstring((mine / f"lesson-{number}.svg").read_text("utf-8"))
    assert f"lesson-{number}.svg" in said[number][3].stdout
    text = "".join(picture.itertext()).replace("\N{MINUS SIGN}", "-")
    # A number that only the right engine has.
    shown = {1: "slope(x², 1.5) = 3", 2: "-2.00", 3: "-6.00", 4: "-2.00", 5: "+6.00", 6: "-0.881",
             7: "-0.881", 8: "+0.249"}[number]  # fmt: skip
    assert shown in text


@pytest.mark.slow
def test_all_that_is_laid_out_and_printed_fits_a_terminal(walked):
    mine, said = walked
    texts = [done.stdout for row in said.values() for done in row if isinstance(done, Done)]
    texts += [path.read_text("utf-8") for path in mine.iterdir() if path.suffix in (".md", ".py")]
    assert len(texts) >= 28
    for line in "\n".join(texts).replace(str(mine), "mine").splitlines():
        assert width_of(line) <= 80, line


@pytest.mark.slow
def test_the_end_of_the_course(walked):
    mine, said = walked
    last = said[8][3].stdout
    assert says(last, "All eight lessons are done. Your engine has 95 lines of code")
    assert f"\n    autograd-mini train {mine / 'iris.csv'} --scale --held-out 0.2\n" in last
    assert says(last, "J goes from 2.37 to 0.881, and of 50 flowers that it has not seen 43")
    assert json.loads((mine / "progress.json").read_text("utf-8"))["lesson"] == 9
    third = here(mine, "check", "--lesson", "3").stdout
    assert third.endswith("\nLesson 3 is done.\n")
    status = here(mine, "status").stdout
    assert status.count("✓") == 8 and "here" not in status


@pytest.mark.slow
def test_a_lesson_in_chinese(tmp_path, monkeypatch):
    assert course(tmp_path, "start", "mine", "--language", "zh").returncode == 0
    mine = tmp_path / "mine"
    progress = json.loads((mine / "progress.json").read_text("utf-8"))
    (mine / "progress.json").write_text(json.dumps({**progress, "lesson": 4}), "utf-8")
    code, name, operations = mistaken(4, "zh")
    (mine / "engine.py").write_text(code, "utf-8")
    # As in a place without a `dot`, where the Graphviz of pygraphviz draws.
    monkeypatch.setenv("PATH", str(tmp_path))
    done = here(mine, "check")
    assert done.returncode == 1
    assert "第 4 课（共 8 课）：为什么是 +=" in done.stdout
    assert asked(name, operations, "zh") in done.stdout
    assert "对 a 的导数是 1.0，应为 2.0。" in done.stdout
    assert "梯度" in (mine / "lesson-4.svg").read_text("utf-8")
    (mine / "engine.py").write_text(engine(4, "zh"), "utf-8")
    done = course(mine, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "第 4 课完成了。下一课：lesson-5.md，为什么要拓扑序。" in done.stdout

"""An earlier lesson that is no longer right: what is said of it, and of the lesson that waits."""

import re

import pytest

from autograd_mini.__main__ import main
from autograd_mini.course.folder import Progress, keep, progress_in, start
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.marks import MISSING, Line, Mark
from autograd_mini.course.report import report
from autograd_mini.course.source import engine
from autograd_mini.course.words import words
from autograd_mini.testing.conform.verdicts import FAILED, PASSED

STATUSES = (PASSED, FAILED, MISSING)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("own", STATUSES)
@pytest.mark.parametrize("first", STATUSES)
@pytest.mark.parametrize("second", STATUSES)
@pytest.mark.parametrize("hangs", [True, False])
def test_what_is_said_is_true_and_enough(language, own, first, second, hangs):
    """Of each way in which lesson 3 and the two before it can be."""
    earlier = [] if own == FAILED else [(1, first), (2, second)]  # as they are checked
    statuses = [(3, own), *earlier]
    lines = [Line("…", status, number, "…") for number, status in statuses]
    mark = Mark(LESSONS[2], lines, hangs=hangs and FAILED in dict(statuses).values())
    said = report(mark, language, 1, "")
    again = [number for number, status in earlier if status != PASSED]
    only = len(again) == 1 and own == PASSED and not mark.hangs
    for key, there in (("then done", again and only), ("waits", again and not only)):
        for number in (1, 2):
            sentence = words(language, key, number=3, again=number)
            assert (sentence in said) == bool(there and number == again[0])
    kept = words(language, "earlier", last=2)
    assert (f"✓ {kept}" in said) == (own != FAILED and not again)
    assert (f"· {words(language, 'up to', last=2)}" in said) == (own == FAILED and not mark.hangs)
    if not mark.wrong and not mark.passed:  # what is to be written first
        number = again[0] if again else 3
        key = "to write again" if again else "to write"
        assert words(language, key, number=number, text=f"lesson-{number}.md") in said
    elif mark.wrong:
        number = 3 if own == FAILED else next(n for n, status in earlier if status == FAILED)
        assert f"lesson-{number}.md" in said and f"course solution {number}" in said


BROKEN = ("/ (2 * h)", "/ h")
UNWRITTEN = ("    h = 1e-5\n    return (f(x + h) - f(x - h)) / (2 * h)\n",
             '    raise NotImplementedError("lesson 1")\n')  # fmt: skip


@pytest.fixture
def checked(tmp_path, capsys):
    """Return what is said to a learner who has come to a lesson, and whether it is passed."""

    def said(lesson, code, *arguments, change=("", "")):
        folder = tmp_path / "mine"
        if not folder.exists():
            start(folder)
        keep(folder, Progress("en", lesson))
        (folder / "engine.py").write_text(code.replace(*change), "utf-8")
        status = main(["course", "check", str(folder), *arguments])
        return status, " ".join(capsys.readouterr().out.split()), progress_in(folder).lesson

    return said


@pytest.mark.slow
def test_lesson_1_broken_again(checked):
    for code, key in ((engine(1), "waits"), (engine(2), "then done")):
        status, said, lesson = checked(2, code, change=BROKEN)
        assert (status, lesson) == (1, 2)
        assert words("en", key, number=2, again=1) in said
        assert "slope(exp, 0.7) is 4.02751" in said and "(lesson 1)" in said
    status, said, _ = checked(2, engine(2), change=UNWRITTEN)
    assert status == 1 and words("en", "to write again", number=1, text="lesson-1.md") in said
    status, said, _ = checked(3, engine(2), "--lesson", "1", change=BROKEN)
    assert status == 1 and words("en", "waits too", number=3) in said


@pytest.mark.slow
def test_a_lesson_that_is_asked_for_again_leads_back(checked):
    for lesson, number in ((4, 1), (1, 2)):  # behind, and ahead
        status, said, _ = checked(lesson, engine(2), "--lesson", str(number))
        title = LESSONS[lesson - 1].title["en"]
        there = words("en", "back", number=number, text=f"lesson-{lesson}.md", title=title)
        assert status == 0 and there in said
    status, said, _ = checked(2, engine(1), "--lesson", "1")
    assert "Lesson 1 is done. The next one: lesson-2.md" in said and not re.search("Go on", said)

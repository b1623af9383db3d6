"""What a learner may do to the command that nobody would wish: one sentence, and an exit status."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograd_mini.__main__ import main
from autograd_mini.command import course as command
from autograd_mini.course import folder as folders
from autograd_mini.course import marking
from autograd_mini.course.folder import PROGRESS, Progress, keep
from autograd_mini.course.judging import line_of
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.loops import WHY
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.course.source import engine
from autograd_mini.course.words import words
from autograd_mini.testing.conform.verdicts import FAILED, Marking, Verdict
from autograd_mini.testing.diagnosis import text
from autograd_mini.testing.diagnosis.finding import Finding, Findings

COURSE = [sys.executable, "-m", "autograd_mini", "course"]


@pytest.fixture
def mine(tmp_path):
    """The folder of a learner who has just begun."""
    folders.start(tmp_path / "mine")
    return tmp_path / "mine"


def one_sentence(capsys, *arguments):
    """Run the command, which cannot do what is asked, and return what it says."""
    assert main(["course", *map(str, arguments)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "Traceback" not in err
    return err


def test_a_course_in_the_folder_where_one_is(tmp_path, capsys, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert main(["course", "start", "."]) == 0
    assert Path("engine.py").read_text("utf-8") == engine(0)
    assert main(["course", "status"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_a_course_without_a_name_for_its_folder(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["course", "start", "--language", "zh"]) == 0
    assert "cd engine-course" in capsys.readouterr().out
    assert Path("engine-course/README.md").read_text("utf-8") == folders.text_of("README.md", "zh")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_course_within_a_course(mine, capsys, monkeypatch, language):
    (mine / "empty").mkdir()
    monkeypatch.chdir(mine)
    for folder in ("mine", "empty", "a/b"):
        said = one_sentence(capsys, "start", folder, "--language", language)
        assert said == words(language, "within", folder=folder, around=mine) + "\n"
    assert not (mine / "mine").exists() and not (mine / "a").exists()


def test_a_folder_that_is_no_course(tmp_path, capsys):
    for step in ("check", "status"):
        assert "holds no course" in one_sentence(capsys, step, tmp_path)
        assert "holds no course" in one_sentence(capsys, step, tmp_path / "nowhere")


def test_a_number_is_taken_for_a_lesson_unless_it_is_a_folder(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "autograd-mini course check --lesson 7" in one_sentence(capsys, "check", "7")
    assert "检查第 7 课" in one_sentence(capsys, "check", "7", "--language", "zh")
    (tmp_path / "7").mkdir()
    assert "7 holds no course" in one_sentence(capsys, "check", "7")


def test_outside_a_course_it_speaks_the_language_of_one_nearby(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "holds no course" in one_sentence(capsys, "check", "nowhere")
    assert "里没有课程" in one_sentence(capsys, "check", "不存在")
    folders.start(tmp_path / "mine", "zh")
    assert main(["course", "solution", "8"]) == 0  # from above the course
    assert capsys.readouterr().out == engine(8, "zh")
    monkeypatch.chdir(tmp_path / "mine")
    assert "里没有课程" in one_sentence(capsys, "check", "/nowhere")


@pytest.mark.slow
@pytest.mark.parametrize(("begun", "asked"), [("en", "zh"), ("zh", "en")])
def test_the_language_that_is_asked_for_is_spoken_in_every_course(tmp_path, capsys, begun, asked):
    folders.start(tmp_path / "mine", begun)
    steps = ("check", "status", "solution 2", "check --lesson 9", "check --lesson 4 --hints 2")
    for step in (step.split() for step in steps):
        line = ["course", *step, str(tmp_path / "mine")]
        told = []
        for said in (line, [*line, "--language", asked], ["--language", asked, *line]):
            main(said)
            told.append("".join(capsys.readouterr()))
        chinese = [bool(re.search("[\u4e00-\u9fff]", text)) for text in told]
        assert chinese == [begun == "zh", asked == "zh", asked == "zh"], told
    for nowhere in ("nowhere", "不存在", "mine/sub"):
        said = one_sentence(capsys, "check", tmp_path / nowhere, "--language", asked)
        assert ("holds no course" in said) == (asked == "en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_of_the_learner_is_overwritten(mine, tmp_path, capsys, language):
    (mine / "engine.py").write_text("# mine", "utf-8")
    spoken = ["--language", language]
    assert "course check" in one_sentence(capsys, "start", mine, *spoken)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.tex").write_bytes(b"")
    one_sentence(capsys, "start", tmp_path / "full", *spoken)
    one_sentence(capsys, "start", mine / "engine.py", *spoken)
    assert (mine / "engine.py").read_text("utf-8") == "# mine"
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["thesis.tex"]
    (tmp_path / "empty").mkdir()
    assert main(["course", "start", str(tmp_path / "empty"), *spoken]) == 0
    assert len(list((tmp_path / "empty").iterdir())) == 12


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        ("{", "damaged"),
        ("[" * 50_000, "damaged"),
        ("\x00\xff", "damaged"),
        ('"x" * 3', "damaged"),
        ("[1, 2]", "something else"),
        ('{"course": "another"}', "something else"),
        ('{"course": "autograd_mini"}', "damaged"),
        ('{"course": "autograd_mini", "format": "1"}', "damaged"),
        ('{"course": "autograd_mini", "format": 2}', "newer"),
        ('{"course": "autograd_mini", "format": 1, "language": [], "lesson": 1}', "damaged"),
        ('{"course": "autograd_mini", "format": 1, "language": "en", "lesson": true}', "damaged"),
        ('{"course": "autograd_mini", "format": 1, "language": "en", "lesson": 10}', "damaged"),
    ],
)
def test_progress_that_cannot_be_read(mine, capsys, progress, said):
    (mine / PROGRESS).write_text(progress, "latin-1")
    assert said in one_sentence(capsys, "check", mine)
    assert (mine / PROGRESS).read_text("latin-1") == progress


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys; sys.exit(3)", "sys.exit(3)"),
        ("class value: pass", "it has value: call the class Value, spelt so"),
        ("class Value:\n    pass", "has no `__init__`"),
        ("x = 1\nwhile True: pass", "after 1 s of computing it was still in the loop of line 2"),
        (None, "engine.py; to get one back, begin a course in a new folder"),
    ],
)
def test_an_engine_that_cannot_be_imported(mine, capsys, monkeypatch, code, said):
    monkeypatch.setattr(marking, "IMPORT_SECONDS", 1.0)
    (mine / "engine.py").unlink()
    if code is not None:
        (mine / "engine.py").write_text(code, "utf-8")
    err = one_sentence(capsys, "check", mine)
    assert said in err and "adapter" not in err
    assert json.loads((mine / PROGRESS).read_text("utf-8"))["lesson"] == 1


def test_a_line_that_cannot_be_imported_stands_by_itself(mine, capsys):
    """No bracket of ours seems to be one of it."""
    (mine / "engine.py").write_text("x = abs(\n    y)", "utf-8")
    assert main(["course", "check", str(mine)]) == 2
    err = capsys.readouterr().err
    assert err.startswith('engine.py, line 2: nothing is called y there. Python says: "NameError:')
    assert err.endswith("\n\n    y)\n")


@pytest.mark.parametrize(
    ("instead", "status", "said"),
    [
        ("while True: pass", 1, "after 1 s of computing (engine.py, line 11).\nIn Python, where"),
        ("import os; os._exit(0)", 1, "It ends the process, with exit status 0."),
        ("print('x' * 10_000_000); h = 1e-5", 0, "Lesson 1 is done."),
        ("return 'steep'", 1, "slope(exp, 0.7) is no number, but of the type str"),
        ("return str(f(x + 1e-5) / 1e-5 - f(x) / 1e-5)", 1, "of the type str; it should be 2.01"),
        ("return f", 1, "slope(exp, 0.7) is no number"),
    ],
)
def test_an_engine_that_misbehaves(mine, capsys, monkeypatch, instead, status, said):
    monkeypatch.setattr(marking, "SECONDS", 1.0)
    (mine / "engine.py").write_text(engine(1).replace("h = 1e-5", instead), "utf-8")
    assert main(["course", "check", str(mine)]) == status
    out, err = capsys.readouterr()
    assert said in out and err == "" and len(out) < 2000
    assert json.loads((mine / PROGRESS).read_text("utf-8"))["lesson"] == 2 - status


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_wrong_with_a_folder_is_said_in_its_language(tmp_path, capsys, language):
    mine = tmp_path / "my own"
    folders.start(mine, language)
    for elsewhere in (tmp_path, mine / "sub"):
        elsewhere.mkdir(exist_ok=True)
        said = one_sentence(capsys, "check", elsewhere)
        near = folders.quoted(mine if elsewhere == tmp_path else mine / "sub" / "..")
        assert said == words(language, "near", folder=elsewhere, near=near) + "\n"
    (mine / PROGRESS).write_text("{", "utf-8")
    said = one_sentence(capsys, "check", mine)
    assert said == words(language, "damaged", file=mine / PROGRESS) + "\n"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_the_packages_the_checks_are_announced(tmp_path, capsys, monkeypatch, language):
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    mine = tmp_path / "a name"
    assert main(["course", "start", str(mine), "--language", language]) == 0
    out = capsys.readouterr().out
    assert f'cd "{mine}"' in out and words(language, "needs") in out
    assert one_sentence(capsys, "check", mine) == words(language, "needs") + "\n"


@pytest.mark.slow
def test_lesson_7_needs_no_numpy(mine, capsys, monkeypatch, tmp_path):
    """It is no dependency, and what a learner cannot write must not stop them."""
    (tmp_path / "numpy.py").write_text("raise ImportError", "utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    (mine / "engine.py").write_text(engine(7), "utf-8")
    assert main(["course", "check", str(mine), "--lesson", "7"]) == 0
    assert "NumPy" not in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lesson", "right", "wrong", "hints", "said", "unsaid"),
    [
        # What is wrong is not what the picture says.
        (1, "    return (f", "    (f", 1, "What does a function give back", "No picture"),
        (1, "    return (f", "    (f", 3, ":   (f(x + h) - f(x - h)) / (2 * h)", "--hints 4"),
        # No misconception explains this, and a list of programs would not help.
        (5, "reverse=True", "reverse=len(nodes) % 3 > 0", 1, "Draw the graph", "small programs,"),
        # What Python says is known.
        (6, "(1 / self.data,)", "(1 / self.data)", 2, "is (x,), with a comma", "stops log"),
        # A learner who asks for a lesson goes on with it, and sees what they have printed.
        (7, "return -self + number", "print('a\\n' * 99)", 1, "--lesson 7", "    a\n" * 11),
        # A misconception that is known comes before what can be said of any error.
        (7, "-self + number", "self - number", 1, "two is `self` then", "Read the error"),
    ],
)  # fmt: skip
def test_what_a_hint_says(mine, capsys, lesson, right, wrong, hints, said, unsaid):
    code = engine(lesson)
    assert right in code
    (mine / "engine.py").write_text(code.replace(right, wrong), "utf-8")
    assert main(["course", "check", str(mine), "--lesson", str(lesson), f"--hints={hints}"]) == 1
    out = capsys.readouterr().out
    assert said in out and unsaid not in out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_picture_of_an_earlier_engine_is_told_as_that(language, mine, capsys):
    check, old = ["course", "check", str(mine), "--lesson", "1", "--language", language], "lesson-1"
    (mine / "engine.py").write_text(engine(1), "utf-8")
    assert main(check) == 0
    told = words(language, "old picture", file=f"{old}.svg")
    assert told not in capsys.readouterr().out and (mine / f"{old}.svg").is_file()
    (mine / "engine.py").write_text(engine(1).replace("    return (f", "    (f"), "utf-8")
    assert main(check) == 1
    assert told in capsys.readouterr().out.replace("\n", " " if language == "en" else "")


def test_a_course_without_graphviz_says_so_in_one_sentence(mine, capsys, monkeypatch, tmp_path):
    (tmp_path / "pygraphviz.py").write_text("raise ImportError", "utf-8")
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util\nfind = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: "
        "None if name == 'pygraphviz' else find(name, *rest)\n",
        "utf-8",
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    monkeypatch.setenv("PYTHONPATH", path)
    monkeypatch.setenv("PATH", str(tmp_path))
    keep(mine, Progress("en", 2))
    (mine / "engine.py").write_text(engine(2), "utf-8")
    assert main(["course", "check", str(mine)]) == 0
    out = capsys.readouterr().out
    assert "No picture: drawing needs Graphviz" in out and "Lesson 2 is done." in out
    assert not (mine / "lesson-2.svg").exists()


def test_a_lesson_can_be_checked_once_more(mine, capsys):
    keep(mine, Progress("en", 5))
    (mine / "engine.py").write_text(engine(1), "utf-8")
    assert main(["course", "check", str(mine), "--lesson", "1"]) == 0
    assert "is done" not in capsys.readouterr().out
    assert json.loads((mine / PROGRESS).read_text("utf-8"))["lesson"] == 5
    for number in ("0", "9", "-3"):
        assert "lessons 1 … 8" in one_sentence(capsys, "check", mine, f"--lesson={number}")


def test_a_solution_is_shown_if_it_is_asked_for(mine, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(1, 9):
        assert main(["course", "solution", str(number)]) == 0
        assert capsys.readouterr().out == engine(number)
    assert "lessons 1 … 8" in one_sentence(capsys, "solution", 9)
    keep(mine, Progress("zh"))
    assert main(["course", "solution", "3", str(mine)]) == 0
    assert capsys.readouterr().out == engine(3, "zh")


def test_how_far_one_has_come(mine, capsys):
    keep(mine, Progress("zh", 3))
    assert main(["course", "status", str(mine)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[0] for line in lines] == ["✓", "✓", *" " * 6]
    assert "在这里" in lines[2] and "+ 与 × 的反向传播" in lines[2]


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
def test_a_disk_that_is_full(tmp_path, mine):
    """No file may grow beyond what there is room for, and then nothing is there."""

    def full():
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    # Python would cut short what it keeps of the modules that it compiles, too, and not notice.
    done = subprocess.run(
        [*COURSE, "start", "new"], cwd=tmp_path, preexec_fn=full, capture_output=True, text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("new: ")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_check_that_cannot_write_down_what_it_found(mine, capsys, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", PROGRESS)

    (mine / "engine.py").write_text(engine(1), "utf-8")
    before = (mine / PROGRESS).read_bytes()
    monkeypatch.setattr(folders, "write", full)
    assert "No space left" in one_sentence(capsys, "check", mine)
    assert (mine / PROGRESS).read_bytes() == before


def test_an_interrupted_start_leaves_nothing(tmp_path, monkeypatch, capsys):
    written = []

    def interrupted(path, content):
        written.append(path)
        if len(written) == 5:
            raise KeyboardInterrupt
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    monkeypatch.setattr(folders, "write", interrupted)
    assert main(["course", "start", str(tmp_path / "new")]) == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="it has other signals")
def test_an_interrupted_check(mine):
    code = engine(1).replace("h = 1e-5", "open('begun', 'w').close()\n    while True: pass")
    (mine / "engine.py").write_text(code, "utf-8")
    running = subprocess.Popen(
        [*COURSE, "check"], cwd=mine, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while not (mine / "begun").exists() and running.poll() is None:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()
    assert (running.returncode, out) == (130, "")
    assert "Traceback" not in err
    assert json.loads((mine / PROGRESS).read_text("utf-8"))["lesson"] == 1


def test_help_shows_examples(capsys):
    with pytest.raises(SystemExit):
        main(["course", "--help"])
    assert "autograd-mini course start my-engine" in capsys.readouterr().out


@pytest.mark.slow
def test_after_a_program_that_does_not_end_nothing_more_is_checked(mine, capsys, monkeypatch):
    """Each of the eight others would compute until its limit, too."""
    monkeypatch.setattr(marking, "SECONDS", 1.0)
    code = engine(5).replace(
        "        while waiting:\n", "        while True:\n            waiting = [self]\n"
    )
    (mine / "engine.py").write_text(code, "utf-8")
    assert main(["course", "check", str(mine), "--lesson", "5"]) == 1
    out = capsys.readouterr().out
    line = code[: code.index("while True")].count("\n") + 1
    assert f"It was ended after 1 s of computing (engine.py, line {line}).\nIn Python, where" in out
    assert "Ctrl-C" in out and "Ctrl-C" in words("zh", "endless")
    assert WHY["always"].question["en"].format(line=line) in " ".join(out.split())
    assert words("en", "no more") in out
    assert out.count("✗") == 1 and "✓" not in out


@pytest.mark.slow
def test_of_a_loop_that_does_not_end_one_process_only_computes_until_its_limit(mine, monkeypatch):
    """And the loop is named where Python itself has no line: at the jump back to its head."""
    monkeypatch.setattr(marking, "SECONDS", 1.0)
    asked, verdict = [], Marking.verdict
    monkeypatch.setattr(
        Marking, "verdict", lambda self, name: asked.append(name) or verdict(self, name)
    )
    code = engine(5)
    right, wrong = "            for parent in waiting.pop()", "            for parent in waiting[0]"
    assert right in code
    (mine / "engine.py").write_text(code.replace(right, wrong), "utf-8")
    found = marking.mark(mine, LESSONS[4])
    assert asked == [LESSONS[4].properties[0]]
    line = code[: code.index("while waiting")].count("\n") + 1
    assert found.lines[0].endless and f"engine.py, line {line}" in found.lines[0].message


@pytest.mark.slow
def test_a_check_shows_how_far_it_is_on_a_terminal_only(mine, capsys, monkeypatch):
    (mine / "engine.py").write_text(engine(4), "utf-8")
    for terminal in (True, False):
        monkeypatch.setattr(sys.stderr, "isatty", lambda terminal=terminal: terminal)
        assert main(["course", "check", str(mine), "--lesson", "4"]) == 0
        told = capsys.readouterr().err.split("\r")
        of = sum(len(e.checks) + len(e.properties) for e in LESSONS[:4])
        counted = [words("en", "checking", done=done, of=of) for done in range(of + 1)]
        assert [line for line in told if line.strip()] == (counted if terminal else [])


@pytest.mark.parametrize(
    ("name", "message", "slip"),
    [
        ("outside_the_domain", "it is (8.66e-17+1.414j) instead of an error", "complex-root"),
        ("outside_the_domain", "it is nan instead of an error", "no-error"),
        ("outside_the_domain", "it returns 0 instead of an error", "no-error"),
        ("overflow", "it is inf instead of an error", "no-error"),
        (
            "large_sigmoid",
            "it raises OverflowError: math range error",
            "too-large",
        ),
        ("chain_rule", "it raises RecursionError", "calls-itself"),
        ("power_with_a_number", "it raises RecursionError (engine.py, line 2)", "pow-calls-itself"),
        ("chain_rule", "it raises RecursionError (engine.py, line 4)", "calls-itself"),
        ("derivative_of_exp", "the value is 1.0; it should be 2.7", "number-by-hand"),
        ("deep_chain", "it raises RecursionError", ""),
    ],
)
def test_what_a_verdict_says_leads_to_a_question(tmp_path, monkeypatch, name, message, slip):
    """Where no misconception explains it; a chain that is too deep calls no function for ever."""
    monkeypatch.chdir(tmp_path)
    code = "def __pow__(self, n):\n    return self ** n\ndef send(self):\n    self.send()\n"
    Path("engine.py").write_text(code, "utf-8")
    line = line_of(Verdict(name, "", FAILED, message), 6, "zh")
    assert line.question == (SLIPS[slip].question["zh"] if slip else "")
    assert line.general == bool(slip)


SAID_WRONGLY = ("check --hints 4", "solution", "solution 9", "chekc", "", "check --help", "--help",
                "start --help", "check --lesson 9", "start mine", "status --nothing")  # fmt: skip


@pytest.mark.parametrize("begun", ["en", "zh"])
def test_in_its_folder_a_course_says_everything_in_its_language(
    tmp_path, capsys, monkeypatch, begun
):
    folders.start(tmp_path / "mine", begun)
    monkeypatch.chdir(tmp_path / "mine")
    other = {"en": "zh", "zh": "en"}[begun]
    for line in SAID_WRONGLY:
        for asked, language in (([], begun), (["--language", other], other)):
            with contextlib.suppress(SystemExit):
                main([*asked, "course", *line.split()])
            said = "".join(capsys.readouterr())
            assert bool(re.search("[\u4e00-\u9fff]", said)) == (language == "zh"), said
            assert language == "en" or not re.search("usage|error|invalid|required", said), said


def test_outside_its_folder_one_is_told_to_go_there_first(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for step in ("check", "status"):
        said = one_sentence(capsys, step)
        assert said.startswith("this folder holds no course")
        assert said.index("cd my-engine") < said.index("course start")
    folders.start(tmp_path / "there", "zh")
    monkeypatch.chdir(tmp_path)
    assert main(["course", "start", "new"]) == 0  # another one is in English, as without that
    assert json.loads(Path("new", PROGRESS).read_text("utf-8"))["language"] == "en"


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        (
            "en",
            ("What explains this: ", "What explains all of this: ", "What explains 2 of these 3"),
        ),
        ("zh", ("这个错误的原因：", "这些错误出自同一个原因：", "其中 2 项（共 3 项）的原因：")),
    ],
)
def test_an_explanation_says_how_much_it_explains(language, heads):
    found = Findings("engine.py", (Finding("overwrites-gradient"),))
    for explained, head in zip([(1, 1), (3, 3), (2, 3)], heads):
        assert text.report(found, language, 2, explained).startswith(head)
        asked = text.report(found, language, 1, explained)
        assert asked == text.report(found, language, 1)  # a question explains nothing yet


@pytest.mark.slow
def test_what_fails_beside_a_misconception_is_counted_apart(mine, capsys):
    keep(mine, Progress("zh", 6))
    code = engine(6).replace("(y * (1 - y),)", "(self.data * (1 - self.data),)")
    code = code.replace("math.log(self.data)", "math.log(self.data) if self.data > 0 else math.nan")
    (mine / "engine.py").write_text(code, "utf-8")
    assert main(["course", "check", str(mine), "--hints", "2"]) == 1
    out = capsys.readouterr().out
    wrong = out.count("✗")
    assert wrong > 1 and f"其中 {wrong - 1} 项（共 {wrong} 项）的原因：" in out

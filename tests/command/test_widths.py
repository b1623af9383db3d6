"""What commands print for their examples, and in the course, fits a terminal of 80 columns."""

import re
import shlex

import pytest

from autograd_mini.__main__ import main
from autograd_mini.course.folder import text_of
from autograd_mini.formulas.labels import width_of
from autograd_mini.formulas.wrapping import WIDTH
from autograd_mini.options import LANGUAGES

EXAMPLE = re.compile(r"^  autograd-mini ((?:.*\\\n)*.*)", re.MULTILINE)
# Examples that need what is not there, or do not end, or tell only where something is written.
NOT_RUN = re.compile(
    r"bench|course|conform|handout week-4|derivation lines|.*(--json -|--plot|--ledger)"
    r"|(draw|step|explain|exercise).* -o "
)


@pytest.fixture
def told(capsys, monkeypatch, tmp_path):
    """Return what a command line prints, in an empty folder."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    def of(*words):
        try:
            status = main(list(words))
        except SystemExit as ended:
            status = ended.code
        printed = capsys.readouterr()
        assert status == 0, (words, printed.err)
        return printed.out + printed.err

    return of


def too_wide(text):
    return [line for line in text.splitlines() if width_of(line) > WIDTH]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_examples_print_is_not_too_wide(told, language):
    spoken = ("--language", language)
    names = re.findall(r"^    (\w+)  ", told(*spoken, "--help"), re.MULTILINE)
    assert {"train", "derivation"} <= set(names)
    ran = 0
    for name in names:
        for example in EXAMPLE.findall(told(*spoken, name, "--help")):
            if not NOT_RUN.match(example):
                given = shlex.split(re.split("  #| [|] ", example)[0].replace("\\\n", ""))
                given = [word for word in given if word != "--open"]
                assert too_wide(told(*given)) == [], example
                ran += 1
    assert ran > 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_course_shows_is_not_too_wide(told, language):
    for command in ("start", "status"):
        assert too_wide(told("course", command, "mine", "--language", language)) == []
    for number in range(1, 9):
        told_of = told("course", "solution", str(number), "--language", language)
        assert too_wide(told_of) + too_wide(text_of(f"{number}.md", language)) == []

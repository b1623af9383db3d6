"""The commands that take an expression: what they print, write, and end with."""

import json
import re

import pytest
from pictures import parse

from autograd_mini import __version__
from autograd_mini.__main__ import main
from autograd_mini.command import commands
from autograd_mini.elementary import TABLE
from autograd_mini.testing import gradcheck
from autograd_mini.testing.gradcheck import GradientMismatch

NEURON = ["log(sigmoid(w*x + b))", "w=0.5", "x=2", "b=-1"]


def run(capsys, *arguments):
    status = main(list(map(str, arguments)))
    told = capsys.readouterr()
    return status, told.out, told.err


def test_grad_prints_every_derivative_with_all_digits(capsys):
    lines = "J = -0.6931471805599453\n∂J/∂w = 1.0\n∂J/∂x = 0.25\n∂J/∂b = 0.5\n"
    assert run(capsys, "grad", *NEURON) == (0, lines, "")
    assert run(capsys, "grad", *NEURON, "--wrt", "x")[1].splitlines()[1:] == ["∂J/∂x = 0.25"]
    assert run(capsys, "grad", "--", "-x**2", "x=3")[1] == "J = -9.0\n∂J/∂x = -6.0\n"


@pytest.mark.parametrize("minus", ["-x**2", "-(x*x)", "-x*x", "-9.0*(x/3)**2", "-1*x**2"])
def test_an_expression_may_begin_with_a_minus(capsys, tmp_path, minus):
    assert run(capsys, "grad", minus, "x=3")[1].startswith("J = -9.0\n")
    assert run(capsys, "grad", "--json", "-", minus, "x=3")[1].startswith("{")
    assert run(capsys, "explain", minus, "x=3", "--wrt", "x")[0] == 0
    assert run(capsys, "check", minus, "x=3")[0] == 0
    page = tmp_path / "J.html"
    assert run(capsys, "step", minus, "x=3", "-o", page) == (0, f"{page}\n", "")


def test_an_option_stays_an_option(capsys, tmp_path):
    path = tmp_path / "x.md"
    assert run(capsys, "explain", "-o*o", "o=3", f"-o{path}") == (0, f"{path}\n", "")
    for wrong in (["grad", "x", "x=3", "--jsn", "-"], ["table", "-x"]):
        with pytest.raises(SystemExit) as ended:
            main(wrong)
        assert ended.value.code == 2 and "usage" in capsys.readouterr().err


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"autograd-mini {__version__}\n")


def test_a_name_is_the_same_name_in_any_spelling_that_python_reads(capsys):
    micro, mu = "\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}"
    for name in micro, mu:
        for number in micro, mu:
            assert run(capsys, "grad", f"3*{name}", f"{number}=2")[1].endswith("∂J/∂μ = 3.0\n")


def test_json_goes_to_a_file_or_is_all_that_is_printed(capsys, tmp_path):
    _, out, _ = run(capsys, "grad", "x*y", "x=1", "y=2", "--json", "-")
    assert json.loads(out) == {"expression": "x*y", "J": 2.0, "derivatives": {"x": 2.0, "y": 1.0}}
    status, out, _ = run(capsys, "grad", "x", "x=1", "--json", tmp_path / "g.json")
    assert status == 0 and out.startswith("J = 1.0")
    assert json.loads((tmp_path / "g.json").read_text())["J"] == 1.0
    _, out, _ = run(capsys, "table", "--json", "-")
    assert [row["name"] for row in json.loads(out)] == list(TABLE)


@pytest.mark.parametrize("command", ["grad", "explain", "check"])
def test_a_name_that_does_not_occur_is_remarked(capsys, command):
    status, out, err = run(capsys, command, "x*x", "x=3", "z=4")
    assert (status, bool(out)) == (0, True)
    assert err == "z is given a number, but does not occur in the expression\n"
    err = run(capsys, command, "x*x", "x=3", "z=4", "--language", "zh")[2]
    assert err == "给了 z 一个数，但表达式里没有它\n"
    assert run(capsys, command, "x*x*0", "x=3")[2] == ""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_says_what_books_call_its_functions(capsys, language):
    rows = json.loads(run(capsys, "table", "--json", "-", "--language", language)[1])
    books = {row["name"]: row["in books"] for row in rows}
    natural = {"en": "(the natural logarithm ln)", "zh": "（自然对数 ln）"}
    assert books["log"] == natural[language]
    assert "arcsin" in books["asin"] and books["exp"] == ""
    assert (
        books["atan"]
        == {"en": "(in books: arctan, arctg)", "zh": "（也写作 arctan、arctg）"}[language]
    )
    lines = run(capsys, "table", "--language", language)[1].splitlines()
    (line,) = [line for line in lines if line.startswith("log ")]
    assert line.endswith(natural[language])
    headings = {"en": "name symbol derivative domain", "zh": "名称 符号 导数 定义域"}[language]
    assert " ".join(lines[0].split()).startswith(headings)
    assert lines[0].index(headings.split()[0]) == 0 and lines[1].startswith("add ")


def test_explain_prints_and_writes(capsys, tmp_path):
    assert "How J depends on w" in run(capsys, "explain", *NEURON, "--wrt", "w")[1]
    assert "J" in run(capsys, "explain", "x*x", "x=3", "--wrt", "x", "--language", "zh")[1]
    path = tmp_path / "x.md"
    assert run(capsys, "explain", "x*x", "x=3", "-o", path) == (0, f"{path}\n", "")
    assert path.read_text("utf-8").startswith("## ")
    assert run(capsys, "explain", "x*x", "x=3", "-o", tmp_path / "x.doc")[0] == 2


def test_draw_and_step_write_files(capsys, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(commands.webbrowser, "open", opened.append)
    picture, page = tmp_path / "J.svg", tmp_path / "J.html"
    assert run(capsys, "draw", *NEURON, "-o", picture, "--dark") == (0, f"{picture}\n", "")
    parse(picture.read_text("utf-8"))
    assert run(capsys, "step", *NEURON, "-o", page, "--open") == (0, f"{page}\n", "")
    assert opened == [page.as_uri()] and "<main" in page.read_text("utf-8")


def test_check_calls_inputs_by_their_names(capsys):
    _, out, _ = run(capsys, "check", "relu(w*x) + µ_1*b", "w=2", "x=0", "µ_1=1", "b=3")
    lines = [line.split() for line in out.splitlines()[1:]]
    assert lines[0][:3] == ["input", "analytic", "numeric"]
    assert [line[0] for line in lines[1:]] == ["x", "w", "μ_1", "b"]  # what has a kink comes first
    # Where the function is not defined on both sides of an input, too.
    status, _, err = run(capsys, "check", "y*acosh(x)", "x=1.0000000000000002", "y=2")
    assert status == 2 and "y*acosh(x), as a function of x, is " in err


def test_check_agrees_or_ends_with_1(capsys, monkeypatch):
    status, out, _ = run(capsys, "check", *NEURON)
    assert status == 0 and out.count("agrees") == 3
    _, out, _ = run(capsys, "check", "x*x", "x=3", "--json", "-")
    assert json.loads(out)["agree"] is True

    for at_kink in ["relu(x)", "x=0"], ["x", "x=1e308"]:
        status, out, _ = run(capsys, "check", *at_kink, "--json", "-")
        assert status == 1 and json.loads(out)["agree"] is False

    report = gradcheck(lambda x: x * x, 3.0)

    def wrong(*_):
        raise GradientMismatch(str(report), [])

    monkeypatch.setattr("autograd_mini.testing.gradcheck", wrong)
    status, out, _ = run(capsys, "check", "x*x", "x=3")
    assert status == 1 and str(report) in out


def test_the_table_has_a_line_for_every_operation(capsys):
    lines = run(capsys, "table")[1].splitlines()
    assert [line.split()[0] for line in lines] == ["name", *TABLE]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["grad", "x^2", "x=1"], "a power is written with **"),
        (["grad", "x", "x=a"], "no finite number"),
        (["grad", "log(x)", "x=-1"], "it needs x > 0"),
        (
            ["grad", "x*w", "x=1", "w=2", "--wrt", "y"],
            "--wrt y: it does not occur in the expression; choose from: x, w",
        ),
        (["explain", "2+3", "--wrt", "y"], "--wrt y: no name occurs in the expression"),
        (["draw", "x", "x=1", "-o", "x.bogus/y.svg"], ""),
        (["explain", "x*y", "x=1"], "y has been given no number"),
        (["explain", "x*x", "x=1", "--limit", "1"], "the limit is 1 node"),
        (["draw", "x*x", "x=1", "-o", "x.svg", "--limit", "1"], "the limit is 1 node"),
        (["step", "x*x", "x=1", "-o", "x.html", "--limit", "0"], "limit"),
        (["draw", "x", "x=1", "-o", "x.foo"], "-o x.foo needs an ending such as .svg"),
        (["draw", "x", "x=1", "-o", "x"], "-o x needs an ending such as .svg"),
        (["step", "x", "x=1", "-o", "x.svg"], "-o x.svg needs an ending such as .html"),
        (["check", "2"], "there is no name to differentiate with respect to"),
        (["grad", "--", "-x", "x=1", "--json", "-"], "'--json' gives no name a number; options"),
        (["grad", "lambda*x", "lambda=1", "x=1"], "lambda is a word of Python; take another name"),
        (["grad", ""], "the expression is empty"),
        (["grad", "(x +\n yy)", "x=1"], "    (x +  yy)\n          ^^\n"),
        (["grad", "(x +\n y$)", "x=1"], "    (x +  y$)\n           ^\n"),
    ],
)
def test_errors_are_words_and_2(capsys, arguments, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.bogus").write_text("a file, and no folder")
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "") and words in err and "Traceback" not in err


def test_ctrl_c_ends_with_130(capsys, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "read", interrupted)
    assert run(capsys, "grad", "x", "x=1")[0] == 130


def test_every_command_has_examples_in_its_help(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    names = re.findall(r"^    (\w+)  ", capsys.readouterr().out, re.MULTILINE)
    assert {"grad", "conform", "handout", "bench", "course"} <= set(names)
    for name in names:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        assert f"autograd-mini {name}" in capsys.readouterr().out.split("\nexample", 1)[1]

"""Chinese: every sentence that a command can say has one, and the most frequent are read as one."""

import argparse
import ast
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

from autograd_mini import __main__ as command_line
from autograd_mini import errors
from autograd_mini.__main__ import main
from autograd_mini.command import telling
from autograd_mini.command.chinese_errors import ERRORS
from autograd_mini.command.chinese_help import HELP
from autograd_mini.command.telling import chinese, chinese_cell
from autograd_mini.elementary import TABLE
from autograd_mini.formulas.labels import width_of
from autograd_mini.options import LANGUAGES

PACKAGE = Path(errors.__file__).parent
CHINESE = re.compile("[\u4e00-\u9fff]")
# Whose sentences a user of the command line meets, all of them.
SAYING = [
    *sorted((PACKAGE / "command").glob("*.py")), PACKAGE / "files.py", PACKAGE / "nn" / "saving.py",
    PACKAGE / "bench" / "command.py", PACKAGE / "testing" / "course" / "command.py",
    PACKAGE / "testing" / "conform" / "command.py", PACKAGE / "testing" / "course" / "handout.py",
]  # fmt: skip
RAISED = {"ValueError", "ImportError", "ExpressionError", "wrong", "PermissionError",
          "IsADirectoryError", "ArgumentTypeError"}  # fmt: skip


def fields(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def sentences(path):
    """Return what a module raises, with ⟨0⟩, ⟨1⟩ … where something is filled in."""
    for n in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(n, ast.Call):
            name = n.func.attr if isinstance(n.func, ast.Attribute) else getattr(n.func, "id", "")
            if name in RAISED:
                for given in n.args:
                    text = _text(given)
                    if re.search("[a-z] [a-z]", text):
                        yield text


def _text(n):
    if isinstance(n, ast.Constant) and isinstance(n.value, str):
        return n.value
    if isinstance(n, ast.JoinedStr):
        parts = (f"⟨{i}⟩" if isinstance(p, ast.FormattedValue) else p.value
                 for i, p in enumerate(n.values))  # fmt: skip
        return "".join(parts)
    return ""


@pytest.mark.parametrize("path", SAYING, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_sentence_that_is_raised_has_its_chinese(path):
    for text in sentences(path):
        told = chinese(text)
        assert CHINESE.search(told), text
        rest = re.sub("⟨[0-9]⟩", "", told)
        assert not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]", rest.split("pip install")[0]), told


def test_the_sentences_are_found():
    found = {text for path in SAYING for text in sentences(path)}
    assert len(found) > 70 and "⟨0⟩ is given two numbers" in found


def test_both_languages_fill_in_the_same():
    for english, said in ERRORS.items():
        # A plural has no sign in Chinese, and a name is not said twice.
        left_out = {"s", "again", "at", "rest", "what", "type", "code", "line", "largest"}
        if english.startswith(("Missing parentheses", "'{code}' codec", "invalid digit")):
            left_out |= {"name", "form", "base", "byte", "problem"}  # Python's own, too detailed
        assert fields(english) - fields(said) <= left_out, english
    for said in [*ERRORS.values(), *HELP.values()]:
        plain = re.sub(r"`[^`]*`|\{\w+\}|[\w.]*://\S*", "", said)
        assert not re.search("[\u4e00-\u9fff][,;:?!()]|[,;:?!][\u4e00-\u9fff]", plain), said


def parsers(parser):
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from parsers(each)


def parser_of(language, monkeypatch):
    """Return the parser that the entry point makes."""
    made = []
    parse = telling.Parser.parse_args
    monkeypatch.setattr(
        telling.Parser, "parse_args", lambda self, *a: [made.append(self), parse(self, *a)][1]
    )
    assert main(["--language", language, "table"]) == 0
    return made[0]


def test_all_help_is_chinese(monkeypatch, capsys):
    for parser in parsers(parser_of("zh", monkeypatch)):
        told = parser.format_help()
        for line in told.split("选项：")[1].split("\n"):
            words = line.strip()
            # An example, a line with no words, and one whose words are the names of things.
            if "autograd-mini" in line or not re.search("[a-z]{4,} [a-z]{4,}", words):
                continue
            assert CHINESE.search(line) or words.startswith(("-", "cd", "echo")), line
        for action in parser._actions:
            what = action.help or (isinstance(action, argparse._SubParsersAction) and "usage: ")
            assert what in HELP, (parser.prog, action.dest)  # and none has no help
            if isinstance(action, argparse._SubParsersAction):
                assert all(choice.help in HELP for choice in action._choices_actions)
        assert not parser.description or parser.description in HELP
        assert told.startswith("用法：") and "\noptions" not in told
    assert parser_of("en", monkeypatch).format_help().startswith("usage: ")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_fits_into_a_terminal(monkeypatch, capsys, language):
    monkeypatch.setenv("COLUMNS", "80")
    for parser in parsers(parser_of(language, monkeypatch)):
        for line in parser.format_help().split("\n"):
            assert width_of(line) <= 80, line


def test_examples_in_chinese_help_ask_for_chinese(monkeypatch, capsys):
    """All of them, where the command has the option, and nothing else is changed."""
    examples = 0
    for parser, english in zip(
        *(list(parsers(parser_of(one, monkeypatch))) for one in ("zh", "en"))
    ):
        told, plain = (
            re.findall("^  .*autograd-mini .*", re.sub(r" \\\n +", " ", p.format_help()), re.M)
            for p in (parser, english)
        )
        spoken = any("--language" in action.option_strings for action in parser._actions)
        for line, without in zip(told, plain, strict=True):
            examples += spoken
            assert line.count("--language zh") == spoken, line
            assert without in (line, line.replace(" --language zh", ""))
            assert "--language" not in line.partition("autograd-mini ")[2].partition(" | ")[2]
        assert all(line.count("--language") < 2 for line in plain)
    assert examples > 25


def test_every_help_that_is_translated_is_said(monkeypatch, capsys):
    said = " ".join(p.format_help() for p in parsers(parser_of("en", monkeypatch)))
    said = re.sub(r"\s|(?<=\w)-\s*(?=\w)", "", said)
    for english in HELP:
        assert re.sub(r"\s|(?<=\w)-\s*(?=\w)", "", english) in said, english


def test_every_domain_of_the_table_is_chinese():
    for op in TABLE.values():
        assert not re.search("[a-z]{3,}", chinese_cell(op.domain)), op.domain


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            "explain sigmod(x) x=1",
            "没有函数 sigmod；你是想写 sigmoid 吗？\n    sigmod(x)\n    ^^^^^^\n",
        ),
        ("explain sigmod(x x=1", "这个表达式读不懂：括号 ( 没有闭合\n"),
        ("explain x*y x=1", "没有给 y 一个数；请加上 y=…\n    x*y\n      ^\n"),
        ("explain log(x) x=-1", "log(x = −1.0) 没有有限的值和导数；这里要求 x > 0\n"),
        ("grad 1/x x=0", "div(1.0, x = 0.0) 没有有限的值和导数；这里要求 v ≠ 0（指 div(u, v)）\n"),
        ("grad exp(x) x=1000", "exp(x = 1000.0)：结果或导数超出了浮点数的最大值"),
        ("grad x x=0,5", "x 得到的 '0,5' 不是有限的数；请写成 0.5\n"),
        ("grad J=x x=1", "只写表达式本身；请去掉 J=\n    J=x\n    ^^\n"),
        ("grad x^2 x=3", "乘方写作 **，例如 x**2\n    x^2\n"),
        ("grad （x+1）*2 x=3", "不能用“（”；请改用 (\n    （x+1）*2\n    ^^\n"),
        ("grad x x", "'x' 没有给变量一个数；请写成 w=0.5 那样\n"),
        ("grad x x＝1", "'x＝1' 里的等号是全角的；请写成 w=0.5 那样\n"),
        ("draw x x=1 -o x.foo", "-o x.foo 要有扩展名，例如 .svg、.png 或 .pdf\n"),
        ("draw x x=1", "autograd-mini draw：错误：缺少参数：-o/--out\n"),
        ("train none.csv", "none.csv：没有这个文件或文件夹\n"),
        ("train --steps x", "autograd-mini train：错误：参数 --steps：'x' 不是整数\n"),
        ("train --data moons --steps 0", "steps 是 1 到 1000000000 的整数，不能是 0\n"),
        ("train --data moons --rate -1 --steps 1", "--rate 是 −1.0；应当是正数\n"),
        ("train --data moons --rate nan --steps 1", "--rate：nan 不是有限的数\n"),
        ("train --data moons --layers 3,2", "--layers 的第一层有 3 个单元，而一个样本有 2 个数\n"),
        (
            "explain x*x x=1 --limit 1",
            "推导太长，读不过来：2 个节点、2 条边；上限是 1 个节点、4 条边",
        ),
        ("step x*x x=1 --limit 1", "步骤太多，跟不上：2 个节点、2 条边；上限是 1 个节点"),
        ("draw x*x x=1 -o x.svg --limit 1", "图太大，看不过来：2 个节点、2 条边；上限是 1 个节点"),
        ("derivation --sizes 4", "--sizes '4'：请写出每层的单元数，例如 --sizes 4,5,3\n"),
        ("exercise --level 7", "level 是 1 到 3 的整数，不能是 7\n"),
        ("exercise -o x.doc", "'x.doc' 的扩展名不是已有的格式；有 .html"),
        ("conform none.py", "没有文件 none.py\n"),
        ("conform x", "'x' 不是引擎的名称；请写成 FILE.py:Value 或 package.module:Value\n"),
        ("conform x.py --json a --score a", "--json 和 --score 是同一个文件 a\n"),
        ("handout x --stage 9", "只有第 1 … 5 阶段，没有第 9 阶段\n"),
        ("course check .", "这个文件夹里没有课程，因为其中没有 progress.json；请先进入课程"),
        ("course status .", "这个文件夹里没有课程"),
        ("bench --port -1", "--port 是 0 到 65535 的数，不能是 −1\n"),
    ],
)
def test_what_goes_wrong_is_said_in_chinese(capsys, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    try:
        status = main(["--language", "zh", *arguments.split(" ")])
    except SystemExit as ended:
        status = ended.code
    told = capsys.readouterr()
    assert status == 2 and said in told.err
    assert not list(tmp_path.iterdir())


def test_a_file_of_csv_or_of_weights_that_cannot_be_read(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for text, said in (
        ("", "x.csv：里面没有数据\n"),
        ("a,b\n", "x.csv：只有表头，没有样本\n"),
        ("1,2,a\n3,b\n", "x.csv：第 2 行有 2 格，第 1 行有 3 格；每行应当一样多\n"),
        ("1,2,a\nx,2,b\n", "x.csv：第 2 行，1 列：'x' 不是数\n"),
        ("1,2,a\n3,4,a\n", "x.csv：所有样本都属于类别 'a'，没有可以区分的东西\n"),
        ('1,2,"a\n', "x.csv：第 1 行不合 CSV 格式：引号没有闭合\n"),
        ("1,2,a\n3,4,b\n", "x.csv 里不是网络的权重：第 1 行第 2 列起是多余的内容\n"),
    ):
        Path("x.csv").write_text(text)
        assert main(["train", "x.csv", "--from", "x.csv", "--language", "zh"]) == 2
        assert capsys.readouterr().err == said


def test_through_the_real_entry_point():
    command = [sys.executable, "-m", "autograd_mini", "explain", "sigmod(x", "x=1"]
    done = subprocess.run([*command, "--language", "zh"], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "这个表达式读不懂：括号 ( 没有闭合\n    sigmod(x\n          ^\n"
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.stderr.startswith("it cannot be read: '(' was never closed\n")


def test_the_language_may_stand_before_the_command_and_after_it(capsys):
    for words in (
        ["--language=zh", "table"],
        ["table", "--lang", "zh"],
        ["--language", "zh", "table"],
    ):
        assert main(words) == 0
        assert "处处有定义" in capsys.readouterr().out
    assert main(["table"]) == 0 and "everywhere" in capsys.readouterr().out
    assert telling.language_of(["table", "--language", "fr"]) == "en"
    assert set(LANGUAGES) == {"en", "zh"} and command_line.main is main


def test_a_report_of_gradcheck_keeps_its_columns(capsys):
    for expression, said in (("x*y", "2 个导数全部一致"), ("relu(x)+y", "1 个在折点处")):
        assert main(["check", expression, "x=0", "y=1", "--language", "zh"]) in (0, 1)
        summary, head, *rows = capsys.readouterr().out.splitlines()
        assert said in summary and "相对误差" in head
        ends = {re.search("一致|折点：两侧的差商", row).start() for row in rows}
        assert len(ends) == 1 and len(rows) == 2
        assert not re.search("[a-z]{4,} ", head + "".join(rows))


def test_what_is_typed_is_told_again_in_short(capsys):
    with pytest.raises(SystemExit):
        main(["train", "--steps", "9" * 5000])
    assert len(capsys.readouterr().err.splitlines()[-1]) < 400


def test_a_name_is_never_taken_for_a_sentence():
    assert not [english for english in ERRORS if english.isidentifier()]
    for name in ("input", "label", "agrees", "everywhere"):
        assert chinese(f"{name} is given two numbers") == f"{name} 得到了两个数"


def test_braces_in_what_was_typed_are_no_fields():
    assert chinese("{path}{0} is given two numbers") == "{path}{0} 得到了两个数"
    assert chinese("x: nothing of this is known") == "x: nothing of this is known"
    assert chinese("nothing of this is known") == "nothing of this is known"

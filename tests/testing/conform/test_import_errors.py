"""A file that cannot be imported: the line that is to blame, and what to write in its place."""

import pytest

from autograd_mini.testing.conform.messages import in_chinese
from autograd_mini.testing.conform.naming import EngineError, load

SIGNS = dict(zip("（）［］｛｝，：；＝＋－＊“”‘’　。、×÷−＂", '()[]{},:;=+-*""\'\' .,*/-"'))


def refused(folder, content, monkeypatch, file="engine.py"):
    (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.chdir(folder)
    with pytest.raises(EngineError) as error:
        load("engine.py")
    said = str(error.value)
    assert "\n" not in said and "\n" not in in_chinese(said)
    return said


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_of_a_chinese_keyboard(tmp_path, monkeypatch, sign):
    said = refused(tmp_path, f"# （这里可以用）\ny = f{sign} 1  # “…”\n", monkeypatch)
    plain = "a space" if sign == "　" else SIGNS[sign]
    assert said.startswith("engine.py, line 2, has ")
    assert said.endswith(f"write {plain} in its place: y = f{sign} 1  # “…”")
    chinese = in_chinese(said)
    assert chinese.startswith("engine.py 第 2 行有")
    assert f"请改成{'半角空格' if sign == '　' else ''}" in chinese and f"y = f{sign} 1" in chinese


@pytest.mark.parametrize(
    ("content", "english", "chinese"),
    [
        ("print('a’)", "has a full-width quotation mark ’; write ' in its place: print('a’)",
         "engine.py 第 1 行有全角引号“’”，请改成半角的“'”：print('a’)"),
        ("x = 1\nprint('a’s)", "line 2, has a full-width quotation mark ’", "第 2 行有全角引号"),
        ("n = 0\nif n == 0：\n    pass\n", "line 2, has a full-width colon ：; write : in its",
         "engine.py 第 2 行有全角冒号“：”，请改成半角的“:”：if n == 0："),
        ("h = max(1e-5，2）\n", "line 1, has a full-width comma ，", "第 1 行有全角逗号“，”"),
        ("x = １\n", "line 1, has a full-width digit １; write 1 in its place",
         "第 1 行有全角数字“１”，请改成半角的“1”"),
        ("x = 1\ny = 'a\n", "unterminated string literal (detected at line 2); line 2): y = 'a",
         "；第 2 行）：y = 'a"),
        ("def f(:\n", "(SyntaxError: invalid syntax; line 1): def f(:", "第 1 行）：def f(:"),
        ("class Value: pass\n\nassert 1 == 2\n", "(AssertionError; line 3): assert 1 == 2",
         "engine.py 无法导入（AssertionError；第 3 行）：assert 1 == 2"),
        ("def f():\n    return g\n\nf()\n", "name 'g' is not defined; line 2): return g",
         "；第 2 行）：return g"),
        ("x = '\x1b[2J' + 1\n", "; line 1): x = '\ufffd[2J' + 1", "第 1 行）：x = '\ufffd[2J' + 1"),
        ("x = 1\ny = '你'\n".encode("gbk"), "is not saved as UTF-8, as line 2 shows; save it",
         "engine.py 不是 UTF-8 编码（见第 2 行）；请另存为 UTF-8"),
        ("x = 1\n".encode("utf-16"), "is not saved as UTF-8, as line 1", "请另存为 UTF-8"),
        ("# coding: gbk\nx = '你'\ndef (\n".encode("gbk"), "invalid syntax; line 3): def (",
         "；第 3 行）：def ("),
    ],
)  # fmt: skip
def test_what_is_said_of_a_file(tmp_path, monkeypatch, content, english, chinese):
    said = refused(tmp_path, content, monkeypatch)
    assert english in said and chinese in in_chinese(said)


def test_it_is_the_file_that_is_to_blame_which_is_named(tmp_path, monkeypatch):
    (tmp_path / "slopes_of_mine.py").write_text("x = 1\ny = f（x)\n", "utf-8")
    said = refused(tmp_path, "import slopes_of_mine\n", monkeypatch)
    assert said.startswith("slopes_of_mine.py, line 2, has a full-width bracket （")
    (tmp_path / "costs_of_mine.py").write_text("\n\nx = 1 / 0\n", "utf-8")
    # A line more than would do: Python takes a file of the same size, written in the same second as
    # the one before, for the one before.
    said = refused(tmp_path, "\n\nimport costs_of_mine\n", monkeypatch)
    assert said == (
        "engine.py cannot be imported (ZeroDivisionError: division by zero; "
        "line 3 of costs_of_mine.py): x = 1 / 0"
    )
    assert "；costs_of_mine.py 第 3 行）：x = 1 / 0" in in_chinese(said)

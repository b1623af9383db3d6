"""A file that Python cannot read: the line, a caret, a sentence of ours, and Python's own words."""

import re

import pytest

from autograd_mini.__main__ import main
from autograd_mini.course.folder import start
from autograd_mini.course.slips import syntax_words
from autograd_mini.course.slips.syntax_words import syntax_in_words, unreadable
from autograd_mini.formulas.labels import width_of

# A file, what stands above the caret, and a part of what is said of it.
FILES = {
    "y = (1 + 2\nz = 3\n": ("(", "the bracket ( is opened here and never closed"),
    "y = 1 + 2)\n": (")", "the bracket ) closes nothing"),
    "y = (1 + 2]\n": ("]", "the bracket ( is closed by ]"),
    "def f(x)\n    return x\n": ("", "a colon is missing"),
    "if x:\n    y = 1\nelse\n    y = 2\n": ("", "a colon is missing"),
    "if x = 1:\n    y = 2\n": ("x", "whether two things are equal is asked by =="),
    "if x.y = 1:\n    y = 2\n": ("x", "whether two things are equal is asked by =="),
    "f(self.x=3)\n": ("s", "whether two things are equal is asked by =="),
    "x + 1 = 3\n": ("x", "what stands on the left of = can be given no value"),
    "None = 3\n": ("N", "what stands on the left of = can be given no value"),
    "y = (a b)\n": ("a", "something is missing between two things"),
    "y = 'abc\n": ("'", "no other one ends it"),
    'def f():\n    """abc\n    x = 1\n': ('"', "no other one ends it"),
    "y = 2x\n": ("2", "a letter follows a number at once"),
    "h = 1e - 5\n": ("1", "written in one piece"),
    "print x\n": ("p", "print is a function"),
    "return 3\n": ("r", "return stands outside a function"),
    "break\n": ("b", "break stands outside a loop"),
    "def f(x):\nreturn x\n": ("r", "line 1 ends with a colon"),
    "x = 1\n    y = 2\n": ("y", "indented further than the one before it"),
    "if x:\n        y = 1\n    z = 2\n": ("", "indented less than the one before it"),
    "if x:\n        y = 1\n\tz = 2\n": ("z", "some lines are indented by tabs"),
    "x = 1 \\ + 2\n": ("", "nothing may follow a \\ in its line"),
    "f(x=1, 2)\n": (")", "comes after all that is not"),
    "def f(a=1, b):\n    pass\n": ("b", "parameters that have a value already"),
    "def f(x, x):\n    pass\n": ("x", "two parameters have the name x"),
    "y = f'{x'\n": ("", "the braces { } of this text"),
    "if x:\n    y = 1\nelse if z:\n    y = 2\n": ("i", "one word in Python, elif"),
    "if x:\n    y = 1\nelseif z:\n    y = 2\n": ("z", "one word in Python, elif"),
    "x++\n": ("", "Python has no ++"),
    "if x && y:\n    y = 2\n": ("&", "and, or and not as words"),
    "whlie x:\n    y = 1\n": ("x", "a word is misspelt there; perhaps it is while"),
    "fro i in x:\n    y = 1\n": ("i", "perhaps it is for"),
    "y = 3 x\n": ("x", "what is wrong is where the caret is, or just before it"),
    "y = “abc”\n": ("“", 'a full-width quotation mark “; write " in its place'),
    "y = f（x）\n": ("（", "a full-width bracket （; write ( in its place"),
    "y = (1，2)\n": ("，", "a full-width comma ，; write , in its place"),
    "if x：\n    y = 1\n": ("：", "a full-width colon ：; write : in its place"),
    "y　= 1\n": ("　", "a full-width space"),
    "if x ≤ 1:\n    y = 2\n": ("≤", "the sign ≤ is none of Python's; write <= in its place"),
    "y = √2\n": ("√", "the sign √ (U+221A) is none of Python's"),
    "y\u00a0= 1\n": ("\N{REPLACEMENT CHARACTER}", "a sign that is not seen (U+00A0)"),
    "s = '数学' + f（x\n": ("（", "a full-width bracket （"),
}  # fmt: skip
# What other versions of Python say, from 3.10 to 3.14, with the line.
OTHER_VERSIONS = (
    ("non-default argument follows default argument", "def f(a=1, b):"),
    ("parameter without a default follows parameter with a default", "def f(a=1, b):"),
    ("duplicate parameter 'x' in function definition", "def f(x, x):"),
    ("invalid syntax. Did you mean 'while'?", "whlie x:"),
    ("unterminated f-string literal (detected at line 1)", "y = f'{x"),
    ("'continue' not properly in loop", "continue"),
    ("expected an indented block", "return x"),
    ("unindent does not match any outer indentation level (engine.py, line 3)", "    z = 2"),
)  # fmt: skip


def matched(message, line):
    """Return the number of the sentence about a line; None if it is a general one."""
    return next((n for n, (said, within, _) in enumerate(syntax_words._WORDS)
                 if said.fullmatch(message) and within.search(line)), None)  # fmt: skip


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_what_is_wrong_is_said_and_shown(tmp_path):
    path, met = tmp_path / "engine.py", set()
    for code, (sign, part) in FILES.items():
        path.write_text(code, "utf-8")
        with pytest.raises(SyntaxError) as error:
            compile(code, "engine.py", "exec")
        met.add(matched(error.value.msg, code.splitlines()[(error.value.lineno or 1) - 1]))
        for language, head in (
            ("en", r"engine\.py, line \d+: "),
            ("zh", r"engine\.py 第 \d+ 行："),
        ):
            first, _, line, *rest = unreadable(path, language).splitlines()
            assert re.match(head, first), first
            assert part in first if language == "en" else re.search("[一-鿿]{2}", first), code
            assert "\\1" not in first and "\\2" not in first
            caret = rest[0]
            assert caret.strip() == "^", code
            before = next((line[:n] for n in range(len(line) + 1)
                           if width_of(line[:n]) == len(caret) - 1), None)  # fmt: skip
            assert before is not None and line[len(before) :].startswith(sign), (line, caret)
            quotes = 'Python says: "{}".' if language == "en" else "Python 的原话：“{}”。"
            told = f"{type(error.value).__name__}: {error.value.msg}"
            assert rest[-1] == quotes.format(told)
    for message, line in OTHER_VERSIONS:
        assert matched(message, line) is not None, message
        met.add(matched(message, line))
    assert met >= set(range(len(syntax_words._WORDS)))


def test_a_file_that_python_reads_has_nothing_to_hear(tmp_path):
    path = tmp_path / "engine.py"
    for content in (b"x = 1\n", b"y = '\xc4\xe3'\n", b"x = \0", b"x = (" + b"(" * 500):
        path.write_bytes(content)
        assert content.startswith(b"x = ((") or unreadable(path, "en") == ""
    assert unreadable(tmp_path / "nowhere.py", "en") == ""


@pytest.mark.parametrize("line", [
    "y = " + "(1 + " * 60, "y = '\x1b[2J' 3", "y = '\u202e' 3", "y = '" + "数" * 200 + "' 3",
    "</script>]]>\"&", "y = '\ufffe' 3", "y = '\r' 3", "\u3000y = 1",
])  # fmt: skip
def test_a_line_is_shown_as_a_line_that_fits(tmp_path, line):
    (tmp_path / "engine.py").write_bytes(f"x = 1\n{line}\n".encode())
    said = unreadable(tmp_path / "engine.py", "zh")
    assert said and len(said.splitlines()) == 6
    assert all(c.isprintable() or c in "\n\u3000" for c in said)
    assert max(map(len, said.splitlines()[2:4])) <= 80


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_command_says_so(tmp_path, capsys, language):
    start(tmp_path / "mine", language)
    engine = tmp_path / "mine" / "engine.py"
    engine.write_text(engine.read_text("utf-8").replace("def slope(f, x):", "def slope(f, x)："))
    assert main(["course", "check", str(tmp_path / "mine")]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "    def slope(f, x)：\n" in err
    assert ("write : in its place" if language == "en" else "请改成半角的“:”") in err
    assert "SyntaxError" in err and "Traceback" not in err


def test_a_word_that_is_nearly_a_keyword():
    assert "perhaps it is def" in syntax_in_words("invalid syntax", "deff f(x):", "en")
    assert "也许是 return" in syntax_in_words("invalid syntax", "    retrun x", "zh")

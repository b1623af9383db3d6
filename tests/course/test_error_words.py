"""What Python says when code fails, in the language of the course, whichever version says it."""

import re

import pytest

from autograd_mini.course.slips import error_words
from autograd_mini.course.slips.error_words import error_said, in_words
from autograd_mini.course.words import said

VALUE = "class Value:\n    def send(self): pass\nv = Value()\n"
# Code that fails as a learner's does, and a part of what is said of it.
FAILS = {
    "x = y": "nothing is called y there",
    "def f():\n    x += 1\nf()": "the variable x is used before it has a value",
    "def f():\n    def g(): return q\n    g()\n    q = 1\nf()": "the variable q is used before",
    "import math; math.sigmoid(1)": "the module math has no sigmoid",
    VALUE + "v.gard": "a node (Value) has no attribute gard",
    VALUE + "v.Value": "a node (Value) has no attribute Value",
    "sorted([], reversed=True)": "sort() has no argument called reversed",
    VALUE + "Value.gard": "the class itself has no attribute gard",
    "1.5 * None": "the sign * cannot stand between a number (float) and None",
    VALUE + "v ** 2": "the sign ** cannot stand between a node (Value) and a number (int)",
    "-[1]": "the sign - cannot stand before a list",
    "1.5 * (1,)": "a tuple or a list is multiplied by a number (float)",
    "(1,) + 2.0": "+ cannot put a tuple and a number (float) together",
    "x = 1.0\nx(2)": "brackets ( ) stand behind a number (float), which is no function",
    "for x in 1.0: pass": "a number (float) has no elements",
    "a, b = 1.0": "a number (float) has no elements",
    VALUE + "v[0]": "a node (Value) has no elements that [ ] could ask for",
    VALUE + "[1][v]": "in [ ] a whole number is asked for, and a node (Value) is given",
    "range((1,))": "a whole number is asked for, and a tuple is given",
    "x = (1,)\nx[0] = 2": "the elements of a tuple cannot be changed",
    "len(1.0)": "a number (float) has no length",
    VALUE + "v.send(1)": "Value.send() is given 2 things in its brackets, where it takes 1",
    "def f(): pass\nf(1)": "f() is given 1 thing in its brackets, where it takes none",
    "def f(a, b): pass\nf()": "the brackets of f() lack 'a', 'b'",
    "def f(a): pass\nf(1, b=2)": "f() has no argument called b",
    VALUE + "Value(1)": "nothing can be put into the brackets of Value()",
    VALUE + "import math; math.exp(v)": "a number is asked for, and a node (Value) is given",
    "float(None)": "a number is asked for, and None is given",
    VALUE + "sorted([v, Value()])": "< cannot compare a node (Value) with a node (Value)",
    "{[1]}": "a list cannot be put into a set",
    "a, b = ()": "and the number of things in it is 0",
    "a, b = (1, 2, 3)": "there are 2 names for what is taken apart there, and more things in it",
    "import math; math.log(-1.0)": "the function has no value for that number",
    "[1].remove(2)": "something is taken out of a list that is not in it",
    "[].pop()": "something is taken out of an empty list",
    "(1,)[3]": "there is no such index: a tuple does not have so many elements",
    "set().pop()": "something is taken out of an empty set",
    "{1}.remove(2)": "there is no 2 in it",
    "0.0 ** -1.0": "0 is raised to a negative power",
    "1.0 / 0.0": "a number is divided by 0",
    "import math; math.exp(1000)": "a number becomes too large",
    "def f(): f()\nf()": "more often than Python lets them",
    "x = {1}\nfor i in x: x.add(i + 1)": "while a loop goes through it",
    "import numpyy": "there is no module numpyy",
    "from math import sigmoid": "there is no sigmoid in the module math",
    "assert 1 == 2": "an assert is not true",
    "raise ArithmeticError('no')": "an error ends the program there",
}
# What other versions of Python say of the same, from 3.10 to 3.14.
OTHER_VERSIONS = [
    ("UnboundLocalError", "local variable 'x' referenced before assignment"),
    ("UnboundLocalError", "cannot access local variable 'x' where it is not associated with a "
     "value"),
    ("NameError", "free variable 'q' referenced before assignment in enclosing scope"),
    ("NameError", "cannot access free variable 'q' where it is not associated with a value in "
     "enclosing scope"),
    ("TypeError", "f() got an unexpected keyword argument 'b'. Did you mean 'a'?"),
    ("TypeError", "cannot use 'list' as a set element (unhashable type: 'list')"),
    ("ValueError", "too many values to unpack (expected 2, got 3)"),
    ("ValueError", "too many values to unpack (expected 2)"),
    ("ValueError", "expected a positive input, got -1.0"),
    ("ValueError", "math domain error"),
    ("ZeroDivisionError", "zero to a negative power"),
    ("ZeroDivisionError", "division by zero"),
    ("OverflowError", "(34, 'Numerical result out of range')"),
    ("IndexError", "pop from an empty deque"),
]  # fmt: skip


def raised(code):
    """Return the error that some code ends in: its class, and what it says."""
    try:
        exec(compile(code, "engine.py", "exec"), {"__name__": "engine"})
    except Exception as error:
        return type(error).__name__, " ".join(str(error).split())
    raise AssertionError(code)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_each_error_is_said_in_words_and_each_sentence_is_of_an_error():
    met = set()
    for code, part in FAILS.items():
        error, text = raised(code)
        english, chinese = in_words(error, text, "en"), in_words(error, text, "zh")
        assert part in english, (error, text)
        assert re.search("[一-鿿]", chinese) and "\\" not in english + chinese
        assert not re.search(r"[一-鿿][A-Za-z]|[A-Za-z][一-鿿]|  ", chinese), chinese
        met.add(error_of(error, text))
    for error, text in OTHER_VERSIONS:
        met.add(error_of(error, text))
    assert met == {*range(len(error_words._WORDS)), None}


def error_of(error, text):
    """Return the number of the sentence about an error; None if there is none."""
    return next((n for n, (name, pattern, _) in enumerate(error_words._WORDS)
                 if name == error and pattern.fullmatch(text)), None)  # fmt: skip


def test_no_version_of_python_says_something_unknown():
    for error, text in OTHER_VERSIONS:
        assert error_of(error, text) is not None, text


def test_ours_comes_first_and_python_is_quoted():
    message = "it raises TypeError: 'tuple' object is not callable (engine.py, line 7)"
    assert said(message, "en") == (
        "engine.py, line 7: brackets ( ) stand behind a tuple, which is no function. "
        "Python says: \"TypeError: 'tuple' object is not callable\"."
    )
    assert said(message, "zh") == (
        "engine.py 第 7 行：元组（tuple）后面写了括号 ( )，而它不是函数。"
        "Python 的原话：“TypeError: 'tuple' object is not callable”。"
    )
    assert said("it raises RecursionError", "zh").endswith("Python 的原话：“RecursionError”。")
    assert said("it raises RecursionError", "en").startswith("Functions call each other")


def test_what_is_no_error_is_left_as_it_is():
    for message in ("the value is 2.0; it should be 1.0", "it was ended after 5 s of computing"):
        assert error_said(message, "zh") == ""


def test_in_chinese_what_is_listed_has_chinese_signs():
    said = in_words("TypeError", "f() missing 2 required positional arguments: 'a' and 'b'", "zh")
    assert "'a'、'b'" in said

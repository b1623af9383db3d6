"""What Python does in the page, without a page."""

import json
import linecache
import sys

import pytest
from pictures import SVG, parse

from autograd_mini.bench import session as sessions
from autograd_mini.bench.session import MOST_OUTPUT, Session
from autograd_mini.bench.words import WORDS
from autograd_mini.testing.diagnosis import limits, repair


@pytest.fixture
def session(tmp_path, monkeypatch):
    # As it was, afterwards: what a page sets for itself once and for all.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setattr(limits, "DEEP", limits.DEEP)
    monkeypatch.setattr(repair, "tried", repair.tried)
    yield Session(tmp_path)
    linecache.cache.pop(sessions.FILE, None)


def ask(session, kind, **fields):
    return json.loads(session.answer(json.dumps({"kind": kind, **fields})))


def run(session, code, **fields):
    return ask(session, "run", code=code, **fields)


VALUE = "from autograd_mini import Value\nx = Value(2.0)\n"


def test_the_last_line_comes_first_then_j_then_the_newest(session):
    told = run(session, f"{VALUE}z = x * 3\nJ = z + 1\nK = J * J\nz")
    assert [r["name"] for r in told["results"]] == ["z", "J", "K"]
    assert run(session, f"{VALUE}J = x * 2")["results"][0]["name"] == "J"
    assert run(session, "1 + 1")["output"] == "2\n"
    assert run(session, "None\n") == {"output": "", "results": []}


def test_every_run_begins_anew(session):
    run(session, "y = 3")
    assert run(session, "print(y)")["error"] == "NameError: name 'y' is not defined"


@pytest.mark.parametrize(
    ("code", "tabs"),
    [
        ("x * x", ["picture", "steps", "rule"]),
        ("from autograd_mini import explain\nexplain(x * x)", ["rule"]),
        ("from autograd_mini.draw import draw_graph\ndraw_graph(x * x)", ["picture"]),
        ("from autograd_mini.stepper import stepper\nstepper(x * x)", ["steps"]),
        ("from autograd_mini import MLP\nMLP(2, [1], seed=0).forward([1, 2])", None),
        ("from autograd_mini import MLP\nMLP(2, [1], seed=0).compile()", ["picture", "rule"]),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_everything_shows_itself_where_it_can(session, code, tabs, language):
    (result, *_) = run(session, VALUE + "y = [1.0]\n" + code)["results"]
    assert result["tabs"] == (tabs or ["picture", "steps", "rule"])
    for tab in result["tabs"]:
        told = ask(session, "show", tab=tab, index=0, language=language)
        if tab == "rule" and code.endswith("forward([1, 2])"):
            told = ask(session, "show", tab=tab, index=0, language=language)
        assert "error" not in told, told
        if "svg" in told:
            root = parse(told["svg"])
            assert root.tag == SVG + "svg" and "style" not in root.attrib


def test_errors_are_sentences_with_a_line(session):
    told = run(session, "def f():\n    return 1 / 0\n\nf()\n")
    assert (told["error"], told["line"]) == ("ZeroDivisionError: division by zero", 2)
    told = run(session, "import sys\nsys.exit(3)\n", language="zh")
    assert (told["error"], told["line"]) == (WORDS["zh"]["exit"], 2)
    told = run(session, "x =\n")
    assert told["line"] == 1 and told["error"].startswith("SyntaxError: ")
    told = run(session, "def f(n):\n    return f(n + 1)\n\nf(0)\n")
    assert (told["error"], told["line"]) == (WORDS["en"]["too_deep"], 2)
    assert run(session, "print('a')\nraise KeyboardInterrupt\n")["output"] == "a\n"


def test_an_error_whose_text_fails_is_an_error_all_the_same(session):
    code = "class Bad(Exception):\n    def __str__(self):\n        return 1\n\nraise Bad\n"
    assert run(session, code)["error"] == "Bad"


def test_output_that_has_no_end_is_cut(session):
    told = run(session, f"print('x' * {MOST_OUTPUT + 10})")
    assert len(told["output"]) < MOST_OUTPUT + 100 and "11 more characters" in told["output"]
    assert run(session, "print('\\ud800')")["output"] == "\\ud800\n"


def test_names_of_variables_are_labels(session):
    run(session, f"{VALUE}J = x * x")
    assert "x" in parse(ask(session, "show", tab="picture", index=0)["svg"]).itertext()


OWN = """class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents, self.pull = data, 0.0, parents, lambda: None

    def __add__(self, other):
        out = Value(self.data + other.data, (self, other))
        def pull():
            self.grad {sign} out.grad
            other.grad {sign} out.grad
        out.pull = pull
        return out

    def __neg__(self):
        return self + self

    def backward(self):
        self.grad = 1.0
        self.pull()

a = Value(3.0)
J = a + a
J.backward()
"""


def test_a_learners_class_is_followed_and_compared(session):
    run(session, OWN.replace("{sign}", "="))
    note = ask(session, "show", tab="picture", index=0)["note"]
    assert note == "a.grad is 1 in your class, and should be 2"
    note = ask(session, "show", tab="picture", index=0, language="zh")["note"]
    assert note == "a.grad 在你的类里是 1，应为 2"
    run(session, OWN.replace("{sign}", "+="))
    assert ask(session, "show", tab="steps", index=0)["note"] == WORDS["en"]["all_right"]


def test_a_wrong_value_is_told(session):
    wrong = OWN.replace("{sign}", "+=").replace("self.data + other.data", "self.data - other.data")
    run(session, wrong.replace("J.backward()", ""))
    note = ask(session, "show", tab="picture", index=0)["note"]
    assert note == "J.data is 0 in your class, and should be 6"


@pytest.mark.slow
def test_an_engine_is_marked_and_diagnosed(session, tmp_path):
    begun = ask(session, "begin", code=OWN.replace("{sign}", "="))
    assert begun["class"] == "Value"
    names = [p["name"] for p in begun["properties"]]
    assert "leaf_used_by_many" in names
    told = ask(session, "property", name="derivative_of_add")
    assert told["status"] == "failed" and "J.backward()" in told["example"]["python"]
    parse(told["picture"])
    chinese = ask(session, "property", name="derivative_of_add", language="zh", dark=True)
    assert "，应为 " in chinese["message"] and "错的" in chinese["picture"]
    assert "wrong" in told["picture"] and "should be" in told["message"]
    assert ask(session, "property", name="deep_chain")["status"] == "not supported"
    text = ask(session, "diagnose", hints=3)["text"]
    assert "engine.py, line" in text and str(tmp_path) not in text


def test_what_is_no_engine_is_one_sentence(session):
    assert ask(session, "begin", code="x = 1\n")["error"] == WORDS["en"]["no_class"]
    assert ask(session, "begin", code="x =\n")["line"] == 1
    told = ask(session, "begin", code="class Value:\n    pass\n")
    assert "\n" not in told["error"].strip() or len(told["error"]) < 1000


def test_a_registered_renderer_stands_in_for_dot(monkeypatch, tmp_path):
    from autograd_mini import value
    from autograd_mini.draw import Drawing, RenderingError, render

    monkeypatch.setattr(render, "_registered", [])
    monkeypatch.setattr(value, "new", value.new)
    monkeypatch.setattr(render.shutil, "which", lambda name: None)
    monkeypatch.setattr(render.importlib.util, "find_spec", lambda name: None)
    asked = []

    def layout(source, format, engine):
        asked.append((format, engine))
        if "wrong" in source:
            raise RuntimeError("syntax error in line 1")
        return "<svg></svg>"

    answer = sessions.start(layout, str(tmp_path))
    assert Drawing(body=["a"]).pipe(format="svg", encoding="utf-8").startswith("<svg")
    with pytest.raises(RenderingError, match="syntax error in line 1"):
        Drawing(body=["wrong"]).pipe(format="svg")
    with pytest.raises(RenderingError, match="mismatched tag"):
        Drawing(body=["a [label=<<b>x>]"]).pipe(format="svg")
    assert asked == [("svg", "dot"), ("svg", "dot")]
    assert value.new is not object.__new__ and "error" in answer('{"kind": "nothing"}')

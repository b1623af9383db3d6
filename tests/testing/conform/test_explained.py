"""Below the verdicts the command says what explains all that failed; of a class, on one page."""

import json
from pathlib import Path

import pytest

from autograd_mini.__main__ import main

OVERWRITES = """
class Value:
    def __init__(self, data, operands=(), send=lambda: None):
        self.data, self.grad = float(data), 0.0
        self.operands, self.send = operands, send

    def __add__(self, other):
        result = Value(self.data + other.data, (self, other))

        def send():
            self.grad = result.grad
            other.grad = result.grad

        result.send = send
        return result

    def __mul__(self, other):
        result = Value(self.data * other.data, (self, other))

        def send():
            self.grad = other.data * result.grad
            other.grad = self.data * result.grad

        result.send = send
        return result

    def backward(self):
        order, seen = [], set()

        def visit(n):
            if id(n) not in seen:
                seen.add(id(n))
                for operand in n.operands:
                    visit(operand)
                order.append(n)

        visit(self)
        self.grad = 1.0
        for n in reversed(order):
            n.send()
"""
ONLY = ["--only", "derivative_of_mul", "node_used_twice_by_one_operation"]


@pytest.fixture
def engine(tmp_path):
    path = tmp_path / "engine.py"
    path.write_text(OVERWRITES, "utf-8")
    return path


def marked(capsys, *arguments):
    status = main(["conform", *map(str, arguments)])
    return status, capsys.readouterr().out


def test_one_idea_behind_all_that_fails(engine, capsys, tmp_path):
    report = tmp_path / "report.json"
    status, out = marked(
        capsys, engine, *ONLY, "--json", report, "--pictures", tmp_path, "--no-repair"
    )
    assert status == 1
    assert "REPLACES a gradient where it should ADD" in out
    assert "line 11:" in out and "self.grad = result.grad" in out
    assert out.index("REPLACES") < out.index("FAILED node_used_twice_by_one_operation\n")
    (entry,) = json.loads(report.read_text("utf-8"))["diagnosis"]
    assert entry["mistakes"][0] == "overwrites-gradient"
    assert {11, 12} <= set(entry["lines"])
    assert entry["repair"] is None


@pytest.mark.slow
def test_teachers_choose_how_much_is_told(engine, capsys, tmp_path):
    texts = [
        marked(capsys, engine, *ONLY, "--hints", hints, "--no-repair", "--pictures", tmp_path)[1]
        for hints in (1, 2, 3)
    ]
    assert ["REPLACES" in text for text in texts] == [False, True, True]
    assert ["line 11:" in text for text in texts] == [False, False, True]
    _, chinese = marked(
        capsys, engine, *ONLY, "--language", "zh", "--no-repair", "--pictures", tmp_path
    )
    assert "REPLACES" not in chinese and "梯度" in chinese


def test_of_a_right_engine_nothing_is_said(capsys, tmp_path):
    report = tmp_path / "report.json"
    status, out = marked(capsys, "autograd_mini:Value", *ONLY, "--json", report)
    assert status == 0
    assert out.rstrip().endswith("2 passed, 0 failed, 0 not supported")
    assert json.loads(report.read_text("utf-8"))["diagnosis"] == []


def test_gradescope_shows_the_explanation_above_the_properties(engine, capsys, tmp_path):
    score = tmp_path / "results.json"
    marked(capsys, engine, *ONLY, "--score", score, "--no-repair", "--pictures", tmp_path)
    assert "REPLACES" in json.loads(score.read_text("utf-8"))["output"]


@pytest.mark.slow
def test_a_report_on_a_class(engine, capsys, tmp_path):
    right = Path(__file__).parents[3] / "demos" / "engines" / "correct.py"
    broken = tmp_path / "broken.py"
    broken.write_text("class Value(\n", "utf-8")
    page = tmp_path / "report.html"
    status, out = marked(capsys, engine, right, broken, *ONLY, "--class-report", page)
    assert (status, out) == (1, f"{page}\n")
    text = page.read_text("utf-8")
    assert text.count('<th scope="row">') == 3
    assert text.count("overwrites-gradient") == 1 and "✗" in text
    assert "SyntaxError" in text or "invalid syntax" in text or "was never closed" in text
    assert marked(capsys, right, *ONLY, "--class-report", page)[0] == 0
    assert main(["conform", str(engine), str(right)]) == 2
    assert "--class-report FILE" in capsys.readouterr().err


@pytest.mark.slow
def test_points_by_misconception(engine, capsys, tmp_path):
    score, weights = tmp_path / "results.json", tmp_path / "points.ini"

    def results(text):
        weights.write_text(text, "utf-8")
        marked(
            capsys, engine, *ONLY, "--score", score, "--weights", weights, "--no-repair",
            "--pictures", tmp_path,
        )  # fmt: skip
        return json.loads(score.read_text("utf-8"))

    by_property = results("[weights]\nnode_used_twice_by_one_operation = 4\n")
    assert by_property["score"] == 1.0
    assert "What failed costs 4 points: overwrites-gradient" in by_property["output"]
    by_mistake = results("[weights]\noverwrites-gradient = 0.5\n")
    assert by_mistake["score"] == 1.5
    assert "Points taken off: overwrites-gradient 0.5" in by_mistake["output"]
    assert [test["status"] for test in by_mistake["tests"]] == ["passed", "failed"]
    assert results("[weights]\noverwrites-gradient = 9\n")["score"] == 0.0
    weights.write_text("[weights]\nno-such-thing = 1\n", "utf-8")
    assert main(["conform", str(engine), "--weights", str(weights)]) == 2
    assert "neither a property nor a misconception" in capsys.readouterr().err

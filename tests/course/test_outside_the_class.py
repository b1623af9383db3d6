"""A method that is not indented as the others are, or further, is told by its own line."""

import pytest
from learners import ONE_LOOP, written

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.testing.conform.engine import Engine

SLIP = SLIPS["outside-the-class"]
STEP = """
def step(self):
    for parent, partial in zip(self.parents, self.partials):
        parent.grad = self.grad * partial
        parent.step()
"""
WITHIN = """
    def backward(self):
        self.grad = 1.0
        self.step()
        def step(self):
            pass
"""


def checked(tmp_path, backward, below, language="en"):
    """Return what comes of the check of lesson 3."""
    written(tmp_path, 3, backward, [("push", "step")] if "push" in backward else [])
    file = tmp_path / "engine.py"
    file.write_text(file.read_text("utf-8") + below, "utf-8")
    return sends(Engine(f"{file}:Value"), language=language)


CALLS = ONE_LOOP.partition("    def push")[0]


@pytest.mark.parametrize(("backward", "below"), [(CALLS, STEP), (WITHIN, "")])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_def_is_named_and_not_the_call(language, backward, below, tmp_path):
    found = checked(tmp_path, backward, below, language)
    begins = SLIP.sentence[language].partition("{")[0]
    assert found["sentence"].startswith(begins) and "`step`" in found["sentence"]
    assert found["question"].count("step") == 1 and not found["general"]
    assert found["lines"].endswith("   def step(self):") and "\n" not in found["lines"]


@pytest.mark.parametrize(("below", "slip"), [
    ("", "no-such-attribute"), (STEP.replace("self", "node"), "of-no-node"),
])  # fmt: skip
def test_what_is_written_nowhere_or_as_a_function_is_told_as_that(below, slip, tmp_path):
    found = checked(tmp_path, CALLS, below)
    said = SLIPS[slip].sentence["en"]
    assert found["sentence"] == said.format(name="step", code="self.step"), found

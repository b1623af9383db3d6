"""The demo that marks three engines."""

import subprocess
import sys
from pathlib import Path

import pytest

DEMOS = Path(__file__).parents[2] / "demos"


@pytest.mark.slow
def test_it_passes_the_correct_engine_and_catches_the_other(tmp_path):
    command = [sys.executable, str(DEMOS / "mark_an_engine.py"), "--pictures", str(tmp_path)]
    only = ["--only", "chain_rule", "node_used_twice_by_one_operation", "backward_twice"]
    done = subprocess.run([*command, *only], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "3 passed, 0 failed, 0 not supported" in done.stdout
    assert "FAILED node_used_twice_by_one_operation" in done.stdout
    assert 'classic_mistakes.py:Value")' in done.stdout
    assert (tmp_path / "node_used_twice_by_one_operation.svg").exists()
    micrograd = "micrograd.engine:Value" in done.stdout
    assert micrograd != ("micrograd is not installed" in done.stdout)


def test_the_findings_name_properties_that_there_are():
    from autograd_mini.testing.conform.properties import PROPERTIES

    text = (DEMOS / "engines" / "FINDINGS.md").read_text("utf-8")
    for part in text.split("\n## ")[1:]:
        named = [word for word in part.split("`")[1::2] if word.replace("_", "").isalpha()]
        known = [word for word in named if word in PROPERTIES]
        assert len(known) >= 3
        assert {word for word in named if "_" in word} - PROPERTIES.keys() <= {"__rpow__"}

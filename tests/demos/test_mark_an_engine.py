"""The demo that marks three engines."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.verdicts import conform

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


# What fails with the same words in any version of Python and Hypothesis, and is soon found.
QUICK = {
    "backward_twice", "two_results_share_a_node", "deep_copy", "outside_the_domain", "overflow",
    "result_by_itself", "order_of_the_sweep", "whole_numbers",
}  # fmt: skip


def findings():
    spec = importlib.util.spec_from_file_location("findings", DEMOS / "engines" / "findings.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["findings"] = module  # where its dataclass looks for its names
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_findings_are_what_is_found_in_the_engines_that_are_installed():
    """All counts add up, and what is said to fail fails with these words."""
    pytest.importorskip("hypothesis")
    told = findings()
    sections = told.sections()
    assert list(sections) == [subject.title for subject in told.SUBJECTS]
    for subject in told.SUBJECTS:
        named = re.findall(r"^- `(\w+)`:", sections[subject.title], flags=re.MULTILINE)
        passed, failed, missing = map(
            int, re.findall(r"(\d+) (?:passed|failed|not s)", sections[subject.title])
        )
        if subject.installed() is None or not sections[subject.title].startswith(subject.heading()):
            continue
        assert passed + failed + missing == len(PROPERTIES)
        assert len(named) == failed
        quick = [name for name in named if name in QUICK] or ["chain_rule"]
        for verdict in conform(subject.engine, only=quick):
            fails = told.bullet(subject, verdict) + "\n" in sections[subject.title]
            assert fails == (verdict.status == "failed")


@pytest.mark.slow
def test_a_section_has_what_the_script_would_write():
    told = findings()
    subject = told.SUBJECTS[2]
    written = told.section(subject, conform(subject.engine))
    # Not every word: the examples depend on the version of Hypothesis.
    short = [re.sub(r":.*", "", part) for part in written.split("\n- ")[1:]]
    there = told.sections()[subject.title]
    assert there.startswith(written.partition("\n- ")[0])
    assert [re.sub(r":.*", "", part) for part in there.split("\n- ")[1:]] == short

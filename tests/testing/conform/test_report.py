"""Verdicts as text, JSON, JUnit's XML and Gradescope's results, whatever an engine has printed."""

import json
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from autograd_mini.testing.conform import report
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.trial import Example
from autograd_mini.testing.conform.verdicts import FAILED, NOT_SUPPORTED, PASSED, Verdict

NUMBERS = st.lists(st.floats(), max_size=3)
EXAMPLES = st.builds(
    Example, st.text(max_size=20), numbers=NUMBERS, expected=NUMBERS, actual=NUMBERS
)
VERDICTS = st.lists(
    st.builds(
        Verdict,
        st.sampled_from(list(PROPERTIES)),
        st.text(max_size=20),
        st.sampled_from([PASSED, FAILED, NOT_SUPPORTED]),
        st.text(max_size=20),
        st.floats(0, 100),
        EXAMPLES,
    ),
    max_size=5,
)


@given(VERDICTS)
def test_json_can_be_read_back(verdicts):
    told = json.loads(report.as_json("m:Value", verdicts), parse_constant=lambda name: 1 / 0)
    assert [p["status"] for p in told["properties"]] == [v.status for v in verdicts]
    assert sum(told["counts"].values()) == len(verdicts)


@given(VERDICTS)
def test_junit_is_xml_with_the_right_counts(verdicts):
    (suite,) = ET.fromstring(report.as_junit("m:Value", verdicts))
    assert [case.get("name") for case in suite] == [v.name for v in verdicts]
    for kind, status in (("failure", FAILED), ("skipped", NOT_SUPPORTED)):
        assert len(suite.findall(f"testcase/{kind}")) == sum(v.status == status for v in verdicts)


@given(VERDICTS, st.dictionaries(st.sampled_from(list(PROPERTIES)), st.integers(0, 9)))
def test_the_score_is_the_sum_of_the_weights_of_what_passed(verdicts, weights):
    told = json.loads(report.as_score(verdicts, weights))
    assert told["score"] == sum(weights.get(v.name, 1) for v in verdicts if v.status == PASSED)
    assert all(0 <= test["score"] <= test["max_score"] for test in told["tests"])
    most = sum(weights.get(v.name, 1) for v in verdicts)
    assert sum(test["max_score"] for test in told["tests"]) == most


@given(VERDICTS)
def test_the_table_has_a_line_for_each_and_counts_them(verdicts):
    table = report.table("m:Value", [v for v in verdicts if "\n" not in v.sentence + v.message])
    assert table.startswith("m:Value\n")
    assert table.splitlines()[-1].endswith("not supported")
    for verdict in report.failures(verdicts):
        assert report.failure(verdict).startswith(f"FAILED {verdict.name}\n")

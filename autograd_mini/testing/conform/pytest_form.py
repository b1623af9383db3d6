"""The conformance suite for pytest: a test for every property of an engine.

pytest --pyargs autograd_mini.testing.conformance --engine package.module:Value
"""

from collections.abc import Iterator

import pytest

from autograd_mini.testing.conform.adapter import read_adapter
from autograd_mini.testing.conform.naming import EngineError
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.report import failure
from autograd_mini.testing.conform.verdicts import ERROR, FAILED, NOT_SUPPORTED, Marking


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest) -> Iterator[Marking]:
    """Yield the engine to be marked, imported once for all tests."""
    name = request.config.getoption("--engine")
    if not name:
        raise pytest.UsageError("say which class to mark: --engine FILE.py:Value")
    try:
        names = read_adapter(request.config.getoption("--adapter"))
    except EngineError as error:
        raise pytest.UsageError(str(error)) from None
    try:
        marking = Marking(name, names)
    except EngineError as error:
        pytest.exit(str(error), returncode=2)
    with marking:
        yield marking


@pytest.mark.parametrize("name", PROPERTIES)
def test_property(engine: Marking, name: str) -> None:
    """Check one property."""
    verdict = engine.verdict(name)
    if verdict.status == NOT_SUPPORTED:
        pytest.skip(verdict.message)
    if verdict.status == FAILED:
        pytest.fail(failure(verdict), pytrace=False)
    if verdict.status == ERROR:
        raise RuntimeError(f"the check itself failed:\n{verdict.message}")

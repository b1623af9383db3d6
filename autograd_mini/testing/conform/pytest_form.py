"""The conformance suite for pytest: a test for every property of an engine.

pytest --pyargs autograd_mini.testing.conformance --engine package.module:Value
"""

import pytest

from autograd_mini.testing.conform.engine import EngineError, read_adapter
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.report import failure
from autograd_mini.testing.conform.verdicts import FAILED, NOT_SUPPORTED, conform


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest) -> tuple[str, dict[str, str]]:
    """Return the engine to be marked, and the names that its adapter gives."""
    name = request.config.getoption("--engine")
    if not name:
        raise pytest.UsageError("say which class to mark: --engine package.module:Value")
    try:
        return name, read_adapter(request.config.getoption("--adapter"))
    except EngineError as error:
        raise pytest.UsageError(str(error)) from None


@pytest.mark.parametrize("name", PROPERTIES)
def test_property(engine: tuple[str, dict[str, str]], name: str) -> None:
    """Check one property."""
    try:
        (verdict,) = conform(*engine, only=[name])
    except EngineError as error:
        pytest.exit(str(error), returncode=2)
    if verdict.status == NOT_SUPPORTED:
        pytest.skip(verdict.message)
    if verdict.status == FAILED:
        pytest.fail(failure(verdict), pytrace=False)

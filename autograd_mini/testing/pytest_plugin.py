"""The options of `pytest --pyargs autograd_mini.testing.conformance --engine module:Value`."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the conformance suite."""
    group = parser.getgroup("autograd_mini", "the conformance suite of autograd_mini")
    group.addoption("--engine", metavar="MODULE:CLASS", help="the Value class to be marked")
    group.addoption("--adapter", metavar="FILE", help="what the engine calls things, in [names]")

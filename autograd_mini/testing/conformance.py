"""The conformance suite for pytest: a test for every property of an engine.

pytest --pyargs autograd_mini.testing.conformance --engine package.module:Value
"""

from autograd_mini.testing.conform.pytest_form import engine, test_property

__all__ = ["engine", "test_property"]

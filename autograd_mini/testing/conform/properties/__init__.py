"""What every engine should get right: the properties of the conformance suite.

A property has a name, a sentence that a student understands, the operations it needs, and a check.
A property about one thing uses nothing else: the one about quotients has no shared nodes, the one
about shared nodes has no quotients, so that a mistake shows where it is.
"""

from autograd_mini.testing.conform.properties import (  # isort: skip (the order of the table)
    operations,
    sharing,
    passes,
    domains,
    size,
    runs,
)
from autograd_mini.testing.conform.properties.registry import PROPERTIES, Property

__all__ = ["PROPERTIES", "Property", "domains", "operations", "passes", "runs", "sharing", "size"]

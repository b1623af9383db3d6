"""The table of the misconceptions of derivations: one record for each.

A record knows how to make its mistake in a right line.  A wrong line is recognised by doing so and
comparing values: whatever form the learner has chosen, a mistake gives the same wrong numbers.

Mistakes that only show as shapes that do not fit, such as a bias column kept, are recognised in
another world: the line is right in a network without bias.  Their `make` gives nothing.
"""

from autograd_mini.derivations.mistake import MISTAKES, Mistake
from autograd_mini.derivations.records import factors, places, samples

RECORDS = (factors, places, samples)  # in this order; of two that give the same the first is told

__all__ = ["MISTAKES", "RECORDS", "Mistake"]

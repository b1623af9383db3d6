"""The misconception behind what an engine gets wrong: what it is, where, and how to repair it."""

from autograd_mini.testing.diagnosis.diagnosis import Diagnosis, diagnose
from autograd_mini.testing.diagnosis.finding import Finding

__all__ = ["Diagnosis", "Finding", "diagnose"]

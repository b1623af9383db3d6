"""The misconception behind what an engine gets wrong: what it is, where, and how to repair it."""

from autograd_mini.testing.diagnosis.diagnosis import Diagnosis, Finding, diagnose

__all__ = ["Diagnosis", "Finding", "diagnose"]

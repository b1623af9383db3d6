"""Marks a derivation: lines that a learner types, against the derivatives that the engine finds."""

from autograd_mini.derivations.exercise import DerivationExercise, exercise
from autograd_mini.derivations.marking import check_derivation
from autograd_mini.derivations.report import LineMark, Report

__all__ = ["DerivationExercise", "LineMark", "Report", "check_derivation", "exercise"]

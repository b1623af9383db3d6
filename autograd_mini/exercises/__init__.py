"""Exercises without end: generated from graphs, with the wrong answers that are known."""

from autograd_mini.exercises.generate import Exercise as Exercise
from autograd_mini.exercises.generate import exercise as exercise
from autograd_mini.exercises.sheets import Sheet as Sheet
from autograd_mini.exercises.sheets import sheet as sheet

"""The course: eight lessons in which a learner writes an engine; `autograd-mini course`."""

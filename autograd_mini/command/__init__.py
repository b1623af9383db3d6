"""The commands of `autograd-mini` that take an expression: grad, explain, draw, step, check.

And `table`, which prints the derivative table.  expression.py reads the text; each of the others is
a thin layer over what Python has, with its options by the same names.
"""

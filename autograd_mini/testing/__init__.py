"""Testing gradients: those of a function, of a network, or of anybody's Value class.

- `programs`: random expressions as plain data, which any engine can run, and as Python text.
- `strategies`: Hypothesis strategies that draw them, and networks with samples.
- `oracles`: four independent ways to the gradient of a program, none of them backpropagation.

`strategies` needs Hypothesis, so it is imported by name: `import autograd_mini.testing.strategies`.
"""

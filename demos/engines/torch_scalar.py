"""PyTorch's tensors of no dimensions, as an engine."""

import torch


class Value:
    """Makes a tensor that asks for a gradient; everything else is the tensor's own."""

    def __new__(cls, x):
        return torch.tensor(float(x), dtype=torch.float64, requires_grad=True)


def dot(weights, inputs):
    """Return Σ wᵢ·xᵢ."""
    return torch.dot(torch.stack(weights), torch.stack(inputs))


def total(terms):
    """Return the sum of the terms."""
    return torch.stack(terms).sum()


def logsumexp(terms):
    """Return log Σ exp(xᵢ)."""
    return torch.logsumexp(torch.stack(terms), 0)


softplus, log_sigmoid = torch.nn.functional.softplus, torch.nn.functional.logsigmoid

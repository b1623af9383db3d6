"""What may be given as the loss of a network, and the cost of one sample that it stands for."""

from collections.abc import Callable
from typing import Any, NamedTuple

from autograd_mini.errors import DomainError
from autograd_mini.nn.cost import LOSSES
from autograd_mini.nn.record import Forward
from autograd_mini.nn.samples import said


class SampleCost(NamedTuple):
    """What a loss costs for one sample.

    function: of the outputs and the targets.  outputs: "z" or "a", of the last layer.
    errors: those of it that are told with the number of the sample.
    """

    function: Callable[[Any, Any], Any]
    outputs: str
    errors: tuple[type[Exception], ...]

    def of(self, sample: Forward, y: Any) -> Any:
        """Return the cost of a record, as part of its graph."""
        layers: dict[int, Any] = getattr(sample, self.outputs)
        return self.function(layers[max(layers)], y)


def loss_of(loss: Any, from_logits: bool, output_activation: str) -> SampleCost:
    """Return the loss that was given, by a name of cost.py or as a function of a^(L) and y.

    from_logits: whether it is to be "cross_entropy_from_logits".
    output_activation: that of the network.

    TypeError and ValueError for what is none, or does not go with the rest.

    >>> loss_of("softmax_cross_entropy", False, "identity").outputs
    'z'
    """
    name = next((n for n, (function, _) in LOSSES.items() if loss is function), None)
    if name is None and not callable(loss):
        if not isinstance(loss, str):
            raise TypeError(f"loss is {said(loss)}; give a name, or a function of a and y")
        if loss not in LOSSES:
            raise ValueError(
                f"no loss is called {loss!r}; there are {', '.join(LOSSES)}, and any function "
                "of the activations and the targets of one sample"
            )
        name = loss
    if from_logits:
        if name not in ("cross_entropy", "cross_entropy_from_logits"):
            anyway = ", which is from logits anyway" * (name == "softmax_cross_entropy")
            raise ValueError(
                "from_logits=True says loss='cross_entropy_from_logits', so that it does not "
                f"go with {name or 'a function of your own'}{anyway}; leave one of them out"
            )
        name = "cross_entropy_from_logits"
    if name == "cross_entropy_from_logits" and output_activation != "sigmoid":
        raise ValueError(
            "the cross-entropy from logits is for sigmoid units in the output layer, not for "
            f"{output_activation}"
        )
    if name is None:  # what else it raises is for its author to read as it is
        return SampleCost(loss, "a", (DomainError,))
    return SampleCost(*LOSSES[name], (DomainError, ValueError, TypeError))

"""@compiled: a cost written for one sample, called with arrays of m samples.

>>> import numpy as np
>>> @compiled
... def cost(parameters, sample):
...     z = sum(w_i * x_i for w_i, x_i in zip(parameters["w"], sample["x"]))
...     return (z - sample["y"]) ** 2
>>> parameters, samples = {"w": np.array([1.0, 2.0])}, {"x": np.ones((5, 2)), "y": np.zeros(5)}
>>> J, gradients = cost(parameters, samples)
>>> J, gradients["w"].tolist()
(9.0, [6.0, 6.0])
"""

import functools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograd_mini.compile.check import as_values
from autograd_mini.compile.program import Program, compile_gradient
from autograd_mini.errors import shortened
from autograd_mini.recording import recording
from autograd_mini.value import Value


class Compiled:
    """A function of (parameters, sample), both dicts of arrays, that runs as compiled programs.

    It is recorded once for every structure, which is given by the shapes of all arrays: sequences
    of another length are another program.

    programs: those that there are, by their shapes.
    """

    def __init__(self, function: Callable[[dict[str, Any], dict[str, Any]], Value]) -> None:
        functools.update_wrapper(self, function)
        self.function = function
        self.programs: dict[tuple[Any, ...], Program] = {}

    def __call__(
        self, parameters: Mapping[str, Any], samples: Mapping[str, Any]
    ) -> tuple[float, dict[str, Any]]:
        """Return J, averaged over the samples, and its gradients by the parameters' names.

        parameters: an array for each name.  samples: likewise, with m in front.
        """
        return self.program(parameters, samples)(**parameters, **samples)

    def program(self, parameters: Mapping[str, Any], samples: Mapping[str, Any]) -> Program:
        """Return the program for arrays of these shapes.

        TypeError for what is no dict of arrays; ValueError for arrays without samples.
        """
        for what, given in (("parameters", parameters), ("samples", samples)):
            if not isinstance(given, Mapping):
                raise TypeError(
                    f"{what} is a dict of arrays by their names, not {shortened(given)}"
                )
        arrays = {n: np.asarray(a, float) for n, a in {**parameters, **samples}.items()}
        for name in samples:
            if not arrays[name].ndim or not len(arrays[name]):
                raise ValueError(f"{name} has no samples; its shape begins with m, at least 1")
        key = tuple(
            (name, name in samples, a.shape[1:] if name in samples else a.shape)
            for name, a in arrays.items()
        )
        if key not in self.programs:
            values = {name: as_values(a[0] if name in samples else a) for name, a in arrays.items()}
            inputs, weights = ({n: values[n] for n in names} for names in (samples, parameters))

            def record(**given: Any) -> Value:
                parts = ({n: given[n] for n in names} for names in (weights, inputs))
                return self.function(*parts)

            with recording():
                J = self.function(weights, inputs)
            self.programs[key] = compile_gradient(J, inputs, weights, record=record)
        return self.programs[key]


def compiled(function: Callable[[dict[str, Any], dict[str, Any]], Value]) -> Compiled:
    """Let a cost of one sample, of (parameters, sample), run on arrays; see `Compiled`."""
    return Compiled(function)

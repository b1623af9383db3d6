"""compile_gradient: from the recorded graph of one sample to a program on arrays of m samples.

>>> from autograd_mini.value import Value
>>> from autograd_mini.functions import sigmoid
>>> w_0, w_1, x, y = Value(0.5), Value(-2.0), Value(1.0), Value(0.0)
>>> a = sigmoid(w_0 + w_1 * x)
>>> J = (a - y) * (a - y)
>>> program = compile_gradient(J, inputs={"X": x, "Y": y}, parameters={"w": [w_0, w_1]})
>>> cost, gradients = program(X=[1.0, 2.0], Y=[0.0, 1.0], w=[0.5, -2.0])
>>> round(cost, 6), gradients["w"].round(6).tolist()
(0.487757, [-0.000411, -0.02803])
"""

import math
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from autograd_mini.compile.arrays import Array, Arrays
from autograd_mini.compile.backends import Backend, backend
from autograd_mini.compile.backends.numpy import NumPy
from autograd_mini.compile.blocks import Blocks
from autograd_mini.compile.boxes import Box, boxes
from autograd_mini.compile.check import Findings, checked
from autograd_mini.compile.classes import NUMBERS, Classes
from autograd_mini.compile.explaining import explanation
from autograd_mini.compile.fold import Folded
from autograd_mini.compile.forward import Forward
from autograd_mini.compile.given import Given, described, flattened, listed
from autograd_mini.compile.mapping import mapped
from autograd_mini.compile.source import functions, local_names, name_arrays
from autograd_mini.compile.sweep import Sweep
from autograd_mini.errors import DomainError, shortened
from autograd_mini.graph import Graph
from autograd_mini.recording import recording
from autograd_mini.value import Value


class Program:
    """A compiled program: J and its gradients, from arrays.

    Called with an array for each input, m samples in front, and for each parameter, it returns J,
    averaged over the samples, and a dict of the gradients by the parameters' names.

    source: the Python text that runs.  backend: the library that it runs on.
    constants: the tables that it uses, by name.
    baked: the leaves of the graph that are in no array, whose numbers stay as they were recorded.
    inputs, parameters: the names of the arrays, in their order.

    ValueError for an array whose shape does not fit, and for a number in it that is not finite;
    TypeError for an array too many or too few; DomainError if J or a gradient is not finite.
    """

    def __init__(
        self,
        sweep: Sweep,
        given: list[Given],
        outputs: list[tuple[int, int]],
        shape: tuple[int, ...],
        baked: list[Value],
        J: Value,
        record: Callable[..., Value] | None,
        backend: Backend | None = None,
    ) -> None:
        self.backend: Backend = backend or NumPy()
        self.sweep, self.given, self.baked, self.J, self.record = sweep, given, baked, J, record
        self.inputs = [g.name for g in given if g.is_input]
        self.parameters = [g.name for g in given if not g.is_input]
        self.__doc__ = described(given, baked)
        self._names = {g.name for g in given}
        self._places, self._shape = outputs, shape
        self._arrays = [c for c in dict.fromkeys(c for c, _ in outputs) if c != NUMBERS]
        names = local_names(g.name for g in given)
        self.source = functions(
            sweep, names, len(self.inputs), self._arrays, self.backend.writes_in_place
        )
        self.constants = sweep.forward.constants.tables
        self._run()

    def _run(self) -> None:
        found = self.backend.loaded(self.source, self.constants)
        self._program, self._value = found["program"], found["value"]
        self._outputs = found.get("outputs")

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: all but its functions, which are made again, and `record`."""
        functions = {"_program", "_value", "_outputs"}
        state = {name: x for name, x in vars(self).items() if name not in functions}
        return state | {"record": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._run()

    def __repr__(self) -> str:
        names = ", ".join(g.name for g in self.given)
        return f"<program({names}) on {self.backend.name}: {self.statements} statements>"

    def on(self, library: ModuleType | str) -> "Program":
        """Return the same program over another library of arrays.

        library: a module, or the name, "numpy", "torch" or "jax"; any other module has to keep to
            the array API standard, of 2023.12 or later, as array_api_strict does.

        It is called in the same way, with arrays of that library, of NumPy, or lists, and gives
        arrays of that library, on the device and of the floats of those that it is called with;
        of float64 if none of them is the library's.  What it calls is the standard, but for a few
        helpers of each library; it changes no array in place.  On JAX it is compiled by jax.jit.

        ImportError if the library is not installed; ValueError for another name, and for JAX that
        is not set to 64 bits; TypeError for what is no library.

        >>> import array_api_strict
        >>> w, x = Value(3.0), Value(2.0)
        >>> program = compile_gradient(w * x, {"X": x}, {"w": w}).on(array_api_strict)
        >>> J, gradients = program(X=[1.0, 2.0], w=3.0)
        >>> J, gradients["w"] == 1.5
        (4.5, Array(True, dtype=array_api_strict.bool))
        """
        return Program(
            self.sweep, self.given, self._places, self._shape, self.baked, self.J, self.record,
            backend(library),
        )  # fmt: skip

    def function(self, **arrays: Any) -> tuple[Any, dict[str, Any]]:
        """Return J and the gradients as the source gives them, without a look at any number.

        It is what may stand inside jax.jit and the like.
        """
        J, gradients = self._program(*self._fitting(arrays))
        return J, gradients

    @property
    def statements(self) -> int:
        """How many statements the program has, the return not counted."""
        body = self.source.split("\n\n")[0].splitlines()
        return len(body) - 2

    def __call__(self, **arrays: Any) -> tuple[float, dict[str, Any]]:
        """Return J, averaged over the samples, and the gradients by the parameters' names."""
        given = self._fitting(arrays)
        J, gradients, size = self.backend.gradients(self._program, given)
        if not math.isfinite(size):
            self._refuse(J, gradients, given)
        return J, gradients

    def value(self, **arrays: Any) -> float:
        """Return J, averaged over the samples, without gradients."""
        given = self._finite(arrays)
        J = float(self.backend.called(self._value, given))
        if not math.isfinite(J):
            self._refuse(J, {}, given)
        return J

    def map(
        self, blocks: Blocks, client: Any = None, chunk: int | None = None, /, **parameters: Any
    ) -> tuple[float, dict[str, Any]]:
        """Return J, averaged over all samples of some blocks, and the gradients, like a call.

        blocks: the inputs, `Blocks(X=X, Y=Y)` or `Blocks.on_disk(X=[…], Y=[…])`.
        client: a client of dask.distributed, whose workers shall compute; this process if None.
        chunk: how many blocks a worker gets at a time; a few for each worker if None.

        Whatever the client and the chunk, the numbers are the same to the last bit: sums.py says
        how, and on which conditions.

        Errors as for a call, with the number of the row; ValueError for a program on another
        library than NumPy; ImportError without dask.distributed.
        """
        return mapped(self, blocks, client, chunk, parameters)

    def outputs(self, **arrays: Any) -> Any:
        """Return the predictions: the nodes given as `outputs`, with m in front.

        Inputs that they do not depend on, such as the targets, may be left out.
        """
        if not self._places:
            raise ValueError("compile_gradient was given no outputs=[…] to predict")
        sizes = (np.shape(a)[:1] for n, a in arrays.items() if n in self.inputs)
        m = max((size[0] for size in sizes if size), default=1)
        needed = self.sweep.arrays.behind(self._arrays)
        for number, g in enumerate(self.given):
            if g.is_input and g.name not in arrays and number not in needed:
                arrays[g.name] = np.zeros((m, *g.shape))
        given = self._finite(arrays)
        found = self.backend.called(self._outputs, given) if self._outputs else ()
        rows = {
            c: self.backend.reshaped(a, (m if self.sweep.arrays.of[c].batched else 1, -1))
            for c, a in zip(self._arrays, found)
        }
        columns = [
            float(self.sweep.arrays.numbers[place]) if c == NUMBERS else rows[c][:, place]
            for c, place in self._places
        ]
        return self.backend.reshaped(self.backend.columns(columns, m, given), (m, *self._shape))

    def explain(self, language: str = "en") -> str:
        """Return in words which nodes of the graph have become which line, and why.

        language: "en" or "zh".
        """
        return explanation(self.sweep.arrays, self.boxes(), self.source, self.J, language)

    def boxes(self) -> list[Box]:
        """Return the graph of J, collapsed to the arrays; `draw_program` draws it."""
        given = len(self.inputs), len(self.parameters)
        return boxes(self.sweep.arrays, self.sweep.root, *given)

    def check(self, samples: Sequence[Mapping[str, Any]] | None = None) -> "Findings":
        """Compare the program with the scalar engine, sample by sample, and with new records.

        samples: for each a dict of its inputs, without m in front; some are drawn if None, from the
            numbers that J was recorded with, in other orders.

        If the program knows how J is recorded, J is recorded for each sample, and what has another
        structure or other numbers is named with its line, in the program and in the code that
        records J: a maximum taken from `.data`, an `if` on data, a target given as a plain number.
        A line of that code is left out where it cannot be known.

        Otherwise the recorded graph is computed anew, which does not show them.
        """
        return checked(self, samples)

    def compiled_again(
        self, J: Value, inputs: dict[str, Any], parameters: dict[str, Any]
    ) -> "Program":
        """Return the program of another record of the same cost."""
        program = compile_gradient(J, inputs, parameters)
        return program if isinstance(self.backend, NumPy) else program.on(self.backend.xp)

    def _fitting(self, arrays: dict[str, Any]) -> list[Any]:
        """Return the arrays in their order, after a look at their shapes."""
        if arrays.keys() != self._names:
            names = [g.name for g in self.given]
            missing = [n for n in names if n not in arrays]
            extra = [n for n in arrays if n not in names]
            problem = f"without {', '.join(missing)}" if missing else f"with {', '.join(extra)}"
            raise TypeError(f"the program takes {', '.join(names)}; it was called {problem}")
        found = self.backend.arrays(self.given, arrays)
        if len({a.shape[0] for a in found[: len(self.inputs)]}) > 1:
            sizes = {a.shape[0]: g.name for g, a in zip(self.given, found) if g.is_input}
            words = " and ".join(f"{name} {m}" for m, name in sizes.items())
            raise ValueError(f"the inputs have different numbers of samples: {words}")
        return found

    def _finite(self, arrays: dict[str, Any]) -> list[Any]:
        """Return the arrays in their order, after a look at their shapes and at all numbers."""
        found = self._fitting(arrays)
        for g, array in zip(self.given, found):
            g.finite(self.backend.to_numpy(array))
        return found

    def _refuse(self, J: float, gradients: dict[str, Any], given: list[Any]) -> None:
        """Raise the error for what is not finite, if something is."""
        for g, array in zip(self.given, given):
            g.finite(self.backend.to_numpy(array))
        every = {n: self.backend.to_numpy(g) for n, g in gradients.items()}
        names = [f"the gradient of {n}" for n, g in every.items() if not np.isfinite(g).all()]
        if not math.isfinite(J):
            names.insert(0, "J")
        if names:
            raise DomainError(
                f"{' and '.join(names)} is not finite for these arrays: an operation has left its "
                "domain or the largest float; record J with the numbers of one sample to see which"
            )


def compile_gradient(
    J: Value | Graph,
    inputs: Mapping[str, Any],
    parameters: Mapping[str, Any],
    outputs: Any = None,
    record: Callable[..., Value] | None = None,
) -> Program:
    """Compile the graph of one sample's cost into a program for the costs of m samples.

    J: the cost, recorded once; only its structure and its plain numbers count.
    inputs: by the names they shall have, the Values that differ from sample to sample: each a
        Value, a list of them, a list of lists, …
    parameters: likewise, the Values that are the same for all samples, and to differentiate with
        respect to.
    outputs: the nodes that are predictions, a Value or a list of them, if they are wanted.
    record: computes J anew from Values, given by the names and in the shapes of all inputs and
        parameters; with it, `Program.check` finds what is not the same for every sample.

    σ with cross-entropy and softmax with cross-entropy, also by hand from exp, sum and log, become
    forms that stay exact where a saturates: all that is recognised stands at the top of stable.py.

    A leaf that is in neither stays the number that it is: `Program.baked`, and the docstring of the
    program, list them.

    TypeError for what is no Value; ValueError for rows of different lengths, for a Value that is
    given twice, and for a name that is none.
    """
    J = J.J if isinstance(J, Graph) else J
    if not isinstance(J, Value):
        raise TypeError(f"compile_gradient takes the Value J, not {shortened(J)}")
    with recording():
        return _compiled(J, inputs, parameters, outputs, record)


def _compiled(
    J: Value,
    inputs: Mapping[str, Any],
    parameters: Mapping[str, Any],
    outputs: Any,
    record: Callable[..., Value] | None,
) -> Program:
    given, places = listed(inputs, parameters)
    flat: list[Any] = []
    shape = flattened(outputs, flat)
    graph = Folded(places)
    root, *wanted = graph.add(J, *(x for x in flat if isinstance(x, Value)))
    classes = Classes(graph, [g.name for g in given], [root, *wanted])
    leaves = [Array("leaf", g.shape, g.is_input, not g.is_input) for g in given]
    for array, name in zip(leaves, local_names(g.name for g in given).values()):
        array.name = name
    arrays = Arrays(classes, leaves)
    name_arrays(arrays, classes.of[root])
    at = {id(x): (classes.of[n], int(arrays.at[n])) for x, n in zip(
        [x for x in flat if isinstance(x, Value)], wanted)}  # fmt: skip
    sweep = Sweep(Forward(arrays), classes.of[root], int(arrays.at[root]))
    found = [at[id(x)] for x in flat]
    return Program(sweep, given, found, shape, graph.left_out, J, record)

r"""Right lines: those of a whole derivation, and for each thing that a line may be about.

>>> from autograd_mini.derivations.world import Shape
>>> shape = Shape((2, 3, 1), True, "sigmoid", "sigmoid", "cross_entropy")
>>> print(*derivation(shape), sep="\n")
δ3_k = a3_k − y_k
∂J/∂Θ2_ij = δ3_i a2_j
δ2_j = Σ_i Θ2_ij δ3_i g'(z2_j)
∂J/∂Θ1_ij = δ2_i a1_j
"""

from autograd_mini.derivations.known import Key
from autograd_mini.derivations.world import Shape


def derivation(shape: Shape) -> list[str]:
    """Return a whole derivation, by entries, as text."""
    lines = []
    for layer in range(shape.last, 1, -1):
        lines += right_lines(shape, ("slope", ("z", layer)))[:1]
        lines += right_lines(shape, ("slope", ("theta", layer - 1)))[:1]
    cost = right_lines(shape, ("slope", ("a", shape.last)))[:1]
    return lines if cancels(shape) else [*cost, *lines]


def cancels(shape: Shape) -> bool:
    """Return whether δ^(L) is a − y: of the cross-entropy and sigmoid units."""
    return shape.output_activation == "sigmoid" and shape.loss.startswith("cross_entropy")


def right_lines(shape: Shape, key: Key, update: bool = False) -> list[str]:
    """Return right lines about something, some by entries and some of whole matrices.

    key: as of `marking.key_of`.  update: of Θ, by gradient descent.
    """
    L = shape.last
    if update:
        layer = key[1][1]
        step = f"Θ{layer}_ij := Θ{layer}_ij − α"
        theta = f"theta{layer}"
        lines = [f"{step} D{layer}_ij", f"{theta} := {theta} - alpha * D{layer}"]
        if not shape.regularized:
            lines.append(f"{step} Δ{layer}_ij / m")
        return [*lines, f"{step} ∂J/∂Θ{layer}_ij"]
    if key[0] in ("Delta", "D"):
        return _over_samples(shape, *key)
    if key[0] == "entry":
        return _local(key)
    name, layer = key[1]
    one = "1, " if shape.bias else ""
    if key[0] == "slope":
        if name == "theta":
            up = layer + 1
            joined = f"[{one}a{layer}]" if shape.bias else f"a{layer}"
            return [f"∂J/∂Θ{layer}_ij = δ{up}_i a{layer}_j",
                    f"dJ_dtheta{layer} = outer(delta{up}, {joined})"]  # fmt: skip
        if name == "z" and layer == L:
            whole = [f"δ{L}_k = ∂J/∂a{L}_k g'(z{L}_k)", f"delta{L} = dJ_da{L} * g'(z{L})"]
            return [f"δ{L}_k = a{L}_k − y_k", *whole] if cancels(shape) else whole
        if name == "a" and layer == L:
            if shape.loss == "mean_squared_error":
                return [f"∂J/∂a{L}_k = 2/K (a{L}_k − y_k)"]
            return [f"∂J/∂a{L}_k = (a{L}_k − y_k)/(a{L}_k (1 − a{L}_k))"]
        if (name in ("z", "a") and layer > 1) or name in ("x", "a"):
            layer = 1 if name == "x" else layer
            columns = f"theta{layer}[:, 1:]" if shape.bias else f"theta{layer}"
            by = f"Σ_i Θ{layer}_ij δ{layer + 1}_i"
            whole_by = f"{columns}.T @ delta{layer + 1}"
            if name == "x":
                return [f"∂J/∂x_j = {by}"]
            if name == "a":
                return [f"∂J/∂a{layer}_j = {by}", f"dJ_da{layer} = {whole_by}"]
            lines = [f"δ{layer}_j = {by} g'(z{layer}_j)",
                     f"delta{layer} = {whole_by} * g'(z{layer})"]  # fmt: skip
            if shape.activation == "sigmoid":
                lines.append(f"δ{layer}_j = {by} a{layer}_j (1 − a{layer}_j)")
            return lines
    if key == ("given", ("J", 0)):
        if shape.loss == "mean_squared_error":
            return [f"J = 1/K Σ_k (a{L}_k − y_k)^2"]
        return [f"J = Σ_k (−y_k log(a{L}_k) − (1 − y_k) log(1 − a{L}_k))"]
    if key[0] == "given":
        if name == "a" and layer > 1:
            return [f"a{layer}_j = g(z{layer}_j)"]
        if name == "z":
            return [f"z{layer}_i = Σ_j Θ{layer - 1}_ij a{layer - 1}_j"]
    return []


def averaged_lines(key: Key) -> list[str]:
    """Return a right line about ∂J/∂Θ where J is the mean cost of all samples."""
    if key[0] != "slope" or key[1][0] != "theta":
        return []
    layer = key[1][1]
    return [f"∂J/∂Θ{layer}_ij = Δ{layer}_ij / m"]


def _over_samples(shape: Shape, name: str, layer: int) -> list[str]:
    up = layer + 1
    if name == "Delta":
        return [f"Δ{layer}_ij = Σ δ{up}_i a{layer}_j"]
    if not shape.regularized:
        return [f"D{layer}_ij = Δ{layer}_ij / m", f"D{layer} = Delta{layer} / m"]
    penalty = f"D{layer}_ij = Δ{layer}_ij / m + λ/m Θ{layer}_ij"
    return [penalty + ", j >= 1", f"D{layer}_i0 = Δ{layer}_i0 / m"] if shape.bias else [penalty]


def _local(key: Key) -> list[str]:
    of, by = key[1], key[2]
    if of[0] == "a" and by == ("z", of[1]):
        return [f"∂a{of[1]}_i/∂z{of[1]}_i = g'(z{of[1]}_i)", f"da{of[1]}_dz{of[1]} = g'(z{of[1]})"]
    if of[0] == "z" and by == ("a", of[1] - 1):
        return [f"∂z{of[1]}_i/∂a{by[1]}_j = Θ{by[1]}_ij"]
    if of[0] == "z" and by == ("theta", of[1] - 1):
        return [f"∂z{of[1]}_i/∂Θ{by[1]}_ij = a{by[1]}_j"]
    return []

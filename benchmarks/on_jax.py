"""Compiled programs on JAX against hand-written JAX, m = 1500: ratios, in CPU time.

    python -m pip install ".[compile,jax]" && python benchmarks/on_jax.py [--quick]

By hand is the cost under jax.jit and jax.value_and_grad, or the formulas of the chain rule under
jax.jit: the faster of the two for each network.  The program is called as anybody calls it: what it
is given and what comes out is looked at.  It is measured as compiled.py does, on one thread.
"""

import os

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp
from compiled import NETWORKS, check, compared, cpu, network


def cost(theta, X, Y):
    a = X
    for rows in theta.values():
        z = a @ rows[:, 1:].T + rows[:, 0]
        a = jax.nn.sigmoid(z)
    return jnp.sum(jax.nn.softplus(z) - Y * z) / len(X)


def formulas(theta, X, Y):
    layers, a = list(theta.values()), [X]
    for rows in layers:
        z = a[-1] @ rows[:, 1:].T + rows[:, 0]
        a.append(jax.nn.sigmoid(z))
    J = jnp.sum(jax.nn.softplus(z) - Y * z) / len(X)
    delta = (a[-1] - Y) / len(X)
    gradients = {}
    for i in reversed(range(len(layers))):
        bias = delta.sum(0)[:, None]
        gradients[f"theta{i + 1}"] = jnp.concatenate([bias, delta.T @ a[i]], axis=1)
        if i:
            delta = delta @ layers[i][:, 1:] * a[i] * (1 - a[i])
    return J, gradients


def main() -> None:
    jax.config.update("jax_enable_x64", True)
    print("\non JAX, m = 1500: time of the program ÷ hand-written JAX")
    for sizes in NETWORKS:
        program = network(sizes, 1)[0].compile().on(jax)
        arrays = {name: jnp.asarray(a) for name, a in network(sizes, 1500)[1].items()}
        X, Y, *layers = arrays.values()
        theta = dict(zip([f"theta{i + 1}" for i in range(len(layers))], layers, strict=True))
        by_hand = []
        for function in (jax.value_and_grad(cost), formulas):
            jitted = jax.jit(function)
            by_hand.append(lambda f=jitted: jax.block_until_ready(f(theta, X, Y)))  # noqa: B023
            check(program(**arrays), by_hand[-1]())
        fastest = min(by_hand, key=lambda step: min(cpu(step, 10) for _ in range(5)))
        ratio = compared(lambda: jax.block_until_ready(program(**arrays)[1]), fastest)  # noqa: B023
        print(f"  {sizes:12}  {ratio}")


if __name__ == "__main__":
    main()

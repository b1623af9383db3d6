"""The operations on numbers of many digits, by mpmath."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.floats import PIECEWISE_CONSTANT
from autograd_mini.testing.programs import OPERATORS


def mp_functions(**precision: int) -> SimpleNamespace:
    """Return the operations on mpmath numbers, as a namespace, with a precision of its own.

    precision: dps, in decimal digits, or prec, in bits.

    The namespace has two more names: `ctx`, mpmath's context, and `mpf`, its type of number.
    ImportError without mpmath.

    >>> print(mp_functions(dps=30).exp(1))
    2.71828182845904523536028747135
    """
    try:
        from mpmath.ctx_mp import MPContext
    except ImportError as error:
        raise ImportError(
            "numbers of many digits come from mpmath, which is not installed; "
            'python -m pip install "autograd-mini[testing]" installs it'
        ) from error
    ctx: Any = MPContext()
    for name, digits in precision.items():
        setattr(ctx, name, digits)

    def normal_cdf(x: Any) -> Any:
        return ctx.erfc(-x / ctx.sqrt(2)) / 2 if x > -(2**64) else ctx.zero  # e^(−2^127)

    def logsumexp(*x: Any) -> Any:
        *others, largest = sorted(x)
        return largest + ctx.log1p(ctx.fsum([ctx.exp(t - largest) for t in others]))

    own = {
        **OPERATORS,
        **PIECEWISE_CONSTANT,
        "pow": ctx.power,
        "sigmoid": lambda x: 1 / (1 + ctx.exp(-x)),
        "log_sigmoid": lambda x: -ctx.log1p(ctx.exp(-x)),
        "softplus": lambda x: ctx.log1p(ctx.exp(x)),
        "log2": lambda x: ctx.log(x) / ctx.log(2),
        "exp2": lambda x: ctx.power(2, x),
        "cbrt": lambda x: ctx.sign(x) * ctx.cbrt(abs(x)),
        "normal_pdf": ctx.npdf,
        "normal_cdf": normal_cdf,
        "silu": lambda x: x / (1 + ctx.exp(-x)),
        "gelu": lambda x: x * normal_cdf(x),
        "softsign": lambda x: x / (1 + abs(x)),
        "relu": lambda x: max(x, ctx.zero),
        "leaky_relu": lambda x: max(x, x * 0.01),
        "elu": lambda x: x if x > 0 else ctx.expm1(x),
        "maximum": max,
        "minimum": min,
        "dot": lambda *x: ctx.fdot(zip(x[: len(x) // 2], x[len(x) // 2 :], strict=True)),
        "total": lambda *x: ctx.fsum(x),
        "logsumexp": logsumexp,
    }

    def found(name: str) -> Callable[..., Any]:
        """Return an operation that is not spelled out above.

        mpmath has it by its own name, or by that of the function that computes it in the table, as
        acos; or its value is arithmetic, which will do for numbers of mpmath too.
        """
        value = TABLE[name].value
        return getattr(ctx, name, getattr(ctx, getattr(value, "__name__", ""), value))

    others = {name: found(name) for name in TABLE if name not in own}
    return SimpleNamespace(ctx=ctx, mpf=ctx.mpf, **own, **others)

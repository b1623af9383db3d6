"""A property checked where one is, in a notebook or a test, and not in a process of its own."""

from contextlib import suppress

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.properties.registry import Property
from autograd_mini.testing.conform.report import failure
from autograd_mini.testing.conform.trial import NotSupported, Wrong
from autograd_mini.testing.conform.verdicts import FAILED, Verdict
from autograd_mini.testing.steps import steps

# A property that a wrong engine may take for ever to fail, and the steps after which that is known.
MANY_PATHS = "many_paths"
MOST = 1_000_000


def check_property(Value: type, name: str) -> None:
    """Check a property of the conformance suite on a class, in this very process.

    Value: the class, which is to be found by its name in its module, as that of a notebook is.
    name: of the property, as `autograd-mini conform` prints it.

    AssertionError, with an example to paste, if the class does not have the property, or lacks an
    operation that it is about; EngineError for a class that is no engine.

    >>> from autograd_mini import Value
    >>> check_property(Value, "chain_rule")
    """
    if name not in PROPERTIES:
        raise ValueError(f"no property is called {name!r}; there are {', '.join(PROPERTIES)}")
    sentence = PROPERTIES[name].sentence
    engine = Engine(f"{Value.__module__}:{Value.__qualname__}")
    try:
        if name == MANY_PATHS and _goes_on(PROPERTIES[name], engine):
            raise Wrong(f"it was ended after {MOST:,} steps of Python")
        PROPERTIES[name].check(engine)
    except NotSupported as reason:
        raise AssertionError(f"{sentence} It cannot be checked: {reason}") from None
    except Wrong as wrong:
        verdict = Verdict(name, sentence, FAILED, wrong.message, example=wrong.example)
        raise AssertionError(failure(verdict)) from None


def _goes_on(asked: Property, engine: Engine) -> bool:
    """Tell whether a property takes more steps than any right engine does."""

    def check() -> None:
        with suppress(Wrong, NotSupported):
            asked.check(engine)

    return steps(check, most=MOST) > MOST

"""What a property is, and the table of all of them, which the modules beside this one fill."""

from collections.abc import Callable
from dataclasses import dataclass

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.trial import NotSupported

Check = Callable[[Engine], None]


@dataclass(frozen=True)
class Property:
    """One thing that an engine should get right.

    sentence: what it is.  needs: the operations, by their names in the table.
    """

    name: str
    sentence: str
    needs: tuple[str, ...]
    run: Check

    def check(self, engine: Engine) -> None:
        """Check an engine; Wrong or NotSupported if it does not pass."""
        missing = [op for op in self.needs if not engine.supports(op)]
        if missing:
            raise NotSupported(f"it has no {', '.join(missing)}")
        self.run(engine)


PROPERTIES: dict[str, Property] = {}


def named(*needs: str) -> Callable[[Check], Check]:
    """Enter a check among the properties, under its name and with its docstring as the sentence."""

    def entered(check: Check) -> Check:
        enter(check.__name__, check.__doc__ or "", needs, check)
        return check

    return entered


def enter(name: str, sentence: str, needs: tuple[str, ...], check: Check) -> None:
    """Enter a check among the properties."""
    PROPERTIES[name] = Property(name, sentence, needs, check)

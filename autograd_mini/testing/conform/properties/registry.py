"""What a property is, and the table of all of them, which the modules beside this one fill."""

from collections.abc import Callable
from dataclasses import dataclass

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.lookup import SPECIAL, there
from autograd_mini.testing.conform.properties import chinese
from autograd_mini.testing.conform.trial import NotSupported

Check = Callable[[Engine], object]


@dataclass(frozen=True)
class Property:
    """One thing that an engine should get right.

    sentence: what it is, in English.  needs: the operations, by their names in the table.
    every_run: whether the check returns something that has to be the same in other processes, too.
    """

    name: str
    sentence: str
    needs: tuple[str, ...]
    run: Check
    every_run: bool = False

    def said(self, language: str) -> str:
        """Return the sentence in a language, "en" or "zh"."""
        return chinese.sentence(self.name) if language == "zh" else self.sentence

    def check(self, engine: Engine) -> object:
        """Check an engine, and return what the check does; Wrong or NotSupported otherwise."""
        if engine.missing:
            raise NotSupported(engine.missing)
        missing = [op for op in self.needs if not engine.supports(op)]
        if missing == ["pow"] and there(lambda: engine.value(1.5) ** 2.0):
            raise NotSupported(
                "its __pow__ takes a number as the exponent, and no value: see power_with_a_number"
            )
        if missing:
            called = [SPECIAL.get(op, op) for op in missing]  # as one writes it
            raise NotSupported(f"it has no {', '.join(called)}")
        return self.run(engine)


PROPERTIES: dict[str, Property] = {}


def named(*needs: str, every_run: bool = False) -> Callable[[Check], Check]:
    """Enter a check among the properties, under its name and with its docstring as the sentence."""

    def entered(check: Check) -> Check:
        enter(check.__name__, check.__doc__ or "", needs, check, every_run=every_run)
        return check

    return entered


def enter(
    name: str, sentence: str, needs: tuple[str, ...], check: Check, *, every_run: bool = False
) -> None:
    """Enter a check among the properties."""
    PROPERTIES[name] = Property(name, sentence, needs, check, every_run)

"""What is found in an engine: its misconceptions, its limits, and what they leave unexplained."""

from dataclasses import dataclass

from autograd_mini.testing.diagnosis.repair import Repair
from autograd_mini.testing.diagnosis.where import Place
from autograd_mini.testing.diagnosis.witness import Witness


@dataclass(frozen=True)
class Finding:
    """One misconception, or one limit or convention, of an engine.

    name: its identifier.  operations: by the names of the table; none for the engine as a whole.
    place: its lines, if they are known.  witness: the smallest probe that shows it.
    others: identifiers that the numbers cannot tell from it.  harmless: a convention that is right.
    """

    name: str
    operations: tuple[str, ...] = ()
    place: Place | None = None
    witness: Witness | None = None
    others: tuple[str, ...] = ()
    words: str = ""
    harmless: bool = False


@dataclass(frozen=True)
class Findings:
    """All that is found in an engine; see Diagnosis, which also says it in words."""

    engine: str
    mistakes: tuple[Finding, ...] = ()
    limits: tuple[Finding, ...] = ()
    unexplained: tuple[str, ...] = ()
    probes: int = 0
    failed: int = 0
    repair: Repair | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is wrong: a convention and a limit are not."""
        return bool(self.mistakes or self.unexplained)

"""A learner's file as it is on the bench: what a repair is proposed from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.edits import Change, File
from autograd_mini.testing.diagnosis.finders import sources_of
from autograd_mini.testing.diagnosis.observe import Observed
from autograd_mini.testing.diagnosis.sites import Site
from autograd_mini.testing.diagnosis.source import Source, parsed_again


@dataclass
class Workshop:
    """A file, the functions in it that a misconception is in, and what things are called there."""

    engine: Engine
    seen: Observed
    site: Site
    file: File
    sources: list[Source]
    data: str

    def parsed(self, found: list[Source]) -> list[Source]:
        """Return those of some functions that are in the file, each once."""
        path = getattr(self.engine.module, "__file__", None)
        again = [parsed_again(s, self.file.tree) for s in found if s.file == path]
        unique = {id(source.tree): source for source in again if source}
        return list(unique.values())


def workshop(engine: Engine, seen: Observed, site: Site, text: str) -> Workshop:
    """Return what proposals are made from."""
    shop = Workshop(engine, seen, site, File(text), [], engine.names.get("data", "data"))
    shop.sources = shop.parsed(sources_of(engine, site, seen))
    return shop


Proposer: TypeAlias = Callable[[Workshop], Iterator[Change]]

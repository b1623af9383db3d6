"""The records of the table of misconceptions, by what they are about."""

from typing import Literal, Protocol


class Record(Protocol):
    """The function that enters a record: `mistakes.record`."""

    def __call__(
        self,
        name: str,
        group: str,
        english: str,
        chinese: str,
        ask: str,
        ask_chinese: str,
        *,
        code: str,
        smallest: str,
        lesson: int = 0,
        kind: Literal["mistake", "limit", "convention"] = "mistake",
    ) -> None:
        """Enter a record."""

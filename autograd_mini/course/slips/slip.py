"""A mistake of the course: the question that leads to it, and what it is."""

from typing import NamedTuple


class Slip(NamedTuple):
    """A mistake: the question that leads to it, and what it is, in English and in Chinese."""

    question: dict[str, str]
    sentence: dict[str, str]


def slip(question: str, asked: str, sentence: str, said: str) -> Slip:
    """Return a mistake: its question and its sentence, each in English and in Chinese."""
    return Slip({"en": question, "zh": asked}, {"en": sentence, "zh": said})


def by_hand(question: str, asked: str) -> Slip:
    """Return what to do where no mistake is known: a question, and no more than that."""
    return slip(question, asked, question, asked)

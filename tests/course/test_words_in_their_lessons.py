"""What is said of a mistake has no word that only a later lesson is about."""

import re
from importlib.resources import files

import pytest

from autograd_mini.course.slips.cost_slips import COST_SLIPS
from autograd_mini.course.slips.input_slips import INPUT_SLIPS
from autograd_mini.course.slips.network_slips import NETWORK_SLIPS
from autograd_mini.course.slips.step_slips import STEP_SLIPS
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.course.slips.unmoved_slips import UNMOVED_SLIPS
from autograd_mini.testing.diagnosis.mistakes import MISTAKES

LAST = 8
OF_LESSON_8 = NETWORK_SLIPS | INPUT_SLIPS | COST_SLIPS | STEP_SLIPS | UNMOVED_SLIPS
OF_THE_LAST = {
    "en": r"descen[dt]|\blayers?\b|\bsamples?\b|\brate\b|[Δη]",
    "zh": r"下降|样本|学习率|一层的|[Δη]",
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_of_lesson_8_are_in_its_sentences_only(language):
    before = {name: slip for name, slip in SLIPS.items() if name not in OF_LESSON_8}
    before |= {name: slip for name, slip in MISTAKES.items() if slip.lesson < LAST}
    found = re.compile(OF_THE_LAST[language])
    for name, slip in before.items():
        for said in (slip.question[language], slip.sentence[language]):
            assert not found.search(said), f"{name}: {said}"


def test_they_are_words_of_that_lesson():
    texts = files("autograd_mini.course").joinpath("lessons")
    for language, pattern in OF_THE_LAST.items():
        for word in pattern.removesuffix("|[Δη]").split("|"):
            assert re.search(word, texts.joinpath(f"{language}/{LAST}.md").read_text("utf-8")), word


def test_no_line_of_a_learner_is_called_the_first():
    """For another one may be the first of what they have written."""
    for name, slip in SLIPS.items():
        for said in (*slip.question.values(), *slip.sentence.values()):
            assert not re.search(r"your (first|last) line|你的(第一|最后一)行", said), name

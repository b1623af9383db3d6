"""What a learner of lesson 8 is told of loops and lists of layers."""

import pytest
from in_turn import networks
from layers_mistaken import IN_LAYERS
from test_checks import fits, learner

from autograd_mini.course.slips.table import SLIPS


@pytest.mark.parametrize(("right", "wrong", "slip", "said", "line"), IN_LAYERS)
def test_what_is_wrong_and_its_line_are_named(right, wrong, slip, said, line, tmp_path):
    mine = learner(tmp_path, 8, right, wrong)
    for language in ("en", "zh"):
        found = networks(mine, language=language)
        assert found["status"] == "failed" and not found["general"]
        assert found["question"] == SLIPS[slip].question[language], found
        assert said in found["sentence"] and "{" not in found["sentence"]
        named = found["lines"].strip()
        assert named.endswith(line) if line else not named, named
        assert "\n" not in named
        fits(found, 8, language)

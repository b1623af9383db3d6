"""The words of pictures are there in both languages, and nothing else is in a picture."""

import re
import string

import pytest
from drawn import parts
from pictures import network, parse, tooltips, words

from autograd_mini import Value
from autograd_mini.draw import draw_graph, draw_network
from autograd_mini.draw.messages import CHINESE, ENGLISH, Words


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_is_there_in_both_languages_with_the_same_fields():
    assert ENGLISH.keys() == CHINESE.keys()
    for key, english in ENGLISH.items():
        assert fields(english) == fields(CHINESE[key]), key


def test_chinese_is_written_as_chinese_is():
    for key, text in CHINESE.items():
        assert not re.search(r"[\u4e00-\u9fff][:;,.!?]", text), f"{key} has a narrow mark"
        assert "结点" not in text


def test_plurals():
    say = Words("en")
    assert [say.some("nodes", count) for count in (1, 2)] == ["1 node", "2 nodes"]
    assert say.some("edges", 12345) == "12,345 edges"


def drawings(language):
    sample, y, J = network()
    yield draw_graph(J, language=language)  # before backward()
    yield draw_network(sample, y=y, J=J, language=language)
    J.backward()
    yield draw_graph(J, language=language, contributions=True, expand=True)
    yield draw_graph(J, language=language, highlight=sample.theta[1][0][0])
    yield draw_graph(J, language=language, collapse="units")
    yield draw_graph(J, language=language, collapse="layers")
    yield draw_network(sample, y=y, J=J, language=language)
    yield draw_network(sample, y=y, J=J, language=language, collapse="layers")
    yield draw_network(sample, y=y, J=J, language=language, show="gradients", inputs=True)
    x = Value(2.0, label="x")
    yield draw_graph(x * x + 1.0, language=language)


def test_no_english_word_is_left_in_a_chinese_picture():
    english = set(re.findall(r"[a-z]{3,}", " ".join(ENGLISH.values()))) - {"backward"}
    for drawing in drawings("zh"):
        svg = drawing.pipe("svg")
        said = [*words(svg), *tooltips(svg), drawing.title, drawing.description]
        found = english & set(re.findall(r"[a-z]{3,}", " ".join(said)))
        assert not found, found


@pytest.mark.slow
def test_a_picture_in_another_language_is_the_same_picture():
    for english, chinese in zip(drawings("en"), drawings("zh"), strict=True):
        assert parts(english).keys() == parts(chinese).keys()
        numbers = [
            re.findall(r"[+-]?\d\S*", " ".join(words(drawing.pipe("svg"))))
            for drawing in (english, chinese)
        ]
        assert sorted(numbers[0]) == sorted(numbers[1])
        assert parse(chinese.pipe("svg")).get("role") == "img"


@pytest.mark.parametrize(
    "draw",
    [lambda **o: draw_graph(Value(1.0) * 2, **o), lambda **o: draw_network(network()[0], **o)],
)
def test_another_language_is_refused(draw):
    with pytest.raises(ValueError, match="language is one of 'en', 'zh', not 'de'"):
        draw(language="de")
    with pytest.raises(TypeError, match="language is one of 'en', 'zh', not NoneType"):
        draw(language=None)

"""Lines of text have no more letters than there is room for, and break where they may."""

import re

from hypothesis import given
from hypothesis import strategies as st

from autograd_mini.stepper.lines import filled, letters, wrapped


@given(st.lists(st.sampled_from(["a", "b · c", "12.5", "(x − y)", "f(a + b)"]), min_size=1),
       st.integers(8, 60))  # fmt: skip
def test_lines_are_not_longer_than_the_room_there_is(terms, room):
    sides = [[("left", "text")], [(" + ".join(terms), "text")], [("6", "grad")]]
    lines = list(wrapped(sides, room))
    written = ["".join(words for words, _ in line) for line in lines]
    joined = " ".join(line.strip() for line in written)
    assert joined == f"left = {' + '.join(terms)} = 6"
    for line in written:
        # Only what cannot be broken may be longer.
        assert len(line) <= room or len(re.split(r" [=+] (?![^(]*\))", line)) <= 2
        assert line.count("(") == line.count(")")


def test_a_line_breaks_before_what_is_equal_rather_than_in_it():
    sides = [[("x", "text")], [("a + b", "text")], [("1 + 2", "text")], [("3", "value")]]
    lines = ["".join(words for words, _ in line) for line in wrapped(sides, 14)]
    assert lines == ["x = a + b", "= 1 + 2 = 3"]


def test_a_product_stays_whole_where_names_are_pieces():
    product = [("a", "text"), ("1", "sub"), (" · ", "text"), ("b", "text")]
    lines = list(wrapped([[("x", "text")], [*product, (" + ", "text"), *product]], 12))
    assert ["".join(words for words, _ in line) for line in lines] == ["x = a1 · b", "+ a1 · b"]


@given(st.lists(st.sampled_from(["node", "is", "(used", "twice)", "数", "和已经"]), min_size=1),
       st.integers(14, 40))  # fmt: skip
def test_a_sentence_is_broken_at_spaces(words, room):
    lines = list(filled([(" ".join(words), "text")], room))
    said = "".join("".join(words for words, _ in line) for line in lines)
    assert said.replace(" ", "") == "".join(words)
    assert all(letters(line) <= room or "(" in str(line) for line in lines)


def test_a_chinese_sentence_is_broken_between_characters_and_never_before_a_comma():
    lines = list(filled([("计算，然后", "text")], 5))
    assert ["".join(words for words, _ in line) for line in lines] == ["计", "算，", "然后"]

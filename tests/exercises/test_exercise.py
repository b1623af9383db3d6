"""An exercise: the same every time, its marks, and what it refuses."""

import os
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini.derivations import arrays
from autograd_mini.exercises import exercise, sheet
from autograd_mini.exercises.kinds import KINDS, LEVELS
from autograd_mini.exercises.numbers import PLACES, Chance, decimal, exact, is_decimal, read
from autograd_mini.exercises.sheets import FORMATS

PROGRAM = """
import hashlib
from autograd_mini.exercises import sheet
from autograd_mini.exercises.kinds import KINDS
made = sheet(list(KINDS), level=2, count=len(KINDS), seed="s", language="zh")
print(hashlib.sha256(made.document("a.html", answers=True)).hexdigest())
"""


@pytest.mark.slow
def test_it_is_the_same_whatever_the_hash_seed():
    texts = set()
    for seed in ("0", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        texts.add(done.stdout)
    assert len(texts) == 1


def test_it_is_the_same_in_every_version():
    """What an exercise asked, it asks still; but twice and mistake were made anew."""
    answers = [str(q.answer) for kind in KINDS for q in exercise(kind, 7, 2).questions]
    assert " ".join(answers[:12]) == "-1/2 7/4 -6 3 1 10 5 5 10 25 9/10 27/160"
    assert " ".join(answers[12:]) == "-81/400 4/125 -8/125 12/125 4/125 -8/125 12/125 11 8 1"


def test_another_seed_student_or_level_is_another_sheet():
    made = [
        sheet("chain", seed=seed, student=student, level=level, count=3).text()
        for seed in (0, 1)
        for student in (1, 2, 3)
        for level in (1, 2)
    ]
    bodies = {text.split("Exercise 1")[1] for text in made}
    assert len(bodies) == len(made)


def test_no_two_exercises_of_a_sheet_are_alike():
    for kind in ("local", "chain", "counts", "derivation"):
        tasks = sheet(kind, count=30, seed=3).exercises
        assert len({str(task) for task in tasks}) == 30


def test_both_languages_ask_for_the_same():
    for kind in KINDS:
        english, chinese = exercise(kind, 5, 2), exercise(kind, 5, 2, "zh")
        assert [q.answer for q in english.questions] == [q.answer for q in chinese.questions]
        assert [[w.mistake for w in q.wrong] for q in english.questions] == [
            [w.mistake for w in q.wrong] for q in chinese.questions
        ]
        assert english.questions or english.key == chinese.key
        assert str(english) != str(chinese)


def test_an_answer_is_right_known_or_wrong():
    task = exercise("twice", 1)
    (question,) = task.questions
    for right in (question.answer, str(question.answer), float(question.answer)):
        assert task.mark(right).right and str(task.mark(right)) == "∂J/∂x: Right."
    known = task.mark(question.wrong[0].answer)
    assert (known.right, known.mistake) == (False, "overwrites-gradient")
    assert question.wrong[0].sentence in str(known)
    other = task.mark(987.5)
    assert (other.right, other.mistake, str(other)) == (False, "", "∂J/∂x: Not right.")


def test_it_shows_itself_in_a_notebook():
    shown = exercise("twice", 0)._repr_markdown_()
    assert (
        shown.startswith("$$\n\\begin{aligned} u &= x + a") and "Given: $x = -3$, $a = 5$." in shown
    )


def test_several_answers_are_marked_one_by_one():
    task = exercise("backward", 2, 1)
    answers = [question.answer for question in task.questions]
    assert task.mark(answers).right
    answers[-1] += 1000
    *others, last = [mark.right for mark in task.mark(answers).marks]
    assert all(others) and not last
    with pytest.raises(ValueError, match=r"answers are asked for \(∂J/∂J, "):
        task.mark([*answers, 1])


@pytest.mark.parametrize(("language", "said"), [("en", "No answer."), ("zh", "没有作答。")])
def test_what_is_blank_or_missing_is_no_answer_and_the_others_are_marked(language, said):
    task = exercise("backward", 2, 1, language)
    answers = [question.answer for question in task.questions]
    for typed in ([answers[0], " ", *answers[2:]], answers[:-1], answers[0], [], ["", "\u3000"]):
        many = typed if isinstance(typed, list) else [typed]
        there = [not isinstance(x, str) for x in many] + [False] * (len(answers) - len(many))
        marks = task.mark(typed)
        assert [mark.right for mark in marks.marks] == there and not marks.right
        assert [mark.answered for mark in marks.marks] == there
        assert str(marks).count(said) == there.count(False)
    with pytest.raises(TypeError):
        task.mark([answers[0], None])


def test_a_choice_is_answered_by_its_letter():
    task = exercise("mistake", 2)
    letter = "abcd"[int(task.questions[0].answer)]
    assert task.mark(letter).right and task.mark(letter.upper()).right
    for typed in ("{})", "({})", " {}）", "（{}）", "{}.", "{}、"):
        assert task.mark(typed.format(letter)).right
    assert str(task.mark("")) == "What is the mistake? No answer."
    for wrong in ("e", "e)", ")", 1, "ab", "a) b)", None):
        with pytest.raises(ValueError, match="an answer is a letter from a to d"):
            task.mark(wrong)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_derivation_is_marked_line_by_line(level, language):
    task = exercise("derivation", 4, level, language)
    lines = [line.text for line in task.key[0].lines]
    assert task.mark(lines).complete and task.mark("\n".join(lines)).complete
    latex = [line.latex for line in task.key[0].lines]
    assert task.mark(latex).complete and task.answers().split("\n")[0].strip() == lines[0]
    place = next(i for i, line in enumerate(lines) if line.startswith("∂J/∂Θ"))
    lines[place] = lines[place].replace("_i ", "_j ").replace("_j", "_i")  # i for j
    report = task.mark(lines)
    assert not report and report.wrong.number == place + 1
    assert report.wrong.text == lines[place] and str(place + 1) in report.message
    with pytest.raises(TypeError, match="lines is a text or its lines, not int"):
        task.mark(3)
    with pytest.raises(ValueError, match=r"nothing|叫"):
        task.mark("δ3_k = a3_k − yy_k")


def test_a_derivation_names_the_misconception():
    task = exercise("derivation", 1)
    assert task.mark("δ3_k = y_k − a3_k").mistake == "sign-turned"
    assert task.mark("δ3_k = (a3_k − y_k) g'(z3_k)").mistake == "slope-once-more"


def test_a_derivation_is_asked_for_without_mpmath(monkeypatch):
    monkeypatch.setitem(sys.modules, "mpmath", None)
    monkeypatch.setitem(sys.modules, "mpmath.ctx_mp", None)
    arrays.many_digits.cache_clear()
    made = sheet("derivation", count=2)
    for ending in FORMATS:
        assert made.document(f"a{ending}", answers=True)
    with pytest.raises(ImportError, match=r"mpmath.*autograd-mini\[testing\]"):
        made.exercises[0].mark("δ3_k = a3_k − y_k")


@pytest.mark.parametrize(("typed", "number"), [
    ("3/16", Fraction(3, 16)), ("0.1875", Fraction(3, 16)), ("−0,5", Fraction(-1, 2)),
    (" 7 ", 7), (0.25, Fraction(1, 4)), (Fraction(2, 3), Fraction(2, 3)),
    # Full-width, as Chinese keyboards write.
    ("１／２", Fraction(1, 2)), ("－３", -3), ("－３／１６", Fraction(-3, 16)),
    ("０，２５", Fraction(1, 4)), ("０．２５", Fraction(1, 4)), ("0。25", Fraction(1, 4)),
    ("＋７", 7), ("\u3000７\u3000", 7), ("７。", 7),
])  # fmt: skip
def test_numbers_as_people_type_them(typed, number):
    assert read(typed) == number


@pytest.mark.parametrize("typed", [
    "", "x", "1/0", "nan", "1e999999999", "9" * 1000, "1_0", float("inf"), "<b>", "\ud800",
    "１ｅ９", "１Ｅ９", "１＿０", "１／０", "3²", "½", "１／２／３", "，",
])  # fmt: skip
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match=r"an answer is a number such as 3, −0\.5 or 3/4"):
        read(typed)


def test_the_letter_of_a_choice_may_be_full_width():
    (question,) = exercise("mistake", 1).questions
    letter = "abcd"[int(question.answer)]
    for typed in (letter, letter.upper(), chr(ord(letter) + 0xFEE0), f"\u3000{letter.upper()} "):
        assert question.mark(typed).right
    with pytest.raises(ValueError, match="an answer is a letter from a to d, not 'ｅ'"):
        question.mark("ｅ")


def test_what_is_neither_number_nor_text_is_refused():
    for wrong in (None, True, [], 1j):
        with pytest.raises(TypeError, match="an answer is a number such as"):
            read(wrong)


@given(st.fractions(-500, 500, max_denominator=400))
def test_a_float_is_the_fraction_that_it_is_meant_to_be(x):
    assert exact(float(x)) == x
    assert exact(float(x) * (1 + 1e-15)) == x
    if is_decimal(x):
        assert Fraction(decimal(x)) == x
    else:
        assert abs(Fraction(decimal(x)) - x) < Fraction(1, 10**PLACES)


def test_chance_takes_every_choice():
    chance = Chance("a")
    assert {chance.one_of("abc") for _ in range(50)} == set("abc")
    assert sorted(chance.shuffled("abcde")) == list("abcde")
    assert {chance.whole(-1, 1) for _ in range(30)} == {-1.0, 1.0}


@pytest.mark.parametrize(("arguments", "error", "words"), [
    (("bogus",), ValueError, "kind is one of 'local', "),
    ((None,), TypeError, "kind is one of 'local', "),
    (("chain", 0, 4), ValueError, "level is a whole number from 1 to 3, not 4"),
    (("chain", 0, "1"), TypeError, "level is a whole number from 1 to 3, not str"),
    (("chain", 0, 1, "fr"), ValueError, "language is one of 'en', 'zh', not 'fr'"),
    (("chain", 1.5), TypeError, "seed is an int or a text, not float"),
    (("chain", "\ud800"), ValueError, "seed is from 1 to 100 characters that can be"),
    (("chain", "x" * 101), ValueError, "seed is from 1 to 100 characters that can be"),
])  # fmt: skip
def test_what_an_exercise_may_be(arguments, error, words):
    with pytest.raises(error, match=words):
        exercise(*arguments)


@pytest.mark.parametrize(("options", "error", "words"), [
    ({"count": 0}, ValueError, "count is a whole number from 1 to 200, not 0"),
    ({"count": 10**9}, ValueError, "count is a whole number from 1 to 200"),
    ({"student": 0}, ValueError, "student is a whole number from 1 to 1000"),
    ({"seed": ""}, ValueError, "seed is from 1 to 70 characters that can be printed"),
    ({"seed": "\u202e"}, ValueError, "seed is from 1 to 70 characters that can be printed"),
    ({"seed": 10**5000}, ValueError, "seed is from 1 to 70 characters that can be printed"),
    ({"seed": None}, TypeError, "seed is an int or a text, not NoneType"),
])  # fmt: skip
def test_what_a_sheet_may_be(options, error, words):
    with pytest.raises(error, match=words):
        sheet("chain", **options)
    with pytest.raises(ValueError, match="a sheet needs a kind of exercise; there are local"):
        sheet([])
    with pytest.raises(TypeError, match="kinds is a kind of exercise, or a list of them, not int"):
        sheet(5)


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    made = sheet("chain", count=2)
    for ending in FORMATS:
        path = tmp_path / "new" / f"sheet{ending}"
        assert made.save(path) == str(path) and path.read_bytes() == made.document(path)
    with pytest.raises(ValueError, match=r"'sheet.doc' says no format that there is"):
        made.save("sheet.doc")
    with pytest.raises(TypeError, match="answers is True or False"):
        made.save(tmp_path / "a.md", answers=1)
    assert not (tmp_path / "a.md").exists()

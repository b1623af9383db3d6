"""The table of lessons, their texts, and the engine after each of them."""

import argparse
import ast
import doctest
import re
import sys
import types
from importlib import import_module
from pathlib import Path

import pytest

from autograd_mini.command.course import add_to
from autograd_mini.course import checks
from autograd_mini.course.checks.by_hand import BY_HAND
from autograd_mini.course.folder import text_of
from autograd_mini.course.lessons import LESSONS, Check, Lesson, rest, sentence_of
from autograd_mini.course.marks import Mark
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.course.source import code_lines, engine
from autograd_mini.course.words import WORDS, said
from autograd_mini.formulas.labels import width_of
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.trial import NotSupported, Wrong
from autograd_mini.testing.conform.worker import elsewhere
from autograd_mini.testing.course.stages import STAGES, judged, operations
from autograd_mini.testing.diagnosis.mistakes import MISTAKES
from autograd_mini.testing.diagnosis.text import PHRASES, filled

NUMBERS = range(1, len(LESSONS) + 1)
LANGUAGES = ("en", "zh")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ASCII_AMONG_CHINESE = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]")
ROOM = checks.__name__


def verdicts(lesson: Lesson, learner: Engine):
    """Yield what comes of each thing that a lesson judges, in this process."""
    for check in lesson.checks:
        yield elsewhere(f"{ROOM}.{check.function}")(learner, language="en")["status"]
    for name in lesson.properties:
        try:
            PROPERTIES[name].check(learner)
        except (Wrong, NotSupported) as problem:
            yield "failed" if isinstance(problem, Wrong) else "missing"
        else:
            yield "passed"


@pytest.fixture(scope="module")
def learners(tmp_path_factory):
    """The engine after each lesson, imported."""
    folder, found = tmp_path_factory.mktemp("engines"), []
    for number in (0, *NUMBERS):
        path = folder / f"after_{number}.py"
        path.write_text(engine(number), "utf-8")
        found.append(Engine(f"{path}:Value"))
    return found


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)
def test_an_engine_without_a_lesson_does_not_pass_it(lesson, learners):
    """So a lesson that judges nothing, or only what was there before, is noticed."""
    assert any(status != "passed" for status in verdicts(lesson, learners[lesson.number - 1]))


def test_a_lesson_that_judges_nothing_is_noticed(learners):
    empty = Lesson(9, {"en": "", "zh": ""}, checks=(), properties=())
    assert not any(status != "passed" for status in verdicts(empty, learners[0]))
    assert not Mark(empty).passed


def test_each_check_of_a_lesson_judges_something(learners):
    for lesson in LESSONS:
        for check in lesson.checks:
            run = elsewhere(f"{ROOM}.{check.function}")
            # A pass is there from lesson 3 on; it is another one that lesson 5 asks for.
            wanted = "failed" if lesson.number == 5 else "missing"
            assert run(learners[lesson.number - 1], language="en")["status"] == wanted
            broken = Engine(learners[-1].name)
            broken.module = types.SimpleNamespace(  # which returns nonsense
                slope=lambda f, x: 7.0,
                neuron=lambda theta, x: (theta[0], theta[0]),
                cost=lambda a, y: a,
                network=lambda layers, x: ([[layers[0][0][0]] * 5] * 2,) * 2,
                descend=lambda layers, X, Y, rate: 1.0,
            )
            if check.function != "edges:edges":
                outcome = run(broken, language="zh")
                assert outcome["status"] == "failed" and outcome["message"], check


def test_the_lessons_and_the_stages_of_teachers_judge_the_same():
    """They come in another order, so they are two tables; what is judged in the end is not."""
    own = [name for lesson in LESSONS for name in lesson.properties]
    assert len(own) == len(set(own))
    assert set(own) | set(rest()) == set(PROPERTIES)
    left_out = {f"derivative_of_{op}" for op in ("tanh", "relu")} | {"kink_of_relu", "large_tanh"}
    left_out.add("same_in_every_run")  # which takes a while, and comes at the end
    added = {"deep_copy", "outside_the_domain", "overflow", "saturated_cost"}  # of a grown engine
    assert left_out <= set(judged(len(STAGES))) and not added & set(judged(len(STAGES)))
    assert set(judged(len(STAGES))) - left_out == set(own) - added
    assert {"sigmoid", "log", "exp"} <= set(operations(len(STAGES)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", NUMBERS)
def test_the_examples_of_a_text_run(number, language, monkeypatch):
    module = types.ModuleType("engine")
    exec(compile(engine(number, language), "engine.py", "exec"), vars(module))
    monkeypatch.setitem(sys.modules, "engine", module)
    found = doctest.DocTestParser().get_doctest(
        text_of(f"{number}.md", language), {}, language, None, 0
    )
    assert len(found.examples) >= 2
    assert doctest.DocTestRunner().run(found).failed == 0


@pytest.mark.parametrize("number", NUMBERS)
def test_a_text_is_the_same_in_both_languages(number):
    english, chinese = (text_of(f"{number}.md", language) for language in LANGUAGES)
    lesson = LESSONS[number - 1]
    assert english.startswith(f"# Lesson {number}: {lesson.title['en']}\n")
    assert chinese.startswith(f"# 第 {number} 课：{lesson.title['zh']}\n")
    assert not CHINESE.search(english) and not ASCII_AMONG_CHINESE.search(chinese)
    parts = [re.findall(r"^(?:#+ |\d\. |- )|^    >>> .*$", t, re.M) for t in (english, chinese)]
    assert parts[0] == parts[1]
    pictures = {n for t in (english, chinese) for n in re.findall(r"lesson-(\d)\.svg", t)}
    assert pictures <= {str(number)}
    for text in (english, chinese):  # a terminal shows every line whole, and no line as an item
        assert max(width_of(line) for line in text.splitlines()) < 80
        assert not re.search(r"^ *[+*>] ", text, re.M)
        # Code right below a list would be a quotation in its last item to who reads Markdown.
        assert not re.search(r"^(?:\d\.|-) .*\n(?:.+\n)*\n {4}", text, re.M)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lesson_5_says_how_to_walk_by_number(language):
    text = text_of("5.md", language)
    assert "sorted(seen, key=lambda n: n.number, reverse=True)" in text
    assert text.count("`key`") == 1
    assert "seen.add(parent)" in text  # node is the name of a function of engine.py


@pytest.mark.parametrize(("language", "out"), [("en", "take one node out"), ("zh", "取出一个")])
def test_lesson_5_says_that_a_node_is_taken_out(language, out):
    text = text_of("5.md", language)
    assert out in text and "waiting.pop()" in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_lesson_3_says_how_parents_and_partials_go_together(language):
    text = text_of("3.md", language)
    assert ">>> for name, age in zip(" in text and "range(len(self.parents))" in text


def test_sentences_of_properties_say_what_the_lessons_ask_for():
    """They leave no choice that a lesson does not leave, and use no word that none has."""
    texts = "".join(text_of(f"{n}.md", language) for n in NUMBERS for language in LANGUAGES)
    for lesson in LESSONS:
        for name in lesson.properties:
            english, chinese = (sentence_of(name, language) for language in LANGUAGES)
            assert "or leaves" not in english and "或者" not in chinese
            assert CHINESE.search(chinese) and not CHINESE.search(english)
            for word in ("dual number", "对偶数", "副本"):
                assert word in texts or word not in english + chinese


def test_the_readme_of_a_folder_lists_commands_that_there_are():
    texts = [text_of("README.md", language) for language in LANGUAGES]
    commands = [re.findall(r"autograd-mini (course .*?)  .*$", t, re.M) for t in texts]
    assert commands[0] == commands[1] and len(commands[0]) == 5
    parser = argparse.ArgumentParser()
    add_to(parser.add_subparsers())
    for command in commands[0]:
        assert parser.parse_args(command.split()).run
    assert not CHINESE.search(texts[0]) and not ASCII_AMONG_CHINESE.search(texts[1])
    for name in ("engine.py", "iris.csv", "progress.json", "lesson-1.md"):
        assert all(name in text for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, *NUMBERS])
def test_an_engine_is_a_program(number, language):
    code = engine(number, language)
    ast.parse(code)
    assert "#:" not in code
    assert bool(CHINESE.search(code)) == (language == "zh")
    assert code_lines(code) < 100
    assert code.count("NotImplementedError") == engine(number, "en").count("NotImplementedError")
    assert max(map(width_of, code.splitlines())) <= 80


def test_the_pass_of_lesson_5_is_a_loop_that_a_beginner_can_read():
    """It collects node by node, as the text says, and not by what two sets have apart."""
    assert " - nodes" not in engine(5) and "if parent not in nodes:" in engine(5)


def test_lesson_8_is_loops_that_a_beginner_can_read():
    """And theta stays what it is in lesson 7, the weights of one neuron."""
    functions = {n.name: n for n in ast.parse(engine(8)).body if isinstance(n, ast.FunctionDef)}
    for name in ("network", "descend"):
        parts = list(ast.walk(functions[name]))
        assert not any(isinstance(n, ast.comprehension | ast.IfExp) for n in parts)
        assert "theta" not in {n.id for n in parts if isinstance(n, ast.Name)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_solution_writes_in_one_line_what_the_lessons_write_so(language):
    """A function without a name as lesson 5 has it, and a choice of two values as lesson 6 does."""
    in_lines = {type(part): ast.unparse(part) for part in ast.walk(ast.parse(engine(8, language)))
                if isinstance(part, ast.Lambda | ast.IfExp)}  # fmt: skip
    assert in_lines.keys() == {ast.Lambda, ast.IfExp}
    assert f"key={in_lines[ast.Lambda]}" in text_of("5.md", language)
    text = text_of("6.md", language)
    assert "`u if x < 0 else v`" in text and "`u if n else v`" in text


def test_engines_differ_in_their_comments_only():
    english, chinese = (ast.parse(engine(8, language)) for language in LANGUAGES)
    for tree in (english, chinese):
        for node in ast.walk(tree):
            body = getattr(node, "body", None)
            if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
                del body[0]
    assert ast.dump(english) == ast.dump(chinese)


def test_words_are_the_same_in_both_languages():
    assert WORDS["en"].keys() == WORDS["zh"].keys()
    for key, english in WORDS["en"].items():
        fields = [set(re.findall(r"{(\w+)", text)) for text in (english, WORDS["zh"][key])]
        assert fields[0] == fields[1], key
    texts = [
        *((slip.question, slip.sentence) for slip in SLIPS.values()),
        *((text, text) for text in BY_HAND.values()),
        *((check.sentence, lesson.title) for lesson in LESSONS for check in lesson.checks),
    ]
    for both in texts:
        for text in both:
            assert not CHINESE.search(text["en"]) and CHINESE.search(text["zh"])
            assert not ASCII_AMONG_CHINESE.search(text["zh"])
            assert "\n" not in text["en"] + text["zh"]  # lines are as long as the terminal is wide
    assert all(isinstance(check, Check) for lesson in LESSONS for check in lesson.checks)
    for name in PROPERTIES:
        assert CHINESE.search(PROPERTIES[name].said("zh"))


@pytest.mark.parametrize(
    "english",
    [
        "the derivative with respect to a is 1.0; it should be 2.0",
        "it raises TypeError: no (engine.py, line 12)",
        "it raises RecursionError",
        "it was ended after 10 s of computing",
        "engine.py cannot be imported (SyntaxError: invalid syntax)",
        "engine.py:Value has no .data; an engine needs .data, .grad and .backward(); if they are",
        "engine.py:Value: Value(1.5) fails: TypeError: no\nwrite what they are called",
        "J.data is 1.0; it should be 2.0 or 3.0",
    ],
)
def test_what_the_suite_says_is_said_in_chinese(english):
    assert CHINESE.search(said(english, "zh"))
    assert "\n" not in said(english, "en") and "adapter" not in said(english, "en")


def test_commands_that_a_chinese_text_names_answer_in_chinese():
    """Those of the course know its language; all others have to be told."""
    texts = [text_of(file, "zh") for file in ("README.md", *(f"{n}.md" for n in NUMBERS))]
    for text in (*texts, *WORDS["zh"].values()):
        for command in re.findall(r"autograd-mini (?!course)[a-z]+ ?[^`\n。；，]*", text):
            assert "--language zh" in command, command
    assert "table --language zh" in texts[0] and "table --language zh" in texts[1]


def test_chinese_words_are_those_of_the_lessons():
    """Parents are called parents; a pass over the nodes is no 遍历."""
    texts = [text_of(f"{n}.md", "zh") for n in NUMBERS] + list(WORDS["zh"].values())
    for slip in SLIPS.values():
        texts += [slip.question["zh"], slip.sentence["zh"]]
    for name in MISTAKES:
        texts += [filled(name, (), "zh", what) for what in ("question", "sentence")]
    texts += PHRASES["zh"].values()
    texts.append(said("4 times as many nodes take 16 times as many steps", "zh"))
    for text in texts:
        unwanted = "父节点|遍历|空的和|这些点看了|多到|设 y 是每个|指的是运算数|不是误解|一对东西"
        assert not re.search(f"{unwanted}|走步|给空的|另写一个函数|尖点|限制", text), text


def test_a_hint_of_lesson_2_tells_nothing_of_the_backward_pass():
    for name in ("operands-not-recorded", "operands-in-a-set"):
        for language in LANGUAGES:
            for what in ("question", "sentence"):
                assert "backward" not in filled(name, ("add",), language, what)


ASKED = re.compile(r'ask\(f"\{(\w+)\}\.(\w+:\w+)"')


def test_all_that_is_asked_for_by_its_name_is_there():
    """A name is looked up in another process, and what is not there would only seem to be empty."""
    found = []
    for path in Path(checks.__file__).parents[1].glob("*.py"):
        for room, function in ASKED.findall(path.read_text("utf-8")):
            module = import_module(f"autograd_mini.course.{path.stem}")
            found.append(elsewhere(f"{getattr(module, room)}.{function}"))
    assert len(found) >= 4 and all(map(callable, found))

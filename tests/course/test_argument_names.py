"""An argument that is given by a name which the function does not know."""

import ast

import pytest
from learners import COLLECTS, written

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.lines.argument_names import unknown_argument
from autograd_mini.course.slips.error_words import in_words

SAID = (
    "'reversed' is an invalid keyword argument for sort()",
    "sort() got an unexpected keyword argument 'reversed'",
    "sort() got an unexpected keyword argument 'reversed'. Did you mean 'reverse'?",
)
LINE = "for sender in sorted(nodes, key=lambda n: n.number, {}=True):"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("name", "slip"), [
    ("reversed", "argument-nearly-spelt"), ("descending", "no-such-argument"),
])  # fmt: skip
def test_it_is_told_with_what_there_is(name, slip, language, tmp_path):
    change = [("reverse=True", f"{name}=True")]
    told = hints(written(tmp_path, 5, COLLECTS, change), language, 3, 5)["text"]
    fields = {"name": name, "function": "sorted", "near": "reverse", "known": "key`, `reverse"}
    assert told.startswith(said_of(slip, "sentence", language, fields=fields))
    assert LINE.format(name) in told and ("`key`、`reverse`" in told or language == "en" or
                                          slip != "no-such-argument")  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_python_says_it_in_other_words_in_each_version(text):
    parts = list(ast.walk(ast.parse("nodes.sort(key=f, reversed=True)")))
    slip, fields = unknown_argument(text, parts)
    assert slip == "argument-nearly-spelt" and fields["near"] == "reverse"
    assert in_words("TypeError", text, "zh") == "sort() 没有叫 reversed 的参数"
    own = list(ast.walk(ast.parse("descend(layers, reversed=True)")))  # a function of the learner's
    assert unknown_argument(text, own) is None

"""What is said of an engine that cannot be used: in the words of the course, in both languages."""

import re
from pathlib import Path

import pytest

from autograd_mini.course.loading import SAID
from autograd_mini.course.words import said
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.limits import importing
from autograd_mini.testing.conform.naming import EngineError

INIT = "class Value:\n    def __init__(self, data):\n        "
OPERATORS = "\n    def __mul__(self, other): return Value(self.data * other.data)"
ENGINES = {
    "class value: pass": "call the class Value",
    "class Node: pass": "call the one that is your node Value",
    "x = 1": "course solution 1",
    "import sys; sys.exit(3)": "sys.exit(3)",
    "raise EOFError": "asks for input",
    "class Value: pass": "has no `__init__`",
    INIT + "self.data = date": "NameError: name 'date' is not defined (engine.py, line 3)",
    INIT + "self.dat = data": "has to set self.data",
    INIT + "self.data = data" + OPERATORS + "\n    def backward(self): pass": "to set self.grad",
    INIT + "self.data, self.grad = data, 0.0\ndef backward(self): pass": "indent it",
    INIT + "self.data, self.grad = float('nan'), 0.0": "Value(1.5).data is nan",
}
# What cannot be tried in this process.
OTHERS = {
    importing("engine.py:Value", 5.0, "engine.py, line 7"): "in the loop of line 7",
    importing("engine.py:Value", 5.0): "ended after 5 s",
    "importing engine.py:Value ends the process, with exit status 3: put that under `x`": "ends",
    "there is no file engine.py": "there is no file engine.py here",
}
NEVER = ("adapter", "write engine.py", ":Value:", "put the training", "an engine needs")


def refused(code, folder, monkeypatch):
    """Return what the loader says of an engine."""
    monkeypatch.chdir(folder)
    Path("engine.py").write_text(code, "utf-8")
    with pytest.raises(EngineError) as error:
        Engine("engine.py:Value")
    return str(error.value)


def test_every_message_of_the_loader_is_said_in_the_words_of_the_course(tmp_path, monkeypatch):
    messages = {}
    for number, (code, part) in enumerate(ENGINES.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        messages[refused(code, folder, monkeypatch)] = part
    used = set()
    for message, part in (messages | OTHERS).items():
        english, chinese = said(message, "en"), said(message, "zh")
        assert part in english, message
        assert re.search("[一-鿿]", chinese) and "\n" not in english + chinese
        for never in NEVER:
            assert never not in english + chinese
        told = message.split("\n")[0].split("; if they are called otherwise")[0]
        used |= {n for n, (pattern, _) in enumerate(SAID) if pattern.fullmatch(told)}
    assert used == set(range(len(SAID)))

"""A process that has imported an engine once, and checks one property after the other.

processes.py starts it and asks it, by lines of JSON.  Where the system can fork, each property is
checked in a copy of this process, with a group and limits of its own; so whatever an engine does
there, hang, exit, eat memory or leave processes behind, it does to one property only.  Elsewhere
the process checks it itself, and is ended and started anew if it does not come back.

What the engine prints goes nowhere but into what is told of a property, and there is no input for
it.  Verdicts go through a pipe that
has no name, with a token that came with the question.
"""

import contextlib
import dataclasses
import importlib
import io
import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from autograd_mini.testing.conform import naming, trial
from autograd_mini.testing.conform.endless import LOOKING, telling_where
from autograd_mini.testing.conform.engine import Engine, EngineError
from autograd_mini.testing.conform.limits import Idle, how_it_ended, importing, limit, too_long
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.trial import NotSupported, Wrong
from autograd_mini.testing.conform.turns import Endless

FORKS = hasattr(os, "fork") and sys.platform != "darwin"  # on macOS some libraries do not bear it
PAUSE = 0.05  # seconds between two looks at a process that has said nothing
FOR_EVER = 1e6  # seconds
DIAGNOSIS = "diagnosis"  # what is asked for in place of a property
MOST_PRINTED = 10_000  # characters of what an engine prints
MEMORY = 2 << 30  # bytes for a property, beside what the engine needs to be imported


def main() -> None:
    """Import an engine, and answer questions until there are no more."""
    questions, answers = _channels()
    told = json.loads(questions.readline())
    if told["draws"]:  # before there is a folder in which an engine's modules are found
        import autograd_mini.testing.strategies  # noqa: F401
    limit(told["import_seconds"] + LOOKING)

    def endless(line: str, _: Endless | None) -> None:
        message = importing(told["engine"], told["import_seconds"], line)
        _send(answers, {"token": told["token"], "status": "no engine", "message": message})
        os._exit(1)

    engine = None
    try:
        source = str(Path(naming.split(told["engine"])[0]).resolve())
        with telling_where(told["import_seconds"], source, endless):
            engine = Engine(told["engine"], told["names"])
        answer = {"status": "usable", "notes": engine.notes, "forks": FORKS}
    except EngineError as error:
        answer = {"status": "no engine", "message": str(error)}
    _send(answers, {"token": told["token"], **answer})
    if engine is None:
        return
    limit(FOR_EVER)
    turn = _Turn() if FORKS else None
    for line in questions:
        asked = json.loads(line)
        if turn is None:
            limit(asked["seconds"])
            _send(answers, answered(engine, asked, Said(asked["token"], answers)))
        elif not os.fork():
            watch(engine, asked, questions, answers, turn)
            os._exit(0)
        with contextlib.suppress(ChildProcessError, AttributeError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
    os._exit(0)  # what the engine has begun, a thread or an exit handler, has no say


def _channels() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes of questions and of answers, and put nothing in their usual places."""
    questions, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    return os.fdopen(questions, "rb", buffering=0), os.fdopen(answers, "wb", buffering=0)


def _send(channel: BinaryIO, answer: dict[str, Any]) -> None:
    rest = memoryview(json.dumps(answer).encode() + b"\n")  # ASCII, whatever the engine has said
    while rest:
        rest = rest[channel.write(rest) :]


# One property.


class Said(io.TextIOBase):
    """What is said while a property is checked: the example that is run, and what it prints.

    Each example goes to the channel at once.  What is printed is kept from there on, up to a limit.
    """

    def __init__(self, token: str, channel: BinaryIO) -> None:
        self.token, self.channel, self.running, self.printed = token, channel, "", ""

    def begin(self, python: str) -> None:
        """Get to know an example that is about to be run."""
        self.running, self.printed = python, ""
        _send(self.channel, {"token": self.token, "running": python})

    def write(self, text: str) -> int:
        """Take what is printed."""
        self.printed += str(text)[: MOST_PRINTED - len(self.printed)]
        return len(text)

    def facts(self) -> dict[str, Any]:
        """Return what was printed, if anything was."""
        return {"printed": self.printed} if self.printed else {}


def _too_long(asked: dict[str, Any], so_far: Said, line: str, loop: Endless | None) -> None:
    """Tell that a property was ended, with the loop that does not end, and end this process."""
    message = too_long(asked["seconds"]) + (f" ({line})" if line else "")
    told = {"status": "failed", "message": message, "example": {"python": so_far.running}}
    told |= {"loop": dataclasses.asdict(loop)} if loop else {}
    so_far.channel.write(b"\n")  # an answer may have been half written
    _send(so_far.channel, {"token": so_far.token, **told, **so_far.facts()})
    os._exit(0)


def answered(engine: Engine, asked: dict[str, Any], so_far: Said) -> dict[str, Any]:
    """Check the property that is asked for, and return what is to be told of it."""
    trial.about_to_run = so_far.begin
    begun = time.perf_counter()
    with contextlib.redirect_stdout(so_far):
        told = _judged(engine, asked)
    took = {} if asked["property"] == DIAGNOSIS else {"seconds": time.perf_counter() - begun}
    return {"token": so_far.token, **took, **told, **so_far.facts()}


def _judged(engine: Engine, asked: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"status": "passed"}
    try:
        if asked["property"] == DIAGNOSIS:
            return diagnosed(engine, **asked["options"])
        if ":" in asked["property"]:
            return told | {"found": elsewhere(asked["property"])(engine, **asked["options"])}
        result = PROPERTIES[asked["property"]].check(engine)
        if isinstance(result, tuple):
            told |= {"found": result[0], "example": {"python": result[1]}}
    except NotSupported as reason:
        told = {"status": "not supported", "message": str(reason)}
    except Wrong as wrong:
        facts = dataclasses.asdict(wrong.example)
        facts["program"] = [[step.name, list(step.operands)] for step in wrong.example.program]
        told = {"status": "failed", "message": wrong.message, "example": facts}
    except BaseException as error:
        if isinstance(error, SystemExit) or engine.line(error):
            told = {"status": "failed", "message": trial.raised(error)}
        else:  # a mistake of the suite, which must not look like one of the engine
            told = {"status": "error", "message": traceback.format_exc()[-2000:]}
    return told


def elsewhere(name: str) -> Callable[..., Any]:
    """Return a check of another room of this package, which is called module:function."""
    module, _, function = name.partition(":")
    check: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return check


def diagnosed(engine: Engine, *, language: str, hints: int, repair: bool) -> dict[str, Any]:
    """Return what explains all that an engine gets wrong, in words and as data."""
    from autograd_mini.testing.diagnosis import diagnose

    found = diagnose(engine, repair=repair)
    text, entries = found.text(language, hints), found.as_json(language, hints)
    return {"status": "passed", "text": text, "entries": entries}


# A copy of the process for a property, and who watches over it.


class _Turn:
    """Whose turn it is to answer: a pipe with one byte in it, which all copies share."""

    def __init__(self) -> None:
        self.taken, self.given = os.pipe()
        os.write(self.given, b"x")

    def __enter__(self) -> None:
        os.read(self.taken, 1)

    def __exit__(self, *_: object) -> None:
        os.write(self.given, b"x")


def watch(
    engine: Engine, asked: dict[str, Any], questions: BinaryIO, answers: BinaryIO, turn: _Turn
) -> None:
    """Have a property checked in a copy of this process, and tell what comes of it."""
    reading, writing = os.pipe()
    checker = os.fork()
    if not checker:
        os.setpgid(0, 0)
        for descriptor in (reading, questions.fileno(), answers.fileno(), turn.taken, turn.given):
            os.close(descriptor)
        limit(asked["seconds"] + LOOKING, MEMORY)
        with os.fdopen(writing, "wb", buffering=0) as channel:
            file = getattr(engine.module, "__file__", None) or ""
            so_far = Said(asked["token"], channel)
            with telling_where(asked["seconds"], file, partial(_too_long, asked, so_far)):
                told = answered(engine, asked, so_far)
            _send(channel, told)
            os._exit(0)  # what an engine left behind, a thread or an exit handler, has no say
    with contextlib.suppress(OSError):  # it has done so itself
        os.setpgid(checker, checker)
    os.close(writing)
    try:
        told = _heard(checker, reading, asked, questions)
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(checker, signal.SIGKILL)  # and with it what it has started
    with turn:
        _send(answers, told)


def _heard(
    checker: int, reading: int, asked: dict[str, Any], questions: BinaryIO
) -> dict[str, Any]:
    """Return what a checker says, or how it ended."""
    poll = select.poll()
    poll.register(reading, select.POLLIN)
    poll.register(questions, 0)  # nobody wants to know any more, if its other end is closed
    idle, last = Idle(checker), time.monotonic()
    heard, running, ended, status = b"", "", 0, 0
    while True:
        events = dict(poll.poll(PAUSE * 1000))
        if events.get(questions.fileno(), 0) & (select.POLLHUP | select.POLLERR):
            os.killpg(checker, signal.SIGKILL)
            os._exit(1)
        there_is_more = events.get(reading, 0) & select.POLLIN
        if there_is_more:
            heard += os.read(reading, 1 << 16)
        *lines, heard = heard.split(b"\n")
        for line in filter(None, lines):
            told: dict[str, Any] = json.loads(line)
            if told.get("token") == asked["token"] and "running" not in told:
                return told
            running = told.get("running", running)
        if ended and not there_is_more:
            message = how_it_ended(os.waitstatus_to_exitcode(status), asked["seconds"])
            break
        now = time.monotonic()
        if idle.after(now - last) > asked["patience"]:
            message = f"it was ended after it had waited for {asked['patience']:g} s"
            break
        last = now
        if not ended:
            ended, status = os.waitpid(checker, os.WNOHANG)
    return {
        "token": asked["token"],
        "status": "failed",
        "message": message,
        "example": {"python": running},
    }

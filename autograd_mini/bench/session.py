"""What Python does in the page: run a learner's code, show what came of it, mark their engine.

worker.js calls `answer` with a question in JSON and gets the answer in JSON.  A question has a
"kind" and its own fields; the answer to one that fails has an "error", one sentence.  All that a
learner has written is text in an answer, and the page shows it as text.
"""

import ast
import builtins
import io
import json
import linecache
import re
import sys
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from autograd_mini import explain, value
from autograd_mini.bench.derivation import as_html
from autograd_mini.bench.keeping import Kept
from autograd_mini.bench.watching import TooLong, seconds, turns, watched
from autograd_mini.bench.words import WORDS
from autograd_mini.draw import Drawing, draw_graph, draw_network
from autograd_mini.draw.in_browser import renderer
from autograd_mini.draw.render import register_renderer
from autograd_mini.explain.writing import Explanation
from autograd_mini.graph import Graph
from autograd_mini.graph.mirror import Mirror
from autograd_mini.nn import Forward
from autograd_mini.stepper import stepper
from autograd_mini.stepper.page import Stepper
from autograd_mini.value import Value

FILE = "engine.py"  # what a learner's code is called in messages
SECONDS = 5.0  # that it may run
# Turns of loops and functions that an engine may take for one property; a right one takes 620,000
# at most.
TURNS = 5_000_000
MOST_OUTPUT = 100_000  # characters that are shown
MOST_RESULTS = 12
SHOWN = (Value, Graph, Forward, Explanation, Drawing, Stepper)


@dataclass(frozen=True)
class Result:
    """Something to be shown: what the learner calls it, and the thing itself."""

    name: str
    thing: Any


class Output(io.TextIOBase):
    """What a learner's code prints, up to a limit."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep text, as long as there is room."""
        left = MOST_OUTPUT - self.size
        if left > 0:
            self.parts.append(text[:left])
        self.size += len(text)
        return len(text)

    def text(self, language: str) -> str:
        """Return what was printed, and what is missing."""
        cut = self.size - MOST_OUTPUT
        more = WORDS[language]["output_cut"].format(count=f"{cut:,}") if cut > 0 else ""
        text = "".join(self.parts) + (f"\n{more}" if more else "")
        return text.encode("utf-8", "backslashreplace").decode("utf-8")


class Session:
    """One learner's page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.results: list[Result] = []
        self.names: dict[int, str] = {}
        self.mirror = Mirror()
        self.engine: Any = None

    def answer(self, question: str) -> str:
        """Return the answer to a question, both in JSON."""
        asked = json.loads(question)
        language = asked.get("language", "en")
        kinds: dict[str, Callable[..., dict[str, Any]]] = {
            "run": self.run, "show": self.show, "begin": self.begin, "property": self.property,
            "diagnose": self.diagnose,
        }  # fmt: skip
        fields = {k: v for k, v in asked.items() if k not in ("kind", "language")}
        try:
            told = kinds[asked["kind"]](language, **fields)
        except TooLong as error:
            told = {
                "error": WORDS[language]["too_long"].format(line=error.line),
                "line": error.line,
            }
        except RecursionError:
            told = {"error": WORDS[language]["too_deep"]}
        except Exception as error:
            told = {"error": f"{type(error).__name__}: {error}"}
        return json.dumps(_clean(told))

    # Running.

    def run(self, language: str, code: str) -> dict[str, Any]:
        """Run code; return what it printed, its error, and what there is to show."""
        self.results, self.names, self.mirror = [], {}, Mirror()
        output = Output()
        told: dict[str, Any] = {"output": "", "results": []}
        linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)
        module = ModuleType("__main__")
        module.__dict__["__builtins__"] = self._builtins(language)
        sys.modules["__main__"] = module
        try:
            parts, expression = compiled(code)
            last = None
            with redirect_stdout(output), redirect_stderr(output), watched(FILE, seconds(SECONDS)):
                for part in parts:  # the learner's own code, in their own page
                    last = eval(part, module.__dict__)
            if last is not None:
                self.results.append(Result(expression, last))
                if not self._is_shown(last):
                    output.write(f"{last!r}\n")
        except TooLong as error:
            message = WORDS[language]["too_long"].format(line=error.line)
            told |= {"error": message, "line": error.line}
        except SystemExit:
            told |= {"error": WORDS[language]["exit"], "line": line_of(sys.exc_info()[1])}
        except SyntaxError as error:
            told |= {"error": f"{type(error).__name__}: {error.msg}", "line": error.lineno or 1}
        except BaseException as error:
            told |= {"error": said(error, language), "line": line_of(error)}
        self._collect(module)
        told["output"] = output.text(language)
        told["results"] = [{"name": r.name, "tabs": self.tabs(r.thing)} for r in self.results]
        return told

    def _builtins(self, language: str) -> dict[str, Any]:
        """Return the builtins of a learner's code: no input, and classes that are followed."""

        def no_input(*_: object) -> str:
            raise RuntimeError(WORDS[language]["input"])

        def build_class(*args: Any, **options: Any) -> Any:
            return self.mirror.follow(builtins.__build_class__(*args, **options))

        return {**vars(builtins), "input": no_input, "__build_class__": build_class}

    def _is_shown(self, thing: Any) -> bool:
        return isinstance(thing, SHOWN) or self.mirror.knows(thing) or hasattr(thing, "boxes")

    def _collect(self, module: ModuleType) -> None:
        """Find what there is to show: the last expression, J, and what other names stand for."""
        variables = {
            name: thing
            for name, thing in vars(module).items()
            if not name.startswith("_") and not isinstance(thing, type | ModuleType)
        }
        for name, thing in variables.items():
            self.names.setdefault(id(thing), name)
        found = [r for r in self.results if self._is_shown(r.thing)]
        names = sorted(variables, key=lambda name: name != "J")  # J first, the others as they came
        ordered = names[:1] + names[:0:-1] if names[:1] == ["J"] else names[::-1]
        for name in ordered:
            thing = variables[name]
            computed = not isinstance(thing, Value) or thing.op
            if self._is_shown(thing) and computed and all(thing is not r.thing for r in found):
                found.append(Result(name, thing))
        self.results = found[:MOST_RESULTS]

    # Showing.

    def tabs(self, thing: Any) -> list[str]:
        """Return which tabs a thing can be shown in."""
        if isinstance(thing, Explanation):
            return ["rule"]
        if isinstance(thing, Drawing):
            return ["picture"]
        if isinstance(thing, Stepper):
            return ["steps"]
        if hasattr(thing, "boxes"):
            return ["picture", "rule"]
        return ["picture", "steps", "rule"]

    def show(self, language: str, tab: str, index: int, dark: bool = False) -> dict[str, Any]:
        """Return what a tab shows of a result: "svg", "steps" or "html", and a "note"."""
        thing = self.results[index].thing
        note = ""
        if self.mirror.knows(thing):
            reflection = self.mirror.graph(thing, self.names)
            thing = reflection.J
            note = differences(reflection.differences(), language)
        elif isinstance(thing, Value):
            self._label(thing)
        if tab == "picture":
            drawing = self._drawing(thing, language, dark)
            return {"svg": svg_of(drawing), "note": note}
        if tab == "steps":
            if not isinstance(thing, Stepper):
                thing = stepper(thing, language=language, **self._targets(thing))
            return {"steps": {**thing.steps, "theme": "dark" if dark else "light"}, "note": note}
        if hasattr(thing, "boxes"):
            return {"text": thing.source, "note": note}
        if not isinstance(thing, Explanation):
            thing = explain(thing, language=language, **self._targets(thing))
        return {"html": as_html(thing), "note": note}

    def _label(self, J: Value) -> None:
        """Give nodes that have no name that of the variable that they are in."""
        for n in Graph(J).nodes:
            if not n.label and id(n) in self.names:
                n.label = self.names[id(n)]

    def _drawing(self, thing: Any, language: str, dark: bool) -> Drawing:
        if isinstance(thing, Drawing):
            return thing
        if isinstance(thing, Forward):
            J = self._cost_of(thing)
            return draw_network(thing, J=J, language=language, dark=dark, **self._targets(thing))
        if hasattr(thing, "boxes"):
            from autograd_mini.draw import draw_program

            return draw_program(thing, language=language, dark=dark)
        return draw_graph(thing, language=language, dark=dark)

    def _targets(self, thing: Any) -> dict[str, Any]:
        """Return the y of a record, if the learner has one that fits."""
        if not isinstance(thing, Forward):
            return {}
        outputs = len(thing.a[max(thing.a)])
        y = vars(sys.modules["__main__"]).get("y")
        return {"y": y} if isinstance(y, list) and len(y) == outputs else {}

    def _cost_of(self, thing: Forward) -> Value | None:
        J = vars(sys.modules["__main__"]).get("J")
        return J if isinstance(J, Value) else None

    # Marking.

    def begin(self, language: str, code: str) -> dict[str, Any]:
        """Load the learner's engine; return the properties that it is asked for."""
        from autograd_mini.testing.conform.engine import Engine, EngineError
        from autograd_mini.testing.conform.properties import PROPERTIES

        path = self.folder / FILE
        path.write_text(code, "utf-8")
        linecache.checkcache(str(path))
        try:
            tree = ast.parse(code)
        except SyntaxError as error:
            return {"error": f"{type(error).__name__}: {error.msg}", "line": error.lineno or 1}
        classes = [n.name for n in tree.body if isinstance(n, ast.ClassDef)]
        if not classes:
            return {"error": WORDS[language]["no_class"]}
        name = "Value" if "Value" in classes else classes[-1]
        output = Output()
        try:
            with redirect_stdout(output), redirect_stderr(output):
                self.engine = Engine(f"{path}:{name}", {})
        except EngineError as error:
            return {"error": str(error).replace(str(path), FILE)}
        properties = [
            {"name": name, "sentence": p.said(language), "every_run": p.every_run}
            for name, p in PROPERTIES.items()
        ]
        return {"class": name, "notes": list(self.engine.notes), "properties": properties}

    def property(self, language: str, name: str, dark: bool = False) -> dict[str, Any]:
        """Check one property of the engine."""
        from autograd_mini.testing.conform import worker
        from autograd_mini.testing.conform.messages import in_chinese

        if name in NOT_HERE:
            return {"name": name, "status": "not supported", "message": WORDS[language]["not_here"]}
        output, path = Output(), str(self.folder / FILE)
        with redirect_stdout(output), redirect_stderr(output), watched(path, turns(TURNS)) as ended:
            so_far = worker.Said("", io.BytesIO())
            told = worker.answered(self.engine, {"property": name}, so_far)
        if ended:
            message = WORDS[language]["too_many_turns"].format(count=TURNS, line=ended[0].line)
            told |= {"status": "failed", "message": message}
        if told["status"] == "failed":
            told["picture"] = self._picture_of(name, told, language, dark)
        if language == "zh" and "message" in told:
            told["message"] = in_chinese(told["message"])
        return {**told, "name": name}

    def _picture_of(self, name: str, told: dict[str, Any], language: str, dark: bool) -> str:
        """Return the picture of what shows a failure, as an SVG; nothing if there is none."""
        from autograd_mini.testing.conform.verdicts import verdict_of
        from autograd_mini.testing.conform.wrong_edge import picture

        try:
            drawing = picture(verdict_of(name, told), language, dark=dark)
            return svg_of(drawing) if drawing else ""
        except Exception:  # a picture is no reason to lose the words beside it
            return ""

    def diagnose(self, language: str, hints: int) -> dict[str, Any]:
        """Return what explains the failures, in words."""
        from autograd_mini.testing.conform import worker
        from autograd_mini.testing.diagnosis import limits, repair

        repair.tried, limits.DEEP = repaired_here, 0
        with redirect_stdout(Output()), redirect_stderr(Output()):
            found = worker.diagnosed(self.engine, language=language, hints=hints, repair=hints == 4)
        return {"text": found["text"].replace(str(self.folder / FILE), FILE)}


STYLE = re.compile(r'(?<=<svg)([^>]*?) style="[^"]*"')
NOT_HERE = ("deep_chain",)  # a browser's stack ends before such a chain of other classes is dropped


def repaired_here(engine: Any, seconds: float) -> str | None:
    """Return the engine's file, repaired, in this very process: the page watches the time."""
    from autograd_mini.testing.diagnosis.diagnosis import examine
    from autograd_mini.testing.diagnosis.trying import repaired

    return repaired(examine(engine))


def svg_of(drawing: Drawing) -> str:
    """Return a picture for the page, which lets no part of it have a style of its own."""
    svg: str = drawing.pipe(format="svg", encoding="utf-8")
    return STYLE.sub(r"\1", svg, count=1)


def compiled(code: str) -> tuple[list[CodeType], str]:
    r"""Return code in one part, or in two if its last line is an expression; and that, as text.

    SyntaxError as Python has it.

    >>> parts, last = compiled("x = 2\nx + 1")
    >>> len(parts), last
    (2, 'x + 1')
    """
    tree = ast.parse(code, FILE)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    parts = [compile(tree, FILE, "exec")]
    if not isinstance(last, ast.Expr):
        return parts, ""
    parts.append(compile(ast.Expression(last.value), FILE, "eval"))
    text = ast.unparse(last.value)
    return parts, text if len(text) <= 40 else f"{text[:39]}…"


def line_of(error: BaseException | None) -> int:
    """Return the last line of the learner's code that an error came through; 0 if none."""
    lines = [
        frame.lineno or 0
        for frame in traceback.extract_tb(error.__traceback__ if error else None)
        if frame.filename == FILE
    ]
    if isinstance(error, RecursionError) and lines:
        return max(lines, key=lines.count)  # where a function calls itself, and not where it begins
    return lines[-1] if lines else 0


def said(error: BaseException, language: str) -> str:
    """Return an error as a learner reads it: its kind, and what it says."""
    if isinstance(error, RecursionError):
        return WORDS[language]["too_deep"]
    try:
        text = str(error)
    except Exception:
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def differences(found: list[tuple[str, str, float, float]], language: str) -> str:
    """Return in words where a learner's numbers are others than the chain rule's."""
    words = WORDS[language]
    if not found:
        return words["all_right"]
    shown = [
        words["difference"].format(name=name, kind=kind, own=f"{own:.6g}", right=f"{right:.6g}")
        for name, kind, own, right in found[:5]
    ]
    more = words["more_differences"].format(count=len(found) - 5) if len(found) > 5 else ""
    return words["joined"].join([*shown, *([more] if more else [])])


def start(layout: Callable[[str, str, str], str], folder: str) -> Callable[[str], str]:
    """Prepare Python in a page; return what answers questions.

    layout: the Graphviz of the page, of a text in DOT, a format and an engine.  folder: where the
    learner's engine is written to.
    """
    register_renderer(renderer(layout))
    value.new = Kept().new
    return Session(Path(folder)).answer


def _clean(told: Any) -> Any:
    """Return data without what JSON has no word for."""
    if isinstance(told, dict):
        return {str(key): _clean(x) for key, x in told.items()}
    if isinstance(told, list | tuple):
        return [_clean(x) for x in told]
    if isinstance(told, float) and told - told != 0:
        return repr(told)
    if isinstance(told, str):
        return told.encode("utf-8", "backslashreplace").decode("utf-8")
    return told

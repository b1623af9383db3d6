"""The broken engines of the conformance tests, each as one file with a class Value."""

import ast
import importlib
import re
import sys
from pathlib import Path

ENGINES = Path(__file__).parents[1] / "testing" / "conform" / "broken_engines"
sys.path.insert(0, str(ENGINES))


def names():
    """Return the names of all broken engines."""
    broken = importlib.import_module("broken")
    return [n for n, x in vars(broken).items() if isinstance(x, type) and hasattr(x, "fails")]


def file_of(name):
    """Return the text of one broken engine, or of the right one for "right"."""
    right = (ENGINES / "right.py").read_text("utf-8")
    if name == "right":
        return right
    text = (ENGINES / "broken.py").read_text("utf-8")
    imports = [line for line in text.splitlines() if re.match("import ", line)]
    nodes = {
        n.name: n for n in ast.parse(text).body if isinstance(n, ast.ClassDef | ast.FunctionDef)
    }
    needed, waiting = [], [name]
    while waiting:
        source = ast.get_source_segment(text, nodes[waiting[-1]])
        decorated = waiting.pop()
        needed.insert(0, source)
        waiting += [
            n for n in nodes if n != decorated and re.search(rf"\b{n}\b", source)
            and all(f"class {n}" not in x and f"def {n}" not in x for x in needed)
        ]  # fmt: skip
    body = "\n\n\n".join(map(without_sets, needed))
    body = re.sub(rf"\b{name}\b", "Value", body)
    return "\n".join([*imports, re.sub(r"\bValue\b", "Right", right), "", body, ""])


def without_sets(source):
    """Return a class without the sets of what it fails, of which its file has no need."""
    (top,) = ast.parse(source).body
    lines = source.splitlines()
    for n in top.body:
        if isinstance(n, ast.Assign) and n.targets[0].id in ("fails", "may_fail"):
            lines[n.lineno - 1 : n.end_lineno] = [None] * (n.end_lineno - n.lineno + 1)
    return "\n".join(line for line in lines if line is not None)

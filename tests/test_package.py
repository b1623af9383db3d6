"""The shape of the package: a small core, imports that point one way."""

import ast
from pathlib import Path

import pytest

import autograd_mini

PACKAGE = Path(autograd_mini.__file__).parent
CORE = ("value.py", "elementary.py", "graph.py", "functions.py")

# elementary ← value ← graph, functions ← the rest.  Each may import what stands to its left, and
# the two small files that name no node.
BELOW = {
    "floats": set(),
    "checks": set(),
    "elementary": {"floats"},
    "value": {"floats", "checks", "elementary"},
    "graph": {"floats", "checks", "elementary", "value"},
    "functions": {"floats", "checks", "elementary", "value"},
}


def imported(path: Path) -> set[str]:
    """Return the modules of the package that a file imports, wherever in it."""
    found: set[str] = set()
    for n in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(n, ast.Import):
            found |= {alias.name for alias in n.names}
        elif isinstance(n, ast.ImportFrom):
            assert not n.level, f"{path.name} has a relative import"
            found |= (
                {f"autograd_mini.{alias.name}" for alias in n.names}
                if n.module == "autograd_mini"
                else {n.module or ""}
            )
    return {name.split(".")[1] for name in found if name.startswith("autograd_mini.")}


def test_the_core_stays_within_600_lines():
    lines = {name: len((PACKAGE / name).read_text("utf-8").splitlines()) for name in CORE}
    assert sum(lines.values()) <= 600, lines


@pytest.mark.parametrize("module", BELOW)
def test_imports_point_one_way(module):
    assert imported(PACKAGE / f"{module}.py") <= BELOW[module]


def test_the_readers_of_the_graph_do_not_import_each_other():
    readers = {"draw", "explain", "stepper", "testing", "compile"}
    # Who truly needs a picture: the page steps through one, a verdict shows where an engine errs.
    draws = {"stepper", "testing"}
    for path in PACKAGE.rglob("*.py"):
        own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if own in readers:
            assert imported(path) & readers <= ({own, "draw"} if own in draws else {own}), path


def test_types_are_shipped():
    assert (PACKAGE / "py.typed").exists()

"""The shape of the package: a small core, and rooms whose imports point one way."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import autograd_mini
from autograd_mini.bench.build import ELSEWHERE

PACKAGE = Path(autograd_mini.__file__).parent
CORE = ("value.py", "elementary.py", "functions.py", "graph/order.py")

# Each room may import what stands in a line above its own, and, of its own line, itself.
FLOORS = [
    {"early", "floats", "files", "options"},
    {"errors"},
    {"elementary", "numberlike"},
    {"value"},
    {"functions"},
    {"formulas"},
    {"graph"},
    {"differentiate", "copying", "recording"},
    {"compile"},
    {"nn"},
    {"textbook"},  # a thin name for nn.textbook
    {"explain", "draw"},
    {"stepper", "testing"},
    {"ledger"},
    {"derivations"},
    {"lessons", "course", "bench", "exercises"},
    {"command"},
    {""},  # what users see: the public names
    {"__main__"},  # and the command line, which tells their version
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").strip("."): (
        path
    )
    for path in PACKAGE.rglob("*.py")
    if "examples" not in path.parts  # what a learner finds in the page
}


def imports(module: str) -> set[str]:
    """Return the modules of the package that a module imports, wherever in it."""
    found: set[str] = set()
    for n in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(n, ast.Import):
            found |= {alias.name for alias in n.names}
        elif isinstance(n, ast.ImportFrom):
            assert not n.level, f"{module} has a relative import"
            # A name is a module of its own, or something in the module that it comes from.
            names = {f"{n.module}.{alias.name}" for alias in n.names}
            found |= {x if inside(x) in MODULES else str(n.module) for x in names}
    return {inside(name) for name in found if name.split(".")[0] == "autograd_mini"}


def inside(name: str) -> str:
    return name.removeprefix("autograd_mini").removeprefix(".")


def room(module: str) -> str:
    return module.split(".")[0]


def upward(module: str, imported: set[str]) -> list[str]:
    """Return what a module imports from a room that is not below its own."""
    own = room(module)
    return [other for other in imported if room(other) != own and FLOOR[room(other)] >= FLOOR[own]]


def test_every_module_has_its_floor():
    assert {room(module) for module in MODULES} <= set(FLOOR)
    assert len({room(module) for module in MODULES} & {f.stem for f in PACKAGE.glob("*.py")}) <= 13


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_point_one_way(module):
    assert upward(module, imports(module)) == []


def test_an_arrow_upward_is_noticed():
    assert upward("elementary", {"floats", "graph.order"}) == ["graph.order"]
    assert upward("draw.style", {"explain.writing"}) == ["explain.writing"]


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """Return a circle of modules that import each other; none if there is none."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_modules_import_each_other():
    # A package is made of what is in it, so a part that imports its own package is no circle.
    arrows = {module: imports(module) - {module} for module in MODULES}
    assert circle(arrows) == []


def test_a_circle_is_noticed():
    arrows = {module: imports(module) - {module} for module in MODULES}
    assert set(circle({**arrows, "value": {"graph.order"}})) == {"value", "graph.order"}


def test_no_module_reaches_into_another():
    for module, path in MODULES.items():
        for n in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(n, ast.ImportFrom) and str(n.module).startswith("autograd_mini"):
                assert not [a.name for a in n.names if a.name[0] == "_" and a.name[1] != "_"], (
                    module
                )


def core_lines(name: str) -> int:
    """Return the lines of a file of the core; the rows of the table, and what is said at them,
    do not count."""
    text = (PACKAGE / name).read_text("utf-8")
    rows = [
        n for n in ast.parse(text).body
        if isinstance(n, ast.Expr)
        and isinstance(n.value, ast.Call)
        and ast.unparse(n.value.func) == "record"
    ]  # fmt: skip
    return len(text.splitlines()) - (rows[-1].end_lineno - rows[0].lineno + 1 if rows else 0)


def unmarked(tree: ast.Module) -> list[int]:
    """Return the lines where a method that a class is to have says so only when it is called."""
    raised = [n.exc for n in ast.walk(tree) if isinstance(n, ast.Raise)]
    names = [(n.func if isinstance(n, ast.Call) else n) for n in raised]
    return [n.lineno for n in names if isinstance(n, ast.Name) and n.id == "NotImplementedError"]


def test_what_is_abstract_is_marked_as_such():
    """By abc.abstractmethod or a Protocol, so that mypy and Python say which method is missing."""
    assert {m: unmarked(ast.parse(p.read_text("utf-8"))) for m, p in MODULES.items()} == {
        module: [] for module in MODULES
    }
    assert unmarked(ast.parse("raise NotImplementedError\nraise NotImplementedError('x')")) == [
        1,
        2,
    ]


def test_the_core_stays_within_600_lines():
    lines = {name: core_lines(name) for name in CORE}
    assert sum(lines.values()) <= 600, lines


def test_the_package_does_without_the_rooms_that_the_bench_leaves_out():
    assert not {room(module) for module in imports("")} & ELSEWHERE


def test_types_are_shipped():
    assert (PACKAGE / "py.typed").exists()

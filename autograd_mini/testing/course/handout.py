"""What a teacher gives out and uploads, for a stage: a starter file, tests, and autograders.

    engine.py              what the class begins with
    test_engine.py         tests that they run themselves, with pytest
    autograder.zip         for Gradescope: to be uploaded as it is
    tests/engine.py        for Otter, which runs it in the class's notebook
    nbgrader_tests.py      for nbgrader: the lines of a cell of tests

Every one of them asks the conformance suite for the properties of that stage, and no other.
"""

import io
import pprint
import zipfile
from pathlib import Path

from autograd_mini import files
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.properties.chinese import sentence
from autograd_mini.testing.course.stages import judged, operations, reached

METHODS = {
    "add": ("__add__(self, other)", "self + other"),
    "mul": ("__mul__(self, other)", "self * other"),
    "neg": ("__neg__(self)", "-self"),
    "sub": ("__sub__(self, other)", "self - other"),
    "div": ("__truediv__(self, other)", "self / other"),
}
WORDS = {
    "en": {
        "engine": "An engine that finds derivatives by the chain rule.",
        "stage": "Stage {number}: {title}.",
        "value": "A node: `data` is its number, `grad` the derivative of the result with respect "
        "to it.",
        "returns": "Return the node of {operation}.",
        "backward": "Find the derivative of this node with respect to all it was computed from.",
        "tests": "The tests of stage {number}: python -m pytest test_engine.py",
        "engine.py": "what the class begins with",
        "test_engine.py": "tests that they run themselves",
        "autograder.zip": "for Gradescope, to be uploaded as it is",
        "tests/engine.py": "a test for Otter",
        "nbgrader_tests.py": "the lines of a cell of tests, for nbgrader",
        "next": "Give out engine.py and test_engine.py; the class runs, beside them: python -m "
        "pytest test_engine.py. Upload autograder.zip to Gradescope, if you use that.",
    },
    "zh": {
        "engine": "用链式法则求导的引擎。",
        "stage": "第 {number} 阶段：{title}。",
        "value": "计算图的节点：`data` 是它的数，`grad` 是结果对它的导数。",
        "returns": "返回 {operation} 的节点。",
        "backward": "求这个节点对算出它的每个节点的导数。",
        "tests": "第 {number} 阶段的测试：python -m pytest test_engine.py",
        "engine.py": "学生开始时的文件",
        "test_engine.py": "学生自己运行的测试",
        "autograder.zip": "用于 Gradescope，原样上传",
        "tests/engine.py": "用于 Otter 的测试",
        "nbgrader_tests.py": "用于 nbgrader 的测试单元格",
        "next": "把 engine.py 和 test_engine.py 发给学生，学生在同一文件夹里运行：python -m pytest "
        "test_engine.py。用 Gradescope 的话，再上传 autograder.zip。",
    },
}
SETUP = """#!/usr/bin/env bash
set -e
python3 -m pip install --quiet hypothesis mpmath
"""
RUN = """#!/usr/bin/env bash
# Gradescope runs this for each submission, in /autograder; the class hands in engine.py.
root="${{AUTOGRADER:-/autograder}}"
mkdir -p "$root/results"
PYTHONPATH="$root/source" python3 -P -m autograd_mini conform "$root/submission/engine.py:Value" \\
    --only {properties} \\
    --score "$root/results/results.json" --pictures "$root/results/pictures"
test -s "$root/results/results.json"
"""


def handout(folder: Path, stage: int, language: str = "en") -> list[Path]:
    """Write all files of a stage into a folder, and return their paths.

    ValueError for a stage that there is not, and, before anything is written, for a file there that
    holds something else, which may be somebody's work; OSError with the path if a file cannot be
    written.
    """
    made = {
        "engine.py": starter(stage, language).encode(),
        "test_engine.py": tests(stage, language).encode(),
        "autograder.zip": autograder(stage),
        "tests/engine.py": otter(stage).encode(),
        "nbgrader_tests.py": nbgrader(stage).encode(),
    }
    for name, content in made.items():
        path = folder / name
        if path.exists() and path.read_bytes() != content:
            raise ValueError(f"{path} is there already, and differs; give another folder, so that "
                             "nothing of yours is overwritten")  # fmt: skip
    for name, content in made.items():
        files.write(folder / name, content)
    return [folder / name for name in made]


def starter(stage: int, language: str = "en") -> str:
    """Return the file that the class begins with: all that is to be written raises an error."""
    words = WORDS[language]
    reachable = reached(stage)
    title = reachable[-1].chinese if language == "zh" else reachable[-1].title
    lines = [
        f'"""{words["engine"]}',
        "",
        words["stage"].format(number=stage, title=title),
        '"""',
        "",
        "",
        "class Value:",
        f'    """{words["value"]}"""',
        "",
        "    def __init__(self, data):",
        "        self.data = float(data)",
        "        self.grad = 0.0",
    ]
    for op in operations(stage):
        head, said = METHODS.get(op, (f"{op}(self)", f"{op}(self)"))
        lines += _method(head, words["returns"].format(operation=said))
    if stage >= 3:
        lines += _method("__pow__(self, n)", words["returns"].format(operation="self ** n"))
        for op in ("add", "mul", "sub", "truediv"):
            sign = {"add": "+", "mul": "*", "sub": "-", "truediv": "/"}[op]
            said = words["returns"].format(operation=f"number {sign} self")
            lines += _method(f"__r{op}__(self, number)", said)
    lines += _method("backward(self)", words["backward"])
    return "\n".join(lines) + "\n"


def _method(head: str, said: str) -> list[str]:
    return ["", f"    def {head}:", f'        """{said}"""', "        raise NotImplementedError"]


def tests(stage: int, language: str = "en") -> str:
    """Return the tests of a stage for pytest, which need the package autograd_mini."""
    said = WORDS[language]["tests"].format(number=stage)
    names = "".join(
        f"    # {sentence(name) if language == 'zh' else PROPERTIES[name].sentence}\n"
        f'    "{name}",\n'
        for name in judged(stage)
    )
    return (
        f'"""{said}"""\n\n'
        "import pytest\n\n"
        "from autograd_mini.testing import check_property\n"
        "from engine import Value\n\n"
        f"PROPERTIES = [\n{names}]\n\n\n"
        '@pytest.mark.parametrize("name", PROPERTIES)\n'
        "def test_property(name):\n"
        "    check_property(Value, name)\n"
    )


def otter(stage: int) -> str:
    """Return a test for Otter, which runs its cases as doctests where Value is defined."""
    cases = [
        {
            "code": ">>> from autograd_mini.testing import check_property\n"
            f">>> check_property(Value, {name!r})",
            "hidden": False,
            "locked": False,
            "points": 1,
            "success_message": PROPERTIES[name].sentence,
            "failure_message": f"{name}: {PROPERTIES[name].sentence}",
        }
        for name in judged(stage)
    ]
    suite = {"cases": cases, "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    told = {"name": "engine", "points": None, "suites": [suite]}
    return f"OK_FORMAT = True\n\ntest = {pprint.pformat(told, width=100, sort_dicts=False)}\n"


def nbgrader(stage: int) -> str:
    """Return the lines of a cell of tests for nbgrader, below the cell that defines Value."""
    lines = [f'check_property(Value, "{name}")' for name in judged(stage)]
    return "\n".join(["from autograd_mini.testing import check_property", "", *lines, ""])


def autograder(stage: int) -> bytes:
    """Return the archive that Gradescope takes: two scripts, and this package."""
    files = {
        "setup.sh": SETUP,
        "run_autograder": RUN.format(properties=" ".join(judged(stage))),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(_entry(name, executable=True), text)
        package = Path(__file__).parents[2]
        for path in sorted(package.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                name = Path("autograd_mini", path.relative_to(package)).as_posix()
                archive.writestr(_entry(name), path.read_bytes())
    return stream.getvalue()


def _entry(name: str, *, executable: bool = False) -> zipfile.ZipInfo:
    """Return the entry of a file; every archive of a stage is the same, whenever it was made."""
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (0o755 if executable else 0o644) << 16
    return entry

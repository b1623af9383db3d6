"""build: the folder of files that is the bench, from this package, PyPI and npm.

    python -m autograd_mini.bench build DIR

needs npm, pip and a network once.  Everything has a fixed version and a checksum, in
page/package-lock.json and page/requirements.txt, so that two builds give the same bytes.  The page
fetches nothing but these files.
"""

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from autograd_mini.options import code_in
from autograd_mini.stepper.assets import script, style

HERE = Path(__file__).parent
PAGE, EXAMPLES, PACKAGE = HERE / "page", HERE / "examples", HERE.parent
MARK = ".autograd-mini-bench"  # in a folder that was built: the digest of what it was built from
FROM_NPM = {
    "pyodide": ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"),
}
GRAPHVIZ = "@hpcc-js/wasm-graphviz/dist/index.js"
NOT_SHIPPED = {"page", "examples", "build.py", "serve.py", "command.py", "__main__.py"}
ELSEWHERE = {"command", "course", "derivations", "exercises", "ledger", "__main__.py"}  # rooms
UNUSED = ("mpmath/tests/", "hypothesis/extra/", "/RECORD", "/licenses/")
FOR_MARKING = (
    "hypothesis", "_hypothesis*", "attr", "attrs", "sortedcontainers", "mpmath",
    "autograd_mini/testing",
)  # fmt: skip


class BuildError(Exception):
    """The bench cannot be built; the message says what is missing."""


def build(folder: Path) -> None:
    """Make the folder of the bench; the one that was there is replaced when the new one is whole.

    BuildError without npm or if a step fails; FileExistsError for a folder that is not empty and
    was not built by this.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise FileExistsError(f"{folder} is not empty and is no bench; take another folder")
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        raise BuildError("building the bench takes npm and Node.js: https://nodejs.org")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".bench-") as temporary:
        work = Path(temporary)
        parts = work / "parts"
        shutil.copytree(PAGE, parts)
        (parts / "stepper.js").write_text(script(), "utf-8")
        _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], parts)
        made = work / "bench"
        made.mkdir()
        _page(parts, made, node)
        _packages(parts, made, node)
        (made / MARK).write_text(digest(), "utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        made.rename(folder)


def digest() -> str:
    """Return a number that changes with any file of this package."""
    sums = hashlib.sha256()
    for path in _sources():
        sums.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode())
        sums.update(hashlib.sha256(path.read_bytes()).digest())
    return sums.hexdigest()


def is_built(folder: Path) -> bool:
    """Tell whether a folder is the bench of this very package."""
    mark = folder / MARK
    return mark.exists() and mark.read_text("utf-8") == digest()


def _sources() -> list[Path]:
    """Return the files of this package, in an order of their own."""
    found = [path for path in PACKAGE.rglob("*") if path.is_file()]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def _page(parts: Path, made: Path, node: str) -> None:
    """Put the page there, with its JavaScript in one file, and what it loads."""
    modules = parts / "node_modules"
    esbuild = modules / "esbuild" / "bin" / "esbuild"
    _run(
        [node, esbuild, "main.js", "--bundle", "--minify", "--format=esm", "--charset=utf8",
         "--external:./worker.js", f"--outfile={made / 'app.js'}"],
        parts,
    )  # fmt: skip
    for name in ("index.html", "bench.css", "worker.js"):
        shutil.copyfile(parts / name, made / name)
    (made / "stepper.css").write_text(style(), "utf-8")
    (made / "examples.json").write_text(json.dumps(examples(), ensure_ascii=False), "utf-8")
    for package, names in FROM_NPM.items():
        (made / package).mkdir()
        for name in names:
            shutil.copyfile(modules / package / name, made / package / name)
    # Pyodide reads a list of packages that it could load.  Here it has none.
    told = json.loads((modules / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    (made / "pyodide" / "pyodide-lock.json").write_text(
        json.dumps({**told, "packages": {}}), "utf-8"
    )
    shutil.copyfile(modules / GRAPHVIZ, made / "graphviz.js")
    licences = [
        (name, modules / name / file)
        for name in ("pyodide", "@hpcc-js/wasm-graphviz", "@codemirror/view")
        for file in ("LICENSE", "LICENSE.md", "README.md")
    ]
    said = dict[str, str]()
    for name, file in licences:
        if file.exists() and name not in said:
            said[name] = file.read_text("utf-8", errors="replace")
    (made / "LICENCES.txt").write_text(
        "".join(f"{name}\n{'=' * len(name)}\n\n{text}\n\n" for name, text in said.items()), "utf-8"
    )


def _packages(parts: Path, made: Path, node: str) -> None:
    """Put the archive of Python packages there, compiled by the Python of the page."""
    wheels, sources = parts / "wheels", parts / "sources"
    _run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--only-binary=:all:", "--require-hashes", "--dest", wheels,
         "--requirement", parts / "requirements.txt"],
        parts,
    )  # fmt: skip
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if not any(part in name for part in UNUSED):
                    archive.extract(name, sources)
    for path in _sources():
        inside = path.relative_to(PACKAGE)
        of_bench = inside.parts[0] == "bench"
        if not (inside.parts[0] in ELSEWHERE or (of_bench and set(inside.parts[1:]) & NOT_SHIPPED)):
            target = sources / "autograd_mini" / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    # What only marking needs comes when an engine is marked: it is most of all.
    marking = parts / "marking"
    (marking / "autograd_mini").mkdir(parents=True)
    for name in FOR_MARKING:
        for found in sources.glob(name):
            found.rename(marking / found.relative_to(sources))
    _run([node, "compile.mjs", sources, made / "packages.zip"], parts)
    _run([node, "compile.mjs", marking, made / "marking.zip"], parts)


def examples() -> list[dict[str, Any]]:
    """Return the examples: their titles, which are the first two lines, and their code.

    Both are by language; a comment `# English | Chinese` is one of the two.

    >>> examples()[0]["title"]["en"]
    'One product'
    >>> examples()[5]["code"]["zh"].splitlines()[4]
    '# 3x²，自成一个图'
    """
    found: list[dict[str, Any]] = []
    for path in sorted(EXAMPLES.glob("*.py")):
        text = path.read_text("utf-8")
        english, chinese, code = text.split("\n", 2)
        ast.parse(code)
        title = {"en": english.removeprefix("# "), "zh": chinese.removeprefix("# ")}
        told = {language: code_in(language, code.lstrip("\n")) for language in title}
        found.append({"title": title, "code": told})
    return found


def _run(command: list[str | os.PathLike[str]], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-1500:]
        name = " ".join(Path(part).name for part in command[:2])
        raise BuildError(f"{name} failed:\n{said}")

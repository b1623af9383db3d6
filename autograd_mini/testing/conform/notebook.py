"""A notebook as a module: its cells of code, one after the other."""

import ast
import json
import linecache
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

FAILURE = "the first failure of this notebook"


def run(path: Path, name: str) -> ModuleType:
    """Return a module in which the code cells of a notebook have been run.

    Lines that are for Jupyter, such as %matplotlib and !pip, are left out.  A cell that fails does
    not stop those below it, as in Jupyter; the first failure is in the module's attribute FAILURE.

    ValueError for what is no notebook.
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = [_text(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (KeyError, TypeError, json.JSONDecodeError, UnicodeDecodeError):
        raise ValueError("it is no notebook of version 4") from None
    module = ModuleType(name)
    module.__file__ = str(path)
    vars(module)["display"] = lambda *things, **options: None  # Jupyter has this without import
    sys.modules[name] = module
    for number, source in enumerate(sources, start=1):
        filename = f"{path.name}, cell {number}"
        code = _python(source)
        linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
        try:
            exec(compile(code, filename, "exec"), vars(module))
        except Exception as error:
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            vars(module).setdefault(FAILURE, f"; its cell {number} fails ({reason})")
    return module


def _text(source: Any) -> str:
    return source if isinstance(source, str) else "".join(source)


def _python(cell: str) -> str:
    """Return a cell without what is for Jupyter, its lines where they were."""
    if cell.startswith("%%") and not cell.startswith(("%%time", "%%capture", "%%prun")):
        return ""  # another language
    try:
        ast.parse(cell)
    except SyntaxError:
        lines = cell.split("\n")
        kept = ["" if line.strip().startswith(("%", "!", "?")) else line for line in lines]
        return "\n".join(line if not line.rstrip().endswith("?") else "" for line in kept)
    return cell

"""How an engine is named, where it is, and how it gets imported.

An engine is package.module:Value, or FILE.py:Value, or NOTEBOOK.ipynb:Value; a file alone means its
class Value.  What a file is called does not matter: random.py, 06.py and my-engine.py will do.
"""

import ast
import importlib
import importlib.util
import keyword
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from autograd_mini.testing.conform import notebook
from autograd_mini.testing.conform.import_errors import why_not_imported

FILES = (".py", ".ipynb")
GUARD = "if __name__ == '__main__':"
SAME_NAME = "a file here is called as a module of Python"


class EngineError(Exception):
    """An engine, or its adapter, that cannot be used; the message says what to do."""


def split(name: str) -> tuple[str, str]:
    """Return the module or file of an engine, and its class; EngineError for what is neither.

    >>> split("sub/my-engine.py"), split("micrograd.engine:Value")
    (('sub/my-engine.py', 'Value'), ('micrograd.engine', 'Value'))
    """
    source, colon, cls = name.rpartition(":")
    if name.endswith(FILES):
        source, colon, cls = name, ":", "Value"
    if colon and source and cls.isidentifier():
        return source, cls
    for suffix in FILES:
        if Path(name + suffix).is_file():
            raise EngineError(f"{name!r} names no engine; write {name}{suffix}:Value")
    raise EngineError(f"{name!r} names no engine; write FILE.py:Value, or package.module:Value")


def load(name: str) -> Any:
    """Return the class, or another thing, that a name such as "my-engine.py:Value" stands for.

    EngineError if there is none.

    >>> load("autograd_mini:Value")
    <class 'autograd_mini.value.Value'>
    """
    return found(name)[1]


def found(name: str) -> tuple[ModuleType, Any]:
    """Return the module of an engine, and what its name stands for; EngineError if there is none.

    Whatever the module does wrong while it is imported, the error says so in one sentence.
    """
    source, cls = split(name)
    folder = str(Path.cwd())
    try:
        module = _module(source)
    except EngineError:
        raise
    except SystemExit as error:
        raise EngineError(
            f"{source} calls sys.exit({error.code!r}) when imported: put that under `{GUARD}`"
        ) from error
    except EOFError as error:
        raise EngineError(
            f"{source} asks for input when imported: put that under `{GUARD}`"
        ) from error
    except Exception as error:
        raise EngineError(why_not_imported(source, error)) from error
    finally:
        os.chdir(folder)
    if not callable(getattr(module, cls, None)):
        own = sorted(_classes(module))
        write = f"; it has {', '.join(own)}: write {source}:{own[0]}" if own else ""
        why = getattr(module, notebook.FAILURE, "")
        raise EngineError(f"{source} has no class {cls}{write}{why}")
    return module, getattr(module, cls)


def _classes(module: ModuleType) -> list[str]:
    return [
        name
        for name, thing in vars(module).items()
        if isinstance(thing, type) and thing.__module__ == module.__name__
    ][:5]


def _module(source: str) -> ModuleType:
    if source.endswith(".ipynb"):
        return _remembered(Path(source), _notebook)
    if source.endswith(".py"):
        return _remembered(Path(source), _file)
    if "/" in source or os.sep in source:
        raise EngineError(f"{source} is no module; write the file: {source.rstrip('/')}/FILE.py")
    _look_in(Path.cwd())
    return importlib.import_module(source)


# A file is imported once, whoever asks for it, until it changes.
_modules: dict[tuple[Path, float], ModuleType] = {}


def _remembered(path: Path, imported: Any) -> ModuleType:
    if not path.is_file():
        raise EngineError(f"there is no file {path}")
    there = path.resolve(), path.stat().st_mtime
    if there not in _modules:
        _modules[there] = imported(there[0])
    return _modules[there]


def _file(path: Path) -> ModuleType:
    root, name = _package(path)
    _look_in(Path.cwd())
    _look_in(root)
    if "." in name:
        if name.partition(".")[0] in sys.stdlib_module_names:
            raise EngineError(
                f"the folder {path.parent.name} is called as a module of Python; rename it"
            )
        return importlib.import_module(name)
    free = _free(name)
    loader = _AsWritten(free, str(path))
    spec = importlib.util.spec_from_file_location(free, path, loader=loader)
    if spec is None or spec.loader is None:
        raise EngineError(f"{path.name} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[spec.name]
        raise
    return module


def _notebook(path: Path) -> ModuleType:
    _look_in(Path.cwd())
    _look_in(path.parent)
    return notebook.run(path, _free(path.stem))


def _free(name: str) -> str:
    """Return the name under which a file becomes a module: its own, if that is nobody else's."""
    taken = name in sys.stdlib_module_names or name in sys.modules
    return f"{name}_of_the_engine" if taken else name


def _package(path: Path) -> tuple[Path, str]:
    """Return the folder from which a file is imported, and its name there.

    That is a.b.c in a package, which is a folder with an __init__.py or one whose files say
    `from . import`.
    """
    folder, names = path.parent, [path.stem]
    up = _levels(path)
    while up > 0 or (folder / "__init__.py").is_file():
        folder, names, up = folder.parent, [folder.name, *names], up - 1
    return folder, ".".join(names)


def _levels(path: Path) -> int:
    """Return how many folders a file's relative imports go up."""
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return 0  # whoever imports it says so
    return max((n.level for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)), default=0)


class _AsWritten(SourceFileLoader):
    """Loads a file as it is now, and keeps nothing of it.

    What Python keeps of a file in __pycache__ it takes for a later one of the same size that was
    written in the same second.
    """

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class _Finder:
    """Finds Python's own modules, whatever files beside an engine are called, and then those files.

    folders: where engines are.  own: what modules and packages there are called, as far as they
    have been imported.
    """

    folders: set[str] = set()  # noqa: RUF012 (one for all, as sys.path is)
    own: set[str] = set()  # noqa: RUF012

    @classmethod
    def find_spec(cls, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if path is None and name in sys.stdlib_module_names:
            others = [p for p in sys.path if p not in cls.folders]
            return PathFinder.find_spec(name, others, target)
        if path is not None and name.partition(".")[0] not in cls.own:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or (path is None and not cls._beside(spec)):
            return None
        if path is None:
            cls.own.add(name)
        if type(spec.loader) is SourceFileLoader:
            spec.loader = _AsWritten(spec.loader.name, spec.loader.path)
        return spec

    @classmethod
    def _beside(cls, spec: ModuleSpec) -> bool:
        """Tell whether a module or a package is in a folder where engines are."""
        locations = spec.submodule_search_locations
        there = [spec.origin or ""] if locations is None else list(locations)
        return any(str(Path(location).parent) in cls.folders for location in there)


def _look_in(folder: Path) -> None:
    """Have modules be found in a folder, as those beside a file are when Python runs it."""
    where = str(folder.resolve())
    if _Finder not in sys.meta_path:
        sys.meta_path.insert(sys.meta_path.index(PathFinder), _Finder)
    if where not in sys.path:
        sys.path.insert(0, where)
    _Finder.folders.add(where)


def import_line(name: str, things: Sequence[str]) -> str:
    """Return the Python that imports things from an engine's module, in the current folder.

    >>> import_line("micrograd.engine:Value", ["Value"])
    'from micrograd.engine import Value'
    >>> print(import_line("sub/my-engine.py", ["Value", "exp"]))
    from autograd_mini.testing.conform import load
    <BLANKLINE>
    Value = load("sub/my-engine.py:Value")
    exp = load("sub/my-engine.py:exp")
    """
    source, _ = split(name)
    path = Path(source)
    if not source.endswith(FILES):
        return f"from {source} import {', '.join(things)}"
    plain = path.stem.isidentifier() and not keyword.iskeyword(path.stem)
    here = path.suffix == ".py" and path.resolve().parent == Path.cwd().resolve()
    plain = plain and path.stem not in sys.stdlib_module_names
    if here and plain and "." not in _package(path.resolve())[1]:
        return f"from {path.stem} import {', '.join(things)}"
    lines = []
    if any(Path(f"{name}.py").exists() for name in sys.stdlib_module_names):
        lines = ["import sys", f"del sys.path[0]  # {SAME_NAME}", ""]
    lines += ["from autograd_mini.testing.conform import load", ""]
    lines += [f'{thing} = load("{path.as_posix()}:{thing}")' for thing in things]
    return "\n".join(lines)

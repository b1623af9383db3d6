"""The command `autograd-mini bench`."""

import argparse
import os
import sys
from pathlib import Path


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to a parser's."""
    parser = commands.add_parser(
        "bench",
        help="the engine in a browser, with nothing to install there",
        description="Serve the bench on this machine, to this machine alone, and open it.  "
        "It is built first if it has not been, which takes npm and a network.",
        epilog="examples:\n  autograd-mini bench\n  autograd-mini bench --port 8000 --no-browser",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", default=None, help="where it is, or is to be built"
    )
    parser.add_argument("--port", type=int, default=0, help="of the server (default: a free one)")
    parser.add_argument("--rebuild", action="store_true", help="build it again")
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build the bench if need be, and serve it; return the exit status.

    ValueError, OSError and BuildError for what cannot be.
    """
    from autograd_mini.bench.build import build, is_built
    from autograd_mini.bench.serve import serve

    if not 0 <= options.port <= 65535:  # before it is built
        raise ValueError(f"--port is a number from 0 to 65535, not {options.port}")
    folder = options.folder or usual_folder()
    if options.rebuild or not is_built(folder):
        print(f"building the bench in {folder} …", file=sys.stderr)
        build(folder)
    serve(folder, options.port, open_browser=not options.no_browser)
    return 0


def usual_folder() -> Path:
    """Return where the bench of this version is kept: in the user's folder for caches."""
    home = Path.home()
    if sys.platform == "win32":
        caches = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        caches = home / "Library" / "Caches"
    else:
        caches = Path(os.environ.get("XDG_CACHE_HOME", home / ".cache"))
    return caches / "autograd_mini" / "bench"

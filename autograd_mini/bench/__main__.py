"""python -m autograd_mini.bench build DIR."""

import argparse
import sys
from pathlib import Path

from autograd_mini.bench.build import BuildError, build
from autograd_mini.bench.serve import serve


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m autograd_mini.bench", description="The engine in a browser."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("build", help="make the folder of the page")
    making.add_argument("folder", type=Path, metavar="DIR")
    showing = commands.add_parser("serve", help="show a folder that was made, to this machine")
    showing.add_argument("folder", type=Path, metavar="DIR")
    showing.add_argument("--port", type=int, default=0)
    options = parser.parse_args(arguments)
    try:
        if options.command == "build":
            build(options.folder)
            print(options.folder / "index.html")
        else:
            serve(options.folder, options.port, open_browser=False)
    except (BuildError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

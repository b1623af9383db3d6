"""The notebooks chain_rule.ipynb and chain_rule.zh.ipynb, both made from chain_rule.py.

    python -m pip install ".[test]"
    python demos/make_notebooks.py

That file is in the percent format of jupytext.  A cell with lang="en" or lang="zh" is in one of the
notebooks, any other in both; of a comment `# English | Chinese` each has its half.  They are
executed here, and written with what came of it.
"""

import sys
from pathlib import Path
from typing import Any

import jupytext
from nbclient import NotebookClient

from autograd_mini.files import write
from autograd_mini.options import code_in

HERE = Path(__file__).parent
SOURCE = HERE / "chain_rule.py"
NOTEBOOKS = {"en": HERE / "chain_rule.ipynb", "zh": HERE / "chain_rule.zh.ipynb"}
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def notebook(language: str) -> Any:
    """Return the notebook of a language, without outputs."""
    made = jupytext.read(SOURCE)
    made.cells = [cell for cell in made.cells if cell.metadata.pop("lang", language) == language]
    for number, cell in enumerate(made.cells, start=1):
        cell.id = f"cell-{number}"
        if cell.cell_type == "code":
            cell.source = code_in(language, cell.source).replace("  # fmt: skip", "")
    made.metadata = {"kernelspec": KERNEL}
    return made


def executed(made: Any) -> Any:
    """Return a notebook with its outputs, and with nothing in it that differs from run to run."""
    client = NotebookClient(made, timeout=120, kernel_name="python3", coalesce_streams=True)
    client.execute()
    made.metadata = {"kernelspec": KERNEL}
    for cell in made.cells:
        cell.metadata = {}
        for output in cell.get("outputs", []):
            if "image/svg+xml" in output.get("data", {}):
                del output.data["text/plain"]  # an address in memory
    return made


def main() -> int:
    """Write both notebooks."""
    for language, path in NOTEBOOKS.items():
        text = jupytext.writes(executed(notebook(language)), fmt="ipynb")
        write(path, text.encode())
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Files of the repository that a page links to, as pages of the site, coloured."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge

ROOT = Path(__file__).parents[2]
LANGUAGES = {".py": "python", ".pyi": "python", ".md": "markdown", ".yml": "yaml", ".js": "js"}


def is_code(path: str) -> bool:
    """Tell whether a path of the repository is a file that becomes a page."""
    return Path(path).suffix in LANGUAGES and (ROOT / path).is_file()


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page for each file that `sources` has met a link to."""
    colours = PygmentsBridge("html", app.config.pygments_style or "default")
    for path in sorted(getattr(app, "linked_files", ())):
        text = (ROOT / path).read_text("utf-8")
        block = colours.highlight_block(text, LANGUAGES[Path(path).suffix], location=path)
        yield f"code/{path}", {"title": path, "body": f"<h1>{path}</h1>{block}"}, "page.html"

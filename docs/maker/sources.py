"""How a page of Markdown is completed before it is parsed.

A line that is nothing but a link into the repository stands for what the link leads to:

    [Training](../../README.md#training)              that section of the README
    [The derivation](../../demos/derivation.en.md)    that document
    [The plots](../maker/table.py#plots)              what that function returns, as Markdown

So a fact is written once, and on a code host the line is a link that works.  After that every block
of Python is run (see examples.py), and links to files are turned to where the site has them.
"""

import importlib
import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from maker import code, examples

ROOT = Path(__file__).parents[2]
ALONE = re.compile(r"^\[[^\]\n]*\]\(((?:\.\./)+[^)#\s]+\.(?:md|py))(?:#([^)\s]+))?\)$", re.M)
LINK = re.compile(
    r"\]\(((?:\.\./)+|demos/|autograd_mini/|docs/|README|CONTRIBUTING|CHANGELOG)"
    r"([^)#\s]*)(#[^)\s]*)?\)"
)
# After a full-width sign, or between two Chinese characters; not before a point of a list.
BROKEN = re.compile(
    r"(?<=[，。；：、！？）”])\n *(?=[\w\[*`“（])(?!```|\* |\d+\. )"
    r"|(?<=[\u4e00-\u9fff])\n *(?=[\u4e00-\u9fff“（])"
)
SHOWN = re.compile(r'\b(src|srcset)="demos/pictures/([^"]+)"')
PAGES = {
    "demos/derivation.en.md": "lesson.md", "demos/derivation.zh.md": "lesson.md",
    "CHANGELOG.md": "changes.md", "CHANGELOG.zh-CN.md": "changes.md",
}  # fmt: skip


def expand(app: Sphinx, docname: str, content: list[str]) -> None:
    """Complete the source of a page, in place; ExtensionError says what is wrong on it."""
    language = app.config.language[:2]
    try:
        pictures = Path(app.outdir) / "pictures"
        text = ALONE.sub(lambda x: whole(x[1], x[2] or "", language, pictures), content[0])
        text = examples.run(text, docname, pictures)
    except (ValueError, OSError) as error:
        raise ExtensionError(f"{docname}.md ({language}): {error}") from error
    linked: set[str] = getattr(app, "linked_files", set())
    app.linked_files = linked  # type: ignore[attr-defined]  # for code.pages
    text = redirected(text, linked)
    content[0] = unbroken(text) if language == "zh" else text


def unbroken(text: str) -> str:
    r"""Return a page of Chinese without the line breaks that a browser would show as spaces.

    >>> unbroken("一个数，\n再来。\n\n- 二\n- 三")
    '一个数，再来。\n\n- 二\n- 三'
    """
    return BROKEN.sub("", text)


def whole(path: str, section: str, language: str, pictures: Path) -> str:
    """Return what a link that stands alone leads to, as Markdown.

    pictures: the folder that a function may write pictures into.
    """
    inside = path.lstrip("./")
    if inside.startswith("maker/"):
        module = importlib.import_module(inside.removesuffix(".py").replace("/", "."))
        return str(getattr(module, section)(language, pictures))
    text = (ROOT / inside).read_text("utf-8")
    return section_of(text, section, inside) if section else text


def section_of(text: str, anchor: str, path: str) -> str:
    r"""Return a section of a document, without its heading; ValueError if there is none.

    anchor: as code hosts make them of headings.

    The section of the title is what stands before the others, but for the link to another language.

    >>> section_of("# A\n\n## B, c\n\nb\n\n## D\n", "b-c", "a.md")
    'b'
    """
    for part in re.split(r"^##? ", text, flags=re.M)[1:]:
        heading, _, body = part.partition("\n")
        if re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") == anchor:
            body = re.sub(r"\A\s*\[[^\]]*\]\(README.*\n", "", body)
            # Doctest needs an empty line at the end of a block, and a reader does not.
            return body.replace("\n\n```\n", "\n```\n").strip()
    raise ValueError(f"{path} has no section #{anchor}")


def redirected(text: str, linked: set[str]) -> str:
    """Return a page whose links into the repository lead to pages of the site.

    linked: gets the files that are to become pages.
    """

    def target(link: re.Match[str]) -> str:
        above, rest = link[1], link[2]
        path = rest if above.startswith("..") else above + rest
        if above == "../":  # a file of docs/
            path = f"docs/{rest}"
        page = re.fullmatch(r"docs/(?:en|zh)/(\w+\.md)", path)
        if page:
            return f"]({page[1]})"
        if path in PAGES:
            return f"]({PAGES[path]})"
        if path.startswith("README"):
            return "](index.md)"
        if path == "demos/backprop.html":
            return "](site:backprop.html)"
        if code.is_code(path):
            linked.add(path)
            return f"](code:{path})"
        if (ROOT / path).is_file():
            return f"](../../{path})"
        raise ExtensionError(f"a link leads to {path}, which is not in the repository")

    text = LINK.sub(target, text)
    return SHOWN.sub(r'\1="pictures/\2"', text)

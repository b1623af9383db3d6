"""The Python on a page: every block is run and compared with what the page says that it prints.

The blocks of a page are one session.  If the last line of a block is a picture, a page to step
through, an animation or an explanation, the page goes on with it.
"""

import doctest
import html
import re
from pathlib import Path
from typing import Any

BLOCK = re.compile(r"^```python\n(.*?)^```$\n?", re.M | re.S)
SHOWS = re.compile(r"(draw_\w+|stepper|animate|explain)\(")
RUNNER = doctest.DocTestRunner(optionflags=doctest.FAIL_FAST)


def run(text: str, docname: str, pictures: Path) -> str:
    """Return a page with what its blocks of Python show; ValueError if one prints anything else.

    pictures: the folder for what they draw; on the page it is called pictures.
    """
    names: dict[str, Any] = {}
    count = 0

    def after(block: re.Match[str]) -> str:
        nonlocal count
        count += 1
        _check(block[1], names, f"{docname}.md, block {count}")
        shown = _shown(block[1], names, pictures, f"{docname}-{count}")
        return block[0] if shown is None else f"{block[0].rstrip()}\n\n{shown}\n"

    return BLOCK.sub(after, text)


def _check(code: str, names: dict[str, Any], where: str) -> None:
    """Run a block with the names of those before it."""
    test = doctest.DocTestParser().get_doctest(code, names, where, None, 0)
    if not test.examples:
        raise ValueError(f"{where} has no line that begins with >>>, so it cannot be run")
    said: list[str] = []
    test.globs = names  # not a copy: the next block goes on with them
    failed, _ = RUNNER.run(test, out=said.append, clear_globs=False)
    if failed:
        raise ValueError("".join(said))


def _shown(code: str, names: dict[str, Any], folder: Path, name: str) -> str | None:
    """Return the Markdown that shows what a block ends with; None if that is only text."""
    last = doctest.DocTestParser().get_examples(code)[-1].source.strip()
    if not SHOWS.match(last):
        return None
    value = eval(last, names)  # the line is on the page, and has just been run
    if hasattr(value, "markdown"):
        return re.sub(r"^#+ (.*)$", r"**\1**", value.markdown(), flags=re.M)
    folder.mkdir(parents=True, exist_ok=True)
    said = html.escape(last.partition("  #")[0].strip())
    if last.startswith("stepper"):
        value.save(folder / f"{name}.html")
        return f'<iframe class="steps" src="pictures/{name}.html" title="{said}"></iframe>'
    value.save(folder / f"{name}.svg")
    kind = "moving" if last.startswith("animate") else "picture"  # the former knows dark pages
    return f'<img class="{kind}" src="pictures/{name}.svg" alt="{said}">'

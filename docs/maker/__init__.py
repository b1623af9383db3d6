"""What the pages of the site need beyond Sphinx: the parts that the build makes.

- sources: a line that is only a link stands for what it leads to; links into the repository.
- examples: every block of Python is run, and the picture that it ends with is shown.
- formulas: MathML, so that no page needs a script for its formulas.
- code: files of the repository that are linked to, as pages.
- docstrings: how ours become reStructuredText.
- chinese_search: an index of Chinese that can be searched.
- theme: what the theme leaves out.
"""

from typing import Any

from sphinx.application import Sphinx

from maker import chinese_search, code, docstrings, formulas, sources, theme


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the parts to Sphinx."""
    app.connect("source-read", sources.expand)
    app.connect("autodoc-process-docstring", docstrings.rewrite)
    app.connect("html-collect-pages", code.pages)
    app.connect("builder-inited", theme.speak)
    app.connect("html-page-context", theme.accessible, priority=900)  # after the theme
    app.connect("build-finished", theme.finish)
    app.add_html_math_renderer("mathml", formulas.INLINE, formulas.BLOCK)
    app.add_search_language(chinese_search.Chinese)
    # Sphinx may read pages in other processes; what is run on them must stay in one.
    return {"parallel_read_safe": False, "parallel_write_safe": False}

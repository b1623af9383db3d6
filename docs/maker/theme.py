"""What the theme leaves out: labels for keyboards and screen readers, and its own words in Chinese.

>>> said('<svg><title>Menu</title></svg><aside class="sidebar-drawer">', "zh_CN")
'<svg><title>菜单</title></svg><aside aria-label="网站" class="sidebar-drawer">'
>>> said('<aside class="toc-drawer no-toc">', "en")
'<aside aria-label="page" class="toc-drawer no-toc">'
"""

from gettext import NullTranslations
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

CHINESE = "zh_CN"
# Words that the theme has translated by Sphinx, which knows none of them in Chinese.
WORDS = {
    "Next": "下一页", "Previous": "上一页", "On this page": "本页内容", "Back to top": "回到页首",
    "Made with ": "主题：", "Home": "首页", "Skip to content": "跳到正文",
    'Copyright &#169; %(copyright)s': "版权所有 &#169; %(copyright)s",
}  # fmt: skip
# Words that stand in its templates as they are.
FIXED = {
    "<title>Menu</title>": "<title>菜单</title>",
    "<title>Contents</title>": "<title>目录</title>",
    "<title>Expand</title>": "<title>展开</title>",
    "<title>Light mode</title>": "<title>浅色</title>",
    "<title>Dark mode</title>": "<title>深色</title>",
    "<title>Auto light/dark, in light mode</title>": "<title>自动，现为浅色</title>",
    "<title>Auto light/dark, in dark mode</title>": "<title>自动，现为深色</title>",
    "Toggle site navigation sidebar": "打开或收起网站目录",
    "Toggle table of contents sidebar": "打开或收起本页目录",
    "Toggle Light / Dark / Auto color theme": "切换浅色、深色、自动",
}
# Two parts of a page of the same kind need names to be told apart.
SIDES = {
    "sidebar-drawer": {"en": "site", CHINESE: "网站"},
    "toc-drawer": {"en": "page", CHINESE: "本页"},
}
SEARCH = {"en": "Search", CHINESE: "搜索"}


class Chinese(NullTranslations):
    """What Sphinx's own catalog is asked for next."""

    def gettext(self, message: str) -> str:
        """Return a word of the theme in Chinese."""
        return WORDS.get(message, message)


def speak(app: Sphinx) -> None:
    """Give the theme its words."""
    if app.config.language == CHINESE:
        app.config.copyright = "autograd_mini 的作者，MIT 许可"
        app.translator.add_fallback(Chinese())


def accessible(app: Sphinx, page: str, template: str, context: Any, doctree: Any) -> None:
    """Give a page what a keyboard and a screen reader need and the theme leaves out."""
    if "body" in context:
        body = context["body"].replace("<pre>", '<pre tabindex="0">')
        # The dashes of an option are no place to break a line.
        body = body.replace('<span class="pre">-', '<span class="pre option">-')
        wide = '<div class="table-wrapper'
        context["body"] = body.replace(wide, wide.replace(" ", ' tabindex="0" ', 1))
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace(
        'role="heading"', 'role="heading" aria-level="2"'
    )


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Change what stands in the templates themselves."""
    if exception is None:
        for path in Path(app.outdir).rglob("*.html"):
            text = path.read_text("utf-8")
            changed = said(text, app.config.language)
            if changed != text:
                path.write_text(changed, "utf-8")


def said(text: str, language: str) -> str:
    """Return a page with names for its sides, and without English words of the theme in Chinese."""
    for side, names in SIDES.items():
        label = f'<aside aria-label="{names[language]}" class="{side}'
        text = text.replace(f'<aside class="{side}', label)
    found = '<div id="search-results">'
    text = text.replace(found, f"<h1>{SEARCH[language]}</h1>\n{found}")
    if language == CHINESE:
        for english, chinese in FIXED.items():
            text = text.replace(english, chinese)
    return text

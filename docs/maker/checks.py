"""What must hold for every page that was built: links lead somewhere, and all is here."""

import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "srcset"}
FOLLOWED = {"a": "href"}
CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


class Page(HTMLParser):
    """The ids of a page, what it loads, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: set[str] = set()
        self.loaded: list[str] = []
        self.followed: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says."""
        told = dict(attrs)
        if told.get("id"):
            self.ids.add(str(told["id"]))
        # A link element may name a relation, such as the next page, that no browser loads.
        for kinds, places in ((LOADED, self.loaded), (FOLLOWED, self.followed)):
            place = told.get(kinds.get(tag, ""))
            if place:
                places.append(place)
        self.loaded += [match[0] or match[1] for match in CSS_URL.findall(told.get("style") or "")]


def problems(site: Path) -> Iterator[str]:
    """Yield a line for each link of a built site that is broken or loads from another host."""
    site = site.resolve()
    pages = {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html")}
    for path, page in pages.items():
        here = path.relative_to(site)
        for link in page.loaded:
            if urlsplit(link).scheme not in ("", "data") or link.startswith("//"):
                yield f"{here} loads {link}"
        for link in page.loaded + page.followed:
            yield from _broken(site, path, link, pages)
    for path in site.rglob("*.css"):
        for one, other in CSS_URL.findall(path.read_text("utf-8")):
            if re.match(r"https?:|//", one or other):
                yield f"{path.relative_to(site)} loads {one or other}"


def _broken(site: Path, path: Path, link: str, pages: dict[Path, Page]) -> Iterator[str]:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return
    target = Path(os.path.normpath(path.parent / unquote(parts.path))) if parts.path else path
    if parts.path.endswith("/"):
        target /= "index.html"
    if target not in pages and not (target.is_relative_to(site) and target.is_file()):
        yield f"{path.relative_to(site)} links to {link}, which is not there"
    elif (
        parts.fragment
        and target in pages
        and unquote(parts.fragment) not in pages[target].ids
        and not _within(target)
    ):
        yield f"{path.relative_to(site)} links to {link}, which has no such place"


def _within(target: Path) -> bool:
    """Tell whether a page gives a meaning of its own to what follows #, as the bench does."""
    return target.parent.name == "bench"

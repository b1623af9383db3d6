"""A real browser for the tests of pages: a Chromium that is installed, driven by Playwright.

Without one, tests that need it are skipped; where nothing may be skipped, as in CI, they fail.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

VIEWPORT = {"width": 1280, "height": 800}
PATIENCE = 180_000  # milliseconds, for a busy machine
NAMES = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
]
OPTIONS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def browser() -> Iterator[Any]:
    """Run a browser."""
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        pytest.skip(f"no browser on the PATH: none of {', '.join(NAMES)}")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.skip("no Playwright here")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=executable, args=OPTIONS, timeout=PATIENCE
        )
        yield running
        running.close()


class Tab:
    """A page in the browser, and what happened there that should not have."""

    def __init__(self, running: Any, **context: Any) -> None:
        self.context = running.new_context(**{"viewport": VIEWPORT, **context})
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "request",
            lambda request: (
                request.url.startswith(("file:", "data:", "about:"))
                or self.complaints.append(f"requested {request.url}")
            ),
        )

    def prepare(self, viewport: Any = VIEWPORT, dark: bool = False, motion: bool = False) -> None:
        """Make it as a new one, but for the page that it shows.

        Nothing moves in it without `motion`: to draw what moves takes half of the time.
        """
        self.page.set_viewport_size(viewport)
        self.page.emulate_media(
            color_scheme="dark" if dark else "light",
            reduced_motion="no-preference" if motion else "reduce",
        )
        self.page.mouse.move(0, 0)  # where nothing is to be pointed at

    def check(self) -> None:
        """Nothing happened that should not have, since this was asked before."""
        complaints, self.complaints[:] = list(self.complaints), []
        assert complaints == []

    def close(self) -> None:
        self.context.close()
        self.check()

"""Fixtures for the tests of pages."""

import pytest
from browser import Tab


@pytest.fixture
def open_page(chromium, tmp_path):
    """A function that opens what can be saved; no page may complain or use the network."""
    tabs = []

    def opened(shown, name="page.html", **context):
        path = tmp_path / name
        shown.save(path)
        tabs.append(Tab(chromium, **context))
        tabs[-1].page.goto(path.as_uri())
        return tabs[-1].page

    yield opened
    for tab in tabs:
        tab.close()

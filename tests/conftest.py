"""Settings and fixtures for all tests."""

import os
import shutil

import pytest
from browser import Tab, browser
from hypothesis import HealthCheck, settings

# No deadline, and nothing is too slow: how long examples take says more of the machine than of the
# code.  In CI they are the same every time, so that a change fails by its own doing only.
settings.register_profile(
    "autograd_mini",
    deadline=None,
    max_examples=50,  # half of what Hypothesis takes by default, for the whole to take minutes
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
    derandomize="CI" in os.environ,
)
settings.load_profile("autograd_mini")


def refused(report):
    """Return a report; as a failure where NOTHING_SKIPPED is set, as in CI, if it tells of a skip.

    torch alone may be absent.
    """
    reason = str(report.longrepr)
    if report.skipped and "NOTHING_SKIPPED" in os.environ and "import 'torch'" not in reason:
        report.outcome, report.longrepr = "failed", f"it may not be skipped here: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Look at a test that was skipped."""
    return refused((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Look at a module that was skipped as a whole, so that none of its tests was collected."""
    return refused((yield))


@pytest.fixture(scope="session", autouse=True)
def wide_terminal():
    """A terminal in which no sentence is broken; tests of wrapping have a width of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "10000")
        yield


@pytest.fixture(params=["system", "embedded"])
def renderer(request, monkeypatch):
    """Run a test with the system's Graphviz, and again as if there were none on the PATH."""
    if request.param == "system":
        if not shutil.which("dot"):
            pytest.skip("no Graphviz on this system")
    else:
        pytest.importorskip("pygraphviz", reason="no pygraphviz wheel for this platform")
        folders = os.environ["PATH"].split(os.pathsep)
        kept = [folder for folder in folders if not shutil.which("dot", path=folder)]
        monkeypatch.setenv("PATH", os.pathsep.join(kept))
    return request.param


@pytest.fixture(scope="session")
def chromium():
    """A browser for all tests."""
    with browser() as running:
        yield running


@pytest.fixture(scope="session")
def tab(chromium):
    """A tab for all tests, since a new one takes a browser long."""
    kept = Tab(chromium)
    yield kept
    kept.close()


@pytest.fixture
def page(tab):
    """An empty page, which may not complain or use the network, and in which nothing moves."""
    tab.prepare()
    tab.page.goto("about:blank")
    yield tab.page
    tab.check()


@pytest.fixture
def open_page(tab, tmp_path):
    """A function that opens what can be saved; no page may complain or use the network.

    It is shown in the place of the one before.  Options are those of `Tab.prepare`.
    """

    def opened(shown, name="page.html", **options):
        path = tmp_path / name
        shown.save(path)
        tab.prepare(**options)
        tab.page.goto(path.as_uri())
        return tab.page

    yield opened
    tab.check()

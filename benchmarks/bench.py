"""The bench in figures: what is fetched, and how long it takes in Chromium.

    python benchmarks/bench.py                # builds it, and needs npm, Chromium and Playwright
    python benchmarks/bench.py verdicts 34    # compares the verdicts on so many broken engines

Times are of the clock, on this machine as busy as it is, and the median of three visits.
"""

import gzip
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "bench")]

from browser import browser
from page_marks import NOT_THERE, differences
from single_files import file_of, names

from autograd_mini.bench.build import examples
from autograd_mini.bench.serve import server

VISITS = 3
READY = "#run:not([disabled])"
FLOWER = next(i for i, example in enumerate(examples()) if "delta[3]" in example["code"]["en"])
LATER = {"marking.zip", "LICENCES.txt"}  # not fetched for the first picture
RIGHT = Path(__file__).parents[1] / "demos" / "engines" / "correct.py"


def sizes(folder: Path) -> None:
    """Print what is fetched, compressed as a server would."""
    found = {
        str(path.relative_to(folder)): len(gzip.compress(path.read_bytes(), 9))
        for path in folder.rglob("*")
        if path.is_file() and path.name[0] != "."
    }
    first = sum(size for name, size in found.items() if name not in LATER)
    print(f"gzip to the first picture {first / 1e6:.2f} MB, for marking", end=" ")
    print(f"{found['marking.zip'] / 1e6:.2f} MB more; editor {found['app.js'] / 1e3:.0f} kB")


def timed(action: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def visit(running: Any, address: str) -> dict[str, float]:
    """Return the times of one visit, from the first byte to a marked engine."""
    context = running.new_context(viewport={"width": 1280, "height": 800}, locale="en-US")
    context.set_default_timeout(180_000)
    page = context.new_page()
    found: dict[str, float] = {}

    def wait(selector: str) -> None:
        page.locator(f"#pane {selector}").first.wait_for()

    def first_picture() -> None:
        page.goto(address)
        page.wait_for_selector(READY)
        page.click("#run")
        wait("svg")

    found["first picture"] = timed(first_picture)
    page.select_option("#examples", str(FLOWER))
    found["run → picture of 4-5-3"] = timed(
        lambda: (page.click("#run"), wait("svg >> text=layer 3"))
    )
    found["steps of 4-5-3"] = timed(lambda: (page.click("#tab-steps"), wait(".autograd-mini svg")))
    found["derivation of 4-5-3"] = timed(lambda: (page.click("#tab-rule"), wait("math")))
    page.locator("#editor .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(RIGHT.read_text("utf-8"))
    found["marks of a right engine"] = timed(
        lambda: (page.click("#mark"), page.get_by_text(" 0 failed").wait_for())
    )
    page.locator("#editor .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("import re\nre.match('(a+)+b', 'a' * 40)\n")
    found["a hanging regex is told"] = timed(
        lambda: (page.click("#run"), page.get_by_text("did not come back").wait_for())
    )
    found["Python is back"] = timed(lambda: page.wait_for_selector(READY))
    context.close()
    return found


def verdicts(running: Any, address: str, how_many: int) -> None:
    """Compare the page's verdicts with those of `autograd-mini conform`, engine by engine."""
    context = running.new_context(locale="en-US")
    context.set_default_timeout(400_000)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(READY)
    same = 0
    for name in ["right", *names()][: how_many + 1]:
        differ = differences(page, file_of(name))
        same += not differ
        print(f"{name:28} {differ or 'the same'}", flush=True)
    print(f"{same} of {how_many + 1} engines have the same verdicts; left out: {NOT_THERE}")


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "bench"
        command = [sys.executable, "-m", "autograd_mini.bench", "build", str(folder)]
        print(f"build {timed(lambda: subprocess.run(command, check=True)):.1f} s")
        sizes(folder)
        with server(folder) as serving, browser() as running:
            threading.Thread(target=serving.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{serving.server_address[1]}/"
            if sys.argv[1:2] == ["verdicts"]:
                verdicts(running, address, int(sys.argv[2]))
                serving.shutdown()
                return
            visits = [visit(running, address) for _ in range(VISITS)]
            serving.shutdown()
        for name in visits[0]:
            times = sorted(found[name] for found in visits)
            print(f"{name:26} {statistics.median(times):6.2f} s  ({times[0]:.2f}–{times[-1]:.2f})")


if __name__ == "__main__":
    main()

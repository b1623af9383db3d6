"""The bench in a real browser: built from npm and PyPI, served under a path, no network but this.

The test needs npm, and a network for the build; where nothing may be skipped they are there.
"""

import functools
import hashlib
import http.server
import shutil
import subprocess
import sys
import threading
import time

import pytest
from accessible import BROKEN, source_of_axe
from page_marks import differences, write
from pages import until
from single_files import file_of

from autograd_mini import MLP, cross_entropy
from autograd_mini.bench.build import examples
from autograd_mini.bench.serve import Handler

pytestmark = pytest.mark.slow
READY = "#run:not([disabled])"
ENDLESS = """
class Value:
    def __init__(self, data):
        self.data, self.grad = data, 0.0

    def __add__(self, other):
        return Value(self.data + other.data)

    def backward(self):
        while True:
            self.grad = 1.0
"""
OWN = next(i for i, example in enumerate(examples()) if "class Value" in example["code"]["en"])
FLOWER = next(i for i, example in enumerate(examples()) if "delta[3]" in example["code"]["en"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    if not shutil.which("npm"):
        pytest.skip("needs npm")
    made = tmp_path_factory.mktemp("site") / "courses" / "bench"
    command = [sys.executable, "-m", "autograd_mini.bench", "build", str(made)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(made / "index.html")
    return made


@pytest.fixture(scope="module")
def address(folder):
    """The page under a path of its own, as on a site of many."""
    handler = functools.partial(Handler, directory=str(folder.parent.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_address[1]}/courses/bench/"
        serving.shutdown()


@pytest.fixture(scope="module")
def running(chromium):
    """The browser that all tests share."""
    return chromium


class Visit:
    """The page, opened, and what happened there that should not have."""

    def __init__(self, running, address, **context):
        self.context = running.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "locale": "en-US", **context}
        )
        self.context.set_default_timeout(180_000)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        host = address.split("/courses")[0]
        own = (host, "data:", "blob:")
        self.page.on(
            "request",
            lambda r: r.url.startswith(own) or self.complaints.append(f"requested {r.url}"),
        )
        self.page.goto(address)
        self.page.wait_for_selector(READY)

    def write(self, code):
        write(self.page, code)

    def run(self, code=None):
        """Run code, and return what it printed and its error."""
        if code is not None:
            self.write(code)
        self.page.locator("#editor .cm-content").press("Control+Enter")
        self.page.wait_for_selector("#stop[disabled]")
        self.page.wait_for_selector(READY)
        return self.page.inner_text("#output"), self.page.inner_text("#error")

    def tab(self, name):
        self.page.click(f"[data-tab={name}]")
        return self.page.locator("#pane")

    def close(self):
        self.context.close()
        assert self.complaints == []


@pytest.fixture(scope="module")
def visit(running, address):
    made = Visit(running, address)
    yield made
    made.close()


def test_two_builds_are_the_same_bytes(folder, tmp_path):
    other = tmp_path / "bench"
    subprocess.run(
        [sys.executable, "-m", "autograd_mini.bench", "build", str(other)],
        check=True, capture_output=True,
    )  # fmt: skip
    assert sums(folder) == sums(other)


def sums(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_example_runs_and_shows_itself_in_every_tab(visit):
    for i, example in enumerate(examples()):
        visit.page.select_option("#examples", str(i))
        output, error = visit.run()
        assert error == "", example["title"]
        assert output or "print" not in example["code"]["en"]
        if "PROGRAM" in example["code"]["en"]:
            continue  # it is to be read
        visit.tab("picture").locator("svg").first.wait_for()
        visit.tab("steps").locator(".autograd-mini svg").first.wait_for()
        visit.tab("rule").locator("math").first.wait_for()


def test_the_numbers_are_native_pythons_to_the_last_bit(visit):
    code = examples()[FLOWER]["code"]["en"] + (
        "\nprint([J.data.hex(), *(theta.grad.hex() for theta in net.parameters())])\n"
    )
    output, error = visit.run(code)
    net = MLP(4, [5, 3], seed=0)
    J = cross_entropy(net([5.1, 3.5, 1.4, 0.2]), [1.0, 0.0, 0.0])
    J.backward()
    expected = [J.data.hex(), *(theta.grad.hex() for theta in net.parameters())]
    assert (error, len(expected)) == ("", 44)
    assert output.strip().splitlines()[-1] == str(expected)


@pytest.mark.parametrize(
    ("code", "line", "words"),
    [
        ("x = 1\nwhile True:\n    pass\n", 3, "Stopped after 5 seconds, in line 3"),
        ("def f():\n    n = 0\n    while True:\n        n += 1\n\nf()\n", 4, "in line 4"),
        ("x = input('x? ')\n", 1, "there is no keyboard for input() here"),
        ("import sys\n\nsys.exit()\n", 3, "leave it out"),
        ("import threading\nthreading.Thread(target=print).start()\n", 2, "can't start new thread"),
        ("from autograd_mini import Value\nx = Value(-1.0, label='x')\nx.log()\n", 3, "x > 0"),
        ("x = (1,\n", 1, "SyntaxError"),
        ("def f(n):\n    return f(n + 1)\n\nf(0)\n", 2, "RecursionError: functions called"),
        ("import js\njs.fetch('https://example.org/')\n", 2, "AttributeError"),
        ("print(1)\nraise ValueError('<img src=x onerror=alert(1)>')\n", 2, "<img src=x"),
    ],
)
def test_an_error_is_told_with_its_line(visit, code, line, words):
    _, error = visit.run(code)
    assert words in error and error.startswith(f"line {line}: ")
    wrong = visit.page.locator(".cm-line.wrong")
    assert wrong.count() == 1
    text = code.splitlines()[line - 1]
    assert wrong.inner_text() == text


def test_python_survives_a_long_chain_of_values(visit):
    output, error = visit.run(
        "from autograd_mini import Value\n\nx = Value(1.0)\nJ = x\nfor _ in range(100_000):\n"
        "    J = J + x\nJ.backward()\nprint(x.grad)\nJ = x * 2\n"
    )
    assert (output, error) == ("100001.0\n", "")
    assert visit.run("print('alive')") == ("alive\n", "")


def test_what_is_no_loop_of_python_is_ended_and_the_text_kept(running, address):
    visit = Visit(running, address)
    code = "import re\n\nre.match('(a+)+b', 'a' * 40)\n"
    _, error = visit.run(code)
    assert "did not come back within 6.5 seconds" in error
    assert visit.page.locator(".cm-line").all_inner_texts()[2] == code.splitlines()[2]
    assert visit.run("print('again')") == ("again\n", "")
    _, error = visit.run("import os\nos._exit(1)\n")
    assert error.startswith("Python has ended")
    assert visit.run("print('again')") == ("again\n", "")
    visit.close()


def test_a_long_chain_of_a_learners_own_class_is_told_and_the_text_kept(running, address):
    """It may end Python, whose stack in a page is short; Pyodide then writes to the console."""
    visit = Visit(running, address)
    _, error = visit.run(
        "class Value:\n    def __init__(self, parents=()):\n        self.parents = parents\n\n"
        "J = Value()\nfor _ in range(100_000):\n    J = Value((J,))\nJ = None\n"
    )
    assert error.startswith("Python has ended: a chain of objects too long to be dropped")
    assert visit.page.locator(".cm-line").first.inner_text() == "class Value:"
    assert visit.run("print('again')") == ("again\n", "")
    visit.complaints.clear()
    visit.close()


def test_a_great_deal_of_output_is_cut(visit):
    output, error = visit.run("for _ in range(20_000):\n    print('x' * 50)\n")
    assert error == "" and len(output) < 101_000
    assert output.endswith("… 920,000 more characters are not shown.")


def test_a_label_is_text_in_every_tab(visit):
    label = "<script>alert(1)</script>"
    visit.run(f"from autograd_mini import Value\n\nx = Value(2.0, label='{label}')\nJ = x * x\n")
    assert "alert" in visit.tab("picture").locator("svg").first.text_content()
    visit.tab("steps").locator(".autograd-mini svg").first.wait_for()
    rule = visit.tab("rule")
    rule.locator("math").first.wait_for()
    assert label in rule.inner_text() and visit.page.locator("#pane script").count() == 0


def test_an_unreadable_label_is_an_error(visit):
    visit.run(
        "from autograd_mini.draw import Drawing\n\nd = Drawing()\nd.node('a', label='<<b>x>')\nd\n"
    )
    visit.tab("picture").get_by_text("mismatched tag").wait_for()


def test_several_results_can_be_chosen_from(visit):
    visit.run("from autograd_mini import Value\n\nx = Value(2.0)\nz = x * 3\nJ = z + 1\n")
    chosen = visit.page.locator("#results option").all_inner_texts()
    assert chosen == ["J", "z"]
    picture = visit.tab("picture")
    picture.locator("svg").first.wait_for()
    visit.page.select_option("#results", "1")
    until(lambda: "7.00" not in picture.locator("svg").first.text_content())


def test_a_learners_own_class_is_drawn_compared_marked_and_diagnosed(running, address):
    visit = Visit(running, address)
    page = visit.page
    page.select_option("#examples", str(OWN))
    assert visit.run() == ("∂J/∂a = 3.0\n", "")
    visit.tab("picture").locator("svg").first.wait_for()
    assert page.inner_text("#note") == "a.grad is 3 in your class, and should be 7"
    page.click("#mark")
    page.locator(".diagnosis").wait_for()
    assert "REPLACES a gradient where it should ADD" in page.inner_text(".diagnosis")
    assert "engine.py, line 22" in page.inner_text(".diagnosis")
    assert page.locator(".marks .failed").count() >= 8
    page.locator(".marks .failed summary").first.click()
    assert "J.backward()" in page.locator(".marks .failed pre").first.inner_text()
    visit.close()


@pytest.mark.parametrize("name", ["OrderByDepth", "OperandsInASet"])
def test_verdicts_are_those_of_the_command(running, address, name):
    """Two engines here, one of which differs from run to run; benchmarks/bench.py compares all."""
    visit = Visit(running, address)
    assert differences(visit.page, file_of(name)) == {}
    visit.close()


def test_an_engine_without_an_end_is_told_by_its_turns_and_not_by_the_clock(running, address):
    visit = Visit(running, address)
    visit.write(ENDLESS)
    visit.page.click("#mark")
    failed = visit.page.locator(".marks .failed").first
    failed.locator("summary").click()
    words = "it had not come to an end after 5,000,000 turns of its loops and functions, in line 11"
    assert failed.locator("p").first.inner_text() == f"{words}."
    visit.page.click("#stop")
    visit.complaints.clear()
    visit.close()


def test_what_was_written_is_there_at_the_next_visit_and_travels_in_a_link(running, address):
    visit = Visit(running, address, permissions=["clipboard-read", "clipboard-write"])
    page = visit.page
    visit.write("# mine: δ\n")
    page.reload()
    page.wait_for_selector(READY)
    assert page.locator(".cm-line").first.inner_text() == "# mine: δ"
    page.click("#share")
    page.get_by_text("The link is in the clipboard").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    visit.write("")
    page.goto("about:blank")
    page.goto(link)
    page.get_by_text("This code came with a link").wait_for()
    assert page.locator(".cm-line").first.inner_text() == "# mine: δ"
    assert page.inner_text("#output") == ""  # it is shown, and not run
    for hostile in ("#code=AAAA", "#code=%3Cscript%3E", "#code=" + "A" * 5000):
        page.goto("about:blank")
        page.goto(address + hostile)
        page.wait_for_selector(READY)
    visit.close()


def test_chinese_on_a_phone_without_sideways_scrolling(running, address):
    visit = Visit(running, address, locale="zh-CN", viewport={"width": 390, "height": 844})
    page = visit.page
    assert page.inner_text("#run") == "运行"
    page.select_option("#examples", str(FLOWER))
    visit.run()
    wide = "document.documentElement.scrollWidth > innerWidth"
    for tab, part in (("picture", "svg"), ("steps", ".autograd-mini svg"), ("rule", "math")):
        visit.tab(tab).locator(part).first.wait_for()
        assert not page.evaluate(wide), tab
    height = page.evaluate("document.querySelector('.cm-scroller').clientHeight")
    line = page.evaluate("document.querySelector('.cm-line').clientHeight")
    assert height / line >= 12
    visit.close()


def test_the_keyboard_is_enough(running, address):
    visit = Visit(running, address)
    page = visit.page
    visit.write("from autograd_mini import Value\nx = Value(2.0)\nJ = x * x")
    page.keyboard.press("Control+Enter")
    page.locator("#pane svg").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")  # out of the editor, to Run
    assert page.evaluate("document.activeElement.id") == "run"
    page.locator("#tab-picture").focus()
    page.keyboard.press("ArrowRight")
    page.locator("#pane .autograd-mini svg").first.wait_for()
    assert page.evaluate("document.activeElement.id") == "tab-steps"
    visit.close()


def test_axe_finds_nothing(running, address):
    visit = Visit(running, address)
    page = visit.page
    page.select_option("#examples", str(FLOWER))
    visit.run()
    page.evaluate(source_of_axe())
    for theme in ("light", "dark"):
        for tab, part in (("picture", "svg"), ("rule", "math"), ("marks", "p")):
            visit.tab(tab).locator(part).first.wait_for()
            assert page.evaluate(BROKEN) == [], (theme, tab)
        page.click("#theme")
    visit.close()


# A notebook in a browser: Pyodide and the package, and nothing of the bench.
NOTEBOOK = """<!doctype html><script type="module">
import { loadPyodide } from "./bench/pyodide/pyodide.mjs";
const python = await loadPyodide();
const packages = await (await fetch("./bench/packages.zip")).arrayBuffer();
python.unpackArchive(packages, "zip", { extractDir: "/packages" });
python.runPython('import sys; sys.path.insert(0, "/packages")');
window.run = (code) => python.runPythonAsync(code);
document.title = "ready";
</script>"""


def test_other_notebooks_in_a_browser_draw_too(running, folder):
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder.parent)
    (folder.parent / "notebook.html").write_text(NOTEBOOK)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{serving.server_address[1]}"
        page = running.new_page()
        page.goto(f"{address}/notebook.html")
        until(lambda: page.title() == "ready")

        def cell(code):
            begin = "from autograd_mini import Value\nfrom autograd_mini.draw import *\n"
            return page.evaluate("code => run(code)", begin + code)

        module = f"{address}/bench/graphviz.js"
        cannot_wait = (
            "import pyodide.ffi\npyodide.ffi.can_run_sync = lambda: False\n"
            "try:\n    draw_graph(Value(2.0) * 3).pipe('svg')\n"
            "except RendererNotFound as error:\n    told = str(error)\ntold"
        )
        assert "`await load_graphviz()` in a cell" in cell(cannot_wait)
        cell("import importlib\nimportlib.reload(pyodide.ffi)")
        shown = "draw_graph(Value(2.0, label='x') * 3)._repr_image_svg_xml()"
        by_itself = f"from autograd_mini.draw import in_browser\nin_browser.MODULE = {module!r}\n"
        assert "</svg>" in cell(by_itself + shown)
        asked_for = "from autograd_mini.draw import render\nrender._registered.clear()\n"
        assert "</svg>" in cell(f"{asked_for}await load_graphviz({module!r})\n{shown}")
        wrong = (
            "try:\n    Drawing(body=['a [label=<<b>x>]']).pipe('svg')\n"
            "except RenderingError as error:\n    told = str(error)\ntold"
        )
        assert "mismatched tag" in cell(wrong)
        page.close()
        serving.shutdown()


def test_from_a_file_it_says_what_to_do(running, folder):
    context = running.new_context()
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    time.sleep(2)
    assert "python -m http.server" in page.inner_text("body")
    context.close()


def test_a_download_that_breaks_can_be_tried_again(running, address):
    context = running.new_context()
    page = context.new_page()
    broken = []

    def fail(route):
        broken.append(route)
        route.abort()

    context.route("**/packages.zip", fail)
    page.goto(address)
    page.get_by_text("A part of the page did not arrive.").wait_for()
    context.unroute("**/packages.zip")
    page.click("#retry")
    page.wait_for_selector(READY, timeout=180_000)
    assert broken
    context.close()

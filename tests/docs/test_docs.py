"""The site: both languages are built without a warning, whole, and say the same."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from accessible import BROKEN, source_of_axe
from browser import Tab
from test_readme_chinese import assert_same, commands, in_any_language, prose, targets

from autograd_mini.testing.conform.properties import PROPERTIES

pytest.importorskip("sphinx", reason="no Sphinx here")
pytest.importorskip("furo", reason="no furo here")
pytest.importorskip("myst_parser", reason="no myst-parser here")

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path.name for path in (DOCS / "en").glob("*.md"))
sys.path.append(str(DOCS))

from maker import checks, examples, marking, sources  # noqa: E402


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built once, and its archive beside it."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, DOCS / "build.py", folder / "out", "--zip", folder / "site.zip"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    # -W makes warnings errors, and a link that leads nowhere or elsewhere ends the build too.
    assert done.returncode == 0, done.stderr
    return folder / "out"


def source(language, name):
    return (DOCS / language / name).read_text("utf-8")


def read_as_one(text):
    """Return a page with what differs between languages taken away: sections have other names."""
    return re.sub(r"(README[^)#]*|\w+\.md)#[^)\s]+", r"\1", in_any_language(text))


@pytest.mark.slow
def test_both_languages_are_built(site):
    for language in ("en", "zh"):
        pages = {path.stem for path in (site / language).glob("*.html")}
        assert {name.removesuffix(".md") for name in PAGES} <= pages
        assert (site / language / "searchindex.js").stat().st_size > 20_000
        other = "zh" if language == "en" else "en"
        lesson = (site / language / "lesson.html").read_text("utf-8")
        assert f'href="../{other}/lesson.html" lang="{other}"' in lesson
    assert 'href="en/index.html"' in (site / "index.html").read_text("utf-8")
    assert 'href="zh/index.html"' in (site / "index.html").read_text("utf-8")


@pytest.mark.slow
def test_the_archive_is_the_site(site):
    with zipfile.ZipFile(site.with_name("site.zip")) as archive:
        inside = {name: archive.getinfo(name).file_size for name in archive.namelist()}
    assert inside == {
        path.relative_to(site).as_posix(): path.stat().st_size
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
def test_formulas_and_programs_are_in_the_pages(site):
    for language in ("en", "zh"):
        lesson = (site / language / "lesson.html").read_text("utf-8")
        assert lesson.count("<math") > 50 and r"\frac" not in lesson and "<mi>&" not in lesson
        marking = (site / language / "marking.html").read_text("utf-8")
        assert marking.count("<details>") == len(PROPERTIES)
        assert marking.count('class="picture"') > 100
        assert (site / language / "table.html").read_text("utf-8").count("<figure>") == 47


@pytest.mark.slow
@pytest.mark.parametrize(("language", "query"), [("en", "topological"), ("zh", "拓扑次序")])
def test_pages_load_nothing_from_elsewhere_and_can_be_searched(chromium, site, language, query):
    """Straight from the disk, as a school without internet may have it."""
    tab = Tab(chromium, viewport={"width": 390, "height": 844})
    for name in ("lesson", "questions", "table"):
        tab.page.goto((site / language / f"{name}.html").as_uri())
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert tab.page.evaluate(wide) == 0, name
    tab.page.goto((site / language / "course.html").as_uri())
    cells = tab.page.evaluate(
        "[...document.querySelectorAll('.lessons td')].map(e => e.getBoundingClientRect().width)"
    )
    assert len(cells) == 24 and min(cells) > 300  # they stand below each other
    options = tab.page.evaluate(
        "[...document.querySelectorAll('code .pre')].filter(e => e.textContent.startsWith('-'))"
        ".map(e => e.getClientRects().length)"
    )
    assert options and set(options) == {1}  # none is broken at its dashes
    tab.page.goto(f"{(site / language / 'search.html').as_uri()}?q={query}")
    found = tab.page.locator("#search-results ul.search li a")
    found.first.wait_for()
    assert any("questions" in link.get_attribute("href") for link in found.all())
    # What a result says of its page is fetched, which a browser does not do from the disk.
    tab.complaints[:] = [said for said in tab.complaints if "fetch" not in said.lower()
                         and "ERR_FAILED" not in said and "CORS" not in said]  # fmt: skip
    tab.close()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_nothing(chromium, site, language):
    tab = Tab(chromium, viewport={"width": 390, "height": 844})
    for name in ("index", "marking", "search", "table", "why"):
        tab.page.goto((site / language / f"{name}.html").as_uri())
        tab.page.evaluate(source_of_axe())
        assert tab.page.evaluate(BROKEN) == [], name
    tab.context.close()  # axe asks for style sheets, which a browser does not give it from the disk


@pytest.mark.slow
def test_the_theme_speaks_chinese_too(site):
    page = (site / "zh" / "table.html").read_text("utf-8")
    for english in ("Next", "Previous", "Back to top", "On this page", "Toggle", "Made with"):
        assert english not in page, english


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_say_the_same(name):
    english, chinese = (read_as_one(source(language, name)) for language in ("en", "zh"))
    assert_same(commands(english), commands(chinese), f"{name}: code")
    assert_same(targets(english), targets(chinese), f"{name}: links")
    shapes = [
        [
            (len(heading[1]), part.count("\n- ") + part.count("\n1. "), part.count("|"))
            for heading, part in zip(
                re.finditer(r"^(#+) .*$", prose(text), re.M),
                re.split(r"^#+ .*$", prose(text), flags=re.M)[1:],
            )
        ]
        for text in (english, chinese)
    ]
    assert_same(*([str(x) for x in shape] for shape in shapes), f"{name}: what sections have")


def test_both_languages_have_the_same_changes():
    english, chinese = (
        (ROOT / name).read_text("utf-8") for name in ("CHANGELOG.md", "CHANGELOG.zh-CN.md")
    )
    for kind in (r"^(#+) .*\d", r"^(#+|-) ", r"`([^`]+)`"):
        found = [re.findall(kind, text, re.M) for text in (english, chinese)]
        if kind.startswith("`"):
            found = [sorted(code) for code in found]
        assert_same(*found, f"the changelog: {kind}")


def test_there_are_the_same_pages():
    assert PAGES == sorted(path.name for path in (DOCS / "zh").glob("*.md"))
    assert len(PAGES) > 15


def test_chinese_pages_have_chinese_punctuation():
    for name in PAGES:
        text = re.sub(
            r"`[^`\n]*`|^```.*?^```$|\]\([^)]*\)", "`", source("zh", name), flags=re.M | re.S
        )
        wrong = r"[\u4e00-\u9fff`）][:;?!]|[:;?!][\u4e00-\u9fff]|[\u4e00-\u9fff],|,[\u4e00-\u9fff]"
        assert [x for x in text.splitlines() if re.search(wrong, x) and ":caption:" not in x] == []
        assert "结点" not in text and "操作数" not in text


def test_a_block_that_prints_something_else_is_an_error(tmp_path):
    with pytest.raises(ValueError, match=r"Expected:\s+3\s+Got:\s+2"):
        examples.run("```python\n>>> 1 + 1\n3\n```\n", "page", tmp_path)
    with pytest.raises(ValueError, match="no line that begins with >>>"):
        examples.run("```python\nx = 1\n```\n", "page", tmp_path)


def test_blocks_are_one_session_and_a_picture_is_shown(tmp_path):
    text = (
        "```python\n>>> from autograd_mini import Value\n>>> from autograd_mini.draw import "
        'draw_graph\n>>> x = Value(2.0, label="<x>")\n```\n\n```python\n'
        ">>> draw_graph(x * x)     # doctest: +ELLIPSIS\n<...>\n```\n"
    )
    made = examples.run(text, "page", tmp_path)
    assert made.rstrip().endswith('<img class="picture" src="pictures/page-2.svg" '
                                  'alt="draw_graph(x * x)">')  # fmt: skip
    assert "&lt;x&gt;" in (tmp_path / "page-2.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "steps"),
    [("derivative_of_mul", ["J = b * a"]), ("chain_rule", ["d = c * b", "J = d * a"]),
     ("outside_the_domain", ["J = a / b  # DomainError"])],
)  # fmt: skip
def test_the_program_of_a_property_shows_it(name, steps):
    program, _ = marking.outcome(marking.program_of(name))
    lines = [line for line in program.splitlines() if not re.search(r"import|= Value|back", line)]
    assert [line for line in lines if line and not line.startswith("print")] == steps
    assert all("  # " in line for line in lines if line.startswith("print"))


def test_links_that_lead_nowhere_or_elsewhere_are_found(tmp_path):
    (tmp_path / "a.html").write_text(
        '<p id="here"><a href="#here"></a><a href="#there"></a><a href="b.html"></a>'
        '<a href="https://example.org"></a><script src="https://example.org/x.js"></script>'
        "<img src='//example.org/x.png'>",
        "utf-8",
    )
    (tmp_path / "a.css").write_text("a { background: url(https://example.org/x.png) }", "utf-8")
    assert list(checks.problems(tmp_path)) == [
        "a.html loads https://example.org/x.js",
        "a.html loads //example.org/x.png",
        "a.html links to #there, which has no such place",
        "a.html links to b.html, which is not there",
        "a.css loads https://example.org/x.png",
    ]


def test_a_section_that_is_not_there_is_an_error():
    with pytest.raises(ValueError, match="has no section #nothing"):
        sources.section_of("# A\n\n## B\n", "nothing", "README.md")


def test_the_workflow_runs_the_commands_of_the_page():
    workflow = (ROOT / ".github" / "workflows" / "site.yml").read_text("utf-8")
    assert "python docs/build.py site --bench --zip site.zip" in workflow
    assert "python docs/build.py site --bench --zip site.zip" in source("en", "bench.md")

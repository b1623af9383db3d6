"""The files of JavaScript become one module that needs no other."""

import base64
import dataclasses
import re

import pytest

from autograd_mini.elementary import TABLE
from autograd_mini.stepper.assets import operations, script, sources

SOURCES = sources()


def test_the_module_exports_the_page_and_the_widget_and_imports_nothing(page):
    assert not re.search(r"^import|\bimport\(|\beval\b|new Function", script(), re.MULTILINE)
    url = "data:text/javascript;base64," + base64.b64encode(script().encode()).decode()
    exports = page.evaluate("url => import(url).then(Object.keys)", url)
    assert sorted(exports) == ["default", "show"]


@pytest.mark.parametrize("name", SOURCES)
def test_a_file_imports_what_one_before_it_exports(name):
    text, before = SOURCES[name], list(SOURCES)[: list(SOURCES).index(name)]
    imports = re.findall(r'^import \{([^}]*)\} from "\./(\w+\.js)"', text, re.MULTILINE)
    assert len(imports) == len(re.findall("^import", text, re.MULTILINE))
    for names, source in imports:
        assert source in before
        exports = re.findall(
            r"^export (?:function|const|class) (\w+)", SOURCES[source], re.MULTILINE
        )
        for word in re.findall(r"\w+", names):
            assert word in exports
            assert len(re.findall(rf"\b{word}\b", text)) > 1, f"{word} is not used"


@pytest.mark.parametrize("name", SOURCES)
def test_no_file_is_long(name):
    assert len(SOURCES[name].splitlines()) <= 400


def test_the_operations_are_the_records_of_the_table(monkeypatch):
    assert re.findall(r"^  (\w+): \(", operations(), re.MULTILINE) == [
        op.name for op in TABLE.values() if op.browser
    ]
    cos = dataclasses.replace(TABLE["cos"], name="cosine", browser="Math.cos(x)")
    monkeypatch.setitem(TABLE, "cosine", cos)
    monkeypatch.setitem(TABLE, "sin", dataclasses.replace(TABLE["sin"], browser=""))
    assert "  cosine: (x) => Math.cos(x),\n" in script()
    assert "  sin: " not in script()

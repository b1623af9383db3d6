"""The files of JavaScript become one module that needs no other."""

import base64
import re
from importlib.resources import files

import pytest
from browser import Tab

from autograd_mini.stepper.assets import SCRIPTS, script


def text(name):
    return files("autograd_mini.stepper").joinpath(name).read_text("utf-8")


def test_the_module_exports_the_page_and_the_widget_and_imports_nothing(chromium):
    assert not re.search(r"^import|\bimport\(|\beval\b|new Function", script(), re.MULTILINE)
    tab = Tab(chromium)
    tab.page.goto("about:blank")
    url = "data:text/javascript;base64," + base64.b64encode(script().encode()).decode()
    exports = tab.page.evaluate("url => import(url).then(Object.keys)", url)
    assert sorted(exports) == ["default", "show"]
    tab.close()


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_file_imports_what_one_before_it_exports(name):
    before = SCRIPTS[: SCRIPTS.index(name)]
    imports = re.findall(r'^import \{([^}]*)\} from "\./(\w+\.js)"', text(name), re.MULTILINE)
    assert len(imports) == len(re.findall("^import", text(name), re.MULTILINE))
    for names, source in imports:
        assert source in before
        exported = re.findall(r"^export (?:function|const|class) (\w+)", text(source), re.MULTILINE)
        wanted = re.findall(r"\w+", names)
        assert set(wanted) <= set(exported)
        for word in wanted:
            assert len(re.findall(rf"\b{word}\b", text(name))) > 1, f"{word} is not used"


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_file_is_long(name):
    assert len(text(name).splitlines()) <= 400

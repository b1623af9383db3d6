"""The verdicts of the page beside those of `autograd-mini conform`."""

import tempfile
from pathlib import Path

from autograd_mini.bench.session import NOT_HERE
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.verdicts import conform

NOT_THERE = {*NOT_HERE, "numpy_scalars"}  # of these the page says that it cannot judge them


def differences(page, code):
    """Return where the page judges an engine otherwise: native and its own verdict, by property."""
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "engine.py"
        path.write_text(code, "utf-8")
        native = {verdict.name: verdict.status for verdict in conform(f"{path}:Value")}
    there = marks(page, code)
    return {
        name: (status, there.get(name))
        for name, status in native.items()
        if name not in NOT_THERE and status != there.get(name)
    }


# Typed, many lines would be put into the editor by the browser, with styles that the page refuses.
PASTED = """text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const options = { clipboardData: data, bubbles: true, cancelable: true };
    const event = new ClipboardEvent("paste", options);
    document.querySelector("#editor .cm-content").dispatchEvent(event);
}"""


def write(page, code):
    """Put code into the editor, in place of what is there, as pasting does."""
    page.locator("#editor .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    if code:
        page.evaluate(PASTED, code)


def marks(page, code):
    """Mark an engine in the page, and return the status of every property."""
    write(page, code)
    page.click("#mark")
    page.locator("#pane .summary >> text=/not supported/").wait_for()
    page.wait_for_selector("#stop[disabled]")
    page.wait_for_selector("#run:not([disabled])")
    by_sentence = {p.sentence: name for name, p in PROPERTIES.items()}
    found = {}
    for status in ("passed", "failed", "not-supported"):
        # Of a failed property the summary is the sentence; its details are folded.
        inside = "summary span" if status == "failed" else "> span"
        for sentence in page.locator(f".marks li.{status} {inside}:nth-child(2)").all():
            found[by_sentence[sentence.text_content()]] = status.replace("-", " ")
    return found

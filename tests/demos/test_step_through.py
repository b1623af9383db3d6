"""The demo that writes the page and the animation; the committed ones are what it writes."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pictures import words

DEMOS = Path(__file__).parents[2] / "demos"


def run(*arguments):
    command = [sys.executable, str(DEMOS / "step_through.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8")


def steps_of(page):
    (text,) = re.findall(r'id="steps">(.*?)</script>', page, re.DOTALL)
    return json.loads(text)


@pytest.mark.slow
def test_the_committed_page_and_animation_are_what_the_demo_writes(renderer, tmp_path):
    done = run("--out", tmp_path / "new")
    assert done.returncode == 0, done.stderr
    assert f"wrote {tmp_path / 'new' / 'backprop.html'}" in done.stdout
    written = (tmp_path / "new" / "backprop.html").read_text("utf-8")
    committed = (DEMOS / "backprop.html").read_text("utf-8")
    new, old = steps_of(written), steps_of(committed)
    # Graphviz may put the same things elsewhere.
    pictures = [words(steps.pop("picture").encode()) for steps in (new, old)]
    assert sorted("".join(pictures[0])) == sorted("".join(pictures[1]))
    assert new == old
    assert written.partition('id="steps">')[0] == committed.partition('id="steps">')[0]
    assert (
        written.rpartition("</script>\n<script")[2] == committed.rpartition("</script>\n<script")[2]
    )
    for name in ("flow.svg", "flow_still.svg"):
        flows = [(tmp_path / "new" / name), DEMOS / "pictures" / name]
        drawn = ["".join(words(path.read_bytes())) for path in flows]
        assert sorted(drawn[0]) == sorted(drawn[1])


@pytest.mark.slow
def test_frames_in_chinese(tmp_path):
    done = run("--hidden", 1, "--frames", "--language", "zh", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    frames = sorted((tmp_path / "frames").iterdir())
    page = (tmp_path / "backprop.html").read_text("utf-8")
    assert len(frames) == len(steps_of(page)["moments"])
    assert '<html lang="zh">' in page


@pytest.mark.parametrize(
    ("arguments", "message", "code"),
    [(["--sample", 151], "there is no 151", 2), (["--hidden", 40], "the limit is 300", 1)],
)
def test_what_it_refuses(arguments, message, code, tmp_path):
    done = run(*arguments, "--out", tmp_path)
    assert done.returncode == code
    assert message in done.stderr
    assert not list(tmp_path.iterdir())

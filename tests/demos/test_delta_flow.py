"""The demo: engine and textbook agree on real flowers, and the pictures are written."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pictures import ids

from autograd_mini import nn

DEMOS = Path(__file__).parents[2] / "demos"


def run(*arguments, **options):
    """Run the demo as a reader would."""
    command = [sys.executable, str(DEMOS / "delta_flow.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", **options)


def numbers(text):
    return [float(x) for x in re.findall(r"-?\d+\.\d{6}", text)]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [[], ["--sample", 101, "--hidden", 3, "--seed", 7]])
def test_the_demo(arguments, renderer, tmp_path):
    done = run(*arguments, "--out", tmp_path / "new")
    assert done.returncode == 0, done.stderr
    for name in ("network.svg", "computation.svg"):
        assert f"wrote {tmp_path / 'new' / name}" in done.stdout
        assert ids((tmp_path / "new" / name).read_bytes())
    assert float(re.search(r"largest difference .*: (\S+)", done.stdout)[1]) < 1e-14
    table = re.findall(r"^ {4}\d {4}\d(.*)$", done.stdout, re.M)
    hidden = arguments[3] if arguments else 5
    assert len(table) == hidden + 3
    for row in map(numbers, table):
        assert row[:3] == row[3:]
    assert len(numbers(done.stdout)) == 1 + 6 * len(table) + 5 * hidden + 3 * (hidden + 1)


@pytest.mark.parametrize("wrong", [["--sample", 151], ["--sample", 0], ["--hidden", "five"]])
def test_wrong_options(wrong, tmp_path):
    done = run(*wrong, cwd=tmp_path)
    assert done.returncode == 2
    assert "error" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_network_too_large_to_read_is_drawn_by_layers(tmp_path):
    done = run("--hidden", 60, "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    for name in ("network.svg", "computation.svg"):
        drawn = ids((tmp_path / name).read_bytes())
        assert {"layer-1", "layer-2", "layer-3"} <= set(drawn)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    done = run("--out", tmp_path / "file")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "file" in done.stderr


def test_the_data_are_the_iris_data():
    with Path(nn.__file__).with_name("iris.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    assert len(rows) == 150
    species = [row[4] for row in rows]
    assert species == 50 * ["setosa"] + 50 * ["versicolor"] + 50 * ["virginica"]
    # The means that Fisher prints in his Table 2 (1936), in cm, species by species.
    for k, published in enumerate(
        ([5.006, 3.428, 1.462, 0.246], [5.936, 2.770, 4.260, 1.326], [6.588, 2.974, 5.552, 2.026])
    ):
        columns = zip(*[map(float, row[:4]) for row in rows[50 * k : 50 * k + 50]], strict=True)
        assert [round(sum(column) / 50, 3) for column in columns] == published


@pytest.mark.slow
def test_in_chinese(tmp_path):
    english, chinese = run("--out", tmp_path / "en"), run("--language", "zh", "--out", tmp_path)
    assert chinese.returncode == 0, chinese.stderr
    assert numbers(chinese.stdout) == numbers(english.stdout)
    assert not re.search(
        "engine|layer|flower|unit|wrote", chinese.stdout.replace(str(tmp_path), "")
    )
    for name in ("network.svg", "computation.svg"):
        assert "第 2 层" in (tmp_path / name).read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")

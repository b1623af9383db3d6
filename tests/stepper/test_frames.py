"""frames writes a picture for every moment, in an order that sorts, and leaves the graph alone."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from pictures import SVG

from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.graph import topological_order
from autograd_mini.stepper.frames import frames
from autograd_mini.stepper.page import stepper
from autograd_mini.stepper.trace import Trace


def small():
    x = Value(0.5, label="x")
    return (x * x + x).sigmoid().log() + x.exp()


def test_a_file_for_each_moment_in_an_order_that_sorts(tmp_path):
    J = small()
    trace = Trace(J)
    folder = tmp_path / "a" / "new folder"
    paths = frames(J, folder)
    assert paths == sorted(map(str, folder.iterdir()))
    assert len(paths) == len(trace.moments)
    assert Path(paths[0]).name == "step-001.svg"
    boxes = {re.search(r'viewBox="([^"]*)"', Path(p).read_text("utf-8"))[1] for p in paths}
    assert boxes == {"0 0 1920 1080"}
    once = [Path(path).read_bytes() for path in paths]
    assert frames(trace, folder) == paths
    assert [Path(path).read_bytes() for path in paths] == once
    assert all(n.grad == 0 for n in topological_order(J))


def last_of(paths):
    return Path(paths[-1]).read_text("utf-8")


def test_options_reach_the_slides(tmp_path):
    J = small()
    plain = last_of(frames(J, tmp_path))
    assert "0.2689" not in plain and "Backward" in plain and "#FFFFFF" in plain
    other = last_of(frames(J, tmp_path, language="zh", digits=9, dark=True, direction="TB"))
    assert "反向" in other and "#11161C" in other
    assert max(map(len, re.findall(r"0\.\d+", other))) >= 10
    # A page hands on what it has itself.
    page = stepper(J, language="zh", dark=True)
    assert last_of(page.frames(tmp_path, digits=9, direction="TB")) == other
    assert last_of(page.frames(tmp_path, language="en", dark=False)) == plain
    for digits in (0, 18):
        with pytest.raises(ValueError, match="digits is a whole number from 1 to 17"):
            frames(J, tmp_path, digits=digits)


def test_a_record_is_its_graph(tmp_path):
    sample = MLP(2, [1], seed=0).forward([0.5, 1.0])
    J = cross_entropy(sample.a[2], [1])
    assert last_of(frames(sample, tmp_path, y=[1])) == last_of(frames(J, tmp_path))


def test_labels_stay_text(tmp_path):
    label = "<script>&amp;]]></text>"
    *_, last = frames(Value(2.0, label=label).exp(), tmp_path)
    root = ET.parse(last).getroot()
    assert label in ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]


def test_a_path_that_is_taken(tmp_path):
    taken = tmp_path / "a file"
    taken.write_text("here already")
    with pytest.raises(OSError, match="a file"):
        frames(Value(1.0).exp(), taken)
    assert taken.read_text() == "here already"

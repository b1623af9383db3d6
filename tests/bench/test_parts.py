"""The small parts of the bench: what keeps nodes, looks at labels, writes derivations, builds."""

import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import MLP, Value, cross_entropy, explain, value
from autograd_mini.bench import build as builder
from autograd_mini.bench import serve as serving
from autograd_mini.bench.command import usual_folder
from autograd_mini.bench.derivation import as_html
from autograd_mini.bench.keeping import Kept
from autograd_mini.draw import draw_graph
from autograd_mini.draw.html_labels import unreadable
from autograd_mini.formulas.labels import plain


def test_the_page_begins_without_what_comes_later_or_never():
    """What marking needs comes when an engine is marked; other rooms are not in the page."""
    code = "import sys, autograd_mini.bench.session; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rooms = {
        name.split(".")[1] for name in done.stdout.split() if name.startswith("autograd_mini.")
    }
    assert "graph" in rooms
    assert not rooms & {"testing", *builder.ELSEWHERE}


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60))
def test_a_kept_node_lives_as_long_as_somebody_holds_it(lengths):
    kept = Kept(least=5)
    held = []
    for number, length in enumerate(lengths):
        item = kept.new(set)
        item.add(number)
        if length % 3 == 0:
            held.append(item)
        del item
    assert [min(item) for item in held] == [i for i, n in enumerate(lengths) if n % 3 == 0]
    kept.release()
    assert len(kept) == len(held)
    held.clear()
    kept.release()
    assert len(kept) == 0


def test_a_chain_is_released_from_its_end(monkeypatch):
    """Each node goes alone: none of them still holds its operands when it is dropped."""
    kept = Kept(least=50)
    monkeypatch.setattr(value, "new", kept.new)
    x = Value(1.0)
    J = x
    for _ in range(5000):
        J = J + x
    assert len(kept) >= 5000
    J.backward()
    assert x.grad == 5001.0
    J = x * 2
    kept.release()
    assert len(kept) == 1 and J.parents == (x,)


@pytest.mark.parametrize("label", ["<b>", "a]]>b", '"', "\\N", "a & b", "&amp;", "<!--", "δ^(2)_1"])
def test_labels_of_pictures_can_be_read(label):
    x = Value(1.0, label=label)
    assert unreadable(draw_graph(x * x).source) is None


@pytest.mark.slow
@given(st.text(max_size=20))
def test_any_label_can_be_read(label):
    x = Value(1.0, label=label)
    assert unreadable(draw_graph(x * x).source) is None


@pytest.mark.parametrize(
    "label", ["<b>x", "x</b>", "<blink>x</blink>", "<b><i>x</b></i>", "<b", "x & y"]
)
def test_labels_that_cannot_be_read_are_found(label):
    assert unreadable(f"digraph {{ a [label=<{label}>] }}")


def test_derivations_have_every_equation_and_no_markup_of_labels():
    net = MLP(2, [2, 1], seed=0)
    sample = net.forward([0.5, -1.0])
    J = cross_entropy(sample.a[3], [1.0])
    J.backward()
    for language in ("en", "zh"):
        explanation = explain(sample, y=[1.0], language=language)
        page = as_html(explanation)
        assert page.count("<h3>") == len(explanation.sections)
        assert page.count("<math>") > len(explanation.steps)
    hostile = Value(2.0, label="<script>alert(1)</script>")
    page = as_html(explain(hostile * hostile, wrt=hostile))
    assert "<script" not in page and "&lt;script&gt;" in page


@given(st.text(max_size=12))
def test_a_derivation_is_well_formed_for_any_label(label):
    import xml.etree.ElementTree as ET

    x = Value(2.0, label=label)
    page = as_html(explain(x * x, wrt=x))
    ET.fromstring(f"<div>{plain(page)}</div>")


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(FileExistsError, match="is not empty and is no bench"):
        builder.build(tmp_path)
    command = [sys.executable, "-m", "autograd_mini.bench", "build", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "") and "take another folder" in done.stderr
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_without_npm_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(builder.shutil, "which", lambda name: None)
    with pytest.raises(builder.BuildError, match="takes npm and Node"):
        builder.build(tmp_path / "bench")
    assert not (tmp_path / "bench").exists()


def test_a_step_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(builder.shutil, "which", lambda name: sys.executable)
    with pytest.raises(builder.BuildError, match="failed:\n"):
        builder.build(tmp_path / "bench")
    assert list(tmp_path.iterdir()) == []


def test_a_bench_is_known_by_what_it_was_built_from(tmp_path):
    assert not builder.is_built(tmp_path)
    (tmp_path / builder.MARK).write_text("another version")
    assert not builder.is_built(tmp_path)
    (tmp_path / builder.MARK).write_text(builder.digest())
    assert builder.is_built(tmp_path)


def test_the_lock_file_names_no_host_and_every_checksum():
    lock = (builder.PAGE / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock and "http" not in lock.replace("https://opencollective", "")
    assert lock.count('"integrity"') == lock.count('"node_modules/')
    wanted = (builder.PAGE / "requirements.txt").read_text("utf-8")
    assert wanted.count("==") == wanted.count("--hash=sha256:") >= 6


def test_the_server_is_for_this_machine_and_has_the_types(tmp_path):
    (tmp_path / "a.mjs").write_text("1")
    (tmp_path / "a.wasm").write_bytes(b"")
    with serving.server(tmp_path) as running:
        import threading

        threading.Thread(target=running.serve_forever, daemon=True).start()
        host, port = running.server_address[:2]
        assert host == "127.0.0.1"
        for name, kind in (("a.mjs", "text/javascript"), ("a.wasm", "application/wasm")):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{name}") as answer:
                assert answer.headers["Content-Type"] == kind
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/../../etc/passwd")
        running.shutdown()


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_the_usual_folder_is_one_for_caches(system, monkeypatch, tmp_path):
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert usual_folder().parts[-2:] == ("autograd_mini", "bench")

"""autograd-mini train: what it prints, writes and ends with, and what it refuses."""

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import autograd_mini.nn.train as training
from autograd_mini import MLP
from autograd_mini.__main__ import main
from autograd_mini.command import csv_samples

CSV = "width,height,kind\n" + "".join(
    f"{0.1 * k},{1 - 0.1 * k},{'cat' if k % 3 else 'dog'}\n" for k in range(12)
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "animals.csv"
    path.write_text(CSV)
    return path


def run(capsys, *arguments):
    status = main(["train", *map(str, arguments)])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_it_trains_and_writes_all_that_is_wanted(capsys, file, tmp_path):
    weights, page, curve, told = (tmp_path / n for n in ("w.json", "l.html", "c.svg", "t.json"))
    status, out, err = run(
        capsys, file, "--layers", "2,3,2", "--steps", 6, "--rate", 0.3, "--batch", 4, "--seed", 3,
        "--optimizer", "adam", "--held-out", 0.25, "--backend", "scalar", "-o", weights,
        "--ledger", page, "--plot", curve, "--json", told,
    )  # fmt: skip
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "12 samples of 2 numbers, 2 classes: cat, dog; 3 of them held out"
    assert lines[1].startswith("6 steps: J from ")
    assert [line for line in lines if line.startswith("written")] == [
        f"written: {path}" for path in (weights, page, curve)
    ]
    # Of Adam the page cannot show what is due to the samples alone.
    assert lines[3] == f"written: {page}" and "adam" in lines[4] and len(lines) == 6
    assert "--optimizer gradient_descent" in lines[4]
    found = json.loads(told.read_text())
    assert found["layers"] == [2, 3, 2] and found["held_out"] == 3 and found["steps"] == 6
    best = min(found["measurements"], key=lambda at: at["held_out_cost"])
    assert best["step"] == found["best_step"]
    # The weights are those of the same training by hand, and J is that of the best step.
    samples = csv_samples.read(file)
    numbers = list(range(12))
    csv_samples.random.Random(3).shuffle(numbers)
    others = sorted(numbers[:3])
    net = MLP.load(weights)
    Y = samples.targets(2)
    J = net.cost([samples.X[i] for i in others], [Y[i] for i in others]).data
    assert J == pytest.approx(best["held_out_cost"], rel=1e-9)
    html = page.read_text("utf-8")
    assert '"classes":["cat","dog"]' in html and "sample 1" in html
    assert "<svg" in curve.read_text("utf-8")

    status, out, _ = run(capsys, file, "--from", weights, "--steps", 2, "--language", "zh")
    assert status == 0 and "12 个样本" in out and "步：J 从" in out
    status, out, _ = run(capsys, file, "--from", weights, "--steps", 1, "--json", "-")
    assert json.loads(out)["samples"] == 12


def test_data_has_names(capsys):
    for name, m in (("iris", 150), ("moons", 200)):
        layers = "2,2,1" if name == "moons" else "4,2,3"
        status, out, _ = run(capsys, "--data", name, "--steps", 1, "--layers", layers)
        assert status == 0 and out.startswith(f"{m} samples")
    digits = csv_samples.named("digits", 0)
    assert (len(digits.X), len(digits.X[0]), digits.image) == (1797, 64, (8, 8))
    assert digits.classes == [str(k) for k in range(10)] and max(map(max, digits.X)) == 1.0


def test_without_the_source_a_name_says_what_to_do(capsys, monkeypatch):
    monkeypatch.setattr(csv_samples, "FOLDERS", ())
    status, _, err = run(capsys, "--data", "iris")
    assert (
        status == 2 and err.count("\n") == 1 and "give a file of CSV, or take --data moons" in err
    )


def test_ctrl_c_keeps_and_saves_the_best_weights(capsys, file, tmp_path, monkeypatch):
    measure, calls = training._measure, []

    def interrupted(*arguments):
        calls.append(1)
        if len(calls) == stop:
            raise KeyboardInterrupt
        return measure(*arguments)

    monkeypatch.setattr(training, "_measure", interrupted)
    for stop, written in ((1, []), (2, ["w.json"]), (4, ["l.html", "w.json"])):
        calls.clear()
        folder = tmp_path / str(stop)
        status, out, _ = run(
            capsys, file, "--steps", 100, "-o", folder / "w.json", "--ledger", folder / "l.html"
        )
        assert status == 130 and ("interrupted" in out) == bool(written)
        assert sorted(path.name for path in folder.glob("*")) == written
    assert MLP.load(folder / "w.json").sizes == (2, 5, 2)


def test_a_ledger_without_a_step_leaves_no_weights_either(capsys, file, tmp_path):
    folder = tmp_path / "out"
    status, out, err = run(
        capsys, file, "--held-out", 0.3, "--rate", 1e5, "--steps", 5, "--seed", 0,
        "-o", folder / "w.json", "--ledger", folder / "l.html", "--json", folder / "t.json",
    )  # fmt: skip
    assert status == 2 and err.startswith("the ledger has no steps") and "written" not in out
    assert not folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="of /dev/zero and of bash")
def test_what_has_no_end_is_not_read_to_the_end(capsys, file, tmp_path):
    status, _, err = run(capsys, "/dev/zero")
    assert (status, err) == (2, "/dev/zero has more than 100,000,000 bytes\n")
    line = f"{sys.executable} -m autograd_mini train <(cat {file}) --steps 1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("12 samples")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "it has no rows"),
        ("a,b,kind\n", "it has a header and no samples"),
        ("1,2,a\n3,b\n", "line 2 has 2 cells, and line 1 has 3"),
        ("1,2,a\n3,x,b\n", "line 3, column height: 'x' is no number"),
        ("1,nan,a\n", "line 2, column height: 'nan' is not finite"),
        ("1,1e999,a\n", "line 2, column height: '1e999' is not finite"),
        ("1,,a\n", "line 2, column height: '' is no number"),
        ("1,2,\n", "line 2 has no class, in column kind"),
        ("1,2,a\n3,4,a\n", "all samples are of class 'a'"),
        ("".join(f"{k},2,{k}.5\n" for k in range(40)), "has 40 different classes in 40 samples"),
        ("a\nb\n", "line 1 has one cell"),
        ('1,2,"a\n', "is no row of CSV"),
        (b"1,2,\xff\n", "is no text in UTF-8"),
        ("1,2,a\x00\n3,4,b\n", ""),
        ('1,"2,5",a\n', "'2,5' is no number; write decimals with a point"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(capsys, tmp_path, text, says):
    path = tmp_path / "x.csv"
    header = "width,height,kind\n" if isinstance(text, str) and text[:1] in "13" and text else ""
    header = "" if "has 2 cells" in says else header
    path.write_bytes(text if isinstance(text, bytes) else (header + text).encode())
    status, out, err = run(capsys, path, "-o", tmp_path / "w.json", "--steps", 1)
    if says:
        assert (status, out) == (2, "") and err.startswith(str(path)) and says in err
        assert not (tmp_path / "w.json").exists()
    assert "Traceback" not in err and err.count("\n") <= 1


def test_columns_headers_and_separators(tmp_path):
    plain = csv_samples.parsed("1,2,a\n3,4,b\n")
    assert plain.X == [[1.0, 2.0], [3.0, 4.0]]
    for text, column in (
        ("a,1,2\nb,3,4\n", "1"),
        ("kind;x;y\na;1;2\n\nb;3;4\n", "kind"),
        ("\n\nx\tkind\ty\n1\ta\t2\n3\tb\t4\n", "2"),
    ):
        assert csv_samples.parsed(text, column) == plain
    path = tmp_path / "bom.csv"
    path.write_bytes("1,2,a\r\n3,4,b\r\n".encode("utf-8-sig"))
    assert csv_samples.read(path) == plain
    with pytest.raises(ValueError, match="there is no column 'colour'; there are x, y, kind"):
        csv_samples.parsed("x,y,kind\n1,2,a\n", "colour")
    path.write_bytes(b"1,2,a\r3,4,b\r")
    assert csv_samples.read(path) == plain
    labels = csv_samples.parsed("1,2,10\n3,4,nan\n5,6,9\n").classes
    assert labels == ["10", "9", "nan"]  # in the order of text, for nan is no size
    assert csv_samples.parsed("1,2,7\n3,4,10\n").classes == ["7", "10"]


@given(st.lists(st.sampled_from(["0", "0.0", "-0", "1", "1.0", "1e0", "01", "2"]), min_size=2))
def test_equal_numbers_are_one_class_however_they_are_written(written):
    if len(set(map(float, written))) > 1:
        found = csv_samples.parsed("".join(f"1,{label}\n" for label in written))
        assert [float(found.classes[k]) for k in found.of] == list(map(float, written))
        assert len(found.classes) == len(set(map(float, written)))


def test_names_are_compared_as_they_look():
    assert csv_samples.parsed("1, yes\n2,yes\n3,no\n").classes == ["no", "yes"]
    assert csv_samples.parsed("1,caf\u00e9\n2,cafe\u0301\n3,b\n").classes == ["b", "caf\u00e9"]
    assert csv_samples.parsed("1,0\n2,0.0\n3,a\n").classes == ["0", "0.0", "a"]  # names, with a


def test_a_first_line_that_may_be_a_sample_is_not_lost_as_a_header():
    for text in ("1.O,2,a\n3,4,b\n", "?,2,a\n3,4,b\n"):
        with pytest.raises(ValueError, match="line 1 has numbers and words, and may be a header"):
            csv_samples.parsed(text)
    assert csv_samples.parsed("2020,x,kind\n1,2,a\n3,4,b\n", "kind").X == [[1, 2], [3, 4]]
    # Columns that are called 0 and 1 are no sample of the class `label`, if classes are numbers.
    assert csv_samples.parsed("0,1,label\n1,2,7\n3,4,8\n").classes == ["7", "8"]
    with pytest.raises(ValueError, match="several columns are called 'a'"):
        csv_samples.parsed("a,a,b\n1,2,3\n", "a")


def test_what_does_not_fit_is_refused_before_the_training(capsys, file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.json").write_text('{"format": "autograd_mini.MLP", "version": 1')
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for arguments, says in (
        ([], "give the samples: a file of CSV, or --data"),
        ([file, "--data", "iris"], "give the samples"),
        (["--data", "moons", "--classes", "kind"], "--classes names a column of a file"),
        ([file, "--layers", "3,5,2"], "--layers begins with 3, but a sample has 2 numbers"),
        ([file, "--layers", "2,5,4"], "--layers ends with 4, but there are 2 classes: 2, or 1"),
        ([file, "--layers", "2,x"], "--layers '2,x': write the units of each layer, as in"),
        ([file, "--layers", "2"], "--layers '2': write the units"),
        ([file, "--layers", "2,0,2"], "every layer has one unit or more"),
        ([file, "--layers", "2,1000000,2"], "a network of 5,000,002 weights; there may be 250,000"),
        ([file, "--layers", ",".join("2" * 101)], "--layers has 101 layers; there may be 100"),
        ([file, "--steps", "9" * 30], "steps is a whole number from 1 to 1000000000"),
        ([file, "--classes", "1" * 5000], "there is no column '1111"),
        ([file, "--from", "pipe"], "pipe is a pipe, which may never end; give a file"),
        (["pipe"], "pipe is a pipe, which may never end; give a file"),
        ([file, "--from", "folder"], "folder: Is a directory"),
        ([file, "--held-out", "1.5"], "--held-out is a share between 0 and 1, not 1.5"),
        ([file, "--held-out", "0.01"], "leaves a part empty"),
        ([file, "--from", "bad.json"], "bad.json does not hold a network"),
        ([file, "--from", "none.json"], "none.json"),
        ([file, "--backend", "abacus"], "backend is one of"),
        ([file, "--optimizer", "luck"], "no rule is called 'luck'"),
        ([file, "--rate", "nan"], "rate"),
        ([file, "--steps", "0"], "steps is a whole number from 1"),
        ([file, "--seed", "-1"], "seed is a whole number at least 0"),
        ([file, "--batch", "99"], "batch is a whole number from 1 to 12"),
        ([file, "-o", "folder"], "-o folder is a folder"),
        ([file, "-o", "x", "--ledger", "./x"], "-o and --ledger are the same file"),
        ([file, "-o", file], "the samples and -o are the same file"),
        ([file, "--ledger", file], "the samples and --ledger are the same file"),
        ([file, "--plot", "x.bogus"], "--plot x.bogus needs an ending such as .png"),
        ([tmp_path / "none.csv"], "none.csv"),
    ):
        before = sorted(tmp_path.iterdir())
        status, out, err = run(capsys, *arguments)
        assert status == 2 and says in err and err.count("\n") == 1, arguments
        assert out == "", arguments  # not even what the samples are
        assert sorted(tmp_path.iterdir()) == before


def test_a_full_disk_is_one_sentence(capsys, file, tmp_path, monkeypatch):
    from autograd_mini import files

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_rename", full)
    status, _, err = run(capsys, file, "--steps", 1, "-o", tmp_path / "w.json")
    assert status == 2 and "No space left" in err and err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["animals.csv"]


def test_help_has_examples(capsys):
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    out = capsys.readouterr().out
    assert "autograd-mini train" in out and "examples" in out


def test_names_of_classes_are_nothing_that_a_terminal_obeys(capsys, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(f"1,2,\x1b[2J\u202ea\n3,4,{'b' * 1000}\n", "utf-8")
    _, out, _ = run(capsys, path, "--steps", 1)
    assert all(c.isprintable() for c in out.replace("\n", "")) and len(out) < 300

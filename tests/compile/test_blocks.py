"""Sums over blocks: the tree, samples in memory and on disk, what is refused, and where."""

import hashlib
import os
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import MLP, DomainError, Value, log
from autograd_mini.compile import Blocks, blocks, compile_gradient
from autograd_mini.compile.sums import Tree
from autograd_mini.compile.threads import one_thread

NET = MLP(3, [4, 2], seed=0)
PROGRAM = NET.compile()
THETA = {
    f"theta{layer}": np.array([[theta.data for theta in row] for row in rows])
    for layer, rows in NET.theta.items()
}
DRAW = np.random.default_rng(0)
X = DRAW.integers(0, 200, (1000, 3)).astype(np.uint8)
Y = DRAW.uniform(size=(1000, 2))


def digest(found):
    J, gradients = found
    parts = [np.float64(J).tobytes(), *(g.tobytes() for g in gradients.values())]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def tree(vectors):
    """Return the sum in pairs, as one would define it: the left half is the largest power of 2."""
    if len(vectors) == 1:
        return vectors[0]
    half = 1 << (len(vectors) - 1).bit_length() - 1
    return tree(vectors[:half]) + tree(vectors[half:])


def saved(folder, name, array, ends):
    """Write an array in parts that end at some rows, and return their paths."""
    paths = []
    for i, part in enumerate(np.split(array, ends)):
        paths.append(folder / f"{name}{i}.npy")
        np.save(paths[-1], part)
    return paths


# The tree.


@given(st.data())
def test_any_tasks_in_any_order_give_the_same_sum(data):
    numbers = st.floats(-1e9, 1e9) | st.floats(-1e-9, 1e-9)
    vectors = [np.array([x]) for x in data.draw(st.lists(numbers, min_size=1, max_size=40))]
    ends = sorted(data.draw(st.sets(st.integers(1, len(vectors)))) | {len(vectors)})
    whole, tasks = Tree(), []
    for begin, end in zip([0, *ends], ends):
        part = Tree()
        for number in data.draw(st.permutations(range(begin, end))):
            part.add(0, number, vectors[number])
        tasks.append(part.nodes)
    for nodes in data.draw(st.permutations(tasks)):
        for at, vector in nodes.items():
            whole.add(*at, vector)
    assert whole.total().tobytes() == tree(vectors).tobytes()


def test_a_sum_in_order_keeps_few_vectors():
    whole = Tree()
    for number in range(1000):
        whole.add(0, number, np.ones(1))
        assert len(whole.nodes) <= number.bit_length() + 1
    assert whole.total() == 1000


# What map returns.


def test_it_is_the_tree_of_the_blocks():
    found = PROGRAM.map(Blocks(X=X, Y=Y), **THETA)
    J, gradients = PROGRAM(X=X, Y=Y, **THETA)
    assert abs(found[0] - J) <= 1e-13 * J
    for name, g in gradients.items():
        assert abs(found[1][name] - g).max() <= 1e-13
    each = [
        PROGRAM(X=X[i : i + 256].astype(float), Y=Y[i : i + 256], **THETA)
        for i in range(0, 1000, 256)
    ]
    shares = [min(256, 1000 - i) / 256 for i in range(0, 1000, 256)]
    J = tree([np.float64(j) * s for (j, _), s in zip(each, shares)]) / (1000 / 256)
    parts = {n: tree([g[n] * s for (_, g), s in zip(each, shares)]) / (1000 / 256) for n in THETA}
    assert digest(found) == digest((J, parts))


@pytest.mark.parametrize("m", [1, 255, 256])
def test_one_block_is_one_call(m):
    found = PROGRAM.map(Blocks(X=X[:m], Y=Y[:m]), **THETA)
    assert digest(found) == digest(PROGRAM(X=X[:m], Y=Y[:m], **THETA))


def test_the_layout_of_arrays_and_of_files_makes_no_difference(tmp_path):
    right = digest(PROGRAM.map(Blocks(X=X, Y=Y), **THETA))
    in_columns = {n: np.asfortranarray(t) for n, t in THETA.items()}
    other = Blocks(X=np.asfortranarray(X), Y=Y[:, ::-1].copy()[:, ::-1])
    assert digest(PROGRAM.map(other, **in_columns)) == right
    assert digest(PROGRAM.map(Blocks(X=X.tolist(), Y=Y.astype(object)), **THETA)) == right
    for i, (dtype, ends) in enumerate(
        [(np.uint8, []), (np.float32, [1, 255, 255, 700]), (">f8", [256, 512])]
    ):
        folder = tmp_path / str(i)
        folder.mkdir()
        on_disk = Blocks.on_disk(
            X=saved(folder, "X", X.astype(dtype), ends), Y=saved(folder, "Y", Y, [999])
        )
        assert digest(PROGRAM.map(on_disk, **THETA)) == right
        assert on_disk[1]["X"].tolist() == X[256:512].tolist()


def test_the_layout_of_parameters_makes_no_difference():
    """Where they are large enough for BLAS to take another way through them."""
    net, some = MLP(30, [20, 3], seed=0), DRAW.uniform(size=(256, 33))
    program, blocks = net.compile(), Blocks(X=some[:, :30], Y=some[:, 30:])
    theta = {f"theta{n}": DRAW.normal(size=(s, t + 1)) for n, s, t in ((1, 20, 30), (2, 3, 20))}
    in_columns = {name: np.asfortranarray(array) for name, array in theta.items()}
    assert digest(program.map(blocks, **theta)) == digest(program.map(blocks, **in_columns))


def test_rows_by_number(tmp_path):
    in_memory = Blocks(X=X, Y=Y)
    on_disk = Blocks.on_disk(X=saved(tmp_path, "X", X, [10, 600]), Y=saved(tmp_path, "Y", Y, [300]))
    order = DRAW.permutation(1000)[:700]
    for numbers in (order, [5, 5, 999, 0], range(250, 700), range(700, 250, -1), [600]):
        right = digest(PROGRAM.map(Blocks(X=X[list(numbers)], Y=Y[list(numbers)]), **THETA))
        for some in (in_memory, on_disk):
            assert digest(PROGRAM.map(some.rows(numbers), **THETA)) == right
    again = on_disk.rows(order).rows(range(100, 600)).rows([3, 2])
    assert again[0]["X"].tolist() == X[order[[103, 102]]].tolist()
    assert again.samples == 2


def test_stretches_are_read_in_blocks(monkeypatch):
    right = [arrays["X"].tolist() for arrays in Blocks(X=X, Y=Y)]
    monkeypatch.setattr(blocks, "AT_ONCE", 1)
    assert [arrays["X"].tolist() for arrays in Blocks(X=X, Y=Y)] == right
    assert [len(rows) for rows in right] == [256, 256, 256, 232]
    assert [len(arrays["X"]) for arrays in Blocks(X=X[:257])] == [256, 1]


def test_a_program_comes_out_of_a_pickle():
    other = pickle.loads(pickle.dumps(PROGRAM))
    assert digest(other(X=X, Y=Y, **THETA)) == digest(PROGRAM(X=X, Y=Y, **THETA))
    assert other.value(X=X, Y=Y, **THETA) == PROGRAM.value(X=X, Y=Y, **THETA)
    assert other.outputs(X=X, **THETA).tolist() == PROGRAM.outputs(X=X, **THETA).tolist()
    assert other.explain() == PROGRAM.explain()
    assert other.check().ok
    assert repr(other) == repr(PROGRAM)
    strict = pytest.importorskip("array_api_strict")
    other = pickle.loads(pickle.dumps(PROGRAM.on(strict)))
    J, gradients = other(X=X, Y=Y, **THETA)
    assert abs(J - PROGRAM.value(X=X, Y=Y, **THETA)) < 1e-12
    assert isinstance(gradients["theta1"], type(strict.asarray([0.0])))


def test_blas_has_one_thread():
    threadpoolctl = pytest.importorskip("threadpoolctl")

    def threads():
        return [
            x["num_threads"] for x in threadpoolctl.threadpool_info() if x["user_api"] == "blas"
        ]

    before = threads()
    with one_thread:
        with one_thread:
            assert set(threads()) == {1}
        assert set(threads()) == {1}
    assert threads() == before


# What is refused.


def test_arrays_that_do_not_fit():
    for arguments, error, said in [
        ({"X": X}, TypeError, "should have X, Y, by the names of the program, and not X"),
        ({"X": X, "Y": Y[:999]}, ValueError, "X 1,000 and Y 999"),
        ({"X": X[:, :2], "Y": Y}, ValueError, r"X has shape \(1000, 2\); expected \(m, 3\)"),
        ({"X": X[:0], "Y": Y[:0]}, ValueError, "no samples"),
        ({"X": 1.0, "Y": Y}, ValueError, "X is one number"),
        ({"X": ["a"], "Y": Y}, TypeError, "X is no array of real numbers"),
        ({"X": X * 1j, "Y": Y}, TypeError, "X is no array of real numbers"),
        ({"X": [[1.0], [1.0, 2.0]], "Y": Y}, TypeError, "X is no array of real numbers"),
        ({}, TypeError, "arrays with names"),
    ]:
        with pytest.raises(error, match=said):
            PROGRAM.map(Blocks(**arguments), **THETA)
    some = Blocks(X=X, Y=Y)
    with pytest.raises(TypeError, match=r"map should have theta1, theta2, .* and not theta1$"):
        PROGRAM.map(some, theta1=THETA["theta1"])
    with pytest.raises(ValueError, match="theta1 has shape"):
        PROGRAM.map(some, **THETA | {"theta1": THETA["theta2"]})
    with pytest.raises(TypeError, match=r"Blocks\(X=X, Y=Y\)"):
        PROGRAM.map((X, Y), **THETA)
    strict = pytest.importorskip("array_api_strict")
    with pytest.raises(ValueError, match=r"on array_api_strict; map the program that it was made"):
        PROGRAM.on(strict).map(some, **THETA)
    for numbers, error, said in [
        ([1000], IndexError, "no row 1,000"),
        ([-1], IndexError, "no row -1"),
        (range(5, 1001), IndexError, "no row 1,000"),
        ([], ValueError, "at least one row"),
        (range(0), ValueError, "at least one row"),
        ([0.5], TypeError, "numbers of rows"),
        (X > 3, TypeError, "numbers of rows"),
    ]:
        with pytest.raises(error, match=said):
            some.rows(numbers)
    with pytest.raises(IndexError, match="no block 4"):
        some[4]


def test_a_number_that_is_not_finite_is_named_with_its_row():
    wrong = X.astype(float)
    wrong[700, 1] = np.nan
    some = Blocks(X=wrong, Y=Y)
    with pytest.raises(ValueError, match=r"X has a number .*, nan, in row 700;"):
        PROGRAM.map(some, **THETA)
    with pytest.raises(ValueError, match=r"nan, in row 700;"):
        PROGRAM.map(some.rows([3, 700]), **THETA)
    with pytest.raises(ValueError, match=r"theta1 .* nan, in entry \[0, 0\]"):
        theta1 = THETA["theta1"].copy()
        theta1[0, 0] = np.nan
        PROGRAM.map(Blocks(X=X, Y=Y), **THETA | {"theta1": theta1})


def test_a_sample_outside_the_domain_is_named():
    w, x = Value(1.0), Value(1.0)
    program = compile_gradient(log(w * x), {"x": x}, {"w": w})
    xs = np.ones(600)
    xs[[400, 500]] = -1.0
    with pytest.raises(DomainError, match=r"^row 400: J "):
        program.map(Blocks(x=xs), w=1.0)
    x, w = Value(1.0), Value(1.0)
    program = compile_gradient(w * x, {"x": x}, {"w": w})
    with pytest.raises(DomainError, match="beyond the largest float"):
        program.map(Blocks(x=np.full(100_000, 6.5e305)), w=1.0)


# What is no .npy file of rows of numbers.


def write_npz(path):
    with path.open("wb") as file:
        np.savez(file, X)


def cut(path, kept):
    np.save(path, X)
    path.write_bytes(path.read_bytes()[:kept])


WRONG = {
    "empty": (lambda path: path.write_bytes(b""), "no whole .npy file"),
    "cut in its head": (lambda path: cut(path, 40), "no whole .npy file"),
    "cut in its rows": (lambda path: cut(path, 3000), "no whole .npy file"),
    "text": (lambda path: path.write_text("1,2,3\n" * 300), "no whole .npy file"),
    "npz": (write_npz, "no whole .npy file"),
    "pickle": (lambda path: path.write_bytes(pickle.dumps(X)), "no whole .npy file"),
    "objects": (lambda path: np.save(path, np.array([[None]])), "no whole .npy file"),
    "words": (lambda path: np.save(path, np.array(["a"])), "no real numbers"),
    "complex": (lambda path: np.save(path, X * 1j), "no real numbers"),
    "one number": (lambda path: np.save(path, 1.0), "no rows"),
    "columns": (lambda path: np.save(path, np.asfortranarray(X)), "column by column"),
    "another width": (lambda path: np.save(path, X[:, :2]), "has rows of uint8 in the shape"),
    "another type": (lambda path: np.save(path, X.astype(float)), "has rows of float64 in"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_does_not_fit_is_refused_with_its_name(name, tmp_path):
    write, said = WRONG[name]
    first, path = tmp_path / "first.npy", tmp_path / "wrong.npy"
    np.save(first, X)
    write(path)
    with pytest.raises(ValueError, match=said) as error:
        Blocks.on_disk(X=[first, path])
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no_such\.npy"):
        Blocks.on_disk(X=[tmp_path / "no_such.npy"])
    with pytest.raises(OSError, match=r"test_files"):
        Blocks.on_disk(X=[tmp_path])
    with pytest.raises(TypeError, match="list of paths"):
        Blocks.on_disk(X=tmp_path / "X.npy")
    with pytest.raises(TypeError, match="list of paths"):
        Blocks.on_disk(X=[])
    paths = saved(tmp_path, "X", X, [500])
    some = Blocks.on_disk(X=paths)
    os.truncate(paths[1], 1000)
    assert len(some[0]["X"]) == 256
    with pytest.raises(OSError, match=r"X1\.npy has become shorter than its 500 rows"):
        some[3]
    paths[1].unlink()
    with pytest.raises(FileNotFoundError):
        some[3]


@given(st.data())
def test_a_damaged_head_is_refused_or_read(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "damaged.npy"
    np.save(path, X[:20])
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, 127))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        found = Blocks.on_disk(X=[path])
    except ValueError as error:
        assert str(path) in str(error)
    else:
        assert found[0]["X"].dtype == float

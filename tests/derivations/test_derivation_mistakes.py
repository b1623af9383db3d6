"""The table of misconceptions: each is recognised, however it is written."""

import pytest
from rewriting import chapters

from autograd_mini import MLP
from autograd_mini.derivations import check_derivation
from autograd_mini.derivations.marking import shape_of
from autograd_mini.derivations.mistakes import MISTAKES
from autograd_mini.derivations.reading import Reader
from autograd_mini.derivations.recognising import wrong_lines
from autograd_mini.derivations.trying import key_of
from autograd_mini.derivations.writing import NOTATIONS, written_line


def before(shape, key):
    """Right lines up to the one about something; all of them for a step of descent."""
    lines = []
    for forms in chapters(shape):
        if key_of(forms[0].left) == key and key[0] != "given":
            return lines
        lines += [written_line(line, "text") for line in forms[: 1 if key[0] != "D" else None]]
    return lines


# Without bias nobody can forget it; and with one output δ3 is a number, which may stand anywhere.
CASES = [
    (name, sizes, bias)
    for name in MISTAKES
    for sizes, bias in (((2, 3, 2), True), ((2, 2, 1), False))
    if (bias or "bias" not in name)
    and not (name == "elementwise-for-matrix-product" and sizes[-1] == 1)
]


@pytest.mark.parametrize(("name", "sizes", "bias"), CASES)
def test_each_is_recognised_in_each_notation(name, sizes, bias):
    mistake = MISTAKES[name]
    net = MLP(sizes[0], sizes[1:], bias=bias, seed=1)
    regularized = "λ" in mistake.right
    shape = shape_of(net, regularized=regularized)
    line = Reader(3).line(mistake.example)
    for notation in NOTATIONS:
        lines = [*before(shape, key_of(line.left)), written_line(line, notation)]
        report = check_derivation(net, None, lines, regularized=regularized)
        assert report.wrong and report.wrong.number == len(lines), report
        assert report.mistake == name, report
        assert mistake.sentence["en"] in report.message and mistake.hint["en"] in report.message


@pytest.mark.parametrize("name", MISTAKES)
def test_a_record_says_how_its_mistake_is_made(name):
    mistake = MISTAKES[name]
    reader = Reader(3)
    right, example = reader.line(mistake.right), reader.line(mistake.example)
    assert key_of(right.left) == key_of(example.left)
    assert (right.rights, right.condition) != (example.rights, example.condition)
    # Lines of whole matrices say by [:, 1:] or [1, …] that there is a bias; others have no need.
    bias = "[" in mistake.right or "_ij" in mistake.right
    net = MLP(2, [3, 2], seed=0, bias=bias)
    options = {"regularized": "λ" in mistake.right}
    lines = before(shape_of(net, **options), key_of(right.left))
    assert check_derivation(net, None, [*lines, mistake.right], **options).wrong is None
    report = check_derivation(net, None, [*lines, mistake.example], language="zh", **options)
    assert report.mistake == name
    assert mistake.sentence["zh"] + mistake.hint["zh"] in report.message
    for language in ("en", "zh"):
        assert mistake.sentence[language].endswith((".", "。"))
        assert mistake.hint[language].endswith((".", "。", "?", "？"))


def test_a_mistake_does_not_depend_on_how_it_is_written():
    lines = ("delta3 = a3 - y", "δ2_j = Σ_i Θ2_ij δ3_i g'(z2_j)")
    net = MLP(2, [3, 2], seed=0)
    for wrong in (
        "dJ_dtheta1 = outer(delta2, [1, z2])",  # not of the table: it has another shape
        "∂J/∂Θ1_ij = −δ2_i x_j", "dJ_dtheta1 = outer(-delta2, [1, *x])",
        "∂J/∂Θ1_ij = x_j Σ_k Θ2_ki (y_k − a3_k) a2_i (1 − a2_i)",
    ):  # fmt: skip
        report = check_derivation(net, None, [*lines, wrong])
        assert report.mistake == ("" if "z2" in wrong else "sign-turned"), report


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [(2, 3, 2), (2, 2, 2, 2)])
def test_what_the_table_makes_is_never_accepted(sizes):
    net = MLP(sizes[0], sizes[1:], seed=0)
    shape = shape_of(net)
    for key in [("slope", ("z", len(sizes))), ("slope", ("z", 2)), ("slope", ("theta", 1))]:
        lines = [written_line(line, "text") for _, line in wrong_lines(shape, key, False)]
        assert lines
        for line in lines:
            report = check_derivation(net, None, [*before(shape, key), line])
            assert report.wrong and report.wrong.number == len(report.lines), report

"""check_derivation: what is right, what is wrong and shown with numbers, what shows nothing."""

import random
import sys

import pytest
from judging import accepted_mutants, refused_rewritings
from rewriting import SHAPES

from autograd_mini import MLP
from autograd_mini.derivations import check_derivation, exercise, marker
from autograd_mini.derivations.evaluating import Evaluation
from autograd_mini.derivations.marking import shape_of
from autograd_mini.derivations.mistakes import MISTAKES
from autograd_mini.derivations.reading import Reader
from autograd_mini.derivations.right import derivation, right_lines
from autograd_mini.derivations.trying import key_of
from autograd_mini.derivations.world import own_world, random_world
from autograd_mini.derivations.writing import NOTATIONS, written_line
from autograd_mini.formulas.labels import width_of
from autograd_mini.nn import textbook

NET = MLP(2, [3, 2], seed=1)
PLAIN = MLP(2, [3, 2], seed=1, bias=False)
SAMPLE = ([1.0, 2.0], [1.0, 0.0])


def verdicts(lines, net=NET, **options):
    return [line.verdict for line in check_derivation(net, SAMPLE, lines, **options).lines]


def test_the_lines_of_the_issue():
    lines = "delta3 = a3 - y\ndelta2 = theta2.T @ delta3 * a2*(1-a2)\n∂J/∂Θ2_ij = δ3_i a2_j"
    report = check_derivation(PLAIN, SAMPLE, lines)
    assert [line.verdict for line in report.lines] == ["right"] * 3
    assert report.missing == ("∂J/∂Θ1",) and not report.complete and not report
    assert report.message == "Right so far; what is missing is ∂J/∂Θ1."
    # With a bias, nothing is sent back to a_0.
    report = check_derivation(NET, SAMPLE, lines)
    assert (report.wrong.number, report.mistake) == (2, "bias-column-kept")
    assert "4 entries and 3 entries" in report.message
    assert [line.verdict for line in report.lines] == ["right", "wrong", "unread"]


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_whole_derivation(notation, level):
    asked = exercise(seed=3, level=level)
    report = asked.mark(asked.solution(notation))
    assert report and report.complete and "they derive ∂J/∂Θ of every layer" in report.message
    assert "推导" in exercise(level=level, language="zh").text
    others = {exercise(seed, level).text for seed in range(20)}
    assert len(others) > 10


def test_samples_averages_and_steps():
    lines = [
        *derivation(shape_of(NET)),
        "Δ1_ij := 0", "Δ1_ij := Δ1_ij + δ2_i a1_j", "Delta2 += outer(delta3, [1, a2])",
        "D1 = Delta1/m", "D2_ij = 1/m Σ_t δ3_i a2_j",
        "J = 1/m Σ_t Σ_k (−y_k log a3_k − (1−y_k) log(1−a3_k))",
        "theta1 := theta1 - alpha*D1", "Θ2_ij ← Θ2_ij − α/m Δ2_ij", "theta2 -= alpha * D2",
        "Θ2_ij := Θ2_ij − α ∂J/∂Θ2_ij",
    ]  # fmt: skip
    assert set(verdicts(lines)) == {"right", "definition"}
    assert check_derivation(NET, (*zip(*[SAMPLE] * 3),), lines).complete  # of three samples
    # What is derived for all samples at once counts too.
    over = ["delta3 = a3 - y", "Δ2_ij = Σ δ3_i a2_j", "∂J/∂Θ2_ij = Δ2_ij/m"]
    assert check_derivation(NET, SAMPLE, over).missing == ("∂J/∂Θ1",)
    assert check_derivation(NET, SAMPLE, [*over[:2], "∂J/∂Θ2_ij = Δ2_ij"]).mistake == (
        "average-forgotten"
    )


def test_a_penalty_is_on_all_weights_but_the_biases():
    before = ["delta3 = a3 - y", "Δ2_ij = Σ δ3_i a2_j"]
    right = ["D2_ij = Δ2_ij/m + λ/m Θ2_ij for j >= 1", "D2_i0 = Δ2_i0/m"]
    assert verdicts([*before, *right], regularized=True) == ["right"] * 4
    for line, mistake in (
        ("D2_ij = Δ2_ij/m + λ/m Θ2_ij", "bias-penalized"),
        ("D2_ij = Δ2_ij/m", "penalty-forgotten"),
    ):
        report = check_derivation(NET, SAMPLE, [*before, line], regularized=True)
        assert report.mistake == mistake


def test_own_names_carry_what_they_stand_for():
    lines = [
        "e = a3 - y", "s_j = a2_j (1 − a2_j)", "W = theta2[:, 1:]", "delta3 = e",
        "δ2_j = Σ_i W_ij e_i s_j", "G = outer(e, [1, a2])", "dJ_dtheta2 = G",
    ]  # fmt: skip
    assert verdicts(lines) == ["definition"] * 3 + ["right"] * 2 + ["definition", "right"]
    # A name may be given anew, also by itself.
    assert verdicts(["e = a3", "e = e - y", "delta3 = e"]) == ["definition"] * 2 + ["right"]
    assert check_derivation(NET, SAMPLE, ["e = y - a3", "delta3 = e"]).mistake == "sign-turned"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("delta3 = delta3", "it says that δ3 is δ3."),
        ("delta3 = dJ_dz3", "it says that δ3 is δ3."),
        ("a3 = a3", "it says that a3 is a3."),
        ("delta3 = 1 * delta3 + 0", "δ3 is used before"),
        ("e = delta3", "δ3 is used before"),
        ("delta3 = dJ_da3 * g'(z3)", "∂J/∂a3 is used before"),
        ("delta3 = a3 - y\n∂J/∂Θ2_ij = δ3_i ∂z3_i/∂Θ2_ij", "∂z3_i/∂Θ2_ij is used before"),
        ("δ3_1 = a3_1 − y_1\n∂J/∂Θ2 = outer(delta3, [1, a2])", "δ3 is used before"),
        ("D2 = Delta2/m", "Δ2 is used before"),
        ("Delta2 = Delta2", "it says that Δ2 is Δ2."),
    ],
)  # fmt: skip
def test_a_line_that_shows_nothing_is_refused(lines, why):
    report = check_derivation(NET, SAMPLE, lines)
    assert report.wrong.verdict == "refused" and "shows nothing: " + why in report.message


def test_the_chain_rule_spelled_out():
    lines = """
    # each factor by itself, and then their product
    ∂J/∂a3_k = −y_k/a3_k + (1 − y_k)/(1 − a3_k)
    ∂a3_k/∂z3_k = a3_k (1 − a3_k)
    δ3_k = ∂J/∂a3_k ∂a3_k/∂z3_k = a3_k − y_k
    ∂z3_i/∂Θ2_ij = a2_j
    ∂J/∂Θ2_ij = ∂J/∂z3_i ∂z3_i/∂Θ2_ij = δ3_i a2_j
    ∂z3_i/∂a2_j = Θ2_ij for j >= 1
    ∂J/∂a2_j = Σ_i δ3_i ∂z3_i/∂a2_j
    da2_dz2 = a2*(1 - a2)
    delta2 = dJ_da2 * da2_dz2
    dJ_dtheta1 = delta2[:, None] * [1, x][None, :]
    """
    assert check_derivation(NET, SAMPLE, lines).complete
    assert verdicts("z3 = theta2 @ [1, a2]\na3 = g(z3)\nz2_i = Σ_j Θ1_ij x_j") == ["right"] * 3


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_marked_stands_in_columns(language):
    lines = ["delta3 = y - a3", "delta2 = a2"]
    first, second, *_ = str(check_derivation(NET, SAMPLE, lines, language=language)).split("\n")
    assert width_of(first.partition("delta")[0]) == width_of(second.partition("delta")[0])


def test_a_wrong_line_is_shown_with_the_learners_numbers():
    report = check_derivation(NET, SAMPLE, ["delta3 = a3 - y", "∂J/∂Θ2_ij = δ3_i z2_j, j >= 1"])
    record = NET.forward(SAMPLE[0])
    a3, y = record.a[3][0].data, SAMPLE[1][0]
    assert report.entry == (1, 1) and report.mistake == "z-for-a"
    assert report.right == pytest.approx((a3 - y) * record.a[2][0].data, rel=1e-15)
    assert report.found == pytest.approx((a3 - y) * record.z[2][0].data, rel=1e-15)
    assert "(with your numbers)" in report.message
    # Where they hide it, random ones do not: here a is ½ for all units, and δ2 is 0.
    zero = MLP(2, [3, 2], seed=1)
    zero.load_theta({n: [[0.0] * len(row) for row in rows] for n, rows in zero.theta.items()})
    report = check_derivation(zero, SAMPLE, ["delta3 = a3 - y", "δ2_j = Σ_i Θ2_ij δ3_i"])
    assert "(with random numbers)" in report.message and report.mistake == "slope-forgotten"
    report = check_derivation(zero, SAMPLE, "delta3 = a3 - y + 1/10**9", digits=2)
    assert (
        report.found != report.right and "−0.5, but this line gives −0.499999999" in report.message
    )
    assert check_derivation(NET, None, "delta3 = y").wrong  # without a sample


def test_saturated_numbers_of_the_learner_do_no_harm():
    net = MLP(2, [3, 1], seed=1)
    net.load_theta({n: [[900.0] * len(row) for row in rows] for n, rows in net.theta.items()})
    report = check_derivation(net, ([1, 1], [0]), "delta3 = (a3 - y)/(a3*(1 - a3))")
    assert report.mistake == "cost-derivative-for-delta"


def test_shapes_are_told():
    report = check_derivation(PLAIN, SAMPLE, "delta3 = a3 - y\ndJ_dtheta2 = outer(a2, delta3)")
    assert report.mistake == "outer-reversed" and report.entry is None
    assert "∂J/∂Θ2 has 2 × 3, but this line gives 3 × 2." in report.message
    report = check_derivation(PLAIN, SAMPLE, "delta3 = a3 - y\ndelta3 = delta3.T")
    assert "δ3 has 2 entries, but this line gives a row of 2 entries." in report.message


@pytest.mark.parametrize("sizes", [(2, 2, 1), (2, 2, 2), (3, 3, 3)])
@pytest.mark.parametrize("bias", [False, True])
def test_square_matrices_hide_no_wrong_order(sizes, bias):
    net = MLP(sizes[0], sizes[1:], bias=bias, seed=0)
    W = "theta2[:, 1:]" if bias else "theta2"
    for line in (f"delta2 = {W} @ delta3 * g'(z2)", "δ2_j = Σ_i Θ2_ji δ3_i g'(z2_j)"):
        report = check_derivation(net, None, ["delta3 = a3 - y", line])
        assert report.wrong and report.mistake == "no-transpose", (sizes, line)


@pytest.mark.parametrize("activation", ["tanh", "relu", "identity", "softplus"])
def test_other_units_and_costs(activation):
    net = MLP(2, [3, 2], activation=activation, output_activation="identity", seed=0)
    loss = {"loss": "mean_squared_error"}
    right = derivation(shape_of(net, **loss))
    assert check_derivation(net, SAMPLE, right, **loss).complete
    assert check_derivation(net, SAMPLE, ["delta3 = y - a3"], **loss).wrong
    lines = [*right[:-2], "δ2_j = Σ_i Θ2_ij δ3_i a2_j (1 − a2_j)"]
    assert check_derivation(net, SAMPLE, lines, **loss).wrong.number == len(lines)
    with pytest.raises(ValueError, match="the cross-entropy is of sigmoid units"):
        check_derivation(net, SAMPLE, right)


def test_the_truth_agrees_with_the_textbook():
    shape = shape_of(NET)
    world = own_world(shape, NET, [SAMPLE[0]], [SAMPLE[1]])
    theta = {n: [[t.data for t in row] for row in rows] for n, rows in NET.theta.items()}
    book = textbook.backpropagate(theta, *SAMPLE)
    for layer in (2, 3):
        found = [float(x) for x in world.slope(("z", layer), 0).entries]
        assert found == pytest.approx(book.delta[layer], rel=1e-13)
    # In 50 digits the closed formulas hold to 45.
    here = Evaluation(random_world(shape, 0, 1))
    for text in derivation(shape) + right_lines(shape, ("given", ("J", 0))):
        line = Reader(3).line(text)
        found, right = (here.entries(line, side) for side in (line.rights[0], line.left))
        if not isinstance(found, dict):
            found, right = ({(): x.entries[0]} for x in (found, right))
        assert max(abs(found[at] - right[at]) for at in right) < 1e-45


# The seeded part of benchmarks/derivations.py.


@pytest.mark.slow
def test_rewritings_of_right_lines_are_not_refused():
    assert refused_rewritings(random.Random(10), 30)[1] == []


@pytest.mark.slow
def test_slips_are_not_accepted():
    assert accepted_mutants(random.Random(20), 60, shapes=SHAPES[1:4]) == []


def test_a_truth_that_is_broken_on_purpose_is_noticed(monkeypatch):
    from autograd_mini.derivations import world

    def turned(self, n, operands=world.Sample.operands):
        xs = operands(self, n)
        return [x / 2 for x in xs] if n.op.name == "log" else xs

    monkeypatch.setattr(world.Sample, "operands", turned)
    assert len(refused_rewritings(random.Random(10), 3)[1]) == 3


def test_a_comparison_that_is_broken_on_purpose_is_noticed(monkeypatch):
    monkeypatch.setattr(marker, "difference", lambda attempt, world: None)
    assert len(accepted_mutants(random.Random(20), 8, shapes=SHAPES[1:2])) == 8


def test_what_is_no_network_sample_or_text():
    for call, error, said in (
        (lambda: check_derivation("net", SAMPLE, ""), TypeError, "net is a network"),
        (lambda: check_derivation(NET, [1, 2, 3], ""), TypeError, "sample is a pair"),
        (lambda: check_derivation(NET, ([1], [1, 0]), ""), ValueError, r"X\[0\] has 1 entries"),
        (lambda: check_derivation(NET, SAMPLE, 3), TypeError, "lines is a text or its lines"),
        (lambda: check_derivation(NET, SAMPLE, [b"a"]), TypeError, "a line is a text"),
        (lambda: check_derivation(NET, SAMPLE, "", loss="hinge"), ValueError, "loss is one of"),
        (lambda: check_derivation(NET, SAMPLE, "", language="fr"), ValueError, "language is one"),
        (lambda: check_derivation(MLP(60, [60, 1], seed=0), None, ""), ValueError, "3,721 weights"),
        (lambda: exercise(level=4), ValueError, "level is a whole number from 1 to 3"),
        (lambda: exercise().solution("roman"), ValueError, "notation is one of"),
    ):  # fmt: skip
        with pytest.raises(error, match=said):
            call()


def test_without_mpmath_one_sentence_says_so(monkeypatch):
    from autograd_mini.derivations import arrays

    arrays.many_digits.cache_clear()
    monkeypatch.setitem(sys.modules, "mpmath.ctx_mp", None)
    with pytest.raises(ImportError, match=r"autograd-mini\[testing\]"):
        check_derivation(NET, SAMPLE, "delta3 = a3 - y")


def test_a_network_for_digits_is_not_too_large():
    net = MLP(16, [12, 10], seed=0)
    right = derivation(shape_of(net))
    lines = [*right, "z2_i = Σ_j Θ1_ij x_j", "Δ1_ij := Δ1_ij + δ2_i a1_j", "D1_ij = Δ1_ij/m"]
    assert check_derivation(net, None, lines).complete


def test_the_same_seed_gives_the_same_report():
    reports = [check_derivation(NET, None, "delta3 = y", seed=seed).as_dict() for seed in (1, 1, 2)]
    assert reports[0] == reports[1] != reports[2]


def test_solutions_in_all_notations_are_the_textbooks():
    lines = [Reader(3).line(line) for line in derivation(shape_of(NET))]
    assert {n: [written_line(line, n) for line in lines] for n in NOTATIONS} == {
        "python": [
            "delta3[k] = a3[k] - y[k]",
            "dJ_dtheta2[i, j] = delta3[i] * a2[j]",
            "delta2[j] = sum_i(theta2[i, j] * delta3[i] * g_prime(z2[j]))",
            "dJ_dtheta1[i, j] = delta2[i] * a1[j]",
        ],
        "text": [
            "δ3_k = a3_k − y_k",
            "∂J/∂Θ2_ij = δ3_i a2_j",
            "δ2_j = Σ_i Θ2_ij δ3_i g'(z2_j)",
            "∂J/∂Θ1_ij = δ2_i a1_j",
        ],
        "latex": [
            r"\delta^{(3)}_{k} = a^{(3)}_{k} - y_{k}",
            r"\frac{\partial J}{\partial \Theta^{(2)}_{ij}} = \delta^{(3)}_{i} a^{(2)}_{j}",
            r"\delta^{(2)}_{j} = \sum_{i} \Theta^{(2)}_{ij} \delta^{(3)}_{i} g'(z^{(2)}_{j})",
            r"\frac{\partial J}{\partial \Theta^{(1)}_{ij}} = \delta^{(2)}_{i} a^{(1)}_{j}",
        ],
    }


def test_two_mistakes_of_which_one_explains_the_shapes_are_both_told():
    """The column of the bias comes first: without it the shapes would fit."""
    line = "delta2 = (Theta2.T @ delta3) * a2"
    report = check_derivation(NET, SAMPLE, ["delta3 = a3 - y", line])
    assert report.mistake == "bias-column-kept"
    first, second = MISTAKES["bias-column-kept"], MISTAKES["g-for-slope"]
    told = str(report)
    assert 0 < told.index(first.sentence["en"]) < told.index(second.sentence["en"])
    # What explains the shapes itself stands alone.
    for line, name in (
        ("delta2 = (Theta2[:, 1:].T @ delta3) * a2", "g-for-slope"),
        ("delta2 = (Theta2 @ delta3) * g'(z2)", "no-transpose"),
        ("delta2 = (Theta2.T @ delta3) * g'(z2)", "bias-column-kept"),
    ):
        told = str(check_derivation(NET, SAMPLE, ["delta3 = a3 - y", line]))
        assert [n for n, m in MISTAKES.items() if m.sentence["en"] in told] == [name]


def test_an_exercise_shows_how_a_line_is_written_in_each_notation():
    for language in ("en", "zh"):
        asked = exercise(level=3, language=language)
        *_, python, of_python, text, of_text, latex, of_latex = str(asked).splitlines()
        for name in (of_python.strip(), *of_text.split()[::2], of_latex.strip()):
            left = Reader(4).line(f"{name} = 0").left
            assert key_of(left) == ("slope", ("theta", 3))
        for line in (python, text, latex):
            formula = line.strip().split(maxsplit=1)[1]
            assert asked.mark([formula]).lines[0].verdict == "right"

"""The lesson on vanishing gradients: what it measures is so, and its picture shows it."""

import math
import re
from itertools import pairwise

import pytest
import vanishing_gradient as lesson
from pictures import SVG, parse

from autograd_mini.formulas.labels import width_of
from autograd_mini.formulas.notation import number_text
from autograd_mini.nn import textbook

FLOWER = [5.1, 3.5, 1.4, 0.2]


def runs(activation, scale=1.0):
    return [lesson.measure(lesson.network(activation, seed, scale)) for seed in lesson.SEEDS]


def test_what_is_measured_is_what_the_textbook_computes():
    for scale in lesson.SCALES:
        net = lesson.network("sigmoid", 0, scale)
        theta = {k: [[t.data for t in row] for row in rows] for k, rows in net.theta.items()}
        closed = textbook.backpropagate(theta, FLOWER, [1.0])
        for layer in lesson.measure(net):
            size = math.hypot(*closed.delta[layer.number])
            assert math.isclose(layer.size, size, rel_tol=1e-9)
            slopes = [a * (1 - a) for a in closed.a[layer.number]]
            assert math.isclose(layer.mean_slope, sum(slopes) / len(slopes), rel_tol=1e-9)


@pytest.mark.parametrize("activation", lesson.ACTIVATIONS)
def test_the_factors_multiply_to_what_is_left(activation):
    for layers in runs(activation):
        assert [x.number for x in layers] == list(range(11, 1, -1))
        for above, x in pairwise(layers):
            assert math.isclose(x.size, above.size * x.by_theta * x.by_slope, rel_tol=1e-12)
        first = layers[0]
        last = first.size / (first.by_theta * first.by_slope)
        assert math.isclose(lesson.kept(layers), layers[-1].size / last, rel_tol=1e-12)
        most = {"sigmoid": 0.25, "tanh": 1.0, "relu": 1.0}[activation]
        assert all(0 < x.by_slope <= most and 0 < x.mean_slope <= most for x in layers)


def test_the_activations_have_the_same_weights():
    weights = [[t.data for t in lesson.network(g, 3).parameters()] for g in lesson.ACTIVATIONS]
    assert weights[0] == weights[1] == weights[2]


def test_what_the_lesson_claims_of_these_seeds():
    kept = {g: list(map(lesson.kept, runs(g))) for g in lesson.ACTIVATIONS}
    assert max(kept["sigmoid"]) < 1e-6  # "a million times smaller"
    # "there, too, but far less"
    assert 1000 * max(kept["sigmoid"]) < min(kept["tanh"] + kept["relu"])
    assert max(kept["tanh"] + kept["relu"]) < 1
    # "these weights do not" make δ four times longer in a layer
    assert max(x.by_theta for g in lesson.ACTIVATIONS for run in runs(g) for x in run) < 4


def test_larger_weights_saturate_and_do_not_help():
    scaled = [runs("sigmoid", scale) for scale in lesson.SCALES]
    slopes = list(map(lesson.mean_slope, scaled))
    assert slopes == sorted(slopes, reverse=True)
    assert slopes[-1] < slopes[0] / 5
    assert max(lesson.kept(run) for of_scale in scaled for run in of_scale) < 0.01
    lengthening = [max(x.by_theta for x in of_scale[0]) for of_scale in scaled]
    assert lengthening == sorted(lengthening)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_printed_and_drawn(language, run_demo, tmp_path):
    status, done = run_demo(lesson, "--language", language, "--out", tmp_path / "new")
    assert (status, done.err) == (0, "")
    words = lesson.WORDS[language]
    assert f"{words['wrote']} {tmp_path / 'new' / 'delta.svg'}\n" in done.out
    assert "{" not in done.out
    assert max(map(width_of, done.out.split(words["wrote"])[0].splitlines())) <= 81

    tables = re.findall(r"^ +(\d+) +(\S+) +(0\.\d+|1\.\d+) +(\S+) +(\S+) +(█+)$", done.out, re.M)
    measured = [x for g in lesson.ACTIVATIONS for x in runs(g)[0]]
    assert [(row[0], row[1], row[3]) for row in tables] == [
        (str(x.number), number_text(x.size, 2), f"{x.by_slope:.3f}") for x in measured
    ]
    for g in lesson.ACTIVATIONS:
        kept = [number_text(lesson.kept(run), 2) for run in runs(g)]
        assert [g, *kept] in map(str.split, done.out.splitlines())

    svg = parse((tmp_path / "new" / "delta.svg").read_bytes())
    assert svg.find(f"{SVG}title").text == words["title"]
    lines = {line.get("id"): line.get("points").split() for line in svg.iter(f"{SVG}polyline")}
    assert list(lines) == list(lesson.ACTIVATIONS)
    heights = [float(point.split(",")[1]) for line in lines.values() for point in line]
    # On a logarithmic scale, ten times as much is everywhere as far up.
    logarithms = [math.log10(x.size) for x in measured]
    unit = (heights[0] - heights[9]) / (logarithms[0] - logarithms[9])
    for height, logarithm in zip(heights, logarithms, strict=True):
        assert height - heights[0] == pytest.approx(unit * (logarithm - logarithms[0]), abs=0.02)
    assert unit < 0  # and up is more


def test_a_folder_that_cannot_be_made(run_demo, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    status, done = run_demo(lesson, "--out", tmp_path / "file")
    assert (status, done.err.count("\n")) == (1, 1)
    assert "file" in done.err

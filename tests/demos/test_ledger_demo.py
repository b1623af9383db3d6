"""The demo of the ledger: what its header promises, and that it speaks both languages."""

import re

import ledger as demo
import pytest

from autograd_mini.formulas.labels import width_of


@pytest.mark.slow
def test_the_demo_keeps_what_its_header_promises(printed, tmp_path):
    shown = printed(demo, "--steps", "30")
    words, header = " ".join(shown.split()), " ".join(demo.__doc__.split())
    name, start, end = re.search(r"(Θ\S+): from (\S+) to (\S+) in 200", shown).groups()
    assert f"Of its weights {name} moves furthest in 200 steps, from {start} to {end}." in header
    amounts = dict(re.findall(r"sample (\d+) +(\S+) ", shown))
    (first, up), (second, down) = list(amounts.items())[:2]
    flowers = re.findall(r"flower (\d+), (\w+)", words)
    assert (flowers[0], flowers[1]) == (("134", "virginica"), ("71", "versicolor"))
    assert f"flower 134, a virginica close to the versicolors, which pulled it up by {up[1:]}" in (
        header
    )
    assert f"pulled it down by {down[1:]}" in header and first != second
    assert "20,200 entries without rounding: exactly equal." in words
    rounding = float(re.search(r"rounding +(\S+) ", shown)[1].replace("−", "-"))
    assert 0 < abs(rounding) < 1e-14
    sizes = [(tmp_path / name).stat().st_size for name in ("digits.html", "moons.html")]
    assert max(sizes) < 5e6
    assert all(width_of(line) <= 100 for line in shown.splitlines() if str(tmp_path) not in line)


@pytest.mark.slow
def test_it_speaks_chinese(printed, tmp_path):
    shown = printed(demo, "--steps", "2", "--language", "zh")
    assert "完全相等" in shown and "样本" in shown and "sample" not in shown
    assert '"language":"zh"' in (tmp_path / "moons.html").read_text("utf-8")

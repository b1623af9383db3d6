"""Which flowers moved this weight?  The ledger of a training, as an account and as pages.

    python -m pip install ".[compile]"
    python demos/ledger.py --out ledger

The network of train_iris.py, 4-5-3, learns from the same 100 flowers by θ ← θ − η·Δ/m, this time
with `ledger=True`.  Of its weights Θ^(2)_3,3 moves furthest in 200 steps, from −0.864 to −5.366.
It belongs to the output for virginica, and its account names who moved it: most of all flower 134,
a virginica close to the versicolors, which pulled it up by 0.5172, and flower 71, a versicolor
close to the virginicas, which pulled it down by 0.4309.  All shares, and a rounding of less than
1e-14, add up to the weight exactly, as fractions.

Then two pages are written: digits.html, of 64-25-10 units and 300 steps (1,000 with --steps 1000,
and still below 5 MB), and moons.html, where points can be added and the training goes on.
"""

import sys
from fractions import Fraction

from autograd_mini import MLP, train
from autograd_mini.__main__ import ended
from autograd_mini.command.csv_samples import moons
from autograd_mini.ledger import ledger_page

from delta_flow import SPECIES
from telling import options_of, tell, tell_history
from train_digits import HELD_OUT, IMAGE, read_digits
from train_iris import read_flowers

ENGLISH = {
    "trained": "A 4-5-3 network learns from {m} flowers, and a ledger is kept:",
    "most": "The weight that has moved furthest, and the samples that moved it:",
    "flowers": "These samples are {flowers}.",
    "flower": "flower {number}, {species}",
    "exact": "Start and entries add up to the weight, {count:,} entries without rounding: {equal}.",
    "written": "Written: {digits}, {size:.1f} MB, where handwritten digits move 1,885 weights in "
    "{steps} steps; and {moons}, where you can add points and go on.",
    "equal": "exactly equal",
    "unequal": "not equal",
    "and": "; ",
}
CHINESE = {
    "trained": "4-5-3 的网络用 {m} 朵花学习，同时记账：",
    "most": "变动最大的权重，以及使它变动的样本：",
    "flowers": "这些样本是{flowers}。",
    "flower": "第 {number} 朵花（{species}）",
    "exact": "初值加上各笔就是这个权重，{count:,} 笔相加，毫无舍入：{equal}。",
    "written": "已写入：{digits}，{size:.1f} MB，手写数字在 {steps} 步中推动 1,885 个权重；"
    "以及 {moons}，可以在其中加点并继续训练。",
    "equal": "完全相等",
    "unequal": "不相等",
    "and": "、",
}
SHOWN = 4  # samples of the account


def main() -> None:
    parser = options_of(__doc__, "ledger")
    parser.add_argument("--steps", type=int, default=300, help="how many steps the digits train")
    options = parser.parse_args()
    words = CHINESE if options.language == "zh" else ENGLISH

    flowers = read_flowers()
    X, Y = flowers.of(flowers.learnt)
    net = MLP(4, [5, 3], seed=0)
    start = [theta.data for theta in net.parameters()]
    try:
        history = train(net, X, Y, steps=200, rate=1.0, backend="numpy", ledger=True)
    except ImportError as error:  # no NumPy
        sys.exit(str(error))
    tell_history(words["trained"].format(m=len(X)), history, options.language)
    moved = [abs(theta.data - x) for theta, x in zip(net.parameters(), start)]
    theta = net.parameters()[moved.index(max(moved))]
    account = history.ledger.of(theta, language=options.language)
    tell(words["most"])
    print(account.text(most=SHOWN), end="\n\n")
    first = [line.number for line in account.lines() if line.kind == "sample"][:SHOWN]
    named = [
        words["flower"].format(number=flowers.learnt[s], species=SPECIES[Y[s].index(1)])
        for s in first
    ]
    tell(words["flowers"].format(flowers=words["and"].join(named)))
    equal = words["equal" if account.total() == Fraction(theta.data) else "unequal"]
    tell(words["exact"].format(count=len(account.entries), equal=equal))

    paths = [options.out / f"{name}.html" for name in ("digits", "moons")]
    X, Y = read_digits()
    m = len(X) - HELD_OUT
    net = MLP(64, [25, 10], seed=0)
    history = train(
        net, X[:m], Y[:m], steps=options.steps, rate=1.0, batch=32, backend="numpy", ledger=True
    )
    page = ledger_page(history.ledger, language=options.language, image=IMAGE)
    page.save(paths[0])

    X, of = moons(100, seed=0)
    net = MLP(2, [8, 1], seed=0, activation="tanh", output_activation="sigmoid")
    history = train(
        net, X, [[float(kind)] for kind in of], steps=200, rate=0.5, backend="numpy", ledger=True
    )
    ledger_page(history.ledger, language=options.language, classes=["◠", "◡"]).save(paths[1])
    size = paths[0].stat().st_size / 1e6
    tell(words["written"].format(digits=paths[0], moons=paths[1], size=size, steps=options.steps))


if __name__ == "__main__":
    sys.exit(ended(main))

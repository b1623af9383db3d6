"""Why the first of ten sigmoid layers hardly learn: δ^(l), measured layer by layer.

    python demos/vanishing_gradient.py --out vanishing_gradient

A network of ten sigmoid layers trains, if at all, from its end: the gradients of its first weights
are a million times smaller than those of its last.  Nothing is wrong with the network, nor with the
engine.  Where does δ go?

    δ^(l) = (Θ^(l))^T δ^(l+1) ∘ g′(z^(l))

so that on its way back through a layer δ is multiplied by two factors.  Θ^T may make it longer or
shorter; g′ of the sigmoid, a(1 − a), is never above 1/4.  After ten layers that is 4^−10, less than
a millionth, times what the ten Θ^T do.  tanh′ may be as large as 1, relu′ is 0 or 1.

The demo measures both factors in every layer, for the three activations with the same weights, for
several seeds; and then it multiplies the weights, to see whether larger ones help.  In delta.svg it
draws |δ^(l)| on a logarithmic scale.
"""

import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from autograd_mini import MLP, cross_entropy
from autograd_mini.__main__ import ended
from autograd_mini.files import write
from autograd_mini.formulas.notation import number_text
from autograd_mini.nn import Forward

from delta_flow import read_flower
from telling import options_of, row, tell

LAYERS, UNITS = 10, 8
FIRST, LAST = 2, LAYERS + 2  # δ^(12), of the only unit of the last layer, is a − y
SEEDS = range(5)
ACTIVATIONS = ("sigmoid", "tanh", "relu")
SCALES = (1, 2, 4, 8, 16)
SMALLEST = 1e-8  # where the bars in the table begin

ENGLISH = {
    "setting": "Ten layers of 8 units lie between the 4 measurements of an iris flower and one "
    "sigmoid unit, whose cost is the cross-entropy. Weights and biases are uniform in "
    "±√(6 / (s_l + s_(l+1))), as Glorot and Bengio propose; they are the same for each activation. "
    "|δ| is the length of the vector δ.",
    "formula": "δ^(l) = (Θ^(l))ᵀ δ^(l+1) ∘ g′(z^(l))",
    "columns": "From layer l + 1 to layer l, Θᵀ multiplies |δ| by the number below Θᵀ, and g′ "
    "multiplies it by the number below g′. Every other block is a power of ten.",
    "layer": "layer",
    "mean": "mean g′",
    "ratio": "|δ^(2)| / |δ^(12)|, for the seeds 0 … 4:",
    "why": "Why: δ^(2) is a product of ten factors Θᵀ and ten factors g′. For the sigmoid g′ is "
    "a(1 − a) ≤ 1/4, so each g′ takes three quarters of |δ| away, or more, and all ten leave at "
    "most 4^−10 ≈ {limit} of it. To make up for that, Θᵀ would have to make δ four times longer in "
    "every layer, and these weights do not. For tanh g′ is near 1 where z is near 0. For relu g′ "
    "is 1 for the units that are on, and 0 for the others, which send nothing back. With these "
    "weights δ shrinks there, too, but far less.",
    "larger": "Do larger weights help the sigmoid? All of them, biases included, times a factor:",
    "factor": "factor",
    "scaled": "The larger the weights, the larger Θᵀ; but the larger z, too, and the units "
    "saturate: where a is near 0 or 1, a(1 − a) is near 0. Mean g′ falls from {first:.3f} to "
    "{last:.3f}. For these seeds no factor keeps even one hundredth of |δ|, and the results lie "
    "far apart. What helps is another activation, with weights that suit it, or a "
    "path around the layers, as in residual networks.",
    "vertical": "|δ^(l)|, each line 10 times the next",
    "title": "How long δ is in each of ten layers, for sigmoid, tanh and relu",
    "back": "← δ flows back",
    "wrote": "wrote",
}
CHINESE = {
    "setting": "一朵鸢尾花的 4 个测量值与一个 sigmoid 输出单元之间有十层，每层 8 个单元；"
    "代价是交叉熵。权重与偏置均匀分布于 ±√(6 / (s_l + s_(l+1)))（Glorot 与 Bengio 的建议），"
    "三种激活函数用的是同一组权重。|δ| 是向量 δ 的长度。",
    "formula": "δ^(l) = (Θ^(l))ᵀ δ^(l+1) ∘ g′(z^(l))",
    "columns": "从第 l + 1 层回到第 l 层，|δ| 先乘以 Θᵀ 一栏的数，再乘以 g′ 一栏的数。"
    "条形每两格为十倍。",
    "layer": "层",
    "mean": "g′ 平均",
    "ratio": "|δ^(2)| / |δ^(12)|，随机种子 0 … 4：",
    "why": "原因：δ^(2) 是十个因子 Θᵀ 与十个因子 g′ 的乘积。对 sigmoid，a(1 − a) ≤ 1/4，"
    "每个 g′ 至少去掉 |δ| 的四分之三，十个 g′ 至多留下 4^−10 ≈ {limit}；"
    "要弥补这一点，Θᵀ 必须在每一层把 δ 放大到四倍，而这样的权重做不到。"
    "对 tanh，z 在 0 附近时 g′ 接近 1。"
    "对 relu，被激活的单元 g′ = 1，其余为 0，不往回传任何东西。"
    "用这些权重，δ 在那里也会缩小，但慢得多。",
    "larger": "加大权重对 sigmoid 有用吗？把全部权重（连同偏置）乘以同一个倍数：",
    "factor": "倍数",
    "scaled": "权重越大，Θᵀ 越大；但 z 也越大，单元随之饱和：a 接近 0 或 1 时，a(1 − a) 接近 0。"
    "g′ 的平均值从 {first:.3f} 降到 {last:.3f}。对这些种子，没有一个倍数能保住 |δ| 的百分之一，"
    "而且结果相差悬殊。真正有用的是换一种激活函数并配上合适的权重，"
    "或者像残差网络那样另开一条绕过这些层的路径。",
    "vertical": "|δ^(l)|，每条线是下一条的 10 倍",
    "title": "sigmoid、tanh 与 relu：十层中每一层的 |δ|",
    "back": "← δ 反向传播",
    "wrote": "已写入",
}
WORDS = {"en": ENGLISH, "zh": CHINESE}


class Layer(NamedTuple):
    """What has become of δ on its way back to a layer.

    size: |δ^(l)|.  by_theta: |Θᵀ δ^(l+1)| / |δ^(l+1)|.  by_slope: |δ^(l)| / |Θᵀ δ^(l+1)|.
    mean_slope: the mean of g′(z) over the units.
    """

    number: int
    size: float
    by_theta: float
    by_slope: float
    mean_slope: float


def network(activation: str, seed: int, scale: float = 1.0) -> MLP:
    """Return the network, with all weights multiplied by a number."""
    sizes = [UNITS] * LAYERS + [1]
    net = MLP(4, sizes, activation=activation, output_activation="sigmoid", seed=seed)
    net.load_theta(
        {
            layer: [[scale * theta.data for theta in row] for row in rows]
            for layer, rows in net.theta.items()
        }
    )
    return net


def measure(net: MLP) -> list[Layer]:
    """Return what happens to δ in every hidden layer, the last one first."""
    x, _ = read_flower(1)
    sample = net.forward(x)
    cross_entropy(sample.a[LAST], [1.0]).backward()
    return [measured(sample, layer) for layer in range(LAST - 1, FIRST - 1, -1)]


def measured(sample: Forward, layer: int) -> Layer:
    """Return what happens to δ on its way from the next layer to this one."""
    above = sample.delta[layer + 1]
    sent = [
        math.fsum(theta.data * delta for theta, delta in zip(column, above))
        for column in list(zip(*sample.theta[layer]))[1:]  # nothing flows back to a_0
    ]
    slopes = [a.partials[0] for a in sample.a[layer]]  # the local derivative on the edge z → a
    size = math.hypot(*sample.delta[layer])
    return Layer(
        layer,
        size,
        math.hypot(*sent) / math.hypot(*above),
        size / math.hypot(*sent),
        math.fsum(slopes) / len(slopes),
    )


def kept(layers: Sequence[Layer]) -> float:
    """Return |δ^(2)| / |δ^(12)|: the product of all factors."""
    return math.prod(layer.by_theta * layer.by_slope for layer in layers)


def mean_slope(runs: Sequence[Sequence[Layer]]) -> float:
    """Return the mean of g′ over all units of all layers of all runs."""
    return math.fsum(x.mean_slope for layers in runs for x in layers) / (LAYERS * len(runs))


def print_layers(activation: str, layers: Sequence[Layer], words: Mapping[str, str]) -> None:
    """Print the table of one network."""
    widths = (6, 11, 9, 9, 11)
    print(activation)
    print(row([words["layer"], "|δ|", "Θᵀ", "g′", words["mean"]], widths))
    for x in layers:
        numbers = [f"{x.by_theta:.3f}", f"{x.by_slope:.3f}", f"{x.mean_slope:.3f}"]
        bar = "█" * max(round(2 * math.log10(x.size / SMALLEST)), 0)
        print(row([str(x.number), number_text(x.size, 2), *numbers], widths) + f"   {bar}")
    print()


def print_ratios(heading: Sequence[str], ratios: Mapping[str, Sequence[float]]) -> None:
    """Print for each name |δ^(2)| / |δ^(12)| for every seed, and what else is in the heading."""
    widths = (9, *[10] * (len(heading) - 1))
    print(row(heading, widths))
    for name, numbers in ratios.items():
        print(row([name, *(number_text(x, 2) for x in numbers)], widths))
    print()


# The picture: a plain SVG of 640 × 400, whose lines differ in colour, dashes and name.
LOOKS = {"sigmoid": ("#D55E00", ""), "tanh": ("#0072B2", "9 5"), "relu": ("#007A59", "2 4")}
LEFT, RIGHT, TOP, BOTTOM = 70, 540, 44, 330
NAMED = 4  # the layer at which the name of a line stands, below it


def chart(runs: Mapping[str, Sequence[Layer]], words: Mapping[str, str]) -> str:
    """Return an SVG of |δ^(l)| over l, a line for each activation, on a logarithmic scale."""
    sizes = [x.size for layers in runs.values() for x in layers]
    low, high = math.floor(math.log10(min(sizes))), math.ceil(math.log10(max(sizes)))

    def across(layer: int) -> float:
        return LEFT + (layer - FIRST) / (LAYERS - 1) * (RIGHT - LEFT)

    def down(size: float) -> float:
        return BOTTOM - (math.log10(size) - low) / (high - low) * (BOTTOM - TOP)

    def text(x: float, y: float, said: str, rest: str = "") -> str:
        return f'<text x="{x:.1f}" y="{y:.1f}" {rest}>{said}</text>'

    parts = [text(10, 18, words["vertical"])]
    for power in range(low, high + 1):
        y = down(10.0**power)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="#C9D1DA"/>')
        label = f'10<tspan dy="-5" font-size="11">{str(power).replace("-", "−")}</tspan>'
        parts.append(text(LEFT - 12, y + 5, label, 'text-anchor="end"'))
    for layer in range(FIRST, LAST):
        parts.append(text(across(layer), BOTTOM + 22, str(layer), 'text-anchor="middle"'))
    parts.append(text(RIGHT + 20, BOTTOM + 22, f"l ({words['layer']})"))
    parts.append(text((LEFT + RIGHT) / 2, BOTTOM + 48, words["back"], 'text-anchor="middle"'))
    for name, layers in runs.items():
        colour, dashes = LOOKS[name]
        points = " ".join(f"{across(x.number):.1f},{down(x.size):.2f}" for x in layers)
        parts.append(
            f'<polyline id="{name}" points="{points}" fill="none" stroke="{colour}" '
            f'stroke-width="3" stroke-dasharray="{dashes or "none"}"/>'
        )
        (y,) = [down(x.size) for x in layers if x.number == NAMED]
        parts.append(text(across(NAMED) + 12, y + 18, name, f'fill="{colour}"'))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" width="640" role="img" '
        'aria-labelledby="title" font-family="Arial, sans-serif" font-size="15" '
        'style="max-width:100%;height:auto">\n'
        f'<title id="title">{words["title"]}</title>\n'
        '<rect width="640" height="400" fill="#FFFFFF"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def main() -> int:
    """Print the measurements and what follows from them; return 0 if the picture is written."""
    parser = options_of(__doc__ or "", "vanishing_gradient")
    options = parser.parse_args()
    words = WORDS[options.language]

    tell(words["setting"])
    print(f"    {words['formula']}\n")
    tell(words["columns"])
    runs = {g: [measure(network(g, seed)) for seed in SEEDS] for g in ACTIVATIONS}
    for activation, layers in runs.items():
        print_layers(activation, layers[SEEDS[0]], words)
    print(words["ratio"] + "\n")
    seeds = list(map(str, SEEDS))
    print_ratios(["", *seeds], {g: list(map(kept, layers)) for g, layers in runs.items()})
    tell(words["why"].format(limit=number_text(4.0**-LAYERS, 2)))

    print(words["larger"] + "\n")
    scaled = {k: [measure(network("sigmoid", seed, k)) for seed in SEEDS] for k in SCALES}
    print_ratios(
        [words["factor"], *seeds, words["mean"]],
        {f"× {k}": [*map(kept, layers), mean_slope(layers)] for k, layers in scaled.items()},
    )
    first, last = mean_slope(scaled[SCALES[0]]), mean_slope(scaled[SCALES[-1]])
    tell(words["scaled"].format(first=first, last=last))

    picture: Path = options.out / "delta.svg"
    try:
        write(picture, chart({g: layers[0] for g, layers in runs.items()}, words).encode())
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    print(words["wrote"], picture)
    return 0


if __name__ == "__main__":
    sys.exit(ended(main))

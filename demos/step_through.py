"""A page that steps through backpropagation for one real flower.

    python demos/step_through.py

writes step_through/backprop.html, to be opened in any browser, and step_through/flow.svg, an
animation of the same network, with flow_still.svg, which does not move, for readers who prefer
that.  With --frames it also writes a picture of every step, for slides.
"""

import sys
from pathlib import Path

from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.__main__ import ended
from autograd_mini.draw import RendererNotFound, RenderingError
from autograd_mini.stepper import animate, stepper

from delta_flow import SPECIES, WORDS, options_of, read_flower


def main() -> int:
    """Write the page, the animation and, if asked for, the frames."""
    parser = options_of((__doc__ or "").partition("\n")[0])
    parser.add_argument("--frames", action="store_true", help="write every step as an SVG, too")
    parser.add_argument(
        "--out", type=Path, default=Path("step_through"), metavar="DIR", help="folder to write to"
    )
    options = parser.parse_args()

    measurements, species = read_flower(options.sample)
    x = [Value(cm, label=f"a^(1)_{j}") for j, cm in enumerate(measurements, start=1)]
    y = [float(name == species) for name in SPECIES]
    sample = MLP(4, [options.hidden, 3], seed=options.seed).forward(x)
    J = cross_entropy(sample.a[3], y)
    J.backward()
    words = WORDS[options.language]
    print(words["flower"].format(number=options.sample, species=species, x=measurements, y=y))
    print(words["network"].format(hidden=options.hidden, J=J.data))

    try:
        page = stepper(J, language=options.language)
        paths = [page.save(options.out / "backprop.html")]
        animation = animate(sample, y=y, J=J, language=options.language)
        paths.append(animation.save(options.out / "flow.svg"))
        paths.append(animation.save_still(options.out / "flow_still.svg"))
        frames = page.frames(options.out / "frames") if options.frames else []
    except (OSError, RendererNotFound, RenderingError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    for path in paths:
        print(words["wrote"], path)
    if frames:
        print(f"wrote {frames[0]} and {len(frames) - 1} more")
    return 0


if __name__ == "__main__":
    sys.exit(ended(main))

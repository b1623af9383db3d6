"""An expression that begins with a minus, such as -x**2, among the arguments of a command."""

import re
from collections.abc import Sequence

COMMANDS = ("grad", "explain", "draw", "step", "check")
# What begins with one minus and is ours: -h, -o, -oFILE with its ending, and - for standard output.
OURS = re.compile(r"-|-h|-o|-o\S*\.[A-Za-z]\w*")


def protected(arguments: Sequence[str]) -> list[str]:
    """Return arguments with a space before each expression that argparse would read as an option.

    What begins with two minus signs is an option, and what follows -- is none anyway.

    >>> protected(["grad", "-x**2", "x=3", "-o", "x.svg", "--dark"])
    ['grad', ' -x**2', 'x=3', '-o', 'x.svg', '--dark']
    """
    place = next((i for i, argument in enumerate(arguments) if argument in COMMANDS), None)
    if place is None:
        return list(arguments)
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return [
        f" {argument}"
        if place < i < end and argument[:1] == "-" != argument[1:2] and not OURS.fullmatch(argument)
        else argument
        for i, argument in enumerate(arguments)
    ]

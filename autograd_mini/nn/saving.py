"""A network as a file of JSON: its sizes, its settings and its weights, digit for digit.

    {"format": "autograd_mini.MLP", "version": 1, "sizes": [1, 1], "activation": "sigmoid",
     "output_activation": "sigmoid", "bias": true, "theta": {"1": [[0.5, -2.0]]}}

A float is written so that it is read as the same float.  A file that is not whole, or that says
what this version does not understand, is refused with the reason.
"""

import json
from pathlib import Path
from typing import Any, NoReturn

from autograd_mini import files
from autograd_mini.errors import LARGEST

FORMAT, VERSION = "autograd_mini.MLP", 1
SETTINGS = ("activation", "output_activation", "bias")
MOST_BYTES = 200_000_000  # of a file; a weight has some 22
KEYS = ("format", "version", "sizes", *SETTINGS, "theta")


def written(sizes: tuple[int, ...], settings: dict[str, Any], theta: dict[int, Any]) -> bytes:
    """Return the file of a network.

    sizes: s_1 … s_L.  settings: activation, output_activation and bias.  theta: floats by layers.
    """
    content = {"format": FORMAT, "version": VERSION, "sizes": sizes, **settings, "theta": theta}
    return (json.dumps(content, allow_nan=False) + "\n").encode()


def read(path: Path) -> tuple[list[int], dict[str, Any], dict[int, list[list[float]]]]:
    """Return the sizes, the settings and the weights that a file holds.

    OSError if it cannot be read; ValueError, with its name and the reason, if it is not such a
    file, or a damaged one.
    """
    content = files.read(path, MOST_BYTES)
    try:
        return _checked(json.loads(content, parse_constant=_refuse, object_pairs_hook=_once))
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError and JSONDecodeError are both
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else error
        raise ValueError(f"{path} does not hold a network: {reason}") from None


def _checked(content: Any) -> tuple[list[int], dict[str, Any], dict[int, list[list[float]]]]:
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError(f'it does not say "format": "{FORMAT}"')
    if content.get("version") != VERSION or content["version"] is True:
        raise ValueError(
            f"it has version {content.get('version')!r} of the format, and this is read by "
            f"version {VERSION}; a newer autograd_mini may read it"
        )
    if set(content) != set(KEYS):
        strange = sorted(set(content) ^ set(KEYS))
        verb = "lacks" if strange[0] in KEYS else "also has"
        raise ValueError(f"it {verb} {strange[0]!r}")
    sizes, bias, theta = content["sizes"], content["bias"], content["theta"]
    if not (isinstance(sizes, list) and all(type(n) is int for n in sizes)):
        raise ValueError("its sizes are no list of whole numbers")
    if type(bias) is not bool:
        raise ValueError("its bias is neither true nor false")
    for name in ("activation", "output_activation"):
        if not isinstance(content[name], str):
            raise ValueError(f"its {name} is no name")
    names = [str(layer) for layer in range(1, len(sizes))]
    if not isinstance(theta, dict) or list(theta) != names:
        raise ValueError(f"its theta does not have the layers {', '.join(names)}")
    for layer, (name, s_in, s_out) in enumerate(zip(names, sizes, sizes[1:]), start=1):
        shape = (s_out, s_in + bias)
        rows = theta[name]
        if not (
            isinstance(rows, list)
            and len(rows) == shape[0]
            and all(isinstance(row, list) and len(row) == shape[1] for row in rows)
        ):
            raise ValueError(f"its Θ^({layer}) is not a matrix of {shape[0]} × {shape[1]}")
        for i, row in enumerate(rows):
            for j, x in enumerate(row):
                if type(x) not in (int, float) or not abs(x) <= LARGEST:
                    raise ValueError(f"theta[{layer}][{i}][{j}] is {x!r}, and no finite number")
    settings = {name: content[name] for name in SETTINGS}
    return sizes, settings, {int(name): rows for name, rows in theta.items()}


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; ValueError if it has a key twice, of which one would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"it says one of {', '.join(map(repr, found))} twice")
    return found

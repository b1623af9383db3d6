"""What the README says is so."""

import re
from pathlib import Path

from autograd_mini.elementary import TABLE

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_derivative_table_is_the_table():
    rows = re.findall(r"^\| `.*$", README, re.M)
    # A | inside a cell has a backslash before it.
    assert [re.split(r" (?<!\\)\| ", row.strip("| ")) for row in rows] == [
        [f"`{op.name}`", *(x.replace("|", r"\|") for x in (op.symbol, op.derivative, op.domain))]
        for op in TABLE.values()
    ]


def test_every_link_leads_somewhere():
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    links += re.findall(r'(?:src|srcset)="([^"]*)"', README)
    assert len(links) >= 6
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_commands():
    assert re.findall(r"```sh\n(.*?)\n```", README, re.S) == [
        "python -m pip install . && python demos/delta_flow.py",
        'python -m pip install ".[test]" && python -m pytest',
        'python -m pip install ".[testing]"\nautograd-mini conform my_engine.py:Value',
    ]

"""The tables of slips make up one, in which no name stands twice."""

import re
from collections import Counter
from pathlib import Path

from autograd_mini.course import slips
from autograd_mini.course.slips.table import SLIPS

NAME = re.compile(r'^    "([\w-]+)": \w+\(', re.MULTILINE)


def test_no_name_is_in_two_tables_of_slips():
    """A second one would take the place of the first, whose sentences have other fields."""
    files = Path(slips.__path__[0]).glob("*.py")
    counted = Counter(name for file in files for name in NAME.findall(file.read_text("utf-8")))
    assert [name for name, times in counted.items() if times > 1] == []
    assert len(counted.keys() & SLIPS.keys()) > 250  # most are written so

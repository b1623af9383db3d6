"""Every public function has a row in benchmarks/growth.py, or is said to have none."""

from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def test_no_public_name_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import growing

    assert growing.not_in_the_table() == []
    monkeypatch.setattr(growing, "NOT_MEASURED", growing.NOT_MEASURED - {"plot"})
    assert growing.not_in_the_table() == ["plot"]

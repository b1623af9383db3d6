"""The lines of a file as they are told: as they are now, whatever was read before."""

from autograd_mini.testing.diagnosis.text import lines_of
from autograd_mini.testing.diagnosis.where import Place


def test_a_file_that_was_changed_is_read_again(tmp_path):
    file = tmp_path / "engine.py"
    for code in ("x = 1", "x = 12"):
        file.write_text(f"{code}\n", "utf-8")
        assert lines_of(Place(str(file), (1,)), "en") == [f"engine.py, line 1:   {code}"]


def test_two_files_of_one_name_are_told_apart(tmp_path, monkeypatch):
    """A course names its engine.py by that name alone, from the folder that it is in."""
    for folder, code in (("mine", "y = 1"), ("yours", "y = 1 / (1 + e)")):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        (tmp_path / folder / "engine.py").write_text(f"{code}\n", "utf-8")
        assert lines_of(Place("engine.py", (1,)), "zh") == [f"engine.py，第 1 行：   {code}"]

"""A picture that cannot be drawn for a package that pip has left out."""

from autograd_mini.course import marking
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.marks import Mark


class Ends:
    def ask(self, check, **options):
        return {"status": "failed", "message": 'File "…/autograd_mini/dr'}


def test_the_package_is_named_with_what_installs_it(monkeypatch):
    monkeypatch.setattr(marking, "find_spec", lambda name: None if name == "graphviz" else name)
    for language in ("en", "zh"):
        mark = Mark(LESSONS[1])
        marking._draw(Ends(), mark, language)
        assert "graphviz" in mark.no_picture and "File" not in mark.no_picture
        assert mark.no_picture.endswith("python -m pip install autograd-mini")


def test_what_is_said_otherwise_is_kept_where_all_packages_are_there():
    mark = Mark(LESSONS[1])
    marking._draw(Ends(), mark, "en")
    assert mark.no_picture.startswith("File")

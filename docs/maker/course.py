"""The lessons of the course as a table, with the misconceptions that are met in each."""

from pathlib import Path

from autograd_mini.course.lessons import LESSONS
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.diagnosis.mistakes import MISTAKES

HEADS = {
    "en": ("Lesson", "What is asked of the engine", "Misconceptions that are met"),
    "zh": ("课", "对引擎的要求", "会遇到的误解"),
}


def lessons(language: str, folder: Path) -> str:
    """Return the table as Markdown; it has no picture."""
    rows = [HEADS[language], ("---",) * 3]
    for lesson in LESSONS:
        asked = [check.sentence[language] for check in lesson.checks]
        asked += [PROPERTIES[name].said(language) for name in lesson.properties]
        met = [f"`{name}`" for name, known in MISTAKES.items() if known.lesson == lesson.number]
        title = f"{lesson.number}. {lesson.title[language]}"
        rows.append((title, "<br>".join(asked), "<br>".join(met) or "–"))
    lines = (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
    # On a phone its cells stand below each other.
    return "\n".join(('<div class="lessons">\n', *lines, "\n</div>"))

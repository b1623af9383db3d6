"""Exercises as a Jupyter notebook, which marks the answers itself."""

import base64
import json
from collections.abc import Iterator
from typing import Any

from autograd_mini.exercises.parts import Picture, Task
from autograd_mini.exercises.words import WORDS, in_text
from autograd_mini.exercises.writers.markdown import MarkdownWriter
from autograd_mini.exercises.writers.page import Page
from autograd_mini.exercises.writers.pictures import svg

PICTURE = "graph.svg"


class NotebookWriter(MarkdownWriter):
    """Writes what stands in the cells of text."""

    def room(self, lines: int) -> Iterator[str]:
        """Yield nothing: lines are written in the cell below."""
        yield from ()


def document(page: Page) -> bytes:
    """Return a sheet as a notebook of format 4.5."""
    writer = NotebookWriter(page.language)
    words = WORDS[page.language]
    head = [*writer.title(words["sheet"]), *writer.paragraph(writer.under(page))]
    cells = [_markdown("sheet", head)]
    for number, task in enumerate(page.tasks, start=1):
        lines = [*writer.heading(writer.name(number, task)), *writer.body(task)]
        pictures = [svg(block, page.language) for block in task.text if isinstance(block, Picture)]
        cell = _markdown(f"exercise-{number}", lines)
        if any(pictures):
            said = writer.escaped(words["picture"])
            cell["source"] += f"\n\n![{said}](attachment:{PICTURE})"
            data = base64.b64encode(pictures[0].encode()).decode()
            cell["attachments"] = {PICTURE: {"image/svg+xml": data}}
        cells += [cell, _code(f"answer-{number}", _marking(task))]
    if page.answers:
        key = [*writer.title(words["key"])]
        for number, task in enumerate(page.tasks, start=1):
            key += [*writer.heading(writer.name(number, task)), *writer.solution(task)]
        cells.append(_markdown("key", key))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def _marking(task: Task) -> str:
    """Return the lines that mark an answer."""
    arguments = f"{task.kind!r}, {task.seed!r}, {task.level}, {task.language!r}"
    if task.to_derive:
        return (
            "from autograd_mini.exercises import exercise\n\n"
            'lines = r"""\n\n"""\n'
            f"if lines.strip():\n    print(exercise({arguments}).mark(lines))"
        )
    asked = WORDS[task.language]["comma"].join(
        in_text((question.asked,)) for question in task.questions
    )
    return (
        "from autograd_mini.exercises import exercise\n\n"
        f"answers = []  # {' '.join(asked.split())}\n"
        f"if answers:\n    print(exercise({arguments}).mark(answers))"
    )


def _markdown(name: str, lines: list[str]) -> dict[str, Any]:
    return {
        "cell_type": "markdown",
        "id": name,
        "metadata": {},
        "source": "\n".join(lines).rstrip("\n"),
    }


def _code(name: str, source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {},
        "outputs": [],
        "source": source,
    }

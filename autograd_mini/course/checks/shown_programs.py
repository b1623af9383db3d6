"""The small programs that the course shows, run: they are its own, and no text of a learner."""

from typing import Any


def run_shown(program: str, scope: dict[str, Any]) -> dict[str, Any]:
    """Return the variables of a program after it was run."""
    exec(compile(program, "<example>", "exec"), scope)
    return scope

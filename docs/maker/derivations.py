"""The misconceptions of derivations, for the site."""

from pathlib import Path

from autograd_mini.derivations.mistakes import MISTAKES

RIGHT = {"en": "Right", "zh": "正确"}
WRONG = {"en": "Wrong", "zh": "错误"}


def mistakes(language: str, pictures: Path) -> str:
    """Return every misconception: what is wrong, what leads to the right line, and an example.

    >>> page = mistakes("en", Path())
    >>> page.count("**`"), "δ3_k = y_k − a3_k" in page
    (24, True)
    """
    colon = ": " if language == "en" else "："
    found = []
    for mistake in MISTAKES.values():
        found.append(f"**`{mistake.name}`** {mistake.sentence[language]}\n{mistake.hint[language]}")
        lines = ((WRONG, mistake.example), (RIGHT, mistake.right))
        found.append("\n".join(f"- {word[language]}{colon}`{line}`" for word, line in lines))
    return "\n\n".join(found)

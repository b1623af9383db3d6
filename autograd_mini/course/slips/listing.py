"""Several names, or numbers, as a part of a sentence."""

MOST = 4  # that are named


def listed(names: list[str], language: str) -> str:
    """Return terms, or numbers, as a part of a sentence.

    >>> listed(["a", "b", "c"], "en"), listed(["a", "b"], "zh")
    ('a, b and c', 'a 和 b')
    """
    shown = [*names[:MOST], "…"] if len(names) > MOST else names
    if language == "zh":
        return " 和 ".join(shown) if len(shown) == 2 else "、".join(shown)
    if len(shown) < 2 or shown[-1] == "…":
        return ", ".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"

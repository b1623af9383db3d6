"""The name of a type with its article, as a part of an English sentence."""


def with_article(name: str) -> str:
    """Return the name of a type with its article.

    >>> with_article("tuple"), with_article("int")
    ('a tuple', 'an int')
    """
    return f"{'an' if name[:1] in 'aeiou' else 'a'} {name}"

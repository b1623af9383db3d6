"""Tables of words, in both languages: each word is in both of them, and is used somewhere."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXTS = {
    path: path.read_text("utf-8")
    for folder in ("autograd_mini", "demos", "docs/maker")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".js", ".html") and "examples" not in path.parts
}
TREES = {path: ast.parse(text) for path, text in TEXTS.items() if path.suffix == ".py"}
BENCH = ROOT / "autograd_mini" / "bench" / "page" / "words.js"


def tables(tree):
    """Return the tables of words of a module, each as its dictionaries in English and in Chinese.

    They are called ENGLISH and CHINESE, or stand as "en" and "zh" in one dictionary.
    """
    named, found = {}, []
    for n in tree.body:
        target = n.targets[0] if isinstance(n, ast.Assign) else getattr(n, "target", None)
        if isinstance(target, ast.Name) and isinstance(getattr(n, "value", None), ast.Dict):
            named[target.id] = n.value
    for one in named.values():
        keys = [getattr(key, "value", None) for key in one.keys]
        if keys == ["en", "zh"] and all(isinstance(d, ast.Dict) for d in one.values):
            found.append(tuple(one.values))
    if {"ENGLISH", "CHINESE"} <= set(named):
        found.append((named["ENGLISH"], named["CHINESE"]))
    return found


def keys_of(table):
    """Return the keys of a dictionary, without what is merged into it."""
    return [key.value for key in table.keys if isinstance(key, ast.Constant)]


def said_in_python(tree, at_home):
    """Return the texts of a module, and the pieces of those that are put together.

    A function is one where functions are asked for their names.

    at_home: whether it is a module of the room that the words are of; in other modules a key of a
    dictionary is a word of their own.  A key of a table of words never counts, and neither does the
    name of an element of XML.
    """
    silent = {id(key) for pair in tables(tree) for table in pair for key in table.keys}
    for n in ast.walk(tree):
        if isinstance(n, ast.Dict) and not at_home:
            silent |= set(map(id, n.keys))
        if isinstance(n, ast.Call) and ast.unparse(n.func) in ("ET.Element", "ET.SubElement"):
            silent |= set(map(id, n.args))
    asked = any(isinstance(n, ast.Attribute) and n.attr == "__name__" for n in ast.walk(tree))
    texts, made = set(), []
    for n in ast.walk(tree):
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in silent:
            texts.add(n.value)
        elif isinstance(n, ast.FunctionDef) and asked:
            texts.add(n.name)
        elif isinstance(n, ast.JoinedStr):
            made.append([v.value if isinstance(v, ast.Constant) else None for v in n.values])
    return texts, made


def said_in_script(text):
    """Return the same of a script or a page: what stands in quotation marks."""
    made = re.findall(r"`([^`\n]*\$\{[^`\n]*)`", text)
    pieces = [re.split(r"(\$\{[^}]*\})", one) for one in made]
    parts = [[None if piece[:1] == "$" else piece for piece in one if piece] for one in pieces]
    return {found for _, found in re.findall(r"""(["'`])(\w[\w -]*)\1""", text)}, parts


def pattern(pieces):
    """Return the pattern of names such as `shown_${kind}`, or nothing if it could be any name."""
    if not re.search(r"[a-z]{2}", "".join(filter(None, pieces))):
        return "(?!)"
    return "".join(r"[\w -]+" if piece is None else re.escape(piece) for piece in pieces)


@cache
def said_in(path, at_home):
    """Return the texts of a file, and the patterns of those that are put together."""
    tree = TREES.get(path)
    texts, made = said_in_python(tree, at_home) if tree else said_in_script(TEXTS[path])
    return texts, list(map(pattern, made))


def room(path):
    """Return the folder of the package that a file is in; each demo is a room of its own."""
    parts = path.relative_to(ROOT).parts
    return parts[:2] if parts[0] == "autograd_mini" and len(parts) > 2 else parts


def unused(path, words):
    """Return the words of a table that are named nowhere.

    It is looked for in its room, where its module is imported, and in scripts of other rooms that
    are imported from a script of its own.
    """
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    own = "".join(text for at, text in TEXTS.items() if room(at) == room(path))
    texts, made = set(), []
    for other, text in TEXTS.items():
        at_home = room(other) == room(path)
        imported = module in text or f'/{other.name}"' in own
        if other != BENCH and (at_home or imported):
            said = said_in(other, at_home)
            texts |= said[0]
            made += said[1]
    whole = re.compile("|".join(made) or "(?!)")
    return [word for word in words if word not in texts and not whole.fullmatch(word)]


TABLES = [
    pytest.param(path, *map(keys_of, pair), id=f"{path.relative_to(ROOT)}-{number}")
    for path, tree in TREES.items()
    for number, pair in enumerate(tables(tree))
]


@pytest.mark.parametrize(("path", "english", "chinese"), TABLES)
def test_every_word_is_in_both_languages_and_in_use(path, english, chinese):
    # What has a name in Chinese only is English itself, from somewhere else.
    named = [word for word in chinese if " " not in word or word in english]
    assert sorted(english) == sorted(named)
    assert unused(path, english) == []
    for word in set(chinese) - set(english):
        assert any(f'"{word}"' in text for at, text in TEXTS.items() if at != path), word


def test_every_word_of_the_bench_is_in_both_languages_and_in_use():
    table = TEXTS[BENCH].split("export function")[0]
    english, chinese = (re.findall(r"^    (\w+):", part, re.M) for part in table.split("  zh: {"))
    assert len(english) > 40 and english == chinese
    assert unused(BENCH, english) == []


def test_the_tables_are_found():
    """Those of the rooms that speak to a learner are among them."""
    found = {param.values[0].relative_to(ROOT).parts[1] for param in TABLES}
    rooms = {"exercises", "course", "derivations", "ledger", "stepper", "explain", "draw", "bench"}
    assert {*rooms, "nn", "compile", "command", "testing", "maker", "ledger.py"} <= found


def test_a_word_that_nobody_says_is_noticed():
    path = ROOT / "autograd_mini" / "ledger" / "messages.py"
    assert unused(path, ["said_by_nobody", "shown_theta", "shown", "step_none"]) == [
        "said_by_nobody"
    ]

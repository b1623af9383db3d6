"""Labels that Graphviz cannot read.

`dot` complains of a label in HTML that is no HTML; the Graphviz of a browser leaves the label out
and says nothing.  So it is looked at before.

>>> unreadable('digraph { a [label=<<b>x</b>>] }')
>>> unreadable('digraph { a [label=<<b>x>] }')
'mismatched tag: line 1, column 13'
>>> unreadable('digraph { a [label=<<blink>x</blink>>] }')
'<blink> is no tag of Graphviz'
"""

import re
import xml.etree.ElementTree as ET

TAGS = {
    "B", "BR", "FONT", "HR", "I", "IMG", "O", "S", "SUB", "SUP", "TABLE", "TD", "TR", "U", "VR",
}  # fmt: skip  # of "HTML-like labels" in the documentation of Graphviz
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def unreadable(source: str) -> str | None:
    """Return what is wrong with a label in a text in DOT, or None."""
    i = 0
    while i < len(source):
        if source[i] == '"':
            quoted = QUOTED.match(source, i)
            i = quoted.end() if quoted else len(source)
        elif source[i] == "<":
            depth, begin = 1, i + 1
            while depth:
                i += 1
                if i == len(source):
                    return "a label in HTML does not end"
                depth += {"<": 1, ">": -1}.get(source[i], 0)
            problem = _wrong(source[begin:i])
            if problem:
                return problem
            i += 1
        else:
            i += 1
    return None


def _wrong(label: str) -> str | None:
    text = re.sub(
        r"&([a-zA-Z]+);", lambda m: m[0] if m[1] in ("lt", "gt", "amp", "quot") else "?", label
    )
    try:
        root = ET.fromstring(f"<label>{text}</label>")
    except ET.ParseError as error:
        return str(error)
    for element in root.iter():
        if element is not root and element.tag.upper() not in TAGS:
            return f"<{element.tag}> is no tag of Graphviz"
    return None

"""A report on a class as one page: a line for each student, a column for each misconception."""

import html
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 16px/1.45 system-ui, sans-serif; margin: 1.5rem; color: #000; background: #fff; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid #C9D1DA; padding: 0.3rem 0.6rem; text-align: left; }}
th, td {{ vertical-align: top; }}
thead th {{ background: #F6F8FA; max-width: 11rem; }}
tr > :first-child {{ position: sticky; left: 0; min-width: 6rem; max-width: 8rem; }}
tr > :first-child {{ overflow-wrap: anywhere; }}
thead th:has(small) {{ min-width: 8rem; }}
tbody th {{ background: #fff; }}
td.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
td.has {{ background: #FFF4D6; text-align: center; font-weight: bold; }}
small {{ color: #5B6470; font-weight: normal; display: block; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{summary}</p>
<div class="wide" tabindex="0">
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</div>
</body>
</html>
"""
WORDS = {
    "en": {
        "title": "What a class has understood",
        "one": "{whole} of {students} engines fails nothing.",
        "summary": "{whole} of {students} engines fail nothing.",
        "alone": "The engine fails nothing.",
        "alone, wrong": "The engine fails something.",
        "alone, unmarked": "The engine could not be marked.",
        "student": "Engine",
        "passed": "Passed",
        "failed": "Failed",
        "missing": "Not there",
        "unexplained": "Not explained",
        "count": "{count} of {students}",
    },
    "zh": {
        "title": "全班学得怎样",
        "one": "{students} 个引擎中有 {whole} 个没有任何一项失败。",
        "summary": "{students} 个引擎中有 {whole} 个没有任何一项失败。",
        "alone": "这个引擎没有任何一项失败。",
        "alone, wrong": "这个引擎有失败的项目。",
        "alone, unmarked": "这个引擎无法批改。",
        "student": "引擎",
        "passed": "通过",
        "failed": "失败",
        "missing": "没有",
        "unexplained": "未能解释",
        "count": "{students} 个中有 {count} 个",
    },
}


class Student(NamedTuple):
    """What came of one engine.

    name: of its file.  passed, failed, missing: how many properties.  mistakes: the identifiers of
    the misconceptions that explain what failed; none if nothing explains it.  error: why it could
    not be marked.
    """

    name: str
    passed: int = 0
    failed: int = 0
    missing: int = 0
    mistakes: tuple[str, ...] = ()
    error: str = ""


def class_report(
    students: Sequence[Student], sentences: Mapping[str, str], language: str = "en"
) -> str:
    """Return the page, which needs nothing from elsewhere.

    sentences: of each misconception, by its identifier.
    """
    words = WORDS[language]
    counts = Counter(mistake for student in students for mistake in student.mistakes)
    columns = [mistake for mistake, _ in counts.most_common()]
    unexplained = any(student.failed and not student.mistakes for student in students)
    head = f"<th>{words['student']}</th>"
    for mistake in columns:
        share = words["count"].format(count=counts[mistake], students=len(students))
        sentence = html.escape(sentences.get(mistake, mistake))
        head += f"<th>{sentence}<small>{html.escape(mistake)}, {share}</small></th>"
    if unexplained:
        head += f"<th>{words['unexplained']}</th>"
    # Last, for on a telephone they would push what matters out of sight.
    head += "".join(f"<th>{words[key]}</th>" for key in ("passed", "failed", "missing"))
    body = "\n".join(_line(student, columns, unexplained) for student in students)
    return PAGE.format(
        language=language,
        title=words["title"],
        summary=_summary(students, words),
        head=head,
        body=body,
    )


def _summary(students: Sequence[Student], words: Mapping[str, str]) -> str:
    whole = sum(not student.failed and not student.error for student in students)
    if len(students) == 1:
        unmarked = bool(students[0].error)
        return words["alone" if whole else "alone, unmarked" if unmarked else "alone, wrong"]
    return words["one" if whole == 1 else "summary"].format(students=len(students), whole=whole)


def _line(student: Student, columns: Sequence[str], unexplained: bool) -> str:
    """Return the row of a student."""
    name = html.escape(printable(student.name))
    if student.error:
        wide = 3 + len(columns) + unexplained
        error = html.escape(printable(student.error))
        return f'<tr><th scope="row">{name}</th><td colspan="{wide}">{error}</td></tr>'
    has = [mistake in student.mistakes for mistake in columns]
    if unexplained:
        has.append(bool(student.failed and not student.mistakes))
    cells = ['<td class="has">✗</td>' if one else "<td></td>" for one in has]
    cells += [
        f'<td class="number">{number}</td>'
        for number in (student.passed, student.failed, student.missing)
    ]
    return f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>'


def printable(text: str) -> str:
    """Return a text with a replacement for each character that cannot be shown."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)

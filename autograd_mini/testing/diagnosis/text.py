"""A diagnosis for people, in English and in Chinese, and for programs."""

from __future__ import annotations

import linecache
import re
from pathlib import Path
from typing import Any

from autograd_mini import options
from autograd_mini.elementary import TABLE
from autograd_mini.formulas.minus import minus
from autograd_mini.testing.diagnosis.finding import Finding, Findings
from autograd_mini.testing.diagnosis.mistakes import MISTAKES
from autograd_mini.testing.diagnosis.phrases import PHRASES
from autograd_mini.testing.diagnosis.where import Place
from autograd_mini.testing.diagnosis.witness import Witness
from autograd_mini.testing.programs import Program, only_needed, to_python

SIGNS = {
    "add": "+", "sub": "−", "mul": "×", "div": "÷", "pow": "**", "neg": "−x", "maximum": "max",
    "minimum": "min",
}  # fmt: skip
MOST_LINES = 6  # of places that are shown with their code
MOST_PROBES = 5
PLUS_SIGN = re.compile(r"[^-=!<>+*/]=\s?\+")


def report(
    diagnosis: Findings,
    language: str,
    hints: int,
    explained: tuple[int, int] | None = None,
    *,
    left: bool = True,
) -> str:
    """Return a diagnosis as text; see Diagnosis.text.

    explained: of what a reader sees failing, how much it explains, and how much there is; by
    default it is all, and more than one thing.  left: whether the programs are named that it does
    not explain.
    """
    options.spoken(language)
    options.whole("hints", hints, 1, 4)
    say = PHRASES[language]
    blocks = []
    if hints == 1:
        questions = [_filled(f, language, "question") for f in diagnosis.mistakes]
        if not questions:  # limits come after misconceptions
            questions = [_filled(f, language, "question") for f in _limits(diagnosis)]
        blocks = list(dict.fromkeys(questions))
        if diagnosis.unexplained and not diagnosis.mistakes:
            blocks.append(_unexplained(diagnosis, say))
        return "\n".join(blocks) or say["right"]
    if diagnosis.mistakes:
        blocks.append(_mistakes(diagnosis, language, hints, explained))
        if diagnosis.unexplained and left:
            joint = "；" if language == "zh" else "; "
            names = joint.join(diagnosis.unexplained[:MOST_PROBES])
            blocks.append(say["left"].format(probes=names))
    elif diagnosis.unexplained:
        blocks.append(say["nothing"] + "\n" + _unexplained(diagnosis, say))
    blocks += of_limits(diagnosis, language, hints)
    if hints == 4 and diagnosis.repair:
        many = "tried one" if diagnosis.failed == 1 else "tried"
        tried = many if diagnosis.mistakes else "tried limit"
        said = say[tried].format(count=diagnosis.failed)
        blocks.append(f"{said}\n{_indented(diagnosis.repair.diff)}")
    return "\n".join(blocks) or say["right"]


def _indented(block: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in block.splitlines())


def _limits(diagnosis: Findings) -> list[Finding]:
    return [finding for finding in diagnosis.limits if not finding.harmless]


def _mistakes(
    diagnosis: Findings, language: str, hints: int, explained: tuple[int, int] | None
) -> str:
    say, found = PHRASES[language], diagnosis.mistakes
    if len(found) == 1:
        sure = "closest" if diagnosis.unexplained else _how_much(explained)
        count, of = explained or (0, 0)
        sentence = say[sure].format(count=count, of=of) + _filled(found[0], language)
        return "\n".join([sentence, *_details(found[0], language, hints)])
    head = say["closest many"] if diagnosis.unexplained else say["many"]
    lines = [head.format(count=_count(len(found), language))]
    for number, finding in enumerate(found, 1):
        lines.append(f"{number}. {capital(_filled(finding, language))}")
        lines += _details(finding, language, hints)
    return "\n".join(lines)


def _how_much(explained: tuple[int, int] | None) -> str:
    """Return the phrase that says how much is explained."""
    count, of = explained or (0, 0)
    return "part" if 0 < count < of else "single" if of == 1 else "one"


def _count(number: int, language: str) -> str:
    words = ("", "", "Two", "Three", "Four", "Five", "Six")
    return words[number] if language == "en" and number < len(words) else str(number)


def _details(finding: Finding, language: str, hints: int) -> list[str]:
    say, lines = PHRASES[language], []
    if hints >= 3:
        lines += [f"  {line}" for line in lines_of(finding.place, language)]
    if finding.witness:
        lines.append("  " + shown(finding.witness, language))
    if finding.words and hints >= 3:
        letters = _letters(finding.words, say)
        if finding.name == "crashes-in-rule":
            lines.append("  " + say["error"].format(words=finding.words))
        elif letters:
            lines.append("  " + say["acts"].format(words=finding.words, letters=letters))
    for other in finding.others:
        sentence = filled(other, finding.operations, language)
        lines.append("  " + say["or"] + sentence)
    return lines


def _letters(formula: str, say: dict[str, str]) -> str:
    """Return what the letters in a formula of a derivative stand for.

    >>> _letters("y·(1 − u)", PHRASES["en"]), _letters("v·x", PHRASES["zh"])
    ('u is the operand and y is the result', 'v、x 是运算数')
    """
    names = sorted(set(re.findall(r"\b[uvx]\b", formula)))
    operands = say["operand" if len(names) == 1 else "operands"]
    told = [operands.format(names=say["and"].join(names))] if names else []
    told += [say["y"]] if re.search(r"\by\b", formula) else []
    return ("，" if say is PHRASES["zh"] else " and ").join(told)


def lines_of(place: Place | None, language: str) -> list[str]:
    """Return the lines of a file as they are to be read; none if there is no place."""
    say, lines = PHRASES[language], []
    for line in place.lines[:MOST_LINES] if place else ():
        code = code_at(place.file, line) if place else ""
        name = Path(place.file).name if place else ""
        said = say[_kind(place, code)]
        lines.append(said.format(file=name, line=line, code=code).rstrip())
        if PLUS_SIGN.search(code):
            lines.append(say["plus"])
    return lines


def code_at(file: str, line: int) -> str:
    """Return a line of a file as it is now: a learner may have changed it since it was read."""
    linecache.checkcache(file)
    return linecache.getline(file, line).strip()


def _kind(place: Place | None, code: str) -> str:
    """Return which phrase tells of a line: whether it is wrong, or another one is missing there."""
    if not (place and place.lacks):
        return "line"
    kinds = {"def ": "lacks in", "for ": "lacks behind", "while ": "lacks behind"}
    return next((kind for begins, kind in kinds.items() if code.startswith(begins)), "lacks")


def of_limits(diagnosis: Findings, language: str, hints: int) -> list[str]:
    """Return what there is to say of the limits and the conventions of an engine."""
    say, blocks = PHRASES[language], []
    if found := _limits(diagnosis):
        wrong = diagnosis.mistakes or diagnosis.unexplained
        lines = [say["limits" if wrong else "limits only"]]
        for finding in found:
            lines.append("- " + capital(_filled(finding, language)))
            lines += _details(finding, language, hints)
        blocks.append("\n".join(lines))
    if choices := [finding for finding in diagnosis.limits if finding.harmless]:
        sentences = ["- " + capital(_filled(finding, language)) for finding in choices]
        blocks.append("\n".join([say["choice"], *sentences]))
    return blocks


def _unexplained(diagnosis: Findings, say: dict[str, str]) -> str:
    joint = "；" if say is PHRASES["zh"] else "; "
    names = joint.join(diagnosis.unexplained[:MOST_PROBES])
    return say["wrong"].format(failed=diagnosis.failed, probes=diagnosis.probes, names=names)


def _filled(finding: Finding, language: str, what: str = "sentence") -> str:
    return filled(finding.name, finding.operations, language, what)


def filled(name: str, operations: tuple[str, ...], language: str, what: str = "sentence") -> str:
    """Return the sentence or the question of a misconception about some operations.

    >>> filled("wrong-sign", ("sub",), "en")
    'the derivative of − has the wrong sign.'
    """
    say = PHRASES[language]
    signs = [SIGNS.get(name, name) for name in operations]
    comma = "、" if language == "zh" else ", "
    op = comma.join(signs)
    if not op and name == "crashes-in-rule":
        op = "backward()"
    in_op = say["in"].format(op=op) if operations else ""
    template: str = getattr(MISTAKES[name], what)[language]
    if len(signs) > 1:
        op = say["each"].format(first=comma.join(signs[:-1]), last=signs[-1])
        template = template.replace("它的", "它们的").replace("自己的", "各自的")
    if not op and language == "zh":  # between Chinese words there is no space
        template = template.replace("{op} ", "{op}").replace(" {op}", "{op}")
    # A question takes one operation as an example.
    whole = say["any" if what == "question" else "every"]
    return template.format(op=op or whole, in_op=in_op)


def capital(sentence: str) -> str:
    """Begin a sentence with a capital letter, unless it begins with the name of a function."""
    first = sentence.split(" ")[0].rstrip(",")
    name = first in TABLE or "(" in first
    return sentence if name else sentence[:1].upper() + sentence[1:]


def needed(witness: Witness) -> tuple[Program, tuple[float, ...], dict[int, int]]:
    """Return what is needed of a program to show what is wrong, and where its leaves are then."""
    probe = witness.probe
    results = [range(len(probe.numbers) + len(probe.program))[node] for node, _ in probe.passes]
    leaf = [witness.at] if witness.what in ("grad", "leaf") else []
    return only_needed(probe.program, probe.numbers, [*results, *leaf])


def shown(witness: Witness, language: str) -> str:
    """Return a small program, what it should give, and what it gives."""
    say, probe, letters = PHRASES[language], witness.probe, "abcdefghijklmnopqrstuvwxyz"
    program, numbers, places = needed(witness)
    lines = to_python(program, numbers).splitlines()
    steps = [
        line for line in lines if " = " in line and "Value(" not in line and "print" not in line
    ]
    if len(probe.passes) > 1 and probe.passes[0][0] != probe.passes[1][0]:
        steps = [step.replace("J = ", f"{letters[len(numbers) + len(program) - 1]} = ")
                 for step in steps]  # fmt: skip
    at = say["comma"].join(minus(f"{letters[i]} = {x:g}") for i, x in enumerate(numbers))
    whole = "; ".join(steps) + say["at"] + at
    if isinstance(witness.found, str):
        return say.get(witness.found, say["changed"]).format(program=whole)
    what = witness.what
    if what == "grad" and len(probe.passes) > 1:
        what = "again" if probe.passes[0] == probe.passes[1] else "both"
    found, should = _numbers(witness.found, witness.should)
    leaf = letters[places.get(witness.at, 0)]
    return say[what].format(program=whole, leaf=leaf, found=found, should=should)


def _numbers(found: float | str, should: float | str) -> tuple[str, str]:
    """Return two numbers as they are to be read, with as many digits as it takes to differ.

    >>> _numbers(2.0, 4.0), _numbers(1.82203, 1.82212)
    (('2', '4'), ('1.822', '1.8221'))
    """
    for digits in range(3, 18):
        first, other = (x if isinstance(x, str) else minus(f"{x:.{digits}g}")
                        for x in (found, should))  # fmt: skip
        if first != other or found == should:
            break
    return first, other


def entries(diagnosis: Findings, language: str, hints: int) -> list[dict[str, Any]]:
    """Return a diagnosis for `--json`; see Diagnosis.as_json."""
    options.spoken(language)
    options.whole("hints", hints, 1, 4)
    if not (diagnosis or _limits(diagnosis)):
        return []
    every = [*diagnosis.mistakes, *_limits(diagnosis)]
    what = "question" if hints == 1 else "sentence"
    entry: dict[str, Any] = {
        "mistakes": [f.name for f in diagnosis.mistakes] if hints > 1 else [],
        "operations": list(dict.fromkeys(op for f in every for op in f.operations)),
        "sentence": " ".join(capital(_filled(f, language, what)) for f in every),
        "limits": [f.name for f in _limits(diagnosis)] if hints > 1 else [],
        "conventions": [f.name for f in diagnosis.limits if f.harmless],
        "or": sorted({other for f in every for other in f.others}) if hints > 1 else [],
        "unexplained": list(diagnosis.unexplained),
        "lines": [],
        "repair": None,
    }
    if hints >= 3:
        entry["lines"] = sorted({line for f in every if f.place for line in f.place.lines})
    if hints >= 4 and diagnosis.repair:
        entry["repair"] = {"diff": diagnosis.repair.diff}
    return [entry]

"""Verdicts as people and programs want them: a table, JSON, JUnit's XML, Gradescope's results."""

import json
import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from autograd_mini.formulas.labels import width_of
from autograd_mini.testing.conform.adapter import read_section
from autograd_mini.testing.conform.messages import comments_in_chinese, in_language, with_minus
from autograd_mini.testing.conform.naming import EngineError
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.verdicts import (
    ERROR,
    FAILED,
    NOT_SUPPORTED,
    PASSED,
    Verdict,
    counts,
)

SIGNS = {
    "en": {PASSED: "passed", FAILED: "FAILED", NOT_SUPPORTED: "–", ERROR: "?"},
    "zh": {PASSED: "通过", FAILED: "未通过", NOT_SUPPORTED: "–", ERROR: "?"},
}
WORDS = {
    "en": {
        "reason": " ({reason})",
        "not judged": "not judged: the suite itself failed: {reason}",
        "failed": "FAILED {name}",
        "end": "{sentence}.",
        "component": "∂J/∂{name} is {actual!r}; it should be {expected!r}",
    },
    "zh": {
        "reason": "（{reason}）",
        "not judged": "没有评判，因为检查程序自己出了错：{reason}",
        "failed": "未通过 {name}",
        "end": "{sentence}。",
        "component": "∂J/∂{name} 是 {actual!r}，应为 {expected!r}",
    },
}


def table(
    engine: str, verdicts: Sequence[Verdict], notes: Sequence[str] = (), language: str = "en"
) -> str:
    """Return the verdicts as a table of text, a line each, with the counts below.

    notes: what is to be said before it.  language: of all words.
    """
    width = max((len(verdict.name) for verdict in verdicts), default=0)
    words = WORDS[language]
    lines = [engine, *(in_language(note, language) for note in notes), ""]
    for verdict in verdicts:
        reason = ""
        if verdict.status == NOT_SUPPORTED:
            reason = words["reason"].format(reason=message(verdict, language))
        if verdict.status == ERROR:
            last = "".join(verdict.message.strip().splitlines()[-1:])
            reason = words["reason"].format(reason=words["not judged"].format(reason=last))
        sign = SIGNS[language][verdict.status]
        sign += " " * (6 - width_of(sign))
        sentence = said(verdict, language)
        lines.append(f"  {sign}  {verdict.name:{width}}  {sentence}{reason}")
    joint = "，" if language == "zh" else ", "
    return "\n".join([*lines, "", joint.join(counts(verdicts, language))])


def said(verdict: Verdict, language: str) -> str:
    """Return the sentence of the property that a verdict is about."""
    return PROPERTIES[verdict.name].said(language)


def message(verdict: Verdict, language: str) -> str:
    """Return why a property has not passed."""
    return in_language(verdict.message, language)


def failure(verdict: Verdict, language: str = "en") -> str:
    """Return what is to be said of a failed property, with its example to paste."""
    words = WORDS[language]
    lines = [
        words["failed"].format(name=verdict.name),
        f"  {said(verdict, language)}",
        f"  {words['end'].format(sentence=message(verdict, language))}",
    ]
    if verdict.example.python:
        code = verdict.example.python
        code = comments_in_chinese(code) if language == "zh" else code
        lines += ["", *(f"    {line}".rstrip() for line in code.splitlines())]
    if verdict.example.actual and verdict.example.expected:
        lines.append("")
        for i, (actual, expected) in enumerate(
            zip(verdict.example.actual, verdict.example.expected)
        ):
            numbers = {"name": _letter(i), "actual": actual, "expected": expected}
            lines.append(f"    {with_minus(words['component'].format(**numbers))}")
    return "\n".join(lines)


def _letter(i: int) -> str:
    return chr(ord("a") + i)


def as_json(
    engine: str,
    verdicts: Sequence[Verdict],
    *,
    notes: Sequence[str] = (),
    diagnosis: Sequence[Mapping[str, Any]] = (),
    error: str = "",
) -> str:
    """Return the verdicts as JSON; a number that JSON has no word for is text there.

    notes: what is to be said of the engine.  diagnosis: what explains the failures, the best
    explanation first.  error: why there are no verdicts.
    """
    told = {
        "engine": engine,
        "notes": list(notes),
        "error": error,
        "counts": {
            s: sum(v.status == s for v in verdicts) for s in (PASSED, FAILED, NOT_SUPPORTED)
        },
        "diagnosis": list(diagnosis),
        "properties": [asdict(verdict) for verdict in verdicts],
    }
    return json.dumps(_finite(told), ensure_ascii=False, indent=1) + "\n"


def _finite(told: Any) -> Any:
    if isinstance(told, dict):
        return {key: _finite(value) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_finite(value) for value in told]
    if isinstance(told, float) and not math.isfinite(told):
        return repr(told)
    return told


def as_junit(engine: str, verdicts: Sequence[Verdict], *, error: str = "") -> str:
    """Return the verdicts as JUnit's XML, which continuous integration reads.

    error: why there are no verdicts, which then is the only case.
    """
    engine = _xml(engine)
    suite = ET.Element(
        "testsuite",
        name=engine,
        tests=str(len(verdicts) + bool(error)),
        failures=str(sum(v.status == FAILED for v in verdicts)),
        skipped=str(sum(v.status == NOT_SUPPORTED for v in verdicts)),
        errors=str(sum(v.status == ERROR for v in verdicts) + bool(error)),
        time=f"{sum(v.seconds for v in verdicts):.3f}",
    )
    if error:
        case = ET.SubElement(suite, "testcase", classname=engine, name="import")
        ET.SubElement(case, "error", message=_xml(error))
    for verdict in verdicts:
        case = ET.SubElement(
            suite, "testcase", classname=engine, name=verdict.name, time=f"{verdict.seconds:.3f}"
        )
        if verdict.status == FAILED:
            failed = ET.SubElement(case, "failure", message=_xml(verdict.message))
            failed.text = _xml(failure(verdict))
        elif verdict.status == NOT_SUPPORTED:
            ET.SubElement(case, "skipped", message=_xml(verdict.message))
        elif verdict.status == ERROR:
            ET.SubElement(case, "error", message=_xml(verdict.message))
    suites = ET.Element("testsuites")
    suites.append(suite)
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _xml(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def as_score(
    verdicts: Sequence[Verdict],
    weights: Mapping[str, float],
    *,
    explained: str = "",
    mistakes: Sequence[str] = (),
    error: str = "",
) -> str:
    """Return the verdicts as Gradescope's results.json.

    weights: the points for each property, 1 where it has none; a property of weight 0 is left out,
    and so is one that could not be judged.  A property that is not supported gets no points.  Where
    weights name misconceptions, these are what costs points: a property that failed keeps its own,
    and each misconception of the engine takes off as many as it weighs.
    explained: what explains the failures, in words, to be shown above them.  mistakes: the
    misconceptions in it, by their identifiers.  error: why there are no verdicts.

    This is no defence against who wants points without an engine: the engine runs on the same
    machine, as the same user, and could read this package and write into its memory or files.  It
    keeps what engines do by mistake from looking like points, and forgeries in a few lines.  Where
    that is not enough, run the command as another user in a container, and read the submissions.
    """
    by_mistakes = bool(mistakes) and not weights.keys() <= PROPERTIES.keys()
    tests = []
    for verdict in verdicts:
        points = weights.get(verdict.name, 1.0)
        if points and verdict.status != ERROR:
            passed = verdict.status == PASSED or (by_mistakes and verdict.status == FAILED)
            output = failure(verdict) if verdict.status == FAILED else verdict.message
            tests.append(
                {
                    "name": f"{verdict.name}: {verdict.sentence}",
                    "score": points if passed else 0.0,
                    "max_score": points,
                    "status": "passed" if verdict.status == PASSED else "failed",
                    "output": output,
                }
            )
    reached = math.fsum(float(str(t["score"])) for t in tests)
    taken = {mistake: weights.get(mistake, 0.0) for mistake in mistakes if by_mistakes}
    score = max(0.0, reached - math.fsum(taken.values()))
    if taken:
        costs = ", ".join(f"{mistake} {points:g}" for mistake, points in taken.items())
        explained = f"{explained}\n\nPoints taken off: {costs}."
    elif mistakes:
        lost = math.fsum(float(str(t["max_score"])) for t in tests) - reached
        explained = f"{explained}\n\nWhat failed costs {lost:g} points: {', '.join(mistakes)}."
    above = error or explained
    told = {"score": score, "tests": tests, **({"output": above} if above else {})}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def read_weights(path: str | None) -> dict[str, float]:
    """Return the points of properties and misconceptions in a file, in its section [weights].

    EngineError if it cannot be read, names neither, or gives no number of points.
    """
    from autograd_mini.testing.diagnosis.mistakes import MISTAKES

    weights = {}
    for name, text in ({} if path is None else read_section(path, "weights")).items():
        if name not in PROPERTIES and name not in MISTAKES:
            raise EngineError(
                f"{path} has a weight for {name!r}, and neither a property nor a misconception is "
                "called so"
            )
        try:
            weights[name] = float(text)
        except ValueError:
            weights[name] = math.nan
        if not 0 <= weights[name] < math.inf:
            raise EngineError(f"{path} gives {name} the weight {text!r}, which is no number ≥ 0")
    return weights


def failures(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """Yield the verdicts on properties that failed."""
    return (verdict for verdict in verdicts if verdict.status == FAILED)

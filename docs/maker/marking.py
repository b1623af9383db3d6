"""Every property of the conformance suite, and every misconception, and the smallest program.

Both are made from the tables.  The program of a property is the one that the suite itself finds for
an engine whose every gradient is off; what a misconception does to its program is foretold by the
reference engine of the diagnosis.
"""

import html
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograd_mini.draw import Drawing
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.properties import PROPERTIES, Property
from autograd_mini.testing.conform.trial import Example, NotSupported, Wrong
from autograd_mini.testing.conform.verdicts import FAILED, Verdict
from autograd_mini.testing.conform.wrong_edge import picture
from autograd_mini.testing.diagnosis.forward import BOTH, LEFT, RIGHT, forward
from autograd_mini.testing.diagnosis.mistakes import MISTAKES, Mistake
from autograd_mini.testing.diagnosis.probes import graph_probes, operation_probes
from autograd_mini.testing.diagnosis.reference import Gradients, Probe, alike, predict
from autograd_mini.testing.diagnosis.sites import Site, global_sites, local_sites
from autograd_mini.testing.diagnosis.text import capital, filled, shown
from autograd_mini.testing.diagnosis.witness import Witness, first_wrong

FORMS = {"mul": {BOTH, RIGHT, LEFT}, "sub": {BOTH, RIGHT, LEFT}, "div": {BOTH, RIGHT, LEFT},
         "tanh": {BOTH}, "log": {BOTH}, "exp": {BOTH}, "pow": {RIGHT}, "add": {BOTH},
         "maximum": {BOTH}}  # fmt: skip
# The operations to look for a misconception in: the one that its record names comes first.
KEYS = ("mul", "tanh", "sub", "div", "log", "exp", "pow:number", "add", "maximum")
WORDS = {
    "en": {"graph": "Its graph", "asks": "The question that leads to it: ", "looks": "In Python",
           "red": "What is red and dashed is wrong.", "stop": "."},
    "zh": {"graph": "它的计算图", "asks": "引向它的问题：", "looks": "写成 Python",
           "red": "红色虚线标出的是错的。", "stop": "。"},
}  # fmt: skip


class _Off(Engine):
    """Our engine, each gradient of which is read wrongly."""

    def grad(self, v: object) -> float:
        return super().grad(v) + 1000.0


def program_of(name: str) -> str:
    """Return the smallest program that shows a property, as Python; "" if no program alone does."""
    try:
        PROPERTIES[name].check(_Off("autograd_mini:Value"))
    except Wrong as wrong:
        return wrong.example.python.strip()
    except NotSupported:
        pass
    return ""


def properties(language: str, folder: Path) -> str:
    """Return all properties as Markdown, a folded program in each; none has a picture."""
    return "\n".join(_property(known, language) for known in PROPERTIES.values())


def _property(known: Property, language: str) -> str:
    said = f"<code>{known.name}</code> {html.escape(known.said(language))}"
    program = program_of(known.name)
    if not program:
        return f'<p class="property">{said}</p>\n'
    return f"<details><summary>{said}</summary>\n\n```py\n{program}\n```\n\n</details>\n"


def mistakes(language: str, folder: Path) -> str:
    """Return all misconceptions, limits and conventions as Markdown."""
    return "\n\n".join(part for m in MISTAKES.values() for part in _mistake(m, language, folder))


def _mistake(mistake: Mistake, language: str, folder: Path) -> Iterator[str]:
    say = WORDS[language]
    found = shortest(mistake)
    operations = found[0].operations if found else ()
    yield f"### `{mistake.name}`"
    yield capital(filled(mistake.name, operations, language))
    question = filled(mistake.name, operations, language, "question")
    yield f"{say['asks']}*{question}*"
    yield f"```text\n{mistake.code}\n```"
    if not found:
        yield f"`{mistake.smallest}`"
        return
    site, probe, witness = found
    seed = probe.passes[0][1]
    yield shown(witness, language) + ("" if seed is None else f" (`J.backward({seed:g})`)")
    drawing = _picture(site, probe, language)
    if drawing:
        folder.mkdir(parents=True, exist_ok=True)
        drawing.save(folder / f"{mistake.name}.svg")
        alt = html.escape(f"{say['graph']}: {mistake.smallest}")
        yield f'<img class="picture" src="pictures/{mistake.name}.svg" alt="{alt}" loading="lazy">'


def shortest(mistake: Mistake) -> tuple[Site, Probe, Witness] | None:
    """Return where a misconception shows first: its switches, a program, and what is wrong."""
    for site in _sites(mistake):
        for probe in _probes(site):
            found, should = predict(probe, site.patch), predict(probe, {})
            if found is None or should is None or alike(found, should):
                continue
            witness = first_wrong(probe, found, should)
            if witness:
                return site, probe, witness
    return None


def _sites(mistake: Mistake) -> Iterator[Site]:
    def local(keys: Iterable[str]) -> Iterator[Site]:
        return (site for key in keys for site in local_sites([key], FORMS))

    named = [key for key in KEYS if key in mistake.smallest]
    for site in (*local(named), *global_sites(), *local(KEYS)):
        if site.mistake == mistake.name:
            yield site


def _probes(site: Site) -> list[Probe]:
    probes = list(graph_probes())
    for op in site.operations:
        probes += operation_probes(op, FORMS.get(op, {BOTH}), True)
    if site.operations:
        probes = [p for p in probes if {c.name for c in p.program} & set(site.operations)]
    # The plainest first: one pass, begun with 1.
    return sorted(
        probes,
        key=lambda p: (len(p.passes), p.passes[0][1] is not None, bool(p.watch), len(p.program)),
    )


def _picture(site: Site, probe: Probe, language: str) -> Drawing | None:
    """Return the graph of a program with the edge that goes wrong; None if that is not known."""
    if len(probe.passes) > 1 or probe.passes[0][1] is not None or probe.watch or not probe.program:
        return None
    try:
        graph = forward(probe.program, probe.numbers, site.patch)
        gradients = Gradients(graph, site.patch)
        gradients.backward(graph.at[-1], None)
    except Exception:  # such an engine ends in an error there, and has no gradients to draw
        return None
    adjoints = [gradients[node] for node in graph.at]
    example = Example("", probe.program, probe.numbers, adjoints=adjoints)
    drawing = picture(Verdict(site.mistake, "", FAILED, "", example=example))
    if drawing:
        drawing.attr(label=WORDS[language]["red"] if "style=dashed" in _dot(drawing) else "")
    return drawing


def _dot(drawing: Drawing) -> str:
    return str(drawing.source).replace('"', "")

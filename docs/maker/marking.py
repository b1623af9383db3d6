"""Every property of the conformance suite, and every misconception, and the smallest program.

Both are made from the tables.  The program of a property is the one that the suite itself finds for
an engine whose gradients are off as soon as the graph has what the property is about; what a
misconception does to its program is foretold by the reference engine of the diagnosis.
"""

import contextlib
import html
import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from autograd_mini import Value
from autograd_mini.draw import Drawing, draw_graph
from autograd_mini.elementary import TABLE
from autograd_mini.graph import topological_order
from autograd_mini.options import code_in
from autograd_mini.testing.conform import trial
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.properties import PROPERTIES, Property
from autograd_mini.testing.conform.trial import Example, NotSupported, Wrong
from autograd_mini.testing.conform.verdicts import FAILED, Verdict
from autograd_mini.testing.conform.wrong_edge import WORDS as SIGNS_OF_WRONG
from autograd_mini.testing.conform.wrong_edge import picture
from autograd_mini.testing.diagnosis.forward import BOTH, LEFT, RIGHT, forward
from autograd_mini.testing.diagnosis.mistakes import MISTAKES, Mistake
from autograd_mini.testing.diagnosis.probes import graph_probes, operation_probes
from autograd_mini.testing.diagnosis.reference import Gradients, Probe, alike, predict
from autograd_mini.testing.diagnosis.sites import Site, global_sites, local_sites
from autograd_mini.testing.diagnosis.text import capital, filled, needed, shown
from autograd_mini.testing.diagnosis.witness import Witness, first_wrong

FORMS = {"mul": {BOTH, RIGHT, LEFT}, "sub": {BOTH, RIGHT, LEFT}, "div": {BOTH, RIGHT, LEFT},
         "tanh": {BOTH}, "log": {BOTH}, "exp": {BOTH}, "pow": {RIGHT}, "add": {BOTH},
         "maximum": {BOTH}}  # fmt: skip
MOST_NODES = 12  # of the graph of a property
# What these are about is refused before there is a gradient.
REFUSED = {"outside_the_domain", "overflow", "saturated_cost"}
# The operations to look for a misconception in: the one that its record names comes first.
KEYS = ("mul", "tanh", "sub", "div", "log", "exp", "pow:number", "add", "maximum")
SIGNS = {"+": "add", "·": "mul", "/": "div", "−": "sub", "**": "pow"}
KNOWN = {*SIGNS, *TABLE}
WORDS = {
    "en": {"graph": "Its graph", "asks": "The question that leads to it: ",
           "shows": "What shows it: ",
           "seed": " (`J.backward({:g})`)"},
    "zh": {"graph": "它的计算图", "asks": "引向它的问题：",
           "shows": "能显示它的：",
           "seed": "（`J.backward({:g})`）", "a long chain": "一条长链",
           "a sum of many products": "许多乘积之和"},
}  # fmt: skip


class _Off(Engine):
    """Our engine, each gradient of which is read wrongly once a graph has something in it."""

    def __init__(self, has: Callable[[Value], bool]) -> None:
        super().__init__("autograd_mini:Value")
        self.has, self.result = has, Value(0.0)

    def backward(self, v: Any, *seed: float) -> None:
        self.result = v
        super().backward(v, *seed)

    def grad(self, v: object) -> float:
        return super().grad(v) + 1000.0 * self.has(self.result)


def _what_shows(name: str) -> Callable[[Value], bool]:
    """Return what tells whether a graph has in it what a property is about."""
    op = TABLE.get(name.removeprefix("derivative_of_"))
    if op:
        return lambda J: any(n.op is op and _is_plain(n) for n in topological_order(J))
    if name == "chain_rule":
        return lambda J: any(
            parent.op and by_parent != 1 and 1 not in parent.partials
            for parent, by_parent in zip(J.parents, J.partials)
        )
    return lambda J: name not in REFUSED


def _is_plain(n: Value) -> bool:
    """Tell whether the operands of a node are leaves with other numbers, at least 2 of a list."""
    leaves = {parent.data for parent in n.parents if not parent.op}
    return len(leaves) == len(n.parents) >= (2 if n.op and n.op.arity is None else 1)


def program_of(name: str) -> str:
    """Return the smallest program that shows a property, as Python."""
    met: list[str] = []
    watched, trial.about_to_run = trial.about_to_run, met.append
    try:
        PROPERTIES[name].check(_Off(_what_shows(name)))
    except Wrong as wrong:
        return wrong.example.python.strip()
    except NotSupported:
        pass
    finally:
        trial.about_to_run = watched
    return met[0].strip()  # what goes wrong is no gradient; the first program tells what does


def properties(language: str, folder: Path) -> str:
    """Return all properties as Markdown, a folded program in each, and its graph if it is small."""
    return "\n".join(_property(known, language, folder) for known in PROPERTIES.values())


def _property(known: Property, language: str, folder: Path) -> str:
    said = f"<code>{known.name}</code> {html.escape(known.said(language))}"
    program, scope = outcome(program_of(known.name))
    shown = f"```py\n{program}\n```\n"
    drawing = _graph(scope, language)
    if drawing:
        alt = f"{WORDS[language]['graph']}: {known.name}"
        shown += f"\n{_saved(drawing, folder, known.name, alt)}\n"
    return f"<details><summary>{said}</summary>\n\n{shown}\n</details>\n"


def outcome(program: str) -> tuple[str, dict[str, Any]]:
    r"""Run a program of ours; return it with what it prints, and its variables.

    >>> print(outcome("from autograd_mini import Value\nprint(Value(3.0).data)")[0])
    from autograd_mini import Value
    print(Value(3.0).data)  # 3.0
    >>> print(outcome("a = 1\na / 0\nprint(a)")[0])
    a = 1
    a / 0  # ZeroDivisionError
    """
    scope: dict[str, Any] = {}
    lines, printed = program.splitlines(), io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(program, "<program>", "exec"), scope)
    except (ArithmeticError, ValueError) as error:
        traceback = error.__traceback__
        last = traceback.tb_next.tb_lineno if traceback and traceback.tb_next else len(lines)
        return "\n".join([*lines[: last - 1], f"{lines[last - 1]}  # {type(error).__name__}"]), {}
    results = iter(printed.getvalue().splitlines())
    for i, line in enumerate(lines):
        if line.startswith("print("):
            result = next(results).rpartition(" = ")[2]
            lines[i] = line if "  # " in line else f"{line}  # {result}"
    return "\n".join(lines), scope


def _graph(scope: dict[str, Any], language: str) -> Drawing | None:
    """Return the graph of J, with the names of a program; None if it is large or not the only one.

    After two passes gradients are sums, which the edges of one graph do not explain.
    """
    J = scope.get("J")
    if not isinstance(J, Value) or "K" in scope or len(topological_order(J)) > MOST_NODES:
        return None
    for name, v in scope.items():
        if isinstance(v, Value):
            v.label = v.label or name
    drawing = draw_graph(J, collapse="none", language=language)
    drawing.attr(label="")  # the page has said what the signs are
    return drawing


def _saved(drawing: Drawing, folder: Path, name: str, alt: str) -> str:
    """Write a picture, and return the HTML that shows it."""
    folder.mkdir(parents=True, exist_ok=True)
    drawing.save(folder / f"{name}.svg")
    return (
        f'<img class="picture" src="pictures/{name}.svg" alt="{html.escape(alt)}" loading="lazy">'
    )


def mistakes(language: str, folder: Path) -> str:
    """Return all misconceptions, limits and conventions as Markdown."""
    return "\n\n".join(part for m in MISTAKES.values() for part in _mistake(m, language, folder))


def _mistake(mistake: Mistake, language: str, folder: Path) -> Iterator[str]:
    say = WORDS[language]
    found = shortest(mistake)
    operations = found[0].operations if found else _named(mistake)
    yield f"### `{mistake.name}`"
    yield capital(filled(mistake.name, operations, language))
    question = filled(mistake.name, operations, language, "question")
    yield f"{say['asks']}*{question}*"
    yield f"```text\n{code_in(language, mistake.code)}\n```"
    if not found:
        yield say["shows"] + f"`{say.get(mistake.smallest, mistake.smallest)}`"
        return
    site, probe, witness = found
    seed = probe.passes[0][1]
    yield shown(witness, language) + ("" if seed is None else say["seed"].format(seed))
    drawing = _picture(site, witness, language)
    if drawing:
        yield _saved(drawing, folder, mistake.name, f"{say['graph']}: {mistake.smallest}")


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


def _named(mistake: Mistake) -> tuple[str, ...]:
    """Return the operations that the program of a record names, by their signs or their names."""
    words = re.findall(r"[a-z]\w+|\*\*|[+·/−](?!\d)", mistake.smallest.replace("max(", "maximum("))
    return tuple(dict.fromkeys(SIGNS.get(word, word) for word in words if word in KNOWN))


def _sites(mistake: Mistake) -> Iterator[Site]:
    def local(keys: Iterable[str]) -> Iterator[Site]:
        return (site for key in keys for site in local_sites([key], FORMS))

    named = [key for key in KEYS if key.partition(":")[0] in _named(mistake)]
    functions = [key for key in named if key in mistake.smallest]
    for site in (*local(functions), *global_sites(), *local(named), *local(KEYS)):
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


def _picture(site: Site, witness: Witness, language: str) -> Drawing | None:
    """Return the graph of a program with the edge that goes wrong; None if that is not known."""
    probe = witness.probe
    if len(probe.passes) > 1 or probe.passes[0][1] is not None or probe.watch or not probe.program:
        return None
    program, numbers, _ = needed(witness)
    try:
        graph = forward(program, numbers, site.patch)
        gradients = Gradients(graph, site.patch)
        gradients.backward(graph.at[-1], None)
    except Exception:  # such an engine ends in an error there, and has no gradients to draw
        return None
    adjoints = [gradients[node] for node in graph.at]
    example = Example("", program, numbers, adjoints=adjoints)
    drawing = picture(Verdict(site.mistake, "", FAILED, "", example=example), language)
    if drawing:
        drawing.attr(label=SIGNS_OF_WRONG[language]["wrong"] if "✗" in _dot(drawing) else "")
    return drawing


def _dot(drawing: Drawing) -> str:
    return str(drawing.source).replace('"', "")

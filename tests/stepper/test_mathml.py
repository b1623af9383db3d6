"""Formulas become MathML that parses, with the learner's words as text and places to fill in."""

import re
import xml.etree.ElementTree as ET

from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograd_mini import Value
from autograd_mini.formulas.notation import label_latex
from autograd_mini.stepper.mathml import Formulas, mathml
from autograd_mini.stepper.trace import Trace
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs

# The parts of MathML that browsers know.
TAGS = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup",
    "msubsup", "munder", "munderover", "mstyle", "mover", "mpadded",
}  # fmt: skip


def parse(inside):
    return ET.fromstring(f"<math>{inside}</math>")


def words(inside):
    return "".join(parse(inside).itertext())


def flat(places):
    """All places, with those in a sum or difference that is a place of its own."""
    for place in places:
        if isinstance(place, str):
            yield place
        else:
            (template, *inner), (name, *operands) = place
            assert isinstance(template, int) and name in ("add", "sub") and len(operands) == 2
            yield from flat(inner)


LABELS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["z^(2)_1", "Θ^(1)_2,0", "learning_rate", "∂J/∂x", "x", "λ", "100 %", "7"]),
    st.text("<>&\"'\\{}$#%^_~|[]`* ", min_size=1, max_size=6),
)


@given(LABELS)
@example("<img src=x onerror=alert(1)>")
@example("]]></script>")
@example(r"\text{\textless{}}")
@example(r"\textless{}")
@example("&lt;")
def test_every_label_gives_mathml_that_parses(label):
    root = parse(mathml(label_latex(label)))
    assert {element.tag for element in root.iter()} <= TAGS
    assert not any("on" in name or "href" in name for e in root.iter() for name in e.attrib)


@given(st.text("abc<>&\"'\\{}$^~|=+-. ", min_size=1, max_size=12).map(lambda text: f"w{text}w"))
@example(r"\textless{}")
@example(r"a\textbraceleft{}b")
def test_words_say_what_the_label_says(label):
    assert words(mathml(label_latex(label))) == label


def test_names_have_their_scripts():
    assert mathml(label_latex("z^(2)_1")).startswith("<mrow><msubsup><mi>z</mi>")
    assert words(mathml(label_latex("∂J/∂x"))) == "∂J∂x"


@given(programs())
@settings(max_examples=40)
def test_templates_and_places_make_up_each_formula(drawn):
    program, numbers = drawn
    trace = Trace(run(program, VALUES, [Value(x) for x in numbers])[-1])
    formulas = Formulas()
    names = {f"n{rank}" for rank in trace.rank.values()}
    locals_ = {
        f"p{trace.rank[id(n)]}.{slot}" for n in trace.nodes for slot in range(len(n.parents))
    }
    known = {f"{letter}{rank}" for letter in "vg" for rank in trace.rank.values()} | locals_
    for moment in trace.moments[1:]:
        sides = [moment.equation.left, *moment.equation.chain]
        told = [(formulas.names(side), names) for side in sides]
        told += [(formulas.numbers(side, trace.rank), known) for side in sides[1:]]
        for (template, *places), allowed in told:
            assert set(flat(places)) <= allowed
            inside = formulas.templates[template]
            slots = re.findall(r"<mtext>(.*?)</mtext>", inside)
            assert sorted(map(int, slots)) == list(range(len(places)))
            assert {element.tag for element in parse(inside).iter()} <= TAGS
    assert len(set(formulas.templates)) == len(formulas.templates)


def test_a_formula_is_translated_once():
    x = Value(0.5)
    for _ in range(20):
        x = x.tanh()
    trace, formulas = Trace(x), Formulas()
    for moment in trace.moments[1:]:
        for side in moment.equation.chain:
            formulas.names(side)
    # y = tanh(x); at the end of the graph, the rule alone; elsewhere, with ∂J/∂c and ∂c/∂n.
    assert len(formulas.templates) == 4


def test_a_minus_before_a_number_is_no_operation():
    assert '<mo form="prefix">' in mathml(r"2 \cdot (-3)")
    assert '<mo form="prefix">' not in mathml("2 - 3")

"""Predict first: what is asked, what is said to an answer, and what is counted."""

import re

import pytest
from pages import neuron, shown

from autograd_mini import Value, dot
from autograd_mini.stepper import stepper
from autograd_mini.stepper.messages import MESSAGES
from autograd_mini.stepper.trace import Trace


def ask(page, position):
    page.locator(".position").fill(str(position))


def answer(page, number):
    """What is said to it: the sentence, and the hints, the newest first."""
    page.get_by_label(re.compile("Your answer|你的答案")).fill(
        number if isinstance(number, str) else repr(number)
    )
    page.keyboard.press("Enter")
    hints = page.locator(".hint").all_inner_texts()
    return page.locator(".verdict p, p.verdict").first.inner_text(), hints


def said(sentence, key, language="en"):
    # A name is a formula, which stands in lines of its own.
    flat = re.sub(r"\s+", "", sentence)
    pattern = "".join(r".*" if p.startswith("{") else re.escape(re.sub(r"\s+", "", p))
                      for p in re.split(r"(\{\w+\})", MESSAGES[language][key]))  # fmt: skip
    return re.fullmatch("✗" + pattern, flat) is not None


def predicting(open_page, J, **options):
    page = open_page(stepper(J, **options), viewport={"width": 390, "height": 844})
    page.get_by_label(re.compile("Predict first|先预测")).check()
    return page


def test_predict_first(open_page):
    _, _, J = neuron()
    page = predicting(open_page, J)
    page.get_by_role("button", name="Next step").click()
    assert shown(page, 3, "value") == "?"
    assert page.locator(".asked").count() == 1
    assert answer(page, "seven")[0] == "✗ That is no number."
    sentence, hints = answer(page, 3.0)
    assert "Not quite" in sentence and len(hints) == 1
    assert shown(page, 3, "value") == "?"
    assert "Right: −0.4" in answer(page, "−0,4004")[0]  # right to 1 %
    assert shown(page, 3, "value") == "−0.400"
    page.locator("main").focus()
    page.keyboard.press("ArrowRight")
    assert shown(page, 4, "value") == "?"
    page.get_by_role("button", name="Show me").click()
    assert shown(page, 4, "value") == "0.100"


def test_every_number_can_be_predicted_from_what_stands_beside_the_question(open_page):
    """And the score at the end says how."""
    _, _, J = neuron()
    trace = Trace(J)
    page = predicting(open_page, J)
    counts = {"once": 0, "hints": 0, "shown": 0}
    for position, moment in enumerate(trace.moments):
        if moment.kind in ("value", "term"):
            given = page.locator(".given").inner_text()
            for number in re.findall(r"= (\S+)", given):
                assert number.replace("−", "").replace(".", "").isdigit()
            n = trace.nodes[moment.node - 1]
            if moment.kind == "value":
                needed = [x.data if isinstance(x, Value) else x for x in n.operands]
            else:
                consumer = trace.nodes[moment.edge[0] - 1]
                needed = [consumer.grad]
            for number in needed:
                assert f"{number:.4g}".replace("-", "−") in given, (position, given)
            how = ["once", "hints", "shown"][position % 3]
            counts[how] += 1
            if how == "shown":
                page.get_by_role("button", name="Show me").click()
            else:
                if how == "hints":
                    answer(page, 1e6)
                # Two or three digits are as good as all.
                typed = repr(moment.number) if position % 2 else f"{moment.number:.2g}"
                assert answer(page, typed)[0].startswith("✓"), (moment, typed)
                page.locator("main").focus()
        if moment is not trace.moments[-1]:
            page.keyboard.press("ArrowRight")
    score = MESSAGES["en"]["score"].format(count=sum(counts.values()), **counts)
    assert page.locator(".score").inner_text() == score
    assert page.get_by_role("status").text_content().endswith(score)
    page.keyboard.press("Home")
    assert page.locator(".score").inner_text() == ""


# A neuron with a squared error, whose a is used twice, and what a learner may slip into there.


def twice():
    x, w, b = (Value(v, label=name) for v, name in ((0.7, "x"), (-1.3, "w"), (0.4, "b")))
    z = dot([w], [x]) + b
    z.label = "z"
    a = z.sigmoid()
    a.label = "a"
    return 0.3 * (a * 3.0 + (a - 1.0) ** 2)


def moment_of(trace, kind, name, term=0):
    """The place of a moment."""
    ranks = [rank for rank, n in enumerate(trace.nodes, start=1) if n.label == name]
    return next(
        position
        for position, moment in enumerate(trace.moments)
        if (moment.kind, [moment.node], moment.term) == (kind, ranks, term)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_slip_has_its_sentence_and_every_hint_is_new(open_page, language):
    J = twice()
    trace = Trace(J)
    of = {n.label: n for n in trace.nodes}
    a, z = of["a"], of["z"]
    first, last = (trace.moments[moment_of(trace, "term", "a", term)] for term in (1, 2))
    sent = trace.nodes[last.edge[0] - 1].grad
    local = trace.nodes[last.edge[0] - 1].partials[last.edge[1]]
    slope = a.partials[0]
    slips = {
        ("value", "a", 0): {"slip_slope": slope, "slip_sign": -a.data},
        ("term", "a", 1): {"slip_early": a.grad, "slip_sign": -first.number},
        ("term", "a", 2): {
            "slip_path": sent * local,
            "slip_local": first.number + local,
            "slip_added": first.number + sent + local,
            "slip_sign": first.number - sent * local,
        },
        ("term", "z", 1): {
            "slip_local": slope,
            "slip_value": a.grad * a.data,
            "slip_added": a.grad + slope,
            "slip_sign": -z.grad,
            "wrong": 1e6,
        },
    }
    page = predicting(open_page, J, language=language)
    for where, answers in slips.items():
        ask(page, moment_of(trace, *where))
        before: list[str] = []
        for level, (key, number) in enumerate(answers.items(), start=1):
            sentence, hints = answer(page, number)
            assert said(sentence, key, language), (where, key, sentence)
            assert len(hints) == min(level, 3)
            assert hints[-len(before) :] == before or level > 3 or not before
            before = hints
        assert page.locator(".verdict.right").count() == 0
    # The three of them, at the last of these: the rule, the formula with names, and with numbers.
    third, second, rule = page.locator(".hint").all()
    assert "g" not in third.locator("math").all_text_contents()
    assert f"{a.data:.4g}" in third.inner_text() and f"{a.data:.4g}" not in second.inner_text()
    assert "a" in second.locator(".sides").text_content().replace("𝑎", "a")
    assert rule.locator(".formula").count() == 2
    number = f"{z.grad:.4g}".replace("-", "−")
    assert number not in page.locator(".step").inner_text()
    assert MESSAGES[language]["no_more"] in page.locator(".verdict").inner_text()


def test_a_difference_that_cancels_can_be_predicted(open_page):
    """Four digits of a would not give 1 − a, so that there are more of them."""
    z = Value(6.6, label="z")
    J = z.sigmoid()
    page = predicting(open_page, J)
    ask(page, 3)
    a = J.data
    assert page.locator(".given").inner_text().split("= ")[-1].strip() == f"{a:.7g}"
    sentence, _ = answer(page, f"{float(f'{a:.7g}') * (1 - float(f'{a:.7g}')):.4g}")
    assert sentence.startswith("✓")
    # And the number that is asked for is not given away, where it is itself a difference.
    page = predicting(open_page, 1.0 - z.sigmoid())
    ask(page, 2)
    for _ in range(3):
        _, hints = answer(page, 1e6)
    assert "1 − 0.9986" in " ".join(hints[0].split())
    assert answer(page, "0.0014")[0].startswith("✓")


def test_changing_an_input_or_the_language_keeps_the_hints(open_page):
    page = predicting(open_page, neuron()[2])
    ask(page, 3)
    answer(page, 1e6)
    answer(page, 1e6)
    page.locator("[data-key=language]").select_option("zh")
    hints = page.locator(".hint").all_inner_texts()
    assert [hint[:4] for hint in hints] == ["提示 2", "提示 1"]
    page.keyboard.press("End")
    ask(page, 4)
    assert page.locator(".hint").count() == 0

"""Right derivations that are refused, and wrong ones that are accepted: there must be none."""

from rewriting import SHAPES, chapters, derivation_in_other_words, mutants, rewritten

from autograd_mini.derivations.marker import Marker
from autograd_mini.derivations.writing import NOTATIONS, written_line


def marked(shape, lines):
    return Marker(shape, 0, "en", 4).report(lines)


def refused_rewritings(chance, how_many, shapes=SHAPES):
    """Return how many lines were marked, and the derivations with a line that was not right."""
    refused, lines = [], 0
    for _ in range(how_many):
        shape = chance.choice(shapes)
        text = derivation_in_other_words(shape, chance)
        lines += len(text)
        try:
            report = marked(shape, text)
        except ValueError as error:
            refused.append(f"{shape}\n" + "\n".join(text) + f"\n{error}")
            continue
        if not report.complete:
            refused.append(f"{shape}\n{report}")
    return lines, refused


def accepted_mutants(chance, how_many, known=None, shapes=SHAPES):
    """Return the derivations in which a slip was not seen; known: counts what was recognised."""
    accepted = []
    for _ in range(how_many):
        shape = chance.choice(shapes)
        n, wrong = chance.choice(mutants(shape))
        before = [forms[0] for forms in chapters(shape)[:n]]
        wrong = rewritten(wrong, chance, shape, most=2) if chance.random() < 0.7 else wrong
        text = [written_line(line, "text") for line in before]
        text.append(written_line(wrong, chance.choice(NOTATIONS)))
        try:
            report = marked(shape, text)
        except ValueError as error:
            raise ValueError(f"{shape}\n{text[-1]}\n{wrong}\n{error}") from None
        if report.wrong is None or report.wrong.number != len(text):
            accepted.append(f"{shape}\n{report}")
        if known is not None:
            known[report.mistake] += 1
    return accepted


def derived():
    """All forms of the right lines about a network of 2-3-2 units."""
    return [line for forms in chapters(SHAPES[2]) for line in forms]

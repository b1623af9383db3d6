"""What comes of a check: that all is well, that it is not written yet, or what is different."""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from traceback import extract_tb
from typing import Any

from autograd_mini.course.checks.cost_errors import slip_of_log
from autograd_mini.course.checks.layer_inputs import slip_of_cost, slip_of_inputs, turned_round
from autograd_mini.course.checks.said_errors import meaning
from autograd_mini.course.lines.error_lines import (
    definition_called,
    lines_said,
    place_of_error,
    variables,
    where,
)
from autograd_mini.course.lines.network_lines import place_of
from autograd_mini.course.lines.returns import NO_RETURN, without_return
from autograd_mini.course.lines.too_early import Early, used_too_early
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform import trial
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.text import capital, filled, lines_of
from autograd_mini.testing.diagnosis.where import Place

Outcome = dict[str, Any]

Fields = Mapping[str, Mapping[str, str]]


class Different(Exception):  # noqa: N818 (a verdict, and no error)
    """A learner's number, or another thing, that is not what it should be.

    message: by language.  slips: what explains it, by the names in SLIPS or, of an operation, in
    the table of misconceptions; none if nothing does, and several if only together they explain it.
    python: what shows it.  place: the lines that it is in, if they are known.  fields: by language,
    what is named in the sentences of the slips.  general: whether the slips are no more than what
    to do where nothing is known, so that whatever else is known comes before.  one_of: whether it
    is in one of the lines only.
    """

    def __init__(
        self,
        message: dict[str, str],
        *slips: str,
        python: str = "",
        operations: tuple[str, ...] = (),
        place: Place | None = None,
        fields: Fields | None = None,
        general: bool = False,
        one_of: bool = False,
    ) -> None:
        super().__init__(message["en"])
        self.message, self.slips, self.python = message, tuple(filter(None, slips)), python
        self.operations, self.place = operations, place
        self.fields, self.general, self.one_of = fields or {}, general, one_of

    def hint(self, what: str, language: str) -> str:
        """Return the "question" or the "sentence" about what explains it; "" if nothing does."""
        fields = self.fields.get(language)
        said = (said_of(slip, what, language, self.operations, fields) for slip in self.slips)
        return "\n".join(said)

    def lines(self, language: str) -> str:
        """Return the lines that it is in, as they are to be read; "" if they are not known."""
        said = lines_said if self.one_of else lines_of
        return "\n".join(said(self.place, language))


def together(found: Sequence[Different]) -> Different:
    """Return the first of several, with the operations and the lines of all that are like it."""
    first, *others = found
    for other in others:
        if other.slips == first.slips and other.place and first.place:
            lines = sorted({*first.place.lines, *other.place.lines})
            first.place = Place(first.place.file, tuple(lines))
            first.operations = tuple(dict.fromkeys([*first.operations, *other.operations]))
    return first


def said_of(
    slip: str,
    what: str,
    language: str,
    operations: tuple[str, ...] = (),
    fields: Mapping[str, str] | None = None,
) -> str:
    """Return the "question" or the "sentence" of a slip, or of a misconception of the table.

    fields: what is named in the sentence of a slip.
    """
    if slip in SLIPS:
        said = str(getattr(SLIPS[slip], what)[language])
        said = said.format(**fields) if fields else said
        # The names of a list are found before anybody knows in which language they are told.
        return said.replace("`, `", "`、`") if language == "zh" else said
    return capital(filled(slip, operations, language, what))


class Later(Exception):  # noqa: N818
    """A check that found nothing to look at, for operations fail that others ask about."""


class Stopped(Exception):  # noqa: N818
    """A small program that ended in an error, which is the cause of this."""

    def __init__(self, python: str) -> None:
        super().__init__(python)
        self.python = python


@contextmanager
def showing(python: str) -> Iterator[None]:
    """Do something with an engine; a small program is what shows what is wrong there, if it is."""
    trial.about_to_run(python)
    try:
        yield
    except NotImplementedError:
        raise
    except Different as different:
        different.python = different.python or python
        raise
    except Exception as error:
        raise Stopped(python) from error


def checked(check: Callable[[Engine], Any]) -> Callable[..., Outcome]:
    """Return a check as a function that returns its outcome, with "status", whatever happens.

    "status" is "passed", "failed", "missing", with the "function" that is, or "later".  Of a
    failure there are a "message", "question" and "sentence" of what explains it, the "lines" that
    it is in, and "python", which shows it.  "told" is what the check returns.
    """

    @functools.wraps(check)
    def outcome(engine: Engine, language: str) -> Outcome:
        try:
            return {"status": "passed", "told": check(engine)}
        except NotImplementedError as error:
            if early := used_too_early(engine, error):
                return told(engine, of_later(early), language)
            name = extract_tb(error.__traceback__)[-1].name
            return {"status": "missing", "message": str(error), "function": name}
        except Later:
            return {"status": "later"}
        except Different as different:
            return told(engine, different, language)
        except Stopped as stopped:
            cause = stopped.__cause__
            why = cause if isinstance(cause, Exception) else stopped
            return _failed(engine, why, language) | {"python": stopped.python}
        except Exception as error:
            return _failed(engine, error, language)

    return outcome


def of_later(early: Early) -> Different:
    """Return what is to be said of something that a later lesson is about."""
    return Different(early.message, early.slip, place=early.place, fields=early.fields)


def told(engine: Engine, different: Different, language: str) -> Outcome:
    """Return what there is to say of what is different."""
    return {
        "status": "failed",
        "message": different.message[language],
        "question": different.hint("question", language),
        "sentence": different.hint("sentence", language),
        "lines": _lines(engine, different, language),
        "python": different.python,
        "general": different.general,
    }


def _lines(engine: Engine, different: Different, language: str) -> str:
    """Return the lines that something is in: those that a check has found, or those of its slip."""
    if different.place is None and len(different.slips) == 1:
        different.place = place_of(engine, different.slips[0])
    if different.place is None and different.slips == (NO_RETURN,):
        different.place = without_return(engine)
    return different.lines(language)


def raised(engine: Engine, error: Exception) -> dict[str, str]:
    """Return what is to be said of an error, and its line, by language; the course says it so."""
    place = place_of_error(engine, error)
    return dict.fromkeys(LANGUAGES, trial.raised(error) + where(engine, error, place))


def explained(
    engine: Engine,
    wrong: Different | Stopped,
    slip: str,
    place: Place | None,
    fields: Mapping[str, str] | None = None,
) -> Different:
    """Return what has been found, explained by a slip that is known to be what is wrong.

    fields: what is named in its sentences.
    """
    if isinstance(wrong, Different):
        message = wrong.message
    else:
        cause = wrong.__cause__
        message = raised(engine, cause if isinstance(cause, Exception) else wrong)
    named = dict.fromkeys(LANGUAGES, fields) if fields else None
    return Different(message, slip, python=wrong.python, place=place, fields=named)


def _failed(engine: Engine, error: Exception, language: str) -> Outcome:
    """Return what there is to say of an error."""
    place = place_of_error(engine, error)
    file, at = (place.file, place.lines[-1]) if place else ("", 0)
    kind, text, methods = type(error).__name__, str(error), dir(engine.Value)
    known, fields, lines = meaning(kind, text, file, at, methods, variables(error))
    if of_slip := Place(file, lines) if lines else None:
        place = of_slip
    if known == NO_RETURN:
        place = without_return(engine) or place
    if of_inputs := slip_of_inputs(engine, error) or slip_of_cost(engine, error):
        known, fields, place = of_inputs, {}, place_of(engine, of_inputs) or place
    if of_log := slip_of_log(engine, error):
        known, fields, place = of_log.slip, of_log.fields, Place(file, of_log.lines)
    if turned := turned_round(engine, error):
        (known, place), fields = turned, {}
    place = place or definition_called(engine, error)
    written = isinstance(error, AttributeError | NameError | TypeError)
    of_number = "unexpected-number" if place else "number-out-of-place"
    slip = known or ("error" if written else of_number)
    # A slip is in all of its lines together; an error may be due to any that it came through.
    lines_in_words = lines_of if place == of_slip else lines_said
    return {
        "status": "failed",
        "message": raised(engine, error)[language],
        "question": said_of(slip, "question", language, fields=fields),
        "sentence": said_of(slip, "sentence", language, fields=fields),
        "lines": "\n".join(lines_in_words(place, language)),
        "general": not known,
    }

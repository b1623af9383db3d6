"""What the commands say in Chinese: their help and their errors.

English stands where a sentence is said, and in the tables of chinese_errors.py and chinese_help.py
the Chinese beside it, with fields in braces for what differs from time to time.

>>> chinese("x is given two numbers")
'x 得到了两个数'
>>> chinese("x.csv: line 2 has no class, in column 3")
'x.csv：第 2 行第 3 列没有类别'
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any, NoReturn

from autograd_mini.command.chinese_errors import CELLS, ERRORS
from autograd_mini.command.chinese_help import HELP
from autograd_mini.files import reason
from autograd_mini.formulas.labels import in_short, width_of
from autograd_mini.formulas.minus import with_minus
from autograd_mini.formulas.wrapping import WIDTH, fitted, wrapped
from autograd_mini.options import LANGUAGES

LONGEST_WORD = 200  # of what was typed, as it is told again
HEADINGS = [HELP[heading] for heading in ("positional arguments", "options")]
FIELD = re.compile(r"\{(\w+)\}")


def language_of(arguments: Sequence[str]) -> str:
    """Return the language that a command line asks for, before it has been understood.

    A command about a course speaks the language of the course, unless it is asked for another one.

    >>> language_of(["grad", "x", "--language", "zh"]), language_of(["grad", "--", "--lang=zh"])
    ('zh', 'en')
    """
    found = ""
    for word, following in zip(arguments, [*arguments[1:], ""]):
        if word == "--":
            break
        option, equals, given = word.partition("=")
        if len(option) > 3 and "--language".startswith(option):
            found = given if equals else following
    if found in LANGUAGES:
        return found
    if arguments[:1] == ["course"]:
        from autograd_mini.course.folder import language_meant

        return language_meant(arguments[1:])
    return "en"


def chinese(text: str) -> str:
    """Return a sentence of the commands in Chinese; as it is where there is none for it.

    Below its first line it may show what it is about, and that stays.
    """
    line, newline, rest = text.partition("\n")
    return _translated(line) + newline + rest


def chinese_report(text: str) -> str:
    """Return what gradcheck reports in Chinese: a sentence, and a table of columns."""
    summary, *rows = text.split("\n")
    return "\n".join([chinese(summary), *map(_row, rows)])


def chinese_cell(text: str) -> str:
    """Return a cell of a table in Chinese."""
    return CELLS.get(text) or chinese(text)


def _row(line: str) -> str:
    """Return a row with its cells in Chinese, each as wide as it was."""
    told = ""
    for cell in re.findall(r"(?:\S| (?! ))+ *", line):
        text = chinese_cell(cell.rstrip())
        told += text + " " * (width_of(cell) - width_of(text))
    return told.rstrip()


def _translated(line: str) -> str:
    for pattern, said in _patterns():
        found = pattern.fullmatch(line)
        if found:
            parts = found.groupdict()
            told = {name: _translated(part) for name, part in parts.items()}
            # "{path}: {problem}", with a problem that has no Chinese, would be half of each.
            if told != parts or re.search(r"\w", FIELD.sub("", said)):
                return said.format(**told)
    return line


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return the table as patterns; what says more of a sentence comes before what says less."""
    rows = sorted(ERRORS.items(), key=lambda row: -len(FIELD.sub("", row[0])))
    return [(_pattern(english), said) for english, said in rows]


def _pattern(english: str) -> re.Pattern[str]:
    parts = FIELD.split(english)
    fields = [f"(?P<{part}>.*?)" if i % 2 else re.escape(part) for i, part in enumerate(parts)]
    return re.compile("".join(fields))


def said(error: BaseException, language: str) -> str:
    """Return what an error says, in a language."""
    text = reason(error) if isinstance(error, OSError) else str(error)
    line, newline, rest = text.partition("\n")
    line = " ".join(in_short(word, LONGEST_WORD) for word in line.split(" "))
    text = with_minus(line) + newline + rest
    if language != "zh":
        return text
    told = chinese(text)
    if told == text:  # what conform says has its Chinese there
        from autograd_mini.testing.conform.messages import in_chinese

        told = in_chinese(text)
    return told


def guarded(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Return a command that tells what was given to it wrongly, in words and as exit status 2.

    Other errors are faults of this program, and are not hidden.
    """

    def guarded(options: argparse.Namespace) -> int:
        try:
            return run(options)
        except BrokenPipeError:
            raise
        except Exception as error:
            if not isinstance(error, (OSError, ValueError, ImportError, *_refusals())):
                raise
            print(fitted(said(error, getattr(options, "language", None) or "en")), file=sys.stderr)
        return 2

    return guarded


def _refusals() -> Iterable[type[Exception]]:
    """Return the errors of the rooms that say what cannot be done."""
    from autograd_mini.bench.build import BuildError
    from autograd_mini.draw.render import RendererNotFound, RenderingError
    from autograd_mini.testing.conform.naming import EngineError

    return RendererNotFound, RenderingError, BuildError, EngineError


PARAGRAPH = re.compile(r"^\S.*(?:\n\S.*)*", re.MULTILINE)
# An example that asks for no language, up to where the command ends.
EXAMPLE = re.compile(r"^(  .*?autograd-mini (?!.*--language).+?)(?= \| |  # | \\$|$)", re.MULTILINE)

COMMAND = re.compile(r"  .*autograd-mini ")  # in an example


class Parser(argparse.ArgumentParser):
    """A parser of options that tells its help and its errors in a language."""

    def __init__(self, *arguments: Any, language: str = "en", **options: Any) -> None:
        self.language = language
        options["formatter_class"] = ChineseHelp if language == "zh" else Help
        super().__init__(*arguments, **options)

    def add_subparsers(self, **options: Any) -> Any:
        """Add commands, which speak the same language."""
        options.setdefault("parser_class", partial(type(self), language=self.language))
        return super().add_subparsers(**options)

    def format_help(self) -> str:
        """Return the help; who reads it in Chinese wants what the examples print to be so, too."""
        told = super().format_help()
        spoken = any("--language" in action.option_strings for action in self._actions)
        if spoken and self.language == "zh":
            told = EXAMPLE.sub(r"\1 --language zh", told)
        return "\n".join(map(_folded, told.split("\n")))

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong, and end with 2."""
        words = " ".join(in_short(word, LONGEST_WORD) for word in message.split(" "))
        self.print_usage(sys.stderr)
        wrong = f"错误：{chinese(words)}" if self.language == "zh" else f"error: {words}"
        colon = "：" if self.language == "zh" else ": "
        self.exit(2, fitted(f"{self.prog}{colon}{wrong}") + "\n")


def _folded(line: str) -> str:
    """Return an example that is too wide for a terminal with its last options on a second line."""
    if width_of(line) <= WIDTH or not COMMAND.match(line):
        return line
    before, option, rest = line[: WIDTH - 2].rpartition(" -")
    return f"{before} \\\n     {option}{rest}{line[WIDTH - 2 :]}" if before else line


class Help(argparse.RawDescriptionHelpFormatter):
    """Writes help: paragraphs are wrapped; examples, which are indented, stay."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        fill = argparse.HelpFormatter._fill_text
        return PARAGRAPH.sub(lambda found: fill(self, found[0], width, indent), text)


class ChineseHelp(argparse.RawDescriptionHelpFormatter):
    """Writes help in Chinese."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _format_usage(self, *arguments: Any) -> str:
        self._width -= 3  # for 用法： is as wide as six letters
        told = super()._format_usage(*arguments)
        self._width += 3
        return told

    def start_section(self, heading: str | None) -> None:
        """Begin a list of options."""
        super().start_section(HELP.get(heading or "", heading))

    def add_text(self, text: str | None) -> None:
        """Write a description, or the examples below."""
        super().add_text("\n".join(_paragraphs(text)) if text else text)

    def format_help(self) -> str:
        """Return the help."""
        return re.sub(f"^({'|'.join(HEADINGS)}):$", r"\1：", super().format_help(), flags=re.M)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return HELP.get(action.help or "", action.help)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return list(wrapped(text, width))


def _paragraphs(text: str) -> Iterable[str]:
    """Yield the lines of a text in Chinese; examples, which are indented, stay but for comments."""
    prose: list[str] = []
    for line in [*text.split("\n"), ""]:
        indented = line.startswith("  ")
        if prose and (indented or not line):
            yield from wrapped(HELP.get(" ".join(prose), " ".join(prose)), WIDTH)
            prose = []
        if indented or not line:
            example, sign, comment = line.partition("  # ")
            yield example + sign + HELP.get(comment, comment)
        elif line in HELP:
            yield from wrapped(HELP[line], WIDTH)
        else:
            prose.append(line)

"""The folder of a course: what is laid out there, and how far its learner has come."""

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from autograd_mini.course.flowers import text as flowers
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.source import engine
from autograd_mini.course.words import words
from autograd_mini.files import write
from autograd_mini.formulas.labels import width_of
from autograd_mini.options import LANGUAGES, spoken

PROGRESS = "progress.json"
README = "README.md"
COURSE = "autograd_mini"
FORMAT = 1
MOST = 100_000  # bytes of progress.json: it has 80


@dataclass(frozen=True)
class Progress:
    """How far a learner has come.

    language: "en" or "zh".  lesson: the number of the lesson to do, 9 if all are done.
    """

    language: str = "en"
    lesson: int = 1

    @property
    def done(self) -> bool:
        """Whether all lessons are done."""
        return self.lesson > len(LESSONS)

    def passed(self) -> "Progress":
        """Return it with the next lesson to do."""
        return replace(self, lesson=min(self.lesson, len(LESSONS)) + 1)


def start(folder: Path, language: str = "en") -> None:
    """Lay out a course in a new or empty folder: texts, engine.py, iris.csv, progress.json.

    All of it is there in the end, or nothing.

    ValueError with a sentence if the folder holds something, or is within a course; OSError, with
    the path, if it cannot be written.
    """
    spoken(language)
    if folder.exists() and not folder.is_dir():
        raise ValueError(words(language, "no folder", folder=folder))
    if (folder / PROGRESS).exists():
        raise ValueError(words(language, "there already", folder=folder))
    if folder.is_dir() and any(folder.iterdir()):
        raise ValueError(words(language, "not empty", folder=folder))
    target = Path(os.path.realpath(folder))
    for around in target.parents:
        if _holds_one(around):
            raise ValueError(words(language, "within", folder=folder, around=quoted(around)))
    where = target if target.is_dir() else target.parent
    unfinished = where / f".{secrets.token_hex(8)}.unfinished"
    moved: list[Path] = []
    try:
        for name, content in _laid_out(language):
            write(unfinished / name, content)
        if not target.is_dir():
            unfinished.rename(target)
            return
        # An empty folder stays what it is, for it may be the one that somebody is in.
        for path in sorted(unfinished.iterdir()):
            moved.append(path.rename(target / path.name))
        unfinished.rmdir()
    except BaseException as error:  # Ctrl-C, too
        shutil.rmtree(unfinished, ignore_errors=True)
        for path in moved:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(folder)) from error
        raise


def _laid_out(language: str) -> Iterator[tuple[str, bytes]]:
    yield README, text_of(README, language).encode()
    for lesson in LESSONS:
        yield lesson.text, text_of(f"{lesson.number}.md", language).encode()
    yield "engine.py", engine(0, language).encode()
    yield "iris.csv", flowers()
    yield PROGRESS, _written(Progress(language))


def text_of(file: str, language: str) -> str:
    """Return the text of a lesson, such as 3.md, or README.md."""
    path = files("autograd_mini.course").joinpath(f"lessons/{language}/{file}")
    return path.read_text("utf-8")


def quoted(path: Path) -> str:
    """Return a path as it is to be typed."""
    return f'"{path}"' if " " in str(path) else str(path)


def _near(folder: Path) -> Path | None:
    """Return a course below a folder or above it, where its learner may have meant to be."""
    with contextlib.suppress(OSError):
        for file in (*sorted(folder.glob(f"*/{PROGRESS}")), folder / ".." / PROGRESS):
            if _holds_one(file.parent):
                return file.parent
    return None


def _holds_one(folder: Path) -> bool:
    """Tell whether a folder holds a course."""
    with contextlib.suppress(OSError):
        return (folder / PROGRESS).is_file() and (folder / "engine.py").is_file()
    return False


def language_in(folder: Path) -> str:
    """Return the language that somebody reads who has named a folder as that of a course.

    That of the texts there, which are there if nothing else can be read; that of a course nearby,
    or in the folder that this is asked from; or Chinese if the folder has a Chinese name.
    """
    near = _near(folder)
    for place in (folder, *([near] if near else []), Path()):
        with contextlib.suppress(OSError):
            first = (place / LESSONS[0].text).read_text("utf-8", "replace").partition("\n")[0]
            for language in LANGUAGES:
                if LESSONS[0].title[language] in first:
                    return language
    return "zh" if width_of(str(folder)) > len(str(folder)) else "en"


def language_meant(arguments: Sequence[str]) -> str:
    """Return the language of the course that the words after `autograd-mini course` are about.

    That is the one in a folder that they name, or in the folder that they are typed in.
    """
    places = [Path()]
    for word in arguments[1:]:
        with contextlib.suppress(OSError, ValueError):
            if Path(word).is_dir():
                places.insert(0, Path(word))
    for place in places:
        with contextlib.suppress(OSError, ValueError):
            return progress_in(place).language
    # A course that is nearby is no reason to begin another one in its language.
    return "en" if arguments[:1] == ["start"] else language_in(places[0])


def _written(progress: Progress) -> bytes:
    told = {"course": COURSE, "format": FORMAT,
            "language": progress.language, "lesson": progress.lesson}  # fmt: skip
    return (json.dumps(told, indent=1) + "\n").encode()


def keep(folder: Path, progress: Progress) -> None:
    """Write down how far a learner has come; OSError, with the path, if that cannot be done."""
    write(folder / PROGRESS, _written(progress))


def progress_in(folder: Path, language: str | None = None) -> Progress:
    """Return how far the learner of a folder has come.

    language: that of the sentence about a folder without a course; see `language_in` if None.

    ValueError with a sentence if the folder holds no course, or one that cannot be read.
    """
    file, language = folder / PROGRESS, language or language_in(folder)
    try:
        with file.open("rb") as stream:
            told = json.loads(stream.read(MOST))
    except (FileNotFoundError, NotADirectoryError):
        if str(folder).isdecimal() and not folder.exists():
            raise ValueError(words(language, "lesson, not folder", number=folder)) from None
        if near := _near(folder):
            said = words(language, "near", folder=folder, near=quoted(near))
            raise ValueError(said) from None
        key = "no course here" if folder == Path() else "no course"
        go = words(language, "go", file=PROGRESS)
        raise ValueError(words(language, key, folder=folder, go=go)) from None
    except (ValueError, RecursionError):
        raise ValueError(words(language, "damaged", file=file)) from None
    if not isinstance(told, dict) or told.get("course") != COURSE:
        raise ValueError(words(language, "elsewhere", file=file))
    with contextlib.suppress(TypeError):
        if told.get("format", 0) > FORMAT:
            said = words(language, "newer", file=file, format=told["format"], known=FORMAT)
            raise ValueError(said)
    found = Progress(told.get("language", ""), told.get("lesson", 0))
    whole = type(found.lesson) is int and 1 <= found.lesson <= len(LESSONS) + 1
    if told.get("format") != FORMAT or found.language not in LANGUAGES or not whole:
        raise ValueError(words(language, "damaged", file=file))
    return found

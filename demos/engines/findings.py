"""Writes FINDINGS.md: what the conformance suite finds in engines that people use.

    python demos/engines/findings.py

The sections of engines that are not installed stay as they are.
"""

import re
import sys
import textwrap
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograd_mini.testing.conform.verdicts import FAILED, NOT_SUPPORTED, PASSED, Verdict, conform

HERE = Path(__file__).resolve().parent
FILE = HERE / "FINDINGS.md"
HEAD = """\
# What the conformance suite finds in engines that people use

`python demos/engines/findings.py` writes this file. "Not supported" is what an engine does not
have; it is no fault. Each command shows the examples, too.
"""


@dataclass(frozen=True)
class Subject:
    """An engine: what it is called, what is marked, the distribution, and remarks on findings.

    remarks: by the name of a property, what its message does not say; "" is for the engine.
    """

    title: str
    engine: str
    distribution: str = ""
    remarks: dict[str, str] = field(default_factory=dict)

    @property
    def command(self) -> str:
        return f"autograd-mini conform {self.engine.replace(str(HERE), 'demos/engines')}"

    def installed(self) -> str | None:
        """Return the version of the distribution, without its build; None if it is not there."""
        try:
            return version(self.distribution).partition("+")[0] if self.distribution else ""
        except PackageNotFoundError:
            return None

    def heading(self) -> str:
        return f"## {self.title} {self.installed() or ''}".rstrip()


SUBJECTS = [
    Subject("autograd_mini", "autograd_mini:Value"),
    Subject("the forty lines of correct.py", f"{HERE / 'correct.py'}"),
    Subject("the first engine of many: classic_mistakes.py", f"{HERE / 'classic_mistakes.py'}"),
    Subject(
        "micrograd",
        "micrograd.engine:Value",
        "micrograd",
        {
            "backward_twice": "Gradients of inner nodes are kept from one pass to the next, so the "
            "second pass adds three times as much.",
            "two_results_share_a_node": "For the same reason: the second result counts the first "
            "one again.",
            "deep_copy": "The functions that send gradients back are those of the original.",
            "deep_chain": "The order is found by recursion.",
            "same_in_every_run": "Operands are kept in a set.",
        },
    ),
    Subject(
        "autograd, behind the Value of autograd_scalar.py,",
        f"{HERE / 'autograd_scalar.py'}",
        "autograd",
        {
            "": "autograd differentiates functions and has no Value; some findings are those of "
            "the wrapper, which calls functions within functions and computes a shared node again "
            "for every use.",
        },
    ),
    Subject(
        "torch, tensors of no dimensions,",
        f"{HERE / 'torch_scalar.py'}",
        "torch",
        {
            "": "That a logarithm of 0 is inf is what IEEE arithmetic says, and what training at "
            "scale wants; a learner gets a nan far from where it began.",
            "outside_the_domain": "And log(0) is −inf, 1/0 inf and log(−1) nan.",
            "overflow": "That is exp(1000).",
            "saturated_cost": "That is −log σ(−800); torch's own functions `logsigmoid` and "
            "`softplus` are right.",
        },
    ),
]


def section(subject: Subject, verdicts: list[Verdict]) -> str:
    """Return what is to be written of an engine."""
    found = [verdict.status for verdict in verdicts]
    counts = ", ".join(f"{found.count(s)} {s}" for s in (PASSED, FAILED, NOT_SUPPORTED))
    text = f"`{subject.command}`: {counts}. {subject.remarks.get('', '')}"
    failed = [bullet(subject, verdict) for verdict in verdicts if verdict.status == FAILED]
    lines = [subject.heading(), "", _wrapped(text), *([""] if failed else []), *failed]
    return "\n".join(lines) + "\n"


def bullet(subject: Subject, verdict: Verdict) -> str:
    """Return what is to be written of a property that fails."""
    remark = subject.remarks.get(verdict.name, "")
    return _wrapped(f"- `{verdict.name}`: {verdict.message}. {remark}", "  ")


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, 100, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def sections() -> dict[str, str]:
    """Return the sections that the file has, by the titles of their engines."""
    parts = re.split(r"^(?=## )", FILE.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {
        subject.title: part.rstrip() + "\n"
        for subject in SUBJECTS
        for part in parts
        if part.startswith(f"## {subject.title}")
    }


def main() -> int:
    """Write the file anew; return 0."""
    written = sections()
    for subject in SUBJECTS:
        if subject.installed() is not None:
            written[subject.title] = section(subject, conform(subject.engine))
            print(subject.heading()[3:])
    parts = [written[subject.title] for subject in SUBJECTS if subject.title in written]
    FILE.write_text("\n".join([HEAD, *parts]), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

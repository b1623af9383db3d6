"""Programs that show what a learner can read and run, in place of the suite's own.

The suite counts steps, which are the same on every machine; a learner has a clock.
"""


def _timed(products: str, seconds: str, comment: str) -> str:
    """Return a program that measures how long the backward pass of a growing graph takes."""
    return f"""\
import time

from engine import Value

for count in (500, 2000):
    x = Value(0.5)
    terms = []
    for i in range(count):
        terms.append(x * x)
    while len(terms) > 1:
        first = terms.pop(0)
        second = terms.pop(0)
        terms.append(first + second)
    J = terms[0]
    start = time.time()
    J.backward()
    seconds = time.time() - start
    print(count, "{products}", seconds, "{seconds}")

# {comment}"""


PROGRAMS = {
    "cost_in_proportion": {
        "en": _timed(
            "products:",
            "seconds",
            "4 times as many should take about 4 times as long, not 16 times",
        ),
        "zh": _timed("个乘积：", "秒", "个数是 4 倍，时间应当约是 4 倍，而不是 16 倍"),
    },
}


def program_of(name: str, python: str, language: str) -> str:
    """Return the program that shows a learner what is wrong with a property.

    python: that of the suite, which it is unless the course has another.
    """
    return PROGRAMS[name][language] if name in PROGRAMS else python

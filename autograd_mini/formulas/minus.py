"""The true minus sign, −, in place of the keyboard's, which Python writes."""

import re

# Where a sentence has a number, which Python has written; code may have one elsewhere.
BEFORE = r"((?:\b(?:is|be|are|or|between|and|not)|\w =|[是为在或与，,、]) )"
NUMBER = re.compile(BEFORE + r"-(?=\d|inf)")
NO_SIGN = r"-(?=0(?:\.0+)?(?!\.?\w))"  # that of 0, which Python may write with one
ZERO = re.compile(rf"(?<![\w.)\]]){NO_SIGN}")
ZERO_TOLD = re.compile(BEFORE + NO_SIGN)


def minus(number: str) -> str:
    """Return a number as it is written with a true minus sign, and 0 without one.

    >>> minus("-2.5e-7"), minus("-0.0"), minus("x = -0"), minus("-0.05"), minus("2e-0")
    ('−2.5e−7', '0.0', 'x = 0', '−0.05', '2e−0')
    """
    return ZERO.sub("", number).replace("-", "−")


def with_minus(sentence: str) -> str:
    """Return a sentence with − before its negative numbers, as mathematics writes it.

    A zero has none.

    >>> with_minus("(a * -2).data is -2.0; it should be 1.0 or -1.0")
    '(a * -2).data is −2.0; it should be 1.0 or −1.0'
    >>> with_minus("a.grad is -0.0; it should be -0.5.")
    'a.grad is 0.0; it should be −0.5.'
    >>> with_minus("log(x = -1.0) has no finite value; write it as x=-1")
    'log(x = −1.0) has no finite value; write it as x=-1'
    """
    return NUMBER.sub(r"\1−", ZERO_TOLD.sub(r"\1", sentence))

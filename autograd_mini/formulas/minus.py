"""The true minus sign, −, in place of the keyboard's, which Python writes."""

import re

# Where a sentence has a number, which Python has written; code may have one elsewhere.
NUMBER = re.compile(r"((?:\b(?:is|be|are|or|between|and|not)|\w =|[是为在或与，,、]) )-(?=\d|inf)")


def minus(number: str) -> str:
    """Return a number as it is written with a true minus sign.

    >>> minus("-2.5e-7")
    '−2.5e−7'
    """
    return number.replace("-", "−")


def with_minus(sentence: str) -> str:
    """Return a sentence with − before its negative numbers, as mathematics writes it.

    >>> with_minus("(a * -2).data is -2.0; it should be 1.0 or -1.0")
    '(a * -2).data is −2.0; it should be 1.0 or −1.0'
    >>> with_minus("log(x = -1.0) has no finite value; write it as x=-1")
    'log(x = −1.0) has no finite value; write it as x=-1'
    """
    return NUMBER.sub(r"\1−", sentence)

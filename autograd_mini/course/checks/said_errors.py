"""What an error of Python means in the engine of a learner: which slip raises it."""

import re
from collections.abc import Collection

from autograd_mini.course.checks.calling_slips import calling_slip

# What Python says, and the slip that it comes from; the first that fits.
_SLIPS = tuple((error, re.compile(text), slip) for error, text, slip in (
    ("TypeError", r"must be real number, not (?!list|tuple|str|None)", "math-of-a-node"),
    ("TypeError", r"must be real number, not NoneType", "no-return"),
    ("TypeError", r"must be real number, not (list|tuple)", "list-for-node"),
    ("AttributeError", r"'Value' object has no attribute '(data|grad|parents|partials|number)'",
     "lost-attribute"),
    ("AttributeError", r"'Value' object has no attribute", "misspelt"),
    ("TypeError", r"'[<>]=?' not supported between instances of 'Value'", "not-compared"),
    ("IndexError", r"", "index"),
    ("AttributeError", r"'(int|float)' object has no attribute", "number-for-node"),
    ("AttributeError", r"'(list|tuple)' object has no attribute", "list-for-node"),
    ("AttributeError", r"'NoneType' object has no attribute", "no-return"),
    ("AttributeError", r"'(method|builtin_function_or_method|function)' object has no attribute",
     "not-called"),
    ("TypeError", r"(operand type|bad operand).*'(builtin_function_or_)?(method|function)'",
     "not-called"),
    ("TypeError", r"(operand type|bad operand).*'(list|tuple)'", "list-for-node"),
    ("TypeError", r"(operand type|bad operand).*'NoneType'", "no-return"),
    ("TypeError", r"NoneType.* not iterable", "no-return"),
    ("TypeError", r"'(int|float)' object is not (iterable|subscriptable)|not iterable|has no len",
     "no-comma"),
    ("ValueError", r"not enough values to unpack \(expected \d+, got 0\)", "nothing-to-unpack"),
    ("OverflowError", r"", "too-large"),
))  # fmt: skip


def slip_of(
    error: str, text: str, file: str = "", line: int = 0, methods: Collection[str] = ()
) -> str:
    """Return the slip that an error comes from; "" if it may be any.

    error: the name of its class.  text: what it says.  file, line: where it is raised, if that is
    known.  methods: what the methods of the learner's class are called.

    >>> slip_of("TypeError", "must be real number, not Value")
    'math-of-a-node'
    >>> slip_of("NameError", "name 'send' is not defined", methods={"send"})
    'method-without-self'
    >>> slip_of("ZeroDivisionError", "float division by zero")
    ''
    """
    if error == "RecursionError":
        return calling_slip(file, line)
    unknown = re.match(r"name '(\w+)' is not defined", text) if error == "NameError" else None
    if unknown and unknown[1] in methods:
        return "method-without-self"
    return next((slip for e, pattern, slip in _SLIPS if e == error and pattern.search(text)), "")

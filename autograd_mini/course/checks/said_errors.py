"""What an error of Python means in the engine of a learner: which slip raises it."""

import re
from collections.abc import Collection, Mapping

from autograd_mini.course.lines.read_line import Read
from autograd_mini.course.lines.read_lines import read
from autograd_mini.course.lines.spelling import ATTRIBUTES, near
from autograd_mini.course.slips.calling_slips import calling_slip

# What Python says, and the slip that it comes from; the first that fits.
_SLIPS = tuple((error, re.compile(text), slip) for error, text, slip in (
    ("TypeError", r"must be real number, not (?!list|tuple|str|None)", "math-of-a-node"),
    ("TypeError", r"must be real number, not NoneType", "no-return"),
    ("TypeError", r"must be real number, not (list|tuple)", "list-for-node"),
    ("AttributeError", r"'Value' object has no attribute '(data|grad|parents|partials|number)'",
     "lost-attribute"),
    ("AttributeError", r"'Value' object has no attribute '(?P<name>add|append|extend|insert|pop|"
                       r"remove|reverse|sort)'", "node-for-list"),
    ("AttributeError", r"'Value' object has no attribute '(?P<name>\w+)'", "nearly-spelt"),
    ("AttributeError", r"'Value' object has no attribute", "no-such-attribute"),
    ("TypeError", r"'[<>]=?' not supported between instances of 'Value' and 'Value'",
     "not-compared"),
    ("TypeError", r"'[<>]=?' not supported between .*'Value'", "number-compared"),
    ("IndexError", r"", "index"),
    ("AttributeError", r"'(int|float)' object has no attribute", "number-for-node"),
    ("AttributeError", r"'set' object has no attribute '(?P<name>append|extend|insert|push)'",
     "set-has-add"),
    ("AttributeError", r"'list' object has no attribute '(?P<name>add|push)'",
     "list-has-append"),
    ("AttributeError", r"'(list|tuple)' object has no attribute", "list-for-node"),
    ("AttributeError", r"'NoneType' object has no attribute", "no-return"),
    ("AttributeError", r"'(method|builtin_function_or_method|function)' object has no attribute",
     "not-called"),
    ("TypeError", r"(operand type|bad operand).*'(builtin_function_or_)?(method|function)'",
     "not-called"),
    ("TypeError", r"can't multiply sequence by non-int", "list-for-number"),
    ("TypeError", r"can only concatenate (list|tuple)", "list-for-number"),
    ("TypeError", r"operand type.*'(list|tuple)' and '(float|int)'", "list-for-number"),
    ("TypeError", r"operand type.*'(float|int)' and '(list|tuple)'", "list-for-number"),
    ("TypeError", r"(operand type|bad operand).*'(list|tuple)'", "list-for-node"),
    ("TypeError", r"indices must be integers or slices, not Value", "node-for-index"),
    ("TypeError", r"'(list|tuple)' object cannot be interpreted as an integer", "list-for-count"),
    ("TypeError", r"'(float|int|list|tuple)' object is not callable", "no-function"),
    ("TypeError", r"positional argument|unexpected keyword argument", "arguments"),
    ("TypeError", r"(operand type|bad operand).*'NoneType'", "no-return"),
    ("TypeError", r"NoneType.* not iterable", "no-return"),
    ("TypeError", r"cannot unpack non-iterable (float|int|Value)", "not-as-many-names"),
    ("TypeError", r"'(int|float)' object is not (iterable|subscriptable)|not iterable|has no len",
     "no-comma"),
    ("ValueError", r"not enough values to unpack \(expected \d+, got 0\)", "nothing-to-unpack"),
    ("ValueError", r"values to unpack", "not-as-many-names"),
    ("UnboundLocalError", r"variable '(?P<name>\w+)'", "no-value-yet"),
    ("NameError", r"free variable '(?P<name>\w+)'", "no-value-yet"),
    ("NameError", r"name '(?P<name>\w+)' is not defined", "unknown-name"),
    ("RuntimeError", r"changed size during iteration", "changed-in-its-loop"),
    ("OverflowError", r"", "too-large"),
))  # fmt: skip


def named(error: str, text: str, methods: Collection[str] = ()) -> dict[str, str]:
    """Return what is named in the sentences of the slip that an error comes from, as fields.

    error, text, methods: as for `slip_of`.

    >>> named("AttributeError", "'Value' object has no attribute 'partial'")
    {'name': 'partial', 'near': 'partials'}
    """
    for e, pattern, _ in _SLIPS:
        found = pattern.search(text) if e == error else None
        if found and "name" in found.groupdict():
            name = found["name"]
            return {"name": name, "near": near(name, methods)}
    return {}


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
    >>> slip_of("NameError", "name 'partials' is not defined")
    'attribute-without-node'
    >>> slip_of("ZeroDivisionError", "float division by zero")
    ''
    """
    if error == "RecursionError":
        return calling_slip(file, line)
    name = named(error, text).get("name", "")
    if error == "NameError" and name in methods:
        return "method-without-self"
    if error == "NameError" and name in ATTRIBUTES:
        return "attribute-without-node"
    slip = next((slip for e, pattern, slip in _SLIPS if e == error and pattern.search(text)), "")
    return "no-such-attribute" if slip == "nearly-spelt" and not near(name, methods) else slip


def meaning(
    error: str,
    text: str,
    file: str = "",
    line: int = 0,
    methods: Collection[str] = (),
    names: Mapping[str, object] | None = None,
) -> Read:
    """Return the slip that an error comes from, "" if it may be any, and what its sentences name.

    error, text, file, line, methods: as for `slip_of`.  names: the variables there, with what they
    stand for, if that is known.
    """
    if known := read(error, text, file, line, methods, names):
        return known
    return Read(slip_of(error, text, file, line, methods), named(error, text, methods))

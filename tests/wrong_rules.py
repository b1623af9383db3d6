"""Records with a rule made wrong on purpose, for tests of the tests."""

import dataclasses


def with_wrong_rule(op, i, mistake):
    """Return the record with every partial that its rule number i finds changed by a function."""
    rules, right = list(op.partials), op.partials[i]

    def wrong(*operands):
        found = right(*operands)
        return list(map(mistake, found)) if op.arity is None else mistake(found)

    rules[i] = wrong
    return dataclasses.replace(op, partials=tuple(rules))

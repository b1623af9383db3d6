"""The checks of lesson 7, and those of lesson 8, one after the other."""

from autograd_mini.course.checks.networks import descents, layers
from autograd_mini.course.checks.neurons import costs, deltas, one_minus, units


def in_turn(*checks):
    """Return a check that has what comes of the first that does not pass, as a learner sees it."""

    def outcome(engine, language):
        for check in checks:
            found = check(engine, language=language)
            if found["status"] != "passed":
                break
        return found

    return outcome


neurons, networks = in_turn(one_minus, units, costs, deltas), in_turn(layers, descents)

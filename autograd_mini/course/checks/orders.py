"""Whether what a diagnosis says of the order in which nodes send is so, as was measured."""

from autograd_mini.course.checks.moments import settings
from autograd_mini.course.lines.edge_lines import sets_to
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted
from autograd_mini.testing.diagnosis.diagnosis import Diagnosis

OF_ORDER = "order-not-reversed"


def says_a_false_order(engine: Engine, found: Diagnosis) -> bool:
    """Tell whether a diagnosis says that nodes send from the leaves on, and they do not."""
    return any(one.name == OF_ORDER for one in found.mistakes) and not _from_the_leaves(engine)


def _from_the_leaves(engine: Engine) -> bool:
    """Tell whether the nodes of a chain send from the oldest to the newest, and all of them do."""
    chain = [engine.value(1.5)]
    for _ in range(3):
        made = attempted("forward", lambda: chain[-1] * chain[-1])
        if isinstance(made, Failure):
            return False
        chain.append(made)
    with settings(engine) as found:
        failed = attempted("backward", lambda: engine.backward(chain[-1]))
    if isinstance(failed, Failure):
        return False
    receivers = [id(node) for node in chain[:-1]]
    sent = [one.node for one in found if one.node in receivers
            and not sets_to(0, engine, one.place.lines[0])]  # fmt: skip
    return list(dict.fromkeys(sent)) == receivers

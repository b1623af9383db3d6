"""What goes wrong in a slope, in a neuron and in descent: what the table of misconceptions of an
engine does not have, for an engine has none of these.
"""

from autograd_mini.course.slips.again_slips import AGAIN_SLIPS
from autograd_mini.course.slips.calling_slips import CALLING_SLIPS
from autograd_mini.course.slips.collecting_slips import COLLECTING_SLIPS
from autograd_mini.course.slips.cost_slips import COST_SLIPS
from autograd_mini.course.slips.domain_slips import DOMAIN_SLIPS
from autograd_mini.course.slips.early_slips import EARLY_SLIPS
from autograd_mini.course.slips.error_slips import ERROR_SLIPS
from autograd_mini.course.slips.far_slips import FAR_SLIPS
from autograd_mini.course.slips.input_slips import INPUT_SLIPS
from autograd_mini.course.slips.kind_slips import KIND_SLIPS
from autograd_mini.course.slips.list_slips import LIST_SLIPS
from autograd_mini.course.slips.name_slips import NAME_SLIPS
from autograd_mini.course.slips.network_slips import NETWORK_SLIPS
from autograd_mini.course.slips.neuron_slips import NEURON_SLIPS
from autograd_mini.course.slips.node_slips import NODE_SLIPS
from autograd_mini.course.slips.one_node_slips import ONE_NODE_SLIPS
from autograd_mini.course.slips.operation_slips import OPERATION_SLIPS
from autograd_mini.course.slips.output_slips import OUTPUT_SLIPS
from autograd_mini.course.slips.pass_slips import PASS_SLIPS
from autograd_mini.course.slips.power_slips import POWER_SLIPS
from autograd_mini.course.slips.quotient_slips import QUOTIENT_SLIPS
from autograd_mini.course.slips.read_slips import READ_SLIPS
from autograd_mini.course.slips.recursion_slips import RECURSION_SLIPS
from autograd_mini.course.slips.sender_slips import SENDER_SLIPS
from autograd_mini.course.slips.sending_slips import SENDING_SLIPS
from autograd_mini.course.slips.slope_slips import SLOPE_SLIPS
from autograd_mini.course.slips.step_slips import STEP_SLIPS
from autograd_mini.course.slips.unmoved_slips import UNMOVED_SLIPS
from autograd_mini.course.slips.unset_slips import UNSET_SLIPS

SLIPS = {
    **ERROR_SLIPS,
    **NODE_SLIPS,
    **QUOTIENT_SLIPS,
    **DOMAIN_SLIPS,
    **SLOPE_SLIPS,
    **COLLECTING_SLIPS,
    **EARLY_SLIPS,
    **NAME_SLIPS,
    **READ_SLIPS,
    **KIND_SLIPS,
    **PASS_SLIPS,
    **AGAIN_SLIPS,
    **SENDER_SLIPS,
    **SENDING_SLIPS,
    **CALLING_SLIPS,
    **ONE_NODE_SLIPS,
    **OPERATION_SLIPS,
    **FAR_SLIPS,
    **RECURSION_SLIPS,
    **POWER_SLIPS,
    **LIST_SLIPS,
    **INPUT_SLIPS,
    **NEURON_SLIPS,
    **OUTPUT_SLIPS,
    **NETWORK_SLIPS,
    **COST_SLIPS,
    **STEP_SLIPS,
    **UNSET_SLIPS,
    **UNMOVED_SLIPS,
}

"""The page as a widget of notebooks: the same JavaScript module, through anywidget."""

from typing import Any

import anywidget
import traitlets

from autograd_mini.stepper.assets import script, style


class StepperWidget(anywidget.AnyWidget):
    """The page in a notebook's cell.  steps: what `Stepper.steps` tells it."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    steps = traitlets.Dict().tag(sync=True)


def widget(steps: dict[str, Any]) -> StepperWidget:
    """Return the widget that shows these steps."""
    # Written now, since the table may have got records since the module was imported.
    return StepperWidget(steps=steps, _esm=script(), _css=style())

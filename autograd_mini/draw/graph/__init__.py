"""A computation graph as a picture: node by node, or collapsed to units and layers."""

"""A network as a picture: every neuron, or each layer as one circle."""

"""How exercises are written, a module for each format."""

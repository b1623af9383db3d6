"""Marking anybody's Value class: properties, each tried in a process of its own, and reports."""

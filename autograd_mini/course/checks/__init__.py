"""What is checked beside the properties of the conformance suite, in the process of the engine.

Each check takes an engine and a language, and returns what JSON can hold: see outcome.py.
"""

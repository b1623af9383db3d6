"""The bench: this engine in a browser, with an editor, pictures, steps, derivations and marks.

`python -m autograd_mini.bench build DIR` makes a folder of files that any web server can show, and
`autograd-mini bench` serves it on this machine.  Nothing is sent to any server: Python itself runs
in the page.

Who does what: build.py makes the folder; page/ is what the browser runs, main.js for what is seen
and worker.js for Python; and session.py is what Python does there, with watching.py, keeping.py,
mirror.py, labels.py and derivation.py.
"""

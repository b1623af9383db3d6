"""The course: eight lessons in which a learner writes an engine; `autograd-mini course`.

`course check` goes through these, from the top:

- lessons.py says what each lesson checks; its texts and its engine are in lessons/, and folder.py
  lays them out.
- marking.py marks engine.py for a lesson: judging.py asks for each check and each property of it,
  in a process of the engine's own, and marks.py is what comes of it.
- checks/ runs what the learner has written, and compares. What is wrong is a `Different` of
  checks/outcome.py: what differs, in both languages, the slip that explains it, and its lines.
- lines/ reads what the learner has written, and runs nothing: which lines those are.
- slips/ has what is said of each slip: a question, and a sentence.
- explaining.py takes one explanation of all that failed: that of a check, or that of
  checks/hints.py, which looks at the whole engine and at what its backward pass does.
- report.py says it.
"""

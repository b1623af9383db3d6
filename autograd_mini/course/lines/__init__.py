"""Where it is wrong: what is read in the source of a learner's engine, which is not run here."""

"""What may be wrong in an engine of the course: a question and a sentence about each."""

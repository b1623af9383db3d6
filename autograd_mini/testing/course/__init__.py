"""For courses: what a teacher gives out and uploads, and a report on a whole class."""

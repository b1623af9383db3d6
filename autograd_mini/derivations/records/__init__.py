"""The records of misconceptions, by what they are about; the first that fits is told."""

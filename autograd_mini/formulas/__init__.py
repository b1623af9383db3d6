"""How a formula is written: its terms, its notation as text and in LaTeX, and labels."""

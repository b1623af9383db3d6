"""How many right derivations are refused, and how many wrong ones accepted.

    python benchmarks/derivations.py          # 10,000 of each
    python benchmarks/derivations.py 500      # or fewer

Right: whole derivations, every line rewritten at random by rules of algebra, in mixed notations,
with names of their own.  Wrong: one line of a right derivation has a slip, of which arithmetic of
fractions says that it changes the formula, and is then rewritten in the same way.  Everything is
drawn with a seed.
"""

import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/derivations"))

from judging import accepted_mutants, refused_rewritings
from rewriting import SHAPES, mutants


def main() -> None:
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    begin = time.process_time()
    lines, refused = refused_rewritings(random.Random(1), how_many)
    took = time.process_time() - begin
    print(f"rewritings: {how_many:,} derivations, {lines:,} lines; refused: {len(refused)}")
    print(f"  {took:.0f} s of CPU, {took / how_many * 1000:.1f} ms each")
    for text in refused[:10]:
        print(text)
    begin = time.process_time()
    known = Counter[str]()
    accepted = accepted_mutants(random.Random(2), how_many, known)
    took = time.process_time() - begin
    different = sum(len(mutants(shape)) for shape in SHAPES)
    print(f"mutants: {how_many:,} of {different:,} slips, rewritten; accepted: {len(accepted)}")
    print(f"  {took:.0f} s of CPU, {took / how_many * 1000:.1f} ms each")
    print(f"  a misconception was told for {how_many - known['']:,}: {known.most_common(30)}")
    for text in accepted[:10]:
        print(text)


if __name__ == "__main__":
    main()

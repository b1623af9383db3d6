"""How the work of every public function grows with the graph: exponents, which should be 1.

    python benchmarks/growth.py              all of them, in some minutes
    python benchmarks/growth.py trace dot    only where a row has "trace" and a shape has "dot"
    python benchmarks/growth.py --where      which lines run n² times, of all or as above
    python benchmarks/growth.py --instructions "paths, 8 of them" chain    under valgrind

A graph of each shape is made larger, n doubling from 32 on, until n is 4,000 or a run takes too
long.  At every size the function runs once and the steps of the interpreter are counted: calls of
Python and of C functions, by `sys.setprofile`, and lines, by `sys.settrace`, for a loop may call
nothing.  That is the same number in every run, on every machine.  If it grows like n to the p, the
exponent p is taken from the last doubling.  What is the same for every n is left out: p is that of
how much the count grows.  A p above 1.15 is marked with ✗, and the exit status is then 1.

Loops within one step of the interpreter, as when a list of n is copied, are not seen by that.  So
there is a second number: the exponent of the CPU time, the best of some runs, up to larger n.
It is a hint and no more; caches alone make it 1.1 or 1.2.  Above 1.35 it is marked with a ?, and
`--instructions` counts what the processor does, in valgrind, for one function and one shape.

What has more than n outputs by its nature is measured for a fixed number of them, as its name
says: two rows of a Jacobian, second derivatives by two leaves, gradcheck of two inputs; and
`frames`, which writes n pictures of n nodes, by the picture.
"""

import argparse
import concurrent.futures
import gc
import itertools
import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from counting import exponent, lines_of, seconds_of, steps_of
from growing import (
    DRAWN,
    FILMED,
    LARGEST,
    NETWORKS,
    ROWS,
    SHAPES,
    SMALLEST,
    Row,
    not_in_the_table,
    row_called,
)

STEEP, SLOW = 1.15, 1.35  # exponents of steps and of time that are marked
LONGEST = 32_768  # n, for time
COUNTING, TIMING = 0.4, 0.06  # seconds of CPU time that the last run may take, about


class Found(NamedTuple):
    """What was found for a function and a shape.

    steps, seconds: by n.  steep, slow: the exponents; None where it cannot be said.
    error: what went wrong instead.
    """

    steps: dict[int, float]
    seconds: dict[int, float]
    steep: float | None = None
    slow: float | None = None
    error: str = ""


def measure(row: Row, shape: str) -> Found:
    gc.disable()
    try:
        row.prepare(shape, 16)()  # once before counting: imports, and caches that are filled once
        steps = count_steps(row, shape)
        seconds = time_runs(row, shape, max(steps))
    except Exception as error:
        return Found({}, {}, error=f"{type(error).__name__}: {error}")
    finally:
        gc.enable()
    return Found(steps, seconds, exponent(steps, True), exponent(seconds, False))


def count_steps(row: Row, shape: str) -> dict[int, float]:
    found: dict[int, float] = {}
    n = SMALLEST if row.most == LARGEST else row.most // 4
    while n <= row.most:
        call = row.prepare(shape, n)
        begin = time.process_time()
        count, result = steps_of(call)
        found[n] = count / result if row.name in FILMED else count
        took = time.process_time() - begin
        del call, result
        gc.collect()
        if took > {1: math.inf, 2: 5 * COUNTING, 3: 2 * COUNTING}.get(len(found), COUNTING / 2):
            break
        n *= 2
    return found


def time_runs(row: Row, shape: str, n: int) -> dict[int, float]:
    if row.name in FILMED | DRAWN:
        return {}  # most of the time is that of Graphviz, or grows with the number of files
    found: dict[int, float] = {}
    n //= 4
    while n <= LONGEST:
        found[n] = seconds_of(row.prepare(shape, n))
        gc.collect()
        if len(found) > 2 and 2 * found[n] > TIMING:
            break
        n *= 2
    return found


def measured(index: int, shape: str) -> Found:
    """Measure one cell of the table, in a process that may have measured others."""
    return measure(ROWS[index], shape)


# What is printed.


def cell(found: Found) -> str:
    if found.error:
        return "error"
    steep = "–" if found.steep is None else f"{found.steep:.2f}"
    slow = "" if found.slow is None else f" {found.slow:.2f}"
    marks = "✗" * ((found.steep or 0) > STEEP) + "?" * ((found.slow or 0) > SLOW)
    return f"{steep}{slow}{marks}"


def print_table(names: Sequence[str], shapes: Sequence[str], cells: dict[Any, Found]) -> None:
    width = max(map(len, names)) + 1
    columns = [max(len(shape), 11) + 1 for shape in shapes]
    print("\n" + " " * width + "".join(f"{s:>{w}}" for s, w in zip(shapes, columns, strict=True)))
    for name in names:
        row = [cell(cells[name, s]) if (name, s) in cells else "" for s in shapes]
        line = "".join(f"{text:>{w}}" for text, w in zip(row, columns, strict=True))
        print(f"{name:{width}}{line}")


def print_all(cells: dict[Any, Found]) -> bool:
    """Print the tables and what stands out; return whether all is well."""
    print("In each cell: the exponent of steps, ✗ above", STEEP, end="; ")
    print("the exponent of CPU time, a hint, ? above", SLOW)
    for shapes in (list(SHAPES), list(NETWORKS), ["n leaves"]):
        names = list(dict.fromkeys(name for name, shape in cells if shape in shapes))
        used = [shape for shape in shapes if any(shape == s for _, s in cells)]
        if names:
            print_table(names, used, cells)
    steep = {key: f for key, f in cells.items() if (f.steep or 0) > STEEP}
    errors = {key: f.error for key, f in cells.items() if f.error}
    print(f"\n{len(steep)} of {len(cells)} grow faster than n to the {STEEP}:")
    for (name, shape), f in steep.items():
        counts = ", ".join(f"{n:,}: {count:,.0f}" for n, count in list(f.steps.items())[-3:])
        print(f"  {name}, {shape}: {f.steep:.2f}, steps by n {counts}")
    for (name, shape), error in errors.items():
        print(f"  {name}, {shape}: {error}")
    missing = not_in_the_table()
    if missing:
        print("not measured, though public:", ", ".join(missing))
    return not (steep or errors or missing)


def steep_lines(index: int, shape: str) -> dict[str, tuple[float, int]]:
    """Return the lines of the package that run much more often when n doubles.

    By the line, how steeply its count grows and the count.  Two doublings in a row have to agree.
    """
    row = ROWS[index]
    if row.name in FILMED:  # all of it is n pictures of n nodes
        return {}
    counts = [lines_of(row.prepare(shape, n)) for n in (24, 48, 96)]
    found = {}
    for line, last in counts[2].items():
        first, middle = counts[0][line], counts[1][line]
        file, _, package = line[0].rpartition("autograd_mini/")
        if file and min(first, middle) and last > 96:
            steep = min(math.log2(last / middle), math.log2(middle / first))
            if steep > 1.5:
                found[f"autograd_mini/{package}:{line[1]}"] = (steep, last)
    return found


def where(wanted: Sequence[tuple[int, str]], jobs: int) -> None:
    """Print these lines for all cells, and for each the cell where it runs most often."""
    cells: dict[str, list[tuple[int, float, str]]] = {}
    with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
        found = pool.map(steep_lines, *zip(*wanted, strict=True))
        for (index, shape), lines in zip(wanted, found, strict=True):
            for line, (steep, count) in lines.items():
                cell = f"{ROWS[index].name}, {shape}"
                cells.setdefault(line, []).append((count, steep, cell))
    for line, those in sorted(cells.items()):
        count, steep, cell = max(those)
        print(f"{line:44} {steep:.2f} {count:9,} times for {cell}; in {len(those)} cells")


def instructions(name: str, shape: str) -> None:
    """Print how many instructions of the processor a call takes, by n, and the exponent."""
    found: dict[int, float] = {}
    for n in (512, 1024, 2048, 4096):
        counts = [in_valgrind(name, shape, n, times) for times in (1, 3)]
        found[n] = (counts[1] - counts[0]) / 2
        print(f"n = {n:,}: {found[n]:,.0f} instructions", flush=True)
    print(f"exponent {exponent(found, True):.2f}")


def in_valgrind(name: str, shape: str, n: int, times: int) -> int:
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    command += [sys.executable, __file__, "--call", name, shape, str(n), str(times)]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONMALLOC": "malloc"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return int(re.findall(r"I\s+refs:\s+([\d,]+)", done.stderr)[0].replace(",", ""))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("row", nargs="?", default="", help="part of the name of a row")
    parser.add_argument("shape", nargs="?", default="", help="part of the name of a shape")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at a time")
    parser.add_argument("--where", action="store_true", help="which lines grow too fast")
    parser.add_argument("--instructions", nargs=2, metavar=("ROW", "SHAPE"))
    parser.add_argument("--call", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.instructions:
        instructions(*asked.instructions)
        return 0
    if asked.call:
        name, shape, n, times = asked.call
        gc.disable()
        call = row_called(name).prepare(shape, int(n))
        for _ in itertools.repeat(None, int(times)):
            call()
        return 0
    wanted = [
        (i, shape)
        for i, row in enumerate(ROWS)
        for shape in row.shapes
        if asked.row.lower() in row.name.lower() and asked.shape in shape
    ]
    if asked.where:
        where(wanted, asked.jobs)
        return 0
    with concurrent.futures.ProcessPoolExecutor(asked.jobs) as pool:
        found = []
        for result in pool.map(measured, *zip(*wanted, strict=True)):
            found.append(result)
            name, shape = ROWS[wanted[len(found) - 1][0]].name, wanted[len(found) - 1][1]
            print(f"{len(found)}/{len(wanted)} {name}, {shape}: {cell(result)}", file=sys.stderr)
    names = [(ROWS[i].name, shape) for i, shape in wanted]
    return 0 if print_all(dict(zip(names, found, strict=True))) else 1


if __name__ == "__main__":
    sys.exit(main())

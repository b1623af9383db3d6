"""Build the site: English, Chinese, and a page that leads to both.

    python docs/build.py OUT [--bench] [--zip SITE.zip]

--bench puts the bench into OUT/bench, which takes npm and a network; --zip also writes the whole
site into one file, for a school without internet: unpack it, and `python -m http.server` in its
folder shows it.  Without the bench, opening index.html is enough.
"""

import argparse
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT)]

from maker.checks import problems  # noqa: E402

LANGUAGES = {"en": "en", "zh": "zh_CN"}
NO_BENCH = {
    "en": "The bench is not a part of this copy. Build the site with <code>--bench</code>.",
    "zh": "这一份里没有工作台。请用 <code>--bench</code> 生成网站。",
}


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--bench", action="store_true", help="build the bench into OUT/bench, too")
    parser.add_argument("--zip", type=Path, metavar="SITE.zip", help="write the site as one file")
    options = parser.parse_args(arguments)
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    if not build(out):
        return 1
    if options.bench:
        from autograd_mini.bench.build import BuildError
        from autograd_mini.bench.build import build as build_bench

        try:
            if not (out / "bench" / "app.js").exists():  # but for what `placeholder` wrote
                shutil.rmtree(out / "bench", ignore_errors=True)
            build_bench(out / "bench")
        except (BuildError, OSError) as error:
            print(error, file=sys.stderr)
            return 2
    else:
        placeholder(out / "bench")
    found = list(problems(out))
    for problem in found:
        print(problem, file=sys.stderr)
    if options.zip:
        pack(out, options.zip)
    print(out / "index.html")
    return 1 if found else 0


def build(out: Path) -> bool:
    """Build both languages side by side; tell whether both went well."""
    for name in LANGUAGES:  # no page of an earlier build may stay behind
        if (out / name / ".buildinfo").exists():
            shutil.rmtree(out / name)
    commands = [
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-E", "-b", "html",
         "-c", HERE, "-d", out.parent / f".{out.name}-{name}", "-D", f"language={language}",
         HERE / name, out / name]
        for name, language in LANGUAGES.items()
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    running = [subprocess.Popen(command, env=environment) for command in commands]
    good = [process.wait() == 0 for process in running]
    for name in LANGUAGES:
        shutil.rmtree(out.parent / f".{out.name}-{name}", ignore_errors=True)
        pictures = out / name / "pictures"
        shutil.copytree(ROOT / "demos" / "pictures", pictures, dirs_exist_ok=True)
        step_page(out / name / "backprop.html", name)
    shutil.copyfile(HERE / "templates" / "root.html", out / "index.html")
    return all(good)


def step_page(path: Path, language: str) -> None:
    """Write the page that replays the passes of the network, beginning in a language."""
    made = path.with_name("step_through")
    subprocess.run(
        [sys.executable, ROOT / "demos" / "step_through.py", "--language", language,
         "--out", made],
        check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    (made / "backprop.html").replace(path)
    shutil.rmtree(made)


def placeholder(bench: Path) -> None:
    """Say where the bench would be that it is not there."""
    bench.mkdir(exist_ok=True)
    if not (bench / "app.js").exists():
        said = "".join(f'<p lang="{name}">{text}</p>' for name, text in NO_BENCH.items())
        page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>{said}'
        (bench / "index.html").write_text(page, "utf-8")


def pack(out: Path, archive: Path) -> None:
    """Write all files of the site into one, always in the same order and with the same bytes."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(p for p in out.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(out).as_posix(), (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, path.read_bytes())


if __name__ == "__main__":
    sys.exit(main())

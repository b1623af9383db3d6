"""What stands around the code: examples run, files parse, and facts are those of the project."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import autograd_mini
from autograd_mini.course.folder import start

ROOT = Path(__file__).parents[1]
PROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
WORKFLOW = ROOT / ".github" / "workflows" / "tests.yml"
HOOKS = ROOT / ".pre-commit-config.yaml"
CITATION = ROOT / "CITATION.cff"


def read(path):
    return yaml.safe_load(path.read_text("utf-8"))


def in_project(name):
    """A text or a list of texts of pyproject.toml; Python 3.10 has no reader for that yet."""
    found = re.search(rf"^{name} = (\[.*?\]|\".*?\")$", PROJECT, re.M | re.S)
    return yaml.safe_load(found[1])


def examples_of(text, folder):
    """Run the examples of a text in a process of its own, since they add to the table."""
    path = folder / "examples.md"
    path.write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "error", "-m", "doctest", str(path)],
        cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


def test_the_examples_for_contributors_run(tmp_path):
    """The good record is registered and passes gradcheck; the bad one is caught."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert text.count(">>> record(") == 2 and text.count("gradcheck(") >= 2
    done = examples_of(text, tmp_path)
    assert done.returncode == 0, done.stdout
    # And they can fail: a good record without its sign, a bad one that is no longer bad.
    for right, wrong in (
        ("lambda m, x, y: -((1", "lambda m, x, y: +((1"),
        ("lambda m, x, y: 1 / (1 + x * x)", "lambda m, x, y: -1 / (1 + x * x)"),
    ):
        assert right in text
        assert "Failed example" in examples_of(text.replace(right, wrong), tmp_path).stdout


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"])
def test_links_lead_somewhere(name):
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / name).read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_citation_is_of_this_package():
    citation = read(CITATION)
    assert citation["version"] == autograd_mini.__version__ == in_project("version")
    assert citation["cff-version"] == "1.2.0" and citation["message"] and citation["authors"]
    assert citation["license"] == in_project("license")
    assert citation["keywords"] == in_project("keywords")
    first, _, what = citation["title"].partition(": ")
    assert (first, what.lower()) == ("autograd_mini", in_project("description").lower())


def test_the_changelog_has_this_version_and_the_next():
    versions = re.findall(r"^## (\d+\.\d+\.\d+)(.*)$", (ROOT / "CHANGELOG.md").read_text(), re.M)
    numbers = [tuple(map(int, version.split("."))) for version, _ in versions]
    assert numbers == sorted(set(numbers), reverse=True)
    released = [version for version, rest in versions if "unreleased" not in rest]
    assert released[0] == autograd_mini.__version__


def test_hooks_are_what_ci_runs():
    """In the environment, so that nothing is fetched; and the same commands."""
    hooks = [hook for repo in read(HOOKS)["repos"] for hook in repo["hooks"]]
    assert {repo["repo"] for repo in read(HOOKS)["repos"]} == {"local"}
    assert {hook["language"] for hook in hooks} == {"system"}
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    for hook in hooks:
        assert hook["name"] in ci
        assert hook["entry"].startswith(hook["name"])


def test_public_ci_does_what_ci_does_on_every_system_and_version():
    jobs = read(WORKFLOW)["jobs"]
    runs = {
        (system, version): [step["run"] for step in job["steps"] if "run" in step]
        for job in jobs.values()
        for system in job["strategy"]["matrix"]["os"]
        for version in job["strategy"]["matrix"]["python"]
    }
    systems, versions = ("ubuntu", "macos", "windows"), [f"3.{minor}" for minor in range(10, 15)]
    assert set(runs) == {(f"{s}-latest", v) for s in systems for v in versions}
    assert in_project("requires-python") == f">={versions[0]}"
    readme = re.findall(r"```sh\n(.*?)\n```", (ROOT / "README.md").read_text("utf-8"), re.S)
    for (system, _), commands in runs.items():
        assert commands == (["bash .ci/run"] if system == "ubuntu-latest" else readme[:2])


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one_that_github_takes(path):
    form = read(path)
    assert form["name"] and form["description"] and form["body"]
    names = [field["id"] for field in form["body"]]
    assert len(set(names)) == len(names)
    for field in form["body"]:
        assert field["type"] in ("input", "textarea", "dropdown")
        assert field["attributes"]["label"]
        assert ("options" in field["attributes"]) == (field["type"] == "dropdown")
        assert isinstance(field["attributes"].get("description", ""), str)


def test_a_form_asks_for_a_failing_program_a_version_and_a_system():
    required = {
        path.stem: {f["id"] for f in read(path)["body"] if f["validations"]["required"]}
        for path in FORMS
    }
    assert required.keys() == {"bug", "sentence"}
    assert required["bug"] >= {"program", "version", "system"}
    assert required["sentence"] >= {"where", "sentence", "language"}


def test_a_learner_is_addressed_as_a_friend():
    """Chinese has two words for you; the formal one is in none of our texts."""
    formal, endings = chr(0x60A8), {".css", ".html", ".ipynb", ".js", ".md", ".py", ".svg", ".txt"}
    texts = [p for folder in ("autograd_mini", "demos", "docs") for p in (ROOT / folder).rglob("*")]
    for path in [*ROOT.glob("*.md"), *texts]:
        if path.suffix in endings and "node_modules" not in path.parts:
            assert formal not in path.read_text("utf-8", "replace"), path


def test_what_a_page_tells_to_type_is_at_hand(tmp_path):
    """Nothing is on a registry yet: extras come from a copy; and every file of samples exists."""
    start(tmp_path / "engine-course")
    pages = [*ROOT.glob("README*.md"), *ROOT.glob("docs/*/*.md")]
    assert len(pages) > 30
    for page in pages:
        text = page.read_text("utf-8")
        assert not re.search(r"pip install .?autograd-mini", text), page
        for file in re.findall(r"autograd-mini train (\S+\.csv)", text):
            assert (tmp_path / file).is_file() or (ROOT / file).is_file(), (page, file)

"""axe, which looks for what keeps people with disabilities out of a page.

It needs the npm package axe-core where Node finds it, for instance `npm install axe-core` in any
folder and NODE_PATH set to its node_modules.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

# Which rules are broken, and by what.
BROKEN = """async () => (await axe.run({ resultTypes: ["violations"] })).violations.map((rule) =>
    [rule.id, rule.help, ...rule.nodes.map((one) => `${one.html} ${one.failureSummary}`)])"""


def source_of_axe():
    command = shutil.which("node")
    found = command and subprocess.run(
        [command, "-p", 'require.resolve("axe-core/axe.min.js")'], capture_output=True, text=True
    )
    if not found or found.returncode:
        pytest.skip("needs Node.js and the npm package axe-core")
    return Path(found.stdout.strip()).read_text("utf-8")

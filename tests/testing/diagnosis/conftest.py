"""The engines of these tests are in a folder of their own."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "engines"))

"""Print the dependencies in a pyproject.toml, each pinned to the lowest version it allows.

Those of the extras for users are included; those for tests, lint, the manual and other engines are not.
"""

import sys
import tomllib
from pathlib import Path

project = tomllib.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"]
for name, lines in {"": project["dependencies"], **extras}.items():
    if name not in ("all", "docs", "test", "lint", "fuzz", "benchmarks", "scale"):
        for line in lines:
            print(line.replace(">=", "=="))

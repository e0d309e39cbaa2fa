"""Print the dependencies of a pyproject.toml, each pinned to the lowest version it allows.

Those of the extras that users install are among them; those for tests, lint, the manual and engines are not.
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

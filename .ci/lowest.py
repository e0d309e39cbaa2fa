"""Print the direct dependencies of a pyproject.toml, each pinned to the lowest version it allows."""

import sys
import tomllib
from pathlib import Path

for line in tomllib.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["project"]["dependencies"]:
    print(line.replace(">=", "=="))

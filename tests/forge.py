"""What a forge makes of our workflows: GitHub's and GitLab's own schemas, and an auditor for workflows (zizmor).

Neither asks the network.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from check_jsonschema import main as by_schema
from click.testing import CliRunner


def assert_readable(schema: str, found: Sequence[Path]) -> None:
    """Fail unless each file found follows the forge's schema of that name."""
    done = CliRunner().invoke(by_schema, ["--builtin-schema", f"vendor.{schema}", *map(str, found)])
    assert (done.exit_code, done.output) == (0, "ok -- validation done\n")


def assert_audited(folder: Path) -> None:
    """Fail unless the auditor finds nothing in the folder's .github."""
    zizmor = str(Path(sys.executable).with_name("zizmor"))
    # Where CI is set, it would colour what it says.
    command = [zizmor, "--offline", "--no-progress", "--color=never", "--persona=auditor", str(folder / ".github")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "No findings to report. Good job!\n"), done.stdout + done.stderr

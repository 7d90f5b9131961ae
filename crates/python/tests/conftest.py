"""What the tests share: the corpus, and the command line as a program of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CASES = sorted(path.parent for path in (ROOT / "corpus/cases").glob("*/case.json"))
MODEL = ROOT / "models/deep.bin"


@pytest.fixture(scope="session")
def program():
    """The command line that `cargo build` has built apart from the package."""
    target = ROOT / os.environ.get("CARGO_TARGET_DIR", "target")
    path = target / "debug" / ("diptych.exe" if os.name == "nt" else "diptych")
    assert path.is_file(), f"{path} is not there; `cargo build` makes it"
    return command([path])


@pytest.fixture(scope="session")
def brought():
    """The command line that the wheel brings, which is faster."""
    return command([sys.executable, "-m", "diptych"])


def command(program):
    """Runs a command line, and gives what it prints."""

    def run(*words, **more):
        words = [*program, *map(os.fspath, words)]
        return subprocess.run(words, check=True, capture_output=True, cwd=ROOT, **more).stdout.decode()

    return run

"""What the tests share: the corpus, and the command line as a program of its own."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CASES = sorted(path.parent for path in (ROOT / "corpus/cases").glob("*/case.json"))
MODEL = ROOT / "models/deep.bin"


@pytest.fixture(scope="session")
def program():
    """Runs the command line that `cargo build --release` has built, and gives what it prints."""
    target = ROOT / os.environ.get("CARGO_TARGET_DIR", "target")
    path = target / "release" / ("diptych.exe" if os.name == "nt" else "diptych")
    assert path.is_file(), f"{path} is not there; `cargo build --release` makes it"

    def run(*words, **more):
        words = [path, *map(os.fspath, words)]
        return subprocess.run(words, check=True, capture_output=True, cwd=ROOT, **more).stdout.decode()

    return run

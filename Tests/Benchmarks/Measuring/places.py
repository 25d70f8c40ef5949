"""Where the benchmark finds and keeps things."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
SOURCES = REPOSITORY / "Tests/Benchmarks"
BUILT = REPOSITORY / ".build/release"
HOME = REPOSITORY / ".build-bench"
PYTHON = HOME / "python/bin/python"
WORKLOADS = HOME / "workloads"
TIANBAO = BUILT / "tianbao"
BENCHMARK = BUILT / "benchmark"
FLOOR = HOME / "floor"

"""What reading takes of memory, and whether it grows."""

import json
import os
import subprocess

import workloads
from places import BENCHMARK, FLOOR
from reading import PARTS


def _json(*command):
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=True,
        stdin=subprocess.DEVNULL,
    )
    return json.loads(done.stdout)


def peak(report, _):
    """The peak while the large sheet is read, against the parts that are read."""
    report.section("Memory")
    listing = workloads.sheet()
    use = _json(BENCHMARK, "memory", listing)
    inflated = _json(FLOOR, listing, *PARTS)["inflatedBytes"]
    taken = (use["peak"] - use["bare"]) * 1024
    report.ratio("peak while reading 100,000 × 20, all cells kept",
                 f"{taken / 1e6:.0f} of {inflated / 1e6:.0f} MB", taken / inflated, 1.5, False)
    count = int(os.environ.get("SOAK", "200000"))
    use = _json(BENCHMARK, "soak", workloads.forms(), count)
    growth = use["late"] - use["early"]
    report.row(f"{count:,} workbooks in a row, from 10 % to the end",
               f"{use['early'] / 1024:.1f} → {use['late'] / 1024:.1f} MiB", f"{growth:+d} KiB",
               "none", growth <= 1024)

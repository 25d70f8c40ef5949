"""A county: every household of 300 villages in three forms, filed, reckoned and looked up.

COUNTY=300 villages of 500 households; the first tenth of them is measured before all.
"""

import os
import shutil
import sqlite3
import subprocess
import time

from places import BENCHMARK, HOME, TIANBAO

FORMS = ("screening", "verification", "risk-clearance")
HOUSEHOLDS = 500
DAY = "2023-08-31"
CAMPAIGN = "lingjing-2023"


class Run:
    """A command that was run once: seconds, processor seconds and the most memory, in MiB."""

    def __init__(self, *command, accepted=(0,)):
        start = time.perf_counter()
        process = subprocess.Popen(
            list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, state, used = os.wait4(process.pid, 0)
        self.seconds = time.perf_counter() - start
        self.processor = used.ru_utime + used.ru_stime
        self.memory = used.ru_maxrss / 1024
        process.returncode = os.waitstatus_to_exitcode(state)
        if process.returncode not in accepted:
            raise SystemExit(f"{' '.join(map(str, command))}: {process.returncode}")


def _county(folder, villages):
    """The returns of the county, made once."""
    if not (folder / "made").exists():
        shutil.rmtree(folder, ignore_errors=True)
        Run(BENCHMARK, "county", folder, villages, HOUSEHOLDS, DAY)
        (folder / "made").touch()
    units = (folder / "units.csv").read_text(encoding="utf-8").splitlines()
    (folder / "tenth.csv").write_text("\n".join(units[: villages // 10 + 1]) + "\n", "utf-8")
    return folder / "units.csv", folder / "tenth.csv"


def _files(folder, form, villages):
    return sorted((folder / form).iterdir())[:villages]


def _figures(report, folder, units, villages):
    households = villages * HOUSEHOLDS
    ledger = folder / "ledger.sqlite"
    for old in folder.glob("ledger.sqlite*"):
        old.unlink()
    seconds, memory = 0.0, 0.0
    for form in FORMS:
        run = Run(TIANBAO, "import", *_files(folder, form, villages), "--ledger", ledger,
                  "--date", DAY, "--quiet", accepted=(0, 1))
        seconds += run.seconds
        memory = max(memory, run.memory)
        report.row(f"{households:,} households: import of {form}",
                   f"{run.seconds:,.1f} / {run.processor:,.1f} s", f"{run.memory:,.0f} MiB")
    size = ledger.stat().st_size / 2**20
    report.row(f"{households:,} households: the ledger", f"{size:,.0f} MiB",
               f"{size * 1024 / households:.1f} KiB each")
    books = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    files, records, counted = books.execute(
        "SELECT COUNT(DISTINCT s.id), COUNT(*), SUM(s.counted = 1 AND r.replaced = 0) "
        "FROM submission s JOIN record r ON r.submission = s.id"
    ).fetchone()
    report.row(f"{households:,} households: workbooks, records, of which count",
               f"{files:,} / {records:,} / {counted:,}")
    (someone,) = books.execute("SELECT citizen FROM person ORDER BY record DESC LIMIT 1").fetchone()
    books.close()
    where = ("--ledger", ledger)
    status = Run(TIANBAO, "status", CAMPAIGN, *where, "--units", units, "--on", DAY,
                 accepted=(0, 1))
    rollup = Run(TIANBAO, "rollup", "verification", *where, "-o", folder / "rollup.xlsx",
                 "--overwrite")
    person = Run(TIANBAO, "household", someone, *where)
    for what, run in (("status", status), ("roll-up of verification", rollup),
                      ("a household's file", person)):
        report.row(f"{households:,} households: {what}", f"{run.seconds:.2f} s",
                   f"{run.memory:,.0f} MiB")
    return seconds, memory, status.seconds


def county(report, _):
    """Three forms a household, first for a tenth of the villages, then for all."""
    villages = int(os.environ.get("COUNTY", "300"))
    report.section(f"A county of {villages} villages with {HOUSEHOLDS} households each, three forms "
                   "a household, into one SQLite ledger; elapsed / processor time")
    folder = HOME / f"county-{villages}"
    units, tenth = _county(folder, villages)
    small, _, _ = _figures(report, folder, tenth, villages // 10)
    large, _, status = _figures(report, folder, units, villages)
    report.ratio("time for a household at ten times the size", f"{large:,.0f} s",
                 large / small / 10, 1.2, False)
    report.ratio("status of the county, against a second", f"{status:.2f} s", status, 1, False)

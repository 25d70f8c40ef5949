"""How fast returned workbooks become checked records, beside a Python script that does the same."""

import os
import shutil

import workloads
from agreement import compare
from places import HOME, PYTHON, SOURCES, TIANBAO
from processes import Process, interleave

TODAY = "2023-08-31"


def command(folder, output, *options):
    """The command that imports a folder; it exits with 1, since some workbooks have faults."""
    return Process(
        "tianbao import",
        [TIANBAO, "import", folder, "--records", output, "--date", TODAY, "--quiet", *options],
        output, accepted=(0, 1),
    )


def returned_workbooks(report, rounds):
    """500 returned workbooks of the screening form, from folder to JSON Lines, whole process."""
    report.section("Importing 500 returned workbooks, whole process")
    folder, place = workloads.returns(), HOME / "imported"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    every = command(folder, place / "every.jsonl")
    one = command(folder, place / "one.jsonl", "--jobs", 1)
    two = command(folder, place / "two.jsonl", "--jobs", 2)
    script = [PYTHON, SOURCES / "Peers/screening.py", folder]
    ordinary, quick = (
        Process(name, [*script, place / f"{mode or 'script'}.jsonl", TODAY, *mode.split()])
        for name, mode in [("Python, openpyxl", ""), ("Python, openpyxl read-only", "read-only")]
    )
    interleave([every, one, two], rounds)
    # The first takes minutes, and nothing hangs on the last per cent.
    interleave([ordinary, quick], 1)
    report.row(f"{every.name} ({os.cpu_count()} cores)", f"{every.median:.0f} ms")
    report.ratio(
        ordinary.name, f"{ordinary.median:.0f} ms", ordinary.median / every.median, 20, True
    )
    report.row(quick.name, f"{quick.median:.0f} ms", f"{quick.median / every.median:.2f} ×")
    report.row("tianbao import --jobs 1", f"{one.median:.0f} ms",
               f"{ordinary.median / one.median:.2f} ×")
    report.row("processor time, Python against tianbao --jobs 1",
               f"{ordinary.processor:.0f} / {one.processor:.0f} ms",
               f"{ordinary.processor / one.processor:.2f} ×")
    report.ratio("tianbao import --jobs 2, against --jobs 1", f"{two.median:.0f} ms",
                 one.median / two.median, 1.7, True)
    alike, differences = compare(place / "every.jsonl", place / "script.jsonl")
    report.note(f"Tianbao finds: {alike}.")
    report.note(
        f"The script finds otherwise in {len(differences)} places: {'; '.join(differences[:3])}"
        if differences else "The script finds the same values, errors, questions and warnings."
    )
    shutil.rmtree(place)

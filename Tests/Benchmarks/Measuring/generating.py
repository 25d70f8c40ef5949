"""How fast village workbooks are made, beside a bare C program that makes the same calls."""

import os
import shutil
import zipfile

import workloads
from places import HOME, TIANBAO
from processes import Process, interleave


def command(office, output, *options):
    """The command that makes an office's workbooks."""
    return [TIANBAO, "generate", "screening", "-o", output, "--units", office / "units.csv",
            "--roster", office / "roster.csv", *options]


def _parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _differing(ours, theirs):
    """The first part that two folders of workbooks hold differently."""
    files = sorted(ours.iterdir()), sorted(theirs.iterdir())
    if len(files[0]) != len(files[1]):
        return f"{len(files[0])} workbooks against {len(files[1])}"
    for own, other in zip(*files, strict=True):
        left, right = _parts(own), _parts(other)
        for name in left.keys() | right.keys():
            if left.get(name) != right.get(name):
                return f"{name} in {own.name}"
    return None


def _record(office, output, calls):
    """Records the calls that our generator makes for an office."""
    environment = {"CALLS": str(calls), "LD_PRELOAD": str(HOME / "record.so")}
    making = command(office, output, "--jobs", 1)
    Process("recording", making, output, environment=environment).run()


def _times(process):
    return f"{process.median:,.0f} / {process.processor:,.0f} ms"


def village_workbooks(report, rounds):
    """300 village workbooks with 100 households each, in the layout that is the default."""
    report.section("Generating 300 village workbooks of 100 households each, whole process, "
                   "elapsed / processor time")
    office = workloads.office()
    place = HOME / "generated"
    shutil.rmtree(place, ignore_errors=True)
    ours, one, theirs = (place / name for name in ("tianbao", "one", "replayed"))
    theirs.mkdir(parents=True)
    _record(office, ours, place / "calls")
    replay = Process("C, the same calls", [HOME / "replay", place / "calls", theirs])
    every = Process("tianbao generate", command(office, ours), ours)
    single = Process("tianbao generate --jobs 1", command(office, one, "--jobs", 1), one)
    # Each takes most of a minute, so two rounds do.
    interleave([every, single, replay], 1 if rounds == 1 else 2)
    report.row(f"{replay.name}: 1 thread", _times(replay))
    report.ratio(f"{every.name}: {os.cpu_count()} threads, elapsed", _times(every),
                 every.median / replay.median, 1.25, False)
    report.row(f"{single.name}: 1 thread, elapsed", _times(single),
               f"{single.median / replay.median:.2f} ×")
    report.ratio("the same: processor time", _times(single),
                 single.processor / replay.processor, 1.25, False)
    differing = _differing(ours, theirs)
    report.note(
        f"The workbooks differ: {differing}." if differing else
        f"All parts of all {len(list(ours.iterdir()))} workbooks are the same bytes. What the library "
        "cannot write, shared formulas and validations of several ranges, both put into the package "
        "afterwards, with libzip and libdeflate."
    )
    shutil.rmtree(place)

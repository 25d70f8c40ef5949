"""How fast workbooks are read, beside other readers and the least that it can cost."""

import workloads
from places import BENCHMARK, FLOOR, PYTHON, SOURCES
from runner import Runner, interleave

# The parts that a reader of values needs: all but themes and printer settings.
PARTS = ["_rels/.rels", "workbook.xml", "styles", "sharedStrings", "worksheets/sheet",
         "docProps/app", "docProps/custom"]


def _peer(name, listing):
    return Runner(name, [PYTHON, SOURCES / "Peers/peer.py", name, listing])


def _compare(report, listing, rounds, peers, slow, floor_goal):
    ours = Runner("Tianbao, every cell visited", [BENCHMARK, "visit", listing])
    bare = Runner("Tianbao, reading only", [BENCHMARK, "read", listing])
    floor = Runner("inflation alone (libzip, libdeflate)", [FLOOR, listing, *PARTS])
    others = [_peer(name, listing) for name in peers]
    late = [_peer(name, listing) for name in slow]
    interleave([ours, bare, floor, *others], rounds)
    interleave(late, 1, warm=False)
    fastest = min(others, key=lambda other: other.median)
    report.row(ours.name, f"{ours.median:.1f} ms")
    report.row(bare.name, f"{bare.median:.1f} ms")
    for other in others + late:
        visited, read = other.median / ours.median, other.median / bare.median
        if other is fastest:
            report.ratio(f"{other.name} (fastest), against every cell visited",
                         f"{other.median:.1f} ms", visited, 4, True)
            report.row("the same, against reading only", f"{other.median:.1f} ms", f"{read:.2f} ×")
            report.row(f"{other.name}, every cell visited: by processor time",
                       f"{other.processor:.0f} / {ours.processor:.0f} ms",
                       f"{other.processor / max(1, ours.processor):.2f} ×")
        else:
            report.row(other.name, f"{other.median:.1f} ms", f"{visited:.2f} ×")
    for reader, what in [(bare, "reading only"), (ours, "every cell visited")]:
        ratio = reader.median / floor.median
        name = f"{what}, against {floor.name}"
        if floor_goal:
            report.ratio(name, f"{floor.median:.1f} ms", ratio, floor_goal, False)
        else:
            report.row(name, f"{floor.median:.1f} ms", f"{ratio:.2f} ×")
    return ours, others + late


def _agree(report, ours, others):
    """Says whether all have read the same: figures that differ are named."""
    for other in others:
        differing = [
            f"{name} {other.found[name]} against {value}"
            for name, value in ours.found.items()
            if abs(other.found[name] - value) > 1e-9 * abs(value)
        ]
        if differing:
            report.note(f"{other.name} reads otherwise: {', '.join(differing)}.")
        else:
            report.note(
                f"{other.name} finds the same {ours.found['cells']:,} cells, bytes of text, sums of "
                "numbers and of dates."
            )


def large_sheet(report, rounds):
    """W1: one sheet of 100,000 rows and 20 columns."""
    report.section("Reading 100,000 rows × 20 columns, in-process")
    peers = ["fastexcel", "fastexcel-eager", "python-calamine"]
    found = _compare(report, workloads.sheet(), rounds, peers, ["polars", "openpyxl"], 3)
    _agree(report, *found)


def form_workbooks(report, rounds):
    """W2: 500 workbooks as an office sends them out."""
    report.section("Reading 500 form workbooks from their files, in-process")
    peers = ["fastexcel", "fastexcel-eager", "python-calamine"]
    found = _compare(report, workloads.forms(), rounds, peers, ["openpyxl"], None)
    _agree(report, *found)

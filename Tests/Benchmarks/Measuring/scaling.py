"""Whether cost grows as the work does: rows of a sheet, files of a batch, households of a village."""

import os
import shutil

import generating
import importing
import workloads
from places import BENCHMARK, HOME
from processes import Process, interleave as interleave_processes
from runner import Runner, interleave


def _rows(report, what, sizes, times):
    """A row a size: the time, and the time for one of what there is, against the smallest size."""
    for size, time in zip(sizes, times, strict=True):
        share = (time / size) / (times[0] / sizes[0])
        if size == sizes[-1]:
            report.ratio(f"{what}: {size:,}", f"{time:.1f} ms", share, 1.2, False)
        else:
            report.row(f"{what}: {size:,}", f"{time:.1f} ms", f"{share:.2f} ×")


def cost(report, rounds):
    """Times for one, two and four times as much, as the time for each against the smallest."""
    report.section("Cost of each row, file and household, against the smallest size")
    sizes = [25_000, 50_000, 100_000]
    readers = [Runner(str(n), [BENCHMARK, "visit", workloads.sheet(n)]) for n in sizes]
    interleave(readers, rounds)
    _rows(report, "rows of a sheet read", sizes, [reader.median for reader in readers])

    place = HOME / "scaling"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    files = sorted(workloads.returns().rglob("*.xlsx"))
    sizes, imports = [125, 250, 500], []
    for number in sizes:
        folder = place / str(number)
        folder.mkdir()
        # Every n-th, so that each size has lists and cards alike.
        for file in files[:: len(files) // number]:
            os.link(file, folder / file.name)
        imports.append(importing.command(folder, place / f"{number}.jsonl", "--jobs", 1))
    interleave_processes(imports, rounds)
    _rows(report, "workbooks imported", sizes, [process.median for process in imports])

    sizes, makers = [100, 200, 400], []
    for number in sizes:
        output = place / f"made-{number}"
        office = workloads.office(20, number)
        makers.append(Process(str(number), generating.command(office, output, "--jobs", 1), output))
    interleave_processes(makers, max(2, rounds // 2))
    _rows(report, "households of 20 villages generated", sizes, [m.median for m in makers])
    shutil.rmtree(place)

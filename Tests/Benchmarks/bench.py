"""Measures what Tianbao promises, beside its peers, and says what is reached.

    bench.py [SECTION…]     all sections but the county, or some; ROUNDS=7 rounds
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "Measuring"))

import county  # noqa: E402
import generating  # noqa: E402
import importing  # noqa: E402
import memory  # noqa: E402
import reading  # noqa: E402
import scaling  # noqa: E402
from places import HOME  # noqa: E402
from report import Report, machine  # noqa: E402

SECTIONS = {
    "sheet": reading.large_sheet,
    "forms": reading.form_workbooks,
    "memory": memory.peak,
    "import": importing.returned_workbooks,
    "generate": generating.village_workbooks,
    "scaling": scaling.cost,
    "county": county.county,
}


def main(wanted):
    unknown = [name for name in wanted if name not in SECTIONS]
    if unknown:
        sys.exit(f"There is no section {unknown[0]}. There are: {' '.join(SECTIONS)}")
    rounds = int(os.environ.get("ROUNDS", "7"))
    report = Report()
    print(machine())
    for name in wanted or [name for name in SECTIONS if name != "county"]:
        SECTIONS[name](report, rounds)
    target = HOME / "result.md"
    target.write_text(report.markdown(), encoding="utf-8")
    print(f"\n{report.markdown()}\nThis table is kept in {target.relative_to(Path.cwd())}")


if __name__ == "__main__":
    main(sys.argv[1:])

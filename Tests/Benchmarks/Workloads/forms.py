"""Workbooks as the office sends them out: made by `tianbao generate` for invented villages.

    forms.py COMMAND FOLDER
"""

import csv
import subprocess
import sys
from pathlib import Path

from people import (
    HOUSEHOLD_HEADINGS, MEMBER_HEADINGS, UNIT_HEADINGS, household_row, unit_row, villages,
)

# Form, layout, villages, and the fewest and the most households of one.
BATCHES = [
    ("verification", "card", 150, 1, 8),
    ("verification", "list", 75, 3, 20),
    ("screening", "card", 75, 2, 10),
    ("screening", "list", 125, 5, 30),
    ("risk-clearance", "card", 50, 1, 5),
    ("risk-clearance", "list", 25, 2, 12),
]


def write_table(path, headings, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])


def write_units(path, places):
    write_table(path, UNIT_HEADINGS, [unit_row(village) for village in places])


def write_roster(path, places, with_members):
    headings = HOUSEHOLD_HEADINGS + (MEMBER_HEADINGS if with_members else [])
    rows = []
    for village in places:
        for home in village.households:
            own = household_row(village, home)
            rows += [own + list(member) for member in home["members"]] if with_members else [own]
    write_table(path, headings, rows)


def generate(command, form, layout, places, folder, *options):
    """Makes a workbook a village in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    units, roster = folder / "units.csv", folder / "roster.csv"
    write_units(units, places)
    write_roster(roster, places, with_members=form == "verification")
    subprocess.run(
        [command, "generate", form, "-o", folder, "--units", units, "--roster", roster,
         "--layout", layout, *options],
        check=True, stderr=subprocess.DEVNULL,
    )
    units.unlink()
    roster.unlink()


def make(command, folder):
    """All batches, each in a folder of its own."""
    def households(number):
        start = 0
        for _, _, count, fewest, most in BATCHES:
            if number < start + count:
                return fewest + (number - start) * 7 % (most - fewest + 1)
            start += count

    places = villages(sum(batch[2] for batch in BATCHES), households)
    for form, layout, count, _, _ in BATCHES:
        own, places = places[:count], places[count:]
        generate(command, form, layout, own, Path(folder) / f"{form}-{layout}")


if __name__ == "__main__":
    make(sys.argv[1], sys.argv[2])

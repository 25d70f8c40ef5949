"""Makes samples/: workbooks that the office sent out and that came back, good ones and broken ones.

Each is filled in, edited and saved by a program that is not ours: LibreOffice Calc, openpyxl, or
Gnumeric. What the importer must say of each stands here beside how it was made, and goes to
expected.json. Run it with `make samples`; files whose content is unchanged are left alone.

    samples/make_samples.py [NAME…]     makes all, or only those whose name contains a word
"""

import sys
import tempfile
from pathlib import Path

import broken
import damaged
import files
import good
import keeping
import readme
import structure
from calc import Calc
from offices import roster_rows, write_csv
from people import MORE, UNITS, Neighbourhood
from workshop import write_expected

SAMPLES = Path(__file__).resolve().parent
KINDS = ("family", "old", "widow", "well", "well", "family", "large", "well", "old", "widow")


def office_files():
    """The roster that the office keeps, as a workbook and as CSV of an older program (GBK)."""
    people = Neighbourhood(seed=1003)
    households = [people.household(kind, code) for code in UNITS for kind in KINDS]
    with tempfile.TemporaryDirectory() as folder:
        roster = Path(folder) / "roster.xlsx"
        files.roster_workbook(roster, roster_rows(households))
        keeping.keep(roster, SAMPLES / "roster.xlsx")
    write_csv(SAMPLES / "roster.csv", roster_rows(households), encoding="gb18030")


def main(words):
    office_files()
    expected = {}
    samples = [*good.SAMPLES, *broken.SAMPLES, *structure.SAMPLES, *files.SAMPLES, *damaged.SAMPLES]
    with tempfile.TemporaryDirectory() as folder, Calc() as calc:
        for seed, (name, make) in enumerate(samples):
            if words and not any(word in name for word in words):
                continue
            target = SAMPLES / name
            made = Path(folder) / f"made-{seed}{target.suffix}"
            people = Neighbourhood(20230818 + seed, list(MORE)[seed % len(MORE)])
            expected[name] = make(Path(folder), made, calc, people)
            target.parent.mkdir(exist_ok=True)
            keeping.keep(made, target)
            print(f"{name}", flush=True)
    if not words:
        write_expected(SAMPLES / "expected.json", expected)
        readme.write(SAMPLES / "README.md", expected)
        for folder in ("good", "defects"):
            for path in (SAMPLES / folder).iterdir():
                if f"{folder}/{path.name}" not in expected:
                    path.unlink()
    return expected


if __name__ == "__main__":
    main(sys.argv[1:])

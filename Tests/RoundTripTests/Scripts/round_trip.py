"""Makes the workbooks of the round trip: each form and layout, generated, filled in and saved by Calc.

    round_trip.py TOOL FOLDER

leaves FOLDER/<form>-<layout>.xlsx, FOLDER/long-list.xlsx, and FOLDER/expected.json: the records that
were typed, and the texts that must be printed.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

os.environ["TIANBAO"] = sys.argv[1]
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "samples"))

import openpyxl  # noqa: E402

from calc import Calc  # noqa: E402
from people import Neighbourhood  # noqa: E402
from workshop import Job  # noqa: E402

CODE = "411003102202"
LISTED = ("family", "old", "widow")
JOBS = [
    ("screening", "card", ("family", "old", "large", "well", "widow")),
    ("screening", "list", ("well", "large", "family", "old", "widow")),
    ("verification", "card", ("large", "family", "well", "old", "widow")),
    ("verification", "list", ("old", "widow", "large", "family", "well")),
    ("risk-clearance", "card", LISTED),
    ("risk-clearance", "list", LISTED[::-1]),
    ("monthly-tasks", "card", ()),
]


def printed(path, job):
    """The locked texts of the first record's rows and of the headings above: what a page prints."""
    name, _ = next(iter(job.map.records[0].values()))
    sheet = openpyxl.load_workbook(path)[name]
    rows = job.map.rows[0] if job.layout == "card" else [2, 4, 5]
    checks = {cell.column for cell in sheet[1] if str(cell.value).startswith("k:")}
    return [
        str(cell.value)
        for row in rows
        for cell in sheet[row][1:]
        if cell.column not in checks and cell.value is not None and cell.protection.locked and cell.data_type == "s"
    ]


def main(folder):
    people = Neighbourhood(seed=7)
    result = {}
    with tempfile.TemporaryDirectory() as work, Calc() as calc:
        for form, layout, kinds in JOBS:
            period = "2020-03" if form == "monthly-tasks" else None
            code = None if form == "monthly-tasks" else CODE
            job = Job(Path(work), form, layout, kinds, code, people, period=period)
            name = f"{form}-{layout}.xlsx"
            target = folder / name
            job.by_calc(calc, target)
            entry = job.expected("", "LibreOffice Calc")
            entry["printed"] = printed(job.path, job)
            entry["cards"] = len(job.map.records) if layout == "card" else 0
            entry["names"] = [
                member["name"] for home in job.households for member in home.members]
            result[name] = entry
        long = Job(Path(work), "screening", "list", ("well",) * 90, CODE, people)
        long.by_openpyxl(folder / "long-list.xlsx")
    text = json.dumps(result, ensure_ascii=False)
    (folder / "expected.json").write_text(text, encoding="utf-8")


main(Path(sys.argv[2]))

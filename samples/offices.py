"""What the office does: rosters, and the workbooks that it sends out with `tianbao generate`."""

import csv
import os
import subprocess
from pathlib import Path

from people import UNITS

ROOT = Path(__file__).resolve().parent.parent
TOOL = Path(os.environ.get("TIANBAO", ROOT / ".build/debug/tianbao"))

# The roster of a round: the field and the heading under which the office keeps it.
HOUSEHOLD = {
    "phone": "联系电话", "head_name": "户主姓名", "household_type": "户属性", "address": "家庭地址",
    "head_id": "户主身份证号", "head_document_type": "证件类型", "household_size": "家庭人口",
    "household_code": "户编号", "group_name": "村民组", "monitoring_category": "监测对象类型",
}
MEMBER = {
    "relation": "与户主的关系", "name": "成员姓名", "id_number": "身份证件号码", "gender": "性别",
    "nation": "民族",
}


def roster_rows(households, members=True):
    """A heading and rows, one a person, or one a household; the order of the columns is odd."""
    yield [*list(HOUSEHOLD.values())[:4], "村代码", *list(HOUSEHOLD.values())[4:],
           *(MEMBER.values() if members else ())]
    for household in households:
        record = {**household.place(), **household.base()}
        own = [record[field] if record[field] is not None else "" for field in HOUSEHOLD]
        for member in household.members if members else [None]:
            yield [*own[:4], household.code, *own[4:],
                   *((member[field] for field in MEMBER) if member else ())]


def write_csv(path, rows, encoding="utf-8-sig"):
    with open(path, "w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)


def generate(form, path, *, layout="card", code=None, households=(), copies=None, period=None,
             forms=None, members=True):
    """A workbook as the office sends it: for a unit, prefilled with its households."""
    command = [TOOL, "generate", form, "-o", path, "--layout", layout, "--overwrite",
               "--created", "2023-08-10"]
    if code:
        units = "units.csv" if code in UNITS else "villages.csv"
        command += ["--units", ROOT / "samples" / units, "--unit", code]
    if households:
        roster = Path(f"{path}.roster.csv")
        write_csv(roster, roster_rows(households, members))
        command += ["--roster", roster]
    for option, value in (("--copies", copies), ("--period", period), ("--forms", forms)):
        if value is not None:
            command += [option, str(value)]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"generate {form} failed: {done.stderr}")
    return Path(path)

"""Workbooks as villages send them back: generated, filled in and saved by openpyxl, some with faults.

    returns.py COMMAND FOLDER

250 lists of 5 to 30 households and 250 workbooks of 2 to 10 cards. Of every hundred answers about
two are wrong or missing, and about three are written in another way than the form asks.
"""

import datetime
import random
import sys
from multiprocessing import Pool
from pathlib import Path

import openpyxl
from forms import generate
from people import villages

FORM = "screening"
CHECKED = datetime.date(2023, 8, 1)
YES_NO = [
    "income_drop", "spending_surge", "housing_problem", "water_problem", "dropout", "uninsured",
    "schooling_difficulty", "employment_difficulty", "industry_difficulty",
]
GROUPS = ["大病重病和负担较重慢性病户", "重度残疾和新致残户", "农村低保户", "务工不稳或产业失败户"]
RISKS = ["因病", "因学", "因残", "因意外事故", "因住房"]

# Where a card has its fields: the key of the row, and the column.
CARD = {
    "screened_on": ("r4", 12), "head_id": ("r7", 4), "phone": ("r7", 10),
    "household_type": ("r9", 4), "monitoring_category": ("r9", 10), "household_size": ("r10", 4),
    "labour_count": ("r10", 8), "worker_count": ("r10", 12), "per_head_income": ("r12", 6),
    "below_line": ("r12", 12), "income_drop": ("r13", 6), "spending_surge": ("r13", 12),
    "housing_problem": ("r14", 6), "water_problem": ("r14", 12), "dropout": ("r15", 6),
    "uninsured": ("r15", 12), "medical_difficulty": ("r16", 6), "schooling_difficulty": ("r16", 12),
    "employment_difficulty": ("r17", 6), "industry_difficulty": ("r17", 12),
    "difficulty": ("r18", 4), "in_key_group": ("r20", 4), "key_groups": ("r20", 7),
    "has_risk": ("r21", 4), "risks": ("r21", 7), "opinion": ("r23", 4), "remark": ("r23", 9),
}


def answers(chance, home):
    """What a village writes for a household, before anything goes wrong."""
    troubled = chance.random() < 0.3
    able = chance.randrange(0, home["size"] + 1)
    income = chance.randrange(300_000, 3_000_000) / 100
    values = {
        "screened_on": CHECKED + datetime.timedelta(days=chance.randrange(28)),
        "labour_count": able,
        "worker_count": chance.randrange(0, able + 1),
        "per_head_income": income,
        "below_line": "是" if income < 7500 else "否",
        **{field: "否" for field in YES_NO},
        "medical_difficulty": "是" if troubled else "否",
        "difficulty": "老人常年服药，自付费用较高" if troubled else None,
        "in_key_group": "是" if troubled else "否",
        "key_groups": "、".join(chance.sample(GROUPS, chance.randrange(1, 3))) if troubled else None,
        "has_risk": "是" if troubled else "否",
        "risks": "、".join(chance.sample(RISKS, chance.randrange(1, 3))) if troubled else None,
        "opinion": "需核查" if troubled else "无风险",
        "remark": "户主在外务工，电话核实" if chance.random() < 0.1 else None,
    }
    if income < 7500 and not troubled:
        values["has_risk"], values["risks"], values["opinion"] = "是", "其他", "需核查"
    return values


def _checksum(values, home, _):
    values["head_id"] = home["id"][:17] + ("0" if home["id"][17] != "0" else "1")


def _parent(values, home, _):
    values["monitoring_category"] = "边缘易致贫户" if home["type"] == "脱贫户" else "脱贫不稳定户"


def _workers(values, home, _):
    values["worker_count"] = home["size"] + 2


def _wide(number):
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


# What goes wrong in a household's answers, each with how often in a thousand households.
FAULTS = [
    (30, lambda values, home, chance: values.update(below_line=None)),
    (30, lambda values, home, chance: values.update(opinion=None)),
    (20, lambda values, home, chance: values.update(difficulty=None, medical_difficulty="是")),
    (25, _checksum),
    (20, lambda values, home, chance: values.update(phone=home["phone"][:10])),
    (20, lambda values, home, chance: values.update(household_type="城镇居民")),
    (20, _parent),
    (25, lambda values, home, chance: values.update(household_size=45)),
    (25, _workers),
    (30, lambda values, home, chance: values.update(screened_on=datetime.date(2023, 12, 1))),
    (30, lambda values, home, chance: values.update(key_groups=GROUPS[0], in_key_group="否")),
    (30, lambda values, home, chance: values.update(
        has_risk="是", risks="因病", in_key_group="是", key_groups=GROUPS[1], opinion="无风险")),
    (20, lambda values, home, chance: values.update(water_problem="是", has_risk="否", risks=None)),
    # Written otherwise, but plain to a reader.
    (80, lambda values, home, chance: values.update(screened_on="2023.8.15")),
    (60, lambda values, home, chance: values.update(screened_on="2023年8月9日")),
    (80, lambda values, home, chance: values.update(
        per_head_income=f"{values['per_head_income']}元")),
    (60, lambda values, home, chance: values.update(labour_count=_wide(values["labour_count"]))),
    (80, lambda values, home, chance: values.update(dropout="无", uninsured="无")),
    (60, lambda values, home, chance: values.update(income_drop="×", spending_surge="×")),
    (60, lambda values, home, chance: values.update(household_size=f"{home['size']}人")),
    (40, lambda values, home, chance: values.update(phone=f" {home['phone'][:3]} {home['phone'][3:]}")),
]


def spoil(values, home, chance):
    for frequency, fault in FAULTS:
        if chance.randrange(1000) < frequency:
            fault(values, home, chance)
    return values


def places(workbook, layout):
    """The cells of each record: a function from a field to row and column, for each household."""
    sheet = next(s for s in workbook if "|records|" in str(s["A1"].value))
    keys = [(row, str(sheet.cell(row, 1).value or "")) for row in range(2, sheet.max_row + 1)]
    if layout == "list":
        columns = {
            str(cell.value).removeprefix("f:"): cell.column for cell in sheet[1][1:] if cell.value
        }
        rows = [row for row, key in keys if key.startswith("#")]
        return sheet, [{field: (row, column) for field, column in columns.items()} for row in rows]
    cards = {}
    for row, key in keys:
        number, _, name = key.partition(".")
        cards.setdefault(number, {})[name] = row
    return sheet, [
        {field: (rows[name], column) for field, (name, column) in CARD.items()}
        for rows in cards.values()
    ]


def fill(work):
    path, layout, village = work
    workbook = openpyxl.load_workbook(path)
    sheet, records = places(workbook, layout)
    chance = random.Random(village.code)
    for number, (home, cells) in enumerate(zip(village.households, records, strict=True)):
        values = spoil(answers(chance, home), home, chance)
        # Now and then a household is written down twice.
        if number and chance.randrange(1000) < 8:
            values["head_id"] = village.households[number - 1]["id"]
        for field, value in values.items():
            sheet.cell(*cells[field]).value = value
    workbook.properties.modified = datetime.datetime(2023, 8, 20)
    workbook.save(path)


def make(command, folder):
    towns = villages(500, lambda n: 5 + n * 7 % 26 if n < 250 else 2 + n * 7 % 9)
    work = []
    for layout, own in (("list", towns[:250]), ("card", towns[250:])):
        target = Path(folder) / layout
        generate(command, FORM, layout, own, target)
        by_code = {path.name[:12]: path for path in target.glob("*.xlsx")}
        work += [(by_code[village.code], layout, village) for village in own]
    with Pool(2) as pool:
        pool.map(fill, work, chunksize=8)


if __name__ == "__main__":
    make(sys.argv[1], sys.argv[2])

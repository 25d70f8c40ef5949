"""Holds a roll-up against sums of its own, reckoned from the ledger's tables.

    rollup.py LEDGER FORM ROLLUP.csv ROLLUP.xlsx [RECALCULATED.xlsx]

Every figure of the CSV is reckoned again; every figure of the workbook must be the CSV's, as cached
and as another program computed it. Prints how many figures were compared, and what disagrees.
"""

import csv
import json
import re
import sqlite3
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import yaml

ROOT = Path(__file__).resolve().parents[3]
faults = []


def fault(*parts):
    faults.append(" ".join(map(str, parts)))


def rounded(number, places):
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def reckon(form, records, heading, item, table):
    """The figure of a column, from its heading alone."""
    rows = records if table is None else [row for record in records for row in record[table] or []]
    fields = form["fields"] if table is None else form["tables"][table]["fields"]
    found = [(id, field) for id, field in fields.items() if field["label"] == heading]
    if not found:
        return Decimal(len(rows))
    id, field = found[0]
    given = [row[id] for row in rows if row.get(id) not in (None, [])]
    kind = field["type"]
    if kind in ("choice", "choices"):
        known = yaml.safe_load((ROOT / f"forms/codes/{field['codes']}.yaml").read_text())["codes"]
        known = [code if isinstance(code, str) else code["label"] for code in known]
        chosen = [label for value in given for label in (value if isinstance(value, list) else [value])]
        if item == "未填":
            return Decimal(len(rows) - len(given))
        if item == "不在代码表":
            return Decimal(sum(label not in known for label in chosen))
        return Decimal(chosen.count(item))
    if kind == "yes-no":
        return Decimal(given.count(True))
    quotient = re.fullmatch(r"round\((\w+) / (\w+), (\d)\)", field.get("computed", ""))
    if quotient:
        one, other, places = quotient.groups()
        sums = [sum((row[id] for row in rows if row.get(id) is not None), Decimal(0)) for id in (one, other)]
        return rounded(sums[0] / sums[1], int(places)) if sums[1] else None
    if str(field.get("total", "")).startswith("per "):
        weight = field["total"].split()[1]
        pairs = [(row[id], row[weight]) for row in rows if None not in (row.get(id), row.get(weight))]
        divisor = sum(w for _, w in pairs)
        return rounded(sum(v * w for v, w in pairs) / divisor, 2) if divisor else None
    return sum(given, Decimal(0))


def read(path):
    database = sqlite3.connect(path)
    units = {code: (name, town) for code, name, town in database.execute("SELECT code, name, township FROM unit")}
    return database, units


def main():
    ledger, name, csv_path, *workbooks = sys.argv[1:]
    form = yaml.safe_load((ROOT / f"forms/{name}.yaml").read_text())
    database, units = read(ledger)
    by_unit = {}
    for unit, content in database.execute(
        "SELECT s.unit, r.content FROM record r JOIN submission s ON s.id = r.submission"
        " WHERE s.form = ? AND s.counted = 1", (name,)
    ):
        by_unit.setdefault(unit, []).append(json.loads(content, parse_float=Decimal, parse_int=Decimal))
    compared = 0
    with open(csv_path, encoding="utf-8-sig", newline="") as file:
        headings, *rows = list(csv.reader(file))
    if len(rows) != len(units) + len({town for _, town in units.values()}) + 1:
        fault("rows:", len(rows))
    codes = [row[0] for row in rows if row[0]]
    if codes != sorted(units, key=int):
        fault("order:", codes)
    # A table's columns stand behind its own count of rows.
    columns, table = [], None
    labels = {t["label"]: id for id, t in form.get("tables", {}).items()}
    for heading in headings[3:]:
        match = re.fullmatch(r"(.+?)(?:（([^（）]*(?:（[^（）]*）)?[^（）]*)）)?\d?", heading)
        label, item = match.group(1), match.group(2) or ""
        if label in labels and item == "行":
            table = labels[label]
        fields = form["fields"] if table is None else form["tables"][table]["fields"]
        # A label may end in brackets itself.
        for field in fields.values():
            if heading.startswith(field["label"] + "（"):
                label, item = field["label"], heading[len(field["label"]) + 1:].rstrip("0123456789")[:-1]
        columns.append((label, item, table))
    for row in rows:
        if row[0]:
            chosen = by_unit.get(row[0])
            if (row[2] == "已报") != (chosen is not None):
                fault(row[1], "standing:", row[2])
        else:
            chosen = [
                record for unit, own in by_unit.items() for record in own
                if row[1] == "合计" or row[1] == f"建安区{units[unit][1]}小计"
            ]
        for (label, item, table), text in zip(columns, row[3:], strict=True):
            compared += 1
            expected = None if chosen is None else reckon(form, chosen, label, item, table)
            if (None if text == "" else Decimal(text)) != expected:
                fault(row[1], label, item, table or "", "is", text, "expected", expected)
    standings = [row[2] for row in rows if row[0]][:6]
    if standings != ["已报", "已报", "空表", "退回", "未报", "已报"]:
        fault("standings:", standings)
    for path in workbooks:
        compared += compare(path, rows)
    print(f"{compared} figures compared, {len(faults)} disagree")
    print("\n".join(faults[:20]))
    sys.exit(bool(faults))


def compare(path, rows):
    """Every figure of a workbook, page after page, with the CSV's of the same row."""
    book = openpyxl.load_workbook(path, data_only=True)
    compared, done = 0, 3
    for sheet in book.worksheets:
        width = sheet.max_column
        for index, row in enumerate(rows):
            for column in range(5, width + 1):
                value = sheet.cell(5 + index, column).value
                text = row[done + column - 5]
                compared += 1
                if row[2] == "空表":
                    if value != "—":
                        fault(path, sheet.title, row[1], "nil is", value)
                elif text == "":
                    if value not in (None, ""):
                        fault(path, sheet.title, row[1], column, "is", value, "expected nothing")
                elif value is None or isinstance(value, str) or Decimal(repr(value)) != Decimal(text):
                    fault(path, sheet.title, row[1], column, "is", value, "expected", text)
        done += width - 4
    if done != len(rows[0]):
        fault(path, "has", done, "columns of", len(rows[0]))
    return compared


if __name__ == "__main__":
    main()

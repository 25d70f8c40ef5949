"""Holds an exported workbook, open and masked, against the ledger's tables.

    exported.py LEDGER FORM OPEN.xlsx MASKED.xlsx
"""

import datetime
import json
import sqlite3
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import yaml

ROOT = Path(__file__).resolve().parents[3]
faults = []
compared = 0


def same(kind, value, cell):
    if value in (None, [], ""):
        return cell.value is None
    if kind in ("integer", "money", "decimal", "percent", "year"):
        return isinstance(cell.value, (int, float)) and Decimal(repr(cell.value)) == value
    if kind == "date":
        return isinstance(cell.value, datetime.datetime) and cell.value.date().isoformat() == value
    if kind == "month":
        return isinstance(cell.value, datetime.datetime) and cell.value.strftime("%Y-%m") == value
    if kind == "yes-no":
        value = "是" if value else "否"
    if isinstance(value, list):
        value = "、".join(value)
    # A worksheet has no carriage returns but as a program's own escape.
    clean = lambda text: str(text).replace("\r\n", "\n").replace("_x000D_\n", "\n")
    return cell.data_type == "s" and clean(cell.value) == clean(value)


def main():
    global compared
    ledger, name, opened, masked = sys.argv[1:]
    form = yaml.safe_load((ROOT / f"forms/{name}.yaml").read_text())
    records = [
        json.loads(content, parse_float=Decimal, parse_int=Decimal)
        for (content,) in sqlite3.connect(ledger).execute(
            "SELECT r.content FROM record r JOIN submission s ON s.id = r.submission"
            " WHERE s.counted = 1 ORDER BY s.unit, s.period, s.id, r.ordinal"
        )
    ]
    book = openpyxl.load_workbook(opened)
    sheets = [(form["name"], 5, form["fields"], [(record, None) for record in records])]
    for table in (form.get("tables") or {}).items():
        id, definition = table
        rows = [(row, record[form["key"]]) for record in records for row in record[id]]
        sheets.append((definition.get("name") or definition["label"], 3, definition["fields"], rows))
    for title, leading, fields, rows in sheets:
        sheet = book[title]
        if sheet.max_row != len(rows) + 2:
            faults.append(f"{title} has {sheet.max_row} rows of {len(rows) + 2}")
        fields = {id: field for id, field in fields.items() if field["type"] != "signature"}
        for number, (values, key) in enumerate(rows):
            if key is not None and sheet.cell(number + 3, 2).value != key:
                faults.append(f"{title} row {number}: not its record's key")
            for column, (id, field) in enumerate(fields.items()):
                cell = sheet.cell(number + 3, leading + 1 + column)
                compared += 1
                if not same(field["type"], values.get(id), cell):
                    faults.append(f"{title}!{cell.coordinate} {id}: {cell.value!r} of {values.get(id)!r}")
    heading = [cell.value for cell in book[form["name"]][2]][:5]
    if heading != ["记录号", "单位代码", "报告期", "方案", "收到时间"]:
        faults.append(f"{form['name']} begins with {heading}")
    hidden = {record[form["key"]] for record in records}
    for sheet in openpyxl.load_workbook(masked).worksheets:
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                compared += 1
                if value in hidden:
                    faults.append("an identity number in the masked workbook")
    print(f"{compared} cells compared, {len(faults)} disagree")
    print("\n".join(faults[:20]))
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()

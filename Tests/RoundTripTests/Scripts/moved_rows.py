"""Sorts, inserts and drags rows of a list in Calc, and prints what its checks say after each step.

    moved_rows.py WORKBOOK

The workbook is a list of three households. The first gets a day of visit that is yet to come. Each
line of the output is a step: JSON with its name, and for each household what 自查 says in its row.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "samples"))

import uno  # noqa: E402
from com.sun.star.table import TableSortField  # noqa: E402

from calc import Calc, properties  # noqa: E402

FIRST, LAST = 5, 7
FUTURE, PAST = 72686, 45000


def sort(area, column, ascending):
    field = TableSortField()
    field.Field = column
    field.IsAscending = ascending
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    area.sort(properties(SortFields=fields, ContainsHeader=False))


def main(path):
    with Calc() as calc:
        document = calc.open(path).document
        sheet = document.Sheets.getByIndex(1)
        sheet.unprotect("")
        keys = {}
        for column in range(400):
            key = sheet.getCellByPosition(column, 0).String
            if key:
                keys[key] = column
        name, result, visited = keys["f:head_name"], keys["k:result"], keys["f:screened_on"]
        last = max(keys.values())
        fields = [column for key, column in keys.items() if key.startswith("f:")]

        def show(step):
            document.calculateAll()
            said = {}
            for row in range(FIRST, LAST + 4):
                household = sheet.getCellByPosition(name, row).String
                if household:
                    said[household] = sheet.getCellByPosition(result, row).String
            print(json.dumps({"step": step, "said": said}, ensure_ascii=False))

        for row in range(FIRST, LAST + 1):
            sheet.getCellByPosition(visited, row).Value = FUTURE if row == FIRST else PAST
        show("typed")
        sort(sheet.getCellRangeByPosition(0, FIRST, last, LAST), name, False)
        show("whole rows sorted")
        sheet.Rows.insertByIndex(FIRST + 1, 1)
        show("a row inserted")
        sheet.Rows.removeByIndex(FIRST + 1, 1)
        dragged = sheet.getCellRangeByPosition(0, FIRST, last, FIRST).RangeAddress
        sheet.moveRange(sheet.getCellByPosition(0, LAST + 2).CellAddress, dragged)
        show("a row dragged away")
        back = sheet.getCellRangeByPosition(0, LAST + 2, last, LAST + 2).RangeAddress
        sheet.moveRange(sheet.getCellByPosition(0, FIRST).CellAddress, back)
        sort(sheet.getCellRangeByPosition(1, FIRST, max(fields), LAST), name - 1, True)
        show("the fields alone sorted")


main(Path(sys.argv[1]))

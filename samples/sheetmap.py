"""Finds the cell of each field on a generated workbook, as a person does: by the printed labels.

Only what is printed and the hidden keys in row 1 and column A are used; what is to the right of a
label, or below the heading of a table, is the cell to fill in.
"""

import functools
from pathlib import Path

import openpyxl
import yaml
from openpyxl.utils import get_column_letter

FORMS = Path(__file__).resolve().parent.parent / "forms"


@functools.lru_cache
def definition(form):
    """A form's definition as it stands in forms/."""
    return yaml.safe_load((FORMS / f"{form}.yaml").read_text(encoding="utf-8"))


def labels(field):
    """The names under which a field may be printed."""
    return [field["label"], *field.get("aliases", [])]


class SheetMap:
    """Where each field of each record stands.

    `records` is a list of {field: (sheet, cell)}; `tables` a list of {table: [row]}, a row being
    {column: (sheet, cell)}; `present` gives what the cells hold already.
    """

    def __init__(self, path, form):
        self.form = definition(form)
        self.workbook = openpyxl.load_workbook(path)
        self.records, self.tables, self.rows, self.present = [], [], [], {}
        self.sheet = None
        self.table_sheets = {}
        for sheet in self.workbook.worksheets:
            stamp = str(sheet["A1"].value or "").split("|")
            if len(stamp) < 5 or stamp[0] != "tianbao1":
                continue
            self.layout = stamp[4]
            if stamp[1] == "records":
                self.sheet = sheet.title
                (self._cards if self.layout == "card" else self._list)(sheet)
            elif stamp[1].startswith("table:"):
                self._table_list(sheet, stamp[1].removeprefix("table:"))

    def _note(self, sheet, row, column):
        cell = f"{get_column_letter(column)}{row}"
        self.present[sheet.title, cell] = sheet.cell(row, column).value
        return sheet.title, cell

    def _cards(self, sheet):
        right = {}  # the column behind a merged cell
        for merged in sheet.merged_cells.ranges:
            right[merged.min_row, merged.min_col] = merged.max_col + 1
        cards = {}
        for row in range(2, sheet.max_row + 1):
            key = str(sheet.cell(row, 1).value or "").split(".")
            if key[0].isdigit():
                cards.setdefault(int(key[0]), []).append((row, key[1:]))
        for number in sorted(cards):
            places, headings = {}, {}
            tables = {table: [] for table in self.form.get("tables", {})}
            for row, key in cards[number]:
                # What is printed is locked; what stands in an open cell was filled in.
                filled = {
                    column: str(sheet.cell(row, column).value)
                    for column in range(2, sheet.max_column + 1)
                    if sheet.cell(row, column).value is not None
                    and sheet.cell(row, column).protection.locked
                }
                if len(key) == 1:
                    for column, text in filled.items():
                        places.setdefault(text, (row, right.get((row, column), column + 1)))
                elif key[1] == "h":
                    headings[key[0]] = {text: column for column, text in filled.items()}
                else:
                    tables[key[0]].append(row)
            self.rows.append([row for row, _ in cards[number]])
            self.records.append(
                {
                    field: self._note(sheet, *places[label])
                    for field, about in self.form["fields"].items()
                    for label in labels(about)
                    if label in places and about["type"] != "signature"
                }
            )
            self.tables.append(
                {
                    table: [
                        {
                            field: self._note(sheet, row, headings[table][about["label"]])
                            for field, about in self.form["tables"][table]["fields"].items()
                        }
                        for row in rows
                    ]
                    for table, rows in tables.items()
                }
            )

    def _columns(self, sheet):
        return {
            str(sheet.cell(1, column).value): column
            for column in range(2, sheet.max_column + 1)
            if sheet.cell(1, column).value
        }

    def _record_rows(self, sheet):
        return [
            row
            for row in range(2, sheet.max_row + 1)
            if str(sheet.cell(row, 1).value or "").startswith("#")
        ]

    def _list(self, sheet):
        columns = self._columns(sheet)
        for row in self._record_rows(sheet):
            self.rows.append([row])
            self.records.append(
                {
                    key.removeprefix("f:"): self._note(sheet, row, column)
                    for key, column in columns.items()
                    if key.startswith("f:")
                }
            )
            self.tables.append({table: [] for table in self.form.get("tables", {})})

    def _table_list(self, sheet, table):
        columns = self._columns(sheet)
        self.table_sheets[table] = [
            {
                key.removeprefix("f:"): self._note(sheet, row, column)
                for key, column in columns.items()
                if key.startswith(("f:", "t:"))
            }
            for row in self._record_rows(sheet)
        ]

    def entries(self, records):
        """What to type where so that the workbook holds the given records.

        A record is {field: value} with lists of rows for tables. What a cell holds already is left
        alone. In the list layout a table's rows go to its own sheet, each with the fields that tie
        it to its record.
        """
        result = []

        def enter(place, value):
            if value is not None and not same(self.present.get(place), value):
                result.append((*place, value))

        used = {table: 0 for table in self.table_sheets}
        for index, record in enumerate(records):
            for field, value in record.items():
                if not isinstance(value, list) or field not in self.form.get("tables", {}):
                    if self.form["fields"][field].get("computed"):
                        continue
                    enter(self.records[index][field], value)
                elif self.layout == "card":
                    for row, values in zip(self.tables[index][field], value, strict=False):
                        for column, item in values.items():
                            enter(row[column], item)
                    if len(value) > len(self.tables[index][field]):
                        raise ValueError("the card has too few rows for the household")
                else:
                    rows = self._tied(field, record, used)
                    if len(value) > len(rows):
                        raise ValueError("the sheet has too few rows for the household")
                    for row, values in zip(rows, value, strict=False):
                        for place in (key for key in row if key.startswith("t:")):
                            enter(row[place], record[place.removeprefix("t:")])
                        for column, item in values.items():
                            enter(row[column], item)
        return result

    def _tied(self, table, record, used):
        """The rows of a table's sheet that belong to a record; free ones where none is tied."""
        rows = self.table_sheets[table]
        ties = [key for key in rows[0] if key.startswith("t:")]
        own = [
            row
            for row in rows
            if any(same(self.present[row[t]], record.get(t.removeprefix("t:"))) for t in ties)
        ]
        if own:
            return own
        free = [row for row in rows if all(self.present[row[t]] is None for t in ties)]
        first = used[table]
        used[table] += len(record[table])
        return free[first : first + len(record[table])]


def same(present, value):
    """Whether a cell holds a value already."""
    if present is None:
        return False
    if isinstance(present, (int, float)) and not isinstance(value, str):
        return present == value
    return str(present) == typed(value)


def typed(value):
    """A value as somebody types it."""
    if value is True:
        return "是"
    if value is False:
        return "否"
    if isinstance(value, list):
        return "、".join(value)
    return str(value)

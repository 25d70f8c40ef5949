"""What each reader says of a workbook, in one form that can be compared.

A reading is {sheet name: Sheet}; a cell is a tuple that begins with its kind: ("text", str),
("number", Decimal), ("boolean", bool), ("error", str), ("date", datetime or None, serial or None),
("formula",) for a formula without a value, ("picture", str).
"""

import dataclasses
import datetime
import decimal
import json
import subprocess
import warnings

import openpyxl
import python_calamine
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

MILLISECOND = 1 / 86_400_000


@dataclasses.dataclass
class Sheet:
    """A worksheet: cells by (row, column), counted from one; None is what a reader does not tell."""

    cells: dict
    formulas: dict | None = None
    merged: set | None = None
    visibility: str | None = None
    hidden_rows: set | None = None
    hidden_columns: set | None = None


class Refused(Exception):
    """The reader gives no workbook for this file."""


def read_tianbao(path, command):
    """Reads through `tianbao cells`, with and without `--sheets`."""
    sheets = {}
    for line in run(command, path, "--sheets"):
        sheets[line["sheet"]] = Sheet(
            cells={},
            formulas={},
            merged={bounds(text) for text in line["merged"]},
            visibility=line["visibility"],
            hidden_rows=numbers(line["hiddenRows"], int),
            hidden_columns=numbers(line["hiddenColumns"], column),
        )
    for line in run(command, path):
        sheet = sheets[line["sheet"]]
        place = cell_place(line["cell"])
        sheet.cells[place] = tianbao_value(line)
        if line["formula"] is not None:
            sheet.formulas[place] = line["formula"]
    return sheets


def run(command, path, *options):
    made = subprocess.run(
        [command, "cells", path, "--language", "en", *options], capture_output=True, timeout=120
    )
    if made.returncode:
        raise Refused(made.stderr.decode().strip().rsplit("/", 1)[-1])
    lines = made.stdout.decode().split("\n")
    return [json.loads(line, parse_float=decimal.Decimal, parse_int=decimal.Decimal)
            for line in lines if line]


def tianbao_value(line):
    kind, value = line["type"], line["value"]
    if kind == "empty-formula":
        return ("formula",)
    if kind == "number" and "text" in line:
        return ("number", decimal.Decimal(line["text"]))
    if kind == "date":
        return ("date", moment(value), float(line["serial"]))
    return (kind, value)


def moment(text):
    """The moment of a date as it is printed; None for a time of day and for what is no day."""
    try:
        return datetime.datetime.fromisoformat(text) if "-" in text[1:] else None
    except ValueError:
        return None


def read_openpyxl(path, command=None):
    """Reads twice: once for the values, once for the formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = openpyxl.load_workbook(path, data_only=True)
        formulas = openpyxl.load_workbook(path)
    sheets = {}
    for sheet in values.worksheets:
        spelt = {
            (cell.row, cell.column): formula_text(cell.value)
            for cell in stored(formulas[sheet.title])
            if cell.data_type == "f"
        }
        cells = {place: ("formula",) for place in spelt}
        for cell in stored(sheet):
            value = python_value(cell.value, is_error=cell.data_type == "e")
            if value is not None:
                cells[cell.row, cell.column] = value
        sheets[sheet.title] = Sheet(
            cells=cells,
            formulas=spelt,
            merged={merged.bounds for merged in sheet.merged_cells.ranges},
            visibility=sheet.sheet_state,
            hidden_rows={n for n, row in sheet.row_dimensions.items() if row.hidden},
            hidden_columns={
                n
                for item in sheet.column_dimensions.values()
                if item.hidden
                for n in range(item.min or 0, (item.max or 0) + 1)
            },
        )
    return sheets


def stored(sheet):
    """The cells that openpyxl keeps, without those that asking for them would make."""
    return [cell for cell in sheet._cells.values() if cell.value is not None]


def formula_text(value):
    if isinstance(value, ArrayFormula):
        value = value.text
    if isinstance(value, DataTableFormula):
        return ""
    return (value or "").removeprefix("=")


def read_calamine(path, command=None):
    """Reads the values; the package tells no formulas and no hidden rows."""
    book = python_calamine.load_workbook(path)
    states = [
        (python_calamine.SheetVisibleEnum.Visible, "visible"),
        (python_calamine.SheetVisibleEnum.Hidden, "hidden"),
        (python_calamine.SheetVisibleEnum.VeryHidden, "veryHidden"),
    ]
    sheets = {}
    for data in book.sheets_metadata:
        if data.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(data.name)
        row, column = sheet.start or (0, 0)
        cells = {
            (row + down + 1, column + right + 1): value
            for down, line in enumerate(sheet.to_python(skip_empty_area=True))
            for right, item in enumerate(line)
            if (value := python_value(item)) is not None
        }
        merged = sheet.merged_cell_ranges
        sheets[data.name] = Sheet(
            cells=cells,
            merged=None
            if merged is None
            else {(left + 1, top + 1, right + 1, bottom + 1)
                  for (top, left), (bottom, right) in merged},
            visibility=next(name for state, name in states if state == data.visible),
        )
    return sheets


def python_value(value, is_error=False):
    """A Python value as a cell; None for an empty one."""
    match value:
        case None | "":
            return None
        case str():
            return ("error" if is_error else "text", value)
        case bool():
            return ("boolean", value)
        case int():
            return ("number", decimal.Decimal(value))
        case float():
            return ("number", decimal.Decimal(repr(value)))
        case datetime.datetime():
            return ("date", value, None)
        case datetime.date():
            return ("date", datetime.datetime(value.year, value.month, value.day), None)
        case datetime.time():
            since = datetime.timedelta(
                hours=value.hour,
                minutes=value.minute,
                seconds=value.second,
                microseconds=value.microsecond,
            )
            return ("date", None, since / datetime.timedelta(days=1))
        case datetime.timedelta():
            return ("date", None, value / datetime.timedelta(days=1))
    raise ValueError(f"a {type(value)}")


def same(ours, theirs):
    """Whether two cells say the same; None is no cell."""
    if ours is None or theirs is None or ours[0] != theirs[0]:
        return ours == theirs
    if ours[0] == "number":
        # Other readers give a whole number in all its digits, or binary floating point.
        return ours[1] == theirs[1] or (
            theirs[1] != theirs[1].to_integral_value() or abs(theirs[1]) >= 2**53
        ) and float(ours[1]) == float(theirs[1])
    if ours[0] == "date":
        if theirs[1] is not None:
            # What is printed is rounded to whole seconds.
            return ours[1] is not None and abs(ours[1] - theirs[1]).total_seconds() <= 0.501
        return abs(ours[2] - theirs[2]) < 1.5 * MILLISECOND
    return ours == theirs


def shown(cell):
    """A cell in few words."""
    if cell is None:
        return "nothing"
    if cell[0] == "date":
        return f"date {cell[1] or cell[2]}"
    return " ".join(repr(item) if isinstance(item, str) and index else str(item)
                    for index, item in enumerate(cell))


def bounds(text):
    return range_boundaries(text)


def cell_place(text):
    left, top, _, _ = range_boundaries(text)
    return (top, left)


def column(letters):
    return openpyxl.utils.column_index_from_string(letters)


def numbers(ranges, parse):
    found = set()
    for text in ranges:
        ends = [parse(end) for end in text.split(":")]
        found.update(range(ends[0], ends[-1] + 1))
    return found


READERS = {
    "tianbao": read_tianbao,
    "openpyxl": read_openpyxl,
    "python-calamine": read_calamine,
}

"""Fills generated workbooks in: through Calc by typing, or through openpyxl; Gnumeric saves again."""

import datetime
import subprocess
import tempfile
from pathlib import Path

import openpyxl

from sheetmap import SheetMap, typed


def type_all(document, entries):
    """Types every entry; a cell that does not take what is typed is a fault of the form."""
    for sheet, cell, value in entries:
        if not document.type(sheet, cell, typed(value)):
            raise RuntimeError(f"{sheet}!{cell} did not take what was typed")


def by_calc(calc, source, target, entries, edit=None):
    """Opens a workbook in Calc, types, does what `edit` does, and saves it as .xlsx."""
    document = calc.open(source)
    type_all(document, entries)
    if edit:
        edit(document)
    document.save(target)
    document.close()


def by_openpyxl(source, target, entries, edit=None):
    """Writes values with openpyxl, as other people's programs do."""
    workbook = openpyxl.load_workbook(source)
    for sheet, cell, value in entries:
        if value is True or value is False or isinstance(value, list):
            value = typed(value)
        workbook[sheet][cell].value = value
    if edit:
        edit(workbook)
    workbook.properties.created = datetime.datetime(2023, 8, 18)
    workbook.save(target)


def by_gnumeric(path):
    """Opens a workbook in Gnumeric and saves it again in its place."""
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "saved.xlsx"
        subprocess.run(
            ["ssconvert", "--export-type=Gnumeric_Excel:xlsx2", str(path), str(saved)],
            check=True, capture_output=True)
        Path(path).write_bytes(saved.read_bytes())


def entries(path, form, records):
    """What to type into a workbook so that it holds the records."""
    return SheetMap(path, form).entries(records)

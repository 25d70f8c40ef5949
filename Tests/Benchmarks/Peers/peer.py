"""Reads workbooks with another library, run by run: peer.py NAME LIST (a file of paths).

Each takes the fastest way that its library has to all cells of all sheets, with numbers, dates and
texts as values of their types.
"""

import sys

from serving import serve


def calamine():
    from python_calamine import CalamineWorkbook

    def read(path):
        workbook = CalamineWorkbook.from_path(path)
        return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]

    def values(sheets):
        return (value for rows in sheets for row in rows for value in row)

    return read, values


def fastexcel(eager):
    import fastexcel as library

    def read(path):
        workbook = library.read_excel(path)
        sheets = []
        for name in workbook.sheet_names:
            if eager:
                sheets.append(workbook.load_sheet_eager(name, header_row=None))
            else:
                sheets.append(workbook.load_sheet(name, header_row=None).to_arrow())
        return sheets

    def values(sheets):
        return (value.as_py() for batch in sheets for column in batch.columns for value in column)

    return read, values


def polars():
    import polars as library

    def read(path):
        return library.read_excel(path, sheet_id=0, has_header=False, engine="calamine")

    def values(sheets):
        return (value for frame in sheets.values() for column in frame for value in column)

    return read, values


def openpyxl():
    from openpyxl import load_workbook

    def read(path):
        workbook = load_workbook(path, read_only=True, data_only=True)
        sheets = [list(sheet.iter_rows(values_only=True)) for sheet in workbook.worksheets]
        workbook.close()
        return sheets

    def values(sheets):
        return (value for rows in sheets for row in rows for value in row)

    return read, values


PEERS = {
    "python-calamine": calamine,
    "fastexcel": lambda: fastexcel(eager=False),
    "fastexcel-eager": lambda: fastexcel(eager=True),
    "polars": polars,
    "openpyxl": openpyxl,
}

if __name__ == "__main__":
    _, name, listing = sys.argv
    with open(listing, encoding="utf-8") as lines:
        serve(*PEERS[name](), lines.read().splitlines())

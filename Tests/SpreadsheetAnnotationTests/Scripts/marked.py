"""Holds marked workbooks against the originals with openpyxl.

Usage: marked.py MANIFEST. The manifest is a list of {before, after, marks: [{sheet, cell, comment}]}.
Prints one line for each workbook that does not hold, and a last line with the number of those that
do and of those that openpyxl cannot open in the first place.
"""

import json
import resource
import sys
import warnings
import zipfile

import openpyxl

warnings.simplefilter("ignore")
# Some of the workbooks are made to exhaust whoever reads them.
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))


def filled(sheet):
    """The cells that the sheet has; `iter_rows` would make all those between them."""
    return list(getattr(sheet, "_cells", {}).values())


def cells(sheet):
    return {c.coordinate: str(c.value) for c in filled(sheet) if c.value is not None}


def comments(sheet):
    return {c.coordinate: c.comment.text for c in filled(sheet) if getattr(c, "comment", None)}


def faults(entry, before):
    after = openpyxl.load_workbook(entry["after"])
    own = [name for name in after.sheetnames if name not in before.sheetnames]
    if len(own) != 1:
        yield f"sheets added: {own}"
    for name in before.sheetnames:
        if cells(before[name]) != cells(after[name]):
            yield f"cells of {name} differ"
        said = comments(after[name])
        for cell, text in comments(before[name]).items():
            if not said.get(cell, "").startswith(text):
                yield f"comment lost at {name}!{cell}"
    for mark in entry["marks"]:
        cell = after[mark["sheet"]][mark["cell"]]
        if mark["comment"] not in (cell.comment.text if cell.comment else ""):
            yield f"no comment at {mark['sheet']}!{mark['cell']}"
        if cell.fill.fill_type != "solid" or cell.fill.fgColor.rgb[:4] not in ("FFFE", "FFDB"):
            yield f"no colour at {mark['sheet']}!{mark['cell']}"


def is_seen(entry, before):
    """Whether openpyxl finds sheets and styles at all: it knows one namespace and one path."""
    names = zipfile.ZipFile(entry["after"]).namelist()
    return "xl/styles.xml" in names and all(
        mark["sheet"] in before.sheetnames for mark in entry["marks"]
    )


held = skipped = 0
for entry in json.load(open(sys.argv[1])):
    try:
        before = openpyxl.load_workbook(entry["before"])
    except (Exception, MemoryError):
        skipped += 1
        continue
    if not is_seen(entry, before):
        skipped += 1
        continue
    try:
        found = list(faults(entry, before))
    except Exception as error:
        found = [f"{type(error).__name__}: {error}"]
    for fault in found:
        print(f"{entry['before']}: {fault}")
    held += not found
print(f"held {held} skipped {skipped}")

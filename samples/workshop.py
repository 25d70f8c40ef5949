"""A workbook under way: sent out by the office, filled in by a village, and what must come of it."""

import copy
import datetime
import json
import tempfile
from decimal import Decimal
from pathlib import Path

import filling
from offices import generate
from people import monthly_report
from sheetmap import SheetMap, definition

CLEAR = ""
ANSWERS = {"screening": "screening", "verification": "verification", "risk-clearance": "clearance"}


class Job:
    """One workbook: what is typed, and what the importer must make of it."""

    def __init__(self, folder, form, layout="card", kinds=(), code=CLEAR, people=None,
                 prefilled=True, copies=None, period=None, forms=None, members=True):
        self.form, self.layout = form, layout
        code = people.code if code == CLEAR else code
        self.households = [people.household(kind, code) for kind in kinds]
        self.path = Path(tempfile.mkdtemp(dir=folder)) / "sent.xlsx"
        if copies is None:
            copies = 0 if prefilled and kinds else max(1, len(kinds))
        generate(
            form, self.path, layout=layout, code=code, period=period, forms=forms, copies=copies,
            households=self.households if prefilled else (), members=members)
        self.map = SheetMap(self.path, form)
        if form == "monthly-tasks":
            records = [monthly_report(len(self.map.tables[0]["tasks"]))]
        else:
            records = [getattr(household, ANSWERS[form])() for household in self.households]
        self.typed = copy.deepcopy(records)
        self.values = copy.deepcopy(records)
        self.findings = []

    def cell(self, record, field, row=None):
        """The cell of a field, or of a table's column in a row, as `sheet!A1`."""
        return "!".join(self.place(record, field, row))

    def place(self, record, field, row=None):
        if row is None:
            return self.map.records[record][field]
        table, column = field.split(".")
        if self.layout == "card":
            return self.map.tables[record][table][row][column]
        return self.map.table_sheets[table][row][column]

    def write(self, record, field, text, value=CLEAR, finding=None, severity="error", row=None):
        """Somebody types `text`; the importer must read `value` and say `finding` at the cell."""
        typed, values, name = self.typed[record], self.values[record], field
        if row is not None:
            table, name = field.split(".")
            typed, values = typed[table][row], values[table][row]
        typed[name] = text
        values[name] = text if value is CLEAR and text != CLEAR else (
            None if value is CLEAR else value)
        if finding:
            self.expect(finding, severity, self.cell(record, field, row))

    def expect(self, code, severity="error", cell=None):
        """A finding that the importer must give."""
        self.findings.append({"code": code, "severity": severity, **({"cell": cell} if cell else {})})

    @property
    def entries(self):
        return self.map.entries(self.typed)

    def by_calc(self, calc, target, edit=None):
        filling.by_calc(calc, self.path, target, self.entries, edit)

    def by_openpyxl(self, target, edit=None):
        filling.by_openpyxl(self.path, target, self.entries, edit)

    def expected(self, shows, by, verdict=None, records=None, form=CLEAR):
        """The entry of expected.json."""
        worst = {finding["severity"] for finding in self.findings}
        if verdict is None:
            verdict = (
                "returned" if worst & {"error", "confirm"}
                else "accepted-with-warnings" if "warning" in worst else "accepted")
        records = self.values if records is None else records
        return {
            "shows": shows, "by": by, "form": self.form if form is CLEAR else form,
            "verdict": verdict, "findings": self.findings,
            "records": [plain(record, self.form) for record in records],
        }


def plain(record, form):
    """A record's values as JSON has them; what is blank is left out."""
    tables = definition(form).get("tables", {})
    result = {}
    for field, value in record.items():
        if field in tables:
            preset = {row["number"]: row for row in tables[field].get("preset", [])}
            rows = [{**preset.get(row.get("number"), {}), **row} for row in value]
            result[field] = [
                {column: scalar(item) for column, item in row.items() if item is not None}
                for row in rows]
        elif value is not None:
            result[field] = scalar(value)
    return result


def scalar(value):
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value) if value != value.to_integral() else int(value)
    return value


def write_expected(path, entries):
    """Writes expected.json: one file a paragraph, so that changes are read easily."""
    lines = []
    for name, entry in entries.items():
        text = json.dumps(entry, ensure_ascii=False, indent=1)
        lines.append(f"{json.dumps(name, ensure_ascii=False)}: {text}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")

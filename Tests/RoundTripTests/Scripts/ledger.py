"""Fills a ledger with records of a form, values that look like chance and are the same each time.

    ledger.py LEDGER FORM VILLAGES HOUSEHOLDS

The ledger is there already, with its tables. Of the villages the third says that it has nothing to
report, what the fourth sent has to be corrected, the fifth says nothing, and the sixth reports
noughts; the texts have line breaks, quotation marks and what a spreadsheet takes for formulas.
"""

import hashlib
import json
import random
import sqlite3
import sys
from decimal import Decimal
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]
AWKWARD = [
    "第一行\n第二行", "他说“好”，\"真的\"", "=1+1", "-5", "+86", "@某", "a,b;c", "  前后有空格  ",
    "\t制表", "回车\r\n换行", "'单引号", "NA", "null", "😀𠮷", "０１２", "1e5", "是", "2023-08-01",
]


def labels(name):
    definition = yaml.safe_load((ROOT / f"forms/codes/{name}.yaml").read_text())
    return [code if isinstance(code, str) else code["label"] for code in definition["codes"]]


class Maker:
    def __init__(self, form):
        self.form = form
        self.random = random.Random(f"{form['form']} 7")

    def value(self, field, zero):
        kind = field["type"]
        chance = self.random
        if kind == "signature" or chance.random() < 0.05 and not zero:
            return None
        if kind == "integer":
            return 0 if zero else chance.randint(0, 9)
        if kind == "money":
            return 0 if zero else Decimal(chance.randint(-10**9, 10**12)) / 100
        if kind == "decimal":
            return 0 if zero else Decimal(chance.randint(0, 10**7)) / 1000
        if kind == "percent":
            return Decimal(chance.randint(0, 1000)) / 100
        if kind == "yes-no":
            return not zero and chance.random() < 0.3
        if kind == "choice":
            # A label of an older list is in no list any more.
            return "旧选项" if chance.random() < 0.02 else chance.choice(labels(field["codes"]))
        if kind == "choices":
            known = labels(field["codes"])
            return chance.sample(known, k=min(len(known), chance.randint(0, 3)))
        if kind == "date":
            return f"2023-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        if kind == "month":
            return f"2023-{chance.randint(1, 12):02}"
        if kind == "year":
            return chance.randint(1950, 2023)
        if kind == "identity-number":
            number = "41100319700501" + f"{chance.randint(0, 9999):04}"
            return number + chance.choice(["", "11", "42B1"])
        if kind == "mobile-number":
            return f"138{chance.randint(0, 10**8 - 1):08}"
        if kind == "division-code":
            return "411003102201"
        if kind == "credit-code":
            return "91411003MA40000000"
        return chance.choice(AWKWARD)

    def record(self, number, zero):
        values = {id: self.value(field, zero) for id, field in self.form.get("fields", {}).items()}
        if key := self.form.get("key"):
            values[key] = f"41100319700501{number:04}"
        for id, table in self.form.get("tables", {}).items():
            values[id] = [
                self.row(table, preset, zero)
                for preset in table.get("preset") or [{}] * self.random.randint(0, 4)
            ]
        return values

    def row(self, table, preset, zero):
        return {
            id: preset[id] if id in preset else self.value(field, zero)
            for id, field in table["fields"].items()
        }


def text(value):
    """JSON as the ledger has it, with exact numbers."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        return "{" + ",".join(f"{text(k)}:{text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(text, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def main():
    path, name, villages, households = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
    form = yaml.safe_load((ROOT / f"forms/{name}.yaml").read_text())
    maker = Maker(form)
    period = "" if form.get("period", "none") == "none" else "2023-08"
    database = sqlite3.connect(path)
    cursor = database.cursor()
    for village in range(villages):
        unit = f"411003{102 + village // 8}{201 + village}"
        cursor.execute(
            "INSERT OR REPLACE INTO unit VALUES (?, ?, ?, ?)",
            (unit, f"村{village + 1}", f"镇{village // 8 + 1}", "建安区"),
        )
        if village == 2:
            cursor.execute(
                "INSERT INTO nil_return VALUES (?, ?, ?, '', '整村搬迁', '2023-08-20 09:00')",
                (name, unit, period),
            )
        if village in (2, 4):
            continue
        is_good = village != 3
        cursor.execute(
            """INSERT INTO submission (sha256, reading, file, received_at, campaign, form, revision,
               unit, period, batch, verdict, counted, records, findings)
               VALUES (?, 1, ?, '2023-08-20 09:00', '', ?, ?, ?, ?, 'b', ?, ?, ?, '[]')""",
            (
                hashlib.sha256(f"{name} {village}".encode()).hexdigest(), f"村{village + 1}.xlsx",
                name, str(form["revision"]), unit, period,
                "accepted" if is_good else "returned", int(is_good), households,
            ),
        )
        submission = cursor.lastrowid
        for ordinal in range(households):
            record = maker.record(village * households + ordinal, zero=village == 5)
            cursor.execute(
                "INSERT INTO record (submission, ordinal, key, content, cells) VALUES (?, ?, ?, ?, '{}')",
                (submission, ordinal, record.get(form.get("key")), text(record)),
            )
    database.commit()


if __name__ == "__main__":
    main()

"""Workbooks damaged without anybody noticing: dragged, pasted one column off, rounded by a program."""

import datetime
import struct
import tempfile
import zlib
from pathlib import Path

import uno  # Its import makes com.sun.star known.
from com.sun.star.awt import Point, Size
from com.sun.star.beans import PropertyValue

from people import identity
from structure import column, position, row
from workshop import CLEAR, Job

SAMPLES = []
BY = "LibreOffice Calc"


def sample(name, shows, by=BY):
    def register(make):
        def build(folder, made, calc, people):
            job = make(folder, made, calc, people)
            return job.expected(shows, by)

        SAMPLES.append((f"defects/{name}.xlsx", build))
        return make

    return register


def only_digits(number):
    """Invented identity numbers that end in a digit, from a number on."""
    birth = datetime.date(1966, 5, 1)
    while True:
        found = identity(birth + datetime.timedelta(number), "男", number)
        if found.isdigit():
            return found
        number += 1


@sample("拖动填充", "证件号码和电话像 Excel 里向下拖动那样逐格加一：说明是拖动填充，一处说一次")
def dragged(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("well",) * 8, people=people, prefilled=False)
    number = only_digits(31)
    phone = job.values[4]["phone"]
    job.write(1, "head_id", number)
    for step in range(1, 5):
        job.write(1 + step, "head_id", str(int(number) + step), None)
    for step in range(1, 4):
        job.write(4 + step, "phone", str(int(phone) + step))
    sheet, first = job.place(1, "head_id")
    _, start = job.place(4, "phone")
    job.by_calc(calc, made)
    job.expect("identity-number.counted-up", "error",
               f"{sheet}!{first}:{column(first)}{row(first) + 4}")
    job.expect("mobile-number.counted-up", "confirm",
               f"{sheet}!{start}:{column(start)}{row(start) + 3}")
    return job


@sample("程序改坏", "号码经别的程序当数字处理过，末位被改；组号 3-5 被变成 3月5日；另有一格写了两个人的姓名",
        by="openpyxl")
def rounded(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("well",) * 6, people=people, prefilled=False)
    for record in range(4):
        number = int(float(only_digits(50 + 3 * record)))
        job.write(record, "head_id", str(number), None, "identity-number.floating-point")
    name = job.values[4]["head_name"]
    job.write(4, "head_name", f"{name}、李来福", f"{name}、李来福", "text.several", "confirm")
    day = datetime.date(2023, 3, 5)
    job.write(5, "group_name", day, "2023-03-05", "text.date", "confirm")
    sheet, cell = job.place(5, "group_name")

    def as_excel_shows(workbook):
        workbook[sheet][cell].number_format = 'm"月"d"日"'

    job.by_openpyxl(made, as_excel_shows)
    return job


@sample("元和万元", "一户的人均收入按万元填，其他户按元填：问是不是弄混了单位", by="openpyxl")
def scale(folder, made, calc, people):
    kinds = ("well", "well", "family", "well", "well", "well")
    job = Job(folder, "screening", "list", kinds, people=people)
    job.write(3, "per_head_income", 1.35, 1.35, "money.scale", "confirm")
    job.by_openpyxl(made)
    return job


@sample("错列", "从证件号码起的四列粘贴时错到右边一列：只说一次，指出怎样移回")
def one_column_off(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("family", "well", "widow", "well", "old"), people=people)
    order = sorted(job.map.records[0], key=lambda field: position(column(job.place(0, field)[1])))
    start = order.index("head_id")
    moved, over = order[start:start + 4], order[start + 4]
    sheet, first = job.place(0, moved[0])
    _, last = job.place(4, moved[-1])

    def paste(document):
        document.unprotect(sheet)
        page = document.sheet(sheet)
        target = f"{column(job.place(0, moved[1])[1])}{row(first)}"
        page.moveRange(
            page.getCellRangeByName(target).getCellAddress(),
            page.getCellRangeByName(f"{first}:{last}").getRangeAddress())

    job.by_calc(calc, made, paste)
    for record in job.values:
        # What stands there is what was pasted; nothing is moved back silently.
        for field, before in reversed(list(zip((*moved[1:], over), moved))):
            record[field] = record[before]
        record[moved[0]] = None
    job.expect("columns.shifted")
    return job


@sample("下移一格", "联系电话一列从第二户起整列下移了一格：只说一次，指出怎样移回")
def slipped(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("family", "well", "widow", "well", "old", "well"),
              people=people, copies=2)
    sheet, cell = job.place(1, "phone")
    _, end = job.place(5, "phone")

    def insert(document):
        document.unprotect(sheet)
        page = document.sheet(sheet)
        area = f"{cell}:{column(end)}{row(end)}"
        page.moveRange(
            page.getCellRangeByName(f"{column(cell)}{row(cell) + 1}").getCellAddress(),
            page.getCellRangeByName(area).getRangeAddress())

    job.by_calc(calc, made, insert)
    phones = [record["phone"] for record in job.values]
    job.values[1]["phone"] = None
    for record in range(2, 6):
        job.values[record]["phone"] = phones[record - 1]
    job.values.append({"phone": phones[5]})
    job.expect("column.shifted-down", "error", f"{sheet}!{cell}:{column(end)}{row(end) + 1}")
    return job


def png(color):
    """A picture of 8 × 8 points in one colour."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    lines = b"".join(b"\0" + bytes(color) * 8 for _ in range(8))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


@sample("图片盖格", "签字栏贴了签名图片，联系电话一格也只贴了截图：签名不用管，截图要改成文字")
def pictures(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("well",), people=people, prefilled=False)
    job.write(0, "phone", CLEAR, None, "cell.picture-over")
    sheet, cell = job.place(0, "phone")
    last = max(job.map.rows[0])
    path = Path(tempfile.mkdtemp(dir=folder)) / "signature.png"
    path.write_bytes(png((40, 40, 120)))

    def paste(document):
        document.unprotect(sheet)
        page = document.sheet(sheet)
        services = calc.context.ServiceManager
        provider = services.createInstanceWithContext(
            "com.sun.star.graphic.GraphicProvider", calc.context)
        graphic = provider.queryGraphic((PropertyValue(Name="URL", Value=path.as_uri()),))
        for place in (cell, f"C{last - 2}"):
            target = page.getCellRangeByName(place)
            shape = document.document.createInstance("com.sun.star.drawing.GraphicObjectShape")
            page.DrawPage.add(shape)
            shape.Graphic = graphic
            shape.setSize(Size(1200, 500))
            where = target.Position
            shape.setPosition(Point(where.X + 150, where.Y + 80))
            shape.Anchor = target

    job.by_calc(calc, made, paste)
    job.expect("sheet.pictures", "note")
    return job


@sample("筛选和隐藏列", "筛选掉两行、隐藏了一列：一并读取，并说明", by="openpyxl")
def filtered(folder, made, calc, people):
    kinds = ("family", "well", "widow", "well")
    job = Job(folder, "verification", "list", kinds, people=people)
    sheet, cell = job.place(0, "head_name")
    hidden = column(job.place(0, "phone")[1])

    def hide(workbook):
        page = workbook[sheet]
        first = row(cell)
        page.auto_filter.ref = f"{column(cell)}{first - 1}:{column(cell)}{first + 3}"
        page.auto_filter.add_filter_column(0, [job.values[0]["head_name"], job.values[3]["head_name"]])
        for line in (first + 1, first + 2):
            page.row_dimensions[line].hidden = True
        page.column_dimensions[hidden].hidden = True

    job.by_openpyxl(made, hide)
    job.expect("rows.hidden", "note")
    job.expect("columns.hidden", "note")
    return job

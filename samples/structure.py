"""Workbooks whose sheets were changed: sorted, inserted into, cut up, renamed, copied, pasted over."""

import openpyxl
import uno
from com.sun.star.beans import PropertyValue

from sheetmap import typed
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


def column(cell):
    return cell.rstrip("0123456789")


def row(cell):
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def position(letters):
    """The zero-based number of a column."""
    return openpyxl.utils.column_index_from_string(letters) - 1


def last_column(job):
    return max((column(cell) for _, cell in job.map.records[0].values()), key=position)


@sample("排序", "一览按人均收入从高到低排过序：按隐藏的标记识别，只作说明")
def sorted_rows(folder, made, calc, people):
    kinds = ("family", "well", "widow", "large", "old")
    job = Job(folder, "screening", "list", kinds, people=people)
    sheet, cell = job.place(0, "per_head_income")

    def sort(document):
        document.unprotect(sheet)
        first = row(cell)
        area = document.sheet(sheet).getCellRangeByName(
            f"A{first}:{last_column(job)}{first + len(kinds) - 1}")
        key = uno.createUnoStruct("com.sun.star.table.TableSortField")
        key.Field, key.IsAscending = position(column(cell)), False
        area.sort((
            PropertyValue(Name="SortFields", Value=uno.Any("[]com.sun.star.table.TableSortField", (key,))),
            PropertyValue(Name="ContainsHeader", Value=False)))

    job.by_calc(calc, made, sort)
    job.values.sort(key=lambda record: -record["per_head_income"])
    job.expect("rows.moved", "note")
    return job


@sample("插行", "一览中间插入一行，又填了一户")
def inserted(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("family", "well", "widow"), people=people)
    new = people.household("well").screening()
    sheet, cell = job.place(1, "head_name")

    def insert(document):
        document.unprotect(sheet)
        document.sheet(sheet).Rows.insertByIndex(row(cell) - 1, 1)
        for field, value in new.items():
            if value is not None:
                letters = column(job.place(1, field)[1])
                document.type(sheet, f"{letters}{row(cell)}", typed(value))

    job.by_calc(calc, made, insert)
    job.values.insert(1, new)
    return job


@sample("成员表插行", "卡片的成员表中间插入一行，补填一名成员")
def inserted_member(folder, made, calc, people):
    job = Job(folder, "verification", "card", ("family",), people=people)
    sheet, cell = job.place(0, "members.name", 2)
    baby = dict(job.values[0]["members"][2])
    other = people.household("family").members[2]
    baby.update(name=other["name"], id_number=other["id_number"], gender=other["gender"])
    job.write(0, "household_size", 5)
    income = job.values[0]
    income["per_head_income"] = job.households[0].net / 5
    job.write(0, "reference_per_head", income["reference_income"] / 5)

    def insert(document):
        document.unprotect(sheet)
        document.sheet(sheet).Rows.insertByIndex(row(cell) - 1, 1)
        for field, value in baby.items():
            if value is not None:
                letters = column(job.place(0, f"members.{field}", 2)[1])
                document.type(sheet, f"{letters}{row(cell)}", typed(value))

    job.by_calc(calc, made, insert)
    job.values[0]["members"].insert(2, baby)
    return job


@sample("删列", "一览删掉了“联系电话”一列")
def deleted_column(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("family", "well"), people=people)
    sheet, cell = job.place(0, "phone")

    def delete(document):
        document.unprotect(sheet)
        document.sheet(sheet).Columns.removeByIndex(position(column(cell)), 1)

    job.by_calc(calc, made, delete)
    for record in job.values:
        record["phone"] = None
    job.expect("column.missing")
    return job


@sample("移列", "一览把“户主姓名”一列移到了最后")
def moved_column(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("family", "well"), people=people)
    sheet, cell = job.place(0, "head_name")

    def move(document):
        document.unprotect(sheet)
        page = document.sheet(sheet)
        end, start = position(last_column(job)) + 1, position(column(cell))
        height = row(cell) + 4
        for number in range(1, 5):
            page.getCellRangeByPosition(0, number, end, number).merge(False)
        source = page.getCellRangeByPosition(start, 0, start, height).getRangeAddress()
        target = page.getCellByPosition(end, 0).getCellAddress()
        page.copyRange(target, source)
        page.Columns.removeByIndex(start, 1)

    job.by_calc(calc, made, move)
    job.expect("columns.moved", "note")
    return job


@sample("改表名", "工作表改名为 Sheet1")
def renamed(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("well",), people=people)
    sheet, _ = job.place(0, "head_name")
    job.by_calc(calc, made, lambda document: document.sheet(sheet).setName("Sheet1"))
    return job


@sample("复制到新工作簿", "只把填报的一页复制到新工作簿里报送：凭这一页自带的标记识别")
def copied(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("well", "family"), people=people)
    sheet, _ = job.place(0, "head_name")
    job.by_calc(calc, made)
    source, fresh = calc.open(made), calc.new()
    old = fresh.sheet_names
    fresh.document.Sheets.importSheet(source.document, sheet, 0)
    for name in old:
        fresh.document.Sheets.removeByName(name)
    source.close()
    fresh.save(made)
    fresh.close()
    return job


@sample("删去隐藏行列", "取消隐藏后删掉了第一行和第一列：改按名称或表头文字识别，请核对")
def keys_deleted(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("well", "family"), people=people)
    sheet, _ = job.place(0, "head_name")

    def delete(document):
        document.unprotect(sheet)
        document.sheet(sheet).Rows.removeByIndex(0, 1)
        document.sheet(sheet).Columns.removeByIndex(0, 1)

    job.by_calc(calc, made, delete)
    job.expect("keys.lost", "warning")
    return job


@sample("识别信息全失", "只把看得见的格子粘贴到新工作簿：凭表头文字认出是哪张表，单位不明", by="openpyxl")
def all_lost(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("well",), people=people)
    sheet, _ = job.place(0, "head_name")
    job.by_openpyxl(made)
    source = openpyxl.load_workbook(made)[sheet]
    workbook = openpyxl.Workbook()
    page = workbook.active
    for cells in source.iter_rows(min_row=2, min_col=2):
        for cell in cells:
            if cell.value is not None:
                copy = page.cell(cell.row - 1, cell.column - 1, cell.value)
                copy.number_format = cell.number_format
    for merged in source.merged_cells.ranges:
        merged.shift(-1, -1)
        page.merge_cells(merged.coord)
    workbook.save(made)
    job.expect("identity.lost", "warning")
    return job


@sample("小计行", "一览中间和末尾加了小计、合计行：不导入，并说明")
def subtotals(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("family", "well", "widow", "well"), people=people)
    sheet, cell = job.place(2, "head_name")
    size = column(job.place(0, "household_size")[1])
    first = row(cell) - 2

    def insert(document):
        document.unprotect(sheet)
        page = document.sheet(sheet)
        page.Rows.insertByIndex(first + 1, 1)
        page.Rows.insertByIndex(first + 4, 1)
        for line, text in ((first + 2, "小计"), (first + 5, "合计")):
            document.type(sheet, f"{column(cell)}{line}", text)
            document.type(sheet, f"{size}{line}", "7" if text == "小计" else "13")

    job.by_calc(calc, made, insert)
    job.expect("cells.ignored", "note")
    return job


@sample("旁注", "表格右边写了说明：不导入，但说出来")
def notes(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("well",), people=people)
    sheet, cell = job.place(0, "head_name")

    def write(document):
        document.unprotect(sheet)
        document.type(sheet, f"P{row(cell)}", "户主外出，电话核实")
        document.type(sheet, f"P{row(cell) + 3}", "材料另附")

    job.by_calc(calc, made, write)
    job.expect("cells.ignored", "warning")
    return job


@sample("一页粘贴多户", "把整张卡片复制到下面，改填另一户")
def pasted_card(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("well",), people=people)
    new = people.household("well").screening()
    sheet, _ = job.place(0, "head_name")
    first, last = min(job.map.rows[0]), max(job.map.rows[0])
    height = last - first + 1

    def paste(document):
        document.unprotect(sheet)
        page = document.sheet(sheet)
        source = page.getCellRangeByName(f"A{first}:M{last}").getRangeAddress()
        page.copyRange(page.getCellRangeByName(f"A{last + 1}").getCellAddress(), source)
        for field, value in new.items():
            _, cell = job.place(0, field)
            document.type(sheet, f"{column(cell)}{row(cell) + height}",
                          CLEAR if value is None else typed(value))

    job.by_calc(calc, made, paste)
    job.values.append(new)
    return job


@sample("隐藏行", "筛选以后有一行被隐藏：一并读取，并说明")
def hidden(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("family", "well", "widow"), people=people)
    sheet, cell = job.place(1, "head_name")

    def hide(document):
        document.unprotect(sheet)
        document.sheet(sheet).Rows.getByIndex(row(cell) - 1).IsVisible = False

    job.by_calc(calc, made, hide)
    job.expect("rows.hidden", "note")
    return job


@sample("粘贴覆盖", "从别的表复制一片盖在上面，格式、下拉全没了，证件号码成了数字")
def pasted_over(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("family", "well"), people=people)
    sheet, cell = job.place(0, "head_name")
    order = sorted(job.map.records[0], key=lambda field: position(column(job.place(0, field)[1])))
    fields = order[order.index("head_name"):][:8]

    def paste(document):
        document.unprotect(sheet)
        plain = calc.new()
        page = plain.document.Sheets.getByIndex(0)
        for line, record in enumerate(job.values):
            for place, field in enumerate(fields):
                page.getCellByPosition(place, line).setPropertyValue(
                    "FormulaLocal", typed(record[field]))
        sheets = document.document.Sheets
        sheets.importSheet(plain.document, page.Name, sheets.getCount())
        copy = sheets.getByIndex(sheets.getCount() - 1)
        source = copy.getCellRangeByPosition(0, 0, len(fields) - 1, len(job.values) - 1)
        target = document.sheet(sheet)
        target.copyRange(
            target.getCellRangeByName(cell).getCellAddress(), source.getRangeAddress())
        sheets.removeByName(copy.Name)
        plain.close()

    job.by_calc(calc, made, paste)
    for index, record in enumerate(job.values):
        record["head_id"] = None
        job.expect("identity-number.digits-lost", cell=job.cell(index, "head_id"))
    return job


@sample("合并单元格", "一览把三户的自然村（组）合并成一格：三户都按这一格记录，并说明")
def merged(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("well", "well", "family"), people=people)
    sheet, cell = job.place(0, "group_name")

    def merge(document):
        document.unprotect(sheet)
        letters, first = column(cell), row(cell)
        document.clear(sheet, f"{letters}{first + 1}:{letters}{first + 2}")
        document.sheet(sheet).getCellRangeByName(
            f"{letters}{first}:{letters}{first + 2}").merge(True)

    job.by_calc(calc, made, merge)
    for record in job.values:
        record["group_name"] = job.values[0]["group_name"]
    job.expect("cell.merged", "note", job.cell(0, "group_name"))
    return job


@sample("预填未填", "两户预填，一户没有动")
def untouched(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("well", "family"), people=people)
    given = {**job.households[1].place(), **job.households[1].base()}
    job.typed[1] = {}
    job.values[1] = given
    job.by_calc(calc, made)
    job.expect("record.not-filled")
    return job


@sample("空表", "原样交回，一个字没填")
def empty(folder, made, calc, people):
    job = Job(folder, "screening", "card", people=people, copies=2)
    job.typed = job.values = []
    job.by_calc(calc, made)
    job.expect("submission.empty")
    return job


@sample("混入别的表", "把核查表的一页复制进筛查表的工作簿")
def other_form(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("well",), people=people)
    other = Job(folder, "verification", "card", ("family",), people=people)
    other.by_calc(calc, made)
    source = calc.open(made)
    name, _ = other.place(0, "head_name")

    def add(document):
        document.document.Sheets.importSheet(
            source.document, name, document.document.Sheets.getCount())

    copy = folder / "mixed.xlsx"
    job.by_calc(calc, copy, add)
    source.close()
    copy.replace(made)
    job.expect("sheet.other-form")
    return job


@sample("月报表删行", "删掉了第 12 项一行")
def deleted_row(folder, made, calc, people):
    job = Job(folder, "monthly-tasks", code=None, people=people, period="2020-03")
    sheet, cell = job.place(0, "tasks.number", 11)

    def delete(document):
        document.unprotect(sheet)
        document.sheet(sheet).Rows.removeByIndex(row(cell) - 1, 1)

    job.by_calc(calc, made, delete)
    del job.values[0]["tasks"][11]
    job.expect("row.missing")
    return job

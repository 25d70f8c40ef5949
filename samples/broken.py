"""Workbooks whose values are written as people write them: what is certain is repaired and noted,
what is not goes back to the village."""

import datetime
from decimal import Decimal

from workshop import CLEAR, Job

SAMPLES = []


def sample(name, by, shows):
    """Registers a sample; the function gets the job's makings and returns the finished job."""

    def register(make):
        def build(folder, made, calc, people):
            job = make(folder, made, calc, people)
            return job.expected(shows, by)

        SAMPLES.append((f"defects/{name}.xlsx", build))
        return make

    return register


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@sample("全角和空格", "openpyxl", "全角数字字母、全角空格、号码里的空格：自动改正并注明")
def width(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("family",), people=people, prefilled=False)
    record = job.values[0]
    name, number = record["head_name"], record["head_id"]
    job.write(0, "head_name", "　".join(name), name, "text.repaired", "note")
    job.write(0, "head_id", f"{number[:6]} {number[6:14]} {number[14:]}", number,
              "identity-number.repaired", "note")
    job.write(0, "phone", full_width(record["phone"]), record["phone"], "mobile-number.repaired",
              "note")
    job.write(0, "address", full_width("张庄村3组8号") + "　", "张庄村3组8号", "text.repaired", "note")
    job.write(0, "household_size", " ４ ", 4, "number.repaired", "note")
    job.write(0, "per_head_income", "５０５０．５", 5050.5, "number.repaired", "note")
    job.by_openpyxl(made)
    return job


@sample("日期写法", "openpyxl", "2023.8.1、20230801、8月18日、日期序号自动认出；8月32日、只写年月的退回")
def dates(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("well",) * 8, people=people, period="2023-08")
    day = datetime.date
    job.write(0, "screened_on", "2023.8.1", day(2023, 8, 1), "date.repaired", "note")
    job.write(1, "screened_on", "2023年8月2日", day(2023, 8, 2))
    job.write(2, "screened_on", "20230803", day(2023, 8, 3), "date.repaired", "note")
    job.write(3, "screened_on", "8月18日", day(2023, 8, 18), "date.repaired", "note")
    job.write(4, "screened_on", "２０２３／８／５", day(2023, 8, 5), "date.repaired", "note")
    job.write(5, "screened_on", "2023-8-32", None, "date.impossible")
    job.write(6, "screened_on", "2023年8月", None, "date.incomplete")
    job.write(7, "screened_on", 45142, day(2023, 8, 4), "date.repaired", "note")

    def plain_number(workbook):
        sheet, cell = job.place(7, "screened_on")
        workbook[sheet][cell].number_format = "General"

    job.by_openpyxl(made, plain_number)
    return job


@sample("金额写法", "openpyxl", "5000元、1.2万、1,234.50 自动换算；约3万、3-5千、无要村里核实")
def amounts(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("well",) * 9, people=people)
    texts = [
        ("25000元", 25000, "number.repaired", "note"),
        ("1.2万", 12000, "number.repaired", "note"),
        ("1.35万元", 13500, "number.repaired", "note"),
        ("12,345.50", 12345.5, "number.repaired", "note"),
        ("￥9800", 9800, "number.repaired", "note"),
        ("一万二千", 12000, "number.repaired", "note"),
        ("约3万", 30000, "number.approximate", "confirm"),
        ("8-9千", None, "number.interval", "error"),
        ("无", None, "number.none-or-zero", "error"),
    ]
    for index, (text, value, finding, severity) in enumerate(texts):
        job.write(index, "per_head_income", text, value, finding, severity)
    job.by_openpyxl(made)
    return job


@sample("打勾写法", "openpyxl", "√、☑、有、1、是□否☑ 自动认出；写“不详”、一个都没勾的退回")
def ticks(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("family",), people=people)
    note = ("yes-no.repaired", "note")
    job.write(0, "below_line", "√", True, *note)
    job.write(0, "income_drop", "□是 ☑否", False, *note)
    job.write(0, "spending_surge", "有", True, *note)
    job.write(0, "housing_problem", "无", False, *note)
    job.write(0, "water_problem", 0, False, *note)
    job.write(0, "dropout", "是□否■", False, *note)
    job.write(0, "uninsured", "×", False, *note)
    job.write(0, "medical_difficulty", "☑", True, *note)
    job.write(0, "in_key_group", "Y", True, *note)
    job.write(0, "schooling_difficulty", "不详", None, "yes-no.unreadable")
    job.write(0, "employment_difficulty", "□是 □否", None, "field.required")
    job.by_openpyxl(made)
    return job


@sample("证件号码", "openpyxl", "变成 4.11003E+17、末三位成 000、颠倒两位、少一位、两个号码一格：逐个说明原因")
def numbers(folder, made, calc, people):
    kinds = ("well", "family", "widow", "well", "family", "well")
    job = Job(folder, "screening", "list", kinds, people=people)
    own = [record["head_id"] for record in job.values]
    job.write(0, "head_id", int(own[0][:15]) * 1000, None, "identity-number.digits-lost")
    job.write(1, "head_id", "4.11099E+17", None, "identity-number.digits-lost")
    job.write(2, "head_id", own[2][:15] + "000", None, "identity-number.digits-lost")
    # Two neighbours that differ, behind the birth date.
    place = next(i for i in range(14, 16) if own[3][i] != own[3][i + 1])
    swapped = own[3][:place] + own[3][place + 1] + own[3][place] + own[3][place + 2:]
    job.write(3, "head_id", swapped, None, "identity-number.checksum")
    job.write(4, "head_id", own[4][:16] + own[4][17], None, "identity-number.length")
    job.write(5, "head_id", f"{own[5]}/{own[4]}", None, "identity-number.several")

    def as_excel_does(workbook):
        sheet, cell = job.place(0, "head_id")
        workbook[sheet][cell].number_format = "0.00E+00"

    job.by_openpyxl(made, as_excel_does)
    return job


@sample("同上", "openpyxl", "用“同上”“〃”代替内容：不能单独理解，退回")
def ditto(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("well", "well", "family"), people=people)
    job.write(1, "group_name", "同上", None, "cell.ditto")
    job.write(1, "screened_on", "〃", None, "cell.ditto")
    job.write(2, "phone", "同上", None, "cell.ditto")
    job.by_openpyxl(made)
    return job


@sample("选项写法", "LibreOffice Calc", "别名自动换成标准选项；写错的给出最接近的选项；上下级不配的退回")
def choices(folder, made, calc, people):
    job = Job(folder, "risk-clearance", "card", ("family", "widow", "old", "family"), people=people)
    job.write(0, "household_type", "普通农户", "一般农户", "choice.repaired", "note")
    job.write(0, "monitoring_category", "边缘户", "边缘易致贫户", "choice.repaired", "note")
    job.write(0, "removal_mode", "稳定消除", "帮扶消除", "choice.loose", "warning")
    job.write(1, "risk_1", "因上学", None, "choice.unknown")
    job.write(2, "monitoring_category", "边缘易致贫户", finding="choice.parent")
    job.write(3, "conclusion", "风险稳定消徐", None, "choice.unknown")
    job.by_calc(calc, made)
    return job


@sample("多选写法", "openpyxl", "多项之间用顿号、逗号、分号、空格都行；编号和别名也认")
def several(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("old", "old"), people=people)
    job.write(0, "risks", "因残，缺劳力;因病", ["因病", "因残", "缺劳动力"], "choices.repaired", "note")
    job.write(0, "key_groups", "4、6", ["农村低保户", "失能老人和独居（单人）户"], "choices.repaired", "note")
    job.write(1, "risks", "□因病 ☑因残 □因学 ☑缺劳动力", ["因残", "缺劳动力"], "choices.repaired", "note")
    job.write(1, "key_groups", "低保户", ["农村低保户"], "choices.repaired", "note")
    job.by_openpyxl(made)
    return job


@sample("漏填", "LibreOffice Calc", "必填的、有条件必填的没有填")
def missing(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("family", "well"), people=people, prefilled=False)
    for record, field in (
        (0, "phone"), (0, "screened_on"), (0, "difficulty"), (0, "key_groups"), (1, "opinion"),
    ):
        job.write(record, field, CLEAR, None, "field.required")
    job.by_calc(calc, made)
    return job


@sample("成员不符", "LibreOffice Calc", "人口数与成员行数不符、两个户主、文化程度和在校生状况都填、性别与证件号码不符")
def members(folder, made, calc, people):
    job = Job(folder, "verification", "card", ("family",), people=people)
    net = job.households[0].net
    job.write(0, "household_size", 5, finding="rule.size-is-member-count")
    job.values[0]["per_head_income"] = net / 5
    job.write(0, "reference_per_head", job.values[0]["reference_income"] / 5)
    job.write(0, "members.relation", "户主", row=1)
    job.expect("rule.one-head", cell=job.cell(0, "members.relation", 0))
    job.write(0, "members.education", "小学", row=2, finding="rule.education-or-school")
    job.write(0, "members.gender", "男", row=3, finding="rule.sex-matches-id")
    job.by_calc(calc, made)
    return job


@sample("收入不平", "openpyxl", "家庭纯收入盖掉了公式，与各项算出来的不等；工资性收入像是以万元为单位")
def income(folder, made, calc, people):
    job = Job(folder, "verification", "card", ("widow", "well"), people=people)
    net = job.households[0].net + 800
    sheet, cell = job.place(0, "net_income")
    job.values[0]["net_income"] = net
    job.values[0]["per_head_income"] = job.households[0].per_head(net)
    job.expect("computed.mismatch", cell=job.cell(0, "net_income"))
    job.write(0, "reference_income", net)
    job.write(0, "reference_per_head", job.households[0].per_head(net))
    small = job.households[1]
    small.money[0], small.money[3] = Decimal("6.8"), Decimal("66000")
    fresh = small.verification()
    for field in ("wage_income", "transfer_income", "reference_income", "reference_per_head"):
        job.write(1, field, fresh[field])
    for field in ("net_income", "per_head_income"):
        job.values[1][field] = fresh[field]
    job.expect("rule.wage-not-token", "confirm", job.cell(1, "wage_income"))

    def typed_over(workbook):
        workbook[sheet][cell].value = net

    job.by_openpyxl(made, typed_over)
    return job


@sample("公式出错", "LibreOffice Calc", "单元格是 #DIV/0!")
def formulas(folder, made, calc, people):
    job = Job(folder, "screening", "card", ("well", "well"), people=people)
    job.write(1, "per_head_income", "=1/0", None, "cell.formula-error")
    job.by_calc(calc, made)
    return job


@sample("重复", "openpyxl", "同一户填了两次")
def twice(folder, made, calc, people):
    job = Job(folder, "screening", "list", ("well", "family", "well"), people=people)
    number = job.values[0]["head_id"]
    job.write(2, "head_name", job.values[0]["head_name"])
    job.write(2, "head_id", number, finding="record.duplicate")
    job.by_openpyxl(made)
    return job


@sample("月报表有错", "openpyxl", "一项没有写排查情况；改动了预印内容；写了措施没写进度；表尾多写一行")
def report(folder, made, calc, people):
    job = Job(folder, "monthly-tasks", code=None, people=people, period="2020-03")
    job.write(0, "tasks.findings", CLEAR, None, "field.required", row=4)
    job.write(0, "tasks.progress", CLEAR, None, "rule.progress-where-measures", "warning", row=18)
    sheet, cell = job.place(0, "tasks.content", 7)
    job.expect("preset.changed", "note", job.cell(0, "tasks.content", 7))
    last = int(job.place(0, "tasks.number", 36)[1].lstrip("ABCDEFGH"))

    def changes(workbook):
        workbook[sheet][cell].value += "（已核实）"
        workbook[sheet].insert_rows(last + 1)
        workbook[sheet][f"D{last + 1}"].value = "信访件办理情况"
        workbook[sheet][f"E{last + 1}"].value = "办结 2 件"

    job.expect("row.not-in-form", "error")
    job.by_openpyxl(made, changes)
    return job

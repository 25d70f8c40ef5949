"""Imports returned screening forms with openpyxl: what a programmer would write for this one form.

    screening.py FOLDER OUTPUT TODAY [read-only]

The same job as `tianbao import FOLDER --records OUTPUT`: finds the fields by the hidden keys, reads
and repairs the values, checks required fields, codes, ranges, numbers and the form's 21 rules, and
writes a JSON line a workbook with records and findings. It knows one form, looks only at the sheet
with the records, survives no lost keys, does not account for other cells and speaks one language.
With `read-only` it uses openpyxl's mode for large files, and reads no other sheet.
"""

import datetime
import hashlib
import json
import re
import sys
import unicodedata
from decimal import Decimal, InvalidOperation
from pathlib import Path

import openpyxl

MONITORING_LINE = Decimal(7500)
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PROVINCES = set(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 "
    "71 81 82 83".split()
)
YES = {"是", "有", "对", "√", "✓", "y", "yes", "1", "true", "存在", "属于"}
NO = {"否", "无", "没有", "×", "x", "n", "no", "0", "false", "不存在", "不属于"}
CODES = {
    "head_document_type": {
        "居民身份证": ["身份证", "二代身份证"], "残疾人证": ["残疾证"], "其他": ["其它", "其他证件"],
    },
    "household_type": {
        "脱贫户": ["一般脱贫户", "建档立卡脱贫户"], "一般农户": ["普通农户", "非脱贫户", "一般户"],
    },
    "monitoring_category": {
        "脱贫不稳定户": ["脱贫不稳定", "不稳定户"], "边缘易致贫户": ["边缘户", "边缘易致贫"],
        "突发严重困难户": ["突发严重困难", "突发困难户"],
    },
    "opinion": {"无风险": ["无", "正常"], "需核查": ["有风险", "重点核查", "需要核查"]},
    "key_groups": {
        "收入较低或收入骤减户": ["低收入户"], "大病重病和负担较重慢性病户": ["大病重病户"],
        "重度残疾和新致残户": ["重残户"], "农村低保户": ["低保户"], "分散供养特困人员户": [],
        "失能老人和独居（单人）户": ["独居户"], "孤儿困境儿童留守儿童户": ["孤儿户"],
        "多子女非义务教育在读支出较大户": ["多子女户"], "务工不稳或产业失败户": ["务工不稳户"],
        "受灾意外事故等突发变故户": ["受灾户"],
    },
    "risks": {
        "因病": ["因大病"], "因学": ["上学"], "因残": ["残疾"], "因自然灾害": ["因灾"], "因意外事故": ["意外事故"],
        "因产业(项目)失败": ["产业失败"], "因务工就业不稳": ["就业不稳"], "缺劳动力": ["缺劳力"],
        "因安全饮水": ["饮水安全"], "因住房": ["住房安全"], "其他": ["其它"],
    },
}
MEANING = {
    field: {word: label for label, others in codes.items() for word in [label, *others]}
    for field, codes in CODES.items()
}
CATEGORY_PARENT = {"脱贫不稳定户": "脱贫户", "边缘易致贫户": "一般农户"}
# Where a card has its fields: the key of the row, and the column.
CARD = {
    "county": ("r3", 4), "township": ("r3", 8), "village": ("r3", 12), "group_name": ("r4", 4),
    "division_code": ("r4", 8), "screened_on": ("r4", 12), "household_code": ("r6", 4),
    "head_name": ("r6", 8), "head_document_type": ("r6", 12), "head_id": ("r7", 4),
    "phone": ("r7", 10), "address": ("r8", 4), "household_type": ("r9", 4),
    "monitoring_category": ("r9", 10), "household_size": ("r10", 4), "labour_count": ("r10", 8),
    "worker_count": ("r10", 12), "per_head_income": ("r12", 6), "below_line": ("r12", 12),
    "income_drop": ("r13", 6), "spending_surge": ("r13", 12), "housing_problem": ("r14", 6),
    "water_problem": ("r14", 12), "dropout": ("r15", 6), "uninsured": ("r15", 12),
    "medical_difficulty": ("r16", 6), "schooling_difficulty": ("r16", 12),
    "employment_difficulty": ("r17", 6), "industry_difficulty": ("r17", 12),
    "difficulty": ("r18", 4), "in_key_group": ("r20", 4), "key_groups": ("r20", 7),
    "has_risk": ("r21", 4), "risks": ("r21", 7), "opinion": ("r23", 4), "remark": ("r23", 9),
}


class Fault(Exception):
    """A cell that cannot be read: code, message, how to put it right."""


def plain(value):
    """A cell's text without full-width characters and surrounding spaces."""
    return unicodedata.normalize("NFKC", str(value)).strip()


def read_text(longest):
    def read(value, _):
        text = str(value).strip()
        if len(text) > longest:
            raise Fault("text.too-long", f"最多 {longest} 个字，这里有 {len(text)} 个", "请写短一些")
        return text, None
    return read


def read_code(value, _):
    text = plain(value)
    if not re.fullmatch(r"\d{12}", text):
        raise Fault("division-code.length", "区划代码应为 12 位数字", "照发放的表填写")
    return text, None


def read_pattern(value, _):
    text = plain(value)
    if not re.fullmatch(r"[0-9A-Za-z]+", text):
        raise Fault("text.pattern", "只能有数字和字母", "照抄系统中的户编号")
    return text, None


def read_number(least, most, whole):
    def read(value, _):
        note = None
        if isinstance(value, str):
            text = plain(value).replace(",", "")
            bare = re.sub(r"(元|人)$", "", text)
            note = "number.repaired" if bare != value else None
            try:
                number = Decimal(bare)
            except InvalidOperation:
                raise Fault("number.unreadable", "不是数字", "请填写数字") from None
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            number = Decimal(str(value))
        else:
            raise Fault("number.unreadable", "不是数字", "请填写数字")
        if whole and number != number.to_integral_value():
            raise Fault("number.fraction", f"应为整数，这里是 {number}", "请填写整数")
        if not least <= number <= most:
            note = "number.range"
        return number, note
    return read


def read_date(value, _):
    if isinstance(value, datetime.datetime):
        return value.date(), None
    if isinstance(value, datetime.date):
        return value, None
    found = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", plain(value))
    if not found:
        raise Fault("date.unreadable", "不是日期", "写成 2023-08-01")
    try:
        return datetime.date(*map(int, found.groups())), "date.repaired"
    except ValueError:
        raise Fault("date.no-such-day", "没有这一天", "请核对日期") from None


def read_yes_no(value, _):
    if value == "是" or value == "否":
        return value == "是", None
    text = plain(value).lower()
    if text in YES:
        return True, "yes-no.repaired"
    if text in NO:
        return False, "yes-no.repaired"
    raise Fault("yes-no.unreadable", "应填“是”或“否”", "请填“是”或“否”")


def read_choice(value, field):
    text = str(value).strip()
    label = MEANING[field].get(text) or MEANING[field].get(plain(value))
    if label is None:
        raise Fault("choice.unknown", f"“{text}”不在可选值中", "请从下拉列表里选择")
    return label, None if label == value else "choice.repaired"


def read_choices(value, field):
    labels = []
    for part in re.split(r"[、,，;；\s]+", str(value).strip()):
        label = MEANING[field].get(part)
        if label is None:
            raise Fault("choices.unknown", f"“{part}”不在可选值中", "请从下拉列表里选择")
        if label not in labels:
            labels.append(label)
    return sorted(labels, key=list(CODES[field]).index), None


def read_identity(value, _):
    text = plain(value).replace(" ", "").upper()
    if len(text) not in (18, 20, 22):
        raise Fault("identity-number.length", f"证件号码有 {len(text)} 位", "请对照证件核对")
    if not re.fullmatch(r"\d{17}[\dX][0-9A-Z]*", text):
        raise Fault("identity-number.character", "证件号码里有别的字符", "请对照证件核对")
    if text[:2] not in PROVINCES:
        raise Fault("identity-number.province", f"前两位 {text[:2]} 不是省份代码", "请对照证件核对")
    try:
        born = datetime.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        born = None
    if born is None or born > TODAY:
        raise Fault("identity-number.birth-date", "出生日期不存在", "请对照证件核对")
    total = sum(int(digit) * weight for digit, weight in zip(text, ID_WEIGHTS))
    if text[17] != "10X98765432"[total % 11]:
        raise Fault("identity-number.checksum", "校验位不对", "请对照证件逐位核对")
    return text, None if text == value else "identity-number.repaired"


def read_mobile(value, _):
    text = re.sub(r"[\s-]", "", plain(value))
    if not text.isdigit():
        raise Fault("mobile-number.character", "手机号码里有别的字符", "请填写 11 位手机号码")
    if len(text) != 11:
        raise Fault("mobile-number.length", f"手机号码应为 11 位，这里是 {len(text)} 位", "请填写 11 位手机号码")
    if not re.match(r"1[3-9]", text):
        raise Fault("mobile-number.prefix", "手机号码应以 13～19 开头", "请填写 11 位手机号码")
    return text, None if text == value else "mobile-number.repaired"


people = read_number(0, 30, whole=True)
# Field, label, reader, and whether it must be filled in.
FIELDS = [
    ("county", "县（市、区）", read_text(20), True),
    ("township", "乡镇（街道）", read_text(20), True),
    ("village", "行政村（社区）", read_text(30), True),
    ("group_name", "自然村（组）", read_text(30), True),
    ("division_code", "区划代码", read_code, True),
    ("screened_on", "排查日期", read_date, True),
    ("household_code", "户编号", read_pattern, False),
    ("head_name", "户主姓名", read_text(30), True),
    ("head_document_type", "证件类型", read_choice, True),
    ("head_id", "户主证件号码", read_identity, True),
    ("phone", "联系电话", read_mobile, True),
    ("address", "家庭住址", read_text(80), True),
    ("household_type", "户类型", read_choice, True),
    ("monitoring_category", "监测对象类别", read_choice, False),
    ("household_size", "家庭人口数", read_number(1, 30, whole=True), True),
    ("labour_count", "劳动力人数", people, False),
    ("worker_count", "务工人数", people, False),
    ("per_head_income", "家庭人均纯收入", read_number(0, 1_000_000, whole=False), False),
    ("below_line", "家庭人均纯收入是否低于监测范围", read_yes_no, True),
    ("income_drop", "家庭收入是否骤减", read_yes_no, True),
    ("spending_surge", "家庭支出是否骤增", read_yes_no, True),
    ("housing_problem", "住房是否出现安全问题", read_yes_no, True),
    ("water_problem", "饮水是否出现安全问题", read_yes_no, True),
    ("dropout", "义务教育阶段适龄儿童少年是否失学辍学", read_yes_no, True),
    ("uninsured", "是否有家庭成员未参加城乡居民（职工）基本医疗保险", read_yes_no, True),
    ("medical_difficulty", "就医是否存在实际困难", read_yes_no, True),
    ("schooling_difficulty", "就学是否存在实际困难", read_yes_no, True),
    ("employment_difficulty", "就业是否存在实际困难", read_yes_no, True),
    ("industry_difficulty", "产业是否存在实际困难", read_yes_no, True),
    ("difficulty", "困难情况说明", read_text(300), False),
    ("in_key_group", "是否属于十类重点群体", read_yes_no, True),
    ("key_groups", "重点群体类别", read_choices, False),
    ("has_risk", "是否存在返贫致贫风险", read_yes_no, True),
    ("risks", "风险类型", read_choices, False),
    ("opinion", "筛查意见", read_choice, True),
    ("remark", "备注", read_text(200), False),
]
LABELS = {field: label for field, label, _, _ in FIELDS}
REMARKS = {
    "number.repaired": ("note", "已更正为数字", ""), "date.repaired": ("note", "已更正为日期", ""),
    "yes-no.repaired": ("note", "已更正为“是”或“否”", ""), "choice.repaired": ("note", "已更正为标准说法", ""),
    "identity-number.repaired": ("note", "已去掉多余字符", ""),
    "mobile-number.repaired": ("note", "已去掉多余字符", ""),
    "number.range": ("error", "超出允许的范围", "请核对后改正，并注意单位"),
}


def age(card, day):
    born = datetime.date(int(card[6:10]), int(card[10:12]), int(card[12:14]))
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


# Rule, severity, field, the fields that it needs, whether it holds, message, fix.
RULES = [
    ("screened-on-not-in-future", "error", "screened_on", ("screened_on",),
     lambda v: v["screened_on"] <= TODAY,
     lambda v: f"排查日期 {v['screened_on']} 在今天之后", "改为入户当天的日期"),
    ("identity-card-length", "error", "head_id", ("head_document_type", "head_id"),
     lambda v: v["head_document_type"] != "居民身份证" or len(v["head_id"]) == 18,
     lambda v: f"证件类型是居民身份证，户主证件号码有 {len(v['head_id'])} 位", "居民身份证为18位"),
    ("disability-card-length", "error", "head_id", ("head_document_type", "head_id"),
     lambda v: v["head_document_type"] != "残疾人证" or len(v["head_id"]) in (20, 22),
     lambda v: f"证件类型是残疾人证，户主证件号码有 {len(v['head_id'])} 位", "残疾人证为20位或22位"),
    ("head-is-adult", "confirm", "head_id", ("head_id", "screened_on"),
     lambda v: age(v["head_id"], v["screened_on"]) >= 16,
     lambda v: f"户主 {age(v['head_id'], v['screened_on'])} 岁，不满16岁", "核对户主证件号码"),
    ("risk-count", "error", "risks", ("risks",), lambda v: len(v["risks"]) <= 5,
     lambda v: f"风险类型填了 {len(v['risks'])} 项", "最多填五项，保留主要的"),
    ("labour-within-household", "error", "labour_count", ("labour_count", "household_size"),
     lambda v: v["labour_count"] <= v["household_size"],
     lambda v: f"劳动力人数 {v['labour_count']} 人，多于家庭人口数", "核对后改正其中一个"),
    ("workers-within-household", "error", "worker_count", ("worker_count", "household_size"),
     lambda v: v["worker_count"] <= v["household_size"],
     lambda v: f"务工人数 {v['worker_count']} 人，多于家庭人口数", "核对后改正其中一个"),
    ("workers-within-labour", "confirm", "worker_count",
     ("worker_count", "household_size", "labour_count"),
     lambda v: v["worker_count"] > v["household_size"] or v["worker_count"] <= v["labour_count"],
     lambda v: f"务工人数 {v['worker_count']} 人，多于劳动力人数", "核对劳动力人数"),
    ("key-groups-only-if-member", "error", "in_key_group", ("key_groups", "in_key_group"),
     lambda v: v["in_key_group"],
     lambda v: "“是否属于十类重点群体”填“否”，却填了类别", "属于的改填“是”；不属于的删去类别"),
    ("risks-only-if-at-risk", "error", "has_risk", ("risks", "has_risk"), lambda v: v["has_risk"],
     lambda v: "“是否存在返贫致贫风险”填“否”，却填了风险类型", "有风险的改填“是”"),
    ("key-group-needs-verification", "error", "opinion", ("in_key_group", "opinion"),
     lambda v: not v["in_key_group"] or v["opinion"] == "需核查",
     lambda v: f"属于十类重点群体，筛查意见却是“{v['opinion']}”", "改为“需核查”"),
    ("risk-needs-verification", "confirm", "opinion", ("has_risk", "in_key_group", "opinion"),
     lambda v: not v["has_risk"] or v["in_key_group"] or v["opinion"] == "需核查",
     lambda v: f"存在返贫致贫风险，筛查意见却是“{v['opinion']}”", "改为“需核查”"),
    ("problem-without-risk", "confirm", "has_risk",
     ("housing_problem", "water_problem", "dropout", "uninsured", "has_risk"),
     lambda v: v["has_risk"] or not (
         v["housing_problem"] or v["water_problem"] or v["dropout"] or v["uninsured"]),
     lambda v: "住房、饮水、教育、医保中有一项出现问题，却没有风险", "核对各项回答"),
    ("income-without-risk", "warning", "has_risk",
     ("below_line", "income_drop", "spending_surge", "has_risk"),
     lambda v: v["has_risk"] or not (v["below_line"] or v["income_drop"] or v["spending_surge"]),
     lambda v: "收入低、收入骤减或支出骤增中有一项填“是”，却没有风险", "核对后确认"),
    ("below-line-answer", "warning", "below_line", ("per_head_income", "below_line"),
     lambda v: v["per_head_income"] >= MONITORING_LINE or v["below_line"],
     lambda v: f"家庭人均纯收入 {v['per_head_income']} 元，低于监测范围，却填“否”", "核对收入和回答"),
    ("above-line-answer", "warning", "below_line", ("per_head_income", "below_line"),
     lambda v: v["per_head_income"] < MONITORING_LINE or not v["below_line"],
     lambda v: f"家庭人均纯收入 {v['per_head_income']} 元，不低于监测范围，却填“是”", "核对收入和回答"),
    ("income-group-answer", "warning", "key_groups", ("key_groups", "below_line", "income_drop"),
     lambda v: "收入较低或收入骤减户" not in v["key_groups"] or v["below_line"] or v["income_drop"],
     lambda v: "重点群体类别有“收入较低或收入骤减户”，两个收入问题却都填“否”", "核对收入情况"),
    ("water-risk-answer", "warning", "water_problem", ("risks", "water_problem"),
     lambda v: "因安全饮水" not in v["risks"] or v["water_problem"],
     lambda v: "风险类型有“因安全饮水”，“饮水是否出现安全问题”却填“否”", "核对饮水情况"),
    ("housing-risk-answer", "warning", "housing_problem", ("risks", "housing_problem"),
     lambda v: "因住房" not in v["risks"] or v["housing_problem"],
     lambda v: "风险类型有“因住房”，“住房是否出现安全问题”却填“否”", "核对住房情况"),
    ("labour-risk-answer", "confirm", "risks", ("risks", "household_size", "labour_count"),
     lambda v: "缺劳动力" not in v["risks"] or v["household_size"] < 4
     or v["labour_count"] * 2 < v["household_size"],
     lambda v: "风险类型有“缺劳动力”，劳动力却过半", "核对劳动力人数或风险类型"),
    ("work-risk-answer", "confirm", "risks", ("risks", "labour_count"),
     lambda v: "因务工就业不稳" not in v["risks"] or v["labour_count"] > 0,
     lambda v: "风险类型有“因务工就业不稳”，劳动力人数却是 0", "核对劳动力人数或风险类型"),
]


def column_letters(number):
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def located(rows):
    """The cells of each household by field: value, one-based row and column."""
    stamp = str(rows[0][0]).split("|")
    if stamp[4] == "list":
        columns = {
            str(key).removeprefix("f:"): column
            for column, key in enumerate(rows[0]) if str(key or "").startswith("f:")
        }
        for number, row in enumerate(rows, 1):
            if str(row[0] or "").startswith("#"):
                yield {
                    field: (row[column] if column < len(row) else None, number, column + 1)
                    for field, column in columns.items()
                }
        return
    cards = {}
    for number, row in enumerate(rows, 1):
        card, _, name = str(row[0] or "").partition(".")
        if card.isdigit():
            cards.setdefault(int(card), {})[name] = number
    for card in sorted(cards):
        yield {
            field: (rows[cards[card][name] - 1][column - 1], cards[card][name], column)
            for field, (name, column) in CARD.items()
        }


class Workbook:
    """A returned workbook: its records and what is wrong with them."""

    def __init__(self, path):
        content = path.read_bytes()
        self.file, self.digest = path.name, hashlib.sha256(content).hexdigest()
        workbook = openpyxl.load_workbook(path, read_only=READ_ONLY, data_only=True)
        for sheet in workbook.worksheets:
            first = next(sheet.iter_rows(max_row=1, max_col=1, values_only=True), ("",))
            if "|records|" in str(first[0]):
                self.sheet = sheet.title
                rows = list(sheet.iter_rows(values_only=True))
        workbook.close()
        self.stamp = str(rows[0][0]).split("|")
        self.records, self.findings = [], []
        for cells in located(rows):
            self.read(cells)
        self.find_duplicates()

    def find(self, code, severity, field, cells, message, fix):
        value, row, column = cells[field]
        self.findings.append(
            {
                "code": code, "severity": severity, "sheet": self.sheet,
                "cell": f"{column_letters(column)}{row}", "field": field,
                "record": len(self.records), "value": None if value is None else str(value),
                "message": message, "fix": fix, "related": [],
            }
        )

    def read(self, cells):
        values, blank = {}, set()
        for field, _, read, _ in FIELDS:
            value = cells[field][0]
            if value is None or (isinstance(value, str) and not value.strip()):
                blank.add(field)
                continue
            try:
                values[field], note = read(value, field)
            except Fault as fault:
                code, message, fix = fault.args
                self.find(code, "error", field, cells, message, fix)
                continue
            if note:
                severity, message, fix = REMARKS[note]
                self.find(note, severity, field, cells, message, fix)
        self.check(values, blank, cells)
        self.records.append((values, cells))

    def check(self, values, blank, cells):
        if values.get("division_code", self.stamp[5]) != self.stamp[5]:
            self.find("unit.mismatch", "error", "division_code", cells, "不是本单位的代码", "改回本单位")
        difficult = any(
            values.get(f"{kind}_difficulty")
            for kind in ("medical", "schooling", "employment", "industry")
        )
        conditions = {
            "difficulty": difficult, "key_groups": values.get("in_key_group"),
            "risks": values.get("has_risk"),
        }
        for field, label, _, required in FIELDS:
            if field in blank and (required or conditions.get(field)):
                self.find("field.required", "error", field, cells, f"“{label}”没有填写", f"填写“{label}”")
        parent = CATEGORY_PARENT.get(values.get("monitoring_category"))
        if parent and values.get("household_type", parent) != parent:
            self.find("choice.parent", "error", "monitoring_category", cells,
                      f"“户类型”为“{values['household_type']}”时，不能是这一类别", "改正其中一个")
        for rule, severity, field, needed, holds, message, fix in RULES:
            if all(name in values for name in needed) and not holds(values):
                self.find(f"rule.{rule}", severity, field, cells, message(values), fix)

    def find_duplicates(self):
        seen = {}
        records, self.records = self.records, []
        for values, cells in records:
            card = values.get("head_id", "")[:18]
            if card and card in seen:
                self.find("record.duplicate", "error", "head_id", cells,
                          f"本户与 {seen[card]} 的户主证件号码相同，重复填报", "删去重复的一户，或改正号码")
            elif card:
                seen[card] = f"{column_letters(cells['head_id'][2])}{cells['head_id'][1]}"
            self.records.append((values, cells))

    def line(self):
        severities = {finding["severity"] for finding in self.findings}
        returned = severities & {"error", "confirm"}
        return {
            "file": self.file, "sha256": self.digest, "form": self.stamp[2],
            "revision": self.stamp[3], "unit": self.stamp[5], "period": None,
            "verdict": "returned" if returned else
            "accepted-with-warnings" if "warning" in severities else "accepted",
            "records": [
                {
                    "key": values.get("head_id"),
                    "values": {field: values.get(field) for field, _, _, _ in FIELDS},
                    "cells": {
                        field: f"{self.sheet}!{column_letters(column)}{row}"
                        for field, (_, row, column) in cells.items()
                    },
                }
                for values, cells in self.records
            ],
            "findings": self.findings,
        }


def find_batch_duplicates(workbooks):
    """People who stand in the records of two files."""
    seen = {}
    for workbook in workbooks:
        for number, (values, _) in enumerate(workbook.records):
            card = values.get("head_id", "")[:18]
            if card and seen.setdefault(card, workbook.file) != workbook.file:
                workbook.findings.append(
                    {"code": "person.in-two-files", "severity": "warning", "record": number,
                     "message": f"此人也在 {seen[card]} 里"}
                )


def encode(value):
    if isinstance(value, Decimal):
        return float(value) if value % 1 else int(value)
    return str(value)


if __name__ == "__main__":
    folder, output = Path(sys.argv[1]), sys.argv[2]
    TODAY, READ_ONLY = datetime.date.fromisoformat(sys.argv[3]), "read-only" in sys.argv[4:]
    done = [Workbook(path) for path in sorted(folder.rglob("*.xlsx"))]
    find_batch_duplicates(done)
    with open(output, "w", encoding="utf-8") as file:
        for workbook in done:
            file.write(json.dumps(workbook.line(), ensure_ascii=False, default=encode) + "\n")

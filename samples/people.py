"""Invented households, and what a village would answer for them on each form.

Nobody here exists: the identity numbers begin with 411099, a county code that was never given out,
and end in a valid check character.
"""

import csv
import datetime
import random
from decimal import Decimal
from pathlib import Path

CHECKED = datetime.date(2023, 8, 18)
HERE = Path(__file__).resolve().parent


def villages(name):
    """The villages of a unit list by code: name, township, county."""
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return {row[0]: tuple(row[1:]) for row in list(csv.reader(file))[1:]}


UNITS = villages("units.csv")
# Each broken sample comes from a village of its own, so that none looks like another's duplicate.
MORE = villages("villages.csv")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
MALE = "建国 志强 海涛 长河 根生 福来 保田 树林 春生 永安 新民 广义 德胜 金柱 铁山 连喜 明远 立春 守业 全有"
FEMALE = "秀英 桂兰 玉梅 凤霞 春花 爱莲 红梅 素珍 巧云 慧敏 月娥 香菊 翠平 小燕 改枝 荣花 麦香 会玲 喜凤 青叶"
BOYS = "子轩 浩然 宇航 俊杰 梓豪 博文 一鸣 天佑"
GIRLS = "雨涵 梓萱 欣怡 思琪 诗雨 佳怡 可馨 晨曦"


def identity(birth, sex, number):
    """An identity number (GB 11643) of somebody who cannot exist."""
    odd = 1 if sex == "男" else 0
    body = f"411099{birth:%Y%m%d}{number * 2 % 1000 + odd:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


# Who lives together: relation, sex, year of birth, schooling, health, labour, months of work away.
KINDS = {
    # Parents at work, a pupil, and a grandmother who is ill for long.
    "family": [
        ("户主", "男", 1978, "初中", "健康", "普通劳动力", 8),
        ("配偶", "女", 1980, "初中", "健康", "普通劳动力", 0),
        ("之子", "男", 2013, "在校:小学", "健康", "无劳动力", 0),
        ("之母", "女", 1950, "文盲或半文盲", "长期慢性病", "丧失劳动力", 0),
    ],
    # An old couple on the minimum allowance, he with a disability certificate.
    "old": [
        ("户主", "男", 1947, "小学", "残疾", "丧失劳动力", 0),
        ("配偶", "女", 1949, "文盲或半文盲", "长期慢性病", "丧失劳动力", 0),
    ],
    # A widow with two children at school.
    "widow": [
        ("户主", "女", 1984, "高中", "健康", "普通劳动力", 10),
        ("之女", "女", 2007, "在校:普通高中一年级", "健康", "无劳动力", 0),
        ("之子", "男", 2016, "在校:小学", "健康", "无劳动力", 0),
    ],
    # A couple without any trouble.
    "well": [
        ("户主", "男", 1969, "初中", "健康", "技能劳动力", 11),
        ("配偶", "女", 1971, "初中", "健康", "普通劳动力", 0),
        ("之子", "男", 1995, "大专", "健康", "技能劳动力", 11),
    ],
    # Four generations, more than a card has rows for.
    "large": [
        ("户主", "男", 1961, "初中", "健康", "普通劳动力", 0),
        ("配偶", "女", 1963, "小学", "长期慢性病", "弱劳动力或半劳动力", 0),
        ("之子", "男", 1985, "高中", "健康", "技能劳动力", 11),
        ("之儿媳", "女", 1987, "高中", "健康", "普通劳动力", 6),
        ("之孙子", "男", 2010, "在校:八年级", "健康", "无劳动力", 0),
        ("之孙女", "女", 2014, "在校:小学", "健康", "无劳动力", 0),
        ("之孙女", "女", 2019, "在校:学前教育", "健康", "无劳动力", 0),
        ("之父", "男", 1938, "文盲或半文盲", "长期慢性病", "丧失劳动力", 0),
        ("之母", "女", 1940, "文盲或半文盲", "长期慢性病", "丧失劳动力", 0),
        ("之女", "女", 1992, "本科及以上", "健康", "技能劳动力", 12),
    ],
}

# Per kind: wages, business, property, transfers, business costs, claims, medical bills.
MONEY = {
    "family": ("12800", "6400", "500", "2460.50", "1960.50", "0", "2600"),
    "old": ("0", "800", "0", "9120", "0", "1200.25", "3100.25"),
    "widow": ("14000", "2400", "0", "1880", "780", "0", "0"),
    "well": ("68000", "9000", "1200.60", "2400", "3600", "0", "0"),
    "large": ("96000", "14500", "2000", "6600", "5100", "0", "1800"),
}


class Household:
    """A household with its members, the head first."""

    def __init__(self, kind, code, number, chance):
        self.kind, self.code, self.number = kind, code, number
        self.village, self.township, self.county = (UNITS | MORE)[code]
        self.group = f"{number % 5 + 1}组"
        self.phone = f"1{chance.choice('3578')}{chance.randrange(10**9):09d}"
        surname = chance.choice(SURNAMES)
        self.members = []
        for relation, sex, year, schooling, health, labour, months in KINDS[kind]:
            child = year >= 2005
            given = chance.choice(
                (BOYS if child else MALE).split() if sex == "男" else (GIRLS if child else FEMALE).split())
            own = relation in ("户主", "之子", "之女", "之父", "之孙子", "之孙女")
            name = (surname if own else chance.choice(SURNAMES)) + given
            birth = datetime.date(year, chance.randrange(1, 7), chance.randrange(1, 29))
            card = identity(birth, sex, (number * 11 + len(self.members)) % 500)
            school = schooling.removeprefix("在校:") if schooling.startswith("在校") else None
            self.members.append(
                {
                    "name": name,
                    "gender": sex,
                    "id_number": card + "43" if health == "残疾" else card,
                    "relation": relation,
                    "nation": "汉族",
                    "political_status": "中共党员" if (kind, relation) == ("well", "户主") else "群众",
                    "education": None if school else schooling,
                    "school_status": school,
                    "health": [health],
                    "labour_skill": labour,
                    "work_area": "县外省内" if months else None,
                    "work_months": months or None,
                    "resident_medical": True,
                    "employee_medical": False,
                    "serious_illness": True,
                    "resident_pension": year < 2005,
                    "employee_pension": False,
                    "minimum_allowance": kind == "old",
                    "extreme_poverty": False,
                    "relocated": False,
                    "member_phone": self.phone if relation == "户主" else None,
                }
            )
        self.head = self.members[0]
        self.size = len(self.members)
        able = ("普通劳动力", "技能劳动力", "弱劳动力或半劳动力")
        self.labour = sum(member["labour_skill"] in able for member in self.members)
        self.workers = sum(member["work_area"] is not None for member in self.members)
        self.lifted = kind in ("old", "large")
        self.document = "残疾人证" if len(self.head["id_number"]) == 20 else "居民身份证"
        self.money = [Decimal(amount) for amount in MONEY[kind]]

    @property
    def net(self):
        wage, business, property_, transfer, cost, _, _ = self.money
        return wage + business + property_ + transfer - cost

    def per_head(self, amount):
        return (amount / self.size).quantize(Decimal("0.01"))

    @property
    def category(self):
        return {"family": "边缘易致贫户", "old": "脱贫不稳定户", "widow": "边缘易致贫户"}.get(self.kind)

    @property
    def risks(self):
        return {"family": ["因病"], "old": ["因残", "缺劳动力"], "widow": ["因学"]}.get(self.kind, [])

    @property
    def groups(self):
        return {
            "family": ["大病重病和负担较重慢性病户"],
            "old": ["农村低保户", "失能老人和独居（单人）户"],
            "widow": ["多子女非义务教育在读支出较大户"],
        }.get(self.kind, [])

    def place(self):
        """What every household form asks first."""
        return {
            "county": self.county, "township": self.township, "village": self.village,
            "group_name": self.group, "division_code": self.code,
        }

    def base(self):
        """The household block of every form."""
        return {
            "household_code": f"{self.code[:6]}{self.number:06d}",
            "head_name": self.head["name"],
            "head_document_type": self.document,
            "head_id": self.head["id_number"],
            "phone": self.phone,
            "address": f"{self.village}{self.group}{self.number % 90 + 1}号",
            "household_type": "脱贫户" if self.lifted else "一般农户",
            "monitoring_category": self.category,
            "household_size": self.size,
        }

    def counts(self):
        return {"labour_count": self.labour, "worker_count": self.workers}

    def screening(self):
        """《防止返贫监测帮扶筛查表》."""
        poor = self.per_head(self.net) < 7500
        troubled = bool(self.risks)
        return {
            **self.place(), "screened_on": CHECKED, **self.base(), **self.counts(),
            "per_head_income": self.per_head(self.net), "below_line": poor, "income_drop": False,
            "spending_surge": self.kind == "family", "housing_problem": False,
            "water_problem": False, "dropout": False, "uninsured": False,
            "medical_difficulty": self.kind in ("family", "old"),
            "schooling_difficulty": self.kind == "widow", "employment_difficulty": False,
            "industry_difficulty": False,
            "difficulty": {
                "family": "老人常年服药，自付费用较高", "old": "两人年老多病，需要人照料",
                "widow": "女儿上高中，学费和住宿费负担较重",
            }.get(self.kind),
            "in_key_group": troubled, "key_groups": self.groups or None, "has_risk": troubled,
            "risks": self.risks or None, "opinion": "需核查" if troubled else "无风险",
            "remark": None if self.kind != "well" else "户主在外务工，电话核实",
        }

    def verification(self):
        """《防止返贫监测帮扶核查表》."""
        wage, business, property_, transfer, cost, claims, bills = self.money
        reference = self.net + claims - bills
        listed = self.kind in ("family", "old", "widow")
        risks = dict(zip((f"risk_{n}" for n in range(1, 6)), self.risks, strict=False))
        return {
            **self.place(), **self.base(), "verified_on": CHECKED, "is_lifted": self.lifted,
            **self.counts(), "no_labour_household": self.labour == 0, "in_settlement": False,
            "members": self.members,
            "wage_income": wage, "business_income": business, "property_income": property_,
            "transfer_income": transfer, "business_cost": cost, "net_income": self.net,
            "per_head_income": self.per_head(self.net), "claims": claims, "out_of_pocket": bills,
            "reference_income": reference, "reference_per_head": self.per_head(reference),
            "housing_problem": False, "water_problem": False, "dropout": False,
            "uninsured": False, "housing_grade": "B级", **risks,
            "key_groups": self.groups or ["失能老人和独居（单人）户"],
            "difficulty": "家中有病人，支出大" if self.kind != "widow" else "两个孩子上学，支出大",
            "opinion": "纳入监测" if listed else "不纳入",
            "reason": "收入低于监测范围，风险明显" if listed else "收入稳定，三保障没有问题",
        }

    def clearance(self):
        """《监测对象风险稳定消除核查表》."""
        wage, business, property_, transfer, cost, claims, bills = self.money
        wage += 24000
        net = wage + business + property_ + transfer - cost
        return {
            **self.place(), "checked_on": CHECKED, **self.base(),
            **dict(zip((f"risk_{n}" for n in range(1, 6)), self.risks, strict=False)),
            "identified_month": "2021-06", "removed": True, "removal_mode": "帮扶消除",
            "removed_month": "2022-08", "after_wage_income": wage,
            "after_business_income": business, "after_property_income": property_,
            "after_transfer_income": transfer, "after_business_cost": cost,
            "after_net_income": net, "after_per_head_income": self.per_head(net),
            "after_claims": claims, "after_out_of_pocket": bills,
            "before_housing": False, "after_housing": False, "before_water": False,
            "after_water": False, "before_dropout": False, "after_dropout": False,
            "before_uninsured": False, "after_uninsured": False,
            "income_stable": True, "spending_resolved": True, "security_held": True,
            "risk_gone": True, "new_risk": False, "marked_without_labour": False,
            "procedure_complete": True, "aware": True, "satisfied": True,
            "conclusion": "稳定消除", "contact_name": "周明远",
            "contact_phone": "13900139000", "issues": None,
        }


class Neighbourhood:
    """Gives out the households of a village; the same seed gives the same people."""

    def __init__(self, seed=20230818, code="411003102201"):
        self.chance = random.Random(seed)
        self.code = code
        self.count = 0

    def household(self, kind="family", code=None):
        self.count += 1
        return Household(kind, code or self.code, self.count, self.chance)


def monthly_report(tasks, unit="中云街道"):
    """任务分解月报表 for March 2020: what a street office answers to each printed row."""
    rows = []
    for number in range(1, tasks + 1):
        row = {"number": number, "findings": "未发现问题", "measures": None, "progress": None}
        if number in (4, 19, 28):
            row = {
                "number": number, "findings": f"抽查 {number * 3} 户，{number % 3 + 1} 户政策宣传册没有发放到位",
                "measures": "3月底前补发到户，责任人：街道扶贫办",
                "progress": "已完成" if number != 28 else "正在整改，预计4月10日前完成",
            }
        rows.append(row)
    return {
        "reporting_unit": unit, "reported_on": datetime.date(2020, 3, 3), "tasks": rows,
    }

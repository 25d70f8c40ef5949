"""Workbooks that are right: every household form in both layouts, and the monthly report."""

import filling
from workshop import Job

PROGRAMS = {
    "calc": "LibreOffice Calc", "openpyxl": "openpyxl", "gnumeric": "openpyxl, Gnumeric",
}


def sample(name, form, layout, kinds, code, program, shows, **options):
    def make(folder, made, calc, people):
        job = Job(folder, form, layout, kinds, code, people, **options)
        if program == "calc":
            job.by_calc(calc, made)
        else:
            job.by_openpyxl(made)
            if program == "gnumeric":
                filling.by_gnumeric(made)
        return job.expected(shows, PROGRAMS[program])

    return f"good/{name}.xlsx", make


SAMPLES = [
    sample("张庄村-筛查表-卡片", "screening", "card", ("family", "well", "widow"), "411003102201",
           "calc", "预填三户，逐格录入"),
    sample("李楼村-筛查表-一览", "screening", "list", ("old", "well", "family", "well", "widow"),
           "411003102202", "calc", "一户一行，预填五户"),
    sample("赵堂村-筛查表-卡片", "screening", "card", ("well", "old"), "411003102203", "openpyxl",
           "空白卡片填写两户，没有预填", prefilled=False),
    sample("柳河社区-筛查表-一览", "screening", "list", ("family", "well", "large"), "411003102204",
           "gnumeric", "Gnumeric 另存过"),
    sample("张庄村-核查表-卡片", "verification", "card", ("family", "old", "large"), "411003102201",
           "calc", "十口之家有续页，公式由 Calc 计算"),
    sample("李楼村-核查表-一览", "verification", "list", ("widow", "family"), "411003102202",
           "calc", "成员在另一张工作表"),
    sample("赵堂村-核查表-卡片", "verification", "card", ("widow", "well"), "411003102203",
           "gnumeric", "空白卡片，Gnumeric 另存过", prefilled=False),
    sample("柳河社区-核查表-一览", "verification", "list", ("old", "large", "family"),
           "411003102204", "openpyxl", "公式没有算过，由导入程序计算"),
    sample("张庄村-消除核查表-卡片", "risk-clearance", "card", ("family", "widow"), "411003102201",
           "calc", "年月由 Calc 变成日期"),
    sample("李楼村-消除核查表-一览", "risk-clearance", "list", ("old", "family", "widow"),
           "411003102202", "gnumeric", "Gnumeric 另存过"),
    sample("赵堂村-消除核查表-卡片", "risk-clearance", "card", ("widow",), "411003102203",
           "openpyxl", "空白卡片填写一户", prefilled=False),
    sample("中云街道-月报表", "monthly-tasks", "card", (), None, "calc", "三十七项，多页",
           period="2020-03"),
    sample("中云街道-月报表-另存", "monthly-tasks", "card", (), None, "gnumeric",
           "Gnumeric 另存过", period="2020-03"),
]

"""Files that are no workbooks, or not ours: each gets its own message, and the batch goes on."""

import shutil
import zipfile

import openpyxl

import calc as office
from people import MORE
from sheetmap import FORMS, definition
from workshop import Job

SAMPLES = []


def sample(name, by, shows):
    def register(make):
        def build(folder, made, calc, people):
            result = make(folder, made, calc, people)
            if isinstance(result, dict):
                return {"shows": shows, "by": by, **result}
            return {
                "shows": shows, "by": by, "form": None, "verdict": "unreadable", "records": [],
                "findings": [{"code": result, "severity": "error"}],
            }

        SAMPLES.append((f"defects/{name}", build))
        return make

    return register


def roster_workbook(path, rows):
    """The office's roster: two lines of title above the headings, numbers as text."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "花名册"
    sheet["A1"] = "柳河镇农户花名册（2023年8月）"
    sheet["A2"] = "单位：户、人"
    for line in rows:
        sheet.append([value if value != "" else None for value in line])
    for cells in sheet.iter_rows(min_row=3):
        for cell in cells:
            cell.number_format = "@"
    workbook.save(path)


def filled(folder, calc, people, target, save):
    """A filled card, saved by Calc in another way than as .xlsx."""
    job = Job(folder, "screening", "card", ("well",), people=people)
    plain = folder / "plain.xlsx"
    job.by_calc(calc, plain)
    document = calc.open(plain)
    save(document)
    document.close()
    return job


@sample("旧格式.xls", "LibreOffice Calc", "另存成了 Excel 97-2003 的 .xls")
def legacy(folder, made, calc, people):
    filled(folder, calc, people, made, lambda document: document.save(made, office.XLS))
    return "file.legacy-xls"


@sample("网页冒充.xlsx", "LibreOffice Calc", "其实是网页，只是改了扩展名")
def page(folder, made, calc, people):
    filled(folder, calc, people, made, lambda document: document.save(made, office.HTML))
    return "file.html"


@sample("文本冒充.xlsx", "LibreOffice Calc", "其实是 CSV（GBK 编码），只是改了扩展名")
def text(folder, made, calc, people):
    # 44 comma, 34 quote, 40 GBK
    filled(folder, calc, people, made,
           lambda document: document.save(made, office.CSV, FilterOptions="44,34,40,1"))
    return "file.text"


@sample("有密码.xlsx", "LibreOffice Calc", "设了打开密码")
def locked(folder, made, calc, people):
    filled(folder, calc, people, made, lambda document: document.save_locked(made, "123456"))
    return "file.encrypted"


@sample("没传完.xlsx", "LibreOffice Calc，截去后半", "微信没有传完，文件缺了后半")
def truncated(folder, made, calc, people):
    filled(folder, calc, people, made, lambda document: document.save(made))
    data = made.read_bytes()
    made.write_bytes(data[: len(data) * 2 // 3])
    return "file.truncated"


@sample("空文件.xlsx", "无", "0 字节")
def nothing(folder, made, calc, people):
    made.write_bytes(b"")
    return "file.empty"


@sample("别的表.xlsx", "openpyxl", "不是本系统的表：会议签到表")
def foreign(folder, made, calc, people):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["会议签到表"])
    sheet.append(["序号", "姓名", "单位", "签名"])
    for number in range(1, 9):
        sheet.append([number, people.household("well").head["name"], "柳河镇", None])
    workbook.save(made)
    return "workbook.foreign"


@sample("旧版本.xlsx", "LibreOffice Calc", "填的是上一版的表")
def old_revision(folder, made, calc, people):
    forms = folder / "old-forms"
    shutil.copytree(FORMS, forms)
    path = forms / "screening.yaml"
    now = definition("screening")["revision"]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f'revision: "{now}"', 'revision: "2022.2"'), encoding="utf-8")
    job = Job(folder, "screening", "card", ("well",), people=people, forms=forms)
    job.by_calc(calc, made)
    job.expect("workbook.other-revision")
    return job.expected("", "", records=[])


class GBKName(zipfile.ZipInfo):
    """An entry whose name is written as Chinese Windows does: in GBK, without the mark of UTF-8."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


@sample("三村合并.zip", "LibreOffice Calc、openpyxl，压缩", "压缩包，文件名是 GBK：逐个打开")
def archive(folder, made, calc, people):
    expected = {}
    codes = list(MORE)[-3:]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for code, kind in zip(codes, ("well", "family", "old"), strict=True):
            job = Job(folder, "screening", "card", (kind,), code, people)
            if kind == "family":
                job.write(0, "phone", "1383740", None, "mobile-number.length")
            name = f"{job.households[0].village}.xlsx"
            path = folder / f"zip-{name}"
            if kind == "well":
                job.by_calc(calc, path)
            else:
                job.by_openpyxl(path)
            entry = GBKName(name, (2023, 8, 20, 10, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, path.read_bytes())
            expected[name] = job.expected(f"压缩包里的 {name}", "LibreOffice Calc、openpyxl")
    return {"entries": expected}

"""Writes samples/README.md: what each file shows, and what the importer must say of it."""

HEAD = """# 样本 · Samples

这里的工作簿都由 `tianbao generate` 发出，再由**别的程序**填写、改动、保存：LibreOffice Calc、openpyxl、Gnumeric。
`good/` 里的都对，`defects/` 里的各有一种村里常见的毛病。人名、村名和证件号码全是编造的（411099 不是任何县的代码）。

Workbooks sent out by `tianbao generate`, then filled in, changed and saved by **programs that are not ours**. All people,
villages and numbers are invented. `make samples` makes everything here anew, this page too; files whose content is
unchanged are left alone. `expected.json` says what the importer must make of each; the tests in `Tests/RoundTripTests` hold it
to that, finding by finding and value by value. What must come out is worked out in the scripts beside how a file is
made, never copied from what the tool said.

| 文件 file | 内容 content |
| --- | --- |
| `units.csv` | 单位清单：四个村 units |
| `roster.xlsx`, `roster.csv` | 花名册，每人一行，列序和表头都不规整；CSV 是 GBK 编码 a roster in odd order, the CSV in GBK |
| `villages.csv` | 有毛病的样本各来自其中一个村 the villages that the broken samples come from |

"""
VERDICTS = {
    "accepted": "通过", "accepted-with-warnings": "通过，有提醒", "returned": "退回修改",
    "unreadable": "无法读取",
}


def write(path, expected):
    lines = [HEAD]
    for folder, title in (("good", "## 填对的 · Good"), ("defects", "## 有毛病的 · Defects")):
        lines.append(f"{title}\n\n| 文件 | 说明 | 保存者 saved by | 结论 | 问题代码 finding codes |\n")
        lines.append("| --- | --- | --- | --- | --- |\n")
        for name, entry in expected.items():
            if name.startswith(folder):
                lines += rows(name, entry)
        lines.append("\n")
    path.write_text("".join(lines).rstrip("\n") + "\n", encoding="utf-8")


def rows(name, entry):
    if "entries" in entry:
        yield f"| `{name}` | {entry['shows']} | {entry['by']} | | |\n"
        for inner, one in entry["entries"].items():
            yield from rows(f"{name.split('/')[-1]}/{inner}", one)
        return
    codes = {}
    for finding in entry["findings"]:
        codes[finding["code"]] = codes.get(finding["code"], 0) + 1
    told = "，".join(f"`{code}`" + (f" × {n}" if n > 1 else "") for code, n in codes.items())
    yield (f"| `{name}` | {entry['shows']} | {entry['by']} | {VERDICTS[entry['verdict']]} | "
           f"{told or '—'} |\n")

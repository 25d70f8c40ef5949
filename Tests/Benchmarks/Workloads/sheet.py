"""The large sheet: 100,000 rows of 20 columns, written by XlsxWriter. Nobody in it exists.

    sheet.py TARGET [ROWS]
"""

import datetime
import random
import sys

import xlsxwriter

ROWS = 100_000
TOWNS = "柳河镇 灵井镇 洺州镇 白鹭湖镇 中云街道 河街乡 椹涧乡 小召乡".split()
KINDS = "一般农户 脱贫户 脱贫不稳定户 边缘易致贫户 突发严重困难户".split()
RISKS = ["因病", "因学", "因残", "缺劳动力", "因灾", "因务工就业不稳", "因病、因残", "无"]
REMARKS = ["", "户主在外务工，电话核实", "已电话核实", "老人常年服药，自付费用较高", "子女上高中，学费负担较重"]
FIRST = datetime.date(2015, 1, 1)


def row(number, chance):
    """A household: ten texts, five numbers, three dates, two booleans."""
    size = chance.randrange(1, 9)
    net = chance.randrange(200_000, 9_000_000) / 100
    town = chance.choice(TOWNS)
    return [
        f"4110990{number:011d}",
        f"张{chance.choice('建志海长福春新广德金')}{chance.choice('国强涛河来生民义胜柱')}",
        town,
        f"{town}{chance.randrange(1, 120)}村{chance.randrange(1, 9)}组",
        chance.choice(KINDS),
        f"1{chance.choice('3578')}{chance.randrange(10**9):09d}",
        size,
        chance.randrange(0, size + 1),
        net,
        round(net / size, 2),
        # A quotient with all the digits that a number has.
        net / 3,
        FIRST + datetime.timedelta(days=chance.randrange(3000)),
        FIRST + datetime.timedelta(days=chance.randrange(3000)),
        datetime.datetime(2023, chance.randrange(1, 13), chance.randrange(1, 29)),
        chance.random() < 0.3,
        chance.random() < 0.5,
        chance.choice(RISKS),
        f"排查人{chance.randrange(400)}",
        f"{chance.choice(REMARKS[1:])}（{number % 9000}）",
        "是" if chance.random() < 0.5 else "否",
    ]


def write(target, rows=ROWS):
    workbook = xlsxwriter.Workbook(target)
    workbook.set_properties({"created": datetime.datetime(2023, 8, 1)})
    sheet = workbook.add_worksheet("农户")
    money = workbook.add_format({"num_format": "#,##0.00"})
    date = workbook.add_format({"num_format": "yyyy-mm-dd"})
    styles = {8: money, 9: money, 10: money, 11: date, 12: date, 13: date}
    chance = random.Random(20230801)
    for number in range(rows):
        for column, value in enumerate(row(number, chance)):
            sheet.write(number, column, value, styles.get(column))
    workbook.close()


if __name__ == "__main__":
    write(sys.argv[1], *map(int, sys.argv[2:]))

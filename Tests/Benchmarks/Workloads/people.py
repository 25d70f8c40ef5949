"""Invented villages and households, as many as a benchmark wants. Nobody here exists.

The identity numbers begin with 411099, a county code that was never given out.
"""

import datetime
import random

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = (
    "建国 志强 海涛 长河 根生 福来 保田 树林 春生 永安 新民 广义 德胜 金柱 铁山 连喜 明远 立春 守业 全有 "
    "秀英 桂兰 玉梅 凤霞 春花 爱莲 红梅 素珍 巧云 慧敏 月娥 香菊 翠平 小燕 改枝 荣花 麦香 会玲 喜凤 青叶"
).split()
RELATIONS = ["配偶", "之子", "之女", "之父", "之母"]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FIRST = datetime.date(1940, 1, 1)


def identity(number, adult=True):
    """The identity number of the number-th person (GB 11643); none is given twice."""
    days = number * 7919 % (20_000 if adult else 27_000)
    order = number // (20_000 if adult else 27_000) * 2 + (0 if adult else 400)
    body = f"411099{FIRST + datetime.timedelta(days=days):%Y%m%d}{order % 1000 + 1:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


class Village:
    """A village of the township, with the households that it is asked about."""

    def __init__(self, number, households, first):
        self.code = f"4110991{number // 300 + 1:02d}{number % 300 + 200:03d}"
        self.name = f"第{number + 1}村"
        self.chance = random.Random(number)
        self.households = [self._household(first + index) for index in range(households)]

    def _household(self, number):
        chance = self.chance
        size = chance.randrange(1, 6)
        surname = chance.choice(SURNAMES)
        name = surname + chance.choice(GIVEN)
        card = identity(number)
        members = [(name, "户主", card)]
        for index in range(size - 1):
            members.append(
                (
                    chance.choice(SURNAMES) + chance.choice(GIVEN),
                    RELATIONS[index],
                    identity(number * 5 + index, adult=False),
                )
            )
        group = f"{number % 6 + 1}组"
        lifted = chance.random() < 0.3
        return {
            "code": f"411099{number:08d}",
            "name": name,
            "id": card,
            "phone": f"1{chance.choice('3578')}{chance.randrange(10**9):09d}",
            "group": group,
            "address": f"{self.name}{group}{number % 90 + 1}号",
            "type": "脱贫户" if lifted else "一般农户",
            "category": chance.choice(["", "脱贫不稳定户" if lifted else "边缘易致贫户"]),
            "size": size,
            "members": members,
        }


def villages(count, households):
    """Villages with the number of households that `households(index)` gives."""
    result, first = [], 1
    for number in range(count):
        village = Village(number, households(number), first)
        first += len(village.households)
        result.append(village)
    return result


UNIT_HEADINGS = ["代码", "名称", "乡镇", "县"]
HOUSEHOLD_HEADINGS = [
    "村代码", "户编号", "户主姓名", "证件类型", "户主证件号码", "联系电话", "村民小组", "家庭住址", "户类型",
    "监测对象类别", "家庭人口数",
]
MEMBER_HEADINGS = ["成员姓名", "与户主关系", "成员证件号码"]


def unit_row(village):
    return [village.code, village.name, "柳河镇", "建安区"]


def household_row(village, home):
    return [
        village.code, home["code"], home["name"], "居民身份证", home["id"], home["phone"],
        home["group"], home["address"], home["type"], home["category"], str(home["size"]),
    ]

import Findings
import FormDefinitions
import Spreadsheet

extension DateReader {
  // MARK: Questions

  static func doubt(_ doubt: TypedDate.Doubt, _ value: String) -> ValueRemark {
    let fix = LocalizedText("请写成 \(value) 这样的完整日期", en: "Write the whole date, like \(value).")
    switch doubt {
    case .twoDigitYear:
      return ValueRemark(
        "date.two-digit-year",
        .confirm,
        message: LocalizedText(
          "年份只写了两位，按 \(value) 记录",
          en: "The year has two digits; \(value) is taken."
        ),
        fix: fix,
        expected: value
      )
    case .order:
      return ValueRemark(
        "date.order",
        .confirm,
        message: LocalizedText(
          "不能确定哪个是月、哪个是日，按 \(value) 记录",
          en: "Month and day may be the other way round; \(value) is taken."
        ),
        fix: fix,
        expected: value
      )
    case .monthAndDay:
      return ValueRemark(
        "date.month-and-day",
        .confirm,
        message: LocalizedText(
          "只写了两个数，按 \(value) 记录",
          en: "Two numbers alone; \(value) is taken."
        ),
        fix: fix,
        expected: value
      )
    }
  }

  static func yearAssumed(_ value: String) -> ValueRemark {
    ValueRemark(
      "date.year-assumed",
      .confirm,
      message: LocalizedText(
        "没有写年份，按填报期的年份是 \(value)，还没有到",
        en: "Without a year; with the period's year it is \(value), which is yet to come."
      ),
      fix: LocalizedText("请写上年份", en: "Write the year."),
      expected: value
    )
  }

  static func october(_ month: CalendarMonth) -> ValueRemark {
    let october = CalendarMonth(year: month.year, month: 10)?.description
    return ValueRemark(
      "date.october",
      .confirm,
      message: LocalizedText(
        "单元格里是数字 \(month.year).1，可能是 1 月，也可能是 10 月（末尾的 0 被 Excel 去掉了），"
          + "按 \(month) 记录",
        en: "The number \(month.year).1 may mean January, or October without its zero; "
          + "\(month) is taken."
      ),
      fix: LocalizedText(
        "请写成“\(month)”或“\(october ?? "")”",
        en: "Write “\(month)” or “\(october ?? "")”."
      ),
      expected: month.description
    )
  }

  static func unlikely(_ date: CalendarDate) -> ValueRemark {
    ValueRemark(
      "date.unlikely",
      .confirm,
      message: LocalizedText(
        "单元格里是数字，换算成日期是 \(date)",
        en: "The cell holds a number, which as a date is \(date)."
      ),
      fix: LocalizedText("请核对，并写成 \(date) 这样的日期", en: "Check it and write it like \(date)."),
      expected: date.description
    )
  }

  // MARK: Errors

  func incomplete(_ typed: TypedDate) -> FieldReading {
    let lacks: (chinese: String, english: String) =
      switch (typed.year, typed.month, typed.day) {
      case (_, nil, nil): ("只写了年份", "Only the year is given.")
      case (_, nil, _): ("没有写月份", "The month is missing.")
      default: ("只写到月，没有写日", "The day is missing.")
      }
    let asked = field.type == .month ? "应写到年月" : "应写到年月日"
    return .fault(
      "date.incomplete",
      LocalizedText("\(asked)，这里\(lacks.chinese)", en: lacks.english),
      fix: LocalizedText("请写成 \(example) 的样子", en: "Write it like \(example).")
    )
  }

  func noYear(month: Int, day: Int?) -> FieldReading {
    let year = context.today.year
    let nearest =
      day.map { CalendarDate(year: year, month: month, day: $0)?.description }
      ?? CalendarMonth(year: year, month: month)?.description
    return .fault(
      "date.no-year",
      LocalizedText("没有写年份，也不知道填报期", en: "The year is missing and the period is unknown."),
      fix: LocalizedText("请写上年份", en: "Write the year."),
      expected: nearest
    )
  }

  /// A thirteenth month, or day and month exchanged.
  func impossible(_ typed: TypedDate, month: Int) -> FieldReading {
    var nearest: String?
    if let year = typed.year, let day = typed.day {
      nearest = CalendarDate(year: year, month: day, day: month)?.description
    }
    let hint = nearest.map { "，月和日可能写反了：\($0)" } ?? ""
    return .fault(
      "date.impossible",
      LocalizedText(
        "没有 \(month) 月\(hint)",
        en: "There is no month \(month)" + (nearest.map { "; perhaps \($0)." } ?? ".")
      ),
      fix: LocalizedText("请核对后改正", en: "Check and correct it."),
      expected: nearest
    )
  }

  static func noSuchDay(year: Int, month: Int, day: Int, lastDay: Int) -> FieldReading {
    let nearest = CalendarDate(year: year, month: month, day: max(1, min(day, lastDay)))
    let message =
      day < 1
      ? LocalizedText("没有 0 日", en: "There is no day 0.")
      : LocalizedText(
        "\(year)年\(month)月只有\(lastDay)天，没有 \(day) 日",
        en: "Month \(month) of \(year) has \(lastDay) days, not \(day)."
      )
    return .fault(
      "date.impossible",
      message,
      fix: LocalizedText("请核对后改正", en: "Check and correct it."),
      expected: nearest?.description
    )
  }

  static func oddYear(_ year: Int) -> FieldReading {
    .fault(
      "date.year-digits",
      LocalizedText("年份 \(year) 不对", en: "The year \(year) cannot be right."),
      fix: LocalizedText("请写 4 位的公历年份", en: "Write the year of the common era in 4 digits.")
    )
  }

  static func yearUnderDateFormat(
    _ year: Int,
    shown: CalendarDate,
    example: String
  ) -> FieldReading {
    .fault(
      "date.incomplete",
      LocalizedText(
        "这里只写了 \(year)，单元格是日期格式，所以显示成 \(shown)",
        en: "Only \(year) was typed; under the date format it shows as \(shown)."
      ),
      fix: LocalizedText("请写成 \(example) 的样子", en: "Write it like \(example).")
    )
  }

  static func outside(_ range: ClosedRange<CalendarDate>, type: FieldType) -> ValueRemark {
    switch type {
    case .month:
      outside("\(CalendarMonth(range.lowerBound))", "\(CalendarMonth(range.upperBound))")
    case .year: outside("\(range.lowerBound.year)", "\(range.upperBound.year)")
    default: outside("\(range.lowerBound)", "\(range.upperBound)")
    }
  }

  static func outside(_ first: String, _ last: String) -> ValueRemark {
    ValueRemark(
      "date.range",
      .error,
      message: LocalizedText(
        "应在 \(first)～\(last) 之间",
        en: "It must lie between \(first) and \(last)."
      ),
      fix: LocalizedText("请核对后改正", en: "Check and correct it."),
      expected: "\(first)～\(last)"
    )
  }

  static func explain(_ fault: DateFault, example: String) -> FieldReading {
    let fix = LocalizedText("请写成 \(example) 的样子", en: "Write it like \(example).")
    switch fault {
    case .several:
      return .fault(
        "date.several",
        LocalizedText("这里有两个日期或一段时间", en: "Two dates or a span of time stand here."),
        fix: LocalizedText("请只写一个日期，如 \(example)", en: "Write one date, like \(example).")
      )
    case .lunar:
      return .fault(
        "date.lunar",
        LocalizedText("这里写的是农历日期", en: "This is a day of the lunar calendar."),
        fix: LocalizedText("请换算成公历，如 \(example)", en: "Write the solar date, like \(example).")
      )
    case .yearDigits(let count):
      return .fault(
        "date.year-digits",
        LocalizedText("年份应为 4 位，这里是 \(count) 位", en: "A year has 4 digits, not \(count)."),
        fix: fix
      )
    case .unreadable:
      return .fault(
        "date.unreadable",
        LocalizedText("应填日期，这里不是日期", en: "A date is asked; this is none."),
        fix: fix
      )
    }
  }
}

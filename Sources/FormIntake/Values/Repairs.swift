import Findings

/// The certain repairs that were made to a typed text.
struct Repairs: OptionSet, Hashable, Sendable {
  let rawValue: Int

  static let fullWidth = Repairs(rawValue: 1 << 0)
  static let spaces = Repairs(rawValue: 1 << 1)
  static let lineBreaks = Repairs(rawValue: 1 << 2)
  static let invisible = Repairs(rawValue: 1 << 3)
  static let apostrophe = Repairs(rawValue: 1 << 4)
  static let caption = Repairs(rawValue: 1 << 5)
  static let hyphens = Repairs(rawValue: 1 << 6)
  static let countryCode = Repairs(rawValue: 1 << 7)
  static let lookAlikes = Repairs(rawValue: 1 << 8)
  static let separators = Repairs(rawValue: 1 << 9)
  static let unit = Repairs(rawValue: 1 << 10)
  static let middleDot = Repairs(rawValue: 1 << 11)
  static let numbering = Repairs(rawValue: 1 << 12)
  static let time = Repairs(rawValue: 1 << 13)
  static let serial = Repairs(rawValue: 1 << 14)
  static let periodYear = Repairs(rawValue: 1 << 15)
  static let dateFormat = Repairs(rawValue: 1 << 16)
  static let duplicates = Repairs(rawValue: 1 << 17)
  static let converted = Repairs(rawValue: 1 << 18)
  static let dayDropped = Repairs(rawValue: 1 << 19)
  static let storedAsNumber = Repairs(rawValue: 1 << 20)

  /// What each repair is called, in the order in which a note tells them.
  private static let phrases: [(repair: Repairs, chinese: String, english: String)] = [
    (.fullWidth, "全角字符已改为半角", "full-width characters became half-width"),
    (.spaces, "空格已去掉", "spaces were removed"),
    (.lineBreaks, "换行已去掉", "line breaks were removed"),
    (.invisible, "看不见的字符已去掉", "invisible characters were removed"),
    (.apostrophe, "引号已去掉", "quotation marks were removed"),
    (.caption, "说明文字已去掉", "the words around it were removed"),
    (.hyphens, "连字符、括号已去掉", "hyphens or brackets were removed"),
    (.countryCode, "国家代码 86 已去掉", "the country code 86 was removed"),
    (.lookAlikes, "形似数字的字符已改为数字", "characters that look like digits became digits"),
    (.separators, "千位分隔符已去掉", "thousands separators were removed"),
    (.unit, "单位已去掉", "the unit was removed"),
    (.middleDot, "间隔号已统一为“·”", "the middle dot became “·”"),
    (.numbering, "编号已去掉", "the item number was removed"),
    (.time, "时间部分已去掉", "the time of day was removed"),
    (.serial, "日期序号已换算成日期", "the serial number became a date"),
    (.periodYear, "年份取自填报期", "the year is that of the reporting period"),
    (.dateFormat, "单元格是日期格式，内容是数字", "the cell has a date format but holds a number"),
    (.duplicates, "重复的选项只记一次", "repeated items count once"),
    (.converted, "单位已换算", "the unit was converted"),
    (.storedAsNumber, "号码存成了数字，位数完整，已改为文本", "the number was no text, but all its digits are there"),
    (.dayDropped, "只取年月", "only year and month were taken"),
  ]

  /// The one note that tells all repairs, and what was read; empty if there is nothing to tell.
  func note(_ code: Finding.Code, readAs text: String? = nil) -> [ValueRemark] {
    var chinese: [String] = []
    var english: [String] = []
    for phrase in Self.phrases where contains(phrase.repair) {
      chinese.append(phrase.chinese)
      english.append(phrase.english)
    }
    if let text {
      chinese.append("按“\(text)”记录")
      english.append("read as “\(text)”")
    }
    guard !chinese.isEmpty else { return [] }
    let sentence = english.joined(separator: "; ")
    return [
      ValueRemark(
        code,
        .note,
        message: LocalizedText(
          chinese.joined(separator: "；"),
          en: sentence.prefix(1).uppercased() + sentence.dropFirst() + "."
        ),
        fix: .nothingToDo,
        expected: text
      )
    ]
  }
}

extension LocalizedText {
  /// The remedy of a note.
  static let nothingToDo = LocalizedText(
    "不用处理；与实际不符时再改",
    en: "Nothing to do, unless this is not what was meant."
  )
}

import FormDefinitions
import Foundation

/// Why a text is not one number.
enum NumberFault: Error, Hashable {
  /// Two bounds: `3-5千`, 三四百.
  case interval
  /// Several numbers side by side.
  case several
  /// A sum or product, with its result if it is a plain one.
  case expression(Decimal?)
  /// A comma that separates no thousands.
  case separator
  /// A space between digits that separates no thousands.
  case space
  /// Words behind the number.
  case extraText(String, number: Decimal)
  /// A unit that is not the field's.
  case unit(String, number: Decimal)
  /// More digits than any amount or count has.
  case tooLong(Int)
  /// No number at all.
  case unreadable
}

/// A number as people type it, with sign, separators, Chinese numerals, unit and words for "about".
struct TypedNumber {
  /// The number, in the field's unit.
  private(set) var number: Decimal = 0
  /// What was repaired.
  private(set) var repairs: Repairs
  /// Whether words such as 约 or 左右 stand by it.
  private(set) var isApproximate = false
  /// Whether the text is read in a usual way that is not the only one, as `1万2` is.
  private(set) var isUncertain = false
  /// Whether Chinese numerals or 万 were computed.
  private(set) var isComputed = false

  /// Whether 百分之 stands before the number.
  private(set) var isShare = false

  private var scalars: ArraySlice<Unicode.Scalar>
  private let unit: NumberUnit

  /// Parses a text.
  ///
  /// - Throws: the fault that tells a person most.
  init(_ text: TypedText, unit: NumberUnit) throws(NumberFault) {
    var text = text
    repairs = []
    scalars = []
    self.unit = unit
    try Self.removeSpaces(&text)
    Self.repairLookAlikes(&text)
    repairs = text.repairs
    scalars = text.scalars[...]
    try parse()
  }

  private mutating func parse() throws(NumberFault) {
    if let months = typedMonths() {
      number = months
      return
    }
    while dropPrefix(Self.captions) { repairs.insert(.caption) }
    while dropPrefix(Self.approximations) { isApproximate = true }
    if dropPrefix(Self.currencies) { repairs.insert(.unit) }
    let isNegative = dropPrefix(["-", "−", "–", "负"])
    if dropPrefix(Self.currencies) { repairs.insert(.unit) }
    isShare = dropPrefix(["百分之"])
    if scalars.first.map({ $0 == "几" || $0 == "数" }) ?? false,
      scalars.dropFirst().first.flatMap(ChineseNumeral.place) != nil
    {
      throw .interval
    }
    guard var amount = try amount() else { throw try textBeforeNumber() }
    if isShare {
      guard unit.contains("%") else { throw .unit("%", number: amount) }
      isComputed = true
    }
    if isNegative { amount = -amount }
    number = amount
    if dropPrefix(["多", "余", "几", "来"]) {
      isApproximate = true
      number *= places()
    }
    try finish()
  }

  /// The fault of a text that begins with words: `工资5000`.
  private mutating func textBeforeNumber() throws(NumberFault) -> NumberFault {
    guard let start = scalars.firstIndex(where: { $0.digit != nil }) else { return .unreadable }
    let words = String(scalars[..<start])
    scalars = scalars[start...]
    guard let number = try amount() else { return .unreadable }
    if !scalars.isEmpty, !unit.contains(String(scalars)) { return .unreadable }
    return .extraText(words, number: number)
  }

  // MARK: The digits

  /// A number with its places: `1.2万`, `1万2千`, 三十二.
  private mutating func amount() throws(NumberFault) -> Decimal? {
    guard let first = scalars.first else { return nil }
    var value: Decimal
    if first.digit != nil || (first == "." && scalars.dropFirst().first?.digit != nil) {
      value = try digits()
    } else if ChineseNumeral.contains(first) {
      let run = scalars.prefix { ChineseNumeral.contains($0) }
      scalars = scalars.dropFirst(run.count)
      isComputed = true
      switch ChineseNumeral.meaning(of: run) {
      case .number(let number)?: return number
      case .interval?: throw .interval
      case nil: throw .unreadable
      }
    } else {
      return nil
    }
    let place = places()
    guard place > 1 else { return value }
    value *= place
    guard let next = scalars.first, next.digit != nil || ChineseNumeral.digit(next) != nil else {
      return value
    }
    let before = scalars.count
    guard let rest = try amount() else { return value }
    let isSingleFigure = before - scalars.count == 1 && place >= 100 && rest > 0
    if isSingleFigure { isUncertain = true }
    let addend = isSingleFigure ? rest * place / 10 : rest
    guard addend < place else { throw .several }
    return value + addend
  }

  /// The product of the places that follow: 十, 百, 千, 万, 亿.
  private mutating func places() -> Decimal {
    var place: Decimal = 1
    while let next = scalars.first, let factor = placeFactor(next), place < 1_000_000_000_000 {
      place *= Decimal(factor)
      scalars = scalars.dropFirst()
      isComputed = true
    }
    return place
  }

  private func placeFactor(_ scalar: Unicode.Scalar) -> Int? {
    if scalar == "w" || scalar == "W" { return unit.isMoney || unit.words.isEmpty ? 10_000 : nil }
    // 千 in 千克 and 千米 belongs to the unit.
    if scalar == "千", unit.contains(String(scalars)) { return nil }
    return ChineseNumeral.place(scalar)
  }

  private mutating func digits() throws(NumberFault) -> Decimal {
    let run = scalars.prefix { $0.digit != nil || $0 == "," || $0 == "." }
    var token = run
    while let last = token.last, last.digit == nil { token = token.dropLast() }
    scalars = scalars.dropFirst(token.count)
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { throw .unreadable }
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    if groups.count > 1 {
      let areThousands = groups.dropFirst().allSatisfy { $0.count == 3 }
      guard areThousands, (1...3).contains(groups[0].count) else { throw .separator }
      repairs.insert(.separators)
    }
    if parts.count == 2, parts[1].contains(",") { throw .separator }
    var text = String(token.filter { $0 != "," })
    text += exponent()
    let count = text.utf8.count { $0 != UInt8(ascii: ".") }
    guard count <= 18, let exact = ExactNumber(text), let number = exact.decimal else {
      throw .tooLong(count)
    }
    guard exact.integerDigits <= 18 else { throw .tooLong(exact.integerDigits) }
    return number
  }

  /// The exponent of scientific notation, if one follows.
  private mutating func exponent() -> String {
    guard let first = scalars.first, first == "E" || first == "e" else { return "" }
    let rest = scalars.dropFirst()
    let sign = rest.prefix { $0 == "+" || $0 == "-" }
    let figures = rest.dropFirst(sign.count).prefix { $0.digit != nil }
    guard sign.count <= 1, (1...2).contains(figures.count) else { return "" }
    scalars = rest.dropFirst(sign.count + figures.count)
    isComputed = true
    return "E" + String(sign) + String(figures)
  }

  // MARK: Behind the digits

  private mutating func finish() throws(NumberFault) {
    if unit.isMoney { jiaoAndFen() }
    while dropSuffix(Self.approximateEndings) { isApproximate = true }
    let rest = String(scalars)
    if rest.isEmpty {
      if unit.factor > 1, isComputed {
        number /= Decimal(unit.factor)
        repairs.insert(.converted)
      }
      return
    }
    if unit.contains(rest) || (rest == "年" && unit.words.isEmpty) {
      repairs.insert(.unit)
      if unit.factor > 1 {
        number /= Decimal(unit.factor)
        repairs.insert(.converted)
      }
      return
    }
    if rest == "%" { throw .unit(rest, number: number) }
    try explain(rest)
  }

  private mutating func explain(_ rest: String) throws(NumberFault) {
    // In 3000元-5000元 the unit stands before the sign that tells.
    let words = unit.words.sorted { $0.unicodeScalars.count > $1.unicodeScalars.count }
    _ = dropPrefix(words)
    let following = scalars.dropFirst()
    let numberFollows =
      following.first.map { $0.digit != nil || ChineseNumeral.contains($0) } ?? false
    if let sign = scalars.first {
      switch sign {
      case "-", "~", "～", "至", "到", "—", "–", "―":
        if numberFollows { throw .interval }
      case "/", "、", ",", ";", "\n", "和":
        if numberFollows { throw .several }
      case "+", "*", "×", "x", "X", "÷", "=":
        throw .expression(result(sign: sign, following: following))
      default: break
      }
    }
    let isWord = rest.unicodeScalars.allSatisfy {
      ($0.isHan && !ChineseNumeral.contains($0)) || ($0.isLetterOrDigit && $0.digit == nil)
    }
    if isWord, rest.unicodeScalars.count <= 3 { throw .unit(rest, number: number) }
    throw .extraText(rest, number: number)
  }

  private func result(sign: Unicode.Scalar, following: ArraySlice<Unicode.Scalar>) -> Decimal? {
    guard let other = ExactNumber(String(following))?.decimal else { return nil }
    switch sign {
    case "+": return number + other
    case "*", "×", "x", "X": return number * other
    default: return nil
    }
  }

  /// 12元5角, 12块5: the parts of a yuan.
  private mutating func jiaoAndFen() {
    var rest = scalars
    guard let yuan = rest.first, yuan == "元" || yuan == "块" else { return }
    rest = rest.dropFirst()
    guard let jiao = rest.first?.digit else { return }
    rest = rest.dropFirst()
    var fen = 0
    if let word = rest.first, word == "角" || word == "毛" {
      rest = rest.dropFirst()
      if let figure = rest.first?.digit {
        fen = figure
        rest = rest.dropFirst()
        if rest.first == "分" { rest = rest.dropFirst() }
      }
    }
    guard rest.isEmpty else { return }
    number += Decimal(jiao) / 10 + Decimal(fen) / 100
    scalars = []
    isComputed = true
    repairs.insert(.unit)
  }

  /// Years and half months in a field that counts months: 半年, 1年3个月, 两个半月.
  private mutating func typedMonths() -> Decimal? {
    guard unit.isMonths, scalars.contains("年") || scalars.contains("半") else { return nil }
    let text = String(scalars)
    let figure = { (part: Substring) -> Decimal? in
      if part.isEmpty { return 0 }
      if let number = ExactNumber(part)?.decimal { return number }
      guard case .number(let number)? = ChineseNumeral.meaning(of: Array(part.unicodeScalars))
      else { return nil }
      return number
    }
    var months: Decimal = 0
    var rest = text[...]
    if rest == "全年" || rest == "整年" {
      months = 12
      rest = ""
    } else if rest == "半年" {
      months = 6
      rest = ""
    } else if let year = rest.firstIndex(of: "年") {
      guard let years = figure(rest[..<year]), years > 0, years <= 10 else { return nil }
      months = years * 12
      rest = rest[rest.index(after: year)...]
      if rest == "半" {
        months += 6
        rest = ""
      }
    }
    if !rest.isEmpty {
      let isHalf = rest.contains("半")
      let number = rest.prefix { $0 != "个" && $0 != "月" && $0 != "半" }
      let word = rest.dropFirst(number.count)
      guard ["个月", "月", "个半月", "半个月"].contains(word), let more = figure(number),
        more > 0 || word == "半个月"
      else { return nil }
      months += more + (isHalf ? Decimal(sign: .plus, exponent: -1, significand: 5) : 0)
    }
    repairs.insert(.converted)
    return months
  }

  // MARK: Words

  private mutating func dropPrefix(_ words: [String]) -> Bool {
    for word in words where scalars.starts(with: word.unicodeScalars) {
      scalars = scalars.dropFirst(word.unicodeScalars.count)
      return true
    }
    return false
  }

  private mutating func dropSuffix(_ words: [String]) -> Bool {
    for word in words where scalars.reversed().starts(with: word.unicodeScalars.reversed()) {
      scalars = scalars.dropLast(word.unicodeScalars.count)
      return true
    }
    return false
  }

  private static let captions = ["合计", "总计", "小计", "共计", "共有", "共", "计", "为", "有", ":"]
  private static let approximations = [
    "大约", "大概", "估计", "将近", "接近", "差不多", "约", "近", "超过", "不到", "不足", "至少", "最多",
    "≥", "≤", ">=", "<=", ">", "<", "≈", "〜",
  ]
  private static let approximateEndings = ["左右", "上下", "以上", "以下", "以内", "多", "余", "+"]
  private static let currencies = ["人民币", "RMB", "rmb", "¥", "￥"]

  // MARK: Before parsing

  /// Takes white space out, except where two numbers may stand side by side.
  private static func removeSpaces(_ text: inout TypedText) throws(NumberFault) {
    let scalars = text.scalars
    for (index, scalar) in scalars.enumerated() where scalar.isWhiteSpace {
      guard index > 0, scalars[index - 1].digit != nil else { continue }
      let rest = scalars[index...].drop { $0.isWhiteSpace }
      guard rest.first?.digit != nil else { continue }
      guard scalar != "\n" else { throw .several }
      guard rest.prefix(while: { $0.digit != nil }).count == 3 else { throw .space }
    }
    text.removeWhiteSpace()
    for index in text.scalars.indices where index > 0 && index + 1 < text.scalars.count {
      guard text.scalars[index] == "。" || text.scalars[index] == "·" else { continue }
      if text.scalars[index - 1].digit != nil, text.scalars[index + 1].digit != nil {
        text.scalars[index] = "."
        text.repairs.insert(.fullWidth)
      }
    }
  }

  /// Makes O and l digits where everything else is digits.
  private static func repairLookAlikes(_ text: inout TypedText) {
    var hasDigit = false
    var hasLookAlike = false
    for scalar in text.scalars {
      if scalar.digit != nil {
        hasDigit = true
      } else if scalar.lookAlikeDigit != nil {
        hasLookAlike = true
      } else if scalar != ".", scalar != "," {
        return
      }
    }
    guard hasDigit, hasLookAlike else { return }
    text.scalars = text.scalars.map { $0.lookAlikeDigit ?? $0 }
    text.repairs.insert(.lookAlikes)
  }
}

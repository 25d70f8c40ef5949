import FormDefinitions
import Foundation
import Spreadsheet

/// Why a text is no date.
enum DateFault: Error, Hashable {
  /// Two dates, or a span of time.
  case several
  /// A day of the lunar calendar.
  case lunar
  /// A year of another number of digits than four.
  case yearDigits(Int)
  /// Nothing that looks like a date.
  case unreadable
}

/// A date as people type it: the parts that it names, not yet checked against the calendar.
struct TypedDate {
  /// What else the text may mean.
  enum Doubt: Hashable {
    /// A year of two digits.
    case twoDigitYear
    /// Day before month or month before day.
    case order
    /// `8.20`: a day without a year, or a number.
    case monthAndDay
  }

  private(set) var year: Int?
  private(set) var month: Int?
  private(set) var day: Int?
  /// What was repaired.
  private(set) var repairs: Repairs
  /// What else the text may mean.
  private(set) var doubt: Doubt?
  /// Whether the text is in one of the usual forms, which need no note.
  private(set) var isUsual = true

  private struct Part {
    var value: Int
    var digits: Int
    /// The character behind the number, if any.
    var mark: Unicode.Scalar?
  }

  /// Parses a text; `century` tells which year two digits mean.
  init(_ text: TypedText, century: (Int) -> (year: Int, isCertain: Bool)) throws(DateFault) {
    repairs = text.repairs
    var scalars = text.scalars
    repairs.formUnion(Self.removeTime(&scalars))
    repairs.formUnion(Self.removePartOfMonth(&scalars))
    let parts = try Self.parts(scalars, repairs: &repairs, isUsual: &isUsual)
    let isMarked = parts.contains { $0.mark.map { "年月日号".unicodeScalars.contains($0) } ?? false }
    if isMarked {
      try assign(marked: parts, century: century)
    } else {
      try assign(unmarked: parts, century: century)
    }
  }

  // MARK: Numbers and marks

  private static func parts(
    _ scalars: [Unicode.Scalar],
    repairs: inout Repairs,
    isUsual: inout Bool
  ) throws(DateFault) -> [Part] {
    var parts: [Part] = []
    var rest = scalars[...]
    if rest.first == "'" || rest.first == "‘" || rest.first == "’" { rest = rest.dropFirst() }
    while let first = rest.first {
      if first.isWhiteSpace {
        rest = rest.dropFirst()
        continue
      }
      if first == "农" || first == "阴" || first == "腊" || first == "正" || first == "初" {
        throw .lunar
      }
      if first == "元", rest.dropFirst().first == "月" {
        parts.append(Part(value: 1, digits: 1, mark: "月"))
        rest = rest.dropFirst(2)
        isUsual = false
        continue
      }
      var run = rest.prefix { $0.digit != nil }
      if rest.dropFirst(run.count).first.map(isNumeral) ?? false {
        run = rest.prefix { isNumeral($0) || $0.digit != nil }
      }
      guard !run.isEmpty else {
        let anotherFollows = parts.count >= 2 && rest.contains { $0.digit != nil }
        throw anotherFollows ? .several : .unreadable
      }
      rest = rest.dropFirst(run.count)
      guard var part = try part(run, repairs: &repairs, isUsual: &isUsual) else {
        throw .unreadable
      }
      let spaces = rest.prefix { $0.isWhiteSpace }
      rest = rest.dropFirst(spaces.count)
      if let mark = rest.first, mark.digit == nil, !isNumeral(mark), mark != "元" {
        part.mark = try Self.mark(mark)
        if !"-/年月日".unicodeScalars.contains(mark) { isUsual = false }
        rest = rest.dropFirst().drop { $0 == mark }
        if mark == "月" || mark == "年" {
          rest = rest.drop { $0 == "-" || $0 == "." || $0 == "份" }
        }
      } else if !spaces.isEmpty {
        part.mark = " "
        isUsual = false
      }
      if !spaces.isEmpty { isUsual = false }
      parts.append(part)
      guard parts.count <= 6 else { throw .several }
    }
    return parts
  }

  private static func part(
    _ run: ArraySlice<Unicode.Scalar>,
    repairs: inout Repairs,
    isUsual: inout Bool
  ) throws(DateFault) -> Part? {
    if run.allSatisfy({ $0.digit != nil }) {
      guard run.count <= 14 else { return nil }
      let value = run.reduce(0) { $0 * 10 + ($1.digit ?? 0) }
      return Part(value: value, digits: run.count)
    }
    isUsual = false
    let figures = run.compactMap { scalar -> Int? in
      if let digit = scalar.digit ?? ChineseNumeral.digit(scalar) { return digit }
      guard let lookAlike = scalar.lookAlikeDigit else { return nil }
      repairs.insert(.lookAlikes)
      return lookAlike.digit
    }
    if figures.count == run.count {
      guard run.count <= 8 else { return nil }
      return Part(value: figures.reduce(0) { $0 * 10 + $1 }, digits: run.count)
    }
    guard case .number(let number)? = ChineseNumeral.meaning(of: run),
      let value = Int(number.description), value <= 99
    else { return nil }
    return Part(value: value, digits: value < 10 ? 1 : 2)
  }

  private static func isNumeral(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "O" || scalar == "o" || scalar == "l" || scalar == "I" { return true }
    return ChineseNumeral.digit(scalar) != nil || "十拾廿卅".unicodeScalars.contains(scalar)
  }

  private static func mark(_ scalar: Unicode.Scalar) throws(DateFault) -> Unicode.Scalar {
    switch scalar {
    case "年", "月", "日", "号", "-", "/", ".": return scalar
    case "。", "·", ",", "、", "．": return "."
    case "—", "–", "−", "_": return "-"
    case "\\", "|": return "/"
    case "~", "～", "至", "到": throw .several
    default: throw .unreadable
    }
  }

  /// Cuts the time of day and the day of the week off.
  private static func removeTime(_ scalars: inout [Unicode.Scalar]) -> Repairs {
    for words in ["星期", "周", "(星期", "(周"] {
      guard scalars.count > words.unicodeScalars.count + 5 else { continue }
      let end = scalars.suffix(words.unicodeScalars.count + (words.hasPrefix("(") ? 2 : 1))
      if end.starts(with: words.unicodeScalars) {
        scalars.removeLast(end.count)
        return [.caption]
      }
    }
    guard scalars.contains(where: { $0 == ":" || $0 == "时" || $0 == "点" || $0 == "T" }) else {
      return []
    }
    let start =
      scalars.firstIndex { $0.isWhiteSpace || $0 == "T" || $0 == "上" || $0 == "下" }
      ?? scalars.firstIndex { $0 == "日" || $0 == "号" }.map { $0 + 1 }
    guard let start, start > 0 else { return [] }
    let allowed = "0123456789:.时点分秒上下午AMPMampZT+".unicodeScalars
    guard scalars[start...].allSatisfy({ $0.isWhiteSpace || allowed.contains($0) }),
      scalars[start...].contains(where: { $0.digit != nil })
    else { return [] }
    scalars.removeSubrange(start...)
    return [.time]
  }

  /// Cuts 底 off 8月底, and 上旬: they name no day.
  private static func removePartOfMonth(_ scalars: inout [Unicode.Scalar]) -> Repairs {
    for words in ["底", "初", "中", "末", "上旬", "中旬", "下旬"] {
      let count = words.unicodeScalars.count
      guard scalars.count > count + 1, scalars.suffix(count).elementsEqual(words.unicodeScalars),
        scalars[scalars.count - count - 1] == "月"
      else { continue }
      scalars.removeLast(count)
      return .caption
    }
    return []
  }

  // MARK: Which number is which

  private mutating func assign(
    marked parts: [Part],
    century: (Int) -> (year: Int, isCertain: Bool)
  ) throws(DateFault) {
    guard parts.count <= 3 else { throw .several }
    for (index, part) in parts.enumerated() {
      switch part.mark {
      case "年": try set(year: part, century: century)
      case "月":
        guard month == nil else { throw .several }
        month = part.value
      case "日", "号":
        guard day == nil else { throw .several }
        day = part.value
      default:
        let next = index + 1 < parts.count ? parts[index + 1].mark : nil
        if index == 0, next == "月" || parts.count == 3 {
          try set(year: part, century: century)
        } else if month == nil {
          month = part.value
        } else {
          guard day == nil else { throw .several }
          day = part.value
        }
      }
    }
  }

  private mutating func assign(
    unmarked parts: [Part],
    century: (Int) -> (year: Int, isCertain: Bool)
  ) throws(DateFault) {
    switch parts.count {
    case 1: try assign(run: parts[0], century: century)
    case 2:
      let (first, second) = (parts[0], parts[1])
      if second.value == 0, first.digits >= 4, first.mark == "." {
        try assign(run: first, century: century)  // 19620501.0, as programs write it
        isUsual = false
      } else if first.digits >= 3 {
        try set(year: first, century: century)
        month = second.value
      } else if second.digits == 4 {
        try set(year: second, century: century)
        month = first.value
        isUsual = false
      } else if first.value > 12 {
        try set(year: first, century: century)
        month = second.value
      } else {
        (month, day) = (first.value, second.value)
        doubt = .monthAndDay
      }
    case 3: try assign(three: parts, century: century)
    case 0: throw .unreadable
    default: throw .several
    }
  }

  private mutating func assign(
    three parts: [Part],
    century: (Int) -> (year: Int, isCertain: Bool)
  ) throws(DateFault) {
    let (first, second, third) = (parts[0], parts[1], parts[2])
    guard third.digits == 4, first.digits <= 2 else {
      guard first.digits > 1 else { throw .yearDigits(1) }
      try set(year: first, century: century)
      (month, day) = (second.value, third.value)
      return
    }
    try set(year: third, century: century)
    isUsual = false
    if first.value > 12 {
      (month, day) = (second.value, first.value)
    } else {
      (month, day) = (first.value, second.value)
      if second.value <= 12, second.value != first.value { doubt = .order }
    }
  }

  /// A run of digits without any separator.
  private mutating func assign(
    run part: Part,
    century: (Int) -> (year: Int, isCertain: Bool)
  ) throws(DateFault) {
    isUsual = false
    switch part.digits {
    case 14:
      (year, month, day) = Self.split(part.value / 1_000_000)
      repairs.insert(.time)
    case 8: (year, month, day) = Self.split(part.value)
    case 6:
      let (high, low) = part.value.quotientAndRemainder(dividingBy: 100)
      if (1900...2100).contains(high), (1...12).contains(low) {
        (year, month) = (high, low)
      } else {
        let two = Part(value: part.value / 10_000, digits: 2)
        try set(year: two, century: century)
        (month, day) = (part.value / 100 % 100, part.value % 100)
        doubt = .twoDigitYear
      }
    case 5 where (20_000...60_000).contains(part.value):
      guard let date = SerialDate(Double(part.value)).date else { throw .unreadable }
      (year, month, day) = (date.year, date.month, date.day)
      repairs.insert(.serial)
    case 4: year = part.value
    default: throw .unreadable
    }
  }

  private static func split(_ digits: Int) -> (Int, Int, Int) {
    (digits / 10_000, digits / 100 % 100, digits % 100)
  }

  private mutating func set(
    year part: Part,
    century: (Int) -> (year: Int, isCertain: Bool)
  ) throws(DateFault) {
    guard year == nil else { throw .several }
    guard part.digits == 4 || part.digits == 2 else { throw .yearDigits(part.digits) }
    guard part.digits == 2 else {
      year = part.value
      return
    }
    let (full, isCertain) = century(part.value)
    year = full
    isUsual = false
    if !isCertain { doubt = .twoDigitYear }
  }
}

import FormDefinitions
import Foundation
import Spreadsheet

/// Makes up values for the fields of a form, most of them near those at which its rules turn.
struct CandidateValues {
  let form: FormDefinition
  let today: CalendarDate
  var random: SeededGenerator
  private var persons = 0

  init(form: FormDefinition, today: CalendarDate, seed: Int) {
    self.form = form
    self.today = today
    random = SeededGenerator(seed: seed)
  }

  /// The value that the definition gives as an example, or another one that is plainly right.
  mutating func standard(_ field: FieldDefinition) -> FieldValue {
    if let example = field.example.flatMap({ Self.value($0, field, form) }) { return example }
    return candidates(field).first ?? .text("甲")
  }

  /// Values to try, all of the field's type and within its bounds.
  mutating func candidates(_ field: FieldDefinition) -> [FieldValue] {
    switch field.type {
    case .text, .signature:
      return texts(field).map { .text($0) }
    case .integer, .decimal, .money, .percent:
      let plain: [Decimal] =
        field.type == .money
        ? [0, 1, 50, 100, 3000, 8000, 20_000, 100_000, 500_000]
        : field.type == .percent ? [0, 5, 50, 100] : [0, 1, 2, 3, 4, 6, 8, 12]
      let bounds = [field.range?.minimum, field.range?.maximum].compactMap(\.self)
      return (plain + bounds).filter { field.range?.contains($0) ?? ($0 >= 0) }
        .map { .number($0) }
    case .year: return [.number(Decimal(today.year)), .number(Decimal(today.year - 1))]
    case .date:
      // Some rules look decades ahead, as at the term of a lease.
      let days = [-1, 0, -20, -400, 1, 40, 8000].compactMap {
        CalendarDate(daysSinceEpoch: today.daysSinceEpoch + $0)
      }
      return days.filter { field.dates?.contains($0) ?? true }.map { .date($0) }
    case .month:
      return [0, -31, -62, 31].compactMap {
        CalendarDate(daysSinceEpoch: today.daysSinceEpoch + $0)
      }.map { .month(CalendarMonth($0)) }
    case .yesNo: return [.boolean(true), .boolean(false)]
    case .choice: return (form.codeList(of: field)?.codes ?? []).map { .choice($0.label) }
    case .choices:
      guard let list = form.codeList(of: field) else { return [] }
      let plain = list.codes.map(\.label).filter { !list.exclusive.contains($0) }
      return list.codes.map { .choices([$0.label]) }
        + (2...8).filter { $0 <= plain.count }.map { .choices(Array(plain.prefix($0))) }
    case .identityNumber:
      let ages = [0, 1, 3, 5, 6, 7, 12, 14, 15, 16, 17, 18, 25, 40, 59, 60, 61, 75, 90]
      return (0..<6).map { index in
        let age = ages[random.int(0...ages.count - 1)]
        let number = identityNumber(age: age, isMale: index % 2 == 0)
        return .text(index == 5 ? "\(number)\(random.int(1...7))\(random.int(1...4))" : number)
      }
    case .mobileNumber:
      return [.text("13800138000"), .text("139\(random.int(10_000_000...99_999_999))")]
    case .divisionCode: return [.text("411003102201"), .text("411003102202")]
    case .creditCode:
      let body = "91411003MA3X\(random.int(10_000...99_999))"
      return [.text(body + (CreditCode.checkCharacter(of: body).map { String($0) } ?? ""))]
    }
  }

  private func texts(_ field: FieldDefinition) -> [String] {
    let words = ["张三", "李四", "甲乙"] + [field.example].compactMap(\.self)
    guard field.pattern != nil else {
      return words.map { String($0.prefix(field.maximumLength ?? 100)) }
    }
    // One more and one fewer character, where the pattern allows it.
    let example = field.example ?? ""
    let pattern = field.pattern.flatMap { try? NSRegularExpression(pattern: "\\A(?:\($0))\\z") }
    return [example, String(example.dropLast()), example + example.suffix(1)].filter { text in
      let range = NSRange(text.startIndex..., in: text)
      return pattern?.firstMatch(in: text, range: range) != nil
        && text.count <= field.maximumLength ?? .max
    }
  }

  /// An identity number of somebody of an age, of whom there is no other.
  mutating func identityNumber(age: Int, isMale: Bool) -> String {
    while true {
      persons += 1
      let born = today.year - age
      let month = age == 0 ? 1 : random.int(1...12)
      let day = age == 0 ? 1 : random.int(1...28)
      let number = persons % 90 + 10
      let body =
        "4110\(String(format: "%02d", 1 + persons / 90 % 20))"
        + String(format: "%04d%02d%02d", born, month, day)
        + "\(number)\(2 * random.int(0...4) + (isMale ? 1 : 0))"
      // A number that ends in 000 looks as if Excel had cut it.
      if let check = IdentityNumber.checkCharacter(of: body), !"\(body)\(check)".hasSuffix("000") {
        return "\(body)\(check)"
      }
    }
  }

  /// A field's value written as a person writes it; `nil` for what is none.
  static func value(
    _ text: String,
    _ field: FieldDefinition,
    _ form: FormDefinition
  ) -> FieldValue? {
    switch field.type {
    case .text, .signature, .identityNumber, .mobileNumber, .divisionCode, .creditCode: .text(text)
    case .integer, .decimal, .money, .percent, .year: Decimal(string: text).map { .number($0) }
    case .date: CalendarDate(iso: text).map { .date($0) }
    case .month: CalendarMonth(iso: text).map { .month($0) }
    case .yesNo: text == "是" ? .boolean(true) : text == "否" ? .boolean(false) : nil
    case .choice:
      form.codeList(of: field)?.codes.contains { $0.label == text } ?? false ? .choice(text) : nil
    case .choices:
      .choices(text.split(separator: "、").map(String.init))
    }
  }

  /// The values at which a rule turns, and their neighbours, as values of a field.
  func neighbours(_ value: RuleValue, _ field: FieldDefinition) -> [FieldValue] {
    switch (value, field.type) {
    case (.number(let number), .integer), (.number(let number), .year):
      return [number, number + 1, number - 1].filter(isAllowed(field)).map { .number($0) }
    case (.number(let number), .decimal), (.number(let number), .money),
      (.number(let number), .percent):
      let step = Decimal(sign: .plus, exponent: -2, significand: 1)
      return [number, number + step, number - step, number + 2 * step].map(Self.cents)
        .filter(isAllowed(field)).map { .number($0) }
    case (.text(let text), .choice): return [.choice(text)]
    case (.text(let text), .choices): return [.choices([text])]
    case (.text(let text), .text): return [.text(text)]
    case (.text(let text), .identityNumber): return [.text(text)]
    case (.boolean(let truth), .yesNo): return [.boolean(truth)]
    case (.date(let date), .date):
      return [0, 1, -1].compactMap { CalendarDate(daysSinceEpoch: date.daysSinceEpoch + $0) }
        .filter { field.dates?.contains($0) ?? true }.map { .date($0) }
    case (.month(let month), .month):
      guard let first = CalendarDate(year: month.year, month: month.month, day: 1) else {
        return []
      }
      return [0, 31, -1].compactMap { CalendarDate(daysSinceEpoch: first.daysSinceEpoch + $0) }
        .map { .month(CalendarMonth($0)) }
    default: return []
    }
  }

  private func isAllowed(_ field: FieldDefinition) -> (Decimal) -> Bool {
    { number in
      guard field.type != .integer || number == Self.rounded(number, 0) else { return false }
      return field.range?.contains(number) ?? (number >= 0)
    }
  }

  private static func cents(_ number: Decimal) -> Decimal { rounded(number, 2) }

  private static func rounded(_ number: Decimal, _ places: Int) -> Decimal {
    var (number, result) = (number, Decimal())
    NSDecimalRound(&result, &number, places, .plain)
    return result
  }
}

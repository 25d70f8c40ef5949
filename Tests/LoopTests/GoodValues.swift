import FormDefinitions
import FormLayout
import FormProof
import Foundation
import Spreadsheet

/// Makes up values that every check of a field accepts.
struct GoodValues {
  let form: FormDefinition
  var random: SeededGenerator
  private var persons: Set<String> = []
  private var texts = 0

  init(form: FormDefinition, seed: Int) {
    self.form = form
    random = SeededGenerator(seed: seed)
  }

  /// A record with everything that is required, and some of what is not.
  mutating func record(rows most: Int = 9) -> PrefilledRecord {
    var record = PrefilledRecord(values: values(of: form.fields))
    if case .number(let part) = record.values["part"] {
      record.values["total"] = .number(part * 3)
    }
    for table in form.tables {
      if table.isPreset {
        record.tables[table.id] = table.presetRows.map { row in
          values(of: table.fields.filter { !$0.isPreset })
            .merging(row.values) { _, printed in printed }
        }
      } else {
        record.tables[table.id] = (0..<random.int(0...most)).map { _ in values(of: table.fields) }
      }
    }
    return record
  }

  private mutating func values(of fields: [FieldDefinition]) -> [String: FieldValue] {
    var values: [String: FieldValue] = [:]
    for field in fields where field.type != .signature && field.computed == nil {
      let isRequired = field.requirement == .always
      guard isRequired || random.once(in: 2), form.unitParts[field.id] == nil else { continue }
      values[field.id] = value(of: field, beside: values)
    }
    return values
  }

  private mutating func value(
    of field: FieldDefinition,
    beside values: [String: FieldValue]
  ) -> FieldValue {
    switch field.type {
    case .text, .signature: .text(text(field))
    case .integer: .number(number(field, places: 0))
    case .decimal: .number(number(field, places: 2))
    case .money: .number(number(field, places: 2))
    // A share up to 1 may be a fraction of 1: the reader asks.
    case .percent: .number(Decimal(random.int(11...1040)) / 10)
    case .year: .number(Decimal(random.int(1950...2023)))
    case .date: .date(date(in: field.dates))
    case .month: .month(CalendarMonth(date(in: nil)))
    case .yesNo: .boolean(random.once(in: 2))
    case .choice: choice(field, beside: values)
    case .choices: choices(field)
    case .identityNumber: .text(identityNumber())
    case .mobileNumber: .text("13\(digits(9))")
    case .divisionCode: .text("4110031022\(digits(1))1")
    case .creditCode: .text(creditCode())
    }
  }

  private mutating func digits(_ count: Int) -> String {
    (0..<count).map { _ in String(random.int(0...9)) }.joined()
  }

  private mutating func text(_ field: FieldDefinition) -> String {
    if field.pattern != nil {
      return (0..<4).map { _ in String(random.one(of: Array("0123456789ABCDEFXYZ"))) }.joined()
    }
    let words = ["张", "王", "李", "村", "东头", "B-7", "（甲）", "&", "<三>", "\"引\"", "𠮷", "，", "甲 乙"]
    let most = field.maximumLength ?? 40
    texts += 1
    var text = "文\(texts)"
    for _ in 0..<random.int(0...6) {
      let longer = text + random.one(of: words)
      if longer.count <= most { text = longer }
    }
    return String(text.prefix(most))
  }

  private mutating func number(_ field: FieldDefinition, places: Int) -> Decimal {
    let scale = places == 0 ? 1 : places == 1 ? 10 : 100
    func scaled(_ bound: Decimal?, _ standard: Int) -> Int {
      ((bound.map { $0 * Decimal(scale) } ?? Decimal(standard * scale)) as NSDecimalNumber).intValue
    }
    let low = scaled(field.range?.minimum, 0)
    let high = max(low, scaled(field.range?.maximum, 99_999))
    return Decimal(random.int(low...high)) / Decimal(scale)
  }

  private mutating func date(in range: ClosedRange<CalendarDate>?) -> CalendarDate {
    let first = range?.lowerBound.daysSinceEpoch ?? -7000
    let last = range?.upperBound.daysSinceEpoch ?? 19_000
    return CalendarDate(daysSinceEpoch: random.int(first...last)) ?? .epoch
  }

  private mutating func choice(
    _ field: FieldDefinition,
    beside values: [String: FieldValue]
  ) -> FieldValue {
    var codes = form.codeList(of: field)?.codes ?? []
    if let parent = field.dependsOn.flatMap({ values[$0]?.description }) {
      codes = codes.filter { $0.parents.isEmpty || $0.parents.contains(parent) }
    }
    return .choice(random.one(of: codes).label)
  }

  private mutating func choices(_ field: FieldDefinition) -> FieldValue {
    guard let list = form.codeList(of: field) else { return .choices([]) }
    if let alone = list.exclusive.first, random.once(in: 3) { return .choices([alone]) }
    let codes = list.codes.map(\.label).filter { !list.exclusive.contains($0) }
    let some = codes.filter { _ in random.once(in: 2) }
    return .choices(some.isEmpty ? [codes[0]] : some)
  }

  private mutating func identityNumber() -> String {
    while true {
      let born = date(in: nil).description.filter { $0 != "-" }
      let area = random.one(of: ["110101", "411003", "320706", "410581"])
      let body = "\(area)\(born)\(digits(3))"
      guard let check = IdentityNumber.checkCharacter(of: body) else { continue }
      let number = body + String(check)
      // A number that ends in 000 looks as if Excel had cut it.
      if !number.hasSuffix("000"), persons.insert(number).inserted { return number }
    }
  }

  private mutating func creditCode() -> String {
    let body = "91411003\(digits(9))"
    return body + (CreditCode.checkCharacter(of: body).map { String($0) } ?? "")
  }
}

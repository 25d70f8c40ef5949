import Findings
import FormDefinitions
import Foundation
import Spreadsheet

/// Reads integers, decimals, amounts of money and percentages.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `number.repaired` | note | characters, separators, unit or numerals were repaired |
/// | `number.approximate` | confirm | words such as 约 stand by the number |
/// | `number.uncertain` | confirm | `1万2`: 12000 in speech, 10002 in digits |
/// | `number.none-or-zero` | error | 无, or a dash for money: zero or not filled in? |
/// | `number.interval` | error | two bounds instead of a number |
/// | `number.several` | error | several numbers |
/// | `number.expression` | error | a sum that nobody calculated |
/// | `number.separator` | error | a comma or space in a place where it separates no thousands |
/// | `number.extra-text` | error | words beside the number |
/// | `number.unit` | error | another unit than the field's |
/// | `number.too-long` | error | more digits than an amount has: an identity number? |
/// | `number.date` | error | Excel made a date of what was typed |
/// | `number.unreadable` | error | no number |
/// | `number.fraction` | error | a fraction where a whole number is asked |
/// | `number.negative` | error | below zero, and the field has no range that allows it |
/// | `number.range` | error | outside the field's range |
/// | `money.rounded` | note, warning | more than two decimals |
/// | `percent.fraction` | confirm | at most 1: a share or per cent? |
struct NumberReader: TypeReader {
  private let field: FieldDefinition
  private let unit: NumberUnit
  let strokes: Set<String>

  init(field: FieldDefinition) {
    self.field = field
    switch field.type {
    case .percent: unit = NumberUnit("%")
    case .money: unit = NumberUnit(field.unit ?? "元")
    default: unit = NumberUnit(field.unit)
    }
    strokes = field.type == .money ? Stroke.slashes : Stroke.lines
  }

  func read(text: String) -> FieldReading {
    if text.utf8.count <= 15, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      let number = ExactNumber(text)?.decimal
    {
      return check(number, [], isTyped: true)
    }
    let typed = TypedText(text)
    let mark = String(typed.scalars.filter { !$0.isWhiteSpace })
    if Stroke.words.contains(mark) || Stroke.dashes.contains(mark) { return noneOrZero(mark) }
    do {
      let parsed = try TypedNumber(typed, unit: unit)
      let isPlain = parsed.repairs.isEmpty && !parsed.isComputed
      var remarks =
        isPlain
        ? [] : parsed.repairs.note("number.repaired", readAs: parsed.number.description)
      if parsed.isApproximate {
        remarks.append(Self.approximate(parsed.number))
      } else if parsed.isUncertain {
        remarks.append(Self.uncertain(parsed.number))
      }
      var reading = check(
        parsed.number,
        remarks,
        isTyped: true,
        namesUnit: parsed.repairs.contains(.unit) || parsed.isShare
      )
      // The question says what was read; a note beside it would say it twice.
      if reading.remarks.contains(where: { $0.code == "number.approximate" }) {
        reading.remarks.removeAll { $0.code == "number.repaired" }
      }
      return reading
    } catch {
      return Self.explain(error, unit: unitName)
    }
  }

  /// The unit as messages name it.
  private var unitName: String? {
    switch field.type {
    case .money: field.unit ?? "元"
    case .percent: "%"
    default: field.unit
    }
  }

  func read(number: CellNumber) -> FieldReading {
    guard !number.mayHaveLostDigits, let exact = ExactNumber(number), let decimal = exact.decimal
    else { return Self.explain(.tooLong(16), unit: unitName) }
    return check(decimal, [], isTyped: false)
  }

  func read(date: SerialDate) -> FieldReading {
    // Whoever types 4 into a cell with a date format sees 1900-01-04: nobody meant that day.
    if date.serial < 400, let number = ExactNumber(CellNumber(date.serial))?.decimal {
      let note = Repairs.dateFormat.note("number.repaired", readAs: number.description)
      return check(number, note, isTyped: false)
    }
    return .fault(
      "number.date",
      LocalizedText(
        "Excel 把这里的内容当成了日期 \(date)，原来写的可能是“月-日”样子的数",
        en: "Excel took this for the date \(date)."
      ),
      fix: LocalizedText(
        "先把单元格格式设为“常规”，再重新填写数字",
        en: "Set the cell's format to General, then type the number again."
      )
    )
  }

  func read(boolean: Bool) -> FieldReading { Self.explain(.unreadable, unit: unitName) }

  // MARK: The number under the field

  private func check(
    _ number: Decimal,
    _ remarks: [ValueRemark],
    isTyped: Bool,
    namesUnit: Bool = false
  ) -> FieldReading {
    var number = number
    var remarks = remarks
    if field.type == .integer, number != number.rounded(scale: 0) {
      let nearest = number.rounded(scale: 0).description
      return .fault(
        "number.fraction",
        LocalizedText("应为整数，这里是 \(number)", en: "A whole number is asked; this is \(number)."),
        fix: LocalizedText("请填写整数", en: "Write a whole number."),
        expected: nearest
      )
    }
    if field.type == .money, number != number.rounded(scale: 2) {
      let rounded = number.rounded(scale: 2)
      remarks.append(Self.roundedMoney(rounded, isCertain: !isTyped && abs(number) >= 100))
      number = rounded
    }
    if let range = field.range {
      if !range.contains(number) { remarks.append(outside(range, number)) }
    } else if number < 0 {
      remarks.append(Self.negative(number))
    }
    if field.type == .percent, !namesUnit, number > 0, number <= 1,
      !remarks.contains(where: { $0.severity >= .confirm })
    {
      remarks.append(Self.shareOrPercent(number))
    }
    if remarks.contains(where: { $0.severity == .error }) {
      remarks.removeAll { $0.severity == .confirm }
    }
    return .value(.number(number), remarks)
  }

  private func outside(_ range: NumberRange, _ number: Decimal) -> ValueRemark {
    let unit = field.unit.map { " \($0)" } ?? ""
    let gap = unit.isEmpty ? " " : ""
    let demand: (chinese: String, english: String) =
      switch (range.minimum, range.maximum) {
      case (let minimum?, let maximum?):
        ("应在 \(minimum)～\(maximum)\(unit)\(gap)之间", "between \(minimum) and \(maximum)")
      case (let minimum?, nil): ("不能小于 \(minimum)\(unit)", "not less than \(minimum)")
      case (nil, let maximum?): ("不能大于 \(maximum)\(unit)", "not more than \(maximum)")
      case (nil, nil): ("不在允许的范围内", "in range")
      }
    let nearest = range.minimum.flatMap { number < $0 ? $0 : nil } ?? range.maximum
    return ValueRemark(
      "number.range",
      .error,
      message: LocalizedText(
        "\(demand.chinese)，这里是 \(number)",
        en: "It must be \(demand.english); this is \(number)."
      ),
      fix: LocalizedText("请核对后改正，并注意单位", en: "Check and correct it; mind the unit."),
      expected: nearest?.description
    )
  }
}

extension Decimal {
  /// The number with a number of decimals, halves away from zero.
  func rounded(scale: Int) -> Decimal {
    var source = self
    var result = Decimal()
    NSDecimalRound(&result, &source, scale, .plain)
    return result
  }
}

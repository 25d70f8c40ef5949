import Findings
import FormDefinitions
import Spreadsheet

/// Reads mobile telephone numbers; where the label does not ask for a mobile, a landline passes.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `mobile-number.repaired` | note | spaces, hyphens, +86, full-width digits … |
/// | `mobile-number.remark-dropped` | warning | words beside the number are not recorded |
/// | `mobile-number.landline` | warning, error | a landline; an error where the label says 手机 |
/// | `mobile-number.several` | error | two numbers in a cell |
/// | `mobile-number.character` | error | words or other characters |
/// | `mobile-number.length` | error | another number of digits than 11 |
/// | `mobile-number.prefix` | error | does not begin with 13 to 19 |
struct MobileNumberReader: TypeReader {
  let strokes = Stroke.all
  private let mustBeMobile: Bool

  init(field: FieldDefinition) { mustBeMobile = field.label.contains("手机") }

  func read(text: String) -> FieldReading {
    if let number = try? MobileNumber(text) { return .value(.text(number.text)) }
    var typed = TypedIdentifier(text)
    typed.remove(.hyphens) { $0 == "(" || $0 == ")" }
    typed.removeCountryCode()
    if let several = several(typed) { return several }
    var digits = typed.text
    var repairs = typed.repairs
    if let repaired = typed.withLookAlikesRepaired, (try? MobileNumber(repaired)) != nil {
      digits = repaired
      repairs.insert(.lookAlikes)
    }
    do {
      let number = try MobileNumber(digits)
      return .value(.text(number.text), repairs.note("mobile-number.repaired"))
    } catch {
      if let landline = landline(digits) { return landline }
      if let only = typed.onlyNumber(length: 11...11), let number = try? MobileNumber(only.number) {
        return .value(
          .text(number.text),
          typed.repairs.note("mobile-number.repaired") + [Self.remarkDropped(only.words)]
        )
      }
      return explain(error, digits)
    }
  }

  func read(number: CellNumber) -> FieldReading {
    guard let exact = ExactNumber(number), exact.integer != nil else {
      return explain(.character, number.rawText)
    }
    return read(text: exact.description)
  }

  func read(date: SerialDate) -> FieldReading { explain(.character, date.description) }

  func read(boolean: Bool) -> FieldReading { explain(.character, "") }

  private static func remarkDropped(_ words: String) -> ValueRemark {
    ValueRemark(
      "mobile-number.remark-dropped",
      .warning,
      message: LocalizedText(
        "只记录号码，另外写的“\(ChoiceReader.short(words))”没有记录",
        en: "The number was recorded, “\(ChoiceReader.short(words))” beside it was not."
      ),
      fix: LocalizedText("这一格请只填号码", en: "Write the number alone into this cell.")
    )
  }

  private func several(_ typed: TypedIdentifier) -> FieldReading? {
    let numbers = typed.runs.filter { run in
      run.utf8.count >= 7 && run.unicodeScalars.count { $0.digit != nil } >= 7
    }
    let digits = typed.text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let isPair = digits && typed.text.utf8.count == 22
    guard numbers.count > 1 || isPair else { return nil }
    let first = isPair ? String(typed.text.prefix(11)) : numbers[0]
    return .fault(
      "mobile-number.several",
      LocalizedText("一个单元格里有几个电话号码", en: "Several telephone numbers stand in one cell."),
      fix: LocalizedText(
        "请只留一个常用号码，其余写在备注里",
        en: "Leave the one most used, and write the others into the remarks."
      ),
      expected: (try? MobileNumber(first.filter { $0 != "-" }))?.text
    )
  }

  /// A landline: area code 0xx or 0xxx and 7 or 8 digits, or these alone.
  private func landline(_ digits: String) -> FieldReading? {
    let bytes = Array(digits.utf8)
    guard bytes.allSatisfy({ (0x30...0x39).contains($0) }), let first = bytes.first else {
      return nil
    }
    let isLocal = (7...8).contains(bytes.count) && first >= 0x32
    let isNational = first == 0x30 && (10...12).contains(bytes.count) && bytes[1] != 0x30
    guard isLocal || isNational else { return nil }
    let message = LocalizedText(
      "这是固定电话，不是手机号码",
      en: "This is a landline, not a mobile number."
    )
    let fix = LocalizedText("有手机的请填 11 位手机号码", en: "Write a mobile number if there is one.")
    if mustBeMobile { return .fault("mobile-number.landline", message, fix: fix) }
    let remark = ValueRemark("mobile-number.landline", .warning, message: message, fix: fix)
    return .value(.text(digits), [remark])
  }

  private func explain(_ fault: MobileNumber.Fault, _ text: String) -> FieldReading {
    let fix = LocalizedText("请填写 11 位手机号码", en: "Write a mobile number of 11 digits.")
    switch fault {
    case .character:
      let message =
        text.contains("*")
        ? LocalizedText(
          "号码的一部分被星号遮住了，不是完整号码",
          en: "A part of the number is hidden by asterisks."
        )
        : LocalizedText(
          "手机号码里只能有数字，这里有别的字符",
          en: "A mobile number has digits only; there are other characters."
        )
      return .fault("mobile-number.character", message, fix: fix)
    case .length(let count):
      let hint: (chinese: String, english: String) =
        switch count {
        case 10: ("，可能漏了一位", "; one may be missing")
        case 12: ("，可能多了一位", "; there may be one too many")
        default: ("", "")
        }
      return .fault(
        "mobile-number.length",
        LocalizedText(
          "手机号码应为 11 位，这里是 \(count) 位\(hint.chinese)",
          en: "A mobile number has 11 digits, this has \(count)\(hint.english)."
        ),
        fix: fix
      )
    case .prefix:
      return .fault(
        "mobile-number.prefix",
        LocalizedText(
          "手机号码应以 13～19 开头，这里以 \(text.prefix(2)) 开头",
          en: "A mobile number begins with 13 to 19, this with \(text.prefix(2))."
        ),
        fix: fix
      )
    }
  }
}

extension TypedIdentifier {
  /// Takes +86, 0086 or 86 off a number of 11 digits.
  fileprivate mutating func removeCountryCode() {
    for prefix in ["+86", "0086", "86"] where text.hasPrefix(prefix) {
      let rest = String(text.dropFirst(prefix.utf8.count))
      guard rest.utf8.count == 11, rest.hasPrefix("1") else { continue }
      drop(prefix: prefix.utf8.count, as: .countryCode)
      return
    }
  }
}

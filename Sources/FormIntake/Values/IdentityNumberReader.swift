import Findings
import FormDefinitions
import Spreadsheet

/// Reads citizen identity numbers and the numbers of disability certificates (GB 11643).
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `identity-number.repaired` | note | white space, hyphens, captions, full-width characters … |
/// | `identity-number.remark-dropped` | warning | words beside the number are not recorded |
/// | `identity-number.digits-lost` | error | Excel took it for a number and lost its last digits |
/// | `identity-number.trailing-zeros` | confirm | ends in 000 and yet passes the checksum |
/// | `identity-number.several` | error | two numbers in a cell |
/// | `identity-number.old` | error | a number of 15 digits, withdrawn in 2013 |
/// | `identity-number.length` | error | neither 18 nor 20 nor 22 characters |
/// | `identity-number.character` | error | a character that does not belong there |
/// | `identity-number.province` | error | the first two digits name no province |
/// | `identity-number.birth-date` | error | the birth date does not exist or is yet to come |
/// | `identity-number.checksum` | error | the check character does not fit |
/// | `identity-number.disability` | error | kind or grade of disability out of range |
struct IdentityNumberReader: TypeReader {
  let context: ReadingContext
  let strokes = Stroke.all

  func read(text: String) -> FieldReading {
    if let number = try? IdentityNumber(text) { return accept(number, []) }
    if TypedIdentifier.isScientific(TypedText(text).text) { return Self.digitsLost }
    let typed = TypedIdentifier(text)
    let long = typed.runs.filter { $0.utf8.count >= 15 && $0.unicodeScalars.isNumber }
    if long.count > 1 || Self.isPair(typed.text) { return Self.several }
    do {
      return accept(try IdentityNumber(typed.text), typed.repairs)
    } catch {
      if let repaired = typed.withLookAlikesRepaired, let number = try? IdentityNumber(repaired) {
        return accept(number, typed.repairs.union(.lookAlikes))
      }
      if let only = typed.onlyNumber(length: 18...22),
        let number = try? IdentityNumber(only.number)
      {
        var reading = accept(number, typed.repairs)
        if reading.value != nil { reading.remarks.append(Self.remarkDropped(only.words)) }
        return reading
      }
      return explain(error, typed.text)
    }
  }

  func read(number: CellNumber) -> FieldReading {
    guard number.mayHaveLostDigits else {
      return ExactNumber(number.rawText).map { read(text: $0.description) } ?? Self.digitsLost
    }
    // A program that never computes with what it writes leaves all 18 digits in the file. What binary
    // floating point holds exactly was computed with, or is a chance of one in 64: it stays lost.
    guard let digits = UInt64(number.rawText), UInt64(exactly: number.value) != digits,
      let identity = try? IdentityNumber(number.rawText)
    else { return Self.digitsLost }
    return accept(identity, .storedAsNumber)
  }

  func read(date: SerialDate) -> FieldReading { Self.character(date.description) }

  func read(boolean: Bool) -> FieldReading { Self.character("") }

  private func accept(_ number: IdentityNumber, _ repairs: Repairs) -> FieldReading {
    guard number.birthDate <= context.today else {
      return .fault(
        "identity-number.birth-date",
        LocalizedText(
          "号码里的出生日期 \(number.birthDate) 还没有到",
          en: "The birth date in the number, \(number.birthDate), is yet to come."
        ),
        fix: .compareWithCard
      )
    }
    var remarks = repairs.note("identity-number.repaired")
    if number.text.utf8.count == 18, number.text.hasSuffix("000") {
      remarks.append(Self.trailingZeros)
    }
    return .value(.text(number.text), remarks)
  }

  private static func isPair(_ text: String) -> Bool {
    guard text.utf8.count == 36 else { return false }
    return (try? IdentityNumber(text.prefix(18))) != nil
      && (try? IdentityNumber(text.suffix(18))) != nil
  }

  private func explain(_ fault: IdentityNumber.Fault, _ text: String) -> FieldReading {
    switch fault {
    case .length(let count): return Self.length(count, text)
    case .character: return Self.character(text)
    case .province(let digits):
      return .fault(
        "identity-number.province",
        LocalizedText(
          "前两位 \(digits) 不是任何省份的代码",
          en: "The first two digits, \(digits), are no province's."
        ),
        fix: .compareWithCard
      )
    case .birthDate(let digits):
      return .fault(
        "identity-number.birth-date",
        LocalizedText(
          "第 7～14 位 \(digits) 不是有效的出生日期",
          en: "Digits 7 to 14, \(digits), are no birth date."
        ),
        fix: .compareWithCard
      )
    case .checksum(let expected):
      // Excel keeps 15 digits: what it lost of 18 reads 000.
      if text.utf8.dropFirst(15).allSatisfy({ $0 == UInt8(ascii: "0") }) { return Self.digitsLost }
      return Self.checksum(text, expected: expected)
    case .disability:
      let digits = text.dropFirst(18).prefix(2)
      return .fault(
        "identity-number.disability",
        LocalizedText(
          "残疾人证号第 19、20 位是类别（1～7）和等级（1～4），这里是 \(digits)",
          en: "Digits 19 and 20 are kind (1–7) and grade (1–4) of disability, not \(digits)."
        ),
        fix: LocalizedText("请对照残疾人证核对", en: "Compare it with the certificate.")
      )
    }
  }
}

extension Sequence<Unicode.Scalar> {
  /// Whether there are only digits and X.
  fileprivate var isNumber: Bool {
    allSatisfy { $0.digit != nil || $0 == "X" || $0 == "x" }
  }
}

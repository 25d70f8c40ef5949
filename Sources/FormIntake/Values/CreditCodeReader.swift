import Findings
import FormDefinitions
import Spreadsheet

/// Reads unified social credit codes (GB 32100).
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `credit-code.repaired` | note | spaces, hyphens, lower case look-alikes … |
/// | `credit-code.digits-lost` | error | Excel took it for a number and lost its last digits |
/// | `credit-code.length` | error | another number of characters than 18 |
/// | `credit-code.character` | error | a character outside the alphabet |
/// | `credit-code.division` | error | characters 3 to 8 name no division |
/// | `credit-code.checksum` | error | the check character does not fit |
struct CreditCodeReader: TypeReader {
  let strokes = Stroke.all

  func read(text: String) -> FieldReading {
    if TypedIdentifier.isScientific(TypedText(text).text) { return Self.digitsLost }
    let typed = TypedIdentifier(text)
    do {
      let code = try CreditCode(typed.text)
      return .value(.text(code.text), typed.repairs.note("credit-code.repaired"))
    } catch {
      // I, O, S and Z are not in the alphabet, for they look like digits.
      let repaired = String(typed.text.map { Self.lookAlikes[$0] ?? $0 })
      if let code = try? CreditCode(repaired) {
        return .value(
          .text(code.text),
          typed.repairs.union(.lookAlikes).note("credit-code.repaired")
        )
      }
      return Self.explain(error, typed.text)
    }
  }

  private static let lookAlikes: [Character: Character] = [
    "I": "1", "O": "0", "S": "5", "Z": "2", "О": "0", "|": "1",
  ]

  func read(number: CellNumber) -> FieldReading {
    guard let exact = ExactNumber(number.rawText), !number.mayHaveLostDigits else {
      return Self.digitsLost
    }
    return read(text: exact.description)
  }

  func read(date: SerialDate) -> FieldReading { Self.explain(.length(0), "") }

  func read(boolean: Bool) -> FieldReading { Self.explain(.length(0), "") }

  private static let digitsLost = FieldReading.fault(
    "credit-code.digits-lost",
    LocalizedText(
      "此代码在 Excel 里按数字录入，第 16 位以后已丢失，无法恢复",
      en: "Excel took this for a number and lost the digits from the 16th on for good."
    ),
    fix: LocalizedText(
      "先把单元格格式设为“文本”，再重新录入完整代码",
      en: "Set the cell's format to Text, then type the whole code again."
    )
  )

  private static func explain(_ fault: CreditCode.Fault, _ text: String) -> FieldReading {
    let fix = LocalizedText("请对照营业执照逐位核对", en: "Compare it with the business licence.")
    switch fault {
    case .length(let count):
      let isOld = count == 15 && text.allSatisfy(\.isNumber)
      return .fault(
        "credit-code.length",
        LocalizedText(
          "统一社会信用代码应为 18 位，这里是 \(count) 位" + (isOld ? "（旧注册号）" : ""),
          en: "A credit code has 18 characters, this has \(count)"
            + (isOld ? " (an old registration number)." : ".")
        ),
        fix: fix
      )
    case .character(let character, let position):
      return .fault(
        "credit-code.character",
        LocalizedText(
          "第 \(position) 位“\(character)”不会出现在信用代码里（没有 I、O、S、V、Z）",
          en: "Character \(position), “\(character)”, is in no credit code (no I, O, S, V, Z)."
        ),
        fix: fix
      )
    case .division(let digits):
      return .fault(
        "credit-code.division",
        LocalizedText(
          "第 3～8 位 \(digits) 不是行政区划代码",
          en: "Characters 3 to 8, \(digits), are no division code."
        ),
        fix: fix
      )
    case .checksum(let expected):
      return .fault(
        "credit-code.checksum",
        LocalizedText(
          "末位校验码应为 \(expected)，这里是 \(text.suffix(1))：代码里至少有一位写错了",
          en: "The check character should be \(expected), not \(text.suffix(1)): some is wrong."
        ),
        fix: fix,
        expected: String(expected)
      )
    }
  }
}

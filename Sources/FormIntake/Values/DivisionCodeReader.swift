import Findings
import FormDefinitions
import Spreadsheet

/// Reads statistical division codes of 12 digits.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `division-code.repaired` | note | spaces, full-width digits … |
/// | `division-code.character` | error | a character that is no digit |
/// | `division-code.length` | error | another number of digits than 12 |
/// | `division-code.province` | error | the first two digits name no province |
/// | `division-code.township` | error | digits 7 to 9 name no township |
/// | `division-code.village` | error | digits 10 to 12 name no village |
struct DivisionCodeReader: TypeReader {
  let strokes = Stroke.all

  func read(text: String) -> FieldReading {
    if let code = try? DivisionCode(text) { return .value(.text(code.text)) }
    let typed = TypedIdentifier(text)
    if let repaired = typed.withLookAlikesRepaired, let code = try? DivisionCode(repaired) {
      return .value(
        .text(code.text),
        typed.repairs.union(.lookAlikes).note("division-code.repaired")
      )
    }
    do {
      let code = try DivisionCode(typed.text)
      return .value(.text(code.text), typed.repairs.note("division-code.repaired"))
    } catch {
      return Self.explain(error, typed.text)
    }
  }

  func read(number: CellNumber) -> FieldReading {
    guard let exact = ExactNumber(number), exact.integer != nil else {
      return Self.explain(.character, "")
    }
    return read(text: exact.description)
  }

  func read(date: SerialDate) -> FieldReading { Self.explain(.character, "") }

  func read(boolean: Bool) -> FieldReading { Self.explain(.character, "") }

  private static func explain(_ fault: DivisionCode.Fault, _ text: String) -> FieldReading {
    let fix = LocalizedText(
      "请填写统计用区划代码，共 12 位数字",
      en: "Write the statistical division code of 12 digits."
    )
    switch fault {
    case .character:
      return .fault(
        "division-code.character",
        LocalizedText("区划代码只能是数字", en: "A division code has digits only."),
        fix: fix
      )
    case .length(let count):
      let hint: (chinese: String, english: String) =
        switch count {
        case 6: ("，只到县", "; it names a county only")
        case 9: ("，只到乡镇", "; it names a township only")
        default: ("", "")
        }
      let completed = text + String(repeating: "0", count: max(0, 12 - count))
      let isCompletable = count == 6 || count == 9
      return .fault(
        "division-code.length",
        LocalizedText(
          "区划代码应为 12 位，这里是 \(count) 位\(hint.chinese)",
          en: "A division code has 12 digits, this has \(count)\(hint.english)."
        ),
        fix: fix,
        expected: isCompletable ? (try? DivisionCode(completed))?.text : nil
      )
    case .province(let digits):
      return .fault(
        "division-code.province",
        LocalizedText(
          "前两位 \(digits) 不是任何省份的代码",
          en: "The first two digits, \(digits), are no province's."
        ),
        fix: fix
      )
    case .township(let digits):
      return .fault(
        "division-code.township",
        LocalizedText(
          "第 7～9 位 \(digits) 不是乡级代码（001～599）",
          en: "Digits 7 to 9, \(digits), are no township's (001–599)."
        ),
        fix: fix
      )
    case .village(let digits):
      return .fault(
        "division-code.village",
        LocalizedText(
          "末三位 \(digits) 不是村级代码（001～599）",
          en: "The last three digits, \(digits), are no village's (001–599)."
        ),
        fix: fix
      )
    }
  }
}

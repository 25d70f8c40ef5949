import Findings
import FormDefinitions
import Foundation
import Spreadsheet

/// Reads free text.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `text.repaired` | note | spaces at the ends, full-width letters, invisible characters … |
/// | `text.date` | note, confirm | a date cell was taken as text; asked where a text is short, as `3-5` is |
/// | `text.several` | confirm | several names in a cell |
/// | `text.boolean` | note | `TRUE` or `FALSE` was taken as text |
/// | `text.digits-lost` | error | Excel took a long number for a number and lost its last digits |
/// | `text.too-long` | error | more characters than the field allows |
/// | `text.pattern` | error | not of the form that the field asks for |
struct TextReader: TypeReader {
  let strokes = Stroke.lines
  private let field: FieldDefinition
  private let isName: Bool
  private let pattern: NSRegularExpression?

  init(field: FieldDefinition) {
    self.field = field
    isName = field.isPersonal && (Self.isNameLabel(field.label) || field.id.hasSuffix("name"))
    pattern = field.pattern.flatMap { try? NSRegularExpression(pattern: "\\A(?:\($0))\\z") }
  }

  private static func isNameLabel(_ label: String) -> Bool {
    label.contains("姓名") || label.contains("联系人")
  }

  func read(text: String) -> FieldReading {
    if isName, let names = Self.names(in: text) { return several(names) }
    if Self.isClean(text) { return check(text, []) }
    let (repaired, repairs) = TextRepair.repair(text, isName: isName, isPersonal: field.isPersonal)
    return check(repaired, repairs.note("text.repaired"))
  }

  /// The names that a cell lists; `nil` where it holds one, or something else.
  ///
  /// Only what separates names for certain counts: a space stands within 欧阳 娜娜 too.
  private static func names(in text: String) -> [String]? {
    let marks: Set<Unicode.Scalar> = ["、", "，", ",", "；", ";", "/", "\n", "\r"]
    guard text.unicodeScalars.contains(where: marks.contains) else { return nil }
    let names = text.unicodeScalars.split(whereSeparator: marks.contains).map { part in
      String(part.filter { !$0.isWhiteSpace && !$0.isInvisible })
    }.filter { !$0.isEmpty }
    guard names.count > 1,
      names.allSatisfy({ (2...4).contains($0.count) && $0.unicodeScalars.allSatisfy(\.isHan) })
    else { return nil }
    return names
  }

  private func several(_ names: [String]) -> FieldReading {
    let text = names.joined(separator: "、")
    let remark = ValueRemark(
      "text.several",
      .confirm,
      message: LocalizedText(
        "一个单元格里有 \(names.count) 个姓名",
        en: "\(names.count) names stand in one cell."
      ),
      fix: LocalizedText(
        "请只填一人的姓名，其他人填在各自的行或备注里",
        en: "Write one name; the others belong into rows of their own or into the remarks."
      )
    )
    return check(text, [remark])
  }

  /// Whether nothing can be repaired: printable ASCII, Chinese characters and punctuation without
  /// any space.
  private static func isClean(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      switch $0.value {
      case 0x4E00...0x9FFF, 0x3001...0x3020, 0xFF0C, 0xFF08, 0xFF09, 0xFF1A, 0xFF1B, 0xFF01, 0xFF1F:
        true
      case 0x2E: false
      case 0x21...0x7E: true
      default: false
      }
    }
  }

  func read(number: CellNumber) -> FieldReading {
    guard let exact = ExactNumber(number), !number.mayHaveLostDigits else {
      return .fault(
        "text.digits-lost",
        LocalizedText(
          "此号码在 Excel 里按数字录入，第 16 位以后已丢失，无法恢复",
          en: "Excel took this for a number and lost the digits from the 16th on for good."
        ),
        fix: LocalizedText(
          "先把单元格格式设为“文本”，再重新录入",
          en: "Set the cell's format to Text, then type it again."
        )
      )
    }
    return check(exact.description, [])
  }

  func read(date: SerialDate) -> FieldReading {
    let text = date.date?.description ?? date.description
    return check(text, [dateRemark(text)])
  }

  func read(boolean: Bool) -> FieldReading {
    let text = boolean ? "TRUE" : "FALSE"
    let remark = ValueRemark(
      "text.boolean",
      .note,
      message: LocalizedText(
        "单元格是逻辑值，按“\(text)”记录",
        en: "The cell holds a truth value; read as “\(text)”."
      ),
      fix: .nothingToDo,
      expected: text
    )
    return check(text, [remark])
  }

  private func check(_ text: String, _ remarks: [ValueRemark]) -> FieldReading {
    if let maximum = field.maximumLength, text.utf8.count > maximum, text.count > maximum {
      return .value(.text(text), remarks + [tooLong(text.count, maximum: maximum)])
    }
    if let pattern {
      let range = NSRange(text.startIndex..., in: text)
      if pattern.firstMatch(in: text, range: range) == nil {
        return .value(.text(text), remarks + [mismatch])
      }
    }
    return .value(.text(text), remarks)
  }

  /// What is said of a date cell under a text.
  ///
  /// A remark may well be a day. A name or a group's number is none: somebody typed 3-5, and Excel made
  /// 3月5日 of it.
  private func dateRemark(_ text: String) -> ValueRemark {
    if field.isMultiline {
      return ValueRemark(
        "text.date",
        .note,
        message: LocalizedText(
          "单元格是日期，按“\(text)”记录",
          en: "The cell holds a date; read as “\(text)”."
        ),
        fix: .nothingToDo,
        expected: text
      )
    }
    return ValueRemark(
      "text.date",
      .confirm,
      message: LocalizedText(
        "这里应填文字，Excel 把它变成了日期，暂按“\(text)”记录",
        en: "Excel made a date of a text; read as “\(text)”."
      ),
      fix: LocalizedText(
        "先把单元格格式设为“文本”，再重新填写（如“3-5”）；确是日期的，确认即可",
        en: "Set the cell's format to Text and type it again, or confirm that it is a date."
      ),
      expected: text
    )
  }

  private func tooLong(_ count: Int, maximum: Int) -> ValueRemark {
    ValueRemark(
      "text.too-long",
      .error,
      message: LocalizedText(
        "最多 \(maximum) 个字，这里有 \(count) 个字",
        en: "At most \(maximum) characters are allowed; these are \(count)."
      ),
      fix: LocalizedText("请删减到 \(maximum) 个字以内", en: "Shorten it to \(maximum) characters.")
    )
  }

  private var mismatch: ValueRemark {
    let help = field.help.map { "：\($0)" } ?? ""
    let fix =
      field.example.map {
        LocalizedText("请写成“\($0)”的样子", en: "Write it like “\($0)”.")
      } ?? LocalizedText("请按填表说明改正", en: "Correct it as the instructions say.")
    return ValueRemark(
      "text.pattern",
      .error,
      message: LocalizedText("格式不符合要求\(help)", en: "It is not of the form asked for\(help)."),
      fix: fix,
      expected: field.example
    )
  }
}

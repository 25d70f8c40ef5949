import Findings
import FormDefinitions
import Spreadsheet

/// Reads one code of a list.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `choice.repaired` | note | a synonym, number or other spelling became the label |
/// | `choice.loose` | warning | a word that only probably means the code |
/// | `choice.remark-dropped` | warning | words behind the label are not recorded |
/// | `choice.cross` | confirm | an option is crossed: chosen or struck out? |
/// | `choice.several` | error | more than one code |
/// | `choice.unknown` | error | no code of the list |
struct ChoiceReader: TypeReader {
  let strokes = Stroke.lines
  private let index: CodeIndex?

  init(list: CodeList?) { index = list.map { CodeIndex($0) } }

  init(index: CodeIndex?) { self.index = index }

  func read(text: String) -> FieldReading {
    guard let index else { return .value(.choice(TypedText(text).text)) }
    if index.exact(text) != nil { return .value(.choice(text)) }
    let typed = TypedText(text)
    if let match = index.match(typed.text) {
      let label = index.codes[match.index].label
      return .value(
        .choice(label),
        Self.remarks(match, written: typed, label: label, subject: "choice")
      )
    }
    if Stroke.words.contains(typed.text) { return .blank(writtenAs: typed.text) }
    if let ticks = TickBoxes(typed, isOption: { index.match($0) != nil }) {
      return read(ticks, index)
    }
    let several = ChoicesReader.split(typed, index)
    if several.unknown.isEmpty, several.matches.count > 1 {
      return Self.several(several.matches.map { index.codes[$0.index].label })
    }
    return Self.unknown(typed.text, index)
  }

  private func read(_ ticks: TickBoxes, _ index: CodeIndex) -> FieldReading {
    var labels: [String] = []
    for option in ticks.ticked {
      guard let match = index.match(option) else { return Self.unknown(option, index) }
      labels.append(index.codes[match.index].label)
    }
    guard let label = labels.first else { return .blank }
    guard Set(labels).count == 1 else { return Self.several(labels) }
    if ticks.isDoubtful { return .value(.choice(label), [Self.crossed(label, subject: "choice")]) }
    return .value(.choice(label), Repairs().note("choice.repaired", readAs: label))
  }

  func read(number: CellNumber) -> FieldReading {
    guard let exact = ExactNumber(number) else { return .blank }
    guard let index else { return .value(.choice(exact.description)) }
    guard let whole = exact.integer, index.exact(exact.description) == nil,
      let match = index.match(number: whole)
    else { return read(text: exact.description) }
    let label = index.codes[match.index].label
    return .value(.choice(label), Repairs().note("choice.repaired", readAs: label))
  }

  func read(date: SerialDate) -> FieldReading {
    guard let index else { return .value(.choice(date.description)) }
    return Self.unknown(date.description, index)
  }

  func read(boolean: Bool) -> FieldReading { read(text: boolean ? "TRUE" : "FALSE") }
}

extension ChoiceReader {
  /// What to say about a text that names a code in other words than its label.
  static func remarks(
    _ match: CodeIndex.Match,
    written: TypedText,
    label: String,
    subject: String
  ) -> [ValueRemark] {
    switch match.kinship {
    case .label, .synonym:
      let readAs = written.text == label ? nil : label
      return written.repairs.note(code(subject, "repaired"), readAs: readAs)
    case .loose:
      return [
        ValueRemark(
          code(subject, "loose"),
          .warning,
          message: LocalizedText(
            "“\(written.text)”按“\(label)”记录，两者不完全相同",
            en: "“\(written.text)” was taken for “\(label)”, which is not quite the same."
          ),
          fix: LocalizedText(
            "请核对；意思不同时请从下拉列表里重选",
            en: "Check it; choose again from the list if another code is meant."
          ),
          expected: label
        )
      ]
    case .remark(let remark):
      return [
        ValueRemark(
          code(subject, "remark-dropped"),
          .warning,
          message: LocalizedText(
            "只记录“\(label)”，后面的“\(remark)”没有记录",
            en: "“\(label)” was recorded, “\(remark)” behind it was not."
          ),
          fix: LocalizedText("说明文字请写在备注里", en: "Write explanations into the remarks."),
          expected: label
        )
      ]
    }
  }

  static func code(_ subject: String, _ fault: String) -> Finding.Code {
    Finding.Code(rawValue: "\(subject).\(fault)")
  }

  static func crossed(_ label: String, subject: String) -> ValueRemark {
    ValueRemark(
      code(subject, "cross"),
      .confirm,
      message: LocalizedText(
        "打的是叉，可能表示选中，也可能表示不是，按选中“\(label)”记录",
        en: "A cross may mean chosen or not; “\(label)” is taken as chosen."
      ),
      fix: LocalizedText("请直接填写选中的内容", en: "Write the chosen item itself."),
      expected: label
    )
  }

  static func several(_ labels: [String]) -> FieldReading {
    let list = labels.joined(separator: "、")
    return .fault(
      "choice.several",
      LocalizedText(
        "只能选一项，这里有 \(labels.count) 项：\(list)",
        en: "Only one item is allowed; these are \(labels.count): \(list)."
      ),
      fix: LocalizedText("请只留一项", en: "Leave one only.")
    )
  }

  static func unknown(_ text: String, _ index: CodeIndex) -> FieldReading {
    let nearest = index.nearestLabel(to: text)
    let hint = hint(nearest, index)
    return .fault(
      "choice.unknown",
      LocalizedText(
        "“\(short(text))”不在可选值中\(hint.message.chinese)",
        en: "“\(short(text))” is not on the list\(hint.message.english)"
      ),
      fix: hint.fix,
      expected: nearest
    )
  }

  /// The nearest value, or all values of a short list.
  static func hint(
    _ nearest: String?,
    _ index: CodeIndex
  ) -> (message: LocalizedText, fix: LocalizedText) {
    if let nearest {
      return (
        LocalizedText("；最接近的是“\(nearest)”", en: "; the nearest is “\(nearest)”."),
        LocalizedText(
          "请改为“\(nearest)”，或从下拉列表里选择",
          en: "Write “\(nearest)” or choose from the list."
        )
      )
    }
    let choose = LocalizedText("请从下拉列表里选择", en: "Choose from the list.")
    guard index.codes.count <= 8 else { return (LocalizedText("", en: "."), choose) }
    let all = index.codes.map(\.label).joined(separator: "、")
    return (LocalizedText("；可以填：\(all)", en: "; allowed are \(all)."), choose)
  }

  /// A text short enough for a message.
  static func short(_ text: String) -> String {
    let line = text.split(separator: "\n").joined(separator: " ")
    return line.count <= 20 ? line : line.prefix(20) + "…"
  }
}

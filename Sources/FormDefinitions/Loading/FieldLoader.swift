import Findings
import Foundation
import Spreadsheet

/// Reads one field, all but the expressions, which need every field's type first.
struct FieldLoader {
  let id: String
  let keyNode: YAMLNode
  let node: YAMLNode
  let codeLists: [String: CodeList]

  static let keys = [
    "label", "type", "required", "unit", "range", "dates", "codes", "depends_on", "max_length",
    "pattern", "help", "example", "personal", "public", "prefill", "aliases", "unit_part",
    "computed",
    "preset", "source", "width", "multiline", "note", "total",
  ]

  func load() -> FieldDefinition? {
    DefinitionIdentifier.snake.check(id, at: keyNode, LocalizedText("字段名", en: "field identifier"))
    node.expect(keys: Self.keys, in: "字段 \(id)")
    guard let labelNode = node["label"] else {
      missing("label", LocalizedText("字段 \(id) 没有 label", en: "Field \(id) has no label"))
      return nil
    }
    guard let label = labelNode.requireText("label") else { return nil }
    guard let type = type() else { return nil }
    var field = FieldDefinition(id: id, label: label, type: type)
    field.unit = node["unit"]?.text
    field.range = range()
    field.dates = dates()
    field.maximumLength = node.integer("max_length", in: 1...32_767)
    field.pattern = pattern()
    field.help = help()
    field.example = node["example"]?.text
    field.isPersonal = node.flag("personal")
    field.isPublic = isPublic(type, isPersonal: field.isPersonal)
    field.prefill = node["prefill"]?.texts ?? []
    field.aliases = node["aliases"]?.texts ?? []
    field.dependsOn = node["depends_on"]?.text
    field.statedTotal = total(of: type)
    field.isPreset = node.flag("preset")
    field.isMultiline = node.flag("multiline")
    field.source = node["source"]?.text
    field.width = node.size("width", upTo: 255)
    field.line = keyNode.line
    if let required = node["required"], let always = required.boolean {
      field.requirement = always ? .always : .optional
    }
    return field
  }

  private func missing(_ key: String, _ message: LocalizedText) {
    keyNode.fault(
      "definition.missing",
      message,
      LocalizedText("加上 \(key): …", en: "Add \(key): …")
    )
  }

  private func type() -> FieldType? {
    let types: [FieldType] = [
      .text, .integer, .decimal, .money, .percent, .date, .month, .year, .yesNo, .identityNumber,
      .mobileNumber, .divisionCode, .creditCode, .signature,
    ]
    guard let typeNode = node["type"], let name = typeNode.text else {
      missing("type", LocalizedText("字段 \(id) 没有 type", en: "Field \(id) has no type"))
      return nil
    }
    if let type = types.first(where: { $0.name == name }) { return type }
    let all = types.map(\.name) + ["choice", "choices"]
    guard name == "choice" || name == "choices" else {
      typeNode.fault(
        "field.type",
        LocalizedText("没有类型“\(name)”", en: "There is no type ‘\(name)’"),
        NearestWord.hint(name, among: all)
          ?? LocalizedText(
            "可用：\(all.joined(separator: "、"))",
            en: "Known: \(all.joined(separator: ", "))"
          )
      )
      return nil
    }
    guard let listNode = node["codes"], let list = listNode.text else {
      missing("codes", LocalizedText("选项字段 \(id) 没有 codes", en: "Choice \(id) has no codes"))
      return nil
    }
    if codeLists[list] == nil {
      listNode.fault(
        "field.code-list",
        LocalizedText("没有代码表“\(list)”", en: "There is no code list ‘\(list)’"),
        NearestWord.hint(list, among: codeLists.keys)
          ?? LocalizedText(
            "在 codes/ 里建 \(list).yaml",
            en: "Create \(list).yaml in codes/"
          )
      )
      return nil
    }
    return name == "choice" ? .choice(list) : .choices(list)
  }

  /// Only a text that is not personal can be declared harmless.
  private func isPublic(_ type: FieldType, isPersonal: Bool) -> Bool {
    guard node.flag("public") else { return false }
    guard type == .text, !isPersonal else {
      node["public"]?.fault(
        "field.public",
        LocalizedText(
          "字段 \(id) \(isPersonal ? "是个人信息" : "不是文字")，不能写 public",
          en: "Field \(id) is \(isPersonal ? "personal" : "no text") and cannot be public"
        ),
        isPersonal
          ? LocalizedText("personal 和 public 只留一项", en: "Keep either personal or public")
          : LocalizedText(
            "删去 public；不能公开的写 personal: true",
            en: "Remove public; write personal: true for what must be hidden"
          )
      )
      return false
    }
    return true
  }

  /// Prompts hold 255 characters, of which the help may take about half.
  private func help() -> String? {
    guard let helpNode = node["help"], let text = helpNode.text else { return nil }
    if text.count > 120 {
      helpNode.fault(
        "field.help",
        LocalizedText("help 有 \(text.count) 字，提示框放不下", en: "help has \(text.count) characters"),
        LocalizedText("缩短到 120 字以内", en: "Shorten it to 120 characters"),
        severity: .warning
      )
    }
    return text
  }

  /// `sum`, `none`, or `per FIELD`, whose field ``FormLoader`` looks for.
  private func total(of type: FieldType) -> FieldTotal? {
    guard let totalNode = node["total"], let text = totalNode.text else { return nil }
    let words = text.split(separator: " ")
    let isSummable = [.integer, .decimal, .money, .percent].contains(type)
    switch (words.count, words.first) {
    case (1, "sum") where isSummable && type != .percent: return .sum
    case (1, "none") where isSummable: return FieldTotal.none
    case (2, "per") where isSummable: return .mean(over: String(words[1]))
    default:
      totalNode.fault(
        "field.total",
        LocalizedText("total 的“\(text)”看不懂", en: "‘\(text)’ is no total of this field"),
        LocalizedText(
          "数字字段写 sum（相加）、none（不汇总）或 per household_size（按人口加权）",
          en: "Write sum, none, or per household_size, for a field that is a number"
        )
      )
      return nil
    }
  }

  private func range() -> NumberRange? {
    guard let rangeNode = node["range"], let text = rangeNode.text else { return nil }
    let parts = text.components(separatedBy: "..")
    let numbers = parts.map(YAMLNode.decimal)
    guard parts.count == 2, parts != ["", ""],
      zip(parts, numbers).allSatisfy({ $0.isEmpty || $1 != nil }),
      (numbers[0] ?? -.greatestFiniteMagnitude) <= (numbers[1] ?? .greatestFiniteMagnitude)
    else {
      rangeNode.fault(
        "field.range",
        LocalizedText("范围“\(text)”看不懂", en: "‘\(text)’ is no range"),
        LocalizedText("写成 1..30、0.. 或 ..12", en: "Write 1..30, 0.. or ..12")
      )
      return nil
    }
    return NumberRange(minimum: numbers[0], maximum: numbers[1])
  }

  private func dates() -> ClosedRange<CalendarDate>? {
    guard let datesNode = node["dates"], let text = datesNode.text else { return nil }
    let parts = text.components(separatedBy: "..")
    guard parts.count == 2, let first = CalendarDate(iso: parts[0]),
      let last = CalendarDate(iso: parts[1]), first <= last
    else {
      datesNode.fault(
        "field.dates",
        LocalizedText("日期范围“\(text)”看不懂", en: "‘\(text)’ is no range of dates"),
        LocalizedText(
          "写成 2020-01-01..2030-12-31",
          en: "Write it as 2020-01-01..2030-12-31"
        )
      )
      return nil
    }
    return first...last
  }

  private func pattern() -> String? {
    guard let patternNode = node["pattern"], let text = patternNode.text else { return nil }
    guard (try? Regex(text)) != nil else {
      patternNode.fault(
        "field.pattern",
        LocalizedText("正则表达式写法有误", en: "This is no regular expression"),
        LocalizedText("检查括号和反斜杠", en: "Check brackets and backslashes")
      )
      return nil
    }
    return text
  }
}

import FormDefinitions
import Foundation
import Spreadsheet

/// What people are told about a field: in 填表说明, in prompts and in error messages.
enum FieldWords {
  /// The days within which a date lies where the definition does not say.
  static let standardDates: ClosedRange<CalendarDate> = {
    let first = CalendarDate(year: 1900, month: 1, day: 1) ?? .epoch
    let last = CalendarDate(year: 2100, month: 12, day: 31) ?? .epoch
    return first...max(first, last)
  }()

  /// What may be written into the field, as one sentence.
  static func expectation(_ field: FieldDefinition, form: FormDefinition) -> String {
    let unit = field.unit.map { "，单位：\($0)" } ?? ""
    switch field.type {
    case .text:
      return field.maximumLength.map { "文字，不超过 \($0) 字" } ?? "文字"
    case .integer: return "整数\(range(field))\(unit)"
    case .decimal: return "数字\(range(field))\(unit)"
    case .money: return "金额，单位：元，最多两位小数\(range(field))"
    case .percent: return "百分数，只填数字\(range(field))"
    case .date: return "日期，如 2023-08-01\(dates(field))"
    case .month: return "年月，如 2023-08\(dates(field))"
    case .year: return "四位年份，如 2023"
    case .yesNo: return "填“是”或“否”"
    case .choice: return "从下拉列表中选一项：\(labels(field, form: form))"
    case .choices: return "可填多项，用顿号（、）隔开：\(labels(field, form: form))"
    case .identityNumber: return "18 位居民身份证号，或 20、22 位残疾人证号；末位 X 用大写"
    case .mobileNumber: return "11 位手机号码"
    case .divisionCode: return "12 位区划代码"
    case .creditCode: return "18 位统一社会信用代码"
    case .signature: return "打印后手写签字"
    }
  }

  /// What the prompt beside a selected cell says.
  static func prompt(_ field: FieldDefinition, form: FormDefinition) -> String {
    var parts: [String] = []
    if let help = field.help { parts.append(help) }
    let rule =
      switch field.type {
      case .choice: "从下拉列表中选一项"
      case .choices: "可填多项，用顿号（、）隔开"
      default: expectation(field, form: form)
      }
    parts.append(rule)
    if let example = field.example, field.type.codeList == nil, field.type != .yesNo {
      parts.append("例：\(example)")
    }
    return parts.joined(separator: "\n")
  }

  /// When the field must be filled in.
  static func requirement(_ field: FieldDefinition) -> String {
    switch field.requirement {
    case .always: "必填"
    case .when: "按条件"
    case .optional: "选填"
    }
  }

  private static func range(_ field: FieldDefinition) -> String {
    switch (field.range?.minimum, field.range?.maximum) {
    case (let minimum?, let maximum?): "，在 \(minimum)～\(maximum) 之间"
    case (let minimum?, nil): "，不小于 \(minimum)"
    case (nil, let maximum?): "，不大于 \(maximum)"
    case (nil, nil): ""
    }
  }

  private static func dates(_ field: FieldDefinition) -> String {
    field.dates.map { "，在 \($0.lowerBound) 至 \($0.upperBound) 之间" } ?? ""
  }

  private static func labels(_ field: FieldDefinition, form: FormDefinition) -> String {
    let codes = form.codeList(of: field)?.codes.map(\.label) ?? []
    return codes.count <= 12
      ? codes.joined(separator: "、") : codes.prefix(6).joined(separator: "、") + "等 \(codes.count) 项"
  }
}

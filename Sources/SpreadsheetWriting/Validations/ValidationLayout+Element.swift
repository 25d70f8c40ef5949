internal import CXLSXWriter
internal import Spreadsheet

extension ValidationLayout {
  /// The references of all ranges, a space between them.
  var references: String { ranges.map(\.description).joined(separator: " ") }

  /// The validation as an element, just as the library writes one of a single range; `nil` where
  /// it allows anything and says nothing.
  ///
  /// Numbers are written in the thread's locale. Source: ECMA-376 part 1, §18.3.1.32.
  var element: String? {
    if case .any = rule, promptTitle.isEmpty, prompt.isEmpty { return nil }
    let condition = rule.condition
    var text = "<dataValidation"
    func add(_ name: String, _ value: String) {
      if !value.isEmpty { text += " \(name)=\"\(value.escapedForAttribute)\"" }
    }
    add("type", condition.type)
    add("errorStyle", errorStyle.name)
    add("operator", condition.comparison)
    add("allowBlank", ignoresBlank ? "1" : "")
    add("showInputMessage", "1")
    add("showErrorMessage", errorStyle == .silent ? "" : "1")
    add("errorTitle", errorTitle)
    add("error", errorMessage)
    add("promptTitle", promptTitle)
    add("prompt", prompt)
    add("sqref", references)
    guard !condition.formulas.isEmpty else { return text + "/>" }
    text += ">"
    for (number, formula) in zip(1..., condition.formulas) {
      text += "<formula\(number)>\(formula.escapedForElement)</formula\(number)>"
    }
    return text + "</dataValidation>"
  }
}

/// A rule in the words of the format; what is the format's default is empty.
private struct Condition {
  var type: String
  var comparison = ""
  var formulas: [String] = []

  init(_ type: String, formulas: [String] = []) {
    self.type = type
    self.formulas = formulas
  }

  /// A rule with one bound, two, or none, which is between the widest.
  init(_ type: String, _ minimum: Double?, _ maximum: Double?, widest: Double = 0) {
    self.type = type
    switch (minimum, maximum) {
    case (let minimum?, nil):
      comparison = "greaterThanOrEqual"
      formulas = [minimum.formula]
    case (nil, let maximum?):
      comparison = "lessThanOrEqual"
      formulas = [maximum.formula]
    default: formulas = [(minimum ?? -widest).formula, (maximum ?? widest).formula]
    }
  }
}

extension ValidationLayout.Rule {
  /// A whole number of any size: 15 digits are all that a cell can hold exactly.
  static let widestInteger = 999_999_999_999_999.0
  /// The largest number that can be typed into Excel.
  static let widestDecimal = 9.999_999_999_999_99e307

  fileprivate var condition: Condition {
    switch self {
    case .list(let formula): Condition("list", formulas: [formula.withoutEqualsSign])
    case .custom(let formula): Condition("custom", formulas: [formula.withoutEqualsSign])
    case .integer(let minimum, let maximum):
      Condition("whole", minimum, maximum, widest: Self.widestInteger)
    case .decimal(let minimum, let maximum):
      Condition("decimal", minimum, maximum, widest: Self.widestDecimal)
    case .date(let earliest, let latest):
      Condition("date", SerialDate(earliest).serial, SerialDate(latest).serial)
    case .textLength(let minimum, let maximum):
      Condition("textLength", Double(minimum), Double(maximum))
    case .any: Condition("")
    }
  }
}

extension ValidationLayout.ErrorStyle {
  fileprivate var name: String {
    switch self {
    case .stop, .silent: ""
    case .warning: "warning"
    case .information: "information"
    }
  }
}

extension Double {
  fileprivate var formula: String {
    var text = [CChar](repeating: 0, count: 32)
    unsafe xlsx_write_number(&text, self)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension String {
  fileprivate var withoutEqualsSign: String {
    beginsAsFormula ? String(decoding: utf8.dropFirst(), as: UTF8.self) : self
  }

  fileprivate var escapedForElement: String { escaped { $0 != UInt8(ascii: "\"") && $0 >= 0x20 } }

  fileprivate var escapedForAttribute: String { escaped { _ in false } }

  /// The text with markup as references, but for those characters that may stay.
  private func escaped(unless mayStay: (UInt8) -> Bool) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\"") where !mayStay(byte): bytes += "&quot;".utf8
      case UInt8(ascii: "\n"): bytes += "&#xA;".utf8
      case UInt8(ascii: "\t"): bytes += "&#x9;".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

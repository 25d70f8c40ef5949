package import FormDefinitions
import Spreadsheet

/// How the input cell of a field looks.
package enum FieldStyle {
  static func style(of field: FieldDefinition, size: Double) -> CellStyle {
    var style = FormStyle.input(size: size)
    style.numberFormat = numberFormat(of: field.type)
    style.isLocked = field.isPreset || field.computed != nil
    if field.type == .text, field.isMultiline {
      style.horizontal = .left
      style.indent = 1
      style.wraps = true
    } else {
      // A long value is printed small rather than cut off.
      style.shrinks = true
    }
    return style
  }

  package static func numberFormat(of type: FieldType) -> String {
    switch type {
    case .integer: "0"
    case .decimal: "0.##"
    case .money: "#,##0.00"
    case .percent: "0.##"
    case .date: "yyyy\"-\"mm\"-\"dd"
    case .month: "yyyy\"-\"mm"
    case .year: "0"
    case .text, .yesNo, .choice, .choices, .identityNumber, .mobileNumber, .divisionCode,
      .creditCode, .signature:
      "@"
    }
  }
}

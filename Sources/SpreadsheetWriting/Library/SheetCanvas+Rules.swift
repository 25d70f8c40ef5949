internal import CXLSXWriter
internal import Spreadsheet

extension SheetCanvas {
  /// Adds a validation of one range.
  func draw(_ validation: ValidationLayout) throws(WritingError) {
    guard let range = validation.ranges.first else { return }
    var values = unsafe validation.libraryRule
    unsafe values.ignore_blank = validation.ignoresBlank.librarySwitch
    unsafe values.show_error = (validation.errorStyle != .silent).librarySwitch
    unsafe values.error_type = validation.errorStyle.libraryType
    let area = range.libraryArea
    let code = unsafe validation.withLibraryTexts { formula, texts in
      unsafe values.value_formula = formula
      unsafe values.input_title = texts[0]
      unsafe values.input_message = texts[1]
      unsafe values.error_title = texts[2]
      unsafe values.error_message = texts[3]
      return unsafe xlsx_add_validation(
        sheet,
        area.top,
        area.left,
        area.bottom,
        area.right,
        &values,
        validation.isList ? 1 : 0
      )
    }
    try unsafe code.check(WritingPlace(sheet: name, cell: range.first))
  }

  /// Adds the conditional formats; each stops those after it.
  func draw(_ formats: [ConditionalFormatLayout]) throws(WritingError) {
    var looks = unsafe [ConditionalLook: UnsafeMutablePointer<lxw_format>]()
    for format in formats {
      let look = ConditionalLook(fill: format.fill, color: format.color)
      let added = unsafe looks[look] ?? workbook_add_format(workbook)
      guard let libraryFormat = unsafe added else { throw .cannotWrite(errorNumber: ENOMEM) }
      if unsafe looks[look] == nil {
        if let fill = look.fill { unsafe format_set_bg_color(libraryFormat, libraryColor(fill)) }
        if let color = look.color {
          unsafe format_set_font_color(libraryFormat, libraryColor(color))
        }
        unsafe looks[look] = libraryFormat
      }
      guard let range = format.ranges.first else { continue }
      let area = range.libraryArea
      let others: String? =
        format.ranges.count == 1
        ? nil : format.ranges.map(\.description).joined(separator: " ")
      let code = unsafe format.formula.withLibraryPointer { formula in
        var condition = unsafe lxw_conditional_format()
        unsafe condition.type = UInt8(LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
        unsafe condition.value_string = formula
        unsafe condition.format = libraryFormat
        unsafe condition.stop_if_true = 1
        return unsafe others.withLibraryPointer { others in
          unsafe condition.multi_range = others
          return unsafe worksheet_conditional_format_range(
            sheet,
            area.top,
            area.left,
            area.bottom,
            area.right,
            &condition
          )
        }
      }
      try unsafe code.check(WritingPlace(sheet: name, cell: range.first))
    }
  }
}

/// What a conditional format changes; equal ones share a format of the library.
private struct ConditionalLook: Hashable {
  var fill: UInt32?
  var color: UInt32?
}

extension ValidationLayout {
  fileprivate var isList: Bool {
    if case .list = rule { true } else { false }
  }

  /// The rule and its numbers; a list is prepared as a custom formula.
  fileprivate var libraryRule: lxw_data_validation {
    switch rule {
    case .list, .custom: unsafe .rule(LXW_VALIDATION_TYPE_CUSTOM_FORMULA)
    case .any: unsafe .rule(LXW_VALIDATION_TYPE_ANY)
    case .integer(let minimum, let maximum):
      unsafe .rule(
        LXW_VALIDATION_TYPE_INTEGER,
        minimum,
        maximum,
        widest: Self.Rule.widestInteger
      )
    case .decimal(let minimum, let maximum):
      unsafe .rule(
        LXW_VALIDATION_TYPE_DECIMAL,
        minimum,
        maximum,
        widest: Self.Rule.widestDecimal
      )
    case .date(let earliest, let latest):
      unsafe .rule(
        LXW_VALIDATION_TYPE_DATE_NUMBER,
        SerialDate(earliest).serial,
        SerialDate(latest).serial
      )
    case .textLength(let minimum, let maximum):
      unsafe .rule(LXW_VALIDATION_TYPE_LENGTH, Double(minimum), Double(maximum))
    }
  }

  /// The rule's formula and the four texts for the library, `nil` where there is none.
  fileprivate func withLibraryTexts<Result>(
    _ body: (UnsafeMutablePointer<CChar>?, [UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let formula: String? =
      switch rule {
      case .list(let formula), .custom(let formula): formula
      case .any, .integer, .decimal, .date, .textLength: nil
      }
    return unsafe formula.withLibraryPointer { formula in
      unsafe promptTitle.shown.withLibraryPointer { promptTitle in
        unsafe prompt.shown.withLibraryPointer { prompt in
          unsafe errorTitle.shown.withLibraryPointer { errorTitle in
            unsafe errorMessage.shown.withLibraryPointer { errorMessage in
              unsafe body(formula, [promptTitle, prompt, errorTitle, errorMessage])
            }
          }
        }
      }
    }
  }
}

extension lxw_data_validation {
  /// A rule without bounds.
  fileprivate static func rule(_ type: lxw_validation_types) -> Self {
    var values = unsafe Self()
    unsafe values.validate = UInt8(type.rawValue)
    return unsafe values
  }

  /// A rule with one bound, two, or none, which is between the widest.
  fileprivate static func rule(
    _ type: lxw_validation_types,
    _ minimum: Double?,
    _ maximum: Double?,
    widest: Double = 0
  ) -> Self {
    var values = unsafe rule(type)
    let criterion: lxw_validation_criteria
    switch (minimum, maximum) {
    case (let minimum?, nil):
      criterion = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO
      unsafe values.value_number = minimum
    case (nil, let maximum?):
      criterion = LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO
      unsafe values.value_number = maximum
    default:
      criterion = LXW_VALIDATION_CRITERIA_BETWEEN
      unsafe values.minimum_number = minimum ?? -widest
      unsafe values.maximum_number = maximum ?? widest
    }
    unsafe values.criteria = UInt8(criterion.rawValue)
    return unsafe values
  }
}

extension ValidationLayout.ErrorStyle {
  fileprivate var libraryType: UInt8 {
    let type =
      switch self {
      case .stop, .silent: LXW_VALIDATION_ERROR_TYPE_STOP
      case .warning: LXW_VALIDATION_ERROR_TYPE_WARNING
      case .information: LXW_VALIDATION_ERROR_TYPE_INFORMATION
      }
    return UInt8(type.rawValue)
  }
}

extension Bool {
  fileprivate var librarySwitch: UInt8 {
    UInt8((self ? LXW_VALIDATION_ON : LXW_VALIDATION_OFF).rawValue)
  }
}

extension String {
  /// The text of a prompt or message: none when empty, and with a second `=` before one, since the
  /// library takes one away as from a formula.
  fileprivate var shown: String? { isEmpty ? nil : beginsAsFormula ? "=\(self)" : self }

  /// The text in the type of the library's structs, which only reads it.
  fileprivate func withLibraryPointer<Result>(
    _ body: (UnsafeMutablePointer<CChar>) -> Result
  ) -> Result {
    unsafe withCString { unsafe body(UnsafeMutablePointer(mutating: $0)) }
  }
}

extension String? {
  fileprivate func withLibraryPointer<Result>(
    _ body: (UnsafeMutablePointer<CChar>?) -> Result
  ) -> Result {
    guard let text = self else { return body(nil) }
    return unsafe text.withLibraryPointer(body)
  }
}

/// Something in a layout that no file can hold.
public enum WritingFault: String, Hashable, Sendable, CaseIterable {
  /// The workbook has no worksheet.
  case noSheets = "the workbook has no worksheet"
  /// Two worksheets have one name; spreadsheet programs take upper and lower case for the same.
  case sheetNameRepeated = "the worksheet's name is taken"
  /// The worksheet is called History, which Excel keeps for itself.
  case sheetNameReserved = "the worksheet's name is reserved"
  /// The active sheet's index names no worksheet.
  case activeSheetMissing = "the active worksheet does not exist"
  /// The active sheet is hidden.
  case activeSheetHidden = "the active worksheet is hidden"
  /// A cell or column names a style that the workbook does not have.
  case styleMissing = "the style does not exist"
  /// The cells are not in ascending order, or two stand in one place.
  case cellsNotInOrder = "the cells are not in order"
  /// The rows are not in ascending order, or one is outside a worksheet.
  case rowsNotInOrder = "the rows are not in order"
  /// A merged range of a single cell.
  case mergeOfOneCell = "the merged range has one cell"
  /// Two merged ranges share a cell.
  case mergesOverlap = "merged ranges overlap"
  /// A number is infinite or not a number.
  case numberNotFinite = "the number is not finite"
  /// A text holds a character that XML 1.0 forbids, or a control character where none may stand.
  case characterForbidden = "the text holds a forbidden character"
  /// A formula without text.
  case formulaEmpty = "the formula is empty"
  /// A cell names a shared formula that the worksheet does not have.
  case formulaMissing = "the shared formula does not exist"
  /// A link's target that is no place in this workbook, or that holds `#`, at which the library
  /// would cut it.
  case linkTargetInvalid = "the link's target cannot be written"
  /// A page header or footer with `&G`, which stands for a picture that a layout cannot have.
  case headerPicture = "the page header holds a picture"
  /// A colour above `0xFFFFFF`.
  case colorInvalid = "the colour is not in 0xRRGGBB"
  /// A validation without a range.
  case validationWithoutRange = "the validation has no range"
  /// A conditional format without a range.
  case formatWithoutRange = "the conditional format has no range"
  /// A bound below the bound that it should not fall below.
  case boundsReversed = "the bounds are reversed"
  /// A date before 1900-01-01, which spreadsheet programs do not have.
  case dateTooEarly = "the date lies before 1900"
  /// A page break outside a worksheet.
  case pageBreakOutside = "the page break is outside the worksheet"
  /// Repeated rows or columns outside a worksheet.
  case repeatedTitlesOutside = "the repeated rows or columns are outside the worksheet"
  /// A defined name that breaks the format's rules, or that a print area or filter has.
  case definedNameInvalid = "the defined name is not allowed"
  /// Two defined names that differ at most in upper and lower case.
  case definedNameRepeated = "the defined name is taken"
  /// A custom property without a name.
  case customPropertyUnnamed = "the custom property has no name"
  /// Two custom properties of one name.
  case customPropertyRepeated = "the custom property's name is taken"
}

extension WritingFault: CustomStringConvertible {
  /// The fault in English.
  public var description: String { rawValue }
}

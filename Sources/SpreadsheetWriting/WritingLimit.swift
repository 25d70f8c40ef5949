internal import Spreadsheet

/// A limit that a layout must keep.
///
/// Most are Microsoft's limits for Excel ("Excel specifications and limits"); those in bytes are
/// the sizes of libxlsxwriter's fields, which cut longer text without a word.
public enum WritingLimit: String, Hashable, Sendable, CaseIterable {
  /// Worksheets of a workbook.
  case sheets
  /// Cell styles of a workbook.
  case styles
  /// UTF-16 units of a cell's text or of a formula's text result.
  case cellText
  /// UTF-16 units of a formula.
  case formula
  /// UTF-16 units of a validation's formula.
  case validationFormula
  /// UTF-16 units of a validation's heading.
  case validationTitle
  /// UTF-16 units of a validation's prompt or message.
  case validationMessage
  /// Characters of the references of a validation's ranges.
  case validationRanges
  /// Characters of the references of a conditional format's ranges.
  case formatRanges
  /// Data validations of a worksheet.
  case validations
  /// Merged ranges of a worksheet.
  case mergedRanges
  /// Links of a worksheet.
  case links
  /// UTF-16 units of a link's text.
  case linkText
  /// UTF-16 units of a link's target.
  case linkTarget
  /// Columns of a worksheet.
  case columns
  /// A column's width in characters.
  case columnWidth
  /// Rows of a worksheet.
  case rows
  /// A row's height in points.
  case rowHeight
  /// UTF-16 units of a page header or footer.
  case pageHeader
  /// Page breaks of a worksheet in one direction.
  case pageBreaks
  /// A page margin in millimetres.
  case pageMargin
  /// A zoom or print scale in per cent.
  case scale
  /// Characters of a worksheet's password.
  case password
  /// Bytes of a defined name.
  case definedName
  /// Bytes of a defined name's formula.
  case definedNameFormula
  /// Bytes that name repeated rows and columns, the worksheet's name twice among them.
  case repeatedTitles
  /// UTF-16 units of a document property.
  case property
  /// Bytes of a custom property's name or text.
  case customProperty
  /// A font's size in points.
  case fontSize
  /// Bytes of a font's name.
  case fontName
  /// Bytes of a number format.
  case numberFormat
  /// A cell's indent.
  case indent

  /// The largest number allowed.
  public var maximum: Int {
    switch self {
    case .sheets: 32_767
    case .styles: 64_000
    case .cellText: 32_767
    case .formula: 8_192
    case .validationFormula, .validationMessage, .linkText, .linkTarget, .pageHeader: 255
    case .property, .customProperty, .columnWidth: 255
    case .validationTitle: 32
    case .validationRanges: ValidationLayout.maximumReferenceLength
    case .formatRanges: ConditionalFormatLayout.maximumReferenceLength
    case .validations: 65_534
    case .mergedRanges: 65_535
    case .links: 65_530
    case .columns: 16_384
    case .rows: 1_048_576
    case .rowHeight, .fontSize: 409
    case .pageBreaks: 1_023
    case .pageMargin: 1_000
    case .scale: 400
    case .password: 15
    case .definedName, .definedNameFormula, .repeatedTitles, .fontName, .numberFormat: 127
    case .indent: 250
    }
  }

  /// The smallest number allowed.
  public var minimum: Int {
    switch self {
    case .scale: 10
    case .fontSize: 1
    default: 0
    }
  }
}

extension WritingLimit: CustomStringConvertible {
  /// The limit with its number, such as `cellText is limited to 32767`.
  public var description: String {
    minimum == 0
      ? "\(rawValue) is limited to \(maximum)"
      : "\(rawValue) is limited to \(minimum) to \(maximum)"
  }
}

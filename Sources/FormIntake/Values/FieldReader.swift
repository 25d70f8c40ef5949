public import FormDefinitions
public import Spreadsheet

/// Reads cells under one field: what a village typed becomes a value of the field's type.
///
/// What is certain is repaired and noted; everything else is an error or a question. A reader is
/// made once a field and is used for all its cells.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `cell.formula-error` | error | the cell holds an error value such as `#REF!` |
/// | `cell.not-calculated` | error | the formula was never calculated |
/// | `cell.picture` | error | a picture stands where a value is asked |
/// | `cell.ditto` | error | 同上 or ditto marks |
/// | `value.stroke` | note | a stroke, or 无 where no value can be, counts as blank |
public struct FieldReader: Sendable {
  /// The field.
  public let field: FieldDefinition
  private var types: any TypeReader

  /// Creates a reader for a field, with its code list if its type has one.
  public init(field: FieldDefinition, codeList: CodeList?, context: ReadingContext) {
    self.field = field
    types =
      switch field.type {
      case .text, .signature: TextReader(field: field)
      case .integer, .decimal, .money, .percent: NumberReader(field: field)
      case .date, .month, .year: DateReader(field: field, context: context)
      case .yesNo: YesNoReader()
      case .choice: ChoiceReader(list: codeList)
      case .choices: ChoicesReader(list: codeList)
      case .identityNumber: IdentityNumberReader(context: context)
      case .mobileNumber: MobileNumberReader(field: field)
      case .divisionCode: DivisionCodeReader()
      case .creditCode: CreditCodeReader()
      }
  }

  /// The same reader under another context, as for the next workbook of the same form.
  ///
  /// It costs nothing, where creating a reader with a long code list does.
  public func under(_ context: ReadingContext) -> FieldReader {
    var reader = self
    switch field.type {
    case .date, .month, .year: reader.types = DateReader(field: field, context: context)
    case .identityNumber: reader.types = IdentityNumberReader(context: context)
    default: break
    }
    return reader
  }

  /// Reads a cell; `nil` is an empty one.
  public func read(_ cell: CellValue?) -> FieldReading {
    guard let cell, field.type != .signature else { return .blank }
    switch cell {
    case .text(let text): return read(text)
    case .number(let number): return types.read(number: number)
    case .date(let date): return types.read(date: date)
    case .boolean(let value): return types.read(boolean: value)
    case .error(let code): return CellFault.errorValue(code)
    case .emptyFormula: return CellFault.notCalculated
    case .picture: return CellFault.picture
    }
  }

  private func read(_ text: String) -> FieldReading {
    // Marks that stand for something else are short and begin in few ways: all other texts go
    // straight to the type.
    guard let first = text.unicodeScalars.first, !Stroke.isContent(first) else {
      return types.read(text: text)
    }
    if text.utf8.count <= 24 {
      let core = text.unicodeScalars.filter { !$0.isWhiteSpace && !$0.isInvisible }
      if core.isEmpty { return .blank }
      if core.count <= 4 {
        let mark = String(core)
        if CellFault.dittoMarks.contains(mark) { return CellFault.ditto(mark) }
        if types.strokes.contains(mark) { return .blank(writtenAs: mark) }
      }
    } else if text.unicodeScalars.allSatisfy({ $0.isWhiteSpace || $0.isInvisible }) {
      return .blank
    }
    return types.read(text: text)
  }
}

/// Reads the cells of one type of field.
protocol TypeReader: Sendable {
  /// The marks that mean that nothing is filled in.
  var strokes: Set<String> { get }
  /// Reads a text that is neither blank nor one of the strokes.
  func read(text: String) -> FieldReading
  func read(number: CellNumber) -> FieldReading
  func read(date: SerialDate) -> FieldReading
  func read(boolean: Bool) -> FieldReading
}

/// The marks that are written into cells to which nothing belongs.
enum Stroke {
  static let slashes: Set<String> = ["/", "／", "\\", "＼", "//", "／／"]
  static let dashes: Set<String> = [
    "-", "--", "---", "—", "——", "－", "－－", "–", "─", "──", "_", "__",
  ]
  static let words: Set<String> = ["无", "没有", "暂无", "空", "N/A", "n/a", "NA"]
  /// Whether a text that begins with a character is surely neither blank nor one of the marks.
  static func isContent(_ first: Unicode.Scalar) -> Bool {
    switch first {
    case "无", "没", "暂", "空", "同": false
    default: first.digit != nil || (0x4E00...0x9FFF).contains(first.value)
    }
  }

  static let lines = slashes.union(dashes)
  static let all = lines.union(words)
}

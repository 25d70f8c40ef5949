import Spreadsheet

extension WorksheetPart {
  /// The first serial after 9999-12-31.
  static var endOfDates: Double { 2_958_466 }

  /// The value of a cell, or `nil` when it holds none.
  mutating func value(
    of cell: CellElement,
    at reference: CellReference,
    _ scanner: inout XMLScanner
  ) throws(XMLFault) -> CellValue? {
    if let inline = cell.inline, cell.kind == .inlineString || cell.value == nil {
      if let fault = inline.fault { note(fault, reference, "in an inline string") }
      return text(inline.text)
    }
    guard let range = cell.value else { return cell.formula == nil ? nil : unsolved(cell) }
    let trimmed = Self.trimmed(range, scanner.bytes)
    if trimmed.isEmpty, cell.kind != .formulaText, cell.kind != .inlineString {
      return cell.formula == nil ? nil : unsolved(cell)
    }
    switch cell.kind {
    case .sharedString: return sharedString(trimmed, at: reference, scanner)
    case .number: return try number(trimmed, of: cell, at: reference, &scanner)
    case .boolean where scanner.bytes.equals("1", trimmed) || scanner.bytes.equals("true", trimmed):
      return .boolean(true)
    case .boolean
    where scanner.bytes.equals("0", trimmed) || scanner.bytes.equals("false", trimmed):
      return .boolean(false)
    case .error:
      let text = try scanner.decoded(trimmed)
      noteFault(of: text, at: reference, &scanner)
      return .error(text)
    case .date:
      let text = try scanner.decoded(trimmed)
      noteFault(of: text, at: reference, &scanner)
      return ISODateText.date(text).map { .date($0) } ?? .text(text)
    case .formulaText, .inlineString, .boolean, .other:
      let text = try scanner.decoded(range, hasEscapes: true)
      noteFault(of: text, at: reference, &scanner)
      return Self.picture(cell.formula ?? text) ?? self.text(text)
    }
  }

  /// Notes what is wrong with the text of a cell that the scanner has just decoded.
  private mutating func noteFault(
    of text: String,
    at reference: CellReference,
    _ scanner: inout XMLScanner
  ) {
    guard let fault = StringItem.fault(of: text, &scanner) else { return }
    note(fault, reference, "in the text of a cell")
  }

  private func text(_ text: String) -> CellValue? { text.isEmpty ? nil : .text(text) }

  private func unsolved(_ cell: CellElement) -> CellValue {
    cell.formula.flatMap(Self.picture) ?? .emptyFormula
  }

  private mutating func sharedString(
    _ range: Range<Int>,
    at reference: CellReference,
    _ scanner: XMLScanner
  ) -> CellValue? {
    guard let index = scanner.bytes.number(range), context.strings.strings.indices.contains(index)
    else {
      note(.sharedStringMissing, reference, "no such shared string")
      return nil
    }
    if let fault = context.strings.faults[index] { note(fault, reference, "in a shared string") }
    return text(context.strings.strings[index])
  }

  private mutating func number(
    _ range: Range<Int>,
    of cell: CellElement,
    at reference: CellReference,
    _ scanner: inout XMLScanner
  ) throws(XMLFault) -> CellValue? {
    guard let value = CellNumberText.value(scanner.bytes, range) else {
      return try unreadableNumber(range, of: cell, at: reference, &scanner)
    }
    // A number that is no day that a workbook knows stays a number, with what the file has for it.
    if cell.style < context.showsDate.count, context.showsDate[cell.style],
      value >= 0, value < Self.endOfDates
    {
      return .date(SerialDate(value, system: context.dateSystem))
    }
    return .number(CellNumber(value, rawText: scanner.bytes.text(range)))
  }

  /// A number spelt with character references, or a text where a number should stand, which is kept.
  private mutating func unreadableNumber(
    _ range: Range<Int>,
    of cell: CellElement,
    at reference: CellReference,
    _ scanner: inout XMLScanner
  ) throws(XMLFault) -> CellValue? {
    let text = try scanner.decoded(range, hasEscapes: true)
    scanner.metDamagedText = false
    note(.numberInvalid, reference, "not a finite number")
    return self.text(text)
  }

  /// The picture that WPS shows in a cell by the function `DISPIMG`, or `nil`.
  private static func picture(_ formula: String) -> CellValue? {
    guard formula.utf8.count < 256, let name = formula.end(of: "DISPIMG(\"") else { return nil }
    let identifier = formula[name...].prefix { $0 != "\"" }
    return identifier.isEmpty ? nil : .picture(String(identifier))
  }

  private static func trimmed(_ range: Range<Int>, _ bytes: ByteView) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, ASCII.isSpace(bytes[start]) { start += 1 }
    while end > start, ASCII.isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}

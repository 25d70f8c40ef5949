import Spreadsheet

/// The shared string table (ECMA-376 part 1, §18.4.9).
struct SharedStringsPart {
  /// The strings by index; each is stored once, however many cells refer to it.
  private(set) var strings: [String] = []
  /// The strings that have a fault, by index.
  private(set) var faults: [Int: WorkbookFault.Kind] = [:]

  /// Creates the table of a workbook without shared strings.
  init() {}

  /// Reads the part; the counts that it claims are not looked at.
  init(_ scanner: inout XMLScanner) throws(XMLFault) {
    var size = 0
    try scanner.root("sst")
    while try scanner.nextChild() {
      guard scanner.isNamed("si") else {
        try scanner.skipElement()
        continue
      }
      guard strings.count < scanner.limits.sharedStrings else {
        throw .limit(.sharedStrings, allowed: scanner.limits.sharedStrings)
      }
      let item = try StringItem(&scanner)
      size += item.text.utf8.count
      guard size <= scanner.limits.sharedStringBytes else {
        throw .limit(.sharedStringBytes, allowed: scanner.limits.sharedStringBytes)
      }
      if let fault = item.fault { faults[strings.count] = fault }
      strings.append(item.text)
    }
  }
}

/// A text as the table and inline strings hold it: plain, or runs of formatted text (`CT_Rst`,
/// ECMA-376 part 1, §18.4.8).
struct StringItem {
  /// The text of all runs, without phonetic hints.
  var text: String
  /// What is wrong with the text.
  var fault: WorkbookFault.Kind?

  /// Reads the item whose start the scanner met last, to its end.
  init(_ scanner: inout XMLScanner) throws(XMLFault) {
    text = ""
    scanner.metDamagedText = false
    while try scanner.nextChild() {
      if scanner.isNamed("t") {
        try append(&scanner)
      } else if scanner.isNamed("r") {
        while try scanner.nextChild() {
          if scanner.isNamed("t") { try append(&scanner) } else { try scanner.skipElement() }
        }
      } else {
        try scanner.skipElement()
      }
    }
    fault = Self.fault(of: text, &scanner)
  }

  /// What is wrong with a text that the scanner has just decoded.
  static func fault(of text: String, _ scanner: inout XMLScanner) -> WorkbookFault.Kind? {
    defer { scanner.metDamagedText = false }
    if scanner.metDamagedText { return .textEncodingInvalid }
    let limit = scanner.limits.textLength
    return text.utf8.count > limit && text.utf16.count > limit ? .textTooLong : nil
  }

  private mutating func append(_ scanner: inout XMLScanner) throws(XMLFault) {
    let range = try scanner.elementText()
    let piece = try scanner.decoded(range, hasEscapes: true)
    if text.isEmpty { text = piece } else { text += piece }
  }
}

/// Cells and rows of CSV files as Excel and WPS open them (RFC 4180).
package enum CSVText {
  /// A file: UTF-8 with a byte order mark, CRLF after each row.
  package static func file(_ rows: [[String]]) -> String {
    "\u{FEFF}" + rows.map { row($0) + "\r\n" }.joined()
  }

  /// A row without its line break.
  package static func row(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",")
  }

  /// A cell; a text that starts like a formula gets an apostrophe before it.
  package static func cell(_ text: String) -> String {
    var text = text
    if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first), !isNegativeNumber(text) {
      text = "'" + text
    }
    // Bytes, not characters: a quotation mark stays one whatever combines with it.
    guard text.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return text }
    var bytes = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a text is a minus sign with a plain decimal number and nothing else.
  private static func isNegativeNumber(_ text: String) -> Bool {
    let parts = text.utf8.dropFirst().split(
      separator: UInt8(ascii: "."),
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    return text.utf8.first == UInt8(ascii: "-")
      && parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      }
  }
}

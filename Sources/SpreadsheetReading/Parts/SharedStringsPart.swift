import Spreadsheet

/// The shared string table (ECMA-376 part 1, §18.4.9).
struct SharedStringsPart {
  /// The strings by index; each is stored once, however many cells refer to it.
  private(set) var strings: [String] = []
  /// Whether one of the strings is empty, and so no value.
  private(set) var hasEmpty = false
  /// The number of bytes of the longest string.
  private(set) var longest = 0
  /// The strings that have a fault, by index.
  private(set) var faults: [Int: WorkbookFault.Kind] = [:]

  /// The number of strings if each of them is a text without a fault, and else 0.
  var usualCount: Int { hasEmpty || !faults.isEmpty ? 0 : strings.count }

  /// Creates the table of a workbook without shared strings.
  init() {}

  /// Reads the part; the counts that it claims are not looked at.
  init(_ scanner: inout XMLScanner) throws(XMLFault) {
    var size = 0
    // A string takes about 32 bytes and more; room that is not needed costs nothing.
    strings.reserveCapacity(min(scanner.limits.sharedStrings, scanner.bytes.count / 32))
    try scanner.root("sst")
    try readPlainItems(&scanner, &size)
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
      longest = max(longest, item.text.utf8.count)
      guard size <= scanner.limits.sharedStringBytes else {
        throw .limit(.sharedStringBytes, allowed: scanner.limits.sharedStringBytes)
      }
      if let fault = item.fault { faults[strings.count] = fault }
      if item.text.isEmpty { hasEmpty = true }
      strings.append(item.text)
      try readPlainItems(&scanner, &size)
    }
  }

  /// Reads the items from here on that are spelt as programs spell nearly all of them, `<si><t>…`; the
  /// first that is anything else is left to the scanner.
  private mutating func readPlainItems(
    _ scanner: inout XMLScanner,
    _ size: inout Int
  ) throws(XMLFault) {
    let limits = scanner.limits
    guard scanner.isOpenToShortcuts, scanner.depth + 2 <= limits.depth else { return }
    let bytes = scanner.bytes
    var offset = scanner.position
    while bytes.matches("<si><t", at: offset) {
      var start = offset + 6
      if bytes.matches(" xml:space=\"preserve\"", at: start) { start += 21 }
      guard bytes[start] == ASCII.greater, let text = PlainText(bytes, from: start + 1),
        bytes.matches("</t></si>", at: text.range.upperBound),
        text.range.count <= limits.textLength
      else { break }
      size += text.range.count
      guard strings.count < limits.sharedStrings, size <= limits.sharedStringBytes else { break }
      longest = max(longest, text.range.count)
      if text.range.isEmpty { hasEmpty = true }
      strings.append(bytes.wellFormedText(text.range))
      offset = text.range.upperBound + 9
    }
    scanner.position = offset
  }
}

/// Text without references, escapes, line ends or anything that may be damaged: what the part spells
/// is what it says, and well-formed UTF-8.
struct PlainText {
  /// The bytes of the text.
  let range: Range<Int>

  /// Reads the text from an offset to the next `<`, or gives `nil` when there is more to it.
  init?(_ bytes: ByteView, from start: Int) {
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    var offset = start
    while true {
      // The lowest byte that is none of plain ASCII shows as the lowest high bit that is set.
      let word = bytes.word(offset)
      let less = word ^ ones &* UInt64(ASCII.less)
      let ampersand = word ^ ones &* UInt64(ASCII.ampersand)
      let underscore = word ^ ones &* UInt64(ASCII.underscore)
      let others =
        (word | (word &- ones &* 0x20) | ((less &- ones) & ~less)
          | ((ampersand &- ones) & ~ampersand) | ((underscore &- ones) & ~underscore)) & highs
      guard others != 0 else {
        offset += 8
        continue
      }
      offset += others.trailingZeroBitCount / 8
      switch bytes[offset] {
      case ASCII.less:
        range = start..<offset
        return
      case ASCII.underscore:
        guard bytes[offset + 1] != UInt8(ascii: "x") else { return nil }
        offset += 1
      case 0x80...:
        var character = bytes.word(offset)
        guard Self.isCommon(character) else { return nil }
        repeat {
          offset += 3
          character = bytes.word(offset)
        } while Self.isCommon(character)
      // An ampersand or a control character, which the end is too.
      default: return nil
      }
    }
  }

  /// Whether a word begins with a character of three bytes that is common: most Chinese characters,
  /// and full-width forms.
  @inline(__always)
  private static func isCommon(_ word: UInt64) -> Bool {
    guard word & 0xC0_C000 == 0x80_8000 else { return false }
    return UInt8(truncatingIfNeeded: word) &- 0xE1 <= 0xEC - 0xE1 || word & 0xFFFF == 0xBCEF
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

import Glibc
import Spreadsheet

@testable import SpreadsheetReading

/// Numbers, dates, number formats and references as text: the values are right, the verdicts hold
/// whatever stands around them, and the time grows with the length alone.
package enum FormatsCheck {
  /// Reads a text as everything that a text can be.
  package static func run(_ input: UnsafeBufferPointer<UInt8>) throws {
    let bytes = unsafe Array(input)
    try number(bytes)
    try plainCell(bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    try numberFormat(text)
    try date(text)
    try reference(text)
    try partName(text, bytes)
    try escapes(bytes)
    // One input in many is made long, since a quadratic reader shows itself only then.
    if ZipFixture.checksum(bytes) % 2048 == 0 { try time(bytes) }
  }

  // MARK: Numbers

  /// The number that the C library reads from a text that is one by the grammar of `xsd:double`,
  /// without its names; `nil` for anything else and for what is not finite.
  private static func expectedNumber(_ bytes: [UInt8]) -> Double? {
    var rest = bytes[...]
    func digits() -> Int {
      let run = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(run.count)
      return run.count
    }
    if let sign = rest.first, "+-".utf8.contains(sign) { rest = rest.dropFirst() }
    var count = digits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      count += digits()
    }
    guard count > 0 else { return nil }
    if let letter = rest.first, "eE".utf8.contains(letter) {
      rest = rest.dropFirst()
      if let sign = rest.first, "+-".utf8.contains(sign) { rest = rest.dropFirst() }
      guard digits() > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    let value = unsafe String(decoding: bytes, as: UTF8.self).withCString { unsafe strtod($0, nil) }
    return value.isFinite ? value : nil
  }

  private static func number(_ bytes: [UInt8]) throws(Violation) {
    let value = unsafe bytes.withUnsafeBufferPointer {
      unsafe CellNumberText.value(ByteView($0), 0..<bytes.count)
    }
    let expected = expectedNumber(bytes)
    try Violation.unless(
      value?.bitPattern == expected?.bitPattern,
      "the number is \(String(describing: value)), not \(String(describing: expected))"
    )
  }

  /// Reads the text as the value of a cell in the quickest way, if it can be read so.
  private static func plainCell(_ bytes: [UInt8]) throws(Violation) {
    // The text of an element ends at the first of these.
    guard !bytes.contains(UInt8(ascii: "<")) else { return }
    let cell = Array("<c r=\"C5\" s=\"0\"><v>".utf8) + bytes + Array("</v></c>".utf8)
    let plain = unsafe cell.withUnsafeBufferPointer { buffer in
      var expected = ExpectedReference()
      return unsafe PlainCell(ByteView(buffer), at: 0, row: 1, column: 1, &expected)
    }
    guard let plain, plain.hasValue else { return }
    try Violation.unless(
      plain.row == 5 && plain.column == 3 && plain.end == cell.count,
      "a plain cell is misread"
    )
    var builder = CellTableBuilder(sharedTexts: [])
    builder.append(
      PackedCell(
        row: plain.row,
        column: plain.column,
        .decimal,
        detail: plain.detail,
        payload: plain.digits
      )
    )
    guard case .number(let number) = CellTable(builder).first?.value else {
      throw Violation("a plain number is no number")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    try Violation.unless(number.rawText == text, "\(text) is kept as \(number.rawText)")
    let expected = expectedNumber(bytes)
    try Violation.unless(
      number.value.bitPattern == expected?.bitPattern,
      "the plain number is \(number.value), not \(String(describing: expected))"
    )
  }

  // MARK: Number formats

  private static func numberFormat(_ code: String) throws(Violation) {
    let verdict = NumberFormat.showsDate(code: code)
    for prefix in ["\"ymd\"", "\\d", "_m", "*y", "[Red]", "0.00;", "General;", "#,##0E+0;", "@"] {
      try Violation.unless(
        NumberFormat.showsDate(code: prefix + code) == verdict,
        "‘\(code)’ shows a date: \(verdict), but not so after \(prefix)"
      )
    }
    for prefix in ["yyyy;", "[h]:mm;", "aaa;", "e;"] {
      try Violation.unless(
        NumberFormat.showsDate(code: prefix + code),
        "‘\(code)’ hides the date before it"
      )
    }
    try Violation.unless(
      NumberFormat.showsDate(code: code.uppercased()) == verdict
        || !code.utf8.allSatisfy { $0 < 128 },
      "‘\(code)’ in capitals is another format"
    )
    if let identifier = Int(code) { _ = NumberFormat.showsDate(builtIn: identifier) }
  }

  // MARK: Dates

  private static func date(_ text: String) throws(Violation) {
    if let date = ISODateText.date(text) {
      try Violation.unless(
        date.serial.isFinite && date.serial >= 0 && date.serial < WorksheetPart.endOfDates,
        "\(text) is the day \(date.serial)"
      )
      // A time within the last half second of the last day has no second after it.
      if let day = date.date, day.year < 9999 {
        let again = ISODateText.date(date.description)
        try Violation.unless(
          again.map { abs($0.serial - date.serial) < 1 / 86_400.0 } ?? false,
          "\(text) is \(date), which is read as \(String(describing: again))"
        )
      }
    }
    guard let serial = Double(text) else { return }
    for system in [SerialDate.System.from1900, .from1904] {
      let date = SerialDate(serial, system: system)
      try Violation.unless((0..<86_400).contains(date.secondsOfDay), "\(serial) has no time of day")
      guard let day = date.date else { continue }
      try Violation.unless(
        (1900...9999).contains(day.year),
        "\(serial) lies in the year \(day.year)"
      )
      if system == .from1900 {
        try Violation.unless(
          abs(SerialDate(day).serial - serial) <= 1,
          "\(serial) is \(day), which is \(SerialDate(day).serial)"
        )
      }
    }
  }

  // MARK: References and names

  private static func reference(_ text: String) throws(Violation) {
    if let reference = CellReference(text) {
      try Violation.unless(
        CellReference(reference.description) == reference
          && CellReference(reference.absolute) == reference,
        "\(text) is \(reference), which is another cell"
      )
    }
    if let range = CellRange(text) {
      try Violation.unless(
        CellRange(range.description) == range && CellRange(range.absolute) == range
          && range.contains(range.first) && range.contains(range.last),
        "\(text) is \(range), which is another range"
      )
    }
    _ = CalendarDate(iso: text)
  }

  private static func partName(_ text: String, _ bytes: [UInt8]) throws(Violation) {
    let names = [
      PartName(target: text, from: PartName("xl/worksheets/sheet1.xml")),
      PartName(target: text, from: nil), PartName(entry: bytes),
    ]
    for name in names {
      guard let name else { continue }
      let segments = name.path.split(separator: ASCII.slash, omittingEmptySubsequences: false)
      try Violation.unless(
        segments.allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) }
          && !segments.contains { $0.elementsEqual("..".utf8) }
          && !name.path.contains(ASCII.backslash),
        "the part name \(name) is not plain"
      )
      try Violation.unless(name.foldsLike(name.path), "the part name \(name) is not itself")
      _ = name.relationships
    }
  }

  private static func escapes(_ bytes: [UInt8]) throws(Violation) {
    let resolved = ByteView.resolvingEscapes(bytes)
    try Violation.unless(resolved.count <= bytes.count, "an escape stands for more than itself")
    let isText = String(validating: bytes, as: UTF8.self) != nil
    try Violation.unless(
      !isText || String(validating: resolved, as: UTF8.self) != nil,
      "an escape breaks the text"
    )
    _ = DecodedText.string(bytes)
    unsafe bytes.withUnsafeBufferPointer { buffer in
      _ = unsafe XMLEncoding(ByteView(buffer))
      _ = unsafe XMLRepair.repaired(ByteView(buffer))
    }
    _ = FileKind(bytes: bytes)
  }

  // MARK: Time

  /// Reads the text written many times over, which must take no more than time in proportion to it.
  private static func time(_ bytes: [UInt8]) throws {
    guard (1...256).contains(bytes.count) else { return }
    let long = Array(repeatElement(bytes, count: (1 << 16) / bytes.count).joined())
    let text = String(decoding: long, as: UTF8.self)
    let begun = processorSeconds()
    _ = NumberFormat.showsDate(code: text)
    _ = expectedNumber(long)
    try number(long)
    _ = ISODateText.date(text)
    _ = CellRange(text)
    try partName(text, long)
    try escapes(long)
    let seconds = processorSeconds() - begun
    try Violation.unless(seconds < 2, "64 KiB took \(seconds) s")
  }

  private static func processorSeconds() -> Double {
    Double(clock()) / Double(CLOCKS_PER_SEC)
  }
}

import Spreadsheet

@testable import SpreadsheetReading

/// Whatever the bytes of a file are, they are refused or read as a workbook that keeps its promises.
package enum WorkbookCheck {
  /// Limits that let a fuzzer go on quickly; few inputs reach them by honest means.
  static let limits = {
    var limits = ReadingLimits()
    limits.fileBytes = 4 << 20
    limits.partBytes = 4 << 20
    limits.packageBytes = 16 << 20
    limits.archiveBytes = 4 << 20
    limits.archiveContentBytes = 16 << 20
    limits.cells = 20_000
    limits.sharedStrings = 20_000
    limits.mergedRanges = 1_000
    limits.faults = 100
    return limits
  }()

  /// Reads a file in every way that there is.
  package static func run(_ input: UnsafeBufferPointer<UInt8>) throws {
    let file = unsafe PartContainer.file(input)
    let kind = FileKind(bytes: file)
    let reader = WorkbookReader(limits: limits)
    switch Result(catching: { () throws(ReadingError) in try reader.workbook(bytes: file) }) {
    case .success(let workbook): try examine(workbook)
    case .failure(let error):
      try Violation.unless(!error.kind.isEmpty && !error.description.isEmpty, "an error is named")
    }
    guard kind == .archive || kind == .workbook,
      let archive = try? ArchiveReader(bytes: file, limits: limits)
    else { return }
    for entry in archive.entries.prefix(8) { _ = try? archive.bytes(of: entry) }
  }

  /// Sees whether a workbook is what the reader promises of every one.
  static func examine(_ workbook: Workbook) throws(Violation) {
    try Violation.unless(
      workbook.faults.count <= limits.faults + 1,
      "\(workbook.faults.count) faults"
    )
    let unreadable = workbook.faults.count { $0.kind == .worksheetUnreadable }
    try Violation.unless(
      unreadable < workbook.worksheets.count,
      "no worksheet was read"
    )
    var count = 0
    for worksheet in workbook.worksheets {
      var last: CellReference?
      for cell in worksheet.cells {
        count += 1
        try Violation.unless(
          last.map { $0 < cell.reference } ?? true,
          "\(cell.reference) is out of order"
        )
        last = cell.reference
        try examine(cell)
      }
      try Violation.unless(
        worksheet.hiddenRows.allSatisfy { (1...CellReference.maximumRow).contains($0) }
          && worksheet.hiddenColumns.allSatisfy { (1...CellReference.maximumColumn).contains($0) },
        "a hidden row or column lies outside"
      )
      try Violation.unless(
        worksheet.mergedRanges.count <= limits.mergedRanges,
        "\(worksheet.mergedRanges.count) merged ranges"
      )
    }
    try Violation.unless(count <= limits.cells, "\(count) cells")
    _ = workbook.dump()
  }

  private static func examine(_ cell: Cell) throws(Violation) {
    switch cell.value {
    case .text(let text):
      try Violation.unless(!text.isEmpty, "\(cell.reference) holds an empty text")
    case .number(let number):
      try Violation.unless(number.value.isFinite, "\(cell.reference) is not finite")
      try Violation.unless(
        Double(number.rawText) == number.value,
        "\(cell.reference) is \(number.value), spelt \(number.rawText)"
      )
    case .date(let date):
      try Violation.unless(date.serial.isFinite, "\(cell.reference) is no day")
      _ = date.description
    case .boolean, .error, .emptyFormula, .picture: break
    }
  }
}

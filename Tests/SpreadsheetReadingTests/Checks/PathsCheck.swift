import Spreadsheet

@testable import SpreadsheetReading

/// The scanner and the full parser see the same workbook in a file, or both see none.
///
/// The scanner does not look at everything that makes XML well-formed, so the full parser may refuse
/// a part that the scanner reads (``ScannerCheck`` holds what these may be). It never refuses one for
/// another reason, and what both read is the same.
package enum PathsCheck {
  /// Reads a file by both.
  package static func run(_ input: UnsafeBufferPointer<UInt8>) throws {
    let file = unsafe PartContainer.file(input)
    let automatic = outcome(file, .automatic)
    let rewritten = outcome(file, .rewritten)
    // The rewritten form of a part is larger, so it may meet a limit that the part itself does not.
    if case .failure(.limit(let name, _)) = rewritten, name == .partBytes || name == .packageBytes {
      return
    }
    switch (automatic, rewritten) {
    case (.success(let one), .success(let other)): try compare(one, other)
    case (.failure, .failure): break
    case (.success, .failure(.partMalformed)): break
    case (.success, .failure(let error)):
      throw Violation("the full parser alone refuses: \(error.kind)")
    // What the full parser did not read for being malformed may hold what neither lets pass.
    case (.failure(let error), .success(let other))
    where !error.isConfinedToPart && hasMalformedPart(other): break
    case (.failure(let error), .success):
      throw Violation("the scanner alone refuses: \(error.kind)")
    }
  }

  private static func outcome(
    _ file: [UInt8],
    _ parsing: Package.Parsing
  ) -> Result<Workbook, ReadingError> {
    var reader = WorkbookReader(limits: WorkbookCheck.limits)
    reader.parsing = parsing
    return Result { () throws(ReadingError) in try reader.workbook(bytes: file) }
  }

  private static func hasMalformedPart(_ workbook: Workbook) -> Bool {
    workbook.faults.contains { $0.detail.hasSuffix("part.malformed") }
  }

  private static func compare(_ automatic: Workbook, _ rewritten: Workbook) throws(Violation) {
    guard automatic != rewritten else { return }
    guard hasMalformedPart(rewritten) else { throw difference(automatic, rewritten) }
    // Without the strings or the styles that only one of them has, there is nothing to compare.
    let lost = rewritten.faults.filter { [.partUnreadable, .stylesUnreadable].contains($0.kind) }
    guard lost.allSatisfy({ automatic.faults.contains($0) }) else { return }
    try Violation.unless(
      automatic.worksheets.count == rewritten.worksheets.count,
      "the number of worksheets differs"
    )
    let refused = Set(
      rewritten.faults.filter { $0.kind == .worksheetUnreadable }.map { $0.sheet ?? "" }
    )
    for (one, other) in zip(automatic.worksheets, rewritten.worksheets)
    where !refused.contains(other.name) && one != other {
      throw difference(Workbook(worksheets: [one]), Workbook(worksheets: [other]))
    }
  }

  private static func difference(_ automatic: Workbook, _ rewritten: Workbook) -> Violation {
    Violation("the parsers differ\n\(automatic.dump())\n——\n\(rewritten.dump())")
  }
}

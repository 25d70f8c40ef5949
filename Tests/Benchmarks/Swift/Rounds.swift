import Foundation
import Spreadsheet
import SpreadsheetReading

/// Reads all files when it is told to, and answers with the nanoseconds that it took.
struct Rounds {
  private let paths: [String]
  private let reader: WorkbookReader

  init(_ paths: [String], _ reader: WorkbookReader) {
    self.paths = paths
    self.reader = reader
  }

  /// Warms up, prints what was found, then answers each line on standard input.
  func serve(_ visit: (Workbook) -> Sums) throws {
    say(try run(visit).sums.json)
    let clock = ContinuousClock()
    while readLine() != nil {
      var last: Workbook?
      let time = try clock.measure { last = try run(visit).last }
      // As with the others, what was read of the last file is released outside of the time.
      withExtendedLifetime(last) {}
      last = nil
      say("\(time.nanoseconds)")
    }
  }

  /// Prints a line at once: whoever asked waits for it.
  private func say(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
  }

  @inline(never)
  private func run(_ visit: (Workbook) -> Sums) throws -> (sums: Sums, last: Workbook?) {
    var sums = Sums()
    var last: Workbook?
    for path in paths {
      let workbook = try reader.workbook(contentsOf: path)
      sums += visit(workbook)
      last = workbook
    }
    return (sums, last)
  }
}

extension Duration {
  /// The duration in whole nanoseconds.
  var nanoseconds: Int64 {
    components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}

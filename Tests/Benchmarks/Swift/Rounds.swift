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
    say(try run(visit).json)
    let clock = ContinuousClock()
    while readLine() != nil {
      let time = try clock.measure { _ = try run(visit) }
      say("\(time.nanoseconds)")
    }
  }

  /// Prints a line at once: whoever asked waits for it.
  private func say(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
  }

  @inline(never)
  private func run(_ visit: (Workbook) -> Sums) throws -> Sums {
    var sums = Sums()
    for path in paths { sums += visit(try reader.workbook(contentsOf: path)) }
    return sums
  }
}

extension Duration {
  /// The duration in whole nanoseconds.
  var nanoseconds: Int64 {
    components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}

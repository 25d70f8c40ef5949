import Foundation
import Spreadsheet
import SpreadsheetReading

/// What `make bench` measures of ours inside one process; see README.md beside this folder.
@main
enum Benchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count >= 2, let listing = arguments.dropFirst().first else {
      throw Usage.wrong
    }
    if arguments.first == "county" { return try county(arguments.dropFirst(2), into: listing) }
    let paths = try String(contentsOfFile: listing, encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let reader = WorkbookReader(limits: .forBenchmarks)
    switch arguments.first {
    case "visit": try Rounds(paths, reader).serve { reading in reading.sums() }
    case "read": try Rounds(paths, reader).serve { _ in Sums() }
    case "memory": try MemoryUse.printPeak(of: paths, reader)
    case "soak":
      try MemoryUse.printGrowth(of: paths, reader, count: arguments.last.flatMap { Int($0) } ?? 0)
    default: throw Usage.wrong
    }
  }

  private static func county(_ arguments: ArraySlice<String>, into folder: String) throws {
    let numbers = arguments.compactMap { Int($0) }
    guard numbers.count == 2, let day = arguments.last.flatMap({ CalendarDate(iso: $0) }) else {
      throw Usage.wrong
    }
    try CountyReturns(villages: numbers[0], households: numbers[1], today: day)
      .write(to: URL(filePath: folder))
  }

  enum Usage: Error {
    case wrong
  }
}

extension ReadingLimits {
  /// The defaults, but for a sheet that is larger than any that an office sends.
  static var forBenchmarks: ReadingLimits {
    var limits = ReadingLimits()
    limits.partBytes = 256 << 20
    return limits
  }
}

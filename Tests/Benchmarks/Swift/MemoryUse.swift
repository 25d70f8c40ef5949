import Foundation
import Spreadsheet
import SpreadsheetReading

/// The memory that reading takes, as the system counts it (proc(5), `status`).
enum MemoryUse {
  /// Prints the resident memory before and the peak after reading all files, in KiB.
  static func printPeak(of paths: [String], _ reader: WorkbookReader) throws {
    let bare = try figure("VmRSS")
    let workbooks = try paths.map { try reader.workbook(contentsOf: $0) }
    let cells = workbooks.reduce(0) { $0 + $1.worksheets.reduce(0) { $0 + $1.cells.count } }
    print("{\"bare\": \(bare), \"peak\": \(try figure("VmHWM")), \"cells\": \(cells)}")
  }

  /// Prints the resident memory after a tenth of `count` workbooks and after the last, in KiB.
  static func printGrowth(of paths: [String], _ reader: WorkbookReader, count: Int) throws {
    var early = 0
    for number in 0..<count {
      _ = try reader.workbook(contentsOf: paths[number % paths.count])
      if number == count / 10 { early = try figure("VmRSS") }
    }
    print("{\"early\": \(early), \"late\": \(try figure("VmRSS")), \"workbooks\": \(count)}")
  }

  private static func figure(_ name: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
    return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
  }
}

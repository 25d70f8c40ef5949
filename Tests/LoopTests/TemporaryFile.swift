import Foundation
import Spreadsheet
import SpreadsheetReading
import SpreadsheetWriting

/// Writes a layout to a file of its own, reads it back, and removes the file.
func readBack(_ layout: WorkbookLayout) throws -> Workbook {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("loop-\(UUID().uuidString).xlsx").path
  defer { try? FileManager.default.removeItem(atPath: path) }
  try WorkbookWriter().write(layout, to: path)
  return try WorkbookReader().workbook(contentsOf: path)
}

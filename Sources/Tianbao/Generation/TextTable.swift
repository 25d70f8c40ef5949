import Foundation
import Spreadsheet
public import SpreadsheetReading
import SwiftCSV

/// A table of a unit list or roster: a heading row and rows of values, from .xlsx or .csv.
struct TextTable {
  /// A row: its one-based number in the file, and its cells by heading.
  struct Row {
    let number: Int
    let cells: [CellValue?]
  }

  let headings: [String]
  let rows: [Row]

  /// Reads a table; the headings are the first row that has at least two of the known words.
  ///
  /// - Parameters:
  ///   - url: an .xlsx workbook, of which the first sheet with such a row counts, or a CSV file in
  ///     UTF-8 or GB 18030.
  ///   - isKnown: whether a heading means something.
  /// - Throws: what is wrong with the file.
  init(contentsOf url: URL, isKnown: (String) -> Bool) throws(TableError) {
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: url))
    } catch {
      throw .unreadable(url.lastPathComponent)
    }
    let grids: [[(number: Int, cells: [CellValue?])]]
    switch FileKind(bytes: bytes) {
    case .text, .unknown:
      grids = [try Self.grid(csv: DecodedText.string(bytes), file: url.lastPathComponent)]
    default:
      do {
        let workbook = try WorkbookReader().workbook(bytes: bytes)
        grids = workbook.worksheets.filter { $0.visibility == .visible }.map(Self.grid)
      } catch {
        throw .workbook(url.lastPathComponent, error)
      }
    }
    for grid in grids {
      guard
        let head = grid.prefix(20).firstIndex(where: { row in
          row.cells.filter { $0.map { isKnown($0.plainText) } ?? false }.count >= 2
        })
      else { continue }
      headings = grid[head].cells.map { $0?.plainText ?? "" }
      rows = grid[(head + 1)...].filter { $0.cells.contains { $0 != nil } }
        .map { Row(number: $0.number, cells: $0.cells) }
      return
    }
    throw .headings(url.lastPathComponent)
  }

  private static func grid(_ worksheet: Worksheet) -> [(number: Int, cells: [CellValue?])] {
    var rows: [(number: Int, cells: [CellValue?])] = []
    for cell in worksheet.cells where cell.reference.column <= 400 {
      if rows.last?.number != cell.reference.row { rows.append((cell.reference.row, [])) }
      let last = rows.count - 1
      while rows[last].cells.count < cell.reference.column - 1 { rows[last].cells.append(nil) }
      rows[last].cells.append(cell.value)
    }
    return rows
  }

  private static func grid(
    csv text: String,
    file: String
  ) throws(TableError) -> [(number: Int, cells: [CellValue?])] {
    do {
      let csv = try CSV<Enumerated>(string: text, loadColumns: false)
      return ([csv.header] + csv.rows).enumerated().map { index, cells in
        (index + 1, cells.map { $0.isWhitespace ? nil : .text($0) })
      }
    } catch {
      throw .csv(file)
    }
  }
}

extension CellValue {
  /// The value as a person would write it.
  var plainText: String {
    switch self {
    case .text(let text): text
    default: description
    }
  }

  /// The value as a person would write it, without white space around it.
  var trimmedText: String {
    let text = plainText
    // Nearly none has any, and Foundation copies each text twice to see so.
    guard text.first?.isWhitespace == true || text.last?.isWhitespace == true else { return text }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// Why a unit list or roster cannot be used.
public enum TableError: Error, Sendable {
  /// The file cannot be read.
  case unreadable(String)
  /// The workbook cannot be read.
  case workbook(String, ReadingError)
  /// The file is no CSV.
  case csv(String)
  /// No row looks like headings.
  case headings(String)
  /// A column that is needed is missing.
  case column(String, needed: String)
  /// Rows of a unit list name no unit, or one that another row names.
  case units(String, [UnitList.Fault])
  /// A unit list has no unit.
  case noUnits(String)
}

extension String {
  /// Whether there is nothing to read in it.
  fileprivate var isWhitespace: Bool {
    // Cells are many, and most begin with what tells at once.
    if let first = utf8.first, first > UInt8(ascii: " "), first < 0x7F { return false }
    return unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }
}

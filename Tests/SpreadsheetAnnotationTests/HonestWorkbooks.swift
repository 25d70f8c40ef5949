import Foundation
import Spreadsheet
import SpreadsheetReading

/// The workbooks that other people and programs made: the samples and, where it is, the corpus.
enum HonestWorkbooks {
  static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the corpus: beside the package, or where `TIANBAO_CORPUS` says; `nil` if nowhere.
  static let corpus: URL? = {
    let beside = package.appending(path: "../shared/corpus").standardizedFileURL
    let named = ProcessInfo.processInfo.environment["TIANBAO_CORPUS"].map { URL(filePath: $0) }
    let folder = named ?? beside
    return FileManager.default.fileExists(atPath: folder.appending(path: "quirks").path)
      ? folder : nil
  }()

  /// The workbooks that the package brings.
  static let samples = workbooks(in: package.appending(path: "samples"))

  /// The workbooks with one oddity each, and those of public projects.
  static let public_ = corpus.map { folder in
    workbooks(in: folder.appending(path: "quirks"))
      + workbooks(in: folder.appending(path: "public"))
  }

  private static func workbooks(in folder: URL) -> [URL] {
    let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return (paths ?? []).filter { $0.hasSuffix(".xlsx") || $0.hasSuffix(".xlsm") }.sorted()
      .map { folder.appending(path: $0) }
  }
}

/// A generator whose numbers follow from a seed.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  /// Begins a sequence that follows from a text.
  init(_ text: String) {
    state = text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension CellMark {
  /// Three marks on a workbook at places that follow from its name: cells with a value, blank cells
  /// among them, and blank cells beyond them.
  static func three(on workbook: Workbook, named name: String) -> [CellMark] {
    var numbers = SeededNumbers(name)
    return (0..<3).compactMap { index in
      guard let worksheet = workbook.worksheets.randomElement(using: &numbers) else { return nil }
      let last = worksheet.cells.reduce((row: 1, column: 1)) { last, cell in
        (max(last.row, cell.reference.row), max(last.column, cell.reference.column))
      }
      var cell = CellReference(
        Int.random(in: 1...min(last.row + 3, CellReference.maximumRow), using: &numbers),
        Int.random(in: 1...min(last.column + 2, CellReference.maximumColumn), using: &numbers)
      )
      if index != 1, !worksheet.cells.isEmpty {
        let position = Int.random(in: 0..<worksheet.cells.count, using: &numbers)
        cell = worksheet.cells[position].reference
      }
      return CellMark(
        sheet: worksheet.name,
        cell: cell,
        tone: CellMark.Tone.allCases[index],
        comment: "第 \(index + 1) 处：请核对 <\(cell)> & “改正”"
      )
    }
  }

  /// A row of 退回意见 for the mark.
  var remark: Remark {
    Remark(
      tone: tone,
      severity: "错误",
      sheet: sheet,
      place: "\(cell)",
      target: cell,
      field: "项目",
      value: "_x000D_ 原值",
      message: comment,
      fix: "改正",
      key: "test|\(sheet)|\(cell)"
    )
  }
}

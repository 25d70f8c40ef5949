import ArgumentParser
import Findings
import Foundation
import Spreadsheet
import SpreadsheetReading
import Tianbao

/// The command `tianbao cells FILE [--sheet NAME]`.
struct Cells: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "逐格列出读到的内容（JSON Lines）。What the reader sees, a JSON line a cell."
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var limits: LimitOptions
  @Argument(help: "工作簿。The workbook.")
  var file: String
  @Option(help: "只列此工作表。Only this worksheet.")
  var sheet: String?

  func run() async throws {
    do {
      let workbook = try WorkbookReader(limits: limits.limits).workbook(contentsOf: file)
      if let sheet, workbook.worksheet(named: sheet) == nil {
        throw Exit.failure(
          .noInput,
          LocalizedText("没有工作表“\(sheet)”", en: "There is no worksheet ‘\(sheet)’"),
          shared
        )
      }
      for worksheet in workbook.worksheets where sheet == nil || worksheet.name == sheet {
        var lines = ""
        for cell in worksheet.cells {
          lines += CellListing.jsonLine(cell, sheet: worksheet.name) + "\n"
          // A large sheet is written piece by piece, since its lines take many times its memory.
          if lines.utf8.count >= 1 << 20 {
            FileHandle.standardOutput.write(Data(lines.utf8))
            lines = ""
          }
        }
        FileHandle.standardOutput.write(Data(lines.utf8))
      }
      for fault in workbook.faults {
        Terminal.error(
          "\(fault.kind.rawValue) \(fault.sheet ?? "")\(fault.cell.map { "!\($0)" } ?? "")"
        )
      }
    } catch let error as ReadingError {
      let words = ReadingMessage.words(for: error)
      let isMissing = error == .notFound
      throw Exit.failure(
        isMissing ? .noInput : .inputOutput,
        LocalizedText(
          "\(file)：\(words.message.chinese)。\(words.fix.chinese)",
          en: "\(file): \(words.message.english). \(words.fix.english)"
        ),
        shared
      )
    }
  }
}

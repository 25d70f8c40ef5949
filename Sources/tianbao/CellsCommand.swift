import ArgumentParser
import Findings
import FormIntake
import Foundation
import Spreadsheet
import SpreadsheetReading
import Tianbao

/// The command `tianbao cells FILE [--sheet NAME] [--sheets]`.
struct Cells: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "逐格列出读到的内容（JSON Lines）。What the reader sees, a JSON line a cell.",
    discussion: """
      每个有内容的单元格一行：sheet 工作表，cell 单元格，type 类型，value 值，formula 公式（没有则为 null）。
      type：text 文字；number 数字（照文件里的写法，写法不是 JSON 数字的另有 text）；date 日期或时间（按单元格格式\
      判断，1900 和 1904 两种日期系统都认，serial 是文件里的数）；boolean 是非；error 错误值，如 #REF!；\
      empty-formula 还没有计算结果的公式；picture WPS 单元格内的图片。
      隐藏的工作表、行、列照样列出；加 --sheets 则每个工作表一行，列出是否隐藏、合并的区域、隐藏的行列、筛选和图片。
      文件里损坏的单元格写到标准错误。

      One line for each cell that holds something, in sheet order. type is text, number (spelt as in \
      the file; where JSON has no such spelling, text has it), date (by the cell's number format, in \
      both date systems; serial is the number in the file), boolean, error, empty-formula (a formula \
      without a cached value) or picture (a picture that WPS keeps in a cell). Hidden sheets, rows and \
      columns are listed too; --sheets tells what is hidden, merged or filtered. Damaged cells are \
      named on standard error.
      """
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var limits: LimitOptions
  @Argument(help: "工作簿。The workbook.")
  var file: String
  @Option(help: "只列此工作表。Only this worksheet.")
  var sheet: String?
  @Flag(help: "每个工作表一行，不列单元格。A line a worksheet in place of the cells.")
  var sheets = false

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
        list(worksheet)
      }
      for fault in workbook.faults where sheet == nil || fault.sheet.map({ $0 == sheet }) ?? true {
        let finding = Finding(fault)
        let place = finding.location.map { "\($0)" } ?? file
        Terminal.error(
          "\(place): \(finding.message[shared.language]) → \(finding.fix[shared.language])"
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

  private func list(_ worksheet: Worksheet) {
    var lines = ""
    if sheets {
      lines = CellListing.jsonLine(worksheet) + "\n"
    } else {
      for cell in worksheet.cells {
        lines += CellListing.jsonLine(cell, sheet: worksheet.name) + "\n"
        // A large sheet is written piece by piece, since its lines take many times its memory.
        if lines.utf8.count >= 1 << 20 {
          FileHandle.standardOutput.write(Data(lines.utf8))
          lines = ""
        }
      }
    }
    FileHandle.standardOutput.write(Data(lines.utf8))
  }
}

import Findings
import Foundation
import SpreadsheetWriting
import Tianbao

extension TableError {
  /// The exit status of the command.
  var exit: Exit { if case .unreadable = self { .noInput } else { .inputOutput } }

  /// What went wrong, and what to do.
  var message: LocalizedText {
    switch self {
    case .unreadable(let file): LocalizedText("读不到文件 \(file)", en: "\(file) cannot be read")
    case .workbook(let file, let error):
      LocalizedText(
        "\(file) 不能用：\(ReadingMessage.words(for: error).message.chinese)；"
          + "在 Excel 或 WPS 中另存为 .xlsx 或 CSV 再用",
        en: "\(file) cannot be used: \(ReadingMessage.words(for: error).message.english); "
          + "save it as .xlsx or CSV in Excel or WPS"
      )
    case .csv(let file):
      LocalizedText("\(file) 不是正确的 CSV 文件，请检查引号", en: "\(file) is no valid CSV; check its quotes")
    case .headings(let file):
      LocalizedText(
        "\(file) 前 20 行里找不到表头，请保留如“代码、名称”或“户主姓名、证件号码”的表头行",
        en: "\(file) has no heading row among its first 20 rows"
      )
    case .column(let file, let needed):
      LocalizedText("\(file) 缺少“\(needed)”列", en: "\(file) lacks the column ‘\(needed)’")
    }
  }
}

extension SharedOptions {
  /// Reads a unit list.
  ///
  /// - Throws: an exit with what is wrong with the file.
  func unitList(_ path: String) throws -> UnitList {
    do {
      return try UnitList(contentsOf: URL(filePath: path))
    } catch {
      throw Exit.failure(error.exit, error.message, self)
    }
  }
}

extension WritingError {
  /// The exit status of the command.
  var exit: Exit {
    switch self {
    case .folderMissing, .targetExists, .cannotCreate: .cannotCreate
    case .cannotWrite: .inputOutput
    case .limit, .invalid, .refused: .software
    }
  }

  /// What went wrong, and what to do.
  func message(for path: String) -> LocalizedText {
    switch self {
    case .folderMissing:
      LocalizedText("输出文件夹不存在：\(path)", en: "The folder of the output does not exist: \(path)")
    case .targetExists:
      LocalizedText(
        "已有同名文件：\(path)；要覆盖请加 --overwrite",
        en: "The file exists: \(path); use --overwrite to replace it"
      )
    case .cannotCreate:
      LocalizedText("无法在此处建立文件：\(path)", en: "No file can be made there: \(path)")
    case .cannotWrite:
      LocalizedText(
        "写 \(path) 失败：磁盘已满或写不进去；腾出空间后再来一次，没有留下半个文件",
        en: "Writing \(path) failed: the disk is full or takes nothing; make room and try again"
      )
    case .limit, .invalid, .refused:
      LocalizedText("生成失败：\(self)", en: "The workbook could not be made: \(self)")
    }
  }
}

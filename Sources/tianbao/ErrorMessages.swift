import Findings
import FormDefinitions
import FormLayout
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
    case .noUnits(let file):
      LocalizedText(
        "\(file) 里没有单位；表头下面一行一个，写代码和名称",
        en: "\(file) has no unit; write one a row below the headings, with code and name"
      )
    case .units(let file, let faults):
      Self.words(faults.prefix(10).map(\.message), of: file, rest: faults.count - 10)
    }
  }
}

extension TableError {
  private static func words(
    _ messages: [LocalizedText],
    of file: String,
    rest: Int
  ) -> LocalizedText {
    LocalizedText(
      messages.map { "\(file) \($0.chinese)" }.joined(separator: "\n")
        + (rest > 0 ? "\n……另有 \(rest) 处" : ""),
      en: messages.map { "\(file), \($0.english)" }.joined(separator: "\n")
        + (rest > 0 ? "\n… and \(rest) more" : "")
    )
  }
}

extension UnitList.Fault {
  /// What is wrong with the row, and what to do.
  var message: LocalizedText {
    switch self {
    case .withoutCode(let line, let name):
      LocalizedText(
        "第 \(line) 行：“\(name)”没有代码；补上代码，不是单位的删去这一行",
        en: "line \(line): ‘\(name)’ has no code; give it, or delete the row if it is no unit"
      )
    case .withoutName(let line, let code):
      LocalizedText(
        "第 \(line) 行：代码 \(code) 没有名称；补上名称，不是单位的删去这一行",
        en:
          "line \(line): the code \(code) has no name; give it, or delete the row if it is no unit"
      )
    case .sameCode(let line, let code, let first, let name):
      LocalizedText(
        "第 \(line) 行：代码 \(code) 与第 \(first) 行“\(name)”的相同；一个代码只能写一个单位，改正后再来一次",
        en: "line \(line): the code \(code) is that of ‘\(name)’ in line \(first); "
          + "a code is one unit's, correct it and try again"
      )
    }
  }
}

extension DivisionCode.Fault {
  /// What is wrong with the code.
  var words: LocalizedText {
    switch self {
    case .character: LocalizedText("有不是数字的字", en: "not all are digits")
    case .length(let count): LocalizedText("有 \(count) 位，应为12位", en: "\(count) digits, not 12")
    case .province: LocalizedText("前两位不是省的代码", en: "digits 1 and 2 name no province")
    case .township: LocalizedText("第7～9位不是乡镇的代码", en: "digits 7 to 9 name no township")
    case .village: LocalizedText("第10～12位不是村的代码", en: "digits 10 to 12 name no village")
    }
  }
}

extension SharedOptions {
  /// Names the units of which neither code nor name tells what they are, so that they get no task.
  func warn(ofUnknownKind units: [ReportingUnit]) {
    guard !units.isEmpty else { return }
    let shown = units.prefix(10)
    let rest = units.count - shown.count
    Terminal.error(
      LocalizedText(
        "看不出类别，没有给它派任务：\(shown.map { "\($0.name)（\($0.code)）" }.joined(separator: "、"))"
          + (rest > 0 ? " 等 \(units.count) 个" : "") + "；用12位区划代码，或写全名称（如××村、××社区、××镇、××局）",
        en: "Nobody can tell what these are, they get no task: "
          + shown.map { "\($0.name) (\($0.code))" }.joined(separator: ", ")
          + (rest > 0 ? " and \(rest) more" : "")
          + "; use the 12 digits of a division code, or the full name"
      )[language]
    )
  }

  /// Reads a unit list, and says which rows are passed over.
  ///
  /// - Throws: an exit with what is wrong with the file.
  func unitList(_ path: String) throws -> UnitList {
    do {
      let url = URL(filePath: path)
      let list = try UnitList(contentsOf: url)
      for line in list.repeated {
        Terminal.error(
          LocalizedText(
            "\(url.lastPathComponent) 第 \(line) 行与前面的行相同，只算一次",
            en: "\(url.lastPathComponent), line \(line) repeats an earlier one and is passed over"
          )[language]
        )
      }
      return list
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

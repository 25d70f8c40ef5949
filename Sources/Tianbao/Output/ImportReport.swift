public import Findings
import FormIntake
import Foundation
import Spreadsheet
import SpreadsheetReading

/// What a clerk wants to see after an import: a table of files, and the worst file's findings.
public struct ImportReport: Sendable {
  private let results: [FileSubmission]
  private let skipped: [String]
  private let returned: (folder: String, copies: [ReturnedCopy])?
  private let language: Language

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - results: the files' submissions.
  ///   - skipped: the names of files that were passed over.
  ///   - returned: the folder of marked copies and what became of each; `nil` if none were asked for.
  ///   - language: the report's language.
  public init(
    results: [FileSubmission],
    skipped: [String],
    returned: (folder: String, copies: [ReturnedCopy])? = nil,
    language: Language
  ) {
    self.results = results
    self.skipped = skipped
    self.returned = returned
    self.language = language
  }

  /// The report as text.
  public var text: String {
    var lines = fileTable
    lines.append("")
    lines.append(summary)
    lines += conversions
    if !skipped.isEmpty {
      lines.append(
        LocalizedText(
          "跳过 \(skipped.count) 个不是报送表的文件：\(skipped.prefix(5).joined(separator: "、"))",
          en: "\(skipped.count) files passed over: \(skipped.prefix(5).joined(separator: ", "))"
        )[
          language
        ]
      )
    }
    lines += copyLines
    if let worst {
      lines.append("")
      lines += findings(of: results[worst])
      lines += otherFindings(than: worst)
    }
    return lines.joined(separator: "\n")
  }

  /// What was converted, and what could have been; the latter is for the office, not for the village.
  private var conversions: [String] {
    func count(_ codes: Set<Finding.Code>) -> Int {
      results.count { $0.submission.findings.contains { codes.contains($0.code) } }
    }
    let converted = count([FileFindings.converted])
    let convertible = count(
      [ReadingError.legacyWorkbook, .openDocument].reduce(into: []) {
        $0.insert(Finding.Code(rawValue: $1.kind))
      }
    )
    var texts: [LocalizedText] = []
    if converted > 0 {
      texts.append(
        LocalizedText(
          "其中 \(converted) 个不是 .xlsx，已用 LibreOffice 转换后读取",
          en: "\(converted) of them were no .xlsx and were converted by LibreOffice"
        )
      )
    }
    if convertible > 0 {
      texts.append(
        LocalizedText(
          "有 \(convertible) 个 .xls、.et 或 .ods 文件没有读取；本机装有 LibreOffice 的，加 --convert 可转换后读取",
          en:
            "\(convertible) .xls, .et or .ods files were not read; --convert does with LibreOffice"
        )
      )
    }
    return texts.map { $0[language] }
  }

  private var fileTable: [String] {
    let heading = [
      LocalizedText("文件", en: "file"), LocalizedText("结论", en: "verdict"),
      LocalizedText("记录", en: "records"), LocalizedText("错误", en: "errors"),
      LocalizedText("待确认", en: "confirm"), LocalizedText("提醒", en: "warnings"),
      LocalizedText("说明", en: "notes"),
    ].map { $0[language] }
    let rows = results.map { result in
      let counts = Dictionary(grouping: result.submission.findings, by: \.severity)
        .mapValues(\.count)
      return [
        result.file.shownOnOneLine, result.submission.verdict.name[language],
        String(result.recordCount),
      ] + [Severity.error, .confirm, .warning, .note].map { String(counts[$0] ?? 0) }
    }
    let table = Columns.aligned([heading] + rows)
    var lines = [table[0]]
    var (told, untold) = (0, 0)
    for (row, result) in zip(table.dropFirst(), results) {
      lines.append(row)
      guard let cause = cause(of: result) else { continue }
      if told < Self.mostCauses {
        told += 1
        lines.append("    \(cause)")
      } else {
        untold += 1
      }
    }
    guard untold > 0 else { return lines }
    let rest = LocalizedText(
      "另有 \(untold) 个退回或无法读取的文件没有列出原因，见 --csv 的 findings.csv 或 --report 的目录",
      en: "\(untold) more that go back: their causes are in findings.csv (--csv) and in --report"
    )
    return lines + [rest[language]]
  }

  /// For how many files the first cause is told: a county's morning, still to be scrolled through.
  private static let mostCauses = 300
  /// The most characters of a cause; it has one line.
  private static let longestCause = 80

  /// Why a file goes back, or cannot be read: the first of its gravest findings, on one line.
  private func cause(of result: FileSubmission) -> String? {
    switch result.submission.verdict {
    case .accepted, .acceptedWithWarnings: return nil
    case .returned, .unreadable: break
    }
    let open = result.submission.findings.filter { $0.confirmation == nil }
    guard let gravest = open.map(\.severity).max(),
      let finding = open.first(where: { $0.severity == gravest })
    else { return nil }
    let place = FindingGroups([finding]).groups.first?.place(language) ?? ""
    let colon = language == .chinese ? "：" : ": "
    let message = finding.messageWithPlaces(language).shownOnOneLine
    let shown =
      message.count > Self.longestCause
      ? message.prefix(Self.longestCause) + "…" : message[...]
    return "[\(finding.severity.name[language])] \(place.shownOnOneLine)\(colon)\(shown)"
  }

  /// Where the findings of the files stand that are not told here.
  private func otherFindings(than worst: Int) -> [String] {
    let count = results.indices.count { $0 != worst && isSerious(results[$0]) }
    guard count > 0 else { return [] }
    return [
      "",
      LocalizedText(
        "其余 \(count) 个文件的问题：加 --csv 文件夹，见 findings.csv；加 --report 文件夹，每个文件一页",
        en:
          "The findings of \(count) other files: findings.csv with --csv FOLDER, a page each with --report FOLDER"
      )[language],
    ]
  }

  /// What became of the marked copies: how many there are, and what is to be said of single ones.
  private var copyLines: [String] {
    guard let returned else { return [] }
    let count = returned.copies.count { $0.path != nil }
    let total = LocalizedText(
      "标注件 \(count) 份，在 \(returned.folder)；发回各村改正后原样报回",
      en: "\(count) marked copies in \(returned.folder), to be sent back to the villages"
    )
    return [total[language]]
      + returned.copies.filter { !$0.remarks.isEmpty }.map { copy in
        let remarks = copy.remarks.map { $0[language] }
        return
          "  \(copy.file.shownOnOneLine)：\(remarks.joined(separator: language == .chinese ? "；" : "; "))"
      }
  }

  private var summary: String {
    let counts = Dictionary(grouping: results, by: \.submission.verdict).mapValues(\.count)
    let parts = Verdict.allCases.compactMap { verdict in
      counts[verdict].map { "\(verdict.name[language]) \($0)" }
    }
    let records = results.reduce(0) { $0 + $1.recordCount }
    let total = LocalizedText(
      "共 \(results.count) 个文件，\(records) 条记录",
      en: "\(results.count) files, \(records) records"
    )
    return ([total[language]] + parts).joined(separator: language == .chinese ? "；" : "; ")
  }

  /// The file that needs most work: the one with most errors.
  private var worst: Int? {
    results.indices.max { left, right in weight(results[left]) < weight(results[right]) }.flatMap {
      isSerious(results[$0]) ? $0 : nil
    }
  }

  private func isSerious(_ result: FileSubmission) -> Bool {
    result.submission.findings.contains { $0.severity > .note }
  }

  private func weight(_ result: FileSubmission) -> Int {
    result.submission.findings.reduce(0) { sum, finding in
      switch finding.severity {
      case .error: sum + 1000
      case .confirm: sum + 100
      case .warning: sum + 10
      case .note: sum
      }
    }
  }

  private func findings(of result: FileSubmission) -> [String] {
    let balance = result.submission.balance
    var lines = [
      "── \(result.file.shownOnOneLine) ──",
      LocalizedText(
        "共 \(balance.cells) 格：导入 \(balance.used)，表样自带 \(balance.printed)，未用 \(balance.ignored)，去向不明 \(balance.unexplained)",
        en:
          "\(balance.cells) cells: \(balance.used) used, \(balance.printed) printed, \(balance.ignored) ignored, \(balance.unexplained) unexplained"
      )[language],
    ]
    let grouped = FindingGroups(result.submission.findings).groups
    let serious = grouped.filter { $0.finding.severity > .note }
    let notes = grouped.count - serious.count
    for group in serious.prefix(40) {
      lines.append("[\(group.finding.severity.name[language])] \(group.place(language))")
      lines.append("    \(group.finding.messageWithPlaces(language))")
      lines.append("    → \(group.finding.fix[language])")
    }
    if serious.count > 40 {
      lines.append(
        LocalizedText("……另有 \(serious.count - 40) 处", en: "… and \(serious.count - 40) more")[
          language
        ]
      )
    }
    if notes > 0 {
      lines.append(
        LocalizedText(
          "另有 \(notes) 处已自动更正或只作说明（见 --records 或 --csv）",
          en: "\(notes) notes on repairs (see --records or --csv)"
        )[language]
      )
    }
    return lines
  }
}

extension Verdict {
  /// The verdict as people read it.
  var name: LocalizedText {
    switch self {
    case .accepted: LocalizedText("通过", en: "accepted")
    case .acceptedWithWarnings: LocalizedText("通过，有提醒", en: "accepted with warnings")
    case .returned: LocalizedText("退回修改", en: "returned")
    case .unreadable: LocalizedText("无法读取", en: "unreadable")
    }
  }
}

/// Text in columns; a Han character takes two places.
enum Columns {
  static func aligned(_ rows: [[String]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { $0.indices.contains(column) ? width($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { index, text in
        index == row.count - 1
          ? text : text + String(repeating: " ", count: widths[index] - width(text) + 2)
      }.joined()
    }
  }

  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }
}

public import Findings
public import Ledger
import FormIntake
import FormLayout
import Spreadsheet

/// The problems of a round as a table, the most urgent first.
public struct ProblemReport: Sendable {
  private let problems: [Problem]
  private let units: [String: String]
  private let language: Language

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - problems: the problems in their order.
  ///   - units: the units' names by code.
  ///   - language: the report's language.
  public init(_ problems: [Problem], units: [String: String], language: Language) {
    self.problems = problems
    self.units = units
    self.language = language
  }

  /// The report of the problems of one number; `nil` if there is none of it.
  public func narrowed(to number: String) -> ProblemReport? {
    let own = problems.filter { $0.number == number }
    return own.isEmpty ? nil : ProblemReport(own, units: units, language: language)
  }

  /// Says that there is no problem of a number, and which there are.
  public func missing(_ number: String) -> LocalizedText {
    let shown = problems.prefix(10).map(\.number.shownOnOneLine)
    let rest = problems.count - shown.count
    guard !shown.isEmpty else {
      return LocalizedText(
        "没有问题“\(number)”，也没有别的问题",
        en: "There is no problem ‘\(number)’, nor any other"
      )
    }
    return LocalizedText(
      "没有问题“\(number)”；有：\(shown.joined(separator: "、"))"
        + (rest > 0 ? " 等 \(problems.count) 个，见 tianbao problems" : ""),
      en: "There is no problem ‘\(number)’, but \(shown.joined(separator: ", "))"
        + (rest > 0 ? " and \(rest) more, see tianbao problems" : "")
    )
  }

  /// The table, after a line with the counts.
  public var text: String {
    guard !problems.isEmpty else {
      return LocalizedText("没有问题", en: "There are no problems")[language]
    }
    return ([counts[language], ""] + Columns.aligned([heading] + problems.map(row)))
      .joined(separator: "\n")
  }

  /// A line of JSON a problem.
  public var jsonLines: String {
    problems.map { problem in
      JSONText.object([
        ("number", .string(problem.number)), ("unit", .string(problem.unit)),
        ("problem", .string(problem.text)), ("responsible", .string(problem.responsible)),
        ("found_on", .text(problem.foundOn?.description)),
        ("deadline", .text(problem.deadline?.description)),
        ("closed_on", .text(problem.closedOn?.description)),
        ("evidence", .text(problem.evidence.isEmpty ? nil : problem.evidence)),
        ("stage", .string("\(problem.stage)")),
        ("remarks", .array(problem.remarks.map { .string(words($0)) })),
        ("history", .array(problem.history.map(step))),
      ]).line
    }.joined(separator: "\n")
  }

  /// Each problem with what every return said of it, the oldest first.
  public var histories: String {
    problems.map { problem in
      let unit = units[problem.unit] ?? problem.unit
      let heading = "■ \(problem.number)　\(unit)　\(problem.text.shownOnOneLine)"
      let remarks = problem.remarks.map { "  ！\(words($0))" }
      let steps = problem.history.map { step in
        "  \(step.submission.receivedAt)　\(words(step.stage))　\(step.text.shownOnOneLine)　"
          + "（\(step.submission.file.shownOnOneLine) \(step.cell ?? "")）"
      }
      return ([heading] + closing(problem) + remarks + steps).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// When a problem was closed, and what proves it.
  private func closing(_ problem: Problem) -> [String] {
    guard problem.isClosed else { return [] }
    let none = LocalizedText("（没有写明）", en: "(not given)")[language]
    let day = problem.closedOn?.description ?? none
    let evidence = problem.evidence.isEmpty ? none : problem.evidence.shownOnOneLine
    return [
      LocalizedText("  销号日期 \(day)　佐证材料 \(evidence)", en: "  closed on \(day), by \(evidence)")[
        language
      ]
    ]
  }

  private func step(_ step: Problem.Step) -> JSONText {
    .object([
      ("received", .string(step.submission.receivedAt)),
      ("form", .string(step.submission.identity.form)),
      ("file", .string(step.submission.file)), ("stage", .string("\(step.stage)")),
      ("text", .string(step.text)), ("cell", .text(step.cell)),
    ])
  }

  private var counts: LocalizedText {
    func count(_ test: (Problem.Remark) -> Bool) -> Int {
      problems.count { $0.remarks.contains(where: test) }
    }
    let closed = problems.count(where: \.isClosed)
    let overdue = count { if case .overdue = $0 { true } else { false } }
    let vanished = count { if case .vanished = $0 { true } else { false } }
    let reopened = count { $0 == .reopened }
    return LocalizedText(
      "共 \(problems.count) 个问题，已销号 \(closed) 个；超期 \(overdue) 个，未销号而不再列出 \(vanished) 个，反弹 \(reopened) 个",
      en:
        "\(problems.count) problems, \(closed) closed; \(overdue) overdue, \(vanished) no longer listed though open, \(reopened) back again"
    )
  }

  private var heading: [String] {
    [
      LocalizedText("问题编号", en: "number"), LocalizedText("单位", en: "unit"),
      LocalizedText("阶段", en: "stage"), LocalizedText("整改时限", en: "deadline"),
      LocalizedText("责任单位", en: "responsible"), LocalizedText("情况", en: "remarks"),
      LocalizedText("具体问题", en: "problem"),
    ].map { $0[language] } + closingColumns
  }

  /// The headings of what closed problems have, where there are any.
  private var closingColumns: [String] {
    guard problems.contains(where: \.isClosed) else { return [] }
    return [
      LocalizedText("销号日期", en: "closed on")[language],
      LocalizedText("佐证材料", en: "evidence")[language],
    ]
  }

  private func row(_ problem: Problem) -> [String] {
    [
      problem.number.shownOnOneLine, units[problem.unit] ?? problem.unit,
      words(problem.stage), problem.deadline?.description ?? "",
      problem.responsible.shownOnOneLine,
      problem.remarks.map(words).joined(separator: language == .chinese ? "；" : "; "),
      shortened(problem.text.shownOnOneLine),
    ] + closingCells(problem)
  }

  private func closingCells(_ problem: Problem) -> [String] {
    guard !closingColumns.isEmpty else { return [] }
    guard problem.isClosed else { return ["", ""] }
    return [problem.closedOn?.description ?? "", shortened(problem.evidence.shownOnOneLine)]
  }

  private func shortened(_ text: String) -> String {
    text.count > 24 ? text.prefix(24) + "…" : text
  }

  private func words(_ stage: Problem.Stage) -> String {
    let text =
      switch stage {
      case .found: LocalizedText("已列问题清单", en: "found")
      case .assigned: LocalizedText("已明确责任", en: "assigned")
      case .planned: LocalizedText("已定措施", en: "planned")
      case .inProgress: LocalizedText("整改中", en: "in progress")
      case .closed: LocalizedText("已销号", en: "closed")
      case .reviewed: LocalizedText("已“回头看”", en: "reviewed")
      }
    return text[language]
  }

  private func words(_ remark: Problem.Remark) -> String {
    let text =
      switch remark {
      case .overdue(let days): LocalizedText("超期 \(days) 天", en: "\(days) days overdue")
      case .reopened: LocalizedText("销号后又出现", en: "closed once, open again")
      case .vanished(let before, let after):
        LocalizedText(
          "没有销号，\(before.receivedAt) 的台账有、\(after.receivedAt) 的没有",
          en: "not closed, listed on \(before.receivedAt), not on \(after.receivedAt)"
        )
      case .notTaken(let list, let later):
        LocalizedText(
          "\(list.receivedAt) 列入问题清单，\(later.receivedAt) 的清单、台账里没有",
          en: "on the list of \(list.receivedAt), not taken up on \(later.receivedAt)"
        )
      case .closedWithoutProof:
        LocalizedText("销号没有日期或佐证", en: "closed without a day or evidence")
      }
    return text[language]
  }
}

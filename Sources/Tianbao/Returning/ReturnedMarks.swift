import Findings
import FormDefinitions
import FormIntake
import Spreadsheet

/// What is marked in the workbook that goes back to a village, and what 退回意见 says.
struct ReturnedMarks {
  private(set) var marks: [CellMark] = []
  private(set) var remarks: [Remark] = []

  /// Words the findings of a submission.
  ///
  /// - Parameters:
  ///   - submission: the submission.
  ///   - workbook: the workbook of which it is, with its 退回意见 if it has one.
  ///   - form: the submission's form, for the labels of fields.
  ///   - language: the language of messages.
  init(
    _ submission: Submission,
    in workbook: Workbook,
    form: FormDefinition?,
    language: Language
  ) {
    let sheets = workbook.worksheets.filter(RemarkSheet.isRemarkSheet)
    var answers = Confirmations(sheets.flatMap(RemarkSheet.answers))
    var own = workbook
    own.worksheets.removeAll(where: RemarkSheet.isRemarkSheet)
    let labels = FieldLabels(form)
    let findings = submission.findings.filter { $0.severity > .note || $0.confirmation != nil }
    for group in FindingGroups(findings, joining: { $0.severity != .confirm }).groups {
      let finding = group.finding
      let record = finding.record.flatMap {
        submission.records.indices.contains($0) ? submission.records[$0].key : nil
      }
      let key = FindingKey.text(finding, record: record, in: own)
      let answer = answers.take(key)
      let range = finding.location?.cell.flatMap { CellRange($0) }
      let isConfirmed = finding.confirmation != nil
      let severity =
        isConfirmed ? LocalizedText("已确认", en: "confirmed") : finding.severity.name
      let target = finding.location.flatMap { location in
        workbook.worksheet(named: location.sheet) == nil ? nil : location.sheet
      }
      remarks.append(
        Remark(
          tone: Self.tone(finding.severity),
          severity: severity[language],
          sheet: target,
          place: group.cellText(language),
          target: range?.first,
          field: finding.field.map(labels.label) ?? "",
          value: group.cells.count > 1 ? "" : finding.value ?? "",
          message: finding.messageWithPlaces(language),
          fix: finding.fix[language],
          answer: answer?.answer ?? "",
          reason: answer?.reason ?? "",
          key: key
        )
      )
      mark(group, number: remarks.count, language)
    }
  }

  private mutating func mark(_ group: FindingGroups.Group, number: Int, _ language: Language) {
    let finding = group.finding
    guard let tone = Self.tone(finding.severity), let location = finding.location else { return }
    let severity = finding.severity.name[language]
    let message = finding.messageWithPlaces(language)
    var comment = "[\(severity)] \(message)\n→ \(finding.fix[language])"
    if finding.severity == .confirm {
      comment +=
        LocalizedText(
          "\n确实如此的，在“退回意见”第 \(number) 项选“属实”并写明原因",
          en: "\nIf it is so, choose 属实 at number \(number) on 退回意见 and give the reason"
        )[language]
    }
    for cell in group.cells.isEmpty ? Self.cells(of: finding) : group.cells {
      marks.append(CellMark(sheet: location.sheet, cell: cell, tone: tone, comment: comment))
    }
  }

  /// The cells of a finding about a range, where it stands for each of them.
  private static func cells(of finding: Finding) -> [CellReference] {
    guard finding.count > 1, let range = finding.location?.cell.flatMap({ CellRange($0) }),
      range.rows.count * range.columns.count == finding.count
    else { return [] }
    return range.rows.flatMap { row in range.columns.map { CellReference(row, $0) } }
  }

  private static func tone(_ severity: Severity) -> CellMark.Tone? {
    switch severity {
    case .error: .error
    case .confirm: .confirm
    case .warning: .warning
    case .note: nil
    }
  }
}

/// The labels of a form's fields by identifier, `table.field` inside a table.
private struct FieldLabels {
  private var labels: [String: String] = [:]

  init(_ form: FormDefinition?) {
    guard let form else { return }
    for field in form.fields { labels[field.id] = field.label }
    for table in form.tables {
      labels[table.id] = table.name
      for field in table.fields { labels["\(table.id).\(field.id)"] = field.label }
    }
  }

  /// A field's label; an identifier that has none says nothing to a village.
  func label(_ id: String) -> String { labels[id] ?? "" }
}

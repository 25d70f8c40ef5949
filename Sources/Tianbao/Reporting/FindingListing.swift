import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Spreadsheet

/// The findings of one file as its page lists them: who, where, what, how to put it right.
struct FindingListing {
  private let submission: Submission
  private let form: FormDefinition?
  private let language: Language
  private let groups: [FindingGroups.Group]
  /// The findings by code and place, for the values and names of cells that a group joins.
  private let findings: [Key: Finding]

  private struct Key: Hashable {
    let code: Finding.Code
    let location: Location?
    let field: String?
  }

  init(_ submission: Submission, form: FormDefinition?, language: Language) {
    self.submission = submission
    self.form = form
    self.language = language
    groups = FindingGroups(submission.findings).groups
    findings = Dictionary(
      submission.findings.map { (Key(code: $0.code, location: $0.location, field: $0.field), $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// How many entries of a severity there are.
  func count(_ severity: Severity) -> Int { groups.count { $0.finding.severity == severity } }

  /// The unit's name, by the records; `nil` where they do not tell one.
  var unitName: String? {
    guard let form,
      let field = form.fields.first(where: { form.unitParts[$0.id] == .village })
    else { return nil }
    let names = Set(submission.records.compactMap { $0.values[field.id]?.description })
    return names.count == 1 ? names.first : nil
  }

  /// The unit's name and code.
  var unit: String? {
    let code = submission.identity.flatMap { $0.unit.isEmpty ? nil : $0.unit }
    let parts = [unitName, code].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  // MARK: Findings

  /// What must be corrected, what must be confirmed, what is odd, and what is worth knowing.
  var sections: [VillagePage.Section] {
    let headings: [(Severity, LocalizedText)] = [
      (.error, LocalizedText("必须改正", en: "To be corrected")),
      (.confirm, LocalizedText("请核实确认", en: "To be confirmed")),
      (.warning, LocalizedText("提醒", en: "Warnings")),
      (.note, LocalizedText("说明（不必处理）", en: "Remarks (nothing to do)")),
    ]
    return headings.compactMap { severity, heading in
      let own = groups.filter { $0.finding.severity == severity && !Self.isRepair($0.finding) }
      guard !own.isEmpty else { return nil }
      return VillagePage.Section(
        severity: severity.rawValue,
        heading: "\(heading[language])（\(own.count)）",
        hint: severity == .confirm ? Self.confirming[language] : nil,
        expecting: (severity == .error ? Self.nearest : Self.taken)[language],
        findings: own.prefix(VillagePage.mostEntries).map(entry),
        more: more(own.count)
      )
    }
  }

  private static let nearest = LocalizedText("；应为或最接近的是：", en: "; expected or nearest: ")
  private static let taken = LocalizedText("；暂记作：", en: "; taken as: ")
  private static let confirming = LocalizedText(
    "不对的请改正；确实如此的，在标注件的“退回意见”页选“属实”并写明原因。",
    en: "Correct what is wrong; where it is so, choose 属实 on 退回意见 of the marked copy and say why."
  )

  private func entry(_ group: FindingGroups.Group) -> VillagePage.Entry {
    let members = members(group)
    let values = members.compactMap(\.value).reduce(into: [String]()) { list, value in
      if !list.contains(value) { list.append(value) }
    }
    return VillagePage.Entry(
      place: place(group),
      who: who(members),
      message: group.finding.messageWithPlaces(language),
      value: short(values),
      expected: members.count == 1 ? group.finding.expected : nil,
      fix: group.finding.fix[language],
      code: group.finding.code.rawValue
    )
  }

  /// The findings that a group joins.
  private func members(_ group: FindingGroups.Group) -> [Finding] {
    guard group.cells.count > 1, let sheet = group.finding.location?.sheet else {
      return [group.finding]
    }
    return group.cells.compactMap { cell in
      findings[
        Key(
          code: group.finding.code,
          location: Location(sheet: sheet, cell: cell.description),
          field: group.finding.field
        )
      ]
    }
  }

  private func place(_ group: FindingGroups.Group) -> String {
    let place = group.place(language)
    // A finding about a range says how many cells it stands for, as joined ones do.
    guard group.cells.isEmpty, group.finding.count > 1,
      let range = group.finding.location?.cell.flatMap({ CellRange($0) }),
      range.rows.count * range.columns.count == group.finding.count
    else { return place }
    return place
      + LocalizedText("（共 \(group.finding.count) 格）", en: " (\(group.finding.count) cells)")[
        language
      ]
  }

  /// The records that findings speak of, by name.
  private func who(_ members: [Finding]) -> String? {
    guard let form, let id = form.nameField else { return nil }
    let names = members.compactMap { finding -> String? in
      guard let record = finding.record, submission.records.indices.contains(record) else {
        return nil
      }
      return submission.records[record].values[id]?.description
    }.reduce(into: [String]()) { list, name in
      if !list.contains(name) { list.append(name) }
    }
    return short(names)
  }

  /// The first three of several texts.
  private func short(_ texts: [String]) -> String? {
    guard !texts.isEmpty else { return nil }
    let list = texts.prefix(3).joined(separator: "、")
    guard texts.count > 3 else { return list }
    return list + LocalizedText(" 等 \(texts.count) 个", en: " and \(texts.count - 3) more")[language]
  }

  private func more(_ count: Int) -> String? {
    let rest = count - VillagePage.mostEntries
    guard rest > 0 else { return nil }
    return LocalizedText(
      "……另有 \(rest) 处，见 --csv 的 findings.csv；先改好以上各处再报",
      en: "… and \(rest) more in findings.csv (--csv)"
    )[language]
  }

  // MARK: Repairs

  private static func isRepair(_ finding: Finding) -> Bool {
    finding.severity == .note && finding.value != nil && finding.expected != nil
  }

  /// What was repaired: what stood there, and what it was taken as.
  var repairs: VillagePage.Repairs? {
    let own = submission.findings.filter(Self.isRepair)
    guard !own.isEmpty else { return nil }
    let heading = LocalizedText(
      "已自动更正（不必处理，不对的请指出）",
      en: "Repaired (nothing to do unless it is wrong)"
    )
    return VillagePage.Repairs(
      heading: "\(heading[language])（\(own.count)）",
      rows: own.prefix(VillagePage.mostEntries).map { finding in
        VillagePage.Repair(
          place: [finding.location?.sheet, finding.location?.cell].compactMap(\.self)
            .joined(separator: " "),
          was: finding.value ?? "",
          takenAs: finding.expected ?? "",
          message: finding.message[language],
          code: finding.code.rawValue
        )
      },
      more: more(own.count)
    )
  }
}

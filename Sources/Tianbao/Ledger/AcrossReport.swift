public import Findings
public import FormDefinitions
public import FormLayout
public import Ledger
import FormIntake

/// What rules across forms, files and periods found, rule by rule in the order of their file.
///
/// Only so many findings of a rule are kept; the rest is counted.
public struct AcrossReport: Sendable {
  private let order: [String]
  private let forms: [String: FormDefinition]
  private let units: [String: String]
  private let language: Language
  private var groups: [String: Group] = [:]
  /// The number of findings of a rule that are told one by one.
  private static let shown = 20

  private struct Group {
    var shown: [AcrossFinding] = []
    var count = 0
    var units: Set<String> = []
  }

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - rules: the rules, in the order in which they are told.
  ///   - catalogue: the forms, for their names.
  ///   - units: the units, for their names.
  ///   - language: the report's language.
  public init(
    _ rules: [AcrossRule],
    _ catalogue: FormCatalogue,
    _ units: [ReportingUnit],
    language: Language
  ) {
    order = rules.map(\.code.rawValue)
    forms = catalogue.forms
    self.units = Dictionary(units.map { ($0.code, $0.name) }, uniquingKeysWith: { one, _ in one })
    self.language = language
  }

  /// Adds a finding.
  public mutating func add(_ finding: AcrossFinding) {
    let code = finding.finding.code.rawValue
    groups[code, default: Group()].count += 1
    groups[code]?.units.insert(finding.submission.identity.unit)
    if groups[code]?.shown.count ?? 0 < Self.shown { groups[code]?.shown.append(finding) }
  }

  /// All of it: the counts, then each rule's findings.
  public var text: String {
    let groups = order.compactMap { code in self.groups[code].map { (code, $0) } }
    guard !groups.isEmpty else {
      return LocalizedText("各表、各村、各期没有对不上的", en: "Nothing is at odds")[language]
    }
    return groups.map(paragraph).joined(separator: "\n\n")
  }

  /// What the units owe, after an import; empty where they owe nothing.
  public var owedText: String {
    let groups = order.compactMap { code in self.groups[code].map { (code, $0) } }
    guard !groups.isEmpty else { return "" }
    let heading = LocalizedText(
      "收到的表没有因此退回；所在单位还欠：",
      en: "Nothing goes back for these; the units still owe:"
    )
    return ([heading[language]] + groups.map(paragraph)).joined(separator: "\n")
  }

  /// A finding as the interface has it, on one line.
  public func json(_ finding: AcrossFinding) -> String {
    guard case .object(let own) = finding.finding.json(language) else { return "" }
    let other = finding.other.map { other in
      JSONText.object([("file", .string(other.file))] + Self.members(of: other))
    }
    return JSONText.object(
      [("file", .string(finding.submission.file))] + Self.members(of: finding.submission)
        + [("owed", .boolean(finding.isOwed))] + own + [("other", other ?? .null)]
    ).line
  }

  private static func members(of submission: FiledSubmission) -> [(String, JSONText)] {
    let identity = submission.identity
    return [
      ("submission", .number(String(submission.id))), ("form", .string(identity.form)),
      ("unit", .string(identity.unit)), ("period", .text(identity.period)),
    ]
  }

  private func paragraph(_ code: String, _ group: Group) -> String {
    let severity = group.shown.first?.finding.severity.name[language] ?? ""
    let heading = LocalizedText(
      "■ \(code)　[\(severity)]　\(group.count) 处，\(group.units.count) 个单位",
      en: "■ \(code) [\(severity)]: \(group.count) in \(group.units.count) units"
    )
    var lines = [heading[language]] + group.shown.flatMap(lines)
    if group.count > group.shown.count {
      lines.append(
        LocalizedText(
          "  另有 \(group.count - group.shown.count) 处，见 tianbao check --json",
          en: "  and \(group.count - group.shown.count) more, see tianbao check --json"
        )[language]
      )
    }
    return lines.joined(separator: "\n")
  }

  private func lines(_ found: AcrossFinding) -> [String] {
    let finding = found.finding
    let unit = found.submission.identity.unit
    let place = finding.location.map { " \($0)" } ?? ""
    let related = finding.related.map { "（\($0)）" }.joined()
    return [
      "  \(units[unit] ?? unit)　\(found.submission.file.shownOnOneLine)\(place)："
        + "\(finding.message[language])\(related)",
      "    → \(finding.fix[language])",
    ]
  }
}

extension [FileSubmission] {
  /// Adds what rules across files found; what a unit only owes changes no file.
  public mutating func add(_ found: [[AcrossFinding]]) {
    for (index, findings) in found.enumerated() where indices.contains(index) {
      let own = findings.filter { !$0.isOwed }.map(\.finding)
      guard !own.isEmpty else { continue }
      self[index].submission.findings += own
      self[index].submission.verdict = Submission.verdict(of: self[index].submission.findings)
    }
  }
}

public import Findings
public import FormDefinitions
import FormLayout

/// Finds people who stand in the records of two files of one run for one round and period, and two
/// files of one unit.
public struct BatchDuplicates: Sendable {
  private struct Place {
    let number: Int
    let file: String
    let location: Location?
    let report: Report?
  }

  /// What a unit owes once, whatever batch or layout it was sent.
  private struct Report: Hashable {
    let form: String
    let unit: String
    let period: String
    let campaign: String
  }

  private var people: [String: Place] = [:]
  /// The files of each report; of those of one batch the first.
  private var workbooks: [Report: [(file: String, batch: String)]] = [:]
  private var count = 0

  /// Creates an empty index.
  public init() {}

  /// Compares a submission with the earlier ones of the run, and remembers it.
  ///
  /// - Parameters:
  ///   - submission: the submission.
  ///   - file: the file's name, as reports cite it.
  ///   - form: the form of the submission.
  /// - Returns: what was found, for the later of two files.
  public mutating func findings(
    _ submission: Submission,
    file: String,
    form: FormDefinition
  ) -> [Finding] {
    var findings: [Finding] = []
    count += 1
    var report: Report?
    // A file of which nothing was imported is no other version of the one that corrects it.
    if let identity = submission.identity, !identity.unit.isEmpty, !submission.records.isEmpty {
      let own = Report(
        form: identity.form,
        unit: identity.unit,
        period: identity.period,
        campaign: identity.campaign
      )
      report = own
      let others = workbooks[own] ?? []
      let sameBatch = others.first { $0.batch == identity.batch }
      if sameBatch == nil { workbooks[own] = others + [(file, identity.batch)] }
      if let other = sameBatch ?? others.first {
        findings.append(
          Finding(
            "submission.same-unit",
            .warning,
            message: LocalizedText(
              "与“\(other.file)”是同一单位、同一期的同一张表",
              en: "‘\(other.file)’ is the same form of the same unit and period"
            ),
            fix: sameBatch != nil
              ? LocalizedText("确认以哪一份为准，只留一份", en: "Decide which one counts and keep it alone")
              : LocalizedText(
                "补发的另一份不必处理：两份都收，同一户以这一份为准；重复的只留一份",
                en:
                  "A supplement may stay: of a household in both this one counts; else keep one alone"
              )
          )
        )
      }
    }
    let identity = submission.identity
    let round = "\(form.id)/\(identity?.period ?? "")/\(identity?.campaign ?? "")"
    for (index, record) in submission.records.enumerated() {
      for person in record.people {
        let key = "\(round)/\(person.citizen)"
        if let first = people[key], first.number != count {
          // That the two files are one report twice is said already.
          if let report, first.report == report { continue }
          findings.append(
            Finding(
              "person.duplicate-across-files",
              .error,
              at: person.location,
              field: person.field,
              record: index,
              message: LocalizedText(
                "此人在“\(first.file)”中也有填报\(first.location.map { "（\($0)）" } ?? "")",
                en:
                  "This person is also reported in ‘\(first.file)’\(first.location.map { " (\($0))" } ?? "")"
              ),
              fix: LocalizedText("两村核对后只在一处保留", en: "Keep the person in one of the two files")
            )
          )
        } else {
          people[key] = Place(
            number: count,
            file: file,
            location: person.location,
            report: report
          )
        }
      }
    }
    return findings
  }
}

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

  /// A workbook of a report.
  private struct Workbook {
    let file: String
    let batch: String
    /// The households in it, where copies of it are told apart by them; else none.
    var households: Set<String> = []

    /// Whether both were filled in copies of one blank workbook, with other households in each.
    func isOtherCopy(of other: Workbook) -> Bool {
      batch == other.batch && !households.isEmpty && !other.households.isEmpty
        && households.isDisjoint(with: other.households)
    }
  }

  private var people: [String: Place] = [:]
  /// The workbooks of each report, by the first file of each.
  private var workbooks: [Report: [Workbook]] = [:]
  private var count = 0

  private static let keepOne = LocalizedText(
    "确认以哪一份为准，只留一份",
    en: "Decide which one counts and keep it alone"
  )
  private static let otherCopy = LocalizedText(
    "同一份空白工作簿填了两份，没有一户相同：两份都收；本意是更正的，只留更正后的那一份",
    en:
      "One blank workbook filled in twice, with no household in both: both are taken; if one corrects the other, keep that one alone"
  )
  private static let supplement = LocalizedText(
    "补发的另一份不必处理：两份都收，同一户以这一份为准；重复的只留一份",
    en: "A supplement may stay: of a household in both this one counts; else keep one alone"
  )

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
      var others = workbooks[own] ?? []
      let isBlank = form.isOfHouseholds && identity.isOfBlankWorkbook
      let workbook = Workbook(
        file: file,
        batch: identity.batch,
        households: isBlank ? Set(submission.records.compactMap(\.key)) : []
      )
      let same = others.firstIndex {
        $0.batch == workbook.batch && !workbook.isOtherCopy(of: $0)
      }
      let copy = others.first { workbook.isOtherCopy(of: $0) }
      let other = same.map { others[$0] } ?? copy ?? others.first
      if let same {
        others[same].households.formUnion(workbook.households)
      } else {
        others.append(workbook)
      }
      workbooks[own] = others
      if let other {
        findings.append(
          Finding(
            "submission.same-unit",
            .warning,
            message: LocalizedText(
              "与“\(other.file)”是同一单位、同一期的同一张表",
              en: "‘\(other.file)’ is the same form of the same unit and period"
            ),
            fix: same != nil ? Self.keepOne : copy != nil ? Self.otherCopy : Self.supplement
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

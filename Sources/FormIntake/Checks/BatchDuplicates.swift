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
    let campaign: String
  }

  /// What a unit owes once in a round, whatever batch or layout it was sent.
  private struct Report: Hashable {
    let form: String
    let unit: String
    let period: String
  }

  /// A workbook of a report.
  private struct Workbook {
    let file: String
    let batch: String
    let campaign: String
    /// The households in it, where copies of it are told apart by them; else none.
    var households: Set<String> = []

    /// Whether both were filled in copies of one blank workbook, with other households in each.
    func isOtherCopy(of other: Workbook) -> Bool {
      batch == other.batch && !households.isEmpty && !other.households.isEmpty
        && households.isDisjoint(with: other.households)
    }
  }

  /// The first place of each person in a form and period.
  private var people: [String: Place] = [:]
  /// The places in other rounds: one a round at most.
  private var elsewhere: [String: [Place]] = [:]
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

  /// Whether returns of these campaigns may be of one round: of one campaign, or one of none.
  private static func isOneRound(_ campaign: String, _ other: String) -> Bool {
    campaign == other || campaign.isEmpty || other.isEmpty
  }

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
        period: identity.period
      )
      report = own
      var others = workbooks[own] ?? []
      let isBlank = form.isOfHouseholds && identity.isOfBlankWorkbook
      let workbook = Workbook(
        file: file,
        batch: identity.batch,
        campaign: identity.campaign,
        households: isBlank ? Set(submission.records.compactMap(\.key)) : []
      )
      let ofRound = others.indices.filter {
        Self.isOneRound(others[$0].campaign, workbook.campaign)
      }
      let same = ofRound.first {
        others[$0].batch == workbook.batch && !workbook.isOtherCopy(of: others[$0])
      }
      let copy = ofRound.first { workbook.isOtherCopy(of: others[$0]) }
      let other = (same ?? copy ?? ofRound.first).map { others[$0] }
      if let same, others[same].campaign == workbook.campaign {
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
    let campaign = identity?.campaign ?? ""
    for (index, record) in submission.records.enumerated() {
      for person in record.people {
        let key = "\(form.id)/\(identity?.period ?? "")/\(person.citizen)"
        let place = Place(
          number: count,
          file: file,
          location: person.location,
          report: report,
          campaign: campaign
        )
        guard let known = people[key] else {
          people[key] = place
          continue
        }
        let places = [known] + (elsewhere[key] ?? [])
        if known.number == count {
          people[key] = place
        } else if !places.contains(where: { $0.campaign == campaign }) {
          elsewhere[key, default: []].append(place)
        }
        let first = places.first {
          $0.number != count && Self.isOneRound($0.campaign, campaign)
        }
        if let first {
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
        }
      }
    }
    return findings
  }
}

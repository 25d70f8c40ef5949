public import Findings
public import FormDefinitions
import FormLayout

/// Finds people who stand in the records of two files of one run, and two files of one unit.
public struct BatchDuplicates: Sendable {
  private struct Place {
    let file: String
    let identity: WorkbookIdentity?
    let location: Location?
  }

  private var people: [String: Place] = [:]
  private var workbooks: [WorkbookIdentity: String] = [:]

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
    if let identity = submission.identity, !identity.unit.isEmpty {
      if let other = workbooks[identity] {
        findings.append(
          Finding(
            "submission.same-unit",
            .warning,
            message: LocalizedText(
              "与“\(other)”是同一单位、同一期的同一张表",
              en: "‘\(other)’ is the same form of the same unit and period"
            ),
            fix: LocalizedText("确认以哪一份为准，只留一份", en: "Decide which one counts and keep it alone")
          )
        )
        return findings
      }
      workbooks[identity] = file
    }
    for (index, record) in submission.records.enumerated() {
      for (citizen, field, location) in record.citizens(form) {
        let key = "\(form.id)/\(citizen)"
        if let first = people[key], first.file != file {
          findings.append(
            Finding(
              "person.duplicate-across-files",
              .error,
              at: location,
              field: field,
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
          people[key] = Place(file: file, identity: submission.identity, location: location)
        }
      }
    }
    return findings
  }
}

extension SubmittedRecord {
  /// The people that a record names, each once: the 18 characters, the field and its cell.
  fileprivate func citizens(
    _ form: FormDefinition
  ) -> [(citizen: String, field: String, location: Location?)] {
    var seen: Set<String> = []
    var result: [(String, String, Location?)] = []
    func add(_ value: FieldValue?, _ field: String, _ location: Location?) {
      guard case .text(let text) = value else { return }
      let citizen = String(text.prefix(18))
      if seen.insert(citizen).inserted { result.append((citizen, field, location)) }
    }
    for field in form.fields where field.type == .identityNumber {
      add(values[field.id], field.id, cells[field.id])
    }
    for table in form.tables {
      for field in table.fields where field.type == .identityNumber {
        for row in tables[table.id] ?? [] { add(row[field.id], "\(table.id).\(field.id)", nil) }
      }
    }
    return result
  }
}

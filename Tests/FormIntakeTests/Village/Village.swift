import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// A village that was sent a workbook, fills it in and returns it.
enum Village {
  static let unit = ReportingUnit(
    code: "411003102201",
    name: "张庄村",
    township: "灵井镇",
    county: "建安区"
  )

  /// People with valid identity numbers.
  static let zhang = "411003197005010135"
  static let li = "411003197211120247"
  static let son = "411003200908200356"
  static let wang = "411003196501010113"
  static let zhao = "41100319800303017X"

  /// The card of a household in which everything is right.
  static let goodCard = MarkdownSheet(
    """
    |    | B | C                  | D | E                  |
    | 4  |   |                    |   | 张三               |
    | 5  |   | 411003197005010135 |   | =2                 |
    | 6  |   | =30000             |   | =1200.5            |
    | 7  |   | =31200.5           |   | {2023-08-01}       |
    | 8  |   | 否                 |   |                    |
    | 9  |   | 脱贫户             |   | 脱贫不稳定户       |
    | 11 |   | 张三               | 户主 | 411003197005010135 |
    | 12 |   | 李四               | 配偶 | 411003197211120247 |
    """
  )

  /// The second card of a workbook, below the first.
  static let secondCard = MarkdownSheet(
    """
    |    | B | C                  | D | E                  |
    | 18 |   |                    |   | 王五               |
    | 19 |   | 411003196501010113 |   | =1                 |
    | 25 |   | 王五               | 户主 | 411003196501010113 |
    """
  )

  /// A workbook of cards as it is sent out.
  static func cards(
    _ form: String = "household",
    records: [PrefilledRecord] = [],
    copies: Int = 1,
    unit: ReportingUnit? = unit,
    period: String? = "2023-08"
  ) throws -> Workbook {
    try workbook(form, .card, records, copies, unit, period)
  }

  /// A workbook with a row a household as it is sent out.
  static func list(
    records: [PrefilledRecord] = [],
    copies: Int = 3,
    unit: ReportingUnit? = unit
  ) throws -> Workbook {
    try workbook("household", .list, records, copies, unit, "2023-08")
  }

  private static func workbook(
    _ form: String,
    _ layout: LayoutKind,
    _ records: [PrefilledRecord],
    _ copies: Int,
    _ unit: ReportingUnit?,
    _ period: String?
  ) throws -> Workbook {
    let definition = try HouseholdForm.catalogue.form(form)
    return try FormWorkbook(
      form: definition,
      request: WorkbookRequest(
        unit: unit,
        period: period.flatMap { ReportingPeriod($0) },
        records: records,
        blankCopies: copies,
        layout: layout
      )
    ).layout.workbook
  }
}

/// Imports a workbook, and holds what every submission promises against the result.
///
/// Every cell is accounted for and the counts are those of the workbook; each finding says in both
/// languages what is wrong and what to do; the verdict is that of the gravest finding.
func imported(
  _ workbook: Workbook,
  today: CalendarDate = importDay,
  catalogue: FormCatalogue = HouseholdForm.catalogue,
  sourceLocation: SourceLocation = #_sourceLocation
) -> Submission {
  let submission = FormImporter(catalogue, today: today).submission(from: workbook)
  let balance = submission.balance
  #expect(balance.unexplained == 0, sourceLocation: sourceLocation)
  #expect(
    balance.cells == workbook.worksheets.reduce(0) { $0 + $1.cells.count },
    sourceLocation: sourceLocation
  )
  #expect(
    submission.ignored.reduce(0) { $0 + $1.count } == balance.ignored,
    sourceLocation: sourceLocation
  )
  for finding in submission.findings {
    for language in Language.allCases {
      #expect(!finding.message[language].isEmpty, sourceLocation: sourceLocation)
      #expect(!finding.fix[language].isEmpty, sourceLocation: sourceLocation)
    }
    let code = finding.code.rawValue
    #expect(code.wholeMatch(of: /[a-z-]+\.[a-z0-9-]+/) != nil, sourceLocation: sourceLocation)
    if let record = finding.record {
      #expect(submission.records.indices.contains(record), sourceLocation: sourceLocation)
    }
  }
  if !submission.records.isEmpty {
    #expect(
      submission.verdict == Submission.verdict(of: submission.findings),
      sourceLocation: sourceLocation
    )
  }
  return submission
}

extension Submission {
  /// The findings, a line each: severity, code and place.
  var lines: [String] { findings.map(\.description) }

  /// The finding of a code, if there is exactly one.
  func only(_ code: Finding.Code) -> Finding? {
    let all = findings.filter { $0.code == code }
    return all.count == 1 ? all[0] : nil
  }

  /// The records with what their fields and tables hold, a text each.
  var texts: [String] {
    records.map { record in
      let values = record.values.map { "\($0.key)=\($0.value)" }.sorted()
      let rows = record.tables.sorted { $0.key < $1.key }.flatMap { table, rows in
        rows.map { row in
          "\(table)(" + row.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ") + ")"
        }
      }
      return (values + rows).joined(separator: " ")
    }
  }
}

/// What the household of ``Village/goodCard`` is as a record.
let goodRecord =
  "business=1200.5 category=脱贫不稳定户 checked_on=2023-08-01 has_risk=否"
  + " head_id=411003197005010135 head_name=张三 household_size=2 net=31200.5 type=脱贫户"
  + " village=张庄村 wage=30000"
  + " members(id_number=411003197005010135 name=张三 relation=户主)"
  + " members(id_number=411003197211120247 name=李四 relation=配偶)"
/// What the household of ``Village/secondCard`` is as a record.
let secondRecord =
  "head_id=411003196501010113 head_name=王五 household_size=1 village=张庄村"
  + " members(id_number=411003196501010113 name=王五 relation=户主)"

import Findings
import FormDefinitions
import Foundation
import Spreadsheet
import Testing

@testable import FormIntake
@testable import Ledger

/// What the official rules across forms, files and periods find, whatever keeps the ledger.
@Suite struct AcrossTests {
  @Test func `the rules are without faults, and each has a case`() {
    #expect(Across.catalogue.faults == [])
    #expect(Across.rules.faults == [])
    #expect(Across.rules.rules.map(\.id) == AcrossCase.all.map(\.rule))
    #expect(Across.rules.rules.allSatisfy { $0.words.english != nil })
  }

  @Test(arguments: BookKind.here, AcrossCase.all)
  func `a rule finds what breaks it, cites both cells, and leaves near misses alone`(
    kind: BookKind,
    example: AcrossCase
  ) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    try Across.file(example.returns(), in: ledger)
    let found = try Across.findings(in: ledger, on: example.day).filter {
      $0.finding.code.rawValue == "across.\(example.rule)"
    }
    #expect(found.count == 1)
    let finding = try #require(found.first).finding
    #expect(finding.location?.description == example.cites.own)
    #expect(finding.related.map(\.description) == [example.cites.other].compactMap { $0 })
    for text in [finding.message, finding.fix] {
      for language in Language.allCases {
        #expect(!text[language].contains("（未知）") && !text[language].contains(AcrossCase.zhang))
      }
      #expect(text.chinese != text.english)
    }
    for miss in example.misses {
      var returns = example.returns()
      miss.change(&returns)
      let other = try Book(kind)
      let ledger = try other.open()
      try Across.file(returns, in: ledger)
      let codes = try Across.findings(in: ledger, on: example.day).map(\.finding.code.rawValue)
      #expect(!codes.contains("across.\(example.rule)"), "\(miss.why)")
    }
  }

  @Test(
    arguments: BookKind.here,
    [
      ("80%", "50%", true), ("已完成80％", "完成率50%", true), ("已完成", "60%", true),
      ("100％", "整改中", true), ("完成率８０％", "未开始", true), ("百分之八十", "75.5%", true),
      ("80%", "已完成", false), ("50%", "80%", false), ("80%", "完成率80％", false),
      ("整改中", "60%", false), ("80%", "由50%提高到70%", false), ("80%", "60%-70%", false),
      ("还剩50%", "还剩20%", false), ("80%", "正在整改", false), ("100%", "已完成", false),
    ] as [(String, String, Bool)]
  )
  func `a month's progress is held against the last one's by the percentages that they name`(
    kind: BookKind,
    words: (before: String, now: String, isAsked: Bool)
  ) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let example = try #require(AcrossCase.all.first { $0.rule == "task-progress-forward" })
    var returns = example.returns()
    returns[0].rows?.rows[0]["progress"] = words.before
    returns[1].rows?.rows[0]["progress"] = words.now
    try Across.file(returns, in: ledger)
    let codes = try Across.findings(in: ledger, on: example.day).map(\.finding.code.rawValue)
    #expect(codes.contains("across.task-progress-forward") == words.isAsked)
  }

  @Test(arguments: BookKind.here)
  func `what is owed is said after its day, and what came late too`(kind: BookKind) throws {
    let screened = Across.Sent(
      form: "screening",
      records: [
        ["head_id": AcrossCase.zhang, "screened_on": "2023-05-05", "in_key_group": "是"]
      ]
    )
    let owing = try Book(kind)
    let ledger = try owing.open()
    try Across.file([screened], in: ledger)
    #expect(try Across.findings(in: ledger, on: "2023-05-20").isEmpty)
    let overdue = try #require(try Across.findings(in: ledger, on: "2023-05-21").first)
    #expect(overdue.isOwed && overdue.finding.severity == .warning)
    #expect(overdue.finding.message.chinese.contains("2023-05-20 前核查，已超过 1 天"))
    for (day, late) in [("2023-05-20", false), ("2023-05-21", true), ("2023-04-19", nil)] {
      let book = try Book(kind)
      let ledger = try book.open()
      try Across.file(
        [
          screened,
          Across.Sent(
            form: "verification",
            records: [["head_id": AcrossCase.zhang, "verified_on": day, "opinion": "不纳入"]]
          ),
        ],
        in: ledger
      )
      let found = try Across.findings(in: ledger).map(\.finding)
      switch late {
      case true?:
        #expect(found.first?.message.chinese.contains("\(day) 才核查，晚了 1 天") == true)
        #expect(found.first?.related.map(\.description) == ["[核查表1.xlsx]核查表!J5"])
      case false?: #expect(found.isEmpty)
      // What was verified long before the screening answers another question.
      case nil: #expect(found.first?.message.chinese.contains("没有收到核查表") == true)
      }
    }
  }

  @Test(arguments: BookKind.here)
  func `a return at odds with others goes back and does not count`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let right = Across.Sent(
      form: "screening",
      records: [["head_id": AcrossCase.zhang, "household_size": "4"]]
    )
    let wrong = Across.Sent(
      form: "verification",
      records: [["head_id": AcrossCase.zhang, "household_size": "5"]]
    )
    _ = try imported(right, 0, into: ledger)
    let first = try imported(wrong, 1, into: ledger)
    #expect(first.found.map(\.finding.code.rawValue) == ["across.size-of-verification"])
    #expect(try ledger.submissions().map(\.verdict) == [.accepted, .returned])
    #expect(try ledger.submissions().map(\.isCounted) == [true, false])
    // Sent in again it is judged again, and is no new version.
    let again = try imported(wrong, 1, into: ledger)
    #expect(again.receipt?.outcome == .duplicate && again.found.count == 1)
    #expect(try ledger.submissions().map(\.isCounted) == [true, false])
    // When the other return is corrected, the same file is right.
    var corrected = right
    corrected.records[0]["household_size"] = "5"
    _ = try imported(corrected, 2, into: ledger)
    let last = try imported(wrong, 1, into: ledger)
    #expect(last.found.isEmpty && last.receipt?.outcome == .duplicate)
    #expect(try ledger.submissions().map(\.verdict) == [.accepted, .accepted, .accepted])
    #expect(try ledger.submissions().map(\.isCounted) == [false, true, true])
  }

  @Test(arguments: BookKind.here)
  func `a correction at odds with others leaves the one before it in its place`(
    kind: BookKind
  ) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let size = { (form: String, size: String) in
      Across.Sent(form: form, records: [["head_id": AcrossCase.zhang, "household_size": size]])
    }
    _ = try imported(size("screening", "4"), 0, into: ledger)
    _ = try imported(size("verification", "4"), 1, into: ledger)
    // The rule is the verification's; the screening that came last has the finding.
    let found = try imported(size("screening", "6"), 2, into: ledger).found
    #expect(found.map(\.submission.id) == [3])
    #expect(found.first?.finding.location?.description == "筛查表!O5")
    #expect(found.first?.finding.related.map(\.description) == ["[核查表1.xlsx]核查表!O5"])
    #expect(try ledger.submissions().map(\.isCounted) == [true, true, false])
  }

  @Test(arguments: BookKind.here)
  func `what a unit owes sends nothing back`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let sent = Across.Sent(
      form: "screening",
      records: [
        ["head_id": AcrossCase.zhang, "screened_on": "2023-05-05", "in_key_group": "是"]
      ]
    )
    let found = try imported(sent, 0, into: ledger, on: "2023-08-20")
    #expect(found.owed.map(\.isOwed) == [true])
    #expect(found.found.isEmpty)
    #expect(try ledger.submissions().map(\.verdict) == [.accepted])
  }

  @Test(arguments: BookKind.here)
  func `what a unit confirms stays confirmed until a value changes`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let size = { (form: String, size: String) in
      Across.Sent(form: form, records: [["head_id": AcrossCase.zhang, "household_size": size]])
    }
    _ = try imported(size("screening", "4"), 0, into: ledger)
    let asked = try #require(try imported(size("verification", "5"), 1, into: ledger).found.first)
    let answer = RemarkSheet.Answer(
      key: asked.answerKey,
      answer: "属实",
      reason: "新添一口",
      cell: CellReference(2, 8)
    )
    let answered = try imported(size("verification", "5"), 2, into: ledger, answers: [answer])
    #expect(answered.found.map(\.finding.severity) == [.note])
    #expect(answered.found.map(\.finding.confirmation) == ["新添一口"])
    #expect(try ledger.submissions().last?.isCounted == true)
    #expect(try Across.findings(in: ledger).map(\.finding.confirmation) == ["新添一口"])
    let changed = try imported(size("verification", "6"), 3, into: ledger, answers: [answer])
    #expect(changed.found.map(\.finding.severity) == [.confirm])
  }

  @Test(arguments: BookKind.here)
  func `a draft is not applied, and a new rule only warns`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let example = try #require(AcrossCase.all.first { $0.rule == "size-of-verification" })
    try Across.file(example.returns(), in: ledger)
    for (stage, severities) in [
      (RuleDefinition.Stage.draft, []), (.beta, [Severity.warning]), (.enforced, [.confirm]),
    ] {
      var rule = try #require(Across.rules.rules.first { $0.id == example.rule })
      rule.stage = stage
      var found: [Finding] = []
      try ledger.check([rule], Across.catalogue, in: .all, on: try Across.day("2023-08-20")) {
        found.append($0.finding)
      }
      #expect(found.map(\.severity) == severities)
      #expect(found.allSatisfy { $0.message.chinese.contains("试行") == (stage == .beta) })
    }
  }

  @Test(arguments: BookKind.here)
  func `one unit is checked alone`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let example = try #require(AcrossCase.all.first { $0.rule == "household-in-two-villages" })
    try Across.file(example.returns(), in: ledger)
    let of = { (unit: String) in
      try Across.findings(in: ledger, scope: .unit(unit)).filter {
        $0.finding.code == "across.household-in-two-villages"
      }.map(\.submission.identity.unit)
    }
    #expect(try of("411003102202") == ["411003102202"])
    #expect(try of("411003102201").isEmpty)
  }

  private func imported(
    _ sent: Across.Sent,
    _ number: Int,
    into ledger: Ledger,
    answers: [RemarkSheet.Answer] = [],
    on day: String = "2023-05-06"
  ) throws -> (receipt: Receipt?, found: [AcrossFinding], owed: [AcrossFinding]) {
    var file = try Across.file(sent, number)
    file.submission.answersAcross = answers
    let receipt = try ledger.receive(file, at: "\(day) 09:00")
    var owed: [AcrossFinding] = []
    let found = try ledger.judge(
      [receipt],
      [file.submission],
      by: Across.rules.rules,
      Across.catalogue,
      on: try Across.day(day),
      at: "\(day) 09:00"
    ) { owed.append($0) }
    return (receipt, found.first ?? [], owed)
  }
}

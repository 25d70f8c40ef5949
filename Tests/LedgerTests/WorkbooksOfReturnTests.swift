import Findings
import FormDefinitions
import Foundation
import Testing

@testable import FormIntake
@testable import FormLayout
@testable import Ledger
@testable import Reports

/// Several workbooks of one return, and one return in several rounds.
@Suite struct WorkbooksOfReturnTests {
  private static let people = [
    "411003197005010135", "411003198011110022", "411003199001010011",
  ]

  /// A workbook of a village with households by their incomes.
  private func file(
    _ content: String,
    batch: String,
    campaign: String = "",
    period: String = "2023-08",
    verdict: Verdict = .accepted,
    _ incomes: [(person: Int, income: String)]
  ) throws -> ReceivedFile {
    let records = try incomes.enumerated().map { index, entry in
      try Returns.record(Self.people[entry.person], income: entry.income, row: 5 + index)
    }
    var file = try Returns.file(content, records: records, verdict: verdict)
    file.submission.identity?.batch = batch
    file.submission.identity?.campaign = campaign
    file.submission.identity?.period = period
    return file
  }

  /// The incomes that count, by person.
  private func counted(_ ledger: Ledger, campaign: String? = nil) throws -> [String: [String]] {
    var incomes: [String: [String]] = [:]
    try ledger.forEachCounted(form: "visit", campaign: campaign, at: "9") { _, records in
      for record in records {
        incomes[record.key ?? "", default: []].append(record.values["income"]?.text ?? "")
      }
    }
    return incomes
  }

  @Test(arguments: BookKind.here)
  func `of a household in two workbooks the later one counts, and no other is lost`(
    kind: BookKind
  ) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let form = try #require(Returns.form)
    try ledger.defineViews([form])
    let first = try ledger.receive(file("a", batch: "a", [(0, "1"), (1, "2")]), at: "1")
    #expect(first?.outcome == .filed)
    let second = try #require(
      try ledger.receive(file("b", batch: "b", [(0, "10"), (2, "30")]), at: "2")
    )
    guard case .supplement(let changes) = second.outcome else {
      Issue.record("no supplement: \(second.outcome)")
      return
    }
    #expect(changes.map(\.key) == [Self.people[0], Self.people[2]])
    #expect(changes.last?.kind == .added)
    #expect(second.submission.predecessor == first?.submission.id)
    let both = [Self.people[0]: ["10"], Self.people[1]: ["2"], Self.people[2]: ["30"]]
    #expect(try counted(ledger) == both)
    let rollup = try Rollup(form, in: ledger, at: "9")
    #expect(rollup.records == 3)
    #expect(rollup.csv(.chinese).contains("42.00"))
    let view = try ledger.database.read { try $0.rows("SELECT COUNT(*) FROM form_visit") }
    #expect(view.first?.integer(0) == 3)
    #expect(try ledger.household(Self.people[0], at: "9").map(\.isCounted) == [false, true])
    // A correction of the first workbook replaces all of it, and comes last.
    let third = try ledger.receive(file("c", batch: "a", [(0, "100")]), at: "3")
    guard case .correction(let removed) = third?.outcome else {
      Issue.record("no correction")
      return
    }
    #expect(removed.contains { $0.key == Self.people[1] && $0.kind == .removed })
    #expect(try counted(ledger) == [Self.people[0]: ["100"], Self.people[2]: ["30"]])
    let told = try ledger.comparisons(form: "visit", unit: "411003102201")
    #expect(told.map(\.after.id) == [2, 3])
    #expect(told.map(\.before.id) == [1, 1])
    #expect(told[0].changes == changes && told[1].changes == removed)
  }

  @Test(arguments: BookKind.here)
  func `a workbook that goes back takes no household's place`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    _ = try ledger.receive(file("a", batch: "a", [(0, "1")]), at: "1")
    _ = try ledger.receive(file("b", batch: "b", verdict: .returned, [(0, "10")]), at: "2")
    #expect(try counted(ledger) == [Self.people[0]: ["1"]])
  }

  @Test(arguments: BookKind.here)
  func `what is at odds with others gives the households' places back`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let sent = { (form: String, batch: String, size: String) in
      Across.Sent(
        form: form,
        records: [["head_id": AcrossCase.zhang, "household_size": size]],
        batch: batch
      )
    }
    func imported(_ sent: Across.Sent, _ number: Int) throws {
      let file = try Across.file(sent, number)
      let receipt = try ledger.receive(file, at: "2023-08-20 09:00", isJudged: false)
      _ = try ledger.judge(
        [receipt],
        [file.submission],
        by: Across.rules.rules,
        Across.catalogue,
        on: try Across.day("2023-08-20"),
        at: "2023-08-20 09:00"
      )
    }
    try imported(sent("screening", "a", "4"), 0)
    try imported(sent("verification", "a", "4"), 1)
    try imported(sent("verification", "b", "7"), 2)
    #expect(try ledger.submissions().map(\.verdict) == [.accepted, .accepted, .returned])
    var sizes: [String] = []
    try ledger.forEachCounted(form: "verification", at: "9") { _, records in
      sizes += records.map { $0.values["household_size"]?.text ?? "" }
    }
    #expect(sizes == ["4"])
  }

  @Test(arguments: BookKind.here)
  func `a form without keys is one statement`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    var form = try #require(Returns.form)
    form.key = nil
    for (content, income) in [("a", "1"), ("b", "10")] {
      var file = try Returns.file(content, records: [Returns.record(nil, income: income)])
      file.form = form
      file.submission.identity?.batch = content
      _ = try ledger.receive(file, at: content)
    }
    #expect(try counted(ledger) == ["": ["10"]])
    #expect(try ledger.submissions().map(\.isCounted) == [false, true])
  }

  @Test(arguments: BookKind.here)
  func `a unit that spells itself in two ways is one unit`(kind: BookKind) throws {
    func names(_ form: String, _ sent: [[String]]) throws -> [String] {
      let ledger = try Book(kind).open()
      let key = try #require(try Across.catalogue.form(form).key)
      for round in 1...2 {
        for (number, names) in sent.enumerated() {
          let file = Across.Sent(
            form: form,
            records: names.map { [key: $0] },
            batch: "\(number)"
          )
          let receipt = try ledger.receive(Across.file(file, number), at: "1")
          if round == 2 { #expect(receipt?.outcome == .duplicate) }
        }
      }
      let rollup = try Rollup(try Across.catalogue.form(form), in: ledger, at: "9")
      var counted: [String] = []
      try ledger.forEachCounted(form: form, at: "9") { _, records in
        counted += records.map { $0.values[key]?.text ?? "" }
      }
      #expect(rollup.records == counted.count)
      return counted
    }
    // The form is the unit's own statement: it is the unit that is matched.
    for other in ["张庄村", "张庄村委会", "张庄　村", "张家庄"] {
      #expect(try names("work-report", [["张庄村"], [other]]) == [other])
      #expect(try names("monthly-tasks", [["张庄村"], ["李庄"], [other]]) == [other])
    }
    // A township has a row a village: a village is matched by its name.
    #expect(
      try names("screening-statistics", [["张庄村", "李庄村"], ["张庄村民委员会"], ["王庄"]])
        == ["李庄村", "张庄村民委员会", "王庄"]
    )
    // Two in one workbook are two, whatever they are called.
    #expect(
      try names("screening-statistics", [["张庄村"], ["张庄", "张庄村委会"]])
        == ["张庄村", "张庄", "张庄村委会"]
    )
  }

  @Test(arguments: BookKind.here)
  func `rounds, and what has no period, are not added up`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let form = try #require(Returns.form)
    _ = try ledger.receive(file("a", batch: "a", campaign: "spring", [(0, "1")]), at: "1")
    _ = try ledger.receive(file("b", batch: "b", campaign: "autumn", [(0, "10")]), at: "2")
    #expect(throws: RollupError.campaigns(["autumn", "spring"])) {
      try Rollup(form, in: ledger, at: "9")
    }
    let spring = try Rollup(form, in: ledger, campaign: "spring", at: "9")
    #expect(spring.records == 1 && spring.csv(.chinese).contains("1.00"))
    #expect(spring.withoutCampaign == 0)
    // A unit that the round has heard nothing of is missing, whatever it sent in another.
    try ledger.register([
      ReportingUnit(code: "411003102299", name: "远村", township: "镇", county: "县")
    ])
    let none = try Rollup(form, in: ledger, campaign: "summer", at: "9")
    #expect(none.records == 0 && none.reported == 0)
    _ = try ledger.receive(file("c", batch: "c", [(1, "5")]), at: "3")
    #expect(throws: RollupError.campaigns(["", "autumn", "spring"])) {
      try Rollup(form, in: ledger, at: "9")
    }
    #expect(try Rollup(form, in: ledger, campaign: "spring", at: "9").withoutCampaign == 1)
    #expect(try Rollup(form, in: ledger, campaign: "", at: "9").records == 1)
    _ = try ledger.receive(file("d", batch: "d", period: "", [(2, "7")]), at: "4")
    #expect(throws: RollupError.periods(["", "2023-08"])) {
      try Rollup(form, in: ledger, campaign: "", at: "9")
    }
    #expect(try counted(ledger, campaign: "autumn") == [Self.people[0]: ["10"]])
  }

  @Test(arguments: BookKind.here)
  func `what names no round is of the only round there is`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    let form = try #require(Returns.form)
    func send(_ name: String, _ unit: String, _ campaign: String, _ people: [Int]) throws {
      var sent = try file(
        name,
        batch: name,
        campaign: campaign,
        people.map { (person: $0, income: "1") }
      )
      sent.submission.identity?.unit = unit
      _ = try ledger.receive(sent, at: "2023-08-20 09:00")
    }
    func rolledUp(_ campaign: String) throws -> [Int] {
      let rollup = try Rollup(form, in: ledger, campaign: campaign, at: "9")
      return [rollup.reported, rollup.records, rollup.withoutCampaign]
    }
    try send("a", "411003102201", "", [0])
    #expect(try rolledUp("spring") == [1, 1, 0])
    try send("b", "411003102202", "spring", [1])
    #expect(try rolledUp("spring") == [2, 2, 0] && rolledUp("") == [1, 1, 0])
    #expect(throws: RollupError.campaigns(["", "spring"])) {
      try Rollup(form, in: ledger, at: "9")
    }
    // A unit that names the round is not added to what it sent without.
    try send("c", "411003102202", "", [1, 2])
    #expect(try rolledUp("spring") == [2, 2, 1])
    // In another round's eyes there are two that it may be of.
    #expect(try rolledUp("autumn") == [0, 0, 2])
    try send("d", "411003102203", "autumn", [2])
    #expect(try rolledUp("spring") == [1, 1, 2] && rolledUp("autumn") == [1, 1, 2])
  }

  @Test(arguments: BookKind.here)
  func `what goes back in one round is missing in another`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    let form = try #require(Returns.form)
    for (name, campaign, verdict) in [
      ("a", "spring", Verdict.accepted), ("b", "autumn", .returned), ("c", "spring", .returned),
      ("d", "", .returned),
    ] {
      var sent = try file(name, batch: name, campaign: campaign, verdict: verdict, [(0, "1")])
      sent.submission.identity?.unit = "41100310220\(name)"
      _ = try ledger.receive(sent, at: "1")
      try ledger.register([
        ReportingUnit(code: "41100310220\(name)", name: name, township: "镇", county: "县")
      ])
    }
    for campaign in [nil, "spring"] {
      let rollup = try Rollup(form, in: ledger, campaign: campaign, at: "9")
      let standings = rollup.units.units.map(\.standing)
      #expect(standings == [.reported, .missing, .returned, .returned], "\(campaign ?? "")")
    }
  }

  @Test(arguments: BookKind.here)
  func `what a unit owes in a round is not what it sent in another`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let day = try Across.day("2023-08-25")
    _ = try ledger.receive(
      file("a", batch: "a", campaign: "spring", [(0, "1")]),
      at: "2023-08-20 09:00"
    )
    let owed = Obligation(
      item: "visit",
      title: "走访",
      form: "visit",
      unit: "411003102201",
      period: "2023-08",
      opens: try Across.day("2023-08-01"),
      due: try Across.day("2023-08-24")
    )
    #expect(try ledger.status(of: [owed], in: "autumn", on: day).map(\.state) == [.missing])
    #expect(try ledger.status(of: [owed], in: "spring", on: day).map(\.versions) == [1])
    try ledger.fileNilReturn(
      form: "visit",
      unit: "411003102201",
      period: "2023-08",
      campaign: "autumn",
      reason: "无",
      at: "1"
    )
    #expect(
      try ledger.status(of: [owed], in: "autumn", on: day).map(\.state)
        == [.nilReturn(reason: "无")]
    )
    #expect(try ledger.status(of: [owed], in: "winter", on: day).map(\.state) == [.missing])
  }

  @Test(arguments: BookKind.here)
  func `records of another round are neither counted nor asked about`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let screened = { (person: String, campaign: String) in
      Across.Sent(form: "screening", records: [["head_id": person]], campaign: campaign)
    }
    let counts: AcrossCase.Record = [
      "village": "张庄村", "screened": "1", "key_households": "0", "verified": "0",
      "new_listed": "0", "clearance_checked": "0",
    ]
    try Across.file(
      [
        screened(AcrossCase.zhang, "one"), screened(AcrossCase.li, "two"),
        Across.Sent(form: "screening-statistics", records: [counts], campaign: "two"),
      ],
      in: ledger
    )
    let codes = { try Across.findings(in: ledger).map(\.finding.code.rawValue) }
    #expect(try !codes().contains("across.screened-count"))
    // What names no round may be of either, what names one is of that one.
    for (own, others, isAsked) in [
      ("two", ["", ""], true), ("two", ["one", "", "two"], true), ("", ["two", "two"], true),
      ("", ["one", "two"], false), ("two", ["one", ""], false), ("two", [""], false),
    ] {
      let ledger = try Book(kind).open()
      let people = [AcrossCase.zhang, AcrossCase.li, "411003199001010011"]
      var returns = zip(people, others).map { screened($0, $1) }
      for index in returns.indices { returns[index].batch = "\(index)" }
      let statistics = Across.Sent(
        form: "screening-statistics",
        records: [counts],
        campaign: own
      )
      try Across.file(returns + [statistics], in: ledger)
      let codes = try Across.findings(in: ledger).map(\.finding.code.rawValue)
      #expect(codes.contains("across.screened-count") == isAsked, "\(own) \(others)")
    }
    // Zhang has moved into the household of Li since the first round, or a year ago.
    for (number, campaign, day, isAsked) in [
      (3, "three", "2023-08-20", false), (4, "", "2024-08-20", false),
      (5, "one", "2023-08-21", true),
    ] {
      let book = try Book(kind)
      let ledger = try book.open()
      _ = try ledger.receive(
        Across.file(screened(AcrossCase.zhang, "one"), 0),
        at: "2023-08-20 09:00"
      )
      let moved = Across.Sent(
        form: "verification",
        records: [["head_id": AcrossCase.li]],
        rows: ("members", [["id_number": AcrossCase.li], ["id_number": AcrossCase.zhang]]),
        campaign: campaign
      )
      _ = try ledger.receive(Across.file(moved, number), at: "\(day) 09:00")
      let asked = try Across.findings(in: ledger).contains {
        $0.finding.code == "across.person-in-two-households"
      }
      #expect(asked == isAsked, "\(campaign) \(day)")
    }
  }

  @Test(arguments: BookKind.here)
  func `a member who moved is not asked about again by an earlier workbook`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let household = { (head: String, members: [String], batch: String) in
      Across.Sent(
        form: "verification",
        records: [["head_id": head]],
        rows: ("members", members.map { ["id_number": $0] }),
        batch: batch
      )
    }
    let (zhang, li, wang) = (AcrossCase.zhang, AcrossCase.li, "411003199001010011")
    try Across.file(
      [
        household(zhang, [zhang, wang], "a"), household(zhang, [zhang], "b"),
        household(li, [li, wang], "c"),
      ],
      in: ledger
    )
    #expect(
      try !Across.findings(in: ledger).contains {
        $0.finding.code == "across.person-in-two-households"
      }
    )
  }

  @Test(arguments: BookKind.here)
  func `an outdated workbook is judged alike when it comes again`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    // The household of another key form: its newest screening agrees, an older village's does not.
    let sent = { (form: String, unit: String, size: String) in
      Across.Sent(
        form: form,
        unit: unit,
        records: [["head_id": AcrossCase.zhang, "household_size": size]]
      )
    }
    let returns = [
      sent("screening", "411003102209", "6"), sent("screening", "411003102201", "4"),
      sent("verification", "411003102201", "4"),
    ]
    try Across.file(returns, in: ledger)
    let rules = Across.rules.rules.filter { $0.id == "size-of-verification" }
    let file = try Across.file(returns[0], 0)
    let receipt = try ledger.receive(file, at: "2023-08-21 09:00", isJudged: false)
    #expect(receipt?.outcome == .duplicate)
    var found: [AcrossFinding] = []
    try ledger.check(rules, Across.catalogue, in: .all, on: try Across.day("2023-08-21")) {
      found.append($0)
    }
    let judged = try ledger.judge(
      [receipt],
      [file.submission],
      by: rules,
      Across.catalogue,
      on: try Across.day("2023-08-21"),
      at: "2023-08-21 09:00"
    )
    #expect(found.isEmpty && judged == [[]])
    #expect(try ledger.submissions().map(\.verdict) == [.accepted, .accepted, .accepted])
  }

  @Test(arguments: BookKind.here)
  func `a file that is read once more is not its own last period`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let survey = Across.Sent(
      form: "verification",
      records: [["head_id": AcrossCase.zhang, "net_income": "32000"]]
    )
    let file = try Across.file(survey, 0)
    _ = try ledger.receive(file, at: "2023-05-20 09:00")
    // Newer rules read it in another way, a month later.
    var later = file
    later.submission.verdict = .acceptedWithWarnings
    _ = try ledger.receive(later, at: "2023-06-20 09:00")
    #expect(try ledger.submissions().count == 2)
    let text = """
      across: 规则
      rules:
        - id: same-income
          form: verification
          follows: last-period
          check: net_income != other.net_income
          at: [net_income]
          other_at: [net_income]
          severity: warning
          message: 与上期相同
          fix: 核对
          en: {message: The same, fix: Check}
          source: 测试
      """
    let rules = AcrossCatalogue(
      sources: [DefinitionSource(.across, name: "across.yaml", text: text)],
      forms: Across.catalogue
    )
    try #require(rules.faults == [])
    func found() throws -> [Int64] {
      var found: [Int64] = []
      try ledger.check(rules.rules, Across.catalogue, in: .all, on: try Across.day("2023-08-01")) {
        found.append($0.submission.id)
      }
      return found
    }
    #expect(try found() == [])
    // Another file with the same figures is asked about.
    _ = try ledger.receive(try Across.file(survey, 1), at: "2023-07-20 09:00")
    #expect(try found() == [3])
  }

  @Test(arguments: BookKind.here)
  func `a file that is filed under a round counts no more without one`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let (plain, round) = (
      try file("a", batch: "a", [(0, "1"), (1, "2")]),
      try file("a", batch: "a", campaign: "spring", [(0, "1"), (1, "2")])
    )
    func received(_ file: ReceivedFile, _ day: String) throws -> Receipt? {
      let receipt = try ledger.receive(file, at: day, isJudged: false)
      _ = try ledger.judge(
        [receipt],
        [file.submission],
        by: [],
        FormCatalogue(sources: []),
        on: try Across.day(day),
        at: day
      )
      return receipt
    }
    // Beside it another workbook, of which a household stands in the one that is filed anew.
    _ = try received(try file("b", batch: "b", [(0, "7")]), "2023-08-19")
    _ = try received(plain, "2023-08-20")
    var refused = round
    refused.submission.verdict = .returned
    _ = try received(refused, "2023-08-20")
    #expect(try ledger.submissions().map(\.isCounted) == [true, true, false])
    #expect(try received(round, "2023-08-21")?.submission.identity.campaign == "spring")
    #expect(try ledger.submissions().map(\.isCounted) == [true, false, false, true])
    #expect(try counted(ledger, campaign: "") == [Self.people[0]: ["7"]])
    #expect(
      try counted(ledger, campaign: "spring") == [Self.people[0]: ["1"], Self.people[1]: ["2"]]
    )
    #expect(try received(plain, "2023-08-22")?.outcome == .duplicate)
    #expect(try ledger.submissions().map(\.isCounted) == [true, false, false, true])
  }

  @Test(arguments: BookKind.here)
  func `a file that was filed under a round is known again without one`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let plain = try file("a", batch: "a", [(0, "1")])
    let round = try file("a", batch: "a", campaign: "spring", [(0, "1")])
    #expect(try ledger.receive(round, at: "1")?.outcome == .filed)
    let again = try ledger.receive(plain, at: "2")
    #expect(again?.outcome == .duplicate && again?.submission.identity.campaign == "spring")
    // Read in another way by newer rules, it is still the round's.
    var later = plain
    later.submission.verdict = .acceptedWithWarnings
    #expect(try ledger.receive(later, at: "3")?.submission.identity.campaign == "spring")
    #expect(try ledger.submissions().map(\.isCounted) == [false, true])
    #expect(try counted(ledger) == [Self.people[0]: ["1"]])
    // Filed first without a round and then under one: newer rules find it in the round too.
    let other = try Book(kind).open()
    for (number, sent) in [plain, round, later].enumerated() {
      _ = try other.receive(sent, at: "\(number)")
    }
    #expect(try other.submissions().map(\.isCounted) == [false, false, true])
    #expect(try counted(other) == [Self.people[0]: ["1"]])
    // Another period or unit is another return, whatever the bytes say.
    var elsewhere = plain
    elsewhere.submission.identity?.unit = "411003102202"
    #expect(try other.receive(elsewhere, at: "4")?.submission.identity.campaign == "")
  }

  @Test(arguments: BookKind.here)
  func `nothing to report in one round says nothing of another`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let form = try #require(Returns.form)
    _ = try ledger.receive(file("a", batch: "a", campaign: "spring", [(0, "1")]), at: "1")
    for (campaign, isNil) in [("autumn", false), ("", true)] {
      try ledger.fileNilReturn(
        form: "visit",
        unit: "411003102299",
        period: "2023-08",
        campaign: campaign,
        reason: "无",
        at: "1"
      )
      let text = try Rollup(form, in: ledger, at: "9").csv(.chinese)
      #expect(text.contains("空表") == isNil, "\(campaign)")
    }
  }

  @Test(arguments: BookKind.here)
  func `problems of another round are not gone`(kind: BookKind) throws {
    let problem = { (number: String, month: String, batch: String, campaign: String) in
      Across.Sent(
        form: "rectification-ledger",
        day: "2023-\(month)-20",
        records: [["problem_number": number, "problem": "漏雨", "state": "正在整改", "closed": "否"]],
        batch: batch,
        campaign: campaign
      )
    }
    for (later, isGone) in [
      (problem("8", "07", "a", "one"), true), (problem("8", "07", "a", "two"), false),
      (problem("8", "07", "b", "one"), true), (problem("8", "06", "b", "one"), false),
    ] {
      let book = try Book(kind)
      let ledger = try book.open()
      try Across.file([problem("7", "06", "a", "one"), later], in: ledger)
      let codes = try Across.findings(in: ledger).map(\.finding.code.rawValue)
      #expect(codes.contains("across.problem-stays") == isGone, "\(later.batch) \(later.campaign)")
    }
  }

  @Test(arguments: BookKind.here)
  func `a household is held against what it said in the last round`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    try Across.file(
      [("2022", "21000"), ("2023", "24000")].map { year, income in
        Across.Sent(
          form: "income-survey",
          period: year,
          records: [
            ["head_id": AcrossCase.zhang, "net_income": income, "last_net_income": "20000"]
          ],
          campaign: "survey-\(year)"
        )
      },
      in: ledger
    )
    let codes = try Across.findings(in: ledger).map(\.finding.code.rawValue)
    #expect(codes.contains("across.last-income-agrees"))
  }

  @Test(arguments: BookKind.here)
  func `a version without a round is of the one round that its workbook has`(
    kind: BookKind
  ) throws {
    let ledger = try Book(kind).open()
    let first = try ledger.receive(
      file("a", batch: "a", campaign: "spring", [(0, "1"), (1, "2")]),
      at: "1"
    )
    #expect(first?.roundOf == nil)
    let second = try #require(try ledger.receive(file("b", batch: "a", [(0, "10")]), at: "2"))
    #expect(second.submission.identity.campaign == "spring")
    #expect(second.roundOf == first?.submission && second.predecessor == first?.submission)
    guard case .correction = second.outcome else {
      Issue.record("no correction: \(second.outcome)")
      return
    }
    #expect(try counted(ledger) == [Self.people[0]: ["10"]])
    // The same file once more needs no telling.
    let again = try ledger.receive(file("b", batch: "a", [(0, "10")]), at: "3")
    #expect(again?.outcome == .duplicate && again?.roundOf == nil)
    // Another workbook says nothing of this one's round, nor one that is in two rounds.
    let other = try ledger.receive(file("c", batch: "c", [(2, "30")]), at: "4")
    #expect(other?.submission.identity.campaign == "" && other?.roundOf == nil)
    _ = try ledger.receive(file("d", batch: "a", campaign: "autumn", [(0, "5")]), at: "5")
    let unclear = try ledger.receive(file("e", batch: "a", [(0, "6")]), at: "6")
    #expect(unclear?.submission.identity.campaign == "" && unclear?.roundOf == nil)
  }
}

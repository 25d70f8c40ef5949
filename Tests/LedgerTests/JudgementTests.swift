import Findings
import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import Testing

@testable import FormIntake
@testable import Ledger

/// What becomes of returns that were filed and not judged, and of what units answered.
@Suite struct JudgementTests {
  private func size(_ form: String, _ size: String) -> Across.Sent {
    Across.Sent(form: form, records: [["head_id": AcrossCase.zhang, "household_size": size]])
  }

  private func resumed(_ ledger: Ledger) throws -> [FiledSubmission] {
    try ledger.judgeAbandoned(
      by: Across.rules.rules,
      Across.catalogue,
      on: try Across.day("2023-05-07"),
      at: "2023-05-07 09:00"
    )
  }

  /// What is judged once a run that was cut off is known to be: a server takes a moment to see that
  /// a connection has gone.
  private func resumedSoon(_ ledger: Ledger) async throws -> [FiledSubmission] {
    for _ in 0..<300 {
      let judged = try resumed(ledger)
      if !judged.isEmpty { return judged }
      try await Task.sleep(for: .milliseconds(100))
    }
    return []
  }

  @Test(arguments: BookKind.here)
  func `what a run had filed and not judged is judged by the next, and not before it ended`(
    kind: BookKind
  ) async throws {
    let book = try Book(kind)
    let ledger = try book.open()
    var cut: Ledger? = try book.open()
    for (number, sent) in [size("screening", "4"), size("verification", "5")].enumerated() {
      _ = try cut?.receive(Across.file(sent, number), at: "2023-05-06 09:00", isJudged: false)
    }
    #expect(try resumed(ledger) == [])
    #expect(try ledger.submissions().map(\.verdict) == [.accepted, .accepted])
    cut = nil
    #expect(try await resumedSoon(ledger).map(\.verdict) == [.accepted, .returned])
    #expect(try ledger.submissions().map(\.isCounted) == [true, false])
    #expect(try resumed(ledger) == [])
  }

  @Test(arguments: BookKind.here.filter { $0 == .postgreSQL })
  func `a run of any size takes few of the server's locks`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    let returns = (0..<3_000).map {
      ReturnIdentity(form: "visit", unit: "4110031\($0)", period: "2023-08")
    }
    let held = { (session: any SQLSession) in
      try session.rows(
        """
        SELECT COUNT(*) FROM pg_locks
        WHERE locktype = 'advisory' AND pid = pg_backend_pid()
        """
      ).first?.integer(0)
    }
    try ledger.database.write { session in
      try session.lock(returns)
      #expect(try held(session) == 256)
      // Another order takes no other ones.
      try session.lock(returns.reversed())
      #expect(try held(session) == 256)
    }
    // The same in every program and on every machine.
    #expect(returns[0].lock == "returns 24")
  }

  @Test(arguments: BookKind.here)
  func `importers that judge at once, in any order, leave what one would leave`(
    kind: BookKind
  ) async throws {
    let book = try Book(kind)
    _ = try book.open()
    let files = try (0..<40).map { number in
      try Across.file(
        Across.Sent(
          form: number % 2 == 0 ? "screening" : "verification",
          unit: "4110031022\(10 + number / 2)",
          records: [
            [
              "head_id": "41100319700501\(1000 + number / 2)",
              // One village in four says two things.
              "household_size": number % 8 == 1 ? "5" : "4",
            ]
          ]
        ),
        number
      )
    }
    let location = book.location
    let rules = Across.rules.rules.filter { $0.kind == .agrees }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for importer in 0..<(kind == .sqlite ? 2 : 8) {
        group.addTask {
          let ledger = try Ledger(location, creating: true, actor: "乙")
          let own = importer % 2 == 0 ? files : files.reversed()
          let receipts = try own.map {
            try ledger.receive($0, at: "2023-08-20 09:00", isJudged: false)
          }
          _ = try ledger.judge(
            receipts,
            own.map(\.submission),
            by: rules,
            Across.catalogue,
            on: try Across.day("2023-08-20"),
            at: "2023-08-20 09:00"
          )
        }
      }
      try await group.waitForAll()
    }
    let ledger = try book.open()
    let filed = try ledger.submissions()
    #expect(filed.count == 40)
    #expect(filed.count { $0.verdict == .accepted && $0.isCounted } == 35)
    // Of the two that are at odds, the one that came later goes back.
    #expect(Set(filed.filter { $0.verdict == .returned }.map(\.identity.unit)).count == 5)
    let waiting = try ledger.database.read {
      try $0.rows("SELECT COUNT(*) FROM submission WHERE awaits IS NOT NULL")
    }
    #expect(waiting.first?.integer(0) == 0)
  }

  @Test(arguments: BookKind.here)
  func `a supplement that came before its main workbook counts when that has come`(
    kind: BookKind
  ) throws {
    let problems = { (numbers: [String], batch: String) in
      Across.Sent(
        form: "rectification-ledger",
        records: numbers.map {
          ["problem_number": $0, "problem": "漏雨", "state": "正在整改", "closed": "否"]
        },
        batch: batch
      )
    }
    let book = try Book(kind)
    let ledger = try book.open()
    var number = 0
    var completed: [Int64] = []
    func imported(_ sent: Across.Sent, _ day: String) throws -> [Finding.Code] {
      let file = try Across.file(sent, number)
      number += 1
      let receipt = try ledger.receive(file, at: "\(day) 09:00", isJudged: false)
      return try ledger.judge(
        [receipt],
        [file.submission],
        by: Across.rules.rules,
        Across.catalogue,
        on: try Across.day(day),
        at: "\(day) 09:00",
        completed: { completed.append($0.id) }
      ).flatMap { $0.map(\.finding.code) }
    }
    func counting() throws -> [Bool] { try ledger.submissions().map(\.isCounted) }
    #expect(try imported(problems(["7"], "main"), "2023-06-20") == [])
    // Asked for what nobody has sent.
    let asked = try imported(problems(["8"], "more"), "2023-07-10")
    #expect(asked == ["across.problem-stays"])
    #expect(try counting() == [true, false])
    // Without it the main workbook is no answer.
    #expect(try imported(problems(["9"], "main"), "2023-07-11") == ["across.problem-stays"])
    #expect(try counting() == [true, false, false] && completed == [])
    #expect(try imported(problems(["7"], "main"), "2023-07-12") == [])
    #expect(try counting() == [false, true, false, true] && completed == [2])
    #expect(try ledger.submissions().map(\.verdict)[1] == .accepted)
    #expect(try Across.findings(in: ledger, on: "2023-07-12").map(\.finding.code) == [])
    // The trail tells once that it went back.
    let told = try ledger.database.read { session in
      try session.rows("SELECT detail FROM audit WHERE action = 'contradiction' ORDER BY id")
    }
    #expect(told.map { $0.text(0) } == ["submission 2", "submission 3"])
    // In the next month it is asked for again.
    #expect(try imported(problems(["7"], "main"), "2023-08-10") == ["across.problem-stays"])
    #expect(try counting()[4] == false)
    // What came in its stead has all that it has: it stays where it is.
    #expect(try imported(problems(["7", "8"], "other"), "2023-08-12") == [])
    #expect(try counting() == [false, true, false, true, false, true] && completed == [2])
  }

  @Test(arguments: BookKind.here)
  func `a period that comes after the next one judges that again`(kind: BookKind) throws {
    func week(_ day: String, _ numbers: [String]) -> Across.Sent {
      Across.Sent(
        form: "self-check-ledger",
        period: day,
        records: [["reporting_unit": "张庄村"]],
        rows: ("problems", numbers.map { ["problem_number": $0, "state": "正在整改"] })
      )
    }
    let book = try Book(kind)
    let ledger = try book.open()
    var overtaken: [Int64] = []
    var number = 0
    func imported(_ sent: Across.Sent) throws -> [Finding.Code] {
      let file = try Across.file(sent, number)
      number += 1
      let receipt = try ledger.receive(file, at: "2023-08-18 09:00", isJudged: false)
      return try ledger.judge(
        [receipt],
        [file.submission],
        by: Across.rules.rules,
        Across.catalogue,
        on: try Across.day("2023-08-18"),
        at: "2023-08-18 09:00",
        overtaken: { overtaken.append($0.id) }
      ).flatMap { $0.map(\.finding.code) }
    }
    func counting() throws -> [Bool] { try ledger.submissions().map(\.isCounted) }
    #expect(try imported(week("2023-08-24", ["1"])) == [])
    #expect(try imported(week("2023-08-17", ["1"])) == [])
    #expect(try counting() == [true, true] && overtaken == [])
    // It has a problem that the week after it has not; the one after that is not asked.
    #expect(try imported(week("2023-08-10", ["1", "2"])) == [])
    #expect(try counting() == [true, false, true] && overtaken == [2])
    #expect(try ledger.submissions().map(\.verdict)[1] == .returned)
    let told = try ledger.database.read { session in
      try session.rows("SELECT detail FROM audit WHERE action = 'contradiction'")
    }
    #expect(told.map { $0.text(0) } == ["submission 2"])
    // Its correction is held against the week before, and counts.
    #expect(try imported(week("2023-08-17", ["1", "2"])) == [])
    #expect(try counting() == [false, false, true, true] && overtaken == [2, 1])
  }

  @Test(arguments: BookKind.here)
  func `an answer counts even if the run that took it was cut off`(kind: BookKind) async throws {
    let book = try Book(kind)
    let ledger = try book.open()
    _ = try ledger.receive(Across.file(size("screening", "4"), 0), at: "2023-05-06 09:00")
    _ = try ledger.receive(Across.file(size("verification", "5"), 1), at: "2023-05-06 09:00")
    let asked = try #require(
      try Across.findings(in: ledger, on: "2023-05-06").first { $0.finding.severity == .confirm }
    )
    var cut: Ledger? = try book.open()
    var file = try Across.file(size("verification", "5"), 2)
    file.submission.answersAcross = [
      RemarkSheet.Answer(
        key: asked.answerKey,
        answer: "属实",
        reason: "新添一口",
        cell: CellReference(2, 8)
      )
    ]
    _ = try cut?.receive(file, at: "2023-05-07 09:00", isJudged: false)
    cut = nil
    #expect(try await resumedSoon(ledger).map(\.verdict) == [.accepted])
    let trail = try ledger.database.read { try $0.rows("SELECT action FROM audit ORDER BY id") }
    #expect(trail.last?.text(0) == "confirm")
  }

  @Test(arguments: BookKind.here)
  func `an answer to a message of any length is kept`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    // Not one word twice, or a database would pack it.
    let text = (0..<4_000).map { String($0 &* 2_654_435_761 % 1_000_003, radix: 36) }.joined()
    var file = try Across.file(size("screening", "4"), 0)
    file.submission.answersAcross = [
      RemarkSheet.Answer(
        key: "across.a|\(text)",
        answer: "属实",
        reason: text,
        cell: CellReference(2, 8)
      )
    ]
    #expect(try ledger.receive(file, at: "1")?.outcome == .filed)
    let kept = try ledger.database.read { try $0.rows("SELECT finding, reason FROM answer_across") }
    #expect(kept.map { $0.text(1) } == [text])
    #expect(kept.map { $0.text(0).utf8.count } == [64])
  }

  @Test(arguments: BookKind.here)
  func `a ledger of the second schema keeps its answers, and counts nobody twice`(
    kind: BookKind
  ) throws {
    let book = try Book(kind)
    let old: any SQLDatabase
    switch book.location {
    case .file(let url): old = try SQLiteDatabase(url, creating: true)
    case .server(let address):
      #if PostgreSQL
        old = try PostgreSQLDatabase(address)
      #else
        _ = address
        return
      #endif
    }
    try Schema.migrate(old, to: 2)
    try old.write { session in
      for (batch, number, unit) in [
        ("a", 1, "411003102201"), ("b", 2, "411003102201"), ("c", 3, "411003102202"),
      ] {
        try session.run(
          """
          INSERT INTO submission (sha256, reading, file, received_at, campaign, form, revision, unit,
            period, batch, verdict, counted, records, findings)
          VALUES (?, 1, 'a.xlsx', '2023-08-20 09:00', '', 'visit', '1', ?, '', ?,
            'accepted', 1, 2, '[]')
          """,
          .text("\(number)"),
          .text(unit),
          .text(batch)
        )
        for (ordinal, key) in ["x", "only \(batch)"].enumerated() {
          try session.run(
            """
            INSERT INTO record (submission, ordinal, key, content, cells)
            VALUES (?, ?, ?, '{}', '{}')
            """,
            .integer(Int64(number)),
            .integer(Int64(ordinal)),
            .text(key)
          )
        }
      }
      try session.run(
        "INSERT INTO across_answer (submission, finding, reason) VALUES (1, 'across.a|b', '属实')"
      )
    }
    let ledger = try book.open()
    let answers = try ledger.database.read {
      try $0.rows("SELECT finding, reason FROM answer_across")
    }
    #expect(answers.map { $0.text(0) } == [AcrossAnswers.digest("across.a|b")])
    #expect(answers.map { $0.text(1) } == ["属实"])
    var keys: [String] = []
    try ledger.forEachCounted(form: "visit", at: "1") { keys += $1.compactMap(\.key) }
    #expect(keys == ["only a", "x", "only b", "x", "only c"])
  }

  @Test func `a ledger of the second schema is gone through by keys`() throws {
    let book = try Book(.sqlite)
    let plan = try book.open().database.write { session in
      try session.rows("EXPLAIN QUERY PLAN \(Schema.replacedRecords)")
    }.map { $0.text(3) }
    for (table, key) in [("n", "(key=?)"), ("l", "PRIMARY KEY"), ("s", "PRIMARY KEY")] {
      let steps = plan.filter { $0.contains(" \(table) ") }
      #expect(steps.count == 1 && steps[0].hasPrefix("SEARCH"), "\(plan)")
      #expect(steps.allSatisfy { $0.contains(key) }, "\(plan)")
    }
  }

  @Test(arguments: BookKind.here)
  func `a form of 120 fields is compared`(kind: BookKind) throws {
    let ids = (1...120).map { "f\($0)" }
    let text = """
      form: wide
      title: 宽表
      name: 宽表
      revision: "1"
      source: 测试
      record: 户
      key: head_id
      groups: [{id: base, label: 基本, fields: [head_id, \(ids.joined(separator: ", "))]}]
      fields:
        head_id: {label: 号码, type: identity-number}
      \(ids.map { "  \($0): {label: 数\($0), type: integer}" }.joined(separator: "\n"))
      layout:
        list: {paper: A3 landscape, title: 宽表}
      """
    let catalogue = FormCatalogue(sources: [DefinitionSource(.form, name: "wide.yaml", text: text)])
    try #require(catalogue.faults == [])
    let form = try #require(catalogue.forms["wide"])
    let across = """
      across: 规则
      rules:
        - id: last
          form: wide
          follows: last-period
          check: f120 >= other.f120
          at: [\(ids.joined(separator: ", "))]
          other_at: [\(ids.joined(separator: ", "))]
          severity: warning
          message: 数 {f120} 少于 {other.f120}
          fix: 核对
          en: {message: "{f120} is less than {other.f120}", fix: Check}
          source: 测试
      """
    let rules = AcrossCatalogue(
      sources: [DefinitionSource(.across, name: "across.yaml", text: across)],
      forms: catalogue
    )
    try #require(rules.faults == [])
    let book = try Book(kind)
    let ledger = try book.open()
    for (number, day) in ["2023-05-20", "2023-06-20"].enumerated() {
      let values = ids.reduce(into: [String: FieldValue]()) {
        $0[$1] = .number(Decimal(9 - number))
      }
      let record = SubmittedRecord(
        key: AcrossCase.zhang,
        values: values.merging(["head_id": .text(AcrossCase.zhang)]) { $1 },
        tables: [:],
        cells: ["f1": .init(reference: "宽表!C5")]
      )
      let file = ReceivedFile(
        file: "\(number).xlsx",
        sha256: String(repeating: "\(number)", count: 64),
        submission: Submission(
          identity: .init(form: "wide", revision: "1", layout: "list", unit: "1", batch: day),
          verdict: .accepted,
          records: [record]
        ),
        form: form
      )
      _ = try ledger.receive(file, at: "\(day) 09:00")
    }
    var found: [String] = []
    try ledger.check(rules.rules, catalogue, in: .all, on: try Across.day("2023-06-20")) {
      found.append($0.finding.message.chinese)
    }
    #expect(found == ["数 8 少于 9"])
  }

  @Test(arguments: BookKind.here)
  func `the trail says who filed, closed and confirmed what, unit by unit`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let problem = { (closed: String, batch: String) in
      Across.Sent(
        form: "rectification-ledger",
        period: "2023-08-20",
        records: [
          [
            "problem_number": "7", "problem": "漏雨", "state": closed == "是" ? "已销号" : "正在整改",
            "closed": closed,
          ]
        ],
        batch: batch
      )
    }
    _ = try ledger.receive(Across.file(problem("否", "a"), 0), at: "1")
    _ = try ledger.receive(Across.file(problem("是", "a"), 1), at: "2")
    _ = try ledger.receive(Across.file(problem("是", "b"), 2), at: "3")
    try ledger.fileNilReturn(form: "visit", unit: "1", period: "2023", reason: "无", at: "4")
    var entries: [TrailEntry] = []
    try ledger.trail { entries.append($0) }
    #expect(entries.map(\.action) == ["file", "correct", "close", "supplement", "nil"])
    #expect(entries.map(\.actor) == Array(repeating: "王办事员", count: 5))
    #expect(entries[2].detail == "submission 2, problems 1")
    var own: [String] = []
    try ledger.trail(unit: "1") { own.append($0.action) }
    #expect(own == ["nil"])
  }

  @Test(arguments: BookKind.here)
  func `a problem is closed by the return that is accepted`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    for (number, state, verdict) in [
      (0, "正在整改", Verdict.accepted), (1, "已销号", .returned), (2, "已销号", .accepted),
      (3, "已销号", .returned), (4, "已销号", .accepted),
    ] {
      var file = try Across.file(
        Across.Sent(
          form: "rectification-ledger",
          records: [["problem_number": "7", "problem": "漏雨", "state": state]]
        ),
        number
      )
      file.submission.verdict = verdict
      _ = try ledger.receive(file, at: "\(number)")
    }
    var entries: [TrailEntry] = []
    try ledger.trail { entries.append($0) }
    #expect(entries.filter { $0.action == "close" }.map(\.detail) == ["submission 3, problems 1"])
  }
}

import Testing

/// Returns that break a rule across forms, files or periods once, and the same but for one thing.
struct AcrossCase: CustomTestStringConvertible, Sendable {
  typealias Record = [String: String]

  /// A near miss: why the rule does not apply, and what differs.
  struct NearMiss: Sendable {
    let why: String
    let change: @Sendable (inout [Across.Sent]) -> Void

    init(_ why: String, _ change: @escaping @Sendable (inout [Across.Sent]) -> Void) {
      self.why = why
      self.change = change
    }
  }

  let rule: String
  let returns: @Sendable () -> [Across.Sent]
  /// The cells that the finding cites: its own and the other's.
  let cites: (own: String?, other: String?)
  let misses: [NearMiss]
  var day = "2023-12-31"

  var testDescription: String { rule }

  static let zhang = "411003197005010135"
  static let li = "411003198011110022"
  private static let other = "411003102202"

  private static func two(
    _ first: (String, Record),
    _ second: (String, Record)
  ) -> @Sendable () -> [Across.Sent] {
    {
      [
        Across.Sent(form: first.0, records: [first.1]),
        Across.Sent(form: second.0, records: [second.1]),
      ]
    }
  }

  private static func over(
    _ form: String,
    _ periods: [String],
    _ records: [Record]
  ) -> @Sendable () -> [Across.Sent] {
    {
      zip(periods, records).map { period, record in
        Across.Sent(
          form: form,
          period: period.hasPrefix("@") ? "" : period,
          day: period.hasPrefix("@") ? "\(period.dropFirst())-20" : "2023-08-20",
          records: [record],
          batch: period
        )
      }
    }
  }

  private static let visited: Record = [
    "head_id": zhang, "screened_on": "2023-05-05", "in_key_group": "是", "opinion": "需核查",
    "household_size": "4", "per_head_income": "8000",
  ]
  private static let verified: Record = [
    "head_id": zhang, "verified_on": "2023-05-10", "household_size": "4",
    "per_head_income": "8000", "opinion": "不纳入", "no_labour_household": "否",
    "net_income": "32000",
  ]
  private static let cleared: Record = [
    "head_id": zhang, "removed": "是", "removed_month": "2023-06", "household_size": "4",
  ]
  private static func with(_ record: Record, _ more: Record) -> Record {
    record.merging(more) { $1 }
  }

  private static let open: Record = [
    "problem_number": "7", "problem": "漏雨", "state": "正在整改", "closed": "否",
  ]
  private static let closed: Record = [
    "problem_number": "7", "problem": "漏雨", "state": "已销号", "closed": "是",
    "closed_on": "2023-07-20", "evidence": "照片",
  ]
  private static let figures: Record = [
    "village": "张庄村", "screened": "1", "key_households": "1", "verified": "1",
    "new_listed": "0", "clearance_checked": "1",
  ]

  private static func counting(
    _ rule: String,
    _ field: String,
    wrong: String,
    right: String,
    cell: String,
    unless: NearMiss
  ) -> AcrossCase {
    AcrossCase(
      rule: rule,
      returns: {
        [
          Across.Sent(form: "screening", records: [visited]),
          Across.Sent(form: "verification", records: [verified]),
          Across.Sent(form: "risk-clearance", records: [cleared]),
          Across.Sent(form: "screening-statistics", records: [with(figures, [field: wrong])]),
        ]
      },
      cites: ("排查统计表!\(cell)", nil),
      misses: [
        NearMiss("the number is right") { $0[3].records[0][field] = right },
        NearMiss("the unit returned none of the form") { sent in
          for index in 0..<3 { sent[index].unit = other }
        }, unless,
      ]
    )
  }

  private static func tasks(_ first: Record, _ second: Record) -> [Across.Sent] {
    [("2020-04", first), ("2020-05", second)].map { period, row in
      Across.Sent(
        form: "monthly-tasks",
        period: period,
        records: [["reporting_unit": "朝阳街道"]],
        rows: ("tasks", [with(["number": "3"], row), ["number": "4"]])
      )
    }
  }

  /// A problem of a weekly ledger.
  private static let weekly: Record = ["problem_number": "7", "state": "正在整改"]

  private static func weeks(_ first: [Record], _ second: [Record]) -> [Across.Sent] {
    [("2023-08-10", first), ("2023-08-17", second)].map { period, rows in
      Across.Sent(
        form: "self-check-ledger",
        period: period,
        records: [["reporting_unit": "张庄村"]],
        rows: ("problems", rows)
      )
    }
  }

  static let all: [AcrossCase] = [
    AcrossCase(
      rule: "verification-owed",
      returns: { [Across.Sent(form: "screening", records: [visited])] },
      cites: ("筛查表!F5", nil),
      misses: [
        NearMiss("neither of a group nor to be verified") {
          $0[0].records[0].merge(["in_key_group": "否", "opinion": "无风险"]) { $1 }
        },
        NearMiss("verified") {
          $0.append(Across.Sent(form: "verification", records: [verified]))
        },
        NearMiss("verified under a disability certificate's number") {
          $0.append(
            Across.Sent(form: "verification", records: [with(verified, ["head_id": zhang + "41"])])
          )
        },
        NearMiss("no figure for the year") { $0[0].records[0]["screened_on"] = "2019-05-05" },
      ]
    ),
    AcrossCase(
      rule: "plan-owed",
      returns: {
        [Across.Sent(form: "verification", records: [with(verified, ["opinion": "纳入监测"])])]
      },
      cites: ("核查表!J5", nil),
      misses: [
        NearMiss("not listed") { $0[0].records[0]["opinion"] = "继续关注" },
        NearMiss("planned in time") {
          $0.append(
            Across.Sent(
              form: "household-plan",
              records: [["head_id": zhang, "planned_on": "2023-05-20", "household_size": "4"]]
            )
          )
        },
      ]
    ),
    AcrossCase(
      rule: "identification-before-clearance",
      returns: { [Across.Sent(form: "risk-clearance", records: [cleared])] },
      cites: ("消除核查表!X5", nil),
      misses: [
        NearMiss("not removed") { $0[0].records[0]["removed"] = "否" },
        NearMiss("identified before, in another village") {
          $0.append(Across.Sent(form: "verification", unit: other, records: [verified]))
        },
      ]
    ),
    AcrossCase(
      rule: "no-removal-without-labour",
      returns: two(
        ("verification", with(verified, ["no_labour_household": "是"])),
        ("risk-clearance", cleared)
      ),
      cites: ("消除核查表!V5", "[核查表0.xlsx]核查表!S5"),
      misses: [
        NearMiss("with labour") { $0[0].records[0]["no_labour_household"] = "否" },
        NearMiss("not removed") { $0[1].records[0]["removed"] = "否" },
        NearMiss("another household") { $0[0].records[0]["head_id"] = li },
      ]
    ),
    AcrossCase(
      rule: "person-in-two-households",
      returns: {
        [
          Across.Sent(form: "screening", records: [visited]),
          Across.Sent(
            form: "verification",
            unit: other,
            records: [with(verified, ["head_id": li])],
            rows: ("members", [["id_number": li], ["id_number": zhang]])
          ),
        ]
      },
      cites: ("家庭成员!C4", "[筛查表0.xlsx]筛查表!J5"),
      misses: [
        NearMiss("in the own household") { $0[1].records[0]["head_id"] = zhang },
        NearMiss("another person") { $0[1].rows?.rows[1]["id_number"] = "411003199001010011" },
      ]
    ),
    AcrossCase(
      rule: "household-in-two-villages",
      returns: {
        [
          Across.Sent(form: "screening", records: [visited]),
          Across.Sent(form: "screening", unit: other, records: [visited]),
        ]
      },
      cites: ("筛查表!J5", "[筛查表0.xlsx]筛查表!J5"),
      misses: [
        NearMiss("another household") { $0[1].records[0]["head_id"] = li },
        NearMiss("another form of the same village") {
          $0[1] = Across.Sent(form: "verification", records: [verified])
        },
      ]
    ),
    AcrossCase(
      rule: "household-in-two-files",
      returns: {
        [
          // Of a known unit the workbook that came last counts, and nobody is asked.
          Across.Sent(form: "screening", unit: "", records: [visited]),
          Across.Sent(form: "screening", unit: "", records: [visited], batch: "22"),
        ]
      },
      cites: ("筛查表!J5", "[筛查表0.xlsx]筛查表!J5"),
      misses: [
        NearMiss("another workbook of one return") { sent in
          for index in 0..<2 { sent[index].unit = other }
        },
        NearMiss("a correction of the same workbook") { sent in
          for index in 0..<2 {
            sent[index].unit = other
            sent[index].batch = "22"
          }
        },
        NearMiss("another year") { $0[1].day = "2024-08-20" },
        NearMiss("another form") {
          $0[1] = Across.Sent(form: "verification", records: [verified])
        },
      ]
    ),
    AcrossCase(
      rule: "size-of-verification",
      returns: two(
        ("screening", visited),
        ("verification", with(verified, ["household_size": "5"]))
      ),
      cites: ("核查表!O5", "[筛查表0.xlsx]筛查表!O5"),
      misses: [
        NearMiss("the same") { $0[1].records[0]["household_size"] = "4" },
        NearMiss("not filled in") { $0[0].records[0]["household_size"] = nil },
        NearMiss("a later screening has it") {
          $0.append(
            Across.Sent(
              form: "screening",
              records: [with(visited, ["household_size": "5"])],
              batch: "33"
            )
          )
        },
      ]
    ),
    AcrossCase(
      rule: "size-of-clearance",
      returns: two(
        ("verification", verified),
        ("risk-clearance", with(cleared, ["household_size": "5"]))
      ),
      cites: ("消除核查表!O5", "[核查表0.xlsx]核查表!O5"),
      misses: [NearMiss("the same") { $0[1].records[0]["household_size"] = "4" }]
    ),
    AcrossCase(
      rule: "size-of-plan",
      returns: two(
        ("verification", verified),
        ("household-plan", ["head_id": zhang, "household_size": "5"])
      ),
      cites: ("帮扶台账!F5", "[核查表0.xlsx]核查表!O5"),
      misses: [NearMiss("the same") { $0[1].records[0]["household_size"] = "4" }]
    ),
    AcrossCase(
      rule: "income-of-verification",
      returns: two(
        ("screening", visited),
        ("verification", with(verified, ["per_head_income": "8001"]))
      ),
      cites: ("核查表!AA5", "[筛查表0.xlsx]筛查表!R5"),
      misses: [
        NearMiss("but for fen") { $0[1].records[0]["per_head_income"] = "8000.40" }
      ]
    ),
    AcrossCase(
      rule: "problem-stays",
      returns: over(
        "rectification-ledger",
        ["@2023-06", "@2023-07"],
        [open, with(open, ["problem_number": "8"])]
      ),
      cites: ("整改台账", "[整改台账0.xlsx]整改台账!A5"),
      misses: [
        NearMiss("closed last time") { $0[0].records = [closed] },
        NearMiss("here again") { $0[1].records.append(open) },
        NearMiss("in another workbook of the same month") {
          $0.append($0[1])
          $0[2].records = [open]
          $0[2].batch = "44"
        },
        NearMiss("a correction of the same month") { $0[1].day = "2023-06-28" },
        NearMiss("another unit's") { $0[0].unit = other },
      ]
    ),
    AcrossCase(
      rule: "weekly-problem-stays",
      returns: { weeks([weekly, with(weekly, ["problem_number": "8"])], [weekly]) },
      cites: ("自查台账", "[自查台账0.xlsx]自查台账"),
      misses: [
        NearMiss("closed last week") { $0[0].rows?.rows[1]["state"] = "已销号" },
        NearMiss("here again") { $0[1].rows?.rows.append(with(weekly, ["problem_number": "8"])) },
        NearMiss("the same week") { $0[1].period = "2023-08-10" },
      ]
    ),
    AcrossCase(
      rule: "closed-stays-closed",
      returns: over("rectification-ledger", ["@2023-06", "@2023-07"], [closed, open]),
      cites: ("整改台账!N5", "[整改台账0.xlsx]整改台账!N5"),
      misses: [
        NearMiss("still closed") { $0[1].records = [closed] },
        NearMiss("said to have come back") { $0[1].records[0]["rebound"] = "是" },
        NearMiss("another problem") { $0[1].records[0]["problem_number"] = "8" },
      ]
    ),
    AcrossCase(
      rule: "state-goes-forward",
      returns: over(
        "rectification-ledger",
        ["@2023-06", "@2023-07"],
        [with(open, ["state": "已完成整改"]), open]
      ),
      cites: ("整改台账!M5", "[整改台账0.xlsx]整改台账!M5"),
      misses: [
        NearMiss("the same state") { $0[0].records[0]["state"] = "正在整改" },
        NearMiss("further on") { $0[1].records[0]["state"] = "长期坚持" },
      ]
    ),
    AcrossCase(
      rule: "progress-goes-forward",
      returns: over(
        "rectification-ledger",
        ["@2023-06", "@2023-07"],
        ["已完成８０％", "完成率50%"].map { with(open, ["progress": $0]) }
      ),
      cites: ("整改台账!L5", "[整改台账0.xlsx]整改台账!L5"),
      misses: [
        NearMiss("forward") { $0[1].records[0]["progress"] = "百分之九十" },
        NearMiss("in words") { $0[1].records[0]["progress"] = "已完成屋顶维修" },
        NearMiss("said to have come back") { $0[1].records[0]["rebound"] = "是" },
        NearMiss("another problem") { $0[1].records[0]["problem_number"] = "8" },
      ]
    ),
    AcrossCase(
      rule: "task-progress-stays",
      returns: { tasks(["measures": "改造", "progress": "正在整改"], ["findings": "未发现问题"]) },
      cites: ("排查任务!F3", "[任务月报表0.xlsx]排查任务!F3"),
      misses: [
        NearMiss("done last month") { $0[0].rows?.rows[0]["progress"] = "已完成" },
        NearMiss("all of it done") { $0[0].rows?.rows[0]["progress"] = "完成率100％" },
        NearMiss("no problem last month") { $0[0].rows?.rows[0]["measures"] = nil },
        NearMiss("reported again") { $0[1].rows?.rows[0]["progress"] = "已完成" },
        NearMiss("the same month") { $0[1].period = "2020-04" },
      ]
    ),
    AcrossCase(
      rule: "task-progress-forward",
      returns: {
        tasks(
          ["measures": "改造", "progress": "已完成"],
          ["measures": "改造", "progress": "正在整改"]
        )
      },
      cites: ("排查任务!F3", "[任务月报表0.xlsx]排查任务!F3"),
      misses: [
        NearMiss("still done") { $0[1].rows?.rows[0]["progress"] = "已完成" },
        NearMiss("not done before") { $0[0].rows?.rows[0]["progress"] = "正在整改" },
        NearMiss("a part before, all now") {
          $0[0].rows?.rows[0]["progress"] = "80%"
          $0[1].rows?.rows[0]["progress"] = "已完成"
        },
      ]
    ),
    AcrossCase(
      rule: "weekly-counts-grow",
      returns: over(
        "self-check-ledger",
        ["2023-08-10", "2023-08-17"],
        ["5", "4"].map {
          ["reporting_unit": "张庄村", "screened": "100", "found": $0, "fixed": "2"]
        }
      ),
      cites: ("自查台账!D5", "[自查台账0.xlsx]自查台账!D5"),
      misses: [
        NearMiss("the same") { $0[1].records[0]["found"] = "5" },
        NearMiss("the earlier week came later") {
          $0[0].period = "2023-08-17"
          $0[1].period = "2023-08-10"
        },
      ]
    ),
    AcrossCase(
      rule: "last-income-agrees",
      returns: over(
        "income-survey",
        ["2022", "2023"],
        [
          ["head_id": zhang, "net_income": "21000"],
          ["head_id": zhang, "net_income": "24000", "last_net_income": "20000"],
        ]
      ),
      cites: ("收入调查表!DA5", "[收入调查表0.xlsx]收入调查表!CY5"),
      misses: [
        NearMiss("the same") { $0[1].records[0]["last_net_income"] = "21000.00" },
        NearMiss("another household") { $0[0].records[0]["head_id"] = li },
      ]
    ),
    AcrossCase(
      rule: "income-not-copied",
      returns: over(
        "income-survey",
        ["2022", "2023"],
        ["21000", "21000.00"].map { ["head_id": zhang, "net_income": $0] }
      ),
      cites: ("收入调查表!CY5", "[收入调查表0.xlsx]收入调查表!CY5"),
      misses: [NearMiss("a fen more") { $0[1].records[0]["net_income"] = "21000.01" }]
    ),
    AcrossCase(
      rule: "income-scale",
      returns: over(
        "income-survey",
        ["2022", "2023"],
        ["21000", "2.3"].map { ["head_id": zhang, "net_income": $0] }
      ),
      cites: ("收入调查表!CY5", "[收入调查表0.xlsx]收入调查表!CY5"),
      misses: [
        NearMiss("a thousand times") { $0[1].records[0]["net_income"] = "23" },
        NearMiss("nothing earned") { $0[1].records[0]["net_income"] = "0" },
      ]
    ),
    AcrossCase(
      rule: "verified-income-scale",
      returns: over(
        "verification",
        ["@2022-06", "@2023-06"],
        [verified, with(verified, ["per_head_income": "0.85"])]
      ),
      cites: ("核查表!AA5", "[核查表0.xlsx]核查表!AA5"),
      misses: [NearMiss("in yuan") { $0[1].records[0]["per_head_income"] = "8500" }]
    ),
    AcrossCase(
      rule: "verified-income-not-copied",
      returns: over(
        "verification",
        ["@2022-06", "@2023-06"],
        [with(verified, ["verified_on": "2022-05-12"]), verified]
      ),
      cites: ("核查表!Z5", "[核查表0.xlsx]核查表!Z5"),
      misses: [
        NearMiss("the same verification, corrected or read again in another month") {
          $0[0].records[0]["verified_on"] = "2023-05-10"
        },
        NearMiss("reckoned anew") { $0[1].records[0]["net_income"] = "32000.50" },
        NearMiss("no income in either year") {
          $0[0].records[0]["net_income"] = "0"
          $0[1].records[0]["net_income"] = "0"
        },
      ]
    ),
    counting(
      "screened-count",
      "screened",
      wrong: "2",
      right: "1",
      cell: "D5",
      unless: NearMiss("the household stands in two files") {
        $0.insert(Across.Sent(form: "screening", records: [visited], batch: "55"), at: 0)
        $0[4].records[0]["screened"] = "1"
      }
    ),
    counting(
      "key-household-count",
      "key_households",
      wrong: "0",
      right: "1",
      cell: "E5",
      unless: NearMiss("of no group") { $0[0].records[0]["in_key_group"] = "否" }
    ),
    counting(
      "verified-count",
      "verified",
      wrong: "3",
      right: "1",
      cell: "F5",
      unless: NearMiss("not filled in") { $0[3].records[0]["verified"] = nil }
    ),
    counting(
      "listed-count",
      "new_listed",
      wrong: "1",
      right: "0",
      cell: "G5",
      unless: NearMiss("listed") { $0[1].records[0]["opinion"] = "纳入监测" }
    ),
    counting(
      "clearance-count",
      "clearance_checked",
      wrong: "0",
      right: "1",
      cell: "I5",
      unless: NearMiss("not filled in") { $0[3].records[0]["clearance_checked"] = nil }
    ),
  ]
}

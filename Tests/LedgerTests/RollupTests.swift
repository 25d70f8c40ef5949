import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Foundation
import Spreadsheet
import Testing

@testable import Ledger
@testable import Reports

/// A form rolled up from what a ledger holds, the same on every kind of ledger.
@Suite struct RollupTests {
  private static let units = [
    ReportingUnit(code: "411003102210", name: "十村", township: "甲镇", county: "县"),
    ReportingUnit(code: "41100310229", name: "九村", township: "甲镇", county: "县"),
    ReportingUnit(code: "411003103001", name: "空村", township: "乙镇", county: "县"),
    ReportingUnit(code: "411003103002", name: "欠村", township: "乙镇", county: "县"),
    ReportingUnit(code: "411003103003", name: "零村", township: "乙镇", county: "县"),
    ReportingUnit(code: "411003103004", name: "退村", township: "乙镇", county: "县"),
  ]

  private func filled(_ kind: BookKind) throws -> Ledger {
    let ledger = try Book(kind).open()
    try ledger.register(Self.units)
    let files = [
      try Returns.file(
        "a",
        unit: "41100310229",
        records: [
          try Returns.record(
            Self.id(1),
            income: "0.10",
            members: [["age": .number(3)], ["age": .number(4)]]
          ),
          try Returns.record(
            Self.id(2),
            income: "0.20"
          ),
        ]
      ),
      try Returns.file(
        "b",
        unit: "411003102210",
        records: [
          // Beyond what binary floating point holds to the fen.
          try Returns.record(
            Self.id(3),
            income: "90071992547409.93"
          ),
          try Returns.record(
            Self.id(4),
            income: "-0.01"
          ),
        ]
      ),
      try Returns.file(
        "c",
        unit: "411003103003",
        records: [
          try Returns.record(
            Self.id(5),
            income: "0"
          )
        ]
      ),
      try Returns.file(
        "d",
        unit: "411003103004",
        records: [
          try Returns.record(
            Self.id(6),
            income: "7"
          )
        ],
        verdict: .returned
      ),
    ]
    for file in files { _ = try ledger.receive(file, at: "2023-08-20 09:00") }
    try ledger.fileNilReturn(
      form: "visit",
      unit: "411003103001",
      period: "2023-08",
      reason: "整村搬迁",
      at: "2023-08-20"
    )
    return ledger
  }

  private static func id(_ number: Int) -> String { "41100319700501000\(number)" }

  private func lines(_ rollup: Rollup) -> [String] {
    rollup.csv(.chinese).split(separator: "\r\n").map(String.init)
  }

  @Test(arguments: BookKind.here)
  func `nil, missing, returned and zero are four rows of different content`(kind: BookKind) throws {
    let form = try #require(Returns.form)
    let rollup = try Rollup(form, in: try filled(kind), at: "2023-09-01")
    #expect(
      lines(rollup) == [
        "\u{FEFF}单位代码,单位,报送情况,记录数（户）,收入,是否困难（是）,家庭成员（行）,年龄",
        "41100310229,九村,已报,2,0.30,2,2,7",
        "411003102210,十村,已报,2,90071992547409.92,2,0,0",
        ",县甲镇小计,2/2 已报,4,90071992547410.22,4,2,7",
        "411003103001,空村,空表,,,,,", "411003103002,欠村,未报,,,,,", "411003103003,零村,已报,1,0.00,1,0,0",
        "411003103004,退村,退回,,,,,", ",县乙镇小计,1/4 已报,1,0.00,1,0,0",
        ",合计,3/6 已报,5,90071992547410.22,5,2,7",
      ]
    )
    #expect(rollup.reported == 3 && rollup.records == 5)
    let notes = rollup.notes(.chinese)
    #expect(notes.contains("未报 1 个：欠村。没有计入。"))
    #expect(notes.contains("空表 1 个：空村（整村搬迁）。表中记“—”。"))
    #expect(notes.contains("退回未更正 1 个：退村。没有计入。"))
  }

  @Test(arguments: BookKind.here)
  func `rows are townships, counties or what codes begin with`(kind: BookKind) throws {
    let form = try #require(Returns.form)
    let ledger = try filled(kind)
    let towns = try Rollup(form, in: ledger, by: .township, at: "2023-09-01")
    #expect(towns.rows.map { towns.name(of: $0, .chinese) } == ["甲镇", "乙镇", "合计"])
    #expect(towns.rows.map { towns.standing(of: $0, .chinese) }.first == "2/2 已报")
    let county = try Rollup(form, in: ledger, by: .county, at: "2023-09-01")
    #expect(county.rows.map { county.name(of: $0, .english) } == ["县", "total"])
    let prefix = try Rollup(form, in: ledger, by: .codePrefix(9), at: "2023-09-01")
    #expect(prefix.rows.map(\.code) == ["411003102", "411003103", ""])
    #expect(prefix.records == 5)
  }

  @Test(arguments: BookKind.here)
  func `two periods are not added up, and who owes nothing is not missing`(kind: BookKind) throws {
    let form = try #require(Returns.form)
    let ledger = try filled(kind)
    let some = try Rollup(
      form,
      in: ledger,
      expected: [Self.units[1], Self.units[3]],
      period: "2023-08",
      at: "2023-09-01"
    )
    // Who reported without being asked counts, and is named.
    #expect(some.rows.map(\.name).filter { !$0.isEmpty }.contains("退村") == false)
    #expect(some.notes(.chinese).contains("不在单位名单中而报了的 3 个：十村、空村、零村。已计入。"))
    try ledger.fileNilReturn(
      form: "visit",
      unit: "411003103002",
      period: "2023-09",
      reason: "无",
      at: "2023-09-20"
    )
    #expect(throws: RollupError.periods(["2023-08", "2023-09"])) {
      try Rollup(form, in: ledger, at: "2023-09-01")
    }
    let later = try Rollup(form, in: ledger, period: "2023-09", at: "2023-09-01")
    #expect(later.records == 0 && later.reported == 0)
  }

  @Test(arguments: BookKind.here)
  func `the trail says that a form was rolled up`(kind: BookKind) throws {
    let form = try #require(Returns.form)
    let ledger = try filled(kind)
    _ = try Rollup(form, in: ledger, at: "2023-09-01")
    let trail = try ledger.database.read { session in
      try session.rows("SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1")
    }
    #expect(trail.map { [$0.text(0), $0.text(1)] } == [["rollup", "visit, submissions 3"]])
  }
}

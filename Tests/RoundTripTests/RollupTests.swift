import Foundation
import TestSupport
import Testing

/// Roll-ups held against sums that a script reckons from the ledger's tables by itself.
@Suite(.enabled(if: Program.hasOffice, "run make setup"), .serialized)
struct RollupTests {
  @Test(arguments: ["verification", "income-survey"])
  func `every figure is right, as written and as LibreOffice computes it`(form: String) throws {
    let ledger = try MadeUpLedger(form)
    for name in ["r.csv", "r.xlsx"] {
      try ledger.tianbao(["rollup", form, "-o", ledger.path(name)])
    }
    // Saved by another program the formulas have no values, so that LibreOffice must compute them.
    let strip = "import openpyxl, sys; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])"
    try MadeUpLedger.run(
      Program(url: Program.python),
      ["-c", strip, ledger.path("r.xlsx"), ledger.path("bare.xlsx")]
    )
    try ledger.convert(["bare.xlsx"], to: "xlsx", in: "computed")
    let said = try MadeUpLedger.run(
      Program(url: Program.python),
      [
        MadeUpLedger.script("rollup.py"), ledger.url.path, form, ledger.path("r.csv"),
        ledger.path("r.xlsx"), ledger.path("computed/bare.xlsx"),
      ]
    )
    #expect(said.contains(", 0 disagree"))
  }

  @Test func `the same ledger gives the same bytes, wherever and whenever`() throws {
    let ledger = try MadeUpLedger("screening", villages: 8, households: 3)
    let places = [
      ["TZ": "UTC", "LC_ALL": "C"], ["TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8"],
    ]
    for (number, place) in places.enumerated() {
      for kind in ["csv", "xlsx"] {
        let arguments = ["rollup", "screening", "-o", ledger.path("\(number).\(kind)")]
        try ledger.tianbao(arguments, environment: place)
      }
      let arguments = ["export", "screening", "--format", "xlsx", "-o", ledger.path("\(number)")]
      try ledger.tianbao(arguments, environment: place)
    }
    for name in ["%.csv", "%.xlsx", "%/screening.xlsx"] {
      let files = try ["0", "1"].map {
        try Data(contentsOf: URL(filePath: ledger.path(name.replacing("%", with: $0))))
      }
      #expect(files[0].count > 500 && files[0] == files[1])
    }
  }

  /// What LibreOffice prints of the merged report, in which nothing may be cut off.
  @Test func `the month's report has every answer after its unit's name`() throws {
    let ledger = try MadeUpLedger("monthly-tasks", villages: 8, households: 1)
    let long = "查出问题" + String(repeating: "第三小组道路未硬化，", count: 150) + "结束语"
    let answer = """
      import sqlite3, sys, json
      d = sqlite3.connect(sys.argv[1])
      for id, content in d.execute("SELECT id, content FROM record").fetchall():
          values = json.loads(content)
          for row in values["tasks"]:
              row["findings"] = sys.argv[2] if row["number"] == 5 else f"甲{id}项{row['number']}乙"
          d.execute("UPDATE record SET content = ? WHERE id = ?", (json.dumps(values, ensure_ascii=False), id))
      d.commit()
      """
    try MadeUpLedger.run(Program(url: Program.python), ["-c", answer, ledger.url.path, long])
    for name in ["m.csv", "m.xlsx"] {
      try ledger.tianbao([
        "rollup", "monthly-tasks", "--period", "2023-08", "-o", ledger.path(name),
      ])
    }
    let csv = try String(contentsOf: URL(filePath: ledger.path("m.csv")), encoding: .utf8)
    #expect(csv.components(separatedBy: ",村1,已报,").count == 38)
    #expect(csv.contains(",村3,空表,") && csv.contains(",村4,退回,") && csv.contains(",村5,未报,"))

    try ledger.convert(["m.xlsx"], to: "pdf", in: "print")
    let text = try MadeUpLedger.run(
      Program(named: "pdftotext"),
      ["-raw", ledger.path("print/m.pdf"), "-"]
    ).filter { !$0.isWhitespace }
    for number in (1...37) where number != 5 {
      // In the order of the units, which is that of their records; the third is not accepted.
      let places = [1, 2, 4, 5, 6].map { text.range(of: "甲\($0)项\(number)乙")?.lowerBound }
      #expect(places.allSatisfy { $0 != nil }, "row \(number)")
      #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted(), "row \(number)")
      #expect(text.contains("村1：甲1项\(number)乙"), "row \(number)")
    }
    // The long answers of row 5 go on in further rows, to their ends.
    #expect(text.components(separatedBy: "结束语").count == 6)
    #expect(text.contains("（续）"))
    #expect(text.contains("未报：村5。") && text.contains("空表：村3（整村搬迁）。"))
    #expect(text.contains("退回未更正：村4。"))
  }

  @Test func `an exported workbook has typed cells, and tables with their record's key`() throws {
    let ledger = try MadeUpLedger("verification", villages: 8, households: 4)
    try ledger.tianbao(["export", "verification", "--format", "xlsx", "-o", ledger.path("open")])
    try ledger.tianbao([
      "export", "verification", "--format", "xlsx", "--masked", "-o", ledger.path("masked"),
    ])
    let said = try MadeUpLedger.run(
      Program(url: Program.python),
      [
        MadeUpLedger.script("exported.py"), ledger.url.path, "verification",
        ledger.path("open/verification.xlsx"), ledger.path("masked/verification.xlsx"),
      ]
    )
    #expect(said.contains(", 0 disagree"))
  }
}

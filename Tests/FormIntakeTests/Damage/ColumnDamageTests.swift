import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// Damage that shows in a column as a whole, and is said once, at its root.
@Suite struct ColumnDamageTests {
  @Test(arguments: [1, 4, 5, 12, 40])
  func `a list in which all is right says nothing`(count: Int) throws {
    let submission = imported(try DamagedList.workbook(count))
    #expect(submission.records.count == count)
    // The member sheet is empty: the rule about its rows does not belong here.
    #expect(submission.lines.filter { !$0.contains("size-is-member-count") } == [])
  }

  private func damage(_ submission: Submission) -> [String] {
    submission.lines.filter { !$0.contains("rule.size-is-member-count") }
  }

  // MARK: Dragged

  @Test func `identity numbers that were dragged down are one fault`() throws {
    let submission = imported(
      try DamagedList.workbook(6) { cells in
        var cells = cells
        let first = UInt64(DamagedList.identity(1)) ?? 0
        for step in 1...3 { cells["D\(7 + step)"] = .text(String(first + UInt64(step))) }
        return cells
      }
    )
    #expect(damage(submission) == ["error identity-number.counted-up 登记表!D7:D10"])
    let finding = try #require(submission.only("identity-number.counted-up"))
    #expect(
      finding.message.chinese == "这 4 格的“户主证件号码”逐格加 1，是向下拖动填充出来的，除第一格外都不是真号码"
    )
    #expect(finding.fix.chinese == "从 D8 起，逐人对照身份证或户口簿重新填写；不要拖动单元格右下角")
    #expect(finding.count == 4)
    #expect(submission.records.map(\.key).compactMap(\.self).count == 3)
  }

  @Test func `two numbers that follow each other may be a slip`() throws {
    let submission = imported(
      try DamagedList.workbook(6) { cells in
        var cells = cells
        cells["D8"] = .text(String((UInt64(DamagedList.identity(1)) ?? 0) + 1))
        return cells
      }
    )
    #expect(damage(submission) == ["error identity-number.checksum 登记表!D8"])
  }

  @Test func `telephone numbers that count up are asked about`() {
    let field = makeField(.mobileNumber, label: "联系电话")
    func entries(_ numbers: [String]) -> [DataColumn.Entry] {
      numbers.enumerated().map { index, number in
        DataColumn.Entry(
          record: index,
          cell: LocatedCell(
            sheet: 0,
            reference: CellReference(6 + index, 5),
            value: .text(number)
          ),
          state: .value(.text(number))
        )
      }
    }
    func codes(_ numbers: [String]) throws -> [String] {
      let column = DataColumn(field: field, id: "phone", table: nil, entries: entries(numbers))
      let context = CheckContext(
        form: try HouseholdForm.catalogue.form("household"),
        sheets: ["登记表"],
        parameters: [:],
        today: importDay
      )
      return CountedUpCheck().damages([column], context).map(\.finding.description)
    }
    #expect(
      (try? codes(["13800138000", "13800138001", "13800138002"]))
        == ["confirm mobile-number.counted-up 登记表!E6:E8"]
    )
    #expect((try? codes(["13800138000", "13800138001", "13900138002"])) == [])
    #expect((try? codes(["13800138000", "13800138000", "13800138000"])) == [])
    #expect((try? codes(["13800138002", "13800138001", "13800138000"])) == [])
  }

  // MARK: Through floating point

  @Test func `numbers that a program rounded are told from slips`() throws {
    func digits(_ number: Int) -> String {
      String(UInt64(Double(UInt64(DamagedList.identity(number)) ?? 0)))
    }
    // One in eleven passes the checksum by chance.
    let wrong = (0..<20).filter { (try? IdentityNumber(digits($0))) == nil }
    let lucky = try #require((0..<20).first { !wrong.contains($0) })
    func rounded(_ numbers: some Sequence<Int>) throws -> Submission {
      imported(
        try DamagedList.workbook(20) { cells in
          var cells = cells
          for number in numbers { cells["D\(6 + number)"] = .text(digits(number)) }
          return cells
        }
      )
    }
    let three = try rounded(wrong.prefix(3))
    #expect(
      damage(three)
        == wrong.prefix(3).map { "error identity-number.floating-point 登记表!D\(6 + $0)" }
    )
    // One that is right among many that are not is doubtful.
    #expect(
      damage(try rounded(0..<20)).contains(
        "confirm identity-number.floating-point 登记表!D\(6 + lucky)"
      )
    )
    let finding = try #require(three.findings.first)
    #expect(finding.message.chinese == "号码被别的程序当成数字处理过，末两三位已被改动，无法恢复")
    #expect(
      damage(try rounded(wrong.prefix(2)))
        == wrong.prefix(2).map { "error identity-number.checksum 登记表!D\(6 + $0)" }
    )
  }

  // MARK: 元 and 万元

  @Test func `one amount in 万元 among others in 元 is asked about`() throws {
    func wage(_ value: Double, of count: Int) throws -> [String] {
      damage(
        imported(
          try DamagedList.workbook(count) { cells in
            var cells = cells
            cells["G7"] = .number(CellNumber(value))
            return cells
          }
        )
      )
    }
    #expect(try wage(1.35, of: 6) == ["confirm money.scale 登记表!G7"])
    #expect(try wage(150_000_000, of: 6).contains("confirm money.scale 登记表!G7"))
    // Little is not 万元, and four amounts have no middle.
    #expect(try wage(300, of: 6) == [])
    #expect(try wage(98_000, of: 6) == [])
    #expect(try wage(1.35, of: 4) == [])
  }

  @Test func `a column that is all in 万元 is asked about as one`() throws {
    let submission = imported(
      try DamagedList.workbook(6) { cells in
        var cells = cells
        for row in 6...11 { cells["G\(row)"] = .number(CellNumber(1.2 + Double(row) / 10)) }
        return cells
      }
    )
    #expect(damage(submission) == (6...11).map { "confirm money.scale 登记表!G\($0)" })
    #expect(Set(submission.findings.filter { $0.code == "money.scale" }.map(\.message)).count == 1)
  }

  // MARK: Shifted

  @Test func `identity numbers that were pasted a column too far are one fault`() throws {
    let submission = imported(
      try DamagedList.workbook(5) { cells in
        var cells = cells
        for row in 6...10 {
          cells["E\(row)"] = cells["D\(row)"]
          cells["D\(row)"] = nil
        }
        return cells
      }
    )
    #expect(damage(submission) == ["error columns.shifted 登记表!E6:E10"])
    let finding = try #require(submission.only("columns.shifted"))
    #expect(finding.message.chinese == "“户主证件号码”的内容错到了右边一列，共 5 行")
    #expect(finding.fix.chinese == "从 E6:E10 起，把错位的内容向左移回一列；两边的列也可能错位，请一并核对")
  }

  @Test func `choices shift together or not at all`() throws {
    func shifted(_ count: Int) throws -> [String] {
      damage(
        imported(
          try DamagedList.workbook(5) { cells in
            var cells = cells
            for row in 6..<(6 + count) {
              // 户类型 and 监测类别, one column to the left.
              cells["L\(row)"] = cells["M\(row)"]
              cells["M\(row)"] = cells["N\(row)"]
              cells["N\(row)"] = nil
            }
            return cells
          }
        )
      )
    }
    #expect(try shifted(5) == ["error columns.shifted 登记表!L6:M10"])
    // Two rows are no column.
    #expect(try shifted(2).allSatisfy { $0.hasPrefix("error choice.unknown") })
  }

  @Test func `a column that slipped down by a row is one fault`() throws {
    let submission = imported(
      try DamagedList.workbook(6, copies: 8) { cells in
        var cells = cells
        for row in (8...11).reversed() { cells["D\(row + 1)"] = cells["D\(row)"] }
        cells["D8"] = nil
        return cells
      }
    )
    #expect(damage(submission) == ["error column.shifted-down 登记表!D8:D12"])
    let finding = try #require(submission.only("column.shifted-down"))
    #expect(finding.message.chinese == "“户主证件号码”从 D8 起整列下移了一格：D8 空着，D12 只有这一项")
    #expect(finding.fix.chinese == "把 D9 到 D12 的内容上移一格，再逐行核对")
  }

  @Test func `an unfinished last row is no shift`() throws {
    let submission = imported(
      try DamagedList.workbook(6, copies: 8) { cells in
        var cells = cells
        cells["C12"] = .text("卫小")
        return cells
      }
    )
    #expect(submission.only("column.shifted-down") == nil)
    #expect(damage(submission).allSatisfy { $0.contains("12") })
  }

  // MARK: Cost

  @Test(.timeLimit(.minutes(1)))
  func `a thousand dragged and shifted rows are no burden`() throws {
    let submission = imported(
      try DamagedList.workbook(1_000) { cells in
        var cells = cells
        for row in 7..<1_006 {
          cells["D\(row)"] = .text(String(411_003_197_005_010_135 + UInt64(row)))
        }
        return cells
      }
    )
    #expect(submission.findings.count { $0.code == "identity-number.counted-up" } == 1)
  }
}

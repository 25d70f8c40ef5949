import Findings
import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import Testing

@testable import FormProof

/// A proof that cannot fail proves nothing: definitions and returns in which something is wrong.
@Suite("Planted disagreements")
struct PlantedFaultTests {
  static let today = CalendarDate(year: 2023, month: 8, day: 20) ?? .epoch

  private func form(
    _ change: (inout FormDefinition) -> Void = { _ in }
  ) throws -> (FormDefinition, FormCatalogue) {
    let catalogue = FormCatalogue(
      sources: [
        DefinitionSource(.codeList, name: "codes/kind.yaml", text: Self.kinds),
        DefinitionSource(.form, name: "visit.yaml", text: Self.text),
      ]
    )
    #expect(catalogue.faults.map { $0.text(.english) } == [])
    var form = try catalogue.form("visit")
    change(&form)
    return (form, catalogue)
  }

  private func faults(_ form: FormDefinition, _ catalogue: FormCatalogue) -> [String] {
    FormProof(form, in: catalogue, today: Self.today).report().faults.map {
      "\($0.line) \($0.message.chinese)"
    }
  }

  @Test("A form that is right is proven")
  func right() throws {
    let (form, catalogue) = try form()
    let report = FormProof(form, in: catalogue, today: Self.today).report()
    #expect(report.faults.map { $0.text(.chinese) } == [])
    #expect(report.unproven.map(\.id) == [])
    #expect(report.notInSheet == [])
    #expect(report.trials > 80)
    #expect(report.summary.english.contains("11 fields, 4 rules"))
  }

  // The importer knows the form as the catalogue has it; the proof is of another definition.

  @Test("A bound that the importer does not have")
  func bound() throws {
    let (form, catalogue) = try form { $0.fields[2].range?.maximum = 40 }
    let faults = faults(form, catalogue)
    #expect(faults.contains { $0.hasPrefix("12 ") && $0.contains("number.range") })
  }

  @Test("A rule that the importer does not have")
  func rule() throws {
    let scope = try form().0.ruleScope()
    let other = try RuleExpression("size = count(members) + 1", scope: scope)
    let (form, catalogue) = try form { $0.rules[0].check = other }
    let faults = faults(form, catalogue)
    #expect(faults.contains { $0.hasPrefix("33 ") && $0.contains("rule.size") })
  }

  @Test("A field that must be filled in for one and not for the other")
  func required() throws {
    let (form, catalogue) = try form { $0.fields[3].requirement = .always }
    #expect(
      faults(form, catalogue).contains { $0.hasPrefix("13 ") && $0.contains("field.required") }
    )
  }

  @Test("A label that the importer does not offer, and an example that cannot be read")
  func labels() throws {
    let (form, catalogue) = try form {
      $0.codeLists["kind"]?.codes[1].label = "丁"
      $0.fields[2].example = "四十一"
    }
    let faults = faults(form, catalogue)
    #expect(faults.contains { $0.hasPrefix("14 ") && $0.contains("choice.unknown") })
  }

  @Test("A severity that differs")
  func severity() throws {
    let (form, catalogue) = try form { $0.rules[1].severity = .warning }
    let faults = faults(form, catalogue)
    #expect(faults.contains { $0.contains("warning rule.few") && $0.contains("没有") })
    #expect(faults.contains { $0.contains("error rule.few") && $0.contains("多出") })
  }

  @Test("Rules that contradict each other, and a rule that nothing can break")
  func contradiction() throws {
    let scope = try form().0.ruleScope()
    let never = try RuleExpression("size > 30", scope: scope)
    let always = try RuleExpression("size >= 0", scope: scope)
    let (form, catalogue) = try form {
      $0.rules[1].check = never
      $0.rules[3].check = always
    }
    let report = FormProof(form, in: catalogue, today: Self.today).report()
    #expect(report.faults.contains { $0.line == 34 && $0.message.chinese.contains("互相矛盾") })
    #expect(report.unproven.map(\.id) == ["income"])
  }

  @Test("Rules that ask for figures are proven in a year and an area that have none")
  func figures() throws {
    let figures = "line: {title: 线, unit: 元, values: [{year: 2023, area: \"13\", value: 7500}]}"
    let text = Self.text.replacing("net >= -50", with: "net >= line")
    let catalogue = FormCatalogue(
      sources: [
        DefinitionSource(.codeList, name: "codes/kind.yaml", text: Self.kinds),
        DefinitionSource(.parameters, name: "parameters.yaml", text: figures),
        DefinitionSource(.form, name: "visit.yaml", text: text),
      ]
    )
    let form = try catalogue.form("visit")
    let later = try #require(CalendarDate(year: 2026, month: 3, day: 1))
    let report = FormProof(form, in: catalogue, today: later).report()
    #expect(report.unproven.isEmpty)
    #expect(report.faults.isEmpty)
  }

  @Test("A cell of the sheet that says something else")
  func sheet() throws {
    let (form, catalogue) = try form()
    let proofs = FormProof(form, in: catalogue, today: Self.today).sheetProofs()
    #expect(proofs.map(\.kind) == [.card, .list, .card, .list])
    for proof in proofs.suffix(2) {
      // What is typed wrong is not computed yet, and the cells do not say it.
      let words = LocalizedText("试", en: "test")
      let faults = proof.faults(in: proof.layout.workbook, computedBy: words).faults
      #expect(
        Set(faults.filter { $0.what.contains("错填") }.map(\.line)).isSuperset(of: [12, 14, 15, 16])
      )
      #expect(faults.allSatisfy { $0.what.contains("错填") })
    }
    for proof in proofs.prefix(2) {
      var workbook = proof.layout.workbook
      let words = LocalizedText("试", en: "test")
      let before = proof.faults(in: workbook, computedBy: words)
      #expect(before.faults == [])
      #expect(before.compared > 20)
      for index in workbook.worksheets.indices {
        let sheet = workbook.worksheets[index]
        // Every text that a rule says is gone.
        workbook.worksheets[index] = Worksheet(
          name: sheet.name,
          cells: sheet.cells.filter { cell in
            if case .text(let text) = cell.value { !text.hasPrefix("；") } else { true }
          }
        )
      }
      let after = proof.faults(in: workbook, computedBy: words).faults
      #expect(Set(after.map(\.line)) == [33, 34, 35, 36])
    }
  }

  private static let kinds = """
    list: kind
    title: 类别
    codes: [{label: 甲, synonyms: [第一类]}, 乙, 丙]
    """

  private static let text = """
    form: visit
    title: 走访登记表
    name: 走访表
    revision: "1"
    source: 测试
    record: 户
    key: head_id
    groups: [{id: base, label: 基本, fields: [head_name, head_id, size, note, kind, income, cost, net]}]
    fields:
      head_name: {label: 户主姓名, type: text, required: true, personal: true, max_length: 10, example: 张三}
      head_id: {label: 户主证件号码, type: identity-number, required: true, personal: true, example: "110101199003077213"}
      size: {label: 人口数, type: integer, required: true, range: 1..30, example: "2"}
      note: {label: 说明, type: text, required: when kind = '丙', max_length: 20, example: 无房}
      kind: {label: 类别, type: choice, codes: kind, required: true, example: 甲}
      income: {label: 收入, type: money, required: true, range: 0..100000, example: "500.00"}
      cost: {label: 支出, type: money, required: true, range: 0..100000, example: "100.00"}
      net: {label: 纯收入, type: money, computed: income - cost}
    tables:
      members:
        label: 成员
        name: 成员
        rows: 4
        groups:
          - id: who
            label: 成员
            fields: [name, age, born]
            source: 测试
        fields:
          name: {label: 姓名, type: text, required: true, max_length: 10, example: 张三}
          age: {label: 年龄, type: integer, required: true, range: 0..120, example: "33"}
          born: {label: 出生日期, type: date, dates: 1900-01-01..2023-12-31, example: "1990-03-07"}
    rules:
      - {id: size, check: size = count(members), at: size, message: "人口 {size} 人", fix: 核对}
      - {id: few, check: "if kind = '乙' then size <= 3", at: kind, message: 人多, fix: 核对}
      - {id: adult, for: members, check: "age >= 18 or name != '张三'", at: age, message: "{name} 太小", fix: 核对}
      - {id: income, check: net >= -50, at: income, severity: confirm, message: "少 {net}", fix: 核对}
    layout:
      card:
        paper: A4 portrait
        columns: [10, 14, 10, 14]
        grid:
          - [title: 4]
          - [户主姓名, $head_name, 户主证件号码, $head_id]
          - [人口数, $size, 类别, $kind]
          - [members]
          - [收入, $income, 支出, $cost]
          - [纯收入, $net, 说明, $note]
        tables:
          members: {ordinal: 1, columns: {name: 1, age: 1, born: 1}}
      list: {paper: A4 landscape, title: 走访花名册}
    """
}

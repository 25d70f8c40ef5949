import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// The places in which a workbook carries its identity, and how each gets lost.
enum Carrier: String, CaseIterable, CustomTestStringConvertible {
  /// The document properties: lost by programs that know none, and by “inspect document”.
  case properties
  /// The hidden sheet: deleted.
  case sheet
  /// The defined names: lost when sheets are copied, and by some programs.
  case names
  /// The stamps in the hidden corner of the sheets: emptied.
  case stamps

  var testDescription: String { rawValue }

  func removed(from workbook: Workbook) -> Workbook {
    var workbook = workbook
    switch self {
    case .properties: workbook.customProperties = [:]
    case .sheet: workbook.worksheets.removeAll { $0.name == WorkbookIdentity.sheetName }
    case .names: workbook.definedNames = [:]
    case .stamps:
      workbook.worksheets = workbook.worksheets.map { sheet in
        sheet.holding(sheet.cells.filter { $0.reference != CellReference(1, 1) })
      }
    }
    return workbook
  }

  /// All sets of carriers but the whole.
  static let losses: [[Carrier]] = (0..<(1 << allCases.count) - 1).map { bits in
    allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
  }
}

@Suite struct CarrierTests {
  @Test(arguments: Carrier.losses)
  func `a workbook that keeps one carrier is known`(lost: [Carrier]) throws {
    let filled = try Village.cards().writing(Village.goodCard, on: "登记表")
    let whole = imported(filled)
    let submission = imported(lost.reduce(filled) { $1.removed(from: $0) })
    #expect(submission.identity == whole.identity)
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == [])
  }

  @Test(arguments: Carrier.losses)
  func `a list that keeps one carrier is known`(lost: [Carrier]) throws {
    let filled = try ListVillage.filled()
    let submission = imported(lost.reduce(filled) { $1.removed(from: $0) })
    #expect(submission.identity?.unit == Village.unit.code)
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == [])
  }

  @Test(arguments: [true, false])
  func `without any carrier the labels tell the form, and that is said`(isCard: Bool) throws {
    let filled =
      isCard
      ? try Village.cards().writing(Village.goodCard, on: "登记表") : try ListVillage.filled()
    let submission = imported(Carrier.allCases.reduce(filled) { $1.removed(from: $0) })
    #expect(submission.texts == (isCard ? [goodRecord] : [goodRecord, secondRecord]))
    #expect(submission.lines == ["warning identity.lost 登记表"])
    #expect(submission.verdict == .acceptedWithWarnings)
    #expect(submission.identity?.form == "household")
    #expect(submission.identity?.unit == "")
    let finding = try #require(submission.only("identity.lost"))
    #expect(
      finding.message.chinese == "文件的识别信息已全部丢失，按表头文字认定为《农户登记表》，填报单位和期别无法确定"
    )
    #expect(finding.fix.chinese == "请核对单位和导入结果；下次请直接填写发下去的文件")
  }

  @Test func `a sheet that is copied alone into a new workbook still knows what it is`() throws {
    let filled = try Village.cards().writing(Village.goodCard, on: "登记表")
    var copy = try #require(filled.worksheet(named: "登记表"))
    copy.name = "Sheet1"
    let submission = imported(Workbook(worksheets: [copy]))
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == [])
    #expect(submission.identity?.unit == Village.unit.code)
    #expect(submission.identity?.period == "2023-08")
    #expect(submission.records[0].cells["head_name"]?.description == "Sheet1!E4")
  }

  @Test func `renamed sheets are found`() throws {
    var workbook = try Village.cards().writing(Village.goodCard, on: "登记表")
    for index in workbook.worksheets.indices { workbook.worksheets[index].name = "工作表\(index)" }
    let submission = imported(workbook)
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == [])
  }

  @Test func `carriers that contradict each other are said, and most of them win`() throws {
    var workbook = try Village.cards().writing(Village.goodCard, on: "登记表")
    workbook.customProperties["tianbao.unit"] = "411003102299"
    let submission = imported(workbook)
    #expect(submission.identity?.unit == Village.unit.code)
    #expect(submission.lines == ["warning identity.contradiction -"])
    let finding = try #require(submission.only("identity.contradiction"))
    #expect(
      finding.message.chinese == "文件里的识别信息互相不一致，可能把两份文件的工作表拼在了一起，已按多数一致的信息处理"
    )
  }
}

@Suite struct OtherWorkbookTests {
  @Test func `a form that is not in the catalogue`() throws {
    let others = FormCatalogue(
      sources: [DefinitionSource(.form, name: "tasks.yaml", text: TaskForm.text)]
    )
    let workbook = try Village.cards().writing(Village.goodCard, on: "登记表")
    let submission = imported(workbook, catalogue: others)
    #expect(submission.lines == ["error workbook.unknown-form -"])
    #expect(submission.verdict == .returned)
    #expect(submission.identity?.form == "household")
    let finding = try #require(submission.only("workbook.unknown-form"))
    #expect(finding.message.chinese == "这张表（household）不在本系统的表样里")
    #expect(finding.fix.chinese == "请与乡镇核对应报送哪一张表")
    #expect(submission.balance.ignored == submission.balance.cells)
  }

  @Test func `another revision`() throws {
    let newer = FormCatalogue(
      sources: HouseholdForm.codes.map {
        DefinitionSource(.codeList, name: "codes.yaml", text: $0)
      } + [
        DefinitionSource(.parameters, name: "parameters.yaml", text: HouseholdForm.parameters),
        DefinitionSource(
          .form,
          name: "household.yaml",
          text: HouseholdForm.text.replacing("revision: \"1\"", with: "revision: \"2024.1\"")
        ),
      ]
    )
    let workbook = try Village.cards().writing(Village.goodCard, on: "登记表")
    let submission = imported(workbook, catalogue: newer)
    #expect(submission.lines == ["error workbook.other-revision -"])
    #expect(submission.verdict == .returned)
    let finding = try #require(submission.only("workbook.other-revision"))
    #expect(finding.message.chinese == "这是《农户登记表》的 1 版，现在用的是 2024.1 版，未导入")
    #expect(finding.fix.chinese == "请向乡镇领取 2024.1 版，把内容填到新版里再报送")
  }

  @Test func `a workbook that is none of ours`() throws {
    let sheet = MarkdownSheet(
      """
      |   | A    | B    | C    |
      | 1 | 姓名 | 年龄 | 电话 |
      | 2 | 张三 | =50  | 无   |
      """
    ).written(over: Worksheet(name: "Sheet1"))
    let submission = imported(Workbook(worksheets: [sheet]))
    #expect(submission.lines == ["error workbook.foreign -"])
    #expect(submission.verdict == .unreadable)
    let finding = try #require(submission.only("workbook.foreign"))
    #expect(finding.message.chinese == "这不是本系统发出的表，也认不出是哪一张表")
    #expect(finding.fix.chinese == "请在乡镇发给本村的工作簿里填写后再报送")
  }

  @Test func `a workbook without a single cell`() throws {
    let submission = imported(Workbook(worksheets: [Worksheet(name: "Sheet1")]))
    #expect(submission.lines == ["error workbook.empty -"])
    #expect(submission.verdict == .unreadable)
    #expect(submission.only("workbook.empty")?.message.chinese == "这个工作簿是空的")
    #expect(imported(Workbook()).lines == ["error workbook.empty -"])
  }

  @Test func `the sheet of records was deleted`() throws {
    var workbook = try Village.cards()
    workbook.worksheets.removeAll { $0.name == "登记表" }
    let submission = imported(workbook)
    #expect(submission.lines == ["error sheet.missing -"])
    #expect(submission.verdict == .returned)
    let finding = try #require(submission.only("sheet.missing"))
    #expect(finding.message.chinese == "找不到《农户登记表》的填报页，可能被删除")
    #expect(finding.fix.chinese == "请用原工作簿填写，不要删除工作表")
  }

  @Test func `a sheet of another form that was pasted in is left out and said once`() throws {
    var workbook = try Village.cards().writing(Village.goodCard, on: "登记表")
    let other = try #require(try Village.cards("tasks").worksheet(named: "月报表"))
    workbook.worksheets.append(other)
    let submission = imported(workbook)
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == ["error sheet.other-form 月报表"])
    #expect(submission.balance.ignored == other.cells.count)
    let finding = try #require(submission.only("sheet.other-form"))
    #expect(finding.message.chinese == "“月报表”这一页属于另一张表，未导入")
    #expect(finding.fix.chinese == "另存为单独的文件后再报送")
  }

  @Test func `an own sheet beside the form is left out with a reason`() throws {
    var workbook = try Village.cards().writing(Village.goodCard, on: "登记表")
    let notes = MarkdownSheet(
      """
      |   | A      | B  |
      | 1 | 走访记 | =3 |
      """
    ).written(over: Worksheet(name: "Sheet2"))
    workbook.worksheets.append(notes)
    let submission = imported(workbook)
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == ["warning cells.ignored Sheet2!A1:B1"])
    #expect(
      submission.findings.first?.message.chinese == "2 格内容未导入：不属于本表的工作表"
    )
  }
}

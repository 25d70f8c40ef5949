import FormDefinitions
import Spreadsheet
import Testing

@testable import FormLayout

/// What every generated sheet has, whatever the form.
@Suite struct SheetStructureTests {
  @Test func `cells are in order and stand once`() throws {
    for (what, _, made) in try OfficialForms.workbooks() {
      for sheet in made.layout.sheets {
        let references = sheet.cells.map(\.reference)
        for (left, right) in zip(references, references.dropFirst()) where left >= right {
          Issue.record("\(what) \(sheet.name): \(right) after \(left)")
        }
        #expect(sheet.cells.allSatisfy { made.layout.styles.indices.contains($0.style) }, "\(what)")
        let rows = sheet.rows.map(\.row)
        #expect(rows == rows.sorted() && Set(rows).count == rows.count, "\(what) \(sheet.name)")
      }
      let names = made.layout.sheets.map { $0.name.text.lowercased() }
      #expect(Set(names).count == names.count, "\(what)")
    }
  }

  @Test func `merged cells do not overlap and are more than one`() throws {
    for (what, _, made) in try OfficialForms.workbooks() {
      for sheet in made.layout.sheets {
        var taken: Set<CellReference> = []
        for range in sheet.mergedRanges {
          let cells = range.rows.flatMap { row in range.columns.map { CellReference(row, $0) } }
          #expect(cells.count > 1, "\(what) \(sheet.name) \(range)")
          #expect(taken.isDisjoint(with: cells), "\(what) \(sheet.name) \(range)")
          taken.formUnion(cells)
        }
        // What a merged range covers holds nothing that would be lost.
        let firsts = Set(sheet.mergedRanges.map(\.first))
        for cell in sheet.cells where taken.contains(cell.reference) {
          guard !firsts.contains(cell.reference) else { continue }
          #expect(cell.content == .blank, "\(what) \(sheet.name) \(cell.reference)")
        }
      }
    }
  }

  @Test func `a page break stands before every card but the first`() throws {
    for id in OfficialForms.households {
      let form = try OfficialForms.form(id)
      let made = try FormWorkbook(form: form, request: OfficialForms.request(form, .card))
      let sheet = try #require(made.layout.sheets.first { $0.name.text == form.name })
      let starts = sheet.cells.filter { cell in
        guard cell.reference.column == 1, case .text(let text) = cell.content else { return false }
        return RowKey(text).map { key in
          if case .grid(let card, 1) = key { card > 1 } else { false }
        } ?? false
      }.map { $0.reference.row - 1 }
      #expect(starts.count == 2)
      #expect(Set(starts).isSubset(of: sheet.page.rowBreaks))
      #expect(sheet.page.rowBreaks == Set(sheet.page.rowBreaks).sorted())
    }
  }

  @Test(arguments: OfficialForms.ids) func `no page is higher than its paper`(id: String) throws {
    let form = try OfficialForms.form(id)
    let counts = Dictionary(
      form.tables.map { ($0.id, 60) },
      uniquingKeysWith: { first, _ in first }
    )
    for plan in [form.cardPlan(), form.cardPlan(rows: counts)] {
      let plan = try #require(plan)
      var used = 0.0
      let repeated = plan.rows.first {
        if case .tableHeader = $0.kind { true } else { false }
      }
      for row in plan.rows {
        if row.beginsPage { used = form.card?.spansPages == true ? repeated?.height ?? 0 : 0 }
        used += row.height
        #expect(used <= plan.page.printableHeight, "\(row.kind.key(card: 1).text)")
      }
    }
  }

  @Test func `equal requests give equal workbooks, others another mark`() throws {
    let form = try OfficialForms.form("screening")
    let request = OfficialForms.request(form, .card)
    let made = try FormWorkbook(form: form, request: request)
    #expect(try FormWorkbook(form: form, request: request) == made)
    var other = request
    other.records[0].values["head_name"] = .text("李四")
    let marks = try [
      other, OfficialForms.request(form, .list), WorkbookRequest(unit: OfficialForms.unit),
      WorkbookRequest(),
    ].map { try FormWorkbook(form: form, request: $0).identity.batch }
    #expect(Set(marks + [made.identity.batch]).count == 5)
  }

  @Test func `a workbook that was made without households is known by its mark`() throws {
    let form = try OfficialForms.form("screening")
    for copies in [0, 1, 7, 5_000] {
      var identity = try FormWorkbook(
        form: form,
        request: WorkbookRequest(unit: OfficialForms.unit, blankCopies: copies, layout: .list)
      ).identity
      #expect(identity.isOfBlankWorkbook, "\(copies)")
      // Named by who imports it.
      identity.campaign = "spring"
      #expect(identity.isOfBlankWorkbook, "\(copies)")
      identity.unit = "411003102299"
      #expect(!identity.isOfBlankWorkbook, "\(copies)")
    }
    let round = WorkbookRequest(unit: OfficialForms.unit, campaign: "spring")
    #expect(try FormWorkbook(form: form, request: round).identity.isOfBlankWorkbook)
    for layout in [LayoutKind.card, .list] {
      let made = try FormWorkbook(form: form, request: OfficialForms.request(form, layout))
      #expect(!made.identity.isOfBlankWorkbook)
    }
  }

  @Test func `a form without the asked layout says so`() throws {
    let form = try OfficialForms.form("monthly-tasks")
    #expect(form.list == nil)
    #expect(throws: LayoutMissing(form: "monthly-tasks", layout: .list)) {
      try FormWorkbook(form: form, request: WorkbookRequest(layout: .list))
    }
  }
}

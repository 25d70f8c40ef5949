import FormDefinitions
import FormLayout
import Spreadsheet
import Testing

/// What a workbook knows of itself stands in several places.
@Suite struct CarrierTests {
  @Test func `identity stands in properties, names, the hidden sheet, stamps and in print`() throws
  {
    for (what, _, made) in try OfficialForms.workbooks() {
      let identity = made.identity
      let layout = made.layout
      #expect(identity.unit == "411003102201" && identity.batch.utf8.count == 8, "\(what)")
      let properties = Dictionary(
        uniqueKeysWithValues: layout.properties.custom.map { ($0.name, $0.value) }
      )
      #expect(WorkbookIdentity { properties["tianbao.\($0)"] } == identity, "\(what)")
      let names = Dictionary(
        uniqueKeysWithValues: layout.definedNames.map { ($0.name, $0.formula) }
      )
      let named = WorkbookIdentity { part in
        names["tianbao_\(part)"].map { String($0.dropFirst().dropLast()) }
      }
      #expect(named == identity, "\(what)")
      let hidden = try #require(layout.sheets.first { $0.name.text == "_tianbao" })
      #expect(hidden.isHidden)
      let sheet = WorkbookIdentity { part in
        let row = hidden.cells.first { $0.content == .text(part) }?.reference.row
        let value = hidden.cells.first { $0.reference.row == row && $0.reference.column == 2 }
        guard case .text(let text) = value?.content else { return nil }
        return text
      }
      #expect(sheet == identity, "\(what)")
      for sheet in layout.sheets {
        guard case .text(let text) = sheet.cells.first?.content else {
          Issue.record("\(what) \(sheet.name) has no stamp")
          continue
        }
        #expect(SheetStamp(text)?.identity == identity, "\(what) \(sheet.name)")
      }
      #expect(layout.properties.subject == identity.printedCode, "\(what)")
      #expect(
        layout.sheets.contains { $0.page.footer.contains(identity.printedCode) },
        "\(what)"
      )
    }
  }

  @Test func `the hidden row and column are hidden in every sheet`() throws {
    for (what, _, made) in try OfficialForms.workbooks() {
      for sheet in made.layout.sheets where !sheet.isHidden {
        #expect(sheet.columns.first?.isHidden == true, "\(what) \(sheet.name)")
        #expect(
          sheet.rows.first.map { $0.row == 1 && $0.isHidden } == true,
          "\(what) \(sheet.name)"
        )
        #expect(sheet.protection != nil, "\(what) \(sheet.name)")
      }
    }
  }

  @Test func `the table of contents links to every card and counts its required cells`() throws {
    let form = try OfficialForms.form("screening")
    let made = try FormWorkbook(form: form, request: OfficialForms.request(form, .card))
    let index = try #require(made.layout.sheets.first { $0.name.text == "目录" })
    let sheet = try #require(made.layout.sheets.first { $0.name.text == form.name })
    let links = index.cells.compactMap { cell -> String? in
      if case .link(let target, _) = cell.content { target } else { nil }
    }
    let starts = sheet.cells.compactMap { cell -> String? in
      guard cell.reference.column == 1, case .text(let text) = cell.content,
        case .grid(_, 1)? = RowKey(text)
      else { return nil }
      return "'筛查表'!\(CellReference(cell.reference.row, 2))"
    }
    #expect(links == starts)
    for formula in index.cells.compactMap({ cell -> String? in
      if case .formula(let formula, _) = cell.content { formula } else { nil }
    }) where formula.hasPrefix("COUNTA(") {
      let ranges = formula.dropFirst(7).dropLast().split(separator: ",")
      #expect(ranges.count <= 255)
      var count = 0
      for range in ranges {
        let text = range.split(separator: "!").last ?? ""
        let cells = try #require(CellRange(text))
        for row in cells.rows {
          for column in cells.columns {
            let cell = sheet.cells.first { $0.reference == CellReference(row, column) }
            #expect(cell?.content == .blank, "\(row) \(column)")
            #expect(cell.map { !made.layout.styles[$0.style].isLocked } == true)
            count += 1
          }
        }
      }
      #expect(count > 0)
    }
  }

  @Test func `defined names mark the cards and the columns`() throws {
    for id in OfficialForms.households {
      let form = try OfficialForms.form(id)
      let cards = try FormWorkbook(form: form, request: OfficialForms.request(form, .card))
      #expect(
        cards.layout.definedNames.map(\.name).filter { $0.hasPrefix("tianbao_card_") }
          == ["tianbao_card_1", "tianbao_card_2", "tianbao_card_3"]
      )
      let list = try FormWorkbook(form: form, request: OfficialForms.request(form, .list))
      let names = Set(list.layout.definedNames.map(\.name))
      for field in form.fields where field.type != .signature {
        #expect(names.contains("tianbao_col_\(field.id)"))
      }
      for table in form.tables {
        for field in table.fields { #expect(names.contains("tianbao_col_\(table.id).\(field.id)")) }
      }
    }
  }
}

import FormDefinitions
import Spreadsheet

/// Where the rows and columns of a list's sheet stand, with the check cells right of them.
struct ListPlace {
  let subject: CheckFormulas.Subject
  let name: WorksheetName
  let columns: [ListColumn]
  /// The check cells, the result first.
  let slots: [CheckSlot]
  /// The number of rows that are drawn.
  let rows: Int

  init(
    form: FormDefinition,
    subject: CheckFormulas.Subject,
    name: String,
    prefix: String,
    columns: [ListColumn],
    rows: Int
  ) {
    self.prefix = prefix
    self.subject = subject
    self.name = WorksheetName(nearestTo: name)
    self.columns = columns
    self.rows = rows
    slots = [.result] + CheckFormulas.slots(form, subject)
  }

  func column(_ key: ColumnKey) -> Int? { columns.firstIndex { $0.key == key }.map { $0 + 2 } }

  func column(_ slot: CheckSlot) -> Int? {
    slots.firstIndex(of: slot).map { $0 + columns.count + 2 }
  }

  /// The cell of a column in the row of the formula.
  func cell(_ column: Int) -> String { FormulaTemplate.reference(column, row: 0) }

  /// The name of the cells of a column in all rows, and in those that a village may add below.
  ///
  /// A name keeps the formulas short, of which a list has very many.
  func range(_ column: Int) -> String {
    "\(prefix)_\(CellReference.letters(ofColumn: column))"
  }

  /// What the names of the sheet's columns begin with.
  let prefix: String

  /// The names that formulas use.
  func names(in formulas: [String]) -> [DefinedName] {
    let used = Set(formulas.flatMap { Self.words(in: $0) })
    return (2...(columns.count + slots.count + 1)).compactMap { column in
      used.contains(range(column)) ? DefinedName(range(column), formula: cells(column)) : nil
    }
  }

  /// The names and references in a formula.
  private static func words(in formula: String) -> [String] {
    formula.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "_" }.map(String.init)
  }

  private func cells(_ column: Int) -> String {
    let first = ListSheet.headerRow + 1
    let range = CellRange(
      CellReference(first, column),
      CellReference(first + rows + 100, column)
    )
    return "\(name.quoted)!\(range.absolute)"
  }
}

/// The formulas of a list's check cells.
struct ListChecks {
  let form: FormDefinition
  let context: DrawingContext
  let main: ListPlace
  let tables: [String: ListPlace]

  /// Places the check cells of a list with so many records, and rows of each table.
  init(
    form: FormDefinition,
    context: DrawingContext,
    records: Int,
    rows: (TableDefinition) -> Int
  ) {
    self.form = form
    self.context = context
    main = ListPlace(
      form: form,
      subject: .record,
      name: form.name,
      prefix: "list",
      columns: ListColumns(form: form).columns,
      rows: records
    )
    tables = Dictionary(
      form.tables.filter { !$0.isPreset }.map { table in
        let place = ListPlace(
          form: form,
          subject: .row(table: table.id),
          name: table.name,
          prefix: "table\((form.tables.firstIndex { $0.id == table.id } ?? 0) + 1)",
          columns: ListColumns(table: table, form: form).columns,
          rows: rows(table)
        )
        return (table.id, place)
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The check cells of a sheet's rows.
  struct Columns {
    /// The check cells with their columns, from left to right.
    let cells: [(slot: CheckSlot, column: Int, template: FormulaTemplate?)]
    /// The names that the formulas use, those of other sheets among them.
    let names: [DefinedName]
    /// What is marked while a check cell says that something is wrong, by column.
    let marks: [(column: Int, slots: [CheckSlot])]
  }

  func columns(_ place: ListPlace, _ constants: inout FormulaNames) -> Columns {
    let formulas = formulas(place)
    var found = formulas.formulas()
    found += place.slots.compactMap { slot in own(slot, place).map { (slot, $0) } }
    found.append((.result, formulas.result(Set(found.map(\.slot)))))
    let texts = found.map(\.1)
    let names = ([main] + form.tables.compactMap { tables[$0.id] }).flatMap {
      $0.names(in: texts)
    }
    var templates: [CheckSlot: FormulaTemplate] = [:]
    for (slot, formula) in found where templates[slot] == nil {
      templates[slot] = FormulaTemplate(constants.named(formula))
    }
    return Columns(
      cells: place.slots.compactMap { slot in
        place.column(slot).map { (slot, $0, templates[slot]) }
      },
      names: names,
      marks: marks(place, Set(templates.keys))
    )
  }

  private func marks(
    _ place: ListPlace,
    _ written: Set<CheckSlot>
  ) -> [(column: Int, slots: [CheckSlot])] {
    var marks: [Int: [CheckSlot]] = [:]
    for rule in CheckFormulas.rules(form) where written.contains(.rule(rule.id)) {
      for target in rule.targets {
        let id: String
        switch (target, place.subject) {
        case (.field(let field), .record): id = field
        case (.column(let table, let column), .row(let own)) where table == own: id = column
        default: continue
        }
        guard let column = place.column(.field(id)) else { continue }
        marks[column, default: []].append(.rule(rule.id))
      }
    }
    return marks.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func formulas(_ place: ListPlace) -> CheckFormulas {
    var places = FormulaPlaces(codeRanges: context.codeRanges.labels)
    var frames: [String: FormulaTranslator.Frame] = [:]
    let derived = { (id: String) in place.column(.derived(id)).map(place.cell) }
    let own = Dictionary(
      place.columns.compactMap { column -> (String, FormulaCell)? in
        guard case .field(let id) = column.key, let number = place.column(column.key) else {
          return nil
        }
        return (id, FormulaCell(place.cell(number), derived: derived(id)))
      },
      uniquingKeysWith: { first, _ in first }
    )
    if case .row(let table) = place.subject {
      frames[table] = .row(own)
      places.fields = recordCells(from: place)
    } else {
      places.fields = own
      for (id, table) in tables { places.tables[id] = block(id, table) }
    }
    let dates = form.fields.filter { $0.type == .date }.compactMap { places.fields[$0.id]?.cell }
    places.parameters = RuleFigures(form: form, request: context.request).parameters(dates: dates)
    var translator = FormulaTranslator(places)
    translator.frames = frames
    return CheckFormulas(
      form: form,
      subject: place.subject,
      translator: translator,
      inputs: inputs(place),
      place: { slot in place.column(slot).map(place.cell) }
    )
  }

  /// The fields of the record that a table's row belongs to.
  private func recordCells(from place: ListPlace) -> [String: FormulaCell] {
    var cells: [String: FormulaCell] = [:]
    for field in form.fields {
      guard let column = place.column(.copy(field.id)) else { continue }
      cells[field.id] = FormulaCell(
        place.cell(column),
        derived: place.column(.derivedCopy(field.id)).map(place.cell)
      )
    }
    return cells
  }

  /// A record's rows on a table's sheet: from the first to the last, others of them left out.
  private func block(_ id: String, _ table: ListPlace) -> FormulaBlock? {
    guard let key = form.key, let keyColumn = main.column(.field(key)),
      let tie = table.column(.tie(key)), let first = main.column(.firstRow(table: id)),
      let last = main.column(.lastRow(table: id))
    else { return nil }
    func span(_ one: Int, _ other: Int) -> String {
      let from = "INDEX(\(table.range(one)),\(main.cell(first)))"
      return "\(from):INDEX(\(table.range(other)),\(main.cell(last)))"
    }
    let fields = table.columns.compactMap { column -> (id: String, column: Int)? in
      guard case .field(let id) = column.key, let number = table.column(column.key) else {
        return nil
      }
      return (id, number)
    }
    guard let left = fields.first?.column, let right = fields.last?.column else { return nil }
    let ones = Array(repeating: "1", count: right - left + 1).joined(separator: ";")
    return FormulaBlock(
      columns: Dictionary(
        fields.map { field in
          let derived = table.column(.derived(field.id))
          return (
            field.id,
            FormulaCell(
              span(field.column, field.column),
              derived: derived.map { span($0, $0) }
            )
          )
        },
        uniquingKeysWith: { first, _ in first }
      ),
      filled: .all([
        .test("(\(span(tie, tie))=\(main.cell(keyColumn)))"),
        .test("(MMULT(1*(\(span(left, right))<>\"\"),{\(ones)})>0)"),
      ]),
      rows: span(tie, tie)
    )
  }

  /// The formulas that tie the rows of the sheets together.
  private func own(_ slot: CheckSlot, _ place: ListPlace) -> String? {
    guard let key = form.key, let keyColumn = main.column(.field(key)) else { return nil }
    switch slot {
    case .record:
      guard let tie = place.column(.tie(key)) else { return nil }
      return "IFERROR(MATCH(\(place.cell(tie)),\(main.range(keyColumn)),0),\"\")"
    case .copy(let id):
      guard let record = place.column(.record), let column = main.column(.field(id)) else {
        return nil
      }
      let cell = "INDEX(\(main.range(column)),\(place.cell(record)))"
      return "IFERROR(IF(\(cell)=\"\",\"\",\(cell)),\"\")"
    case .derivedCopy(let id):
      guard let record = place.column(.record), let column = main.column(.derived(id)) else {
        return nil
      }
      let none = form.field(id)?.type == .identityNumber ? "0" : "\"\""
      return "IFERROR(INDEX(\(main.range(column)),\(place.cell(record))),\(none))"
    case .firstRow(let id):
      guard let table = tables[id], let tie = table.column(.tie(key)) else { return nil }
      let cell = place.cell(keyColumn)
      // Rows that only the name ties to the record are not seen here: then nothing is said.
      var doubts = "(\(cell)=\"\")"
      if let name = form.nameField, name != key, let own = main.column(.field(name)),
        let column = table.column(.tie(name))
      {
        doubts +=
          "+(COUNTIFS(\(table.range(column)),\(place.cell(own)),\(table.range(tie)),\"=\")>0)"
      }
      return "IF(\(doubts),\"\",IFERROR(MATCH(\(cell),\(table.range(tie)),0),0))"
    case .lastRow(let id):
      guard let table = tables[id], let tie = table.column(.tie(key)) else { return nil }
      let range = table.range(tie)
      let rows = "(\(range)=\(place.cell(keyColumn)))*(ROW(\(range))-\(ListSheet.headerRow))"
      return "IF(\(place.cell(keyColumn))=\"\",\"\",IFERROR(SUMPRODUCT(MAX(\(rows))),0))"
    case .rows(let id):
      guard let table = tables[id], let tie = table.column(.tie(key)),
        let result = table.column(.result)
      else { return nil }
      let words = table.range(result)
      return
        "IFERROR(SUMPRODUCT((\(table.range(tie))=\(place.cell(keyColumn)))*(\(words)<>\"\")*(\(words)<>\"\(CheckFormulas.right)\")),0)"
    default:
      return nil
    }
  }

  /// The counts of cells that show that somebody began to fill in a row.
  private func inputs(_ place: ListPlace) -> [String] {
    let beginning = RecordBeginning(form)
    let typed = place.columns.compactMap { column -> Int? in
      guard case .field = column.key, let field = column.field else { return nil }
      if place.subject == .record, !beginning.isShown(by: field) { return nil }
      return place.column(column.key)
    }
    let runs = CardDrawer.runs(typed.sorted())
    guard !runs.isEmpty else { return [] }
    let references = runs.map { run in
      run.count == 1
        ? place.cell(run.lowerBound)
        : "\(place.cell(run.lowerBound)):\(place.cell(run.upperBound))"
    }
    return ["COUNTA(\(references.joined(separator: ",")))"]
  }
}

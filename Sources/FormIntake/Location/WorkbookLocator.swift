import Findings
import FormDefinitions
import FormLayout
import Spreadsheet

/// Finds a form's records in a workbook: by keys, then by defined names, then by labels.
struct WorkbookLocator {
  let form: FormDefinition
  let prints: PreparedForm.Prints
  let slots: CardSlots?
  let layout: LayoutKind
  let workbook: Workbook
  let stamps: [Int: SheetStamp]

  /// The names of the sheets that are too damaged to be read, all of whose cells are missing.
  private var unreadable: Set<String> {
    Set(workbook.faults.lazy.filter { $0.kind == .worksheetUnreadable }.compactMap(\.sheet))
  }

  /// Whether damage explains that no sheet with records is found: nobody deleted it.
  var hasDamagedRecords: Bool { !unreadable.subtracting(FormPrints.otherSheets).isEmpty }

  struct Result {
    var records: [LocatedRecord] = []
    var findings: [Finding] = []
    var accounts: [SheetAccount] = []
    /// Whether a sheet with records was found.
    var hasRecords = false
  }

  func locate() -> Result {
    var result = Result()
    result.accounts = workbook.worksheets.map(SheetAccount.init)
    let slots = layout == .card ? slots : nil
    var rows: [LocatedRow] = []
    var tables: Set<String> = []
    var tableRows: [(table: Int, row: LocatedRow)] = []
    for (index, worksheet) in workbook.worksheets.enumerated() {
      if let stamp = stamps[index], stamp.identity.form != form.id {
        result.findings.append(otherForm(worksheet.name, stamp))
        result.accounts[index].close(.otherForm)
        continue
      }
      let keys = KeyGrid(worksheet)
      let role = role(index, worksheet, keys, slots)
      switch role {
      case .records where slots != nil:
        guard let slots, let keys = cardKeys(keys, worksheet, slots, &result.findings) else {
          result.accounts[index].close(.foreignSheet)
          continue
        }
        let locator = CardLocator(slots: slots, sheet: index, worksheet: worksheet, keys: keys)
        let located = locator.locate(&result.accounts[index])
        result.records += located.records
        result.findings += located.findings
        result.hasRecords = true
      case .records:
        let located = ListLocator(
          form: form,
          table: nil,
          sheet: index,
          worksheet: worksheet,
          keys: keys
        ).locate(&result.accounts[index])
        rows += located.rows
        result.findings += located.findings
        result.hasRecords = true
      case .table(let id):
        guard let table = form.tables.firstIndex(where: { $0.id == id }) else {
          result.accounts[index].close(.foreignSheet)
          continue
        }
        tables.insert(id)
        let located = ListLocator(
          form: form,
          table: table,
          sheet: index,
          worksheet: worksheet,
          keys: keys
        ).locate(&result.accounts[index])
        tableRows += located.rows.map { (table, $0) }
        result.findings += located.findings
      case .instructions, .index, .codes, .identity:
        account(worksheet, role, &result.accounts[index])
      case nil:
        result.accounts[index].close(.foreignSheet)
      }
      result.findings += hidden(worksheet, role, keys)
    }
    if layout == .list {
      if result.hasRecords { result.findings += missingTables(found: tables) }
      let joined = ListAssembly(form: form, workbook: workbook).records(rows, tableRows)
      result.records = joined.records
      result.findings += joined.findings
      for (sheet, rows) in Dictionary(grouping: joined.orphans, by: \.sheet) {
        let cells = rows.flatMap {
          $0.cells.compactMap { $0?.reference } + $0.tie.values.map(\.reference)
        }
        result.accounts[sheet].leaveOut(Set(cells), .rowWithoutRecord)
      }
    }
    return result
  }

  /// The tables of a list whose own sheet is gone: the root cause of whatever lacks their rows.
  private func missingTables(found: Set<String>) -> [Finding] {
    let damaged = unreadable
    return form.tables.filter {
      !$0.isPreset && !found.contains($0.id) && !damaged.contains($0.name)
    }.map { table in
      Finding(
        "sheet.missing",
        .error,
        field: table.id,
        message: LocalizedText(
          "找不到工作表“\(table.name)”，可能被删除",
          en: "The sheet ‘\(table.name)’ is missing"
        ),
        fix: LocalizedText(
          "从原工作簿把“\(table.name)”复制回来，或用原工作簿填写",
          en: "Copy ‘\(table.name)’ back from the original workbook"
        )
      )
    }
  }

  /// What a sheet is for: by its stamp, its keys, or what it prints.
  private func role(
    _ index: Int,
    _ worksheet: Worksheet,
    _ keys: KeyGrid,
    _ slots: CardSlots?
  ) -> SheetRole? {
    if let stamp = stamps[index] { return stamp.role }
    if keys.columns.values.contains(where: { if case .tie = $0 { true } else { false } }) {
      let ids = keys.columns.values.compactMap { if case .field(let id) = $0 { id } else { nil } }
      let best = form.tables.max { left, right in
        left.fields.filter { ids.contains($0.id) }.count
          < right.fields.filter { ids.contains($0.id) }.count
      }
      return best.map { .table($0.id) }
    }
    if !keys.columns.isEmpty || keys.rows.values.contains(where: { $0.card != nil }) {
      return .records
    }
    let texts = Set(worksheet.cells.compactMap(\.labelKey))
    if let role = prints.role(of: texts) { return role }
    if worksheet.name == WorkbookIdentity.sheetName { return .identity }
    return roleByLabels(texts)
  }

  private func roleByLabels(_ texts: Set<String>) -> SheetRole? {
    func share(_ fields: [FieldDefinition]) -> Double {
      let fields = fields.filter { $0.type != .signature }
      guard !fields.isEmpty else { return 0 }
      let found = fields.filter { field in
        ([field.label] + field.aliases).contains { texts.contains(LabelText.key($0)) }
      }
      return Double(found.count) / Double(fields.count)
    }
    let tables =
      layout == .card ? [] : form.tables.map { (SheetRole.table($0.id), share($0.fields)) }
    let all = [(SheetRole.records, share(form.fields))] + tables
    return all.filter { $0.1 >= 0.6 }.max { $0.1 < $1.1 }?.0
  }

  private func cardKeys(
    _ keys: KeyGrid,
    _ worksheet: Worksheet,
    _ slots: CardSlots,
    _ findings: inout [Finding]
  ) -> KeyGrid? {
    let hasRows = keys.rows.values.contains { $0.card != nil }
    let hasColumns = keys.columns.values.contains { if case .grid = $0 { true } else { false } }
    if hasRows, hasColumns { return keys }
    let synthesis = KeySynthesis(slots: slots, worksheet: worksheet)
    if !hasRows, !hasColumns, let grid = synthesis.keys(fromNames: workbook.definedNames) {
      findings.append(LostKeysFinding.keysLost(worksheet.name, LostKeysFinding.names))
      return grid
    }
    guard let grid = synthesis.keys(fromLabels: keys) else { return nil }
    findings.append(LostKeysFinding.keysLost(worksheet.name, LostKeysFinding.labels))
    return grid
  }

  private func otherForm(_ sheet: String, _ stamp: SheetStamp) -> Finding {
    Finding(
      "sheet.other-form",
      .error,
      at: Location(sheet: sheet),
      message: LocalizedText(
        "“\(sheet)”这一页属于另一张表，未导入",
        en: "This sheet belongs to another form (\(stamp.identity.form)); it was left out"
      ),
      fix: LocalizedText("另存为单独的文件后再报送", en: "Return it in a file of its own")
    )
  }

  /// Accounts for a sheet that the generator made for people, not for data.
  private func account(_ worksheet: Worksheet, _ role: SheetRole?, _ account: inout SheetAccount) {
    let printed: Set<String>? =
      switch role {
      case .instructions: prints.instructions
      case .codes: prints.codes
      default: nil
      }
    for (index, cell) in worksheet.cells.enumerated() {
      if SheetStamp.isStamp(cell) || cell.isEmptyText {
        account.set(index, .printed)
      } else if let printed {
        account.set(
          index,
          cell.isLabel(among: printed) ? .printed : .ignored(.instructionsSheet)
        )
      } else {
        let isOurs = role == .index ? FormPrints.isIndexCell(cell) : cell.reference.column <= 2
        account.set(index, isOurs ? .printed : .ignored(.instructionsSheet))
      }
    }
  }

  private func hidden(_ worksheet: Worksheet, _ role: SheetRole?, _ keys: KeyGrid) -> [Finding] {
    switch role {
    case .instructions, .index, .codes, .identity: return []
    case .records, .table, nil: break
    }
    // Nothing of it was read, and one of ours is hidden by us.
    if unreadable.contains(worksheet.name) { return [] }
    return HiddenContent(worksheet: worksheet, keys: keys).findings
  }
}

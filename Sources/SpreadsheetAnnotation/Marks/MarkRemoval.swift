import Spreadsheet
import SpreadsheetReading

/// Takes the marks of an earlier annotation out of a workbook.
///
/// As long as no program has saved the workbook since, the journal restores every part to its former
/// bytes. Otherwise the marks are found by what programs keep: the stamp of 退回意见, the colours of
/// fills, the words around comments.
struct MarkRemoval {
  /// What 退回意见 remembers, if there is such a sheet.
  let memory: [String]
  /// The names of our sheets.
  let sheets: [String]

  /// Looks for what an earlier annotation left in a workbook.
  init(_ workbook: Workbook) {
    let own = workbook.worksheets.filter(RemarkSheet.isRemarkSheet)
    sheets = own.map(\.name)
    memory = own.flatMap(RemarkSheet.memory)
  }

  /// Takes the marks out.
  func carryOut(_ package: consuming EditablePackage) throws(AnnotationError) -> EditablePackage {
    if let journal = UndoJournal(texts: memory), try journal.undo(&package) { return package }
    var parts = try WorkbookParts(&package)
    for sheet in sheets {
      var edit = PackageEdit(package)
      try remove(sheet, parts, &edit)
      _ = try edit.carryOut()
      package = edit.ended()
      parts = try WorkbookParts(&package)
    }
    var edit = PackageEdit(package)
    try restoreFills(parts, &edit)
    for tab in parts.workbook.tabs {
      guard let sheet = parts.worksheet(tab) else { continue }
      try removeComments(of: sheet, &edit)
    }
    _ = try edit.carryOut()
    return edit.ended()
  }

  private func remove(
    _ sheet: String,
    _ parts: WorkbookParts,
    _ edit: inout PackageEdit
  ) throws(AnnotationError) {
    guard let index = parts.workbook.tabs.firstIndex(where: { $0.name == sheet }),
      parts.workbook.tabs.count > 1
    else { return }
    let tab = parts.workbook.tabs[index]
    edit.change(parts.main, by: parts.workbook.removing(index))
    try edit.removeRelationships(of: parts.main) { $0.identifier == tab.relationship }
    guard let part = parts.worksheet(tab) else { return }
    // A program may have given the sheet settings of a printer, or a drawing for comments.
    let own = try edit.relationships(of: part).filter {
      ["printerSettings", "comments", "vmlDrawing"].contains($0.kind)
    }
    try edit.remove([part] + own.compactMap(\.target))
  }

  /// Puts the former fills into the place of ours, so that every cell that has one looks as before,
  /// wherever it is now.
  private func restoreFills(
    _ parts: WorkbookParts,
    _ edit: inout PackageEdit
  ) throws(AnnotationError) {
    guard let part = parts.part("styles") else { return }
    // Styles that cannot be followed were none that we could have changed.
    guard let text = try? edit.text(part), let document = try? MarkupDocument(text) else { return }
    let fills = FillMemory(texts: memory).fills
    var changes = Splices()
    for fill in document.root.child("fills")?.children("fill") ?? [] {
      guard let pattern = fill.child("patternFill"),
        document.text(pattern, "patternType") == "solid",
        let argb = pattern.child("fgColor").flatMap({ document.text($0, "rgb") }),
        let color = MarkColor(argb: argb)
      else { continue }
      let former = fills.indices.contains(color.number) ? fills[color.number] : FillMemory.none
      let text =
        FillText.prefixed(former, with: fill.prefix)
        ?? FillText.prefixed(FillMemory.none, with: fill.prefix)
      if let text { changes.replace(fill.range, with: text) }
    }
    edit.change(part, by: changes)
  }

  private func removeComments(
    of sheet: PartName,
    _ edit: inout PackageEdit
  ) throws(AnnotationError) {
    let relationships = try edit.relationships(of: sheet)
    guard let part = relationships.first(where: { $0.kind == "comments" })?.target,
      let text = try? edit.text(part), let document = try? MarkupDocument(text)
    else { return }
    let removal = CommentsEdit(document).removingOurs()
    let drawings = relationships.filter { $0.kind == "vmlDrawing" }.compactMap(\.target)
    for drawing in drawings where !removal.cells.isEmpty {
      guard let text = try? edit.text(drawing), let document = try? MarkupDocument(text) else {
        continue
      }
      edit.change(drawing, by: NoteDrawing.removing(removal.cells, from: document))
    }
    edit.change(part, by: removal.changes)
  }
}

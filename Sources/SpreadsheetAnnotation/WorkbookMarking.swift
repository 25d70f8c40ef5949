import Spreadsheet
import SpreadsheetReading

/// One annotation of one workbook.
struct WorkbookMarking: ~Copyable {
  private var edit: PackageEdit
  private let parts: WorkbookParts
  private let words: RemarkSheetWords
  private var styles: StylesEdit
  private let stylesPart: PartName
  /// The styles part that is made for a workbook that has none.
  private let newStyles: String?
  private var drawingCount = 0
  /// The parts that are changed for one worksheet and cannot be for another.
  private var taken: Set<PartName> = []
  private(set) var notices: [AnnotationNotice]

  /// Comments of ours in one workbook at most; programs draw each, and thousands make them slow.
  private static let commentLimit = 2_000
  private var commentCount = 0

  private static let worksheetType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
  private static let commentsType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
  private static let stylesType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
  private static let drawingType = "application/vnd.openxmlformats-officedocument.vmlDrawing"

  /// Begins.
  init(
    _ package: consuming EditablePackage,
    _ parts: WorkbookParts,
    words: RemarkSheetWords
  ) throws(AnnotationError) {
    var edit = PackageEdit(package)
    let (styles, part, made) = try Self.styles(&edit, parts)
    self.edit = edit
    self.parts = parts
    self.words = words
    self.styles = styles
    stylesPart = part
    newStyles = made
    notices = parts.isSigned ? [.signatureVoid] : []
  }

  /// The workbook's styles, or new ones where it has none.
  private static func styles(
    _ edit: inout PackageEdit,
    _ parts: WorkbookParts
  ) throws(AnnotationError) -> (StylesEdit, PartName, String?) {
    if let part = parts.part("styles"), let document = try edit.document(part) {
      return (StylesEdit(document), part, nil)
    }
    let text = StylesEdit.minimal(parts.family)
    let part = edit.freeName {
      parts.main.sibling($0 == 1 ? "styles.xml" : "styles\($0).xml")
    }
    do { return (StylesEdit(try MarkupDocument(Array(text.utf8))), part, text) } catch {
      throw .partMalformed("\(part)")
    }
  }

  /// Marks cells.
  mutating func mark(_ marks: [CellMark]) throws(AnnotationError) {
    let bySheet = Dictionary(grouping: marks, by: \.sheet)
    for tab in parts.workbook.tabs {
      guard let marks = bySheet[tab.name] else { continue }
      guard let part = parts.worksheet(tab).flatMap({ edit.package.name($0) }),
        taken.insert(part).inserted
      else {
        note(.cellsNotMarked(sheet: tab.name, count: marks.count))
        continue
      }
      do {
        try mark(marks, tab.name, part)
      } catch {
        switch error {
        case .partMalformed:
          note(.cellsNotMarked(sheet: tab.name, count: Set(marks.map(\.cell)).count))
        default: throw error
        }
      }
    }
  }

  private mutating func note(_ notice: AnnotationNotice) { notices.append(notice) }

  private mutating func mark(
    _ marks: [CellMark],
    _ sheet: String,
    _ part: PartName
  ) throws(AnnotationError) {
    guard let bytes = try edit.text(part) else { throw .partMalformed("\(part)") }
    let outline: WorksheetOutline
    let worksheet: WorksheetEdit
    var tones: [CellReference: CellMark.Tone] = [:]
    var texts: [CellReference: [String]] = [:]
    do {
      outline = try WorksheetOutline(bytes)
      for mark in marks {
        let cell = outline.shown(mark.cell)
        tones[cell] = max(tones[cell] ?? mark.tone, mark.tone)
        if !mark.comment.isEmpty { texts[cell, default: []].append(mark.comment) }
      }
      worksheet = try WorksheetEdit(bytes, outline, looking: Set(tones.keys))
    } catch { throw .partMalformed("\(part)") }

    var formats: [CellReference: Int] = [:]
    var uncoloured = 0
    for cell in tones.keys.sorted() {
      guard let tone = tones[cell] else { continue }
      if let format = styles.marked(worksheet.style(of: cell), tone) {
        formats[cell] = format
      } else {
        uncoloured += 1
      }
    }
    if uncoloured > 0 { note(.cellsNotColoured(sheet: sheet, count: uncoloured)) }
    edit.change(part, by: worksheet.changes(formats))
    let comments = texts.mapValues { MarkWords.comment($0.joined(separator: "\n")) }
    let left = try comment(comments, part, outline)
    if left > 0 { note(.commentsNotAdded(sheet: sheet, count: left)) }
  }

  /// Adds comments to a worksheet; gives the number of those that could not be added.
  private mutating func comment(
    _ comments: [CellReference: String],
    _ sheet: PartName,
    _ outline: WorksheetOutline
  ) throws(AnnotationError) -> Int {
    let wanted = comments.count
    let room = max(0, Self.commentLimit - commentCount)
    let cells = comments.keys.sorted().prefix(room)
    let comments = comments.filter { cells.contains($0.key) }
    guard !comments.isEmpty else { return wanted }
    let relationships = try edit.relationships(of: sheet)
    let drawing = outline.legacyDrawing.flatMap { id in
      relationships.first { $0.identifier == id }?.target
    }.flatMap { edit.package.name($0) }
    // A drawing that is named but not there cannot take shapes, and there can be no second.
    if outline.legacyDrawing != nil, drawing == nil { return wanted }

    var discussed: [CellReference] = []
    var newCells = comments.keys.sorted()
    var changes = Splices()
    let part = relationships.first { $0.kind == "comments" }?.target
      .flatMap { edit.package.name($0) }
    if let part {
      guard let text = try? edit.text(part), let document = try? MarkupDocument(text),
        taken.insert(part).inserted
      else { return wanted }
      let addition = CommentsEdit(document).adding(comments)
      discussed = addition.discussed
      newCells = addition.newCells
      changes = addition.changes
    }
    guard try draw(newCells, comments, sheet, drawing, outline) else { return wanted }
    if let part {
      edit.change(part, by: changes)
    } else {
      let part = edit.freeName { parts.main.sibling("comments\($0).xml") }
      edit.add(part, CommentsEdit.part(comments, parts.family), type: Self.commentsType)
      _ = try edit.relate(sheet, to: part, type: parts.family.type("comments"))
    }
    commentCount += comments.count - discussed.count
    return wanted - comments.count + discussed.count
  }

  /// Adds the shapes of comments; `false` when the worksheet's drawing cannot take them.
  private mutating func draw(
    _ cells: [CellReference],
    _ texts: [CellReference: String],
    _ sheet: PartName,
    _ drawing: PartName?,
    _ outline: WorksheetOutline
  ) throws(AnnotationError) -> Bool {
    guard !cells.isEmpty else { return true }
    if let drawing {
      guard let bytes = try? edit.text(drawing), taken.insert(drawing).inserted,
        let changes = NoteDrawing.adding(cells, to: bytes, texts: texts, outline)
      else { return false }
      edit.change(drawing, by: changes)
      return true
    }
    let part = edit.freeName { parts.main.sibling("drawings/vmlDrawing\($0).vml") }
    drawingCount += 1
    // Numbers of drawings are the workbook's; 100 and more are far from those of programs.
    let number = 100 + drawingCount
    edit.add(part, NoteDrawing.part(cells, number: number, texts: texts, outline))
    edit.declare(suffix: "vml", type: Self.drawingType)
    let id = try edit.relate(sheet, to: part, type: parts.family.type("vmlDrawing"))
    let prefix = outline.prefix.isEmpty ? "" : "\(outline.prefix):"
    let known = outline.relationshipPrefix
    let declaration = known == nil ? " xmlns:r=\"\(parts.family.relationships)\"" : ""
    var changes = Splices()
    changes.insert(
      "<\(prefix)legacyDrawing\(declaration) \(known ?? "r"):id=\"\(id)\"/>",
      at: outline.legacyDrawingPlace
    )
    edit.change(sheet, by: changes)
    return true
  }

  /// Adds 退回意见 and carries everything out.
  consuming func finish(_ remarks: [Remark]) throws(AnnotationError) -> EditablePackage {
    styles.addSheetFormats()
    let part = edit.freeName { parts.main.sibling("worksheets/sheet\($0).xml") }
    let name = sheetName
    let id = try edit.relate(parts.main, to: part, type: parts.family.type("worksheet"))
    let isActive = parts.workbook.activeTab >= parts.workbook.tabs.count
    var sheet = RemarkSheetPart(
      remarks: remarks,
      words: words,
      formats: styles.sheet,
      memory: [],
      family: parts.family,
      isActive: isActive
    )
    guard
      let tab = parts.workbook.adding(
        name,
        relationship: id,
        names: sheet.names(sheet: name)
      )
    else { throw .partMalformed("\(parts.main)") }
    edit.change(parts.main, by: tab)
    edit.add(part, "", type: Self.worksheetType)
    if let newStyles {
      let text = styles.changes.applied(to: Array(newStyles.utf8))
      edit.add(stylesPart, String(decoding: text, as: UTF8.self), type: Self.stylesType)
      _ = try edit.relate(parts.main, to: stylesPart, type: parts.family.type("styles"))
    } else {
      edit.change(stylesPart, by: styles.changes)
    }
    let memory = styles.memory
    let journal = try edit.carryOut()
    sheet.memory = memory.texts + journal.texts
    var package = edit.ended()
    try package.set(part, to: Array(sheet.text.utf8))
    return package
  }

  /// The name of our sheet, or one with a number where the village has a sheet of that name.
  private var sheetName: String {
    let names = parts.workbook.tabs.map { $0.name.lowercased() }
    var name = RemarkSheet.name
    var number = 2
    while names.contains(name.lowercased()) {
      name = "\(RemarkSheet.name) (\(number))"
      number += 1
    }
    return name
  }
}

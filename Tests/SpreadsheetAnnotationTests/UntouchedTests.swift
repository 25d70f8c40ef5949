import Foundation
import Spreadsheet
import Testing

@testable import SpreadsheetAnnotation
@testable import SpreadsheetReading

/// Marking a workbook that anybody made changes nothing in it but the marks.
@Suite struct UntouchedTests {
  @Test(arguments: HonestWorkbooks.samples)
  func `samples are untouched but for the marks`(_ url: URL) throws {
    try hold(url)
  }

  @Test(
    .enabled(
      if: HonestWorkbooks.public_ != nil,
      "no corpus: put it at ../shared/corpus, or set TIANBAO_CORPUS"
    ),
    arguments: HonestWorkbooks.public_ ?? []
  )
  func `workbooks of other programs are untouched but for the marks`(_ url: URL) throws {
    try hold(url)
  }

  private func hold(_ url: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: url))
    guard let workbook = try? WorkbookReader().workbook(bytes: bytes) else {
      // What cannot be read is not marked either.
      #expect(throws: AnnotationError.self) {
        try WorkbookAnnotator().annotated(bytes, marks: [], remarks: [])
      }
      return
    }
    let marks = CellMark.three(on: workbook, named: url.lastPathComponent)
    guard !workbook.worksheets.isEmpty else { return }
    let annotator = WorkbookAnnotator()
    let marked = try annotator.annotated(bytes, marks: marks, remarks: marks.map(\.remark))

    // The parts: only those that must change have changed, and all stand where they stood.
    let start = ArchiveStart.offset(in: bytes)
    #expect(marked.bytes[..<start] == bytes[..<start])
    let before = try ZipContents(Array(bytes[start...]))
    let after = try ZipContents(Array(marked.bytes[start...]))
    let allowed = try Self.changeable(bytes, marks)
    #expect(Array(after.names.prefix(before.names.count)) == before.names)
    for (old, new) in zip(before.entries, after.entries) where !allowed.contains(old.name) {
      #expect(old == new, "\(old.name)")
    }

    // The reader: the same cells, and one sheet more.
    let reread = try WorkbookReader().workbook(bytes: marked.bytes)
    let own = reread.worksheets.filter(RemarkSheet.isRemarkSheet)
    #expect(own.count == 1)
    #expect(reread.worksheets.filter { !RemarkSheet.isRemarkSheet($0) } == workbook.worksheets)
    #expect(reread.customProperties == workbook.customProperties)
    #expect(reread.application == workbook.application)
    for (name, formula) in workbook.definedNames { #expect(reread.definedNames[name] == formula) }
    #expect(reread.definedNames.count == workbook.definedNames.count + 2)

    // The marks: as many as were asked for, each at its cell.
    let unmarked = marked.notices.reduce(0) { sum, notice in
      if case .cellsNotMarked(_, let count) = notice { sum + count } else { sum }
    }
    #expect(unmarked == 0 || Self.cannotBeMarked.contains(url.lastPathComponent))
    let found = try MarkedCells(marked.bytes)
    for mark in marks where unmarked == 0 {
      let worksheet = workbook.worksheet(named: mark.sheet)
      let shown = worksheet?.mergedRanges.first { $0.contains(mark.cell) }?.first ?? mark.cell
      let tone = try #require(found.tones[Location(mark.sheet, shown)])
      #expect(tone >= mark.tone)
      let comment = try #require(found.comments[Location(mark.sheet, shown)])
      #expect(comment.contains(mark.comment))
    }
    // What was said at cells before is said still.
    for (place, text) in try MarkedCells(bytes).comments {
      #expect(found.comments[place]?.hasPrefix(text) == true)
    }

    // Marking again gives the same bytes; marking with nothing gives the village's own parts back.
    let again = try annotator.annotated(marked.bytes, marks: marks, remarks: marks.map(\.remark))
    #expect(again.bytes == marked.bytes)
    let cleaned = try annotator.annotated(marked.bytes, marks: [], remarks: [])
    let rest = try ZipContents(Array(cleaned.bytes[start...]))
    #expect(rest.names == before.names)
    #expect(rest.entries.map(\.contents) == before.entries.map(\.contents))
    #expect(try annotator.annotated(bytes, marks: [], remarks: []).bytes == bytes)
  }

  /// Workbooks of which a sheet cannot be marked.
  static let cannotBeMarked: Set<String> = []

  /// The names of the entries that marks may change.
  private static func changeable(_ bytes: [UInt8], _ marks: [CellMark]) throws -> Set<String> {
    let start = ArchiveStart.offset(in: bytes)
    var package = try EditablePackage(bytes[start...], limits: ReadingLimits())
    let parts = try WorkbookParts(&package)
    var names = [
      PackageEdit.contentTypesPart, parts.main, parts.main.relationships,
    ]
    if let styles = parts.part("styles") { names.append(styles) }
    var edit = PackageEdit(package)
    for tab in parts.workbook.tabs where marks.contains(where: { $0.sheet == tab.name }) {
      guard let sheet = parts.worksheet(tab) else { continue }
      names += [sheet, sheet.relationships]
      names += try edit.relationships(of: sheet)
        .filter { ["comments", "vmlDrawing"].contains($0.kind) }.compactMap(\.target)
    }
    return Set(
      try ZipContents(Array(bytes[start...])).names.filter { name in
        let part = PartName(entry: Array(name.utf8))
        return names.contains { part?.foldsLike($0.path) == true }
      }
    )
  }
}

/// A cell of a worksheet.
struct Location: Hashable {
  let sheet: String
  let cell: CellReference

  init(_ sheet: String, _ cell: CellReference) {
    self.sheet = sheet
    self.cell = cell
  }
}

/// The marks and comments that a workbook has.
struct MarkedCells {
  var tones: [Location: CellMark.Tone] = [:]
  var comments: [Location: String] = [:]

  init(_ bytes: [UInt8]) throws {
    let start = ArchiveStart.offset(in: bytes)
    var package = try EditablePackage(bytes[start...], limits: ReadingLimits())
    let parts = try WorkbookParts(&package)
    var formats: [MarkColor?] = []
    if let name = parts.part("styles"), let styles = try package.document(name) {
      let fills = styles.root.child("fills")?.children("fill") ?? []
      let colors = fills.map { fill in
        fill.child("patternFill")?.child("fgColor").flatMap { styles.text($0, "rgb") }
          .flatMap { MarkColor(argb: $0) }
      }
      formats = (styles.root.child("cellXfs")?.children("xf") ?? []).map { format in
        styles.number(format, "fillId").flatMap { colors.indices.contains($0) ? colors[$0] : nil }
      }
    }
    for tab in parts.workbook.tabs {
      guard let name = parts.worksheet(tab), let text = try? package.text(name),
        let sheet = try? MarkupDocument(text)
      else { continue }
      var row = 0
      for element in sheet.root.child("sheetData")?.children("row") ?? [] {
        row = sheet.number(element, "r") ?? row + 1
        var column = 0
        for cell in element.children("c") {
          column += 1
          if let own = sheet.text(cell, "r").flatMap({ CellReference($0) }) {
            (row, column) = (own.row, own.column)
          }
          guard let format = sheet.number(cell, "s"), formats.indices.contains(format),
            let color = formats[format]
          else { continue }
          tones[Location(tab.name, CellReference(row, column))] = color.tone
        }
      }
      let relationships = try package.document(name.relationships).map {
        PackageRelationship.list($0, from: name)
      }
      guard let part = relationships?.first(where: { $0.kind == "comments" })?.target,
        let comments = try package.document(part)
      else { continue }
      for comment in comments.root.child("commentList")?.children("comment") ?? [] {
        guard let cell = comments.text(comment, "ref").flatMap({ CellReference($0) }) else {
          continue
        }
        self.comments[Location(tab.name, cell)] = (comment.child("text")?.descendants("t") ?? [])
          .map { comments.content($0) }.joined()
      }
    }
  }
}

import Foundation
import Spreadsheet
import TestSupport
import Testing

@testable import SpreadsheetAnnotation
@testable import SpreadsheetReading

/// The programs that these tests need.
enum OfficePrograms {
  static let python = HonestWorkbooks.package.appending(path: ".build-tools/bin/python3")
  static let soffice = URL(filePath: "/usr/bin/soffice")
  static let areThere = [python, soffice].allSatisfy {
    FileManager.default.isExecutableFile(atPath: $0.path)
  }
}

/// Other programs open marked workbooks and see in them what was there before, and the marks.
@Suite(
  .serialized,
  .enabled(if: OfficePrograms.areThere, "LibreOffice or openpyxl is missing: run make setup")
)
struct OfficeTests {
  struct Entry: Encodable {
    struct Mark: Encodable {
      let sheet: String
      let cell: String
      let comment: String
    }

    let before: String
    let after: String
    let marks: [Mark]
  }

  /// Marks workbooks into a folder.
  private func mark(_ urls: [URL], in folder: URL) throws -> [Entry] {
    try urls.enumerated().compactMap { index, url in
      let bytes = [UInt8](try Data(contentsOf: url))
      guard let workbook = try? WorkbookReader().workbook(bytes: bytes) else { return nil }
      let marks = CellMark.three(on: workbook, named: url.lastPathComponent)
      guard !marks.isEmpty else { return nil }
      let marked = try WorkbookAnnotator().annotated(
        bytes,
        marks: marks,
        remarks: marks.map(\.remark)
      )
      let after = folder.appending(path: "\(index).\(url.pathExtension)")
      try Data(marked.bytes).write(to: after)
      return Entry(
        before: url.path,
        after: after.path,
        marks: marks.map { mark in
          let merged = workbook.worksheet(named: mark.sheet)?.mergedRanges ?? []
          let shown = merged.first { $0.contains(mark.cell) }?.first ?? mark.cell
          return Entry.Mark(sheet: mark.sheet, cell: "\(shown)", comment: mark.comment)
        }
      )
    }
  }

  @Test func `openpyxl sees the same cells and comments, and the marks`() throws {
    let scratch = try ScratchFolder()
    let entries = try mark(
      HonestWorkbooks.samples + (HonestWorkbooks.public_ ?? []),
      in: scratch.url
    )
    let manifest = scratch.url.appending(path: "manifest.json")
    try JSONEncoder().encode(entries).write(to: manifest)
    let script = HonestWorkbooks.package
      .appending(path: "Tests/SpreadsheetAnnotationTests/Scripts/marked.py")
    let run = try ProgramRun(OfficePrograms.python, [script.path, manifest.path])
    #expect(run.status == 0)
    let lines = run.text.split(separator: "\n").map(String.init)
    #expect(lines.dropLast() == [])
    let held = lines.last?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    // All but the few that openpyxl cannot open as they are.
    #expect(held >= entries.count * 9 / 10, "\(lines.last ?? "")")
  }

  @Test func `LibreOffice keeps the marks when it saves, and they are taken out of what it saved`()
    throws
  {
    let scratch = try ScratchFolder()
    let folder = scratch.url.appending(path: "marked")
    let saved = scratch.url.appending(path: "saved")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    let chosen =
      HonestWorkbooks.samples.filter { !$0.path.contains("defects/") }
      + HonestWorkbooks.samples.filter { $0.path.contains("defects/") }.prefix(12)
    let entries = try mark(chosen, in: folder)
    let profile = scratch.url.appending(path: "profile", directoryHint: .isDirectory)
    let run = try ProgramRun(
      OfficePrograms.soffice,
      [
        "--headless", "-env:UserInstallation=\(profile.absoluteString)", "--convert-to", "xlsx",
        "--outdir", saved.path,
      ] + entries.map(\.after)
    )
    #expect(run.status == 0)
    for entry in entries {
      let name = URL(filePath: entry.after).lastPathComponent
      let bytes = [UInt8](try Data(contentsOf: saved.appending(path: name)))
      let workbook = try WorkbookReader().workbook(bytes: bytes)
      #expect(workbook.worksheets.count { RemarkSheet.isRemarkSheet($0) } == 1)
      let found = try MarkedCells(bytes)
      for mark in entry.marks {
        let place = Location(mark.sheet, try #require(CellReference(mark.cell)))
        #expect(found.tones[place] != nil, "\(entry.before) \(mark.cell)")
        #expect(found.comments[place]?.contains(MarkWords.closing) == true)
      }
      let cleaned = try WorkbookAnnotator().annotated(bytes, marks: [], remarks: [])
      let rest = try MarkedCells(cleaned.bytes)
      #expect(rest.tones.isEmpty)
      #expect(rest.comments.values.allSatisfy { !$0.contains(MarkWords.opening) })
      let reread = try WorkbookReader().workbook(bytes: cleaned.bytes)
      #expect(reread.worksheets == workbook.worksheets.filter { !RemarkSheet.isRemarkSheet($0) })
      // What the cells looked like before they were marked is what they look like now.
      let original = [UInt8](try Data(contentsOf: URL(filePath: entry.before)))
      let (before, after) = (try CellFills(original), try CellFills(cleaned.bytes))
      for mark in entry.marks {
        let place = Location(mark.sheet, try #require(CellReference(mark.cell)))
        // A cell that was not there before looks like its column.
        guard before.contains(place) else { continue }
        #expect(after[place] == before[place], "\(entry.before) \(mark.sheet) \(mark.cell)")
      }
    }
  }
}

/// A folder that goes away with its owner.
final class ScratchFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "marks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}

/// The colour of each formatted cell's fill, as eight hexadecimal digits; nothing without one.
struct CellFills {
  private var colors: [Location: String?] = [:]

  init(_ bytes: [UInt8]) throws {
    var package = try EditablePackage(bytes[...], limits: ReadingLimits())
    let parts = try WorkbookParts(&package)
    guard let styles = try parts.part("styles").flatMap({ try package.document($0) }) else {
      return
    }
    let fills = (styles.root.child("fills")?.children("fill") ?? []).map { fill in
      fill.child("patternFill").flatMap { pattern in
        styles.text(pattern, "patternType") == "solid"
          ? pattern.child("fgColor").flatMap { styles.text($0, "rgb") } : nil
      }
    }
    let formats = (styles.root.child("cellXfs")?.children("xf") ?? []).map { format in
      styles.number(format, "fillId").flatMap { fills.indices.contains($0) ? fills[$0] : nil }
    }
    for tab in parts.workbook.tabs {
      guard let text = try parts.worksheet(tab).flatMap({ try package.text($0) }) else { continue }
      let sheet = try MarkupDocument(text)
      for row in sheet.root.child("sheetData")?.children("row") ?? [] {
        for cell in row.children("c") {
          guard let reference = sheet.text(cell, "r").flatMap({ CellReference($0) }) else {
            continue
          }
          let format = sheet.number(cell, "s") ?? 0
          let color = formats.indices.contains(format) ? formats[format] : nil
          colors[Location(tab.name, reference)] = .some(color)
        }
      }
    }
  }

  subscript(_ place: Location) -> String? { colors[place] ?? nil }

  /// Whether the workbook has the cell.
  func contains(_ place: Location) -> Bool { colors[place] != nil }
}

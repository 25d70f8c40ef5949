import Foundation
import TestSupport

/// A workbook as it comes out of the printer: pages with their size, text and lines.
struct PrintedDocument: Sendable {
  let pages: [PrintedPage]

  /// Reads a PDF through the programs of poppler.
  init(contentsOf url: URL) throws {
    let boxes = try Program(named: "pdftotext").run(["-bbox", url.path, "-"]).text
    // A picture a page: <name>-1.pgm, <name>-02.pgm …
    let stem = url.deletingPathExtension().path
    _ = try Program(named: "pdftoppm").run(
      ["-gray", "-r", String(PrintedPage.resolution), url.path, stem])
    let folder = url.deletingLastPathComponent()
    let pictures = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix(folder.appending(path: stem).lastPathComponent + "-") }
      .filter { $0.hasSuffix(".pgm") }.sorted()
    let parts = boxes.components(separatedBy: "<page ").dropFirst()
    pages = try parts.enumerated().map { index, part in
      let text = try Program(named: "pdftotext").run(
        ["-raw", "-f", String(index + 1), "-l", String(index + 1), url.path, "-"]
      ).text
      let picture = try Data(contentsOf: folder.appending(path: pictures[index]))
      return PrintedPage(boxes: part, text: text, picture: picture)
    }
    for picture in pictures {
      try FileManager.default.removeItem(at: folder.appending(path: picture))
    }
  }
}

/// A printed page.
struct PrintedPage: Sendable {
  /// A word and the box that its letters fill, in points from the upper left corner.
  struct Word: Sendable {
    let text: String
    let left, top, right, bottom: Double
  }

  /// The dots per inch at which pages are looked at.
  static let resolution = 100

  /// Width and height in points.
  let width, height: Double
  let words: [Word]
  /// The text without any white space, in the order in which it was drawn.
  let text: String
  private let pixels: [UInt8]
  private let columns: Int
  private let rows: Int

  init(boxes: String, text: String, picture: Data) {
    let head = boxes.prefix { $0 != ">" }
    width = Self.number("width", in: head) ?? 0
    height = Self.number("height", in: head) ?? 0
    words = boxes.components(separatedBy: "<word ").dropFirst().compactMap(Self.word)
    self.text = text.filter { !$0.isWhitespace }
    // P5, width and height, the largest grey, then a byte a dot.
    let fields = picture.prefix(32).split(separator: 0x0A, maxSplits: 3)
    let size = fields.count > 1 ? fields[1].split(separator: 0x20) : []
    columns = size.first.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    rows = size.last.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    pixels = Array(picture.suffix(columns * rows))
  }

  /// Whether the page is A4 or A3, upright or across.
  func isPaper(width: Double, height: Double) -> Bool {
    abs(self.width - width) < 1 && abs(self.height - height) < 1
  }

  func contains(_ text: String) -> Bool {
    self.text.contains(text.filter { !$0.isWhitespace })
  }

  /// The words through whose middle a line of the table runs: text that does not fit its cell.
  var wordsCrossedByLines: [Word] { words.filter { isCrossed($0) } }

  private func isCrossed(_ word: Word) -> Bool {
    let scale = Double(Self.resolution) / 72
    let left = Int(word.left * scale)
    let right = Int(word.right * scale)
    let top = Int((word.top + (word.bottom - word.top) * 0.33) * scale)
    let bottom = Int((word.top + (word.bottom - word.top) * 0.67) * scale)
    guard left > 8, right < columns - 8, top > 8, bottom < rows - 8, right > left else {
      return false
    }
    // A line reaches beyond the word on both sides; a stroke of a letter does not.
    let crossesAcross = (top...bottom).contains { y in
      (left - 4...right + 4).allSatisfy { isDark($0, y) }
    }
    let inner = left + (right - left) / 10
    let outer = right - (right - left) / 10
    let crossesDown =
      inner < outer
      && (inner...outer).contains { x in (top - 8...bottom + 8).allSatisfy { isDark(x, $0) } }
    return crossesAcross || crossesDown
  }

  private func isDark(_ x: Int, _ y: Int) -> Bool { pixels[y * columns + x] < 110 }

  private static func word(_ part: String) -> Word? {
    guard let end = part.range(of: "</word>"), let start = part.range(of: ">") else { return nil }
    let head = part[..<start.lowerBound]
    guard let left = number("xMin", in: head), let top = number("yMin", in: head),
      let right = number("xMax", in: head), let bottom = number("yMax", in: head)
    else { return nil }
    return Word(
      text: String(part[start.upperBound..<end.lowerBound]),
      left: left,
      top: top,
      right: right,
      bottom: bottom
    )
  }

  private static func number(_ name: String, in text: Substring) -> Double? {
    guard let start = text.range(of: "\(name)=\"") else { return nil }
    return Double(text[start.upperBound...].prefix { $0 != "\"" })
  }
}

internal import Glibc
internal import Spreadsheet

/// The shared formulas of a worksheet, as they are marked in what the library writes.
///
/// The library knows no shared formulas. Their cells get a formula that begins with a control
/// character, which no other formula may hold, and says the attributes of the element; `unmark` then
/// turns the element into what the format asks for, byte for byte of the same length.
///
/// Source: ECMA-376 part 1, §18.3.1.40.
struct SharedFormulaTable {
  /// Stands for the space before the attributes.
  private static let begin: UInt8 = 1
  /// Stands between the attributes and the formula.
  private static let formulaFollows: UInt8 = 2
  /// Stands after the attributes where no formula follows.
  private static let nothingFollows: UInt8 = 3

  private let first: [CellReference?]
  private let marks: [(first: String, other: String)]

  init(_ layout: SheetLayout) {
    var ranges = [CellRange?](repeating: nil, count: layout.sharedFormulas.count)
    var first = [CellReference?](repeating: nil, count: layout.sharedFormulas.count)
    if !ranges.isEmpty {
      for cell in layout.cells {
        guard case .sharedFormula(let index, _) = cell.content, ranges.indices.contains(index)
        else { continue }
        let reference = cell.reference
        let range = ranges[index] ?? CellRange(reference, reference)
        if first[index] == nil { first[index] = reference }
        ranges[index] = CellRange(
          CellReference(range.first.row, min(range.first.column, reference.column)),
          CellReference(reference.row, max(range.last.column, reference.column))
        )
      }
    }
    self.first = first
    marks = ranges.enumerated().map { index, range in
      guard let range else { return ("", "") }
      let begin = Self.text(Self.begin)
      let name = "t=\"shared\""
      let number = "si=\"\(index)\""
      let formula = layout.sharedFormulas[index].trimmingPrefix("=")
      return (
        "\(begin)\(name) ref=\"\(range)\" \(number)\(Self.text(Self.formulaFollows))\(formula)",
        "\(begin)\(name) \(number)\(Self.text(Self.nothingFollows))"
      )
    }
  }

  private static func text(_ byte: UInt8) -> String { String(UnicodeScalar(byte)) }

  /// What the library is given for the formula of a cell.
  func marked(_ index: Int, in cell: CellReference) -> String {
    first[index] == cell ? marks[index].first : marks[index].other
  }

  /// Turns the marked formulas of a worksheet's part into shared ones.
  ///
  /// - Parameter part: The part as the library wrote it.
  static func unmark(_ part: UnsafeMutableRawBufferPointer) {
    let open = Array("<f>".utf8)
    let close = Array("</f>".utf8)
    var position = 0
    while let start = unsafe index(of: begin, in: part, from: position) {
      position = start + 1
      // The element's start tag goes on where it ended.
      guard start >= open.count, unsafe part[start - 1] == UInt8(ascii: ">") else { continue }
      unsafe part[start - 1] = UInt8(ascii: " ")
      unsafe part[start] = UInt8(ascii: " ")
      while position < part.count {
        let byte = unsafe part[position]
        if byte == formulaFollows {
          unsafe part[position] = UInt8(ascii: ">")
          break
        }
        if byte == nothingFollows, position + close.count < part.count {
          // In the place of the mark and the end tag, one that is both.
          let end = position + close.count
          for index in position..<end { unsafe part[index] = UInt8(ascii: " ") }
          unsafe part[end - 1] = UInt8(ascii: "/")
          unsafe part[end] = UInt8(ascii: ">")
          position = end
          break
        }
        position += 1
      }
    }
  }

  private static func index(
    of byte: UInt8,
    in part: UnsafeMutableRawBufferPointer,
    from start: Int
  ) -> Int? {
    guard let base = part.baseAddress, start < part.count else { return nil }
    let found = unsafe memchr(base + start, Int32(byte), part.count - start)
    return unsafe found.map { unsafe $0 - base }
  }
}

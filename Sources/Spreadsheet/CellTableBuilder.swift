/// Collects the cells of a worksheet, in whatever order they come.
package struct CellTableBuilder: Sendable {
  /// The cells so far.
  @usableFromInline var packed: [PackedCell] = []
  /// Whether the cells so far came in the order of their references, each once.
  @usableFromInline var isOrdered = true
  @usableFromInline var lastPlace: UInt64 = 0
  let sharedTexts: [String]
  private(set) var texts: [String] = []
  private(set) var numbers: [CellNumber] = []
  private(set) var formulas: [FormulaPlace] = []
  /// The spellings of all formulas, one after another.
  private(set) var formulaBytes: [UInt8] = []

  /// Creates a builder for cells that may refer to texts by their index.
  package init(sharedTexts: [String]) { self.sharedTexts = sharedTexts }

  /// The number of cells so far.
  @inlinable package var count: Int { packed.count }

  /// The bytes of the shared texts of the cells so far, each counted as often as cells refer to it.
  package var sharedTextBytes: Int {
    let lengths = sharedTexts.map(\.utf8.count)
    return packed.reduce(0) { sum, cell in
      cell.kind == .sharedText ? sum + lengths[Int(truncatingIfNeeded: cell.payload)] : sum
    }
  }

  /// Makes room for a number of cells.
  ///
  /// - Parameters:
  ///   - count: the number of cells, with those that there are.
  ///   - advise: given the room, of which nothing is used that was not used before.
  package mutating func reserveCapacity(
    _ count: Int,
    advise: (UnsafeMutableRawBufferPointer) -> Void = { _ in }
  ) {
    packed.reserveCapacity(count)
    let byteCount = packed.capacity * MemoryLayout<PackedCell>.stride
    packed.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      advise(UnsafeMutableRawBufferPointer(start: start, count: byteCount))
    }
  }

  /// Appends a cell whose value its payload is.
  @inlinable
  package mutating func append(_ cell: PackedCell) {
    let place = cell.place
    if place <= lastPlace { isOrdered = false }
    lastPlace = place
    packed.append(cell)
  }

  /// Appends cells whose values their payloads are, and each of which stands behind the one before.
  @inlinable
  package mutating func append(ascending cells: UnsafeBufferPointer<PackedCell>) {
    guard let first = cells.first, let last = cells.last else { return }
    if first.place <= lastPlace { isOrdered = false }
    lastPlace = last.place
    packed.append(contentsOf: cells)
  }

  /// Appends a cell.
  package mutating func append(_ cell: Cell) {
    if let formula = cell.formulaText {
      formula.bytes.withUnsafeBufferPointer {
        keep(formula: UnsafeBufferPointer(rebasing: $0[formula.range]), ofCellAt: packed.count)
      }
    }
    let (kind, payload) = pack(cell.value)
    append(
      PackedCell(
        row: cell.reference.row,
        column: cell.reference.column,
        kind,
        payload: payload
      )
    )
  }

  /// Appends a cell that holds a text of its own.
  package mutating func append(row: Int, column: Int, text: String) {
    append(PackedCell(row: row, column: column, .text, payload: keep(text)))
  }

  /// Keeps the formula of the cell that was appended last.
  ///
  /// It is spelt as in a worksheet part, with `&amp;`, `&lt;`, `&gt;`, `&quot;` and `&apos;` and no
  /// other references, and without control characters.
  package mutating func keepFormulaOfLastCell(_ spelling: UnsafeBufferPointer<UInt8>) {
    keep(formula: spelling, ofCellAt: packed.count - 1)
  }

  private mutating func keep(
    formula spelling: UnsafeBufferPointer<UInt8>,
    ofCellAt position: Int
  ) {
    let start = formulaBytes.count
    formulaBytes.append(contentsOf: spelling)
    formulas.append(FormulaPlace(position: position, range: start..<formulaBytes.count))
  }

  private mutating func pack(_ value: CellValue) -> (PackedCell.Kind, UInt64) {
    switch value {
    case .text(let text): (.text, keep(text))
    case .number(let number): (.number, keep(number))
    case .date(let date):
      (date.system == .from1900 ? .dateFrom1900 : .dateFrom1904, date.serial.bitPattern)
    case .boolean(let flag): (.boolean, flag ? 1 : 0)
    case .error(let text): (.error, keep(text))
    case .emptyFormula: (.emptyFormula, 0)
    case .picture(let identifier): (.picture, keep(identifier))
    }
  }

  private mutating func keep(_ text: String) -> UInt64 {
    // The same error stands in many cells, and so does many an inline text.
    if texts.last != text { texts.append(text) }
    return UInt64(texts.count - 1)
  }

  private mutating func keep(_ number: CellNumber) -> UInt64 {
    numbers.append(number)
    return UInt64(numbers.count - 1)
  }
}

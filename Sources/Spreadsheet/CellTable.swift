/// The cells of a worksheet that hold a value, ordered by row, then column; one for each reference.
///
/// A cell takes sixteen bytes, and a text that many cells share is kept once.
public struct CellTable: Sendable {
  @usableFromInline let packed: [PackedCell]
  @usableFromInline let sharedTexts: [String]
  @usableFromInline let texts: [String]
  @usableFromInline let numbers: [CellNumber]
  /// The formulas in the order of their cells.
  @usableFromInline let formulas: [FormulaPlace]
  /// The spellings of all formulas.
  let formulaBytes: [UInt8]

  /// Creates the table of cells in any order; the last of two with one reference wins.
  init(_ cells: [Cell]) {
    var builder = CellTableBuilder(sharedTexts: [])
    for cell in cells { builder.append(cell) }
    self.init(builder)
  }

  /// Creates the table of the cells that were collected.
  package init(_ builder: CellTableBuilder) {
    sharedTexts = builder.sharedTexts
    texts = builder.texts
    numbers = builder.numbers
    formulaBytes = builder.formulaBytes
    guard !builder.isOrdered else {
      packed = builder.packed
      formulas = builder.formulas
      return
    }
    let order = Self.order(of: builder.packed)
    packed = order.map { builder.packed[Int($0)] }
    let formulaAt = Dictionary(
      builder.formulas.map { ($0.position, $0.range) },
      uniquingKeysWith: { $1 }
    )
    formulas = order.enumerated().compactMap { position, former in
      formulaAt[Int(former)].map { FormulaPlace(position: position, range: $0) }
    }
  }

  /// The former positions of cells in the order of their references, the last of each reference.
  private static func order(of packed: [PackedCell]) -> [UInt32] {
    var order = (0..<UInt32(packed.count)).sorted { left, right in
      let places = (packed[Int(left)].place, packed[Int(right)].place)
      return places.0 == places.1 ? left < right : places.0 < places.1
    }
    var kept = 0
    for (index, former) in order.enumerated() {
      let isLast =
        index + 1 == order.count
        || packed[Int(order[index + 1])].place != packed[Int(former)].place
      guard isLast else { continue }
      order[kept] = former
      kept += 1
    }
    order.removeLast(order.count - kept)
    return order
  }

  /// The position of the first cell at or after a place.
  func position(from place: UInt64) -> Int {
    var low = 0
    var high = packed.count
    while low < high {
      let middle = (low + high) / 2
      if packed[middle].place < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The cell at a reference, or `nil` when it holds nothing.
  public subscript(_ reference: CellReference) -> Cell? {
    let place = UInt64(reference.row) << 16 | UInt64(reference.column)
    let position = position(from: place)
    guard position < packed.count, packed[position].place == place else { return nil }
    return self[position]
  }

  // Inlined with all that it takes, so that a loop over the cells builds only what it looks at.
  @inlinable
  func value(_ cell: PackedCell) -> CellValue {
    let index = Int(truncatingIfNeeded: cell.payload)
    return switch cell.kind {
    case .sharedText: .text(sharedTexts[index])
    case .decimal:
      .number(CellNumber(digits: cell.payload, detail: cell.detail))
    case .dateFrom1900: .date(SerialDate(Double(bitPattern: cell.payload), system: .from1900))
    case .boolean: .boolean(index == 1)
    case .text, .number, .dateFrom1904, .error, .emptyFormula, .picture: rareValue(cell)
    }
  }

  @usableFromInline
  func rareValue(_ cell: PackedCell) -> CellValue {
    let index = Int(truncatingIfNeeded: cell.payload)
    return switch cell.kind {
    case .text: .text(texts[index])
    case .number: .number(numbers[index])
    case .dateFrom1904: .date(SerialDate(Double(bitPattern: cell.payload), system: .from1904))
    case .error: .error(texts[index])
    case .picture: .picture(texts[index])
    case .emptyFormula: .emptyFormula
    case .sharedText, .decimal, .dateFrom1900, .boolean: value(cell)
    }
  }

  @inlinable
  func formula(at position: Int) -> FormulaText? {
    formulas.isEmpty ? nil : storedFormula(at: position)
  }

  @usableFromInline
  func storedFormula(at position: Int) -> FormulaText? {
    var low = 0
    var high = formulas.count
    while low < high {
      let middle = (low + high) / 2
      if formulas[middle].position < position { low = middle + 1 } else { high = middle }
    }
    guard low < formulas.count, formulas[low].position == position else { return nil }
    return formula(low)
  }

  @usableFromInline
  func formula(_ number: Int) -> FormulaText {
    FormulaText(formulaBytes, formulas[number].range)
  }
}

extension CellTable: RandomAccessCollection {
  /// The position of the first cell.
  @inlinable public var startIndex: Int { 0 }
  /// The position after the last cell.
  @inlinable public var endIndex: Int { packed.count }

  /// The cell at a position.
  @inlinable
  public subscript(position: Int) -> Cell {
    let cell = packed[position]
    return Cell(cell.reference, value(cell), formula(at: position))
  }
}

extension CellTable {
  /// Steps through the cells in order.
  public struct Iterator: IteratorProtocol {
    @usableFromInline let table: CellTable
    @usableFromInline var position = 0
    /// The number of the formula that comes next, and the position of its cell.
    @usableFromInline var formula = 0
    @usableFromInline var formulaPosition: Int

    @inlinable
    init(table: CellTable) {
      self.table = table
      formulaPosition = table.formulas.first?.position ?? -1
    }

    /// The next cell, or `nil` after the last.
    @inlinable
    public mutating func next() -> Cell? {
      guard position < table.packed.count else { return nil }
      let cell = table.packed[position]
      let formula = position == formulaPosition ? nextFormula() : nil
      position += 1
      return Cell(cell.reference, table.value(cell), formula)
    }

    @usableFromInline
    mutating func nextFormula() -> FormulaText {
      defer {
        formula += 1
        formulaPosition = formula < table.formulas.count ? table.formulas[formula].position : -1
      }
      return table.formula(formula)
    }
  }

  /// An iterator over the cells in order.
  @inlinable
  public func makeIterator() -> Iterator { Iterator(table: self) }
}

extension CellTable: Hashable {
  /// Whether two tables hold equal cells.
  public static func == (left: Self, right: Self) -> Bool { left.elementsEqual(right) }

  /// Feeds the cells to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for cell in self { hasher.combine(cell) }
  }
}

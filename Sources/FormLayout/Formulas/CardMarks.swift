import Spreadsheet

/// The conditional formats of a sheet of cards: one a field, over that field's cells on all cards.
///
/// As with validations, one format a cell would make a program take minutes to open the file.
struct CardMarks {
  /// What the ranges of one format have in common: a formula made for the first is right for all.
  struct Kind: Hashable, Sendable {
    /// The field, or the column of a table.
    let place: String
    /// The number of the card's plan; `nil` where the formula looks at its own row only.
    let plan: Int?
  }

  /// The formats, in the order of their first cells.
  private(set) var formats: [ConditionalFormatLayout] = []
  /// The format of each kind that takes more ranges, by the kind's number.
  private var open: [(index: Int, length: Int)?] = []

  /// Adds a cell, which lies below those added before.
  mutating func add(_ cell: CellReference, kind: Int, make: () -> (String, fills: Bool)) {
    add(CellRange(cell, cell), kind: kind, make: make)
  }

  /// Adds cells, which lie below those added before.
  ///
  /// - Parameters:
  ///   - range: the cells.
  ///   - kind: what they are, by the number of its ``Kind``.
  ///   - make: makes the formula for the range's first cell, and says whether cells are filled or
  ///     only their words coloured.
  mutating func add(_ range: CellRange, kind: Int, make: () -> (String, fills: Bool)) {
    let length = range.descriptionLength + 1
    while open.count <= kind { open.append(nil) }
    if let known = open[kind],
      known.length + length <= ConditionalFormatLayout.maximumReferenceLength
    {
      formats[known.index].ranges.append(range)
      open[kind] = (known.index, known.length + length)
      return
    }
    let (formula, fills) = make()
    open[kind] = (formats.count, length)
    formats.append(
      ConditionalFormatLayout(
        range,
        formula: formula,
        fill: fills ? FormStyle.marked : nil,
        color: fills ? nil : FormStyle.wrong
      )
    )
  }
}

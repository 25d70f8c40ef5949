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

  /// Adds cells, which lie below those added before, to the format of their kind.
  ///
  /// - Parameters:
  ///   - range: the cells.
  ///   - kind: what they are, by the number of its ``Kind``.
  /// - Returns: Whether there is one that takes them.
  mutating func extend(with range: CellRange, _ kind: Int) -> Bool {
    guard open.indices.contains(kind), let known = open[kind] else { return false }
    let length = known.length + range.descriptionLength + 1
    guard length <= ConditionalFormatLayout.maximumReferenceLength else { return false }
    formats[known.index].ranges.append(range)
    open[kind] = (known.index, length)
    return true
  }

  /// Begins a format that the next cells of its kind join.
  ///
  /// - Parameters:
  ///   - formula: what is true where the cells are marked, as the range's first cell sees it.
  ///   - range: the cells.
  ///   - kind: what they are.
  ///   - fills: whether cells are filled or only their words coloured.
  mutating func open(_ formula: String, for range: CellRange, _ kind: Int, fills: Bool) {
    while open.count <= kind { open.append(nil) }
    open[kind] = (formats.count, range.descriptionLength + 1)
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

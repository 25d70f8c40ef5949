/// One cell of a worksheet, with its value.
public struct Cell: Hashable, Sendable {
  /// Where the cell stands.
  public var reference: CellReference
  /// What the cell holds.
  public var value: CellValue
  /// The formula without its leading `=`, if the cell has one.
  public var formula: String?

  /// Creates a cell.
  public init(_ reference: CellReference, _ value: CellValue, formula: String? = nil) {
    self.reference = reference
    self.value = value
    self.formula = formula
  }
}

/// Whether a worksheet's tab is shown.
public enum WorksheetVisibility: String, Hashable, Sendable {
  /// The tab is shown.
  case visible
  /// The tab is hidden; a user can show it again.
  case hidden
  /// The tab is hidden, and only a program can show it.
  case veryHidden
}

/// A worksheet: its cells with a value, in row order, and what the file says about the grid.
public struct Worksheet: Hashable, Sendable {
  /// The name on the tab.
  public var name: String
  /// Whether the tab is shown.
  public var visibility: WorksheetVisibility
  /// The cells that hold a value, ordered by row, then column; one for each reference.
  public private(set) var cells: [Cell]
  /// The merged ranges.
  public var mergedRanges: [CellRange]
  /// One-based numbers of hidden rows.
  public var hiddenRows: Set<Int>
  /// One-based numbers of hidden columns.
  public var hiddenColumns: Set<Int>
  /// Whether an automatic filter hides rows.
  public var isFiltered: Bool
  /// Pictures anchored over cells: the cell under the top left corner of each.
  public var pictureAnchors: [CellReference]

  /// Creates a worksheet; cells may come in any order, and the last of two with one reference wins.
  public init(
    name: String,
    visibility: WorksheetVisibility = .visible,
    cells: [Cell] = [],
    mergedRanges: [CellRange] = [],
    hiddenRows: Set<Int> = [],
    hiddenColumns: Set<Int> = [],
    isFiltered: Bool = false,
    pictureAnchors: [CellReference] = []
  ) {
    self.name = name
    self.visibility = visibility
    self.mergedRanges = mergedRanges
    self.hiddenRows = hiddenRows
    self.hiddenColumns = hiddenColumns
    self.isFiltered = isFiltered
    self.pictureAnchors = pictureAnchors
    self.cells = Self.ordered(cells)
  }

  /// The cell at a reference, or `nil` when it holds nothing.
  public subscript(_ reference: CellReference) -> Cell? {
    let index = lowerBound(of: reference)
    guard index < cells.count, cells[index].reference == reference else { return nil }
    return cells[index]
  }

  /// The cells of a one-based row, in column order.
  public func cells(inRow row: Int) -> ArraySlice<Cell> {
    guard let start = CellReference(row: row, column: 1) else { return [] }
    let first = lowerBound(of: start)
    var end = first
    while end < cells.count, cells[end].reference.row == row { end += 1 }
    return cells[first..<end]
  }

  private func lowerBound(of reference: CellReference) -> Int {
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].reference < reference { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func ordered(_ cells: [Cell]) -> [Cell] {
    let inOrder = zip(cells, cells.dropFirst()).allSatisfy { $0.reference < $1.reference }
    guard !inOrder else { return cells }
    var latest: [CellReference: Cell] = [:]
    for cell in cells { latest[cell.reference] = cell }
    return latest.values.sorted { $0.reference < $1.reference }
  }
}

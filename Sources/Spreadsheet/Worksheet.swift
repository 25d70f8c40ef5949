/// One cell of a worksheet, with its value.
public struct Cell: Sendable {
  /// Where the cell stands.
  public var reference: CellReference
  /// What the cell holds.
  public var value: CellValue
  @usableFromInline var formulaText: FormulaText?

  /// The formula without its leading `=`, if the cell has one.
  public var formula: String? {
    get { formulaText?.text }
    set { formulaText = newValue.map { FormulaText($0) } }
  }

  /// Whether the cell has a formula; to ask so costs less than ``formula``.
  public var hasFormula: Bool { formulaText != nil }

  /// Creates a cell.
  @inlinable
  public init(_ reference: CellReference, _ value: CellValue, formula: String? = nil) {
    self.init(reference, value, formula.map { FormulaText($0) })
  }

  @inlinable
  init(_ reference: CellReference, _ value: CellValue, _ formulaText: FormulaText?) {
    self.reference = reference
    self.value = value
    self.formulaText = formulaText
  }
}

extension Cell: Hashable {
  /// Whether two cells stand at one place and hold the same.
  public static func == (left: Self, right: Self) -> Bool {
    left.reference == right.reference && left.value == right.value
      && left.formula == right.formula
  }

  /// Feeds the cell to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(reference)
    hasher.combine(value)
    hasher.combine(formula)
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
  public private(set) var cells: CellTable
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
    self.cells = CellTable(cells)
  }

  /// Creates a worksheet of cells that were collected while reading.
  package init(name: String, visibility: WorksheetVisibility, cells: CellTable) {
    self.init(name: name, visibility: visibility)
    self.cells = cells
  }

  /// The cell at a reference, or `nil` when it holds nothing.
  public subscript(_ reference: CellReference) -> Cell? { cells[reference] }

  /// The cells of a one-based row, in column order.
  public func cells(inRow row: Int) -> ArraySlice<Cell> {
    guard (1...CellReference.maximumRow).contains(row) else { return [] }
    let start = cells.position(from: UInt64(row) << 16)
    return ArraySlice(cells[start..<cells.position(from: UInt64(row + 1) << 16)])
  }
}

public import FormDefinitions
public import Spreadsheet

/// The rows of one card: where each label, input cell and table row stands, relative to the card.
///
/// The generator draws a plan for each record; the importer looks up in it what a keyed cell is.
public struct CardPlan: Hashable, Sendable {
  /// What a cell of a card holds.
  public enum Content: Hashable, Sendable {
    /// The form's title.
    case title(String)
    /// The line with number, revision and unit.
    case identity
    /// A printed label.
    case label(String)
    /// A printed line without borders.
    case plain(String)
    /// A heading over all columns.
    case section(String)
    /// A printed note.
    case note(String)
    /// A signature line with its label.
    case signature(String)
    /// The input cell of a field.
    case field(String)
    /// The running number of a table row, one-based.
    case ordinal(Int)
    /// An input cell of a table.
    case column(table: String, id: String)
    /// A cell of a table that is printed in advance.
    case preset(table: String, id: String, FieldValue)
    /// The line that names the record on a continuation page.
    case continuation
    /// Nothing.
    case blank
  }

  /// A cell of a card.
  public struct PlannedCell: Hashable, Sendable {
    /// The zero-based grid column.
    public var column: Int
    /// The number of grid columns it covers.
    public var across: Int
    /// The number of rows it covers.
    public var down: Int
    /// What it holds.
    public var content: Content
    /// Where its text stands; `nil` for the content's own.
    public var alignment: CellStyle.HorizontalAlignment?
    /// The size of its text in points.
    public var size = 10.5
  }

  /// What a row of a card is, without the card's number.
  public enum RowKind: Hashable, Sendable {
    /// A row of the grid, one-based.
    case grid(Int)
    /// The header of a table.
    case tableHeader(String)
    /// A row of a table, one-based.
    case tableRow(String, Int)
    /// The head of a continuation page, one-based.
    case continuation(Int)

    /// The key of the row on a card, one-based.
    public func key(card: Int) -> RowKey {
      switch self {
      case .grid(let row): .grid(card: card, row: row)
      case .tableHeader(let table): .tableHeader(card: card, table: table)
      case .tableRow(let table, let row): .tableRow(card: card, table: table, row: row)
      case .continuation(let part): .continuation(card: card, part: part)
      }
    }
  }

  /// A row of a card.
  public struct PlannedRow: Hashable, Sendable {
    /// What the row is.
    public var kind: RowKind
    /// The height in points.
    public var height: Double
    /// The height in points that the row's texts need at least.
    public var minimumHeight = 0.0
    /// The cells that begin in the row.
    public var cells: [PlannedCell]
    /// Whether the row begins a new page.
    public var beginsPage = false
  }

  /// The widths of the grid's columns in millimetres.
  public var widths: [Double]
  /// The rows from top to bottom.
  public var rows: [PlannedRow]
  /// The page that a card is printed on.
  public var page: PageLayout
  /// The natural height of the first page as a share of the printable height; above 1 is too high.
  public var fill: Double

  /// The zero-based index of the first row of a kind, or `nil`.
  public func index(of kind: RowKind) -> Int? { rows.firstIndex { $0.kind == kind } }

  /// The zero-based row and the cell of a field, or `nil`.
  public func position(ofField id: String) -> (row: Int, cell: PlannedCell)? {
    for (index, row) in rows.enumerated() {
      for cell in row.cells where cell.content == .field(id) { return (index, cell) }
    }
    return nil
  }
}

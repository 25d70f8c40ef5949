public import Spreadsheet

/// The layout of one record as a page: a grid of labels and input cells.
public struct CardLayout: Hashable, Sendable {
  /// What a grid cell holds.
  public enum Content: Hashable, Sendable {
    /// The form's title.
    case title
    /// The line with the form's number, revision, unit and printed code.
    case identity
    /// A printed text.
    case label(String)
    /// A printed line without borders, over all columns, such as 附件.
    case plain(String)
    /// A heading over all columns.
    case section(String)
    /// The input cell of a field.
    case field(String)
    /// A table, over all columns.
    case table(String)
    /// Lines for signatures.
    case signature([String])
    /// Foot notes, one a line.
    case note([String])
    /// Nothing.
    case blank
  }

  /// A cell of the grid.
  public struct GridCell: Hashable, Sendable {
    /// What the cell holds.
    public var content: Content
    /// The zero-based first column.
    public var column: Int
    /// The number of columns it covers.
    public var across: Int
    /// The number of rows it covers.
    public var down: Int
    /// Where its text stands; `nil` for the content's own.
    public var alignment: CellStyle.HorizontalAlignment?
  }

  /// A row of the grid.
  public struct GridRow: Hashable, Sendable {
    /// The height in points; `nil` for the content's own.
    public var height: Double?
    /// The cells that begin in this row, from left to right.
    public var cells: [GridCell]
    /// The one-based line of the definition file.
    public var line: Int
  }

  /// How a table stands in the grid.
  public struct TableGrid: Hashable, Sendable {
    /// The number of grid columns of the running number; 0 for none.
    public var ordinalSpan: Int
    /// The number of grid columns of each table column, in printed order.
    public var spans: [Int]
    /// The height of a row in points.
    public var rowHeight: Double
    /// The height of the header in points.
    public var headerHeight: Double
    /// The millimetres of a cell's width that texts printed in advance are taken not to use, so that
    /// rows are high enough where a program's letters are wider.
    public var margin = 0.0
  }

  /// The paper.
  public var paper: PageLayout.Paper
  /// Whether the paper lies on its long side.
  public var isLandscape: Bool
  /// Whether a record may run over several pages, with its table's header repeated.
  public var spansPages: Bool
  /// The relative widths of the grid's columns.
  public var columns: [Double]
  /// The rows of the grid.
  public var rows: [GridRow]
  /// How the tables stand in the grid, by table identifier.
  public var tables: [String: TableGrid]
}

/// The layout of one record a row; the header comes from the form's groups.
public struct ListLayout: Hashable, Sendable {
  /// The paper.
  public var paper: PageLayout.Paper
  /// Whether the paper lies on its long side.
  public var isLandscape: Bool
  /// The title above the list.
  public var title: String
}

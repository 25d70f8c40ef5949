/// How a worksheet prints.
public struct PageLayout: Hashable, Sendable {
  /// A sheet of paper.
  public enum Paper: String, Hashable, Sendable {
    /// 210 × 297 mm.
    case a4 = "A4"
    /// 297 × 420 mm.
    case a3 = "A3"

    /// Width and height in millimetres, upright.
    public var size: (width: Double, height: Double) {
      switch self {
      case .a4: (210, 297)
      case .a3: (297, 420)
      }
    }
  }

  /// The margins, in millimetres.
  public struct Margins: Hashable, Sendable {
    /// From the top edge.
    public var top: Double
    /// From the bottom edge.
    public var bottom: Double
    /// From the left edge.
    public var left: Double
    /// From the right edge.
    public var right: Double
    /// From the top edge to the page header.
    public var header: Double
    /// From the bottom edge to the page footer.
    public var footer: Double

    /// Creates margins.
    public init(
      top: Double,
      bottom: Double,
      left: Double,
      right: Double,
      header: Double = 8,
      footer: Double = 8
    ) {
      self.top = top
      self.bottom = bottom
      self.left = left
      self.right = right
      self.header = header
      self.footer = footer
    }
  }

  /// The paper.
  public var paper: Paper = .a4
  /// Whether the paper lies on its long side.
  public var isLandscape = false
  /// The margins.
  public var margins = Margins(top: 18, bottom: 16, left: 16, right: 14)
  /// The scale in per cent, 10 to 400; ignored where `fitsWidth` is set.
  public var scale = 100
  /// Whether the sheet is scaled to one page's width. Spreadsheet programs then ignore breaks set
  /// by hand.
  public var fitsWidth = false
  /// Whether the print stands in the middle of the page's width.
  public var centersHorizontally = true
  /// The rows printed at the top of every page.
  public var repeatedRows: ClosedRange<Int>?
  /// The columns printed at the left of every page.
  public var repeatedColumns: ClosedRange<Int>?
  /// The range that prints; `nil` for all.
  public var printArea: CellRange?
  /// The one-based rows after which a page ends.
  public var rowBreaks: [Int] = []
  /// The one-based columns after which a page ends.
  public var columnBreaks: [Int] = []
  /// The page header in the format's code, such as `&L表号`.
  public var header = ""
  /// The page footer in the format's code, such as `&C第 &P 页 共 &N 页`.
  public var footer = ""
  /// Whether pages follow one another from left to right before going down.
  public var printsAcrossFirst = false

  /// Creates the default page.
  public init() {}
}

/// What a user may do on a protected worksheet.
public struct ProtectionLayout: Hashable, Sendable {
  /// The password; empty for none, so that the office can lift the protection.
  public var password = ""
  /// Whether rows may be inserted.
  public var allowsInsertingRows = true
  /// Whether rows may be deleted.
  public var allowsDeletingRows = false
  /// Whether unlocked ranges may be sorted.
  public var allowsSorting = true
  /// Whether automatic filters may be used.
  public var allowsFiltering = true
  /// Whether cells may be formatted.
  public var allowsFormattingCells = true
  /// Whether columns may be given another width.
  public var allowsFormattingColumns = true
  /// Whether rows may be given another height.
  public var allowsFormattingRows = true

  /// Creates a protection that allows all but deleting rows.
  public init() {}
}

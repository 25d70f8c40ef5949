/// How a cell looks and behaves.
public struct CellStyle: Hashable, Sendable {
  /// Where text stands across the cell.
  public enum HorizontalAlignment: Hashable, Sendable {
    /// Text left, numbers right.
    case general
    /// At the left edge.
    case left
    /// In the middle.
    case center
    /// At the right edge.
    case right
    /// Spread from edge to edge, as Chinese labels often are.
    case distributed
  }

  /// Where text stands between top and bottom.
  public enum VerticalAlignment: Hashable, Sendable {
    /// At the top.
    case top
    /// In the middle.
    case center
    /// At the bottom.
    case bottom
  }

  /// A line at a cell's edge.
  public enum Line: Hashable, Sendable {
    /// No line.
    case none
    /// A thin line.
    case thin
    /// A medium line.
    case medium
    /// A hairline.
    case hair
  }

  /// The lines round a cell.
  public struct Borders: Hashable, Sendable {
    /// The line above.
    public var top: Line
    /// The line below.
    public var bottom: Line
    /// The line at the left.
    public var left: Line
    /// The line at the right.
    public var right: Line

    /// Creates borders.
    public init(
      top: Line = .none,
      bottom: Line = .none,
      left: Line = .none,
      right: Line = .none
    ) {
      self.top = top
      self.bottom = bottom
      self.left = left
      self.right = right
    }

    /// The same line all round.
    public static func all(_ line: Line) -> Self {
      Self(top: line, bottom: line, left: line, right: line)
    }
  }

  /// The font's name; the program falls back to its own where the font is missing.
  public var font = "宋体"
  /// The font's size in points.
  public var size = 10.5
  /// Whether the text is bold.
  public var isBold = false
  /// Whether the text is underlined.
  public var isUnderlined = false
  /// The text's colour, `0xRRGGBB`.
  public var color: UInt32 = 0x000000
  /// Where text stands across the cell.
  public var horizontal: HorizontalAlignment = .general
  /// Where text stands between top and bottom.
  public var vertical: VerticalAlignment = .center
  /// Whether long text wraps.
  public var wraps = false
  /// Whether the text shrinks to fit.
  public var shrinks = false
  /// The indent in characters.
  public var indent = 0
  /// The lines round the cell.
  public var borders = Borders()
  /// The fill's colour, `0xRRGGBB`; `nil` for none.
  public var fill: UInt32?
  /// The number format, such as `@`, `0.00`, `yyyy-mm-dd`.
  public var numberFormat = "General"
  /// Whether the cell is locked while the sheet is protected.
  public var isLocked = true
  /// Whether the formula is hidden while the sheet is protected.
  public var hidesFormula = false

  /// Creates the default style.
  public init() {}
}

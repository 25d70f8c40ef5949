/// A worksheet to be drawn.
public struct SheetLayout: Hashable, Sendable {
  /// The name on the tab.
  public var name: WorksheetName
  /// Whether the tab is hidden.
  public var isHidden = false
  /// The tab's colour, `0xRRGGBB`.
  public var tabColor: UInt32?
  /// The columns from A on; columns beyond have the program's default width.
  public var columns: [ColumnLayout] = []
  /// Rows with a height of their own, by ascending one-based number.
  public var rows: [RowLayout] = []
  /// The cells, ordered by row, then column.
  public var cells: [DrawnCell] = []
  /// The formulas that several cells share, without their leading `=`, each as it reads in the first
  /// cell that has it.
  public var sharedFormulas: [String] = []
  /// Merged ranges of two cells or more; each cell in them has its style in `cells`.
  public var mergedRanges: [CellRange] = []
  /// Data validations.
  public var validations: [ValidationLayout] = []
  /// Conditional formats, the first that applies wins.
  public var conditionalFormats: [ConditionalFormatLayout] = []
  /// How the sheet prints.
  public var page = PageLayout()
  /// What a user may do on the protected sheet; `nil` leaves it unprotected.
  public var protection: ProtectionLayout?
  /// The first cell that scrolls: rows above and columns left of it are frozen.
  public var frozenAt: CellReference?
  /// The range with an automatic filter.
  public var autofilter: CellRange?
  /// The zoom in per cent, 10 to 400.
  public var zoom = 100
  /// Whether grid lines are shown on the screen.
  public var showsGridLines = false

  /// Creates an empty worksheet.
  public init(name: WorksheetName) { self.name = name }
}

/// A worksheet's name within the format's rules.
///
/// At most 31 UTF-16 units, none of `[ ] : * ? / \`, no apostrophe first or last, not empty
/// (Microsoft's limits for Excel, "Rename a worksheet").
public struct WorksheetName: Hashable, Sendable, CustomStringConvertible {
  /// The name.
  public let text: String

  /// Creates a name, or `nil` when the text breaks the rules.
  public init?(_ text: String) {
    // Scalars, not characters: a colon stays one for programs whatever combines with it.
    let scalars = text.unicodeScalars
    guard !text.isEmpty, text.utf16.count <= 31, scalars.first != "'", scalars.last != "'",
      scalars.allSatisfy({ $0.value >= 0x20 && !Self.forbidden.contains($0) })
    else { return nil }
    self.text = text
  }

  /// The name nearest to a text: forbidden characters become `_`, what is too long is cut.
  public init(nearestTo text: String) {
    var name = ""
    for character in text {
      let clean: Character =
        character.unicodeScalars.contains {
          $0.value < 0x20 || $0 == "'" || Self.forbidden.contains($0)
        } ? "_" : character
      guard name.utf16.count + String(clean).utf16.count <= 31 else { break }
      name.append(clean)
    }
    self.text = name.isEmpty ? "Sheet" : name
  }

  private static let forbidden: Set<Unicode.Scalar> = ["[", "]", ":", "*", "?", "/", "\\"]

  /// The name itself.
  public var description: String { text }

  /// The name as a formula writes it, in apostrophes, such as `'代码表'`.
  public var quoted: String {
    // Nearly none has an apostrophe, and to replace one is a search by pattern.
    text.utf8.contains(UInt8(ascii: "'")) ? "'\(text.replacing("'", with: "''"))'" : "'\(text)'"
  }
}

/// A column's width.
public struct ColumnLayout: Hashable, Sendable {
  /// The width in characters of the default font, 0 to 255.
  public var width: Double
  /// Whether the column is hidden.
  public var isHidden: Bool
  /// The style of the column's cells that are not drawn, as an index into the workbook's styles.
  public var style: Int?

  /// Creates a column.
  public init(width: Double, isHidden: Bool = false, style: Int? = nil) {
    self.width = width
    self.isHidden = isHidden
    self.style = style
  }
}

/// A row's height.
public struct RowLayout: Hashable, Sendable {
  /// The one-based row number.
  public var row: Int
  /// The height in points, 0 to 409; `nil` for the program's own.
  public var height: Double?
  /// Whether the row is hidden.
  public var isHidden: Bool

  /// Creates a row.
  public init(row: Int, height: Double?, isHidden: Bool = false) {
    self.row = row
    self.height = height
    self.isHidden = isHidden
  }
}

/// A cell to be drawn.
public struct DrawnCell: Hashable, Sendable {
  /// Where the cell stands.
  public var reference: CellReference
  /// What it holds.
  public var content: DrawnContent
  /// The style, as an index into the workbook's styles.
  public var style: Int

  /// Creates a cell.
  public init(_ reference: CellReference, _ content: DrawnContent, style: Int) {
    self.reference = reference
    self.content = content
    self.style = style
  }
}

/// What a drawn cell holds.
public enum DrawnContent: Hashable, Sendable {
  /// Nothing but its style.
  case blank
  /// Text of at most 32,767 characters, never read as a formula.
  case text(String)
  /// A finite number.
  case number(Double)
  /// A formula without its leading `=`, with the value that a program shows before it recalculates.
  case formula(String, cached: CachedValue)
  /// One of the worksheet's shared formulas, by its zero-based index: seen from the cell it is the
  /// same as in the first cell that has it (ECMA-376 part 1, §18.3.1.40). It should hold no array
  /// and no reference to another sheet, as in files that Excel writes.
  case sharedFormula(Int, cached: CachedValue)
  /// A link to a place in the workbook, such as `'筛查表'!A1`, with the text shown.
  case link(target: String, text: String)
}

/// The value of a formula as written to the file.
public enum CachedValue: Hashable, Sendable {
  /// Text, which may be empty.
  case text(String)
  /// A finite number.
  case number(Double)
}

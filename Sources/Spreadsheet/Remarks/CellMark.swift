/// A cell of a returned workbook that somebody has to look at, and what to say to them.
public struct CellMark: Hashable, Sendable {
  /// How grave it is; the graver colour wins where a cell has several marks.
  public enum Tone: Int, CaseIterable, Comparable, Hashable, Sendable {
    /// Something is odd.
    case warning
    /// Correct it, or say that it is so.
    case confirm
    /// Correct it.
    case error

    /// Orders tones from harmless to blocking.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// The worksheet's name.
  public var sheet: String
  /// The cell; in a merged range the mark goes to the range's first cell.
  public var cell: CellReference
  /// How grave it is.
  public var tone: Tone
  /// What the comment at the cell says.
  public var comment: String

  /// Creates a mark.
  public init(sheet: String, cell: CellReference, tone: Tone, comment: String) {
    self.sheet = sheet
    self.cell = cell
    self.tone = tone
    self.comment = comment
  }
}

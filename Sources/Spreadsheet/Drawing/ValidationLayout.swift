/// A data validation: what a spreadsheet program lets a user type into some ranges.
///
/// One validation over many ranges is far better than many over one each: programs take a time that
/// grows with the square of the number of validations to open a file.
public struct ValidationLayout: Hashable, Sendable {
  /// What is allowed.
  public enum Rule: Hashable, Sendable {
    /// One of the cells of a range, or what a formula returns; without a leading `=`.
    case list(formula: String)
    /// A whole number between two bounds; either may be `nil`.
    case integer(minimum: Double?, maximum: Double?)
    /// A number between two bounds; either may be `nil`.
    case decimal(minimum: Double?, maximum: Double?)
    /// A date between two days.
    case date(earliest: CalendarDate, latest: CalendarDate)
    /// Text of a length between two bounds, in characters.
    case textLength(minimum: Int, maximum: Int)
    /// Whatever makes a formula true; without a leading `=`, at most 255 characters.
    case custom(formula: String)
    /// Anything: only the prompt is shown.
    case any
  }

  /// What happens when the rule is broken.
  public enum ErrorStyle: Hashable, Sendable {
    /// The value is refused.
    case stop
    /// The user may keep it after a warning.
    case warning
    /// The user is told.
    case information
    /// Nothing is said: the list is a help only.
    case silent
  }

  /// The most characters that the references of all ranges may take, a space between them.
  public static let maximumReferenceLength = 8_000

  /// The cells that the validation guards, at least one range.
  ///
  /// Formulas are relative to the first cell of the first range. Programs differ in this where
  /// another range begins further up or further left, so none should.
  public var ranges: [CellRange]
  /// What is allowed.
  public var rule: Rule
  /// Whether an empty cell passes.
  public var ignoresBlank = true
  /// The heading of the prompt shown when a cell is selected, at most 32 characters.
  public var promptTitle = ""
  /// The prompt, at most 255 characters.
  public var prompt = ""
  /// The heading of the error, at most 32 characters.
  public var errorTitle = ""
  /// The error's text, at most 255 characters.
  public var errorMessage = ""
  /// What happens when the rule is broken.
  public var errorStyle: ErrorStyle = .stop

  /// Creates a validation of one range without texts.
  public init(_ range: CellRange, _ rule: Rule) {
    self.init([range], rule)
  }

  /// Creates a validation of several ranges without texts.
  public init(_ ranges: [CellRange], _ rule: Rule) {
    self.ranges = ranges
    self.rule = rule
  }
}

/// A conditional format: a look that a formula switches on.
public struct ConditionalFormatLayout: Hashable, Sendable {
  /// The most characters that the references of all ranges may take, a space between them.
  public static let maximumReferenceLength = 1_900

  /// The cells that change their look, at least one range; none begins above or left of the first.
  public var ranges: [CellRange]
  /// The condition, relative to the first range's first cell; without a leading `=`.
  public var formula: String
  /// The fill's colour while the condition holds, `0xRRGGBB`.
  public var fill: UInt32?
  /// The text's colour while the condition holds, `0xRRGGBB`.
  public var color: UInt32?

  /// Creates a conditional format.
  public init(_ range: CellRange, formula: String, fill: UInt32? = nil, color: UInt32? = nil) {
    ranges = [range]
    self.formula = formula
    self.fill = fill
    self.color = color
  }
}

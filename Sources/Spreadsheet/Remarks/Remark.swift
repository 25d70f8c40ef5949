/// A row of the sheet 退回意见: what was found, in words, and what the village answered.
public struct Remark: Hashable, Sendable {
  /// The colour of the row's severity; `nil` when there is nothing left to do.
  public var tone: CellMark.Tone?
  /// The severity in words.
  public var severity: String
  /// The worksheet's name; `nil` when the whole file is meant.
  public var sheet: String?
  /// The cells as people read them, such as `E5:E37（共33格）`; empty for the whole sheet.
  public var place: String
  /// The cell to which the row leads.
  public var target: CellReference?
  /// The field's label.
  public var field: String
  /// The value as seen in the cell.
  public var value: String
  /// What is wrong.
  public var message: String
  /// How to put it right.
  public var fix: String
  /// What the village answered, such as 属实; empty where it has not.
  public var answer: String
  /// The reason that the village gave.
  public var reason: String
  /// What an answer is recognised by when the workbook comes back; empty where none is expected.
  public var key: String

  /// Creates a row.
  public init(
    tone: CellMark.Tone?,
    severity: String,
    sheet: String? = nil,
    place: String = "",
    target: CellReference? = nil,
    field: String = "",
    value: String = "",
    message: String,
    fix: String,
    answer: String = "",
    reason: String = "",
    key: String = ""
  ) {
    self.tone = tone
    self.severity = severity
    self.sheet = sheet
    self.place = place
    self.target = target
    self.field = field
    self.value = value
    self.message = message
    self.fix = fix
    self.answer = answer
    self.reason = reason
    self.key = key
  }
}

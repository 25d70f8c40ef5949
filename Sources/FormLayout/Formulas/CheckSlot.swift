import FormDefinitions

/// A cell that checks a record, or a row of a table's own sheet.
enum CheckSlot: Hashable, Sendable {
  /// What is wrong, in words.
  case result
  /// What ``DerivedFormula`` makes of a field.
  case derived(String)
  /// The first of a record's rows on a table's sheet, counted from the first row.
  case firstRow(table: String)
  /// The last of them.
  case lastRow(table: String)
  /// The record of a table's row, counted from the first.
  case record
  /// Whether no rows were inserted into a table of a card: 0 if so, else nothing.
  case rowsKnown(table: String)
  /// What stands in a field of the record that a table's row belongs to.
  case copy(String)
  /// What is derived from it.
  case derivedCopy(String)
  /// What must be filled in and is not: of the record, or of the rows of a table.
  case missing(table: String?)
  /// Values of a kind that are wrong: of the record, or of the rows of a table.
  case faults(FaultKind, table: String?)
  /// The rows of a table's sheet in which something is wrong.
  case rows(table: String)
  /// How far from the end the first row stands that breaks a rule of a table's rows.
  case brokenRow(rule: String)
  /// What a rule says, where it is broken.
  case rule(String)

  /// What kind of fault makes a value wrong.
  enum FaultKind: String, CaseIterable, Hashable, Sendable {
    /// Not among the labels of its list.
    case choice
    /// No number, or out of its range.
    case number
    /// No day, or out of its range.
    case date
    /// No such number of a person, telephone, area or organisation.
    case identifier

    /// What is said before the labels of the fields.
    var words: String {
      switch self {
      case .choice: "不在下拉选项里"
      case .number: "不是数字或超出范围"
      case .date: "不是日期或超出范围"
      case .identifier: "号码位数或校验码不对"
      }
    }

    /// The kind that values of a type may have.
    init?(_ type: FieldType) {
      switch type {
      case .yesNo, .choice, .choices: self = .choice
      case .integer, .decimal, .money, .percent, .year: self = .number
      case .date, .month: self = .date
      case .identityNumber, .mobileNumber, .divisionCode, .creditCode: self = .identifier
      case .text, .signature: return nil
      }
    }
  }

  /// The text that the column's key says it by.
  var name: String {
    switch self {
    case .result: "result"
    case .derived(let id): "d.\(id)"
    case .firstRow(let table): "first.\(table)"
    case .lastRow(let table): "last.\(table)"
    case .record: "record"
    case .rowsKnown(let table): "known.\(table)"
    case .copy(let id): "c.\(id)"
    case .derivedCopy(let id): "cd.\(id)"
    case .missing(let table): "missing\(table.map { ".\($0)" } ?? "")"
    case .faults(let kind, let table): "\(kind.rawValue)\(table.map { ".\($0)" } ?? "")"
    case .rows(let table): "rows.\(table)"
    case .brokenRow(let rule): "row.\(rule)"
    case .rule(let rule): "rule.\(rule)"
    }
  }
}

/// What the names in an expression mean: fields, tables with their columns, and parameters.
///
/// A name is looked up in the columns of the table whose rows are looked at, innermost first, then
/// in the fields, then in the parameters. `form.x` always means the field, `table.x` the column.
public struct RuleScope: Hashable, Sendable {
  /// The record's fields by identifier.
  public var fields: [String: FieldType]
  /// The columns of each table by table and column identifier.
  public var tables: [String: [String: FieldType]]
  /// The table whose rows the expression is evaluated for, once a row; `nil` for once a record.
  public var rowTable: String?
  /// The names of the numbers that an office sets by year and area, such as `monitoring_line`.
  public var parameters: Set<String>
  /// The labels of the code lists by list identifier; texts compared with a list that is not here
  /// are not checked.
  public var codeLabels: [String: Set<String>]
  /// The tables whose columns are always named with the table, such as `other.x`.
  public var qualifiedTables: Set<String> = []
  /// Whether the expression is one of a rule across forms, which no worksheet has to compute: then it
  /// has the functions of ``RuleLanguage/acrossFunctions`` too.
  public var isAcrossForms = false

  /// Creates a scope.
  public init(
    fields: [String: FieldType] = [:],
    tables: [String: [String: FieldType]] = [:],
    rowTable: String? = nil,
    parameters: Set<String> = [],
    codeLabels: [String: Set<String>] = [:]
  ) {
    self.fields = fields
    self.tables = tables
    self.rowTable = rowTable
    self.parameters = parameters
    self.codeLabels = codeLabels
  }
}

/// A field or column that an expression mentions.
public enum RuleReference: Hashable, Sendable {
  /// A field of the record.
  case field(String)
  /// A column of a table.
  case column(table: String, id: String)
}

extension RuleReference: CustomStringConvertible {
  /// The field's identifier, or `table.column`.
  public var description: String {
    switch self {
    case .field(let id): id
    case .column(let table, let id): "\(table).\(id)"
    }
  }
}

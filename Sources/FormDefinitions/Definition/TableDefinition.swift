/// A table of a form: rows that a village adds, or rows printed in advance.
public struct TableDefinition: Hashable, Sendable {
  /// A row printed in advance: the values of its preset columns, by column.
  public struct PresetRow: Hashable, Sendable {
    /// The values by column identifier.
    public var values: [String: FieldValue]

    /// Creates a row.
    public init(values: [String: FieldValue]) { self.values = values }
  }

  /// The identifier, snake_case.
  public var id: String
  /// The table's heading.
  public var label: String
  /// The tab's name where the table has a worksheet of its own.
  public var name: String
  /// The columns in printed order.
  public var fields: [FieldDefinition]
  /// The columns' header groups in printed order; empty for a header of one level.
  public var groups: [FieldGroup]
  /// The column that identifies a row.
  public var key: String?
  /// The number of rows printed at least.
  public var minimumRows: Int
  /// The rows printed in advance; empty where the village adds its own.
  public var presetRows: [PresetRow]
  /// Columns whose equal neighbours are printed as one merged cell.
  public var mergedColumns: [String]
  /// The one-based line of the definition file.
  public var line: Int

  /// Whether the rows are printed in advance.
  public var isPreset: Bool { !presetRows.isEmpty }

  /// The column of an identifier.
  public func field(_ id: String) -> FieldDefinition? { fields.first { $0.id == id } }
}

/// Fields that stand under a common heading.
public struct FieldGroup: Hashable, Sendable {
  /// The identifier.
  public var id: String
  /// The heading.
  public var label: String
  /// The identifiers of the group's fields, in printed order.
  public var fields: [String]
  /// Where the group's content comes from.
  public var source: String?

  /// Creates a group.
  public init(id: String, label: String, fields: [String], source: String? = nil) {
    self.id = id
    self.label = label
    self.fields = fields
    self.source = source
  }
}

public import Foundation
public import Spreadsheet

/// What was read from a cell, as far as rules are concerned.
public enum FieldState: Hashable, Sendable {
  /// The cell is blank.
  case blank
  /// The cell holds something that is no value of the field; another finding says so.
  case unreadable
  /// The cell holds a value.
  case value(FieldValue)
}

/// The record, parameters and day that an expression is evaluated for.
///
/// A field or column that is not in its dictionary is blank; a table that is not has no rows.
public struct RuleContext: Sendable {
  /// The record's fields by identifier.
  public var fields: [String: FieldState]
  /// The rows of each table that hold anything, by table and column identifier.
  public var tables: [String: [[String: FieldState]]]
  /// The zero-based index of the row that a rule of ``RuleScope/rowTable`` is evaluated for.
  public var row: Int?
  /// The parameters of the year and area; a rule that names one that is missing does not apply.
  public var parameters: [String: Decimal]
  /// The day that `today()` means.
  public var today: CalendarDate

  /// Creates a context.
  public init(
    fields: [String: FieldState] = [:],
    tables: [String: [[String: FieldState]]] = [:],
    row: Int? = nil,
    parameters: [String: Decimal] = [:],
    today: CalendarDate
  ) {
    self.fields = fields
    self.tables = tables
    self.row = row
    self.parameters = parameters
    self.today = today
  }
}

public import Foundation

/// What a reporting period is.
public enum PeriodKind: String, CaseIterable, Hashable, Sendable {
  /// The form belongs to no period.
  case none
  /// A year.
  case year
  /// A month.
  case month
  /// A day.
  case day
}

/// A part of a reporting unit that a field shows.
public enum UnitPart: String, CaseIterable, Hashable, Sendable {
  /// The 12-digit division code.
  case code
  /// The county's name.
  case county
  /// The township's name.
  case township
  /// The village's name, or the unit's own where it is no village.
  case village
}

/// A form: everything that its printed page, workbook, checks and records follow from.
public struct FormDefinition: Hashable, Sendable {
  /// The identifier, kebab-case.
  public var id: String
  /// The title as printed.
  public var title: String
  /// A short name, used for the tab.
  public var name: String
  /// The number of the form (表号).
  public var number: String
  /// The revision; a workbook carries it and returns it.
  public var revision: String
  /// Where the form comes from.
  public var source: String
  /// What one record is, such as 户.
  public var record: String
  /// The field that identifies a record.
  public var key: String?
  /// Who fills the form in.
  public var filledBy: String
  /// How often it is filled in.
  public var frequency: String
  /// What the period of one workbook is.
  public var period: PeriodKind
  /// Other titles that counties print.
  public var aliases: [String]
  /// The paragraphs of 填表说明.
  public var instructions: [String]
  /// The sections of fields in printed order; every field stands in one.
  public var groups: [FieldGroup]
  /// The fields in printed order.
  public var fields: [FieldDefinition]
  /// The fields that the unit fills in, by field identifier.
  public var unitParts: [String: UnitPart]
  /// The tables in printed order.
  public var tables: [TableDefinition]
  /// The rules in the definition's order.
  public var rules: [RuleDefinition]
  /// The layout of one record on a card.
  public var card: CardLayout?
  /// The layout of one record a row.
  public var list: ListLayout?
  /// The code lists that the fields use, by identifier.
  public var codeLists: [String: CodeList]
  /// The parameters that rules may name.
  public var parameters: [String: FormParameter]

  /// The field of an identifier.
  public func field(_ id: String) -> FieldDefinition? { fields.first { $0.id == id } }

  /// The table of an identifier.
  public func table(_ id: String) -> TableDefinition? { tables.first { $0.id == id } }

  /// The code list of a field, if its type has one.
  public func codeList(of field: FieldDefinition) -> CodeList? {
    field.type.codeList.flatMap { codeLists[$0] }
  }

  /// The names that rule expressions of this form may use.
  ///
  /// - Parameter table: the table for each of whose rows the expression runs, if any.
  /// - Returns: the scope.
  public func ruleScope(rowsOf table: String? = nil) -> RuleScope {
    func types(_ fields: [FieldDefinition]) -> [String: FieldType] {
      Dictionary(fields.map { ($0.id, $0.type) }, uniquingKeysWith: { first, _ in first })
    }
    return RuleScope(
      fields: types(fields),
      tables: Dictionary(
        tables.map { ($0.id, types($0.fields)) },
        uniquingKeysWith: { first, _ in first }
      ),
      rowTable: table,
      parameters: Set(parameters.keys),
      codeLabels: codeLists.mapValues { Set($0.codes.map(\.label)) }
    )
  }
}

/// A figure that rules refer to by name and that differs by year and area.
public struct FormParameter: Hashable, Sendable {
  /// A figure for a year and an area.
  public struct Entry: Hashable, Sendable {
    /// The year in which it holds.
    public var year: Int
    /// The leading digits of the division codes where it holds; empty for everywhere.
    public var area: String
    /// The figure.
    public var value: Decimal
    /// Where it comes from.
    public var source: String
  }

  /// The name in expressions.
  public var id: String
  /// What the figure is.
  public var title: String
  /// The figure's unit.
  public var unit: String
  /// The figures.
  public var entries: [Entry]

  /// The figure for a year and a unit: the longest fitting area of that year.
  ///
  /// There is no guessing from other years: without an entry the rules that need it do not apply.
  public func value(year: Int?, divisionCode: String?) -> Decimal? {
    entries
      .filter { $0.year == year && (divisionCode ?? "").hasPrefix($0.area) }
      .max { $0.area.utf8.count < $1.area.utf8.count }?
      .value
  }
}

extension FormDefinition {
  /// The field that names a record to people: the first personal text that every record has.
  ///
  /// A list of problems may name households, but a problem is known by its number.
  public var nameField: String? {
    fields.first { $0.type == .text && $0.isPersonal && $0.requirement == .always }?.id
  }

  /// The fields that tie a row of a table's own sheet to its record: its name and its key.
  public var tieFields: [String] {
    [nameField, key].compactMap { $0 }.reduce(into: []) { ids, id in
      if !ids.contains(id) { ids.append(id) }
    }
  }
}

extension FormDefinition {
  /// Whether a record is known by a citizen's number, in whichever unit.
  package var isOfHouseholds: Bool { key.flatMap { field($0) }?.type == .identityNumber }
}

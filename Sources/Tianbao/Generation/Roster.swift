public import FormDefinitions
public import FormLayout
public import Foundation
import FormIntake
public import Spreadsheet

/// What the office knows of its households before a round: rows from a file in any column order.
///
/// A heading is matched with a field by the field's label, its prefill names and its aliases. A
/// roster with several rows a household, one a person, gives the household's table rows.
public struct Roster: Sendable {
  /// A household, and how the roster names its unit.
  struct Entry {
    var unitCode: String
    var unitName: String
    var record: PrefilledRecord
  }

  let entries: [Entry]
  /// The entries that name their unit's code, and the others by the unit's name, in their order.
  private let entriesByCode: [String: [Int]]
  private let entriesByName: [String: [Int]]
  /// The headings of the roster that mean nothing to the form.
  public let unusedHeadings: [String]
  /// The rows, one-based, that hold a value which the form's field does not take, with the field.
  public let rejected: [(row: Int, field: String)]

  /// Reads a roster for a form.
  ///
  /// - Parameters:
  ///   - url: an .xlsx or .csv file.
  ///   - form: the form to be prefilled.
  ///   - today: the day against which values are read.
  /// - Throws: ``TableError`` when the file cannot be read or has no heading that means something.
  public init(contentsOf url: URL, form: FormDefinition, today: CalendarDate) throws(TableError) {
    let headings = RosterHeadings(form: form)
    let table = try TextTable(contentsOf: url) { !headings.meanings(of: $0).isEmpty }
    // Of two columns that may mean one field, the first one does; the second means what else it
    // may: a roster with a row a person has the head's number and the person's own.
    var taken: Set<RosterMeaning> = []
    let meanings = table.headings.map { heading in
      let meaning = headings.meanings(of: heading).first { !taken.contains($0) }
      if let meaning { taken.insert(meaning) }
      return meaning
    }
    unusedHeadings = zip(table.headings, meanings).filter { $0.1 == nil && !$0.0.isEmpty }.map(\.0)
    var grouping = RosterGrouping(form: form, meanings: meanings, today: today)
    for row in table.rows { grouping.add(row) }
    let entries = grouping.entries
    let (named, coded) = (
      entries.indices.filter { entries[$0].unitCode.isEmpty },
      entries.indices.filter { !entries[$0].unitCode.isEmpty }
    )
    entriesByCode = Dictionary(grouping: coded) { entries[$0].unitCode }
    entriesByName = Dictionary(grouping: named) { entries[$0].unitName }
    self.entries = entries
    rejected = grouping.rejected
  }

  /// The units of households that belong to none of a list, each with how many they are.
  ///
  /// - Parameter units: the list.
  /// - Returns: the code or name of each such unit, empty where the roster names none, in the order
  ///   of the roster.
  public func unitsOutside(_ units: [ReportingUnit]) -> [(unit: String, households: Int)] {
    let codes = Set(units.map(\.code))
    let names = Set(units.map(\.name))
    var order: [String] = []
    var counts: [String: Int] = [:]
    for entry in entries {
      let isListed =
        entry.unitCode.isEmpty ? names.contains(entry.unitName) : codes.contains(entry.unitCode)
      guard !isListed else { continue }
      let unit = entry.unitCode.isEmpty ? entry.unitName : entry.unitCode
      if counts[unit] == nil { order.append(unit) }
      counts[unit, default: 0] += 1
    }
    return order.map { ($0, counts[$0] ?? 0) }
  }

  /// The records of a unit, by its code, else by its name.
  public func records(of unit: ReportingUnit) -> [PrefilledRecord] {
    let own = (entriesByCode[unit.code] ?? []) + (entriesByName[unit.name] ?? [])
    return own.sorted().map { entries[$0].record }
  }

  /// All records.
  public var records: [PrefilledRecord] { entries.map(\.record) }
}

/// What a roster's heading means to a form.
enum RosterMeaning: Hashable {
  case unitCode
  case unitName
  case household
  case field(Int)
  case column(table: Int, column: Int)
}

/// The headings that a form understands.
struct RosterHeadings {
  private var meanings: [String: [RosterMeaning]] = [:]

  init(form: FormDefinition) {
    for (index, field) in form.fields.enumerated() where field.type != .signature {
      for name in field.prefill + [field.label] { add(name, .field(index)) }
    }
    for (index, field) in form.fields.enumerated() where field.type != .signature {
      for name in field.aliases { add(name, .field(index)) }
    }
    for (number, table) in form.tables.enumerated() where !table.isPreset {
      for (index, field) in table.fields.enumerated() {
        for name in field.prefill + [field.label, "\(table.label)\(field.label)"] {
          add(name, .column(table: number, column: index))
        }
      }
    }
    for name in ["区划代码", "村代码", "单位代码", "行政村代码"] { add(name, .unitCode, always: true) }
    for name in ["村", "行政村", "村名", "村（社区）", "单位"] { add(name, .unitName, always: true) }
    for name in ["户编号", "户号", "户ID"] where meanings[LabelText.key(name)] == nil {
      add(name, .household)
    }
  }

  /// What a heading may mean, the likeliest first.
  func meanings(of heading: String) -> [RosterMeaning] { meanings[LabelText.key(heading)] ?? [] }

  private mutating func add(_ name: String, _ meaning: RosterMeaning, always: Bool = false) {
    let key = LabelText.key(name)
    guard meanings[key]?.contains(meaning) != true else { return }
    if always {
      meanings[key, default: []].insert(meaning, at: 0)
    } else {
      meanings[key, default: []].append(meaning)
    }
  }
}

/// Joins the rows of a roster to households.
struct RosterGrouping {
  let form: FormDefinition
  let meanings: [RosterMeaning?]
  private let readers: [FieldReader?]
  private(set) var entries: [Roster.Entry] = []
  private(set) var rejected: [(row: Int, field: String)] = []
  private var indices: [String: Int] = [:]

  init(form: FormDefinition, meanings: [RosterMeaning?], today: CalendarDate) {
    self.form = form
    self.meanings = meanings
    readers = meanings.map { meaning in
      let field: FieldDefinition
      switch meaning {
      case .field(let index): field = form.fields[index]
      case .column(let table, let column): field = form.tables[table].fields[column]
      case .unitCode, .unitName, .household, nil: return nil
      }
      return FieldReader(
        field: field,
        codeList: form.codeList(of: field),
        context: ReadingContext(today: today)
      )
    }
  }

  mutating func add(_ row: TextTable.Row) {
    var entry = Roster.Entry(unitCode: "", unitName: "", record: PrefilledRecord())
    var household = ""
    var tableRows: [Int: [String: FieldValue]] = [:]
    for (index, cell) in row.cells.enumerated() where index < meanings.count {
      guard let cell, let meaning = meanings[index] else { continue }
      switch meaning {
      case .unitCode: entry.unitCode = cell.trimmedText
      case .unitName: entry.unitName = cell.trimmedText
      case .household: household = cell.trimmedText
      case .field(let field):
        if let value = value(cell, index, row: row.number) {
          entry.record.values[form.fields[field].id] = value
        }
      case .column(let table, let column):
        if let value = value(cell, index, row: row.number) {
          tableRows[table, default: [:]][form.tables[table].fields[column].id] = value
        }
      }
    }
    if household.isEmpty {
      household = form.key.flatMap { entry.record.values[$0]?.description } ?? ""
    }
    let key = "\(entry.unitCode)/\(entry.unitName)/\(household)"
    let index: Int
    if !household.isEmpty, let known = indices[key] {
      index = known
      entries[index].record.values.merge(entry.record.values) { first, _ in first }
    } else {
      entries.append(entry)
      index = entries.count - 1
      indices[key] = index
    }
    for (table, values) in tableRows {
      entries[index].record.tables[form.tables[table].id, default: []].append(values)
    }
  }

  /// The value of a cell; what the field does not take is told and left out.
  private mutating func value(_ cell: CellValue, _ index: Int, row: Int) -> FieldValue? {
    guard let reading = readers[index]?.read(cell) else { return nil }
    if reading.value == nil, !reading.isBlank, let field = readers[index]?.field {
      rejected.append((row, field.label))
    }
    return reading.value
  }
}

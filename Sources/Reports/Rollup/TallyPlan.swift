import FormDefinitions
import FormIntake

/// What is counted and added up of a form's records, as its definition says: the same for all units.
struct TallyPlan: Sendable {
  /// What is counted of a field.
  enum Slot: Hashable, Sendable {
    /// How often each code of a list is given, from a count on; behind them what is in no list. The
    /// labels are as JSON spells them.
    case codes(first: Int, labels: [[UInt8]])
    /// How often 是 is given.
    case yes(count: Int)
    /// The sum.
    case number(sum: Int)
  }

  /// A field that is counted.
  struct Entry: Hashable, Sendable {
    let field: FieldDefinition
    /// The identifier's bytes, as the records' JSON has them.
    let name: [UInt8]
    let slot: Slot
    /// The place of the number of records in which the field is given.
    let given: Int
    /// What stands for the field in the roll-up; nothing where it is no number.
    let total: FieldTotal?
  }

  /// A mean: the sums of the products and of the weights, over the records that have both.
  struct Mean: Hashable, Sendable {
    let value: Int
    let weight: Int
    let products: Int
    let weights: Int
  }

  /// The record, or a table of it.
  struct Scope: Hashable, Sendable {
    /// The table; nothing for the record.
    let table: TableDefinition?
    /// The table's identifier.
    let name: [UInt8]
    /// The place of the number of records or rows.
    let rows: Int
    /// The fields in the definition's order.
    var entries: [Entry] = []
    var means: [Mean] = []
  }

  private(set) var scopes: [Scope] = []
  /// How many counts and sums a unit needs.
  private(set) var counts = 0
  private(set) var sums = 0

  init(_ form: FormDefinition) {
    add(nil, form.fields.filter { $0.id != form.key }, form)
    for table in form.tables {
      add(table, table.fields.filter { $0.id != table.key && !$0.isPreset }, form)
    }
  }

  private mutating func add(
    _ table: TableDefinition?,
    _ fields: [FieldDefinition],
    _ form: FormDefinition
  ) {
    var scope = Scope(table: table, name: Array((table?.id ?? "").utf8), rows: take(1))
    // The sums of means' fields and weights, by field.
    var sums: [String: Int] = [:]
    for field in fields {
      let slot: Slot
      switch field.type {
      case .choice, .choices:
        let labels = (form.codeList(of: field)?.codes ?? []).map { code in
          Array(JSONText.string(code.label).line.utf8.dropFirst().dropLast())
        }
        slot = .codes(first: take(labels.count + 1), labels: labels)
      case .yesNo: slot = .yes(count: take(1))
      case .integer, .decimal, .money, .percent:
        let sum = takeSum()
        sums[field.id] = sum
        slot = .number(sum: sum)
      default: continue
      }
      scope.entries.append(
        Entry(
          field: field,
          name: Array(field.id.utf8),
          slot: slot,
          given: take(1),
          total: field.total
        )
      )
    }
    for entry in scope.entries {
      guard case .mean(let other)? = entry.total, let value = sums[entry.field.id],
        let weight = sums[other]
      else { continue }
      scope.means.append(
        Mean(value: value, weight: weight, products: takeSum(), weights: takeSum())
      )
    }
    scopes.append(scope)
  }

  private mutating func take(_ number: Int) -> Int {
    defer { counts += number }
    return counts
  }

  private mutating func takeSum() -> Int {
    defer { sums += 1 }
    return sums
  }
}

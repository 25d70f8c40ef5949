import FormDefinitions

/// What the checks of a form look at, found once for all of its records.
///
/// Records are many: what is large is kept behind a reference, which costs little to pass on.
final class CheckedForm: Sendable {
  /// A field.
  final class Field: Sendable {
    let definition: FieldDefinition
    /// Whether its value shows that somebody began to fill the record in.
    let showsBeginning: Bool

    init(_ definition: FieldDefinition, showsBeginning: Bool) {
      self.definition = definition
      self.showsBeginning = showsBeginning
    }
  }

  /// A rule.
  final class Rule: Sendable {
    let definition: RuleDefinition

    init(_ definition: RuleDefinition) { self.definition = definition }

    /// What a check cell says where the rule is broken.
    func said(_ context: RuleContext) -> String {
      definition.message.text(context) + (definition.stage == .beta ? "（新规则，试行）" : "")
    }
  }

  let form: FormDefinition
  /// The rules that stand in the sheet, by identifier.
  let rules: [String: Rule]
  /// The fields of the record, and those whose values follow from others.
  let recordFields: [Field]
  let computedFields: [Field]
  /// The columns of each table.
  let columns: [String: [Field]]
  /// The fields that a check cell for what is missing or wrong looks at.
  private let fields: [CheckSlot: [Field]]
  private let slots: [CheckFormulas.Subject: [CheckSlot]]
  /// The types of the fields of the record, and of each table's columns.
  private let types: [String?: [String: FieldType]]

  init(_ form: FormDefinition) {
    self.form = form
    rules = Dictionary(
      CheckFormulas.rules(form).map { ($0.id, Rule($0)) },
      uniquingKeysWith: { first, _ in first }
    )
    let beginning = RecordBeginning(form)
    func made(_ fields: [FieldDefinition]) -> [Field] {
      fields.map { Field($0, showsBeginning: beginning.isShown(by: $0)) }
    }
    let recordFields = made(form.fields)
    self.recordFields = recordFields
    computedFields = recordFields.filter { $0.definition.computed != nil }
    let columns = Dictionary(
      form.tables.map { ($0.id, made($0.fields)) },
      uniquingKeysWith: { first, _ in first }
    )
    self.columns = columns
    var fields: [CheckSlot: [Field]] = [:]
    var slots: [CheckFormulas.Subject: [CheckSlot]] = [
      .card: CheckFormulas.slots(form, .card), .record: CheckFormulas.slots(form, .record),
    ]
    var types: [String?: [String: FieldType]] = [:]
    for table in [nil] + form.tables.map(\.id) {
      if let table { slots[.row(table: table)] = CheckFormulas.slots(form, .row(table: table)) }
      let all = table.flatMap { columns[$0] } ?? recordFields
      types[table] = Dictionary(
        all.map { ($0.definition.id, $0.definition.type) },
        uniquingKeysWith: { first, _ in first }
      )
      let typed = all.filter {
        $0.definition.computed == nil && !$0.definition.isPreset
          && $0.definition.type != .signature
      }
      fields[.missing(table: table)] = typed.filter { $0.definition.requirement != .optional }
      for kind in CheckSlot.FaultKind.allCases {
        fields[.faults(kind, table: table)] = typed.filter {
          CheckSlot.FaultKind($0.definition.type) == kind
        }
      }
    }
    self.fields = fields
    self.slots = slots
    self.types = types
  }

  /// The check cells of a subject, in the order in which they stand.
  func slots(_ subject: CheckFormulas.Subject) -> [CheckSlot] { slots[subject] ?? [] }

  /// The fields that a check cell looks at.
  func fields(_ slot: CheckSlot) -> [Field] { fields[slot] ?? [] }

  /// The type of a field of the record, or of a table's column.
  func type(of id: String, table: String?) -> FieldType? { types[table]?[id] }
}

import FormDefinitions

/// What the checks of a form look at, found once for all of its records.
struct CheckedForm {
  let form: FormDefinition
  /// The rules that stand in the sheet, by identifier.
  let rules: [String: RuleDefinition]
  /// Whether the office may know all that must be there before the village fills anything in.
  let isKnownToOffice: Bool
  /// The fields that a check cell for what is missing or wrong looks at.
  private let fields: [CheckSlot: [FieldDefinition]]
  private let slots: [CheckFormulas.Subject: [CheckSlot]]

  init(_ form: FormDefinition) {
    self.form = form
    rules = Dictionary(
      CheckFormulas.rules(form).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    isKnownToOffice = !(form.fields + form.tables.flatMap(\.fields)).contains {
      $0.requirement == .always && !$0.isKnownToOffice(in: form)
    }
    var fields: [CheckSlot: [FieldDefinition]] = [:]
    var slots: [CheckFormulas.Subject: [CheckSlot]] = [
      .card: CheckFormulas.slots(form, .card), .record: CheckFormulas.slots(form, .record),
    ]
    for table in [nil] + form.tables.map(\.id) {
      if let table { slots[.row(table: table)] = CheckFormulas.slots(form, .row(table: table)) }
      let typed = (table.flatMap { form.table($0)?.fields } ?? form.fields).filter {
        $0.computed == nil && !$0.isPreset && $0.type != .signature
      }
      fields[.missing(table: table)] = typed.filter { $0.requirement != .optional }
      for kind in CheckSlot.FaultKind.allCases {
        fields[.faults(kind, table: table)] = typed.filter {
          CheckSlot.FaultKind($0.type) == kind
        }
      }
    }
    self.fields = fields
    self.slots = slots
  }

  /// The check cells of a subject, in the order in which they stand.
  func slots(_ subject: CheckFormulas.Subject) -> [CheckSlot] { slots[subject] ?? [] }

  /// The fields that a check cell looks at.
  func fields(_ slot: CheckSlot) -> [FieldDefinition] { fields[slot] ?? [] }
}

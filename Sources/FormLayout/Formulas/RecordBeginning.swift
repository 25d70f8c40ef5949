import FormDefinitions

/// Which fields show that somebody began to fill a record in: what the office knew does not count.
///
/// Where the office may know all that must be there, anything does but the names of the unit.
struct RecordBeginning {
  private let form: FormDefinition
  private let isKnownToOffice: Bool

  init(_ form: FormDefinition) {
    self.form = form
    isKnownToOffice = !(form.fields + form.tables.flatMap(\.fields)).contains {
      $0.requirement == .always && !Self.isOffice($0, form)
    }
  }

  /// Whether a value of a field shows it.
  func isShown(by field: FieldDefinition) -> Bool {
    guard isKnownToOffice else { return !Self.isOffice(field, form) }
    return form.unitParts[field.id] == nil && field.computed == nil && !field.isPreset
      && field.type != .signature
  }

  /// Whether the office may know a field before the village fills anything in.
  private static func isOffice(_ field: FieldDefinition, _ form: FormDefinition) -> Bool {
    !field.prefill.isEmpty || form.unitParts[field.id] != nil || field.computed != nil
      || field.isPreset || field.type == .signature
  }
}

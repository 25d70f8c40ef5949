import FormDefinitions

/// Hides what a public notice (公示) must not show: whatever the form calls personal, and anything
/// about health.
struct Masking {
  /// The fields that are hidden in another way: the household or person is known by its name.
  private let nameFields: Set<String>

  init(_ form: FormDefinition) {
    nameFields = Set([form.nameField].compactMap(\.self))
  }

  /// The text that stands for a value.
  ///
  /// - Parameters:
  ///   - text: the value as text.
  ///   - field: the field.
  ///   - inTable: whether the field is a column of a table, where `name` names a person.
  /// - Returns: the text itself where nothing is to be hidden.
  func text(_ text: String, of field: FieldDefinition, inTable: Bool) -> String {
    guard !text.isEmpty else { return "" }
    switch field.type {
    case .identityNumber: return Self.middleHidden(text, keeping: 6, and: 4)
    case .mobileNumber: return Self.middleHidden(text, keeping: 3, and: 4)
    case .choice("health"), .choices("health"): return "*"
    default: break
    }
    guard field.isPersonal || (inTable && field.id == "name") else { return text }
    // The surname stays: the neighbours are to recognise whom the notice means.
    let isName = nameFields.contains(field.id) || (inTable && field.id == "name")
    return isName ? Self.middleHidden(text, keeping: 1, and: 0) : "*"
  }

  /// The text with all but its first and last characters hidden; of a short one no more than a third
  /// is shown.
  private static func middleHidden(_ text: String, keeping first: Int, and last: Int) -> String {
    guard text.count > first + last, text.count > 1 else { return "*" }
    return text.prefix(first) + String(repeating: "*", count: text.count - first - last)
      + text.suffix(last)
  }
}

internal import Spreadsheet

extension SheetLayout {
  /// Whether the library cannot write the worksheet's validations: it knows one range a validation,
  /// and counts in eight bits.
  var needsOwnValidations: Bool {
    validations.count > 255 || validations.contains { $0.ranges.count > 1 }
  }

  /// The validations as an element of the worksheet's part; empty where none says anything.
  ///
  /// Source: ECMA-376 part 1, §18.3.1.33.
  var validationBlock: String {
    let elements = validations.compactMap(\.element)
    guard !elements.isEmpty else { return "" }
    return "<dataValidations count=\"\(elements.count)\">\(elements.joined())</dataValidations>"
  }

  /// What may stand behind the validations in a part that the library wrote, in its order; margins
  /// always do.
  ///
  /// Source: ECMA-376 part 1, §18.3.1.99.
  static let elementsAfterValidations = ["<hyperlinks>", "<printOptions", "<pageMargins"]
}

public import FormDefinitions
import FormIntake
import Foundation
import Spreadsheet

extension StoredValue {
  /// The value as that of a field; nothing where there is none, or where a newer definition has
  /// another type.
  public func value(of type: FieldType) -> FieldValue? {
    switch (type, self) {
    case (.choices, .list(let labels)): .choices(labels.map(\.text))
    case (.choice, .text(let label)): .choice(label)
    case (.date, .text(let text)): CalendarDate(iso: text).map { .date($0) }
    case (.month, .text(let text)): CalendarMonth(iso: text).map { .month($0) }
    case (.yesNo, .boolean(let value)): .boolean(value)
    case (_, .number(let number)): type.isNumeric ? .number(number) : nil
    case (.text, .text(let text)), (.identityNumber, .text(let text)),
      (.mobileNumber, .text(let text)), (.divisionCode, .text(let text)),
      (.creditCode, .text(let text)):
      .text(text)
    default: nil
    }
  }

  /// The value as a table of a program has it: money with its fen.
  public func text(of type: FieldType) -> String {
    if case .number(let number) = self, type == .money { return number.withFen }
    return text
  }
}

import FormDefinitions
import Foundation
import Ledger

/// Hides what a public notice (公示) must not show.
///
/// A notice shows what is known to be harmless and nothing else: dates, numbers, 是 or 否 and codes
/// of fields that are not personal, texts that the definition declares `public`, the surname of the
/// person meant, and the area of an identity number. Whatever else there is, telephone numbers and
/// free text above all, is replaced as a whole.
struct Masking {
  /// What stands for a hidden value.
  ///
  /// It stands where there is no value, too: that a household has an entry under 残疾补贴 tells as
  /// much as the entry.
  static let mark = "＊＊＊"

  private let form: FormDefinition
  /// The field that names the record to the neighbours.
  private let nameField: String?

  init(_ form: FormDefinition) {
    self.form = form
    nameField = form.nameField
  }

  /// What a notice shows of a value.
  enum Shown: Hashable {
    /// The value as it is.
    case asItIs
    /// Another text; empty where there is none.
    case text(String)
  }

  /// What a notice shows of a value.
  ///
  /// - Parameters:
  ///   - value: the value, if there is one.
  ///   - field: the field.
  ///   - inTable: whether the field is a column of a table, where `name` names a person.
  /// - Returns: what a notice has in its place.
  func shown(_ value: StoredValue?, of field: FieldDefinition, inTable: Bool) -> Shown {
    let value = value == .null ? nil : value
    switch field.type {
    case .identityNumber: return .text(value.map { Self.area(of: $0.text) } ?? "")
    // In a village, a surname and the last four digits are a person whom one can ring up.
    case .mobileNumber: return .text(value.map { $0.text.isEmpty ? "" : Self.mark } ?? "")
    default: break
    }
    if isName(field, inTable: inTable) {
      return .text(value.map { Self.surname(of: $0.text) } ?? "")
    }
    guard !hides(field) else { return .text(Self.mark) }
    guard let value else { return .text("") }
    return isHarmless(value, of: field) ? .asItIs : .text(field.type.isText ? Self.mark : "")
  }

  /// Whether what a notice shows of a field is text, whatever the type of its values.
  func isText(_ field: FieldDefinition) -> Bool { field.type.isText || hides(field) }

  /// Whether nothing of a field's values is shown.
  private func hides(_ field: FieldDefinition) -> Bool {
    if field.isPersonal || form.codeList(of: field)?.isPersonal == true { return true }
    return field.type == .text && !field.isPublic && form.unitParts[field.id] == nil
  }

  private func isName(_ field: FieldDefinition, inTable: Bool) -> Bool {
    guard field.type == .text, !field.isPublic else { return false }
    return inTable ? field.id == "name" : field.id == nameField
  }

  /// Whether a value is what its field's type promises: the ledger keeps what older definitions took.
  private func isHarmless(_ value: StoredValue, of field: FieldDefinition) -> Bool {
    switch (field.type, value.value(of: field.type)) {
    case (.choice, .choice(let label)?): isCode(label, of: field)
    case (.choices, .choices(let labels)?): labels.allSatisfy { isCode($0, of: field) }
    case (.divisionCode, .text(let code)?): code.utf8.count == 12 && Self.isDigits(code)
    case (.creditCode, .text(let code)?):
      (try? CreditCode(code)) != nil && (try? IdentityNumber(code)) == nil
    case (.text, .text(let text)?): !Self.holdsNumber(text)
    // Telephones, cards and persons have numbers of eleven digits and more.
    case (_, .number(let number)?): abs(number) < 10_000_000_000
    case (_, .date?), (_, .month?), (_, .boolean?): true
    default: false
    }
  }

  private func isCode(_ label: String, of field: FieldDefinition) -> Bool {
    form.codeList(of: field)?.codes.contains { $0.label == label } == true
  }

  // MARK: Parts of a value

  /// The first six digits.
  ///
  /// With more of them and a date of birth the rest could be worked out, and
  /// the number of characters would tell a disability certificate.
  private static func area(of number: String) -> String {
    let area = String(number.prefix(6))
    guard number.count >= 15, isDigits(area) else { return number.isEmpty ? "" : mark }
    return area + String(repeating: "*", count: 12)
  }

  /// The surname stays: the neighbours are to recognise whom the notice means.
  private static func surname(of name: String) -> String {
    guard let first = name.first else { return "" }
    guard name.count > 1, first.isLetter else { return mark }
    // A long entry is a name and more.
    return "\(first)" + String(repeating: "*", count: min(name.count - 1, 3))
  }

  private static func isDigits(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Whether a text holds eleven digits in a row, with or without spaces and hyphens between them.
  private static func holdsNumber(_ text: String) -> Bool {
    var digits = 0
    for character in text {
      if character.isWholeNumber {
        digits += 1
        if digits >= 11 { return true }
      } else if !character.isWhitespace, !"-－—–_.·()（）".contains(character) {
        digits = 0
      }
    }
    return false
  }
}

extension FieldType {
  /// Whether other programs are told that the values are texts.
  fileprivate var isText: Bool {
    switch self {
    case .text, .choice, .choices, .identityNumber, .mobileNumber, .divisionCode, .creditCode,
      .signature:
      true
    case .integer, .decimal, .money, .percent, .date, .month, .year, .yesNo: false
    }
  }
}

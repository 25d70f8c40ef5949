/// A mobile telephone number of the mainland: 11 digits, the first 1, the second 3 to 9.
///
/// Numbering plan of the Ministry of Industry and Information Technology (电信网编号计划); FORMS.md
/// §3.5 tags the rule as general knowledge.
public struct MobileNumber: Hashable, Sendable {
  /// Why a text is no mobile number.
  public enum Fault: Error, Hashable, Sendable {
    /// It holds a character that is no digit.
    case character
    /// It has another number of digits than 11.
    case length(Int)
    /// It does not begin with 13 to 19.
    case prefix
  }

  /// The 11 digits.
  public let text: String

  /// Parses 11 ASCII digits without white space, hyphens or country code.
  ///
  /// - Throws: the first fault, in the order of ``Fault``'s cases.
  public init(_ text: some StringProtocol) throws(Fault) {
    let digits = Array(text.utf8)
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .character }
    guard digits.count == 11 else { throw .length(digits.count) }
    guard digits[0] == 0x31, digits[1] >= 0x33 else { throw .prefix }
    self.text = String(text)
  }
}

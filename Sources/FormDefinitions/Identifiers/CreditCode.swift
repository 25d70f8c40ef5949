/// A unified social credit code (GB 32100-2015).
///
/// Registering department, kind of organisation, division (6 digits), the organisation's own
/// identifier (9), check character. The alphabet has neither I, O, S, V nor Z.
public struct CreditCode: Hashable, Sendable {
  /// Why a text is no credit code.
  public enum Fault: Error, Hashable, Sendable {
    /// It has another number of characters than 18.
    case length(Int)
    /// A character is not in the alphabet; one-based position.
    case character(Character, position: Int)
    /// Characters 3 to 8 are no division of a known province.
    case division(String)
    /// The check character is not the one that the first 17 give.
    case checksum(expected: Character)
  }

  /// The 18 characters, upper case.
  public let text: String

  /// Parses 18 characters without white space; lower case is accepted.
  ///
  /// - Throws: the first fault, in the order of ``Fault``'s cases.
  public init(_ text: some StringProtocol) throws(Fault) {
    guard text.unicodeScalars.count == 18 else { throw .length(text.count) }
    var values: [Int] = []
    values.reserveCapacity(18)
    for (index, scalar) in text.unicodeScalars.enumerated() {
      guard let value = Self.value(of: scalar) else {
        throw .character(Character(scalar), position: index + 1)
      }
      values.append(value)
    }
    guard values[2..<8].allSatisfy({ $0 < 10 }), Self.isDivision(values[2] * 10 + values[3])
    else { throw .division(String(text.dropFirst(2).prefix(6)).uppercased()) }
    let expected = Self.alphabet[Self.checkValue(of: values[..<17])]
    guard Self.alphabet[values[17]] == expected else { throw .checksum(expected: expected) }
    self.text = text.uppercased()
  }

  /// The check character that belongs to 17 characters; `nil` when they are not of the alphabet.
  public static func checkCharacter(of text: some StringProtocol) -> Character? {
    let values = text.unicodeScalars.compactMap(value)
    guard values.count == 17, text.unicodeScalars.count == 17 else { return nil }
    return alphabet[checkValue(of: values[...])]
  }

  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")

  /// The place of a character in the alphabet; lower case counts as upper case.
  private static func value(of scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "0"..."9": return Int(scalar.value) - 0x30
    case "a"..."z", "A"..."Z":
      let letter = scalar.value & 0x5F
      let missing: [UInt32] = [0x49, 0x4F, 0x53, 0x56, 0x5A]  // I, O, S, V, Z
      guard !missing.contains(letter) else { return nil }
      return Int(letter) - 0x41 + 10 - missing.count { $0 < letter }
    default: return nil
    }
  }

  /// 10 stands for the national registers, whose codes name no province.
  private static func isDivision(_ province: Int) -> Bool {
    province == 10 || ProvinceCode.all.contains(province)
  }

  /// GB 32100-2015: weights are the powers of 3 modulo 31; the check value completes the sum to 31.
  private static func checkValue(of values: ArraySlice<Int>) -> Int {
    var weight = 1
    var sum = 0
    for value in values {
      sum += value * weight
      weight = weight * 3 % 31
    }
    return (31 - sum % 31) % 31
  }
}

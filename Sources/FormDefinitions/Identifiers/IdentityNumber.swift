public import Spreadsheet

/// A citizen identity number (GB 11643-1999), alone or inside a disability certificate's number.
///
/// A disability certificate has 20 characters: the identity number, a digit for the kind of
/// disability and one for its grade; a re-issued one has 22.
public struct IdentityNumber: Hashable, Sendable {
  /// Why a text is no identity number.
  public enum Fault: Error, Hashable, Sendable {
    /// It has another number of characters than 18, 20 or 22.
    case length(Int)
    /// It holds a character that is neither a digit nor the final `X`.
    case character
    /// Its first two digits name no province.
    case province(String)
    /// Digits 7 to 14 are no day of the calendar.
    case birthDate(String)
    /// The check character is not the one that the first 17 digits give.
    case checksum(expected: Character)
    /// The kind (1–7) or grade (1–4) of disability is out of range.
    case disability
  }

  /// Male or female.
  public enum Sex: String, Hashable, Sendable {
    /// Digit 17 is odd.
    case male = "男"
    /// Digit 17 is even.
    case female = "女"
  }

  /// The kind and grade on a disability certificate.
  public struct Disability: Hashable, Sendable {
    /// The kind, 1 (sight) to 7 (multiple).
    public let kind: Int
    /// The grade, 1 (heaviest) to 4.
    public let grade: Int
  }

  /// The number as written, upper case.
  public let text: String
  /// The day of birth.
  public let birthDate: CalendarDate
  /// The sex.
  public let sex: Sex
  /// The disability, if the number is a certificate's.
  public let disability: Disability?

  /// The first 18 characters, which name the person.
  public var citizen: String { String(text.prefix(18)) }

  /// Parses a number of 18, 20 or 22 characters without any white space.
  ///
  /// - Throws: the first fault, in the order of ``Fault``'s cases.
  public init(_ text: some StringProtocol) throws(Fault) {
    var characters = Array(text.utf8)
    guard [18, 20, 22].contains(characters.count) else { throw .length(text.count) }
    for index in 17..<characters.count where (0x61...0x7A).contains(characters[index]) {
      characters[index] -= 0x20
    }
    let digits = try Self.digits(of: characters)
    guard characters.dropFirst(18).allSatisfy(Self.isLetterOrDigit) else { throw .character }
    let normalised = String(decoding: characters, as: UTF8.self)
    let province = digits[0] * 10 + digits[1]
    guard ProvinceCode.all.contains(province) else { throw .province(String(normalised.prefix(2))) }
    let year = digits[6] * 1000 + digits[7] * 100 + digits[8] * 10 + digits[9]
    let birthDate = CalendarDate(
      year: year,
      month: digits[10] * 10 + digits[11],
      day: digits[12] * 10 + digits[13]
    )
    guard let birthDate, year >= 1850 else {
      throw .birthDate(String(normalised.dropFirst(6).prefix(8)))
    }
    let expected = Self.checkDigit(of: digits[..<17])
    guard digits[17] == expected else { throw .checksum(expected: Self.checkCharacter(expected)) }
    self.text = normalised
    self.birthDate = birthDate
    sex = digits[16] % 2 == 1 ? .male : .female
    if characters.count > 18 {
      let kind = Int(characters[18]) - 48
      let grade = Int(characters[19]) - 48
      guard (1...7).contains(kind), (1...4).contains(grade) else { throw .disability }
      disability = Disability(kind: kind, grade: grade)
    } else {
      disability = nil
    }
  }

  /// The check character that belongs to 17 digits; `nil` when they are not 17 digits.
  public static func checkCharacter(of text: some StringProtocol) -> Character? {
    let digits = text.utf8.map { Int($0) - 48 }
    guard digits.count == 17, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    return checkCharacter(checkDigit(of: digits[...]))
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
  }

  private static func checkCharacter(_ digit: Int) -> Character {
    digit == 10 ? "X" : Character(String(digit))
  }

  /// The values of the first 18 characters; a final X is 10.
  private static func digits(of characters: [UInt8]) throws(Fault) -> [Int] {
    var digits: [Int] = []
    digits.reserveCapacity(18)
    for index in 0..<18 {
      switch characters[index] {
      case let byte where (0x30...0x39).contains(byte): digits.append(Int(byte - 0x30))
      case UInt8(ascii: "X") where index == 17: digits.append(10)
      default: throw .character
      }
    }
    return digits
  }

  private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

  /// GB 11643-1999: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, sum modulo 11.
  private static func checkDigit(of digits: ArraySlice<Int>) -> Int {
    var sum = 0
    for (index, digit) in digits.enumerated() { sum += digit * weights[index] }
    return (12 - sum % 11) % 11
  }
}

/// A statistical division code of 12 digits (统计用区划代码).
///
/// Six digits for the county (GB/T 2260), three for the township (001–099 street office, 100–199
/// town, 200–399 township, 400–599 others), three for the village (001–199 residents' committee,
/// 200–399 village committee, 400–599 areas treated like these). Zeros stand for the levels below
/// the one that is named. National Bureau of Statistics, 统计用区划代码编制规则.
public struct DivisionCode: Hashable, Sendable {
  /// Why a text is no division code.
  public enum Fault: Error, Hashable, Sendable {
    /// It holds a character that is no digit.
    case character
    /// It has another number of digits than 12.
    case length(Int)
    /// Its first two digits name no province.
    case province(String)
    /// Digits 7 to 9 name no township.
    case township(String)
    /// Digits 10 to 12 name no village, or name one without a township.
    case village(String)
  }

  /// The level of administration that a code names.
  public enum Level: Int, Comparable, Hashable, Sendable {
    /// 省.
    case province
    /// 市.
    case prefecture
    /// 县.
    case county
    /// 乡镇, 街道.
    case township
    /// 村, 社区.
    case village

    /// Orders levels from the largest area to the smallest.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// The 12 digits.
  public let text: String
  /// The level that the code names.
  public let level: Level

  /// The county's six digits.
  public var county: String { String(text.prefix(6)) }
  /// The township's nine digits; for a county or above they end in 000.
  public var township: String { String(text.prefix(9)) }

  /// Whether this area lies inside another, or is it.
  public func isWithin(_ other: DivisionCode) -> Bool {
    let lengths = [2, 4, 6, 9, 12]
    return text.hasPrefix(other.text.prefix(lengths[other.level.rawValue]))
  }

  /// Parses 12 ASCII digits.
  ///
  /// - Throws: the first fault, in the order of ``Fault``'s cases.
  public init(_ text: some StringProtocol) throws(Fault) {
    let digits = text.utf8.map { Int($0) - 0x30 }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { throw .character }
    guard digits.count == 12 else { throw .length(digits.count) }
    guard ProvinceCode.all.contains(digits[0] * 10 + digits[1]) else {
      throw .province(String(text.prefix(2)))
    }
    let number = { (range: Range<Int>) in digits[range].reduce(0) { $0 * 10 + $1 } }
    let township = number(6..<9)
    let village = number(9..<12)
    guard township < 600, township > 0 || village == 0 else {
      throw .township(String(text.dropFirst(6).prefix(3)))
    }
    guard village < 600 else { throw .village(String(text.suffix(3))) }
    if number(2..<6) == 0, township > 0 { throw .township(String(text.dropFirst(6).prefix(3))) }
    self.text = String(text)
    if village > 0 {
      level = .village
    } else if township > 0 {
      level = .township
    } else if number(4..<6) > 0 {
      level = .county
    } else if number(2..<4) > 0 {
      level = .prefecture
    } else {
      level = .province
    }
  }
}

import Foundation

/// Numbers written in Chinese characters, plain or in the forms used on cheques.
enum ChineseNumeral {
  /// What a run of Chinese numerals means.
  enum Meaning: Hashable {
    /// A number: 三十二, 一万二, 三点五.
    case number(Decimal)
    /// Two figures for "about": 三四百, 七八.
    case interval
  }

  /// The value of a figure; 两 is 2.
  static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "〇", "零", "○", "Ｏ": 0
    case "一", "壹", "弌": 1
    case "二", "两", "贰", "貳": 2
    case "三", "叁", "參": 3
    case "四", "肆": 4
    case "五", "伍": 5
    case "六", "陆", "陸": 6
    case "七", "柒": 7
    case "八", "捌": 8
    case "九", "玖": 9
    default: nil
    }
  }

  /// The value of a place: 十 to 千, 万, 亿.
  static func place(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "十", "拾": 10
    case "百", "佰": 100
    case "千", "仟": 1000
    case "万", "萬": 10_000
    case "亿", "億": 100_000_000
    default: nil
    }
  }

  /// Whether a character is part of such a number.
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    digit(scalar) != nil || place(scalar) != nil || "廿卅点".unicodeScalars.contains(scalar)
  }

  /// Parses a run of numerals; `nil` if they make no number.
  static func meaning(of run: some Collection<Unicode.Scalar>) -> Meaning? {
    guard run.count <= 24 else { return nil }
    var scalars: [Unicode.Scalar] = []
    for scalar in run {
      switch scalar {
      case "廿": scalars += ["二", "十"]
      case "卅": scalars += ["三", "十"]
      default: scalars.append(scalar)
      }
    }
    let parts = scalars.split(separator: "点", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return whole(parts[0])
    case 2:
      let figures = parts[1].compactMap(digit)
      guard !figures.isEmpty, figures.count == parts[1].count, figures.count < 10,
        case .number(let number)? = whole(parts[0])
      else { return nil }
      let fraction = figures.reduce(0) { $0 * 10 + $1 }
      return .number(
        number + Decimal(sign: .plus, exponent: -figures.count, significand: Decimal(fraction))
      )
    default: return nil
    }
  }

  private static func whole(_ run: ArraySlice<Unicode.Scalar>) -> Meaning? {
    let figures = run.compactMap(digit)
    if figures.count == run.count { return positional(figures) }
    var total = 0  // closed by 亿
    var section = 0  // below 万 or 亿
    var figure: Int?
    var lastPlace = 0
    var zero = false
    for scalar in run {
      if let digit = digit(scalar) {
        if digit == 0 {
          guard figure == nil else { return nil }
          zero = true
          continue
        }
        guard figure == nil else { return .interval }
        figure = digit
      } else if let place = place(scalar) {
        zero = false
        if place >= 10_000 {
          section += figure ?? 0
          guard section > 0 || total > 0, total + section < 1_000_000_000 else { return nil }
          total = place == 10_000 ? total + section * place : (total + section) * place
          section = 0
        } else {
          guard figure != nil || place == 10 else { return nil }
          section += (figure ?? 1) * place
        }
        figure = nil
        lastPlace = place
      }
    }
    // In 三百五 and 一万二 the last figure counts the next lower place.
    let last = (figure ?? 0) * (!zero && lastPlace >= 100 ? lastPlace / 10 : 1)
    return .number(Decimal(total + section + last))
  }

  private static func positional(_ figures: [Int]) -> Meaning? {
    guard !figures.isEmpty, figures.count <= 15 else { return nil }
    if figures.count == 2, figures[0] > 0, figures[1] > 0 { return .interval }
    return .number(Decimal(figures.reduce(0) { $0 * 10 + $1 }))
  }
}

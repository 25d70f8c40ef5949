import Foundation

/// The unit in which a field counts, with the words that people write for it.
struct NumberUnit: Hashable, Sendable {
  /// The words for the unit; empty for a field without one.
  let words: [String]
  /// How many of the unit's words the field's unit is: 10 000 for 万元.
  let factor: Int

  /// Creates the unit of a field, such as 元, 万元, 人 or 元/年; `nil` for none.
  init(_ unit: String?) {
    var name = unit ?? ""
    if let slash = name.firstIndex(of: "/") { name = String(name[..<slash]) }
    if name.count > 1, name.hasPrefix("万") {
      name.removeFirst()
      factor = 10_000
    } else {
      factor = 1
    }
    let family = Self.families.first { $0.contains(name) }
    words = name.isEmpty ? [] : family ?? [name, "个"]
  }

  var isMoney: Bool { words.contains("元") }
  var isMonths: Bool { words.contains("个月") }

  /// Whether a word means this unit.
  func contains(_ word: String) -> Bool { words.contains(word) }

  private static let families: [[String]] = [
    ["元", "块", "块钱", "圆", "元整", "圆整", "元钱", "元人民币", "元正", "RMB", "人民币"],
    ["人", "口", "口人", "名", "个", "个人", "位", "人口"],
    ["月", "个月"],
    ["户", "户人家", "家"],
    ["岁", "周岁"],
    ["平方米", "㎡", "平米", "平方", "m2", "m²", "M2"],
    ["次", "回"],
    ["天", "日"],
    ["年", "年整"],
    ["%", "个百分点"],
    ["斤", "市斤"],
    ["公斤", "千克", "kg", "KG"],
    ["公里", "km", "千米"],
    ["间", "个"],
    ["项", "个", "条"],
    ["件", "个"],
  ]
}

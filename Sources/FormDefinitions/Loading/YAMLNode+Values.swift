import Findings
import Foundation

extension YAMLNode {
  /// The whole number of a key; a fault and `nil` for anything else that stands there.
  func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let node = self[key] else { return nil }
    if let number = node.text.flatMap({ Int($0) }), range.contains(number) { return number }
    node.fault(
      "definition.type",
      LocalizedText(
        "\(key) 应为 \(range.lowerBound) 至 \(range.upperBound) 的整数",
        en: "\(key) is a whole number from \(range.lowerBound) to \(range.upperBound)"
      ),
      LocalizedText("写成 \(key): \(range.lowerBound)", en: "Write \(key): \(range.lowerBound)")
    )
    return nil
  }

  /// The number of a key, above zero; a fault and `nil` for anything else that stands there.
  func size(_ key: String, upTo limit: Double) -> Double? {
    guard let node = self[key] else { return nil }
    if let number = node.text.flatMap({ Double($0) }), number > 0, number <= limit { return number }
    node.fault(
      "definition.type",
      LocalizedText(
        "\(key) 应为大于 0、不超过 \(Int(limit)) 的数",
        en: "\(key) is a number above 0, at most \(Int(limit))"
      ),
      LocalizedText("写成 \(key): 20", en: "Write \(key): 20")
    )
    return nil
  }

  /// Whether a key says true; a fault and `false` for anything but true and false.
  func flag(_ key: String) -> Bool {
    guard let node = self[key] else { return false }
    if let boolean = node.boolean { return boolean }
    node.fault(
      "definition.type",
      LocalizedText("\(key) 应为 true 或 false", en: "\(key) is true or false"),
      LocalizedText("写成 \(key): true，或删去这一项", en: "Write \(key): true, or remove it")
    )
    return false
  }

  /// The exact number that a text is, all of it; `nil` for anything else.
  static func decimal(_ text: String) -> Decimal? {
    var digits = text[...]
    if digits.first == "-" { digits = digits.dropFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ part in
        !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      })
    else { return nil }
    return Decimal(string: text)
  }
}

import FormProof

extension SeededGenerator {
  /// An element; the list must have one.
  mutating func one<Element>(of list: [Element]) -> Element { list[int(0...list.count - 1)] }

  /// Positive numbers that add up to a total, at least one each.
  mutating func parts(of total: Int, count: Int) -> [Int] {
    var parts = [Int](repeating: 1, count: count)
    for _ in 0..<(total - count) { parts[int(0...count - 1)] += 1 }
    return parts
  }
}

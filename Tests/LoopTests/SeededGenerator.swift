/// A generator with a seed, so that a failure can be repeated (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x2545_F491_4F6C_DD1D }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number of the range, ends included.
  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// True once in so many times.
  mutating func once(in times: Int) -> Bool { int(1...times) == 1 }

  /// An element; the list must have one.
  mutating func one<Element>(of list: [Element]) -> Element { list[int(0...list.count - 1)] }

  /// Positive numbers that add up to a total, at least one each.
  mutating func parts(of total: Int, count: Int) -> [Int] {
    var parts = [Int](repeating: 1, count: count)
    for _ in 0..<(total - count) { parts[int(0...count - 1)] += 1 }
    return parts
  }
}

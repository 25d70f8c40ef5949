import FormDefinitions

/// Finds the allowed value that is nearest to what somebody wrote.
///
/// Nearness is the mean of two shares: of characters in common, and of places that need no edit.
/// Texts without a common character are never near.
public struct NearestText: Hashable, Sendable {
  private struct Candidate: Hashable, Sendable {
    var key: String
    var value: String
  }

  private let candidates: [Candidate]

  /// Creates a finder among values.
  public init(_ values: [String]) {
    self.init(values.map { (spelling: $0, value: $0) })
  }

  /// Creates a finder among spellings, several of which may stand for one value.
  public init(_ spellings: [(spelling: String, value: String)]) {
    candidates = spellings.map {
      Candidate(key: LabelText.key($0.spelling), value: $0.value)
    }
  }

  /// The nearest value, the first of equals; `nil` if none is near.
  public func nearest(to text: String) -> String? {
    let key = Array(LabelText.key(text).unicodeScalars)
    guard !key.isEmpty, key.count <= 60 else { return nil }
    var best: (value: String, nearness: Double)?
    for candidate in candidates {
      let nearness = Self.nearness(key, Array(candidate.key.unicodeScalars))
      if nearness > best?.nearness ?? 0.25 { best = (candidate.value, nearness) }
    }
    return best?.value
  }

  private static func nearness(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Double {
    guard !right.isEmpty else { return 0 }
    var unmatched = right
    var shared = 0
    for scalar in left {
      guard let index = unmatched.firstIndex(of: scalar) else { continue }
      unmatched.remove(at: index)
      shared += 1
    }
    guard shared > 0 else { return 0 }
    let length = Double(max(left.count, right.count))
    let common = 2 * Double(shared) / Double(left.count + right.count)
    return (common + 1 - Double(distance(left, right)) / length) / 2
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours between two texts.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (row, leftScalar) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, rightScalar) in right.enumerated() {
        let replaced = last[column] + (leftScalar == rightScalar ? 0 : 1)
        var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, leftScalar == right[column - 1], left[row - 1] == rightScalar {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}

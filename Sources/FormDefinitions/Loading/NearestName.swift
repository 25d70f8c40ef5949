/// Finds the known name that a misspelt one probably means.
enum NearestName {
  /// The nearest known name within a third of the name's length, or `nil`.
  static func find(_ name: String, in known: some Sequence<String>) -> String? {
    let limit = max(1, name.count / 3)
    return known.map { ($0, distance(Array(name), Array($0))) }
      .filter { $0.1 <= limit }
      .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  /// The number of insertions, deletions and replacements that turn one name into the other.
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let replaced = diagonal + (character == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}

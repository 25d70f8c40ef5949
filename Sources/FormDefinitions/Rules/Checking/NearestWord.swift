import Findings

/// Finds the word that was probably meant among those that are allowed.
enum NearestWord {
  /// The allowed word with the fewest edits to a word, the first in order among equals; `nil` when
  /// none is near.
  static func to(_ word: String, among allowed: some Sequence<String>) -> String? {
    let characters = Array(word)
    let limit = min(max(1, characters.count / 3), characters.count - 1)
    var best: (distance: Int, word: String)?
    for candidate in allowed.sorted() {
      let other = Array(candidate)
      var distance = edits(from: characters, to: other)
      // 因产业失败 is 因产业(项目)失败 with something left out.
      if distance > limit, characters.count >= 3, isSubsequence(characters, of: other) {
        distance = limit
      }
      if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.word
  }

  /// The question whether the allowed word nearest to a word was meant; `nil` when none is near.
  static func hint(_ word: String, among allowed: some Sequence<String>) -> LocalizedText? {
    to(word, among: allowed).map {
      LocalizedText("是否应为 \($0)？", en: "Did you mean \($0)?")
    }
  }

  /// Insertions, deletions, replacements and exchanges of neighbours between two words.
  private static func edits(from word: [Character], to other: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...other.count)
    for (row, character) in word.enumerated() {
      var current = [row + 1]
      for (column, otherCharacter) in other.enumerated() {
        var least = previous[column] + (character == otherCharacter ? 0 : 1)
        least = min(least, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, character == other[column - 1], word[row - 1] == otherCharacter {
          least = min(least, beforePrevious[column - 1] + 1)
        }
        current.append(least)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous.last ?? 0
  }

  private static func isSubsequence(_ word: [Character], of other: [Character]) -> Bool {
    var rest = word[...]
    for character in other where character == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }
}

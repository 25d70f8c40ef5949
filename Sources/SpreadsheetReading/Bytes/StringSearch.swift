extension String {
  /// The index after the first occurrence of a text, or `nil`.
  func end(of part: String) -> Index? {
    let haystack = Array(utf8)
    let needle = Array(part.utf8)
    guard !needle.isEmpty, haystack.count >= needle.count else { return nil }
    for start in 0...(haystack.count - needle.count)
    where haystack[start..<start + needle.count].elementsEqual(needle) {
      return utf8.index(utf8.startIndex, offsetBy: start + needle.count)
    }
    return nil
  }
}

extension String {
  /// The index after the first occurrence of a text that is not empty, or `nil`.
  func end(of part: String) -> Index? {
    let bytes = utf8Span.span
    let wanted = part.utf8Span.span
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return nil }
    let first = wanted[0]
    for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
      let isHere = wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
      if isHere { return utf8.index(utf8.startIndex, offsetBy: start + wanted.count) }
    }
    return nil
  }
}

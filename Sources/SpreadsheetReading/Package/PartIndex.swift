/// The parts of a package by name.
struct PartIndex {
  private var parts: [(name: PartName, entry: Int)] = []

  /// What a look for a name finds.
  enum Match {
    case none
    case entry(Int)
    case ambiguous
  }

  /// Creates the index of the entries' names, in the order of the directory.
  init(_ names: [[UInt8]]) {
    parts.reserveCapacity(names.count)
    for (entry, name) in names.enumerated() {
      guard name.last != ASCII.slash, let part = PartName(entry: name) else { continue }
      parts.append((part, entry))
    }
  }

  /// The entry of a name: the exact name before one that differs in case only; two that fold alike
  /// are ambiguous, since programs differ in which of them they take.
  func entry(named name: PartName) -> Match {
    var match = Match.none
    // A package has few parts, of which fewer are asked for, so a table would cost more to build.
    for part in parts where part.name.foldsLike(name.path) {
      if case .entry = match { return .ambiguous }
      match = .entry(part.entry)
    }
    return match
  }

  /// Whether there is a part of a name, in whatever case.
  func contains(_ name: String) -> Bool {
    let name = Array(name.utf8)
    return parts.contains { $0.name.foldsLike(name) }
  }
}

/// Finds the records whose key was mistyped, or mended: what looks like one record less and another
/// one more is one household with another number.
enum ChangedKeys {
  /// Pairs records that are new with such as are gone.
  ///
  /// Both have the same name, and of the fields that are filled in in one of them at least half are
  /// equal; the key itself does not count. A record that could be several is none of them.
  ///
  /// - Parameters:
  ///   - added: the places of the new records in the later version.
  ///   - later: the later version.
  ///   - removed: the places of the records that are gone in the earlier version.
  ///   - earlier: the earlier version.
  /// - Returns: the places of the two, later and earlier.
  static func pairs(
    of added: [Int],
    _ later: [StoredRecord],
    among removed: [Int],
    _ earlier: [StoredRecord]
  ) -> [(Int, Int)] {
    guard !added.isEmpty, !removed.isEmpty else { return [] }
    // Only records of one name are compared, so that a whole village anew takes no longer.
    let gone = Dictionary(grouping: removed) { names(of: earlier[$0]) }
    var found: [(Int, Int)] = []
    for new in added {
      let names = names(of: later[new])
      guard !names.isEmpty else { continue }
      for old in gone[names] ?? [] where isAlike(later[new], earlier[old]) {
        found.append((new, old))
      }
    }
    let news = Dictionary(grouping: found, by: \.0).mapValues(\.count)
    let olds = Dictionary(grouping: found, by: \.1).mapValues(\.count)
    return found.filter { news[$0.0] == 1 && olds[$0.1] == 1 }
  }

  /// The names in a record: forms call the fields `head_name`, `person_name`, `asset_name`.
  private static func names(of record: StoredRecord) -> [String: String] {
    record.values.compactMapValues { value in
      if case .text(let text) = value, !text.isEmpty { text } else { nil }
    }.filter { $0.key.hasSuffix("name") && $0.value != record.key }
  }

  private static func isAlike(_ new: StoredRecord, _ old: StoredRecord) -> Bool {
    // A record without a key has one that cannot be read any more, or had none.
    guard new.key != nil || old.key != nil else { return false }
    var (equal, filled) = (0, 0)
    for field in Set(new.values.keys).union(old.values.keys) {
      let (after, before) = (new.values[field] ?? .null, old.values[field] ?? .null)
      if isKey(after, of: new) || isKey(before, of: old) { continue }
      guard !isEmpty(after) || !isEmpty(before) else { continue }
      filled += 1
      if after == before { equal += 1 }
    }
    return equal * 2 >= filled
  }

  private static func isKey(_ value: StoredValue, of record: StoredRecord) -> Bool {
    guard let key = record.key, case .text(let text) = value else { return false }
    return text == key
  }

  private static func isEmpty(_ value: StoredValue) -> Bool {
    switch value {
    case .null: true
    case .text(let text): text.isEmpty
    case .list(let values): values.isEmpty
    case .boolean, .number, .row: false
    }
  }
}

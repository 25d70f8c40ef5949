/// What differs between two versions of a record.
public struct RecordChange: Hashable, Sendable {
  /// What happened to a record.
  public enum Kind: Hashable, Sendable {
    case added
    case removed
    case changed([ValueChange])
  }

  /// The value of the form's key field; nothing in a form without one.
  public var key: String?
  /// The value of the key field before, where the record was found again in spite of another one.
  public var formerKey: String?
  /// The one-based place of the record in its version.
  public var ordinal: Int
  /// What happened.
  public var kind: Kind
}

/// A value that differs between two versions of a record.
public struct ValueChange: Hashable, Sendable {
  /// The field, `table.column` in a table.
  public var field: String
  /// The one-based row of the table; nothing outside of tables.
  public var row: Int?
  /// The value before, as a person writes it; empty where there was none.
  public var before: String
  /// The value after; empty where there is none.
  public var after: String
  /// Where the field stands in the later version, such as `筛查表!C5`.
  public var cell: String?
  /// Whether nothing was said against the value before, and something is now.
  public var becameWrong = false
}

/// Compares two versions of a return, record by record.
enum RecordComparison {
  /// What changed, in the order of the later version; records that are gone come last.
  ///
  /// Records are the same ones by their key, else by their place; of the rest, those that have the
  /// same name and at least half of their values in common, one to one (``ChangedKeys``).
  ///
  /// - Parameters:
  ///   - earlier: the records of the earlier version.
  ///   - later: the records of the later version.
  ///   - faults: the places (``FaultPlace``) with errors or questions, before and after.
  ///   - findsChangedKeys: whether a record may have got another key.
  /// - Returns: a change a record that differs.
  static func changes(
    from earlier: [StoredRecord],
    to later: [StoredRecord],
    faults: (before: Set<FaultPlace>, after: Set<FaultPlace>) = ([], []),
    findsChangedKeys: Bool = true
  ) -> [RecordChange] {
    var left = Places(earlier)
    var pairs = later.enumerated().map { left.take($1, at: $0) }
    if findsChangedKeys {
      let added = pairs.indices.filter { pairs[$0] == nil }
      for (new, old) in ChangedKeys.pairs(of: added, later, among: left.rest, earlier) {
        pairs[new] = left.take(old)
      }
    }
    var changes: [RecordChange] = []
    for (index, record) in later.enumerated() {
      guard let (oldIndex, old) = pairs[index] else {
        changes.append(RecordChange(key: record.key, ordinal: index + 1, kind: .added))
        continue
      }
      var values = self.changes(from: old, to: record)
      for place in values.indices {
        let field = values[place].field
        values[place].becameWrong =
          faults.after.contains(FaultPlace(record: index, field: field))
          && !faults.before.contains(FaultPlace(record: oldIndex, field: field))
      }
      if !values.isEmpty {
        changes.append(
          RecordChange(
            key: record.key,
            formerKey: old.key == record.key ? nil : old.key,
            ordinal: index + 1,
            kind: .changed(values)
          )
        )
      }
    }
    changes += left.rest.map {
      RecordChange(key: earlier[$0].key, ordinal: $0 + 1, kind: .removed)
    }
    return changes
  }

  /// The records of the earlier version that no later one was found for.
  private struct Places {
    private let records: [StoredRecord]
    private var byKey: [String: [Int]] = [:]
    private var taken: Set<Int> = []

    init(_ records: [StoredRecord]) {
      self.records = records
      for (index, record) in records.enumerated() {
        if let key = record.key { byKey[key, default: []].append(index) }
      }
    }

    var rest: [Int] { records.indices.filter { !taken.contains($0) } }

    mutating func take(_ index: Int) -> (Int, StoredRecord) {
      taken.insert(index)
      return (index, records[index])
    }

    mutating func take(_ record: StoredRecord, at index: Int) -> (Int, StoredRecord)? {
      var found: Int?
      if let key = record.key {
        found = byKey[key]?.first { !taken.contains($0) }
      } else if records.indices.contains(index), records[index].key == nil {
        found = taken.contains(index) ? nil : index
      }
      guard let found else { return nil }
      taken.insert(found)
      return (found, records[found])
    }
  }

  private static func changes(from old: StoredRecord, to new: StoredRecord) -> [ValueChange] {
    var changes: [ValueChange] = []
    for field in Set(old.values.keys).union(new.values.keys).sorted() {
      let (before, after) = (old.values[field] ?? .null, new.values[field] ?? .null)
      guard before != after else { continue }
      let cell = new.cells[field]
      let (oldRows, newRows) = (before.rows, after.rows)
      guard oldRows.isEmpty && newRows.isEmpty else {
        changes += rowChanges(oldRows, newRows, table: field)
        continue
      }
      changes.append(
        ValueChange(field: field, row: nil, before: before.text, after: after.text, cell: cell)
      )
    }
    return changes
  }

  private static func rowChanges(
    _ old: [[String: StoredValue]],
    _ new: [[String: StoredValue]],
    table: String
  ) -> [ValueChange] {
    (0..<max(old.count, new.count)).flatMap { index -> [ValueChange] in
      let before = index < old.count ? old[index] : [:]
      let after = index < new.count ? new[index] : [:]
      return Set(before.keys).union(after.keys).sorted().compactMap { column in
        let (left, right) = (before[column] ?? .null, after[column] ?? .null)
        guard left != right else { return nil }
        return ValueChange(
          field: "\(table).\(column)",
          row: index + 1,
          before: left.text,
          after: right.text,
          cell: nil
        )
      }
    }
  }
}

/// A field of a record of which something was said.
struct FaultPlace: Hashable {
  let record: Int
  let field: String
}

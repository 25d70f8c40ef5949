import Ledger

/// What is counted and added up of some records.
struct Tally: Hashable {
  private(set) var counts: [Int]
  private(set) var sums: [ExactSum]

  /// Creates the tally of no records.
  init(_ plan: TallyPlan) {
    counts = Array(repeating: 0, count: plan.counts)
    sums = Array(repeating: ExactSum(), count: plan.sums)
  }

  /// Adds what another tally has.
  mutating func add(_ other: Tally) {
    for index in counts.indices { counts[index] += other.counts[index] }
    for index in sums.indices { sums[index].add(other.sums[index]) }
  }

  /// Counts a record.
  ///
  /// - Parameters:
  ///   - content: the record's JSON.
  ///   - plan: what is counted.
  /// - Throws: ``LedgerError/damaged`` for what is no record.
  mutating func add(_ content: String, _ plan: TallyPlan) throws(LedgerError) {
    var cursor = JSONCursor(content)
    do {
      guard try cursor.token() == .object else { throw JSONCursor.Fault() }
      try count(&cursor, scope: 0, plan)
    } catch {
      throw .damaged
    }
  }

  /// Counts the members of an object, a record or a row of a table.
  private mutating func count(
    _ cursor: inout JSONCursor,
    scope number: Int,
    _ plan: TallyPlan
  ) throws(JSONCursor.Fault) {
    let scope = plan.scopes[number]
    counts[scope.rows] += 1
    var numbers: [(sum: Int, number: ExactNumber)] = []
    // Records hold their fields in the definition's order.
    var expected = 0
    while let name = try cursor.member() {
      let token = try cursor.token()
      if let entry = Self.entry(name, in: scope.entries, from: &expected, cursor) {
        try count(token, of: entry, &cursor, &numbers, keeping: !scope.means.isEmpty)
      } else if number == 0, token == .array,
        let table = plan.scopes.indices.dropFirst().first(where: {
          cursor.bytes(name, are: plan.scopes[$0].name)
        })
      {
        while try cursor.hasElement() {
          let row = try cursor.token()
          guard row == .object else {
            try cursor.skip(row)
            continue
          }
          try count(&cursor, scope: table, plan)
        }
      } else {
        try cursor.skip(token)
      }
    }
    for mean in scope.means {
      guard let value = numbers.first(where: { $0.sum == mean.value })?.number,
        let weight = numbers.first(where: { $0.sum == mean.weight })?.number
      else { continue }
      sums[mean.products].add(value * weight)
      sums[mean.weights].add(weight)
    }
  }

  private static func entry(
    _ name: Range<Int>,
    in entries: [TallyPlan.Entry],
    from expected: inout Int,
    _ cursor: JSONCursor
  ) -> TallyPlan.Entry? {
    if expected < entries.count, cursor.bytes(name, are: entries[expected].name) {
      expected += 1
      return entries[expected - 1]
    }
    guard let found = entries.firstIndex(where: { cursor.bytes(name, are: $0.name) }) else {
      return nil
    }
    expected = found + 1
    return entries[found]
  }

  private mutating func count(
    _ token: JSONCursor.Token,
    of entry: TallyPlan.Entry,
    _ cursor: inout JSONCursor,
    _ numbers: inout [(sum: Int, number: ExactNumber)],
    keeping: Bool
  ) throws(JSONCursor.Fault) {
    switch (entry.slot, token) {
    case (_, .null): break
    case (.yes(let count), .boolean(let value)):
      counts[entry.given] += 1
      if value { counts[count] += 1 }
    case (.number(let sum), .number(let range)):
      guard let number = ExactNumber(cursor.bytes[range]) else { throw JSONCursor.Fault() }
      counts[entry.given] += 1
      sums[sum].add(number)
      if keeping { numbers.append((sum, number)) }
    case (.codes(let first, let labels), .string(let range)):
      counts[entry.given] += 1
      count(range, among: labels, from: first, cursor)
    case (.codes(let first, let labels), .array):
      var isGiven = false
      while try cursor.hasElement() {
        let element = try cursor.token()
        guard case .string(let range) = element else {
          try cursor.skip(element)
          continue
        }
        isGiven = true
        count(range, among: labels, from: first, cursor)
      }
      if isGiven { counts[entry.given] += 1 }
    default:
      // Another type than that of today's definition.
      try cursor.skip(token)
    }
  }

  private mutating func count(
    _ label: Range<Int>,
    among labels: [[UInt8]],
    from first: Int,
    _ cursor: JSONCursor
  ) {
    let code = labels.firstIndex { cursor.bytes(label, are: $0) } ?? labels.count
    counts[first + code] += 1
  }
}

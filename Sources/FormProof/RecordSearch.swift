import FormDefinitions
import Foundation
import Spreadsheet

/// Looks for records that are right, and for records that break one rule.
///
/// It walks: it changes a place that a rule asks about, keeps what is nearer, and now and then what is
/// not. The same seed gives the same records.
struct RecordSearch {
  let oracle: Oracle
  let unit: [String: FieldValue]
  var candidates: CandidateValues

  private var form: FormDefinition { oracle.form }
  private let references: [String: Set<RuleReference>]

  init(oracle: Oracle, unit: [String: FieldValue], seed: Int) {
    self.oracle = oracle
    self.unit = unit
    candidates = CandidateValues(form: oracle.form, today: oracle.today, seed: seed)
    let computed = Dictionary(
      oracle.form.fields.compactMap { field in field.computed.map { (field.id, $0.references) } },
      uniquingKeysWith: { first, _ in first }
    )
    var known: [String: Set<RuleReference>] = [:]
    for rule in oracle.form.rules {
      // What is computed changes with what it is computed of.
      var all = rule.check.references
      while true {
        let more = all.reduce(into: all) { more, reference in
          if case .field(let id) = reference, let parts = computed[id] { more.formUnion(parts) }
        }
        if more == all { break }
        all = more
      }
      known[rule.id] = all
    }
    references = known
  }

  // MARK: - Right

  /// A record in which nothing is to be found; what was nearest, where there was none.
  mutating func good(rows count: Int = 2) -> (draft: Draft, wrong: [Oracle.Expected]) {
    var found = right(rows: count)
    // A walk may lose its way where a rule needs several places at once; another one seldom does too.
    for _ in 0..<4 where !found.wrong.isEmpty {
      let next = right(rows: count)
      if next.wrong.count < found.wrong.count { found = next }
    }
    return found
  }

  private mutating func right(rows count: Int) -> (draft: Draft, wrong: [Oracle.Expected]) {
    var best = start(rows: count)
    var wrong = oracle.expected(best)
    for _ in 0..<600 where !wrong.isEmpty {
      guard let fault = wrong.randomElement(using: &candidates.random) else { break }
      var nearest: (draft: Draft, wrong: [Oracle.Expected])?
      for draft in moves(from: best, for: fault) {
        let now = oracle.expected(draft)
        if now.count < nearest?.wrong.count ?? .max { nearest = (draft, now) }
      }
      guard let nearest, nearest.wrong.count <= wrong.count || candidates.random.once(in: 12)
      else { continue }
      (best, wrong) = nearest
    }
    return (best, wrong)
  }

  private mutating func start(rows count: Int) -> Draft {
    var draft = Draft()
    for field in form.fields where field.computed == nil && field.type != .signature {
      if let value = unit[field.id] {
        draft.fields[field.id] = .value(value)
      } else if field.requirement == .always {
        draft.fields[field.id] = .value(candidates.standard(field))
      }
    }
    for table in form.tables {
      let number = table.isPreset ? table.presetRows.count : min(count, max(1, table.minimumRows))
      draft.tables[table.id] = (0..<number).map { index in
        var row: [String: FieldState] = [:]
        if table.isPreset { row = table.presetRows[index].values.mapValues { .value($0) } }
        for field in table.fields where row[field.id] == nil && field.requirement == .always {
          row[field.id] = .value(candidates.standard(field))
        }
        if row.isEmpty, let first = table.fields.first {
          row[first.id] = .value(candidates.standard(first))
        }
        return row
      }
    }
    return draft
  }

  private mutating func moves(from draft: Draft, for fault: Oracle.Expected) -> [Draft] {
    if let rule = form.rules.first(where: { "rule.\($0.id)" == fault.code }) {
      var row: Int?
      if case .cell(_, let index, _)? = fault.place { row = index }
      return moves(from: draft, rule, row: row, count: 8)
    }
    guard let place = fault.place else { return [] }
    return values(at: place, draft, []).prefix(8).map { value in
      var changed = draft
      changed[place] = .value(value)
      return changed
    }
  }

  /// Drafts that differ at one place that a rule asks about.
  private mutating func moves(
    from draft: Draft,
    _ rule: RuleDefinition,
    row: Int?,
    count: Int
  ) -> [Draft] {
    var context = oracle.context(draft)
    context.row = row
    let points = rule.check.turningPoints(context)
    let own = (references[rule.id] ?? []).sorted { "\($0)" < "\($1)" }
    // A sum may be of fifty places, which would seldom leave a turn to what the rule itself names.
    let named = rule.check.references.sorted { "\($0)" < "\($1)" }
    var moves: [Draft] = []
    for _ in 0..<count {
      let among = candidates.random.once(in: 2) ? named : own
      guard let reference = among.randomElement(using: &candidates.random) else { break }
      var changed = draft
      let place: Draft.Place
      switch reference {
      case .field(let id):
        guard form.field(id)?.computed == nil else { continue }
        place = .field(id)
      case .column(let table, let id):
        guard let definition = form.table(table) else { continue }
        var rows = changed.tables[table] ?? []
        if !definition.isPreset, candidates.random.once(in: 6) || rows.isEmpty {
          if rows.count > 1, candidates.random.once(in: 2), row == nil {
            rows.removeLast()
          } else if rows.count < max(2, min(5, definition.minimumRows)) {
            rows.append(newRow(definition, like: rows.last ?? [:]))
          }
          changed.tables[table] = rows
          moves.append(changed)
          continue
        }
        guard !rows.isEmpty else { continue }
        place = .cell(table, row ?? candidates.random.int(0...rows.count - 1), id)
      }
      guard let field = form.field(at: place), !field.isPreset else { continue }
      var known = (points[reference] ?? []).flatMap { candidates.neighbours($0, field) }
      if candidates.random.once(in: 2) { known += others(own, like: place, draft) }
      let isBlank = field.requirement != .always && candidates.random.once(in: 6)
      if isBlank {
        changed[place] = .blank
      } else if let value = values(at: place, draft, known).first {
        changed[place] = .value(value)
      }
      if case .cell(let table, let row, _) = place,
        changed.tables[table]?[row].isEmpty ?? true
      {
        continue
      }
      moves.append(changed)
    }
    return moves
  }

  /// The values of the other places of the same type that a rule asks about.
  private func others(
    _ references: [RuleReference],
    like place: Draft.Place,
    _ draft: Draft
  ) -> [FieldValue] {
    guard let type = form.field(at: place)?.type else { return [] }
    return references.flatMap { reference -> [FieldValue] in
      let places: [Draft.Place]
      switch reference {
      case .field(let id): places = [.field(id)]
      case .column(let table, let id):
        places = (draft.tables[table] ?? []).indices.map { .cell(table, $0, id) }
      }
      return places.compactMap { other in
        guard form.field(at: other)?.type == type, case .value(let value) = draft[other] else {
          return nil
        }
        return value
      }
    }
  }

  /// Values for a place in random order, of which those that are known to matter come first mostly.
  private mutating func values(
    at place: Draft.Place,
    _ draft: Draft,
    _ known: [FieldValue]
  ) -> [FieldValue] {
    guard let field = form.field(at: place) else { return [] }
    var all = candidates.candidates(field).shuffled(using: &candidates.random)
    if let parent = field.dependsOn, case .value(.choice(let above)) = draft[place.beside(parent)] {
      let fitting = (form.codeList(of: field)?.codes ?? []).filter {
        $0.parents.isEmpty || $0.parents.contains(above)
      }.map { FieldValue.choice($0.label) }
      all = fitting.shuffled(using: &candidates.random)
    }
    let first = known.shuffled(using: &candidates.random)
    return candidates.random.once(in: 3) ? all + first : first + all
  }

  private mutating func newRow(
    _ table: TableDefinition,
    like other: [String: FieldState]
  ) -> [String: FieldState] {
    var row = other
    for field in table.fields {
      if field.type == .identityNumber || field.id == table.key {
        row[field.id] = candidates.candidates(field).first.map { .value($0) }
      } else if row[field.id] == nil, field.requirement == .always {
        row[field.id] = .value(candidates.standard(field))
      }
    }
    return row
  }

  // MARK: - Wrong

  /// A record, near to a right one, that breaks a rule or certainly keeps it; `nil` where none was
  /// found.
  mutating func draft(
    _ rule: RuleDefinition,
    holds: Bool,
    from good: Draft
  ) -> Draft? {
    var start = good
    var row: Int?
    if let table = rule.table {
      if (start.tables[table] ?? []).isEmpty, let definition = form.table(table) {
        start.tables[table] = [newRow(definition, like: [:])]
      }
      // Not the first, so that the row of the finding is proven.
      row = (start.tables[table] ?? []).count - 1
    }
    // A walk may lose its way where a rule needs several places at once; another one seldom does too.
    for _ in 0..<4 {
      if let found = walk(rule, holds: holds, from: start, row: row) {
        return quieted(found, rule, holds, row: row)
      }
    }
    return nil
  }

  private mutating func walk(
    _ rule: RuleDefinition,
    holds: Bool,
    from start: Draft,
    row: Int?
  ) -> Draft? {
    var best = start
    var distance = self.distance(rule, holds, best, row: row)
    for _ in 0..<400 where distance > 0 {
      var nearest: (draft: Draft, distance: Int)?
      for draft in moves(from: best, rule, row: row, count: 6) {
        let now = self.distance(rule, holds, draft, row: row)
        if now < nearest?.distance ?? .max { nearest = (draft, now) }
      }
      guard let nearest, nearest.distance <= distance || candidates.random.once(in: 10) else {
        continue
      }
      (best, distance) = nearest
    }
    return distance == 0 ? best : nil
  }

  private func distance(_ rule: RuleDefinition, _ holds: Bool, _ draft: Draft, row: Int?) -> Int {
    var context = oracle.context(draft)
    context.row = row
    return rule.check.distance(to: holds, context)
  }

  /// The record with as little else to be found as a short walk can do.
  private mutating func quieted(
    _ draft: Draft,
    _ rule: RuleDefinition,
    _ holds: Bool,
    row: Int?
  ) -> Draft {
    var best = draft
    let code = "rule.\(rule.id)"
    var wrong = oracle.expected(best).filter { $0.code != code }
    for _ in 0..<12 {
      guard let fault = wrong.randomElement(using: &candidates.random) else { break }
      for draft in moves(from: best, for: fault).prefix(5) {
        guard distance(rule, holds, draft, row: row) == 0 else { continue }
        let now = oracle.expected(draft).filter { $0.code != code }
        if now.count < wrong.count { (best, wrong) = (draft, now) }
      }
    }
    return best
  }

  /// Records around the points at which a rule turns: the point itself, just inside, just outside.
  func borders(_ rule: RuleDefinition, _ draft: Draft) -> [(Draft.Place, Draft)] {
    var context = oracle.context(draft)
    var row: Int?
    if let table = rule.table {
      row = (draft.tables[table] ?? []).count - 1
      context.row = row
    }
    let points = rule.check.turningPoints(context)
    return points.sorted { "\($0.key)" < "\($1.key)" }.flatMap { reference, values in
      let place: Draft.Place
      switch reference {
      case .field(let id): place = .field(id)
      case .column(let table, let id): place = .cell(table, row ?? 0, id)
      }
      guard let field = form.field(at: place), field.computed == nil, !field.isPreset else {
        return [(Draft.Place, Draft)]()
      }
      if case .cell(let table, let row, _) = place, (draft.tables[table] ?? []).count <= row {
        return []
      }
      let near = values.sorted { $0.description < $1.description }.prefix(3)
        .flatMap { candidates.neighbours($0, field).prefix(3) }
      return near.map { value in
        var changed = draft
        changed[place] = .value(value)
        return (place, changed)
      }
    }
  }
}

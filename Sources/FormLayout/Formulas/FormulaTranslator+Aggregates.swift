import FormDefinitions

extension FormulaTranslator {
  /// A translator for all rows of a table at once, with the block.
  private func rows(
    _ table: String
  ) throws(FormulaGap) -> (inner: FormulaTranslator, block: FormulaBlock) {
    guard let block = places.tables[table] else { throw .noCell(table) }
    for (other, frame) in frames where other != table {
      if case .rows = frame {
        throw FormulaGap(
          "一张子表的行里不能再逐行看另一张子表",
          en: "the rows of one table cannot be combined with those of another"
        )
      }
    }
    return (inside(table, .rows(block)), block)
  }

  /// The number of rows in which conditions hold.
  private func total(_ flags: [FormulaFlag]) -> String {
    "SUMPRODUCT(1*\(FormulaFlag.all(flags.map(\.once)).text))"
  }

  /// The number of rows that certainly and that possibly fit a condition.
  func counts(
    _ table: String,
    _ condition: RuleNode
  ) throws(FormulaGap) -> (certain: String, possible: String) {
    let (inner, block) = try rows(table)
    let truth = try inner.truth(condition)
    return (total([block.filled, truth.holds]), total([block.filled, truth.fails.negated]))
  }

  /// Where an aggregate that gives a truth value holds.
  func truth(
    _ aggregate: RuleAggregate,
    _ table: String,
    _ value: RuleNode?,
    _ condition: RuleNode?
  ) throws(FormulaGap) -> FormulaTruth {
    switch (aggregate, value, condition) {
    case (.any, _, let condition?):
      let counts = try counts(table, condition)
      return FormulaTruth(
        holds: .test("(\(counts.certain)>0)"),
        fails: .test("(\(counts.possible)=0)")
      )
    case (.all, _, let condition?):
      let counts = try counts(table, .not(condition))
      return FormulaTruth(
        holds: .test("(\(counts.possible)=0)"),
        fails: .test("(\(counts.certain)>0)")
      )
    case (.unique, let value?, _):
      let repeats = try repeats(table, value, condition)
      return FormulaTruth(
        holds: .all([repeats.known, .test("(\(repeats.count)=0)")]),
        fails: .test("(\(repeats.count)>0)")
      )
    default:
      throw .function(aggregate.rawValue)
    }
  }

  /// The value of an aggregate where it is known.
  func value(
    _ aggregate: RuleAggregate,
    _ table: String,
    _ value: RuleNode?,
    _ condition: RuleNode?
  ) throws(FormulaGap) -> String {
    switch aggregate {
    case .count:
      guard let condition else {
        let (_, block) = try rows(table)
        return total([block.filled])
      }
      return try counts(table, condition).certain
    case .sum, .minimum, .maximum:
      guard let value else { throw .function(aggregate.rawValue) }
      let parts = try selection(table, value, condition)
      let mask = FormulaFlag.all(parts.values.map(\.once)).text
      switch aggregate {
      case .sum:
        let factors = parts.factors
        // Between commas a text counts as 0; as a factor it would make an error.
        return "SUMPRODUCT(\((["1*\(mask)"] + factors).joined(separator: ",")))"
      case .minimum:
        return "(1E9-SUMPRODUCT(MAX(\(mask)*(1E9-\(parts.value)))))"
      default:
        return "(SUMPRODUCT(MAX(\(mask)*(\(parts.value)+1E9)))-1E9)"
      }
    case .first:
      guard let value else { throw .function(aggregate.rawValue) }
      let row = try firstRow(table, condition)
      return try inside(table, .row(row.cells)).value(value)
    case .duplicates:
      guard let value else { throw .function(aggregate.rawValue) }
      return try repeats(table, value, condition).count
    case .any, .all, .unique:
      throw .function(aggregate.rawValue)
    }
  }

  /// Where the value of an aggregate is known.
  func known(
    _ aggregate: RuleAggregate,
    _ table: String,
    _ value: RuleNode?,
    _ condition: RuleNode?
  ) throws(FormulaGap) -> FormulaFlag {
    switch aggregate {
    case .count:
      guard let condition else { return .always }
      let counts = try counts(table, condition)
      return .test("(\(counts.certain)=\(counts.possible))")
    case .sum, .minimum, .maximum:
      guard let value else { throw .function(aggregate.rawValue) }
      let parts = try selection(table, value, condition)
      let some = FormulaFlag.test("(\(total(parts.values))>0)")
      return .all([
        parts.isCertain,
        aggregate == .sum ? .any([some, .test("(\(total(parts.rows))=0)")]) : some,
      ])
    case .first:
      guard let value else { throw .function(aggregate.rawValue) }
      let row = try firstRow(table, condition)
      return .all([row.isFound, try inside(table, .row(row.cells)).known(value)])
    case .duplicates:
      guard let value else { throw .function(aggregate.rawValue) }
      return try repeats(table, value, condition).known
    case .any, .all, .unique:
      return try truth(aggregate, table, value, condition).known
    }
  }

  /// Where an aggregate is certainly blank.
  func blank(
    _ aggregate: RuleAggregate,
    _ table: String,
    _ value: RuleNode?,
    _ condition: RuleNode?
  ) throws(FormulaGap) -> FormulaFlag {
    guard let value else { return .never }
    switch aggregate {
    case .sum, .minimum, .maximum:
      let parts = try selection(table, value, condition)
      let none = FormulaFlag.test("(\(total(parts.values))=0)")
      return .all([
        parts.isCertain, none,
        aggregate == .sum ? .test("(\(total(parts.rows))>0)") : .always,
      ])
    case .first:
      let row = try firstRow(table, condition)
      return .any([
        row.isMissing,
        .all([row.isFound, try inside(table, .row(row.cells)).blank(value)]),
      ])
    case .count, .any, .all, .unique, .duplicates:
      return .never
    }
  }

  /// The rows and values that an aggregate goes over.
  private struct Selection {
    /// What the rows that fit have.
    let rows: [FormulaFlag]
    /// What the rows that fit and have a value have.
    let values: [FormulaFlag]
    /// The value in each row.
    let value: String
    /// The value in each row as factors.
    let factors: [String]
    /// Where nothing is unknown in any row.
    let isCertain: FormulaFlag
  }

  private func selection(
    _ table: String,
    _ value: RuleNode,
    _ condition: RuleNode?
  ) throws(FormulaGap) -> Selection {
    let (inner, block) = try rows(table)
    let known = try inner.known(value)
    let blank = try inner.blank(value)
    var rows = [block.filled]
    var doubts: [String] = []
    if let condition {
      let truth = try inner.truth(condition)
      doubts.append(total([block.filled, truth.holds.negated, truth.fails.negated]))
      rows.append(truth.holds)
    }
    doubts.append(total(rows + [known.negated, blank.negated]))
    return Selection(
      rows: rows,
      values: rows + [known],
      value: try inner.value(value),
      factors: try inner.factors(value),
      isCertain: .all(doubts.map { .test("(\($0)=0)") })
    )
  }

  /// A product of fields as its factors, anything else as one.
  private func factors(_ node: RuleNode) throws(FormulaGap) -> [String] {
    if case .binary(.multiply, let left, let right) = node {
      return try factors(left) + factors(right)
    }
    return [try value(node)]
  }

  /// The first row that fits a condition.
  struct FirstRow {
    /// The row's cells, by column; the last row's where there is none.
    let cells: [String: FormulaCell]
    /// Where a row fits and none before it is in doubt.
    let isFound: FormulaFlag
    /// Where certainly none fits.
    let isMissing: FormulaFlag
  }

  func firstRow(_ table: String, _ condition: RuleNode?) throws(FormulaGap) -> FirstRow {
    let (inner, block) = try rows(table)
    let truth =
      try condition.map { node throws(FormulaGap) in try inner.truth(node) }
      ?? FormulaTruth(holds: .always, fails: .never)
    let certain = block.fromEnd([block.filled, truth.holds])
    let possible = block.fromEnd([block.filled, truth.fails.negated])
    let number = "(ROWS(\(block.rows))+1-MAX(1,\(certain)))"
    let same = certain == possible
    return FirstRow(
      cells: block.columns.mapValues {
        FormulaCell(
          "INDEX(\($0.cell),\(number))",
          derived: $0.derived.map { "INDEX(\($0),\(number))" }
        )
      },
      isFound: .all([
        .test("(\(certain)>0)"), same ? .always : .test("(\(certain)=\(possible))"),
      ]),
      isMissing: .test("(\(possible)=0)")
    )
  }

  /// The number of values that stand in several rows, and where that is known.
  private func repeats(
    _ table: String,
    _ value: RuleNode,
    _ condition: RuleNode?
  ) throws(FormulaGap) -> (count: String, known: FormulaFlag) {
    let parts = try selection(table, value, condition)
    let (_, block) = try rows(table)
    let mask = FormulaFlag.all(parts.values.map(\.once)).text
    // A value outside of the rows that fit becomes the empty text.
    let texts = "REPT(\(parts.value)&\"\",1*\(mask))"
    let places = "((\(texts)<>\"\")*MATCH(\(texts),\(texts),0))"
    let numbers = "(ROW(\(block.rows))-MIN(ROW(\(block.rows)))+1)"
    // Rows without a value are at place 0, which is a class of its own.
    let classes = "SUMPRODUCT(1*(FREQUENCY(\(places),\(numbers)-1)>1))"
    let repeated = "(\(classes)-(SUMPRODUCT(1*(\(places)=0))>1))"
    return (repeated, parts.isCertain)
  }
}

extension FormulaBlock {
  /// How far from the end the first row stands in which conditions hold: 1 is the last row, 0 none.
  func fromEnd(_ flags: [FormulaFlag]) -> String {
    let mask = FormulaFlag.all(flags.map(\.once)).text
    return "SUMPRODUCT(MAX(\(mask)*(MAX(ROW(\(rows)))+1-ROW(\(rows)))))"
  }
}

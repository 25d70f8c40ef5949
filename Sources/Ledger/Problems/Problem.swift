public import FormDefinitions
public import Spreadsheet

/// A problem of a round, from the day it was found to the day it was closed for good.
public struct Problem: Hashable, Sendable {
  /// How far a problem has come; a later stage takes in the earlier ones.
  public enum Stage: Int, CaseIterable, Comparable, Hashable, Sendable {
    /// It stands on a list of problems (问题清单).
    case found
    /// Somebody answers for it (责任清单).
    case assigned
    /// Measures and a day are set (整改清单).
    case planned
    /// It is being put right, or its unit says that it is right.
    case inProgress
    /// It was closed (销号).
    case closed
    /// It was looked at again after it was closed (回头看), and is still right.
    case reviewed

    /// Orders stages by time.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// What is to be said of a problem.
  public enum Remark: Hashable, Sendable {
    /// Its day has passed by a number of days, and it is not closed.
    case overdue(days: Int)
    /// It was closed and is open again.
    case reopened
    /// A return of a form that had it open does not have it any more, though it was never closed
    /// (对账销号): the return that had it and the one that has not.
    case vanished(from: FiledSubmission, in: FiledSubmission)
    /// It stands on a list of problems, and a later list of its unit, on which somebody answers for
    /// problems or puts them right, has others but not this one: the list and the later one.
    case notTaken(from: FiledSubmission, in: FiledSubmission)
    /// It was closed without a day or without evidence.
    case closedWithoutProof
  }

  /// What a return says of the problem.
  public struct Step: Hashable, Sendable {
    /// The return.
    public var submission: FiledSubmission
    /// How far the problem has come by what the return says.
    public var stage: Stage
    /// What the return says of its progress, or of the evidence for its closing; empty for nothing.
    public var text: String
    /// Where the problem's number stands, such as `整改台账!A5`.
    public var cell: String?
  }

  /// The number that all lists share.
  public var number: String
  /// The code of the unit that reported it; empty if it is not known.
  public var unit: String
  /// What is wrong, in the words of the newest list.
  public var text: String
  /// Who answers for it.
  public var responsible: String
  /// The day by which it must be put right.
  public var deadline: CalendarDate?
  /// The day on which it was found.
  public var foundOn: CalendarDate?
  /// The day on which it was closed.
  public var closedOn: CalendarDate?
  /// What proves that it was put right, in the words of the newest return that names something.
  public var evidence = ""
  /// How far it has come.
  public var stage: Stage
  /// What is to be said of it.
  public var remarks: [Remark]
  /// What each return says of it, the oldest first.
  public var history: [Step] = []

  /// Whether it is closed.
  public var isClosed: Bool { stage >= .closed }
}

/// Follows problems through the lists that name them.
enum ProblemReckoning {
  /// What a return says of a problem.
  struct Statement {
    let submission: FiledSubmission
    let record: StoredRecord
    let number: String

    /// The statement of a record; nothing if it names no problem.
    init?(_ submission: FiledSubmission, _ record: StoredRecord) {
      guard let number = record.values["problem_number"]?.text, !number.isEmpty else { return nil }
      self.submission = submission
      self.record = record
      self.number = number
    }

    func text(_ field: String) -> String { record.values[field]?.text ?? "" }

    func date(_ field: String) -> CalendarDate? { CalendarDate(iso: text(field)) }

    func has(_ field: String) -> Bool { !text(field).isEmpty }

    func isYes(_ field: String) -> Bool { record.values[field] == .boolean(true) }

    /// Whether the return says that the problem is closed; nothing if it does not say.
    var isClosed: Bool? {
      if record.isClosedProblem { return true }
      return has("state") || record.values["closed"] == .boolean(false) ? false : nil
    }

    var step: Problem.Step {
      Problem.Step(
        submission: submission,
        stage: stage,
        text: ["evidence", "results", "progress", "measures"].map(text).first { !$0.isEmpty } ?? "",
        cell: record.cells["problem_number"]
      )
    }

    var stage: Problem.Stage {
      if isClosed == true {
        return has("reviewed_on") && !isYes("rebound") ? .reviewed : .closed
      }
      if has("progress") || has("state") || has("results") { return .inProgress }
      if has("measures") { return .planned }
      return has("leader") || has("support_unit") || has("deadline") ? .assigned : .found
    }
  }

  private struct Key: Hashable {
    let unit: String
    let number: String
  }

  /// The problems as they stand on a day: overdue ones first, the longest overdue leading, then what
  /// vanished or came back, then the rest that is open, closed ones last.
  ///
  /// - Parameters:
  ///   - returns: the versions that count, in the order in which they came, with their records.
  ///   - day: the day.
  /// - Returns: a problem a unit and number.
  static func problems(
    in returns: [(FiledSubmission, [StoredRecord])],
    on day: CalendarDate
  ) -> [Problem] {
    let returns = returns.map { ($0.0, $0.1.flatMap(\.problems)) }
    var statements: [Key: [Statement]] = [:]
    var order: [Key] = []
    for (submission, records) in returns {
      for record in records {
        guard let statement = Statement(submission, record) else { continue }
        let key = Key(unit: submission.identity.unit, number: statement.number)
        if statements[key] == nil { order.append(key) }
        statements[key, default: []].append(statement)
      }
    }
    let vanished = vanished(returns)
    let notTaken = notTaken(returns)
    let problems = order.map { key -> Problem in
      var problem = followed(statements[key] ?? [], key)
      if !problem.isClosed {
        if let deadline = problem.deadline, deadline < day {
          problem.remarks.append(.overdue(days: day.daysSinceEpoch - deadline.daysSinceEpoch))
        }
        if let (before, after) = vanished[key] {
          problem.remarks.append(.vanished(from: before, in: after))
        } else if problem.stage == .found, let (before, after) = notTaken[key] {
          problem.remarks.append(.notTaken(from: before, in: after))
        }
      }
      return problem
    }
    return problems.enumerated().sorted { left, right in
      let (first, second) = (left.element.urgency, right.element.urgency)
      return first == second ? left.offset < right.offset : first > second
    }.map(\.element)
  }

  private static func followed(_ statements: [Statement], _ key: Key) -> Problem {
    var problem = Problem(
      number: key.number,
      unit: key.unit,
      text: "",
      responsible: "",
      deadline: nil,
      foundOn: nil,
      closedOn: nil,
      stage: .found,
      remarks: []
    )
    var isReopened = false
    for statement in statements {
      problem.history.append(statement.step)
      if statement.has("problem") { problem.text = statement.text("problem") }
      if let responsible = ["responsible_unit", "responsible_person"].first(where: statement.has) {
        problem.responsible = statement.text(responsible)
      }
      problem.deadline = statement.date("deadline") ?? problem.deadline
      problem.foundOn = problem.foundOn ?? statement.date("found_on")
      if statement.has("evidence") { problem.evidence = statement.text("evidence") }
      let comesBack =
        statement.isYes("rebound") || statement.isClosed == false
        || isFoundAgain(statement, after: problem.closedOn)
      if problem.isClosed, comesBack {
        isReopened = true
        problem.stage = max(.found, min(statement.stage, .inProgress))
        problem.closedOn = nil
      } else if statement.isClosed == true {
        problem.stage = max(problem.isClosed ? problem.stage : .closed, statement.stage)
        problem.closedOn = statement.date("closed_on") ?? problem.closedOn
        isReopened = false
      } else {
        problem.stage = max(problem.stage, statement.stage)
      }
    }
    if isReopened { problem.remarks.append(.reopened) }
    if problem.isClosed, problem.closedOn == nil || problem.evidence.isEmpty {
      problem.remarks.append(.closedWithoutProof)
    }
    return problem
  }

  /// Whether a list of problems finds it on a later day than that on which it was closed.
  private static func isFoundAgain(_ statement: Statement, after closed: CalendarDate?) -> Bool {
    guard statement.isClosed == nil, let closed, let found = statement.date("found_on") else {
      return false
    }
    return found > closed
  }

  /// The problems of lists that a later return of another form, which says more of others, has not.
  private static func notTaken(
    _ returns: [(FiledSubmission, [StoredRecord])]
  ) -> [Key: (FiledSubmission, FiledSubmission)] {
    var listed: [String: [Key: FiledSubmission]] = [:]
    var found: [Key: (FiledSubmission, FiledSubmission)] = [:]
    for (submission, records) in returns {
      let unit = submission.identity.unit
      let statements = records.compactMap { Statement(submission, $0) }
      guard !statements.isEmpty, !unit.isEmpty else { continue }
      let keys = Set(statements.map { Key(unit: unit, number: $0.number) })
      if statements.allSatisfy({ $0.stage == .found }) {
        for key in keys where listed[unit]?[key] == nil {
          listed[unit, default: [:]][key] = submission
        }
        continue
      }
      for (key, list) in listed[unit] ?? [:] {
        if keys.contains(key) { found[key] = nil } else { found[key] = (list, submission) }
      }
    }
    return found
  }

  /// The problems that a return had open and the next return of the same form and unit has not; a
  /// weekly ledger may have none any more.
  private static func vanished(
    _ returns: [(FiledSubmission, [StoredRecord])]
  ) -> [Key: (FiledSubmission, FiledSubmission)] {
    struct Series: Hashable {
      let form: String
      let unit: String
    }
    var last: [Series: (FiledSubmission, [Statement])] = [:]
    var found: [Key: (FiledSubmission, FiledSubmission)] = [:]
    for (submission, records) in returns {
      let statements = records.compactMap { Statement(submission, $0) }
      let unit = submission.identity.unit
      guard !unit.isEmpty else { continue }
      let series = Series(form: submission.identity.form, unit: unit)
      let numbers = Set(statements.map(\.number))
      for number in numbers { found[Key(unit: unit, number: number)] = nil }
      if let (before, earlier) = last[series], before.identity == submission.identity,
        before.batch != submission.batch,
        before.receivedAt.prefix(7) == submission.receivedAt.prefix(7)
      {
        // Another workbook of the same return only adds to the one before it.
        let others = earlier.filter { !numbers.contains($0.number) }
        last[series] = (submission, others + statements)
        continue
      }
      if let (before, earlier) = last[series] {
        for statement in earlier
        where statement.isClosed != true && !numbers.contains(statement.number) {
          found[Key(unit: unit, number: statement.number)] = (before, submission)
        }
      }
      last[series] = (submission, statements)
    }
    return found
  }
}

extension FormDefinition {
  /// Whether its records, or rows of their tables, are problems that lists share by number.
  public var namesProblems: Bool {
    field("problem_number") != nil || tables.contains { $0.field("problem_number") != nil }
  }
}

extension StoredRecord {
  /// The number of the problem that the record is about; empty for none.
  var problemNumber: String { values["problem_number"]?.text ?? "" }

  /// What it says of problems: it is about one itself, or rows of its tables are.
  var problems: [StoredRecord] {
    guard problemNumber.isEmpty else { return [self] }
    return values.sorted { $0.key < $1.key }.flatMap { table, value in
      value.rows.enumerated().compactMap { index, row -> StoredRecord? in
        guard let number = row["problem_number"]?.text, !number.isEmpty else { return nil }
        let cell = cells["\(table).\(index + 1).problem_number"]
        return StoredRecord(
          key: number,
          values: row,
          cells: cell.map { ["problem_number": $0] } ?? [:]
        )
      }
    }
  }

  /// Whether it says that a problem is closed.
  var isClosedProblem: Bool {
    !problemNumber.isEmpty
      && (values["state"]?.text == "已销号" || values["closed"] == .boolean(true))
  }
}

extension Problem {
  /// The larger, the further up in the list.
  fileprivate var urgency: Int {
    var urgency = isClosed ? 0 : 1
    for remark in remarks {
      switch remark {
      case .overdue(let days): urgency = max(urgency, 10 + days)
      case .vanished, .notTaken, .reopened: urgency = max(urgency, 3)
      case .closedWithoutProof: urgency = max(urgency, 2)
      }
    }
    return urgency
  }
}

extension Ledger {
  /// The problems of all units as they stand on a day, the most urgent first.
  ///
  /// What a unit says in a month stands even if a later month's version of the same workbook has
  /// replaced it: nothing vanishes between two months (对账销号). Within a month the last version
  /// that was accepted stands.
  ///
  /// - Parameters:
  ///   - forms: the forms that name problems.
  ///   - day: the day.
  /// - Returns: a problem a unit and number.
  /// - Throws: ``LedgerError``.
  public func problems(in forms: Set<String>, on day: CalendarDate) throws -> [Problem] {
    struct Month: Hashable {
      let identity: ReturnIdentity
      let batch: String
      let month: String
      /// What is of no known unit is no version of another.
      let id: Int64?
    }
    let returns = try database.read { session in
      let accepted = try session.rows(
        """
        SELECT \(FiledSubmission.columns) FROM submission
        WHERE verdict IN ('accepted', 'accepted-with-warnings')
        ORDER BY period, received_at, id
        """
      ).map { FiledSubmission($0) }.filter { forms.contains($0.identity.form) }.filter {
        CalendarDate(iso: $0.receivedAt.prefix(10)).map { $0 <= day } ?? true
      }
      func month(_ filed: FiledSubmission) -> Month {
        Month(
          identity: filed.identity,
          batch: filed.batch,
          month: String(filed.receivedAt.prefix(7)),
          id: filed.identity.unit.isEmpty ? filed.id : nil
        )
      }
      let last = Dictionary(
        accepted.map { (month($0), $0.id) },
        uniquingKeysWith: { max($0, $1) }
      )
      return try accepted.filter { last[month($0)] == $0.id }
        .map { ($0, try records(of: $0.id, in: session)) }
    }
    return ProblemReckoning.problems(in: returns, on: day)
  }
}

import FormIntake
public import FormLayout
public import Spreadsheet

/// A return that a unit owes by a day.
public struct Obligation: Hashable, Sendable {
  /// The return, as the campaign names it.
  public var item: String
  /// Its title, for people.
  public var title: String
  /// The form's identifier.
  public var form: String
  /// The unit's code.
  public var unit: String
  /// The period as the workbook carries it, such as `2023-05`.
  public var period: String
  /// The first day on which it can be sent in.
  public var opens: CalendarDate
  /// The last day on which it is in time.
  public var due: CalendarDate

  /// Creates an obligation.
  public init(
    item: String,
    title: String,
    form: String,
    unit: String,
    period: String,
    opens: CalendarDate,
    due: CalendarDate
  ) {
    self.item = item
    self.title = title
    self.form = form
    self.unit = unit
    self.period = period
    self.opens = opens
    self.due = due
  }
}

/// Where a return stands on a day.
///
/// A unit that says that it has nothing to report (with its reason), one that says nothing, and one
/// that reports noughts are three different things.
public enum ReturnState: Hashable, Sendable {
  /// Its time has not come.
  case notDue
  /// It can be sent in; the day has not passed.
  case due
  /// It came in time; the version that counts.
  case received(FiledSubmission)
  /// It came after its day; the version that counts.
  case late(FiledSubmission)
  /// It came and has to be corrected; the newest version.
  case returned(FiledSubmission)
  /// The unit says that it has nothing to report, with its reason (空表说明).
  case nilReturn(reason: String)
  /// The day has passed, and nothing came.
  case missing
}

/// A return and where it stands.
public struct ReturnStatus: Hashable, Sendable {
  /// The return.
  public var obligation: Obligation
  /// Where it stands.
  public var state: ReturnState
  /// How many versions came.
  public var versions: Int
}

/// Holds what is owed against what came.
enum StatusReckoning {
  /// A unit's word that there is nothing to report.
  struct NilReturn: Hashable {
    let form: String
    let unit: String
    let period: String
    let reason: String
  }

  private struct Slot: Hashable {
    let form: String
    let unit: String
    let period: String
  }

  /// Where each return stands.
  ///
  /// A return without a period in its workbook counts for the obligation in whose time it came.
  ///
  /// - Parameters:
  ///   - obligations: what is owed.
  ///   - submissions: all that was filed, the oldest first.
  ///   - nilReturns: what units said they have nothing for.
  ///   - day: the day.
  /// - Returns: a status an obligation, in their order.
  static func status(
    of obligations: [Obligation],
    submissions: [FiledSubmission],
    nilReturns: [NilReturn],
    on day: CalendarDate
  ) -> [ReturnStatus] {
    var filed: [Slot: [FiledSubmission]] = [:]
    for submission in submissions {
      guard let received = CalendarDate(iso: submission.receivedAt.prefix(10)), received <= day
      else { continue }
      let identity = submission.identity
      filed[
        Slot(form: identity.form, unit: identity.unit, period: identity.period),
        default: []
      ].append(submission)
    }
    let reasons = Dictionary(
      nilReturns.map { (Slot(form: $0.form, unit: $0.unit, period: $0.period), $0.reason) },
      uniquingKeysWith: { _, last in last }
    )
    return obligations.map { obligation in
      let slot = Slot(form: obligation.form, unit: obligation.unit, period: obligation.period)
      let undated = Slot(form: obligation.form, unit: obligation.unit, period: "")
      let own =
        (filed[slot] ?? [])
        + (slot == undated ? [] : filed[undated] ?? []).filter {
          CalendarDate(iso: $0.receivedAt.prefix(10)).map { $0 >= obligation.opens } ?? false
        }
      return ReturnStatus(
        obligation: obligation,
        state: state(of: obligation, own, reason: reasons[slot], on: day),
        versions: own.count
      )
    }
  }

  private static func state(
    of obligation: Obligation,
    _ submissions: [FiledSubmission],
    reason: String?,
    on day: CalendarDate
  ) -> ReturnState {
    // The first version that was accepted tells whether it was in time; what corrects it is no
    // second return.
    let accepted = submissions.filter {
      $0.verdict == .accepted || $0.verdict == .acceptedWithWarnings
    }
    if let first = accepted.first, let last = accepted.last(where: \.isCounted) ?? accepted.last {
      let received = CalendarDate(iso: first.receivedAt.prefix(10)) ?? obligation.due
      return received <= obligation.due ? .received(last) : .late(last)
    }
    if let last = submissions.last { return .returned(last) }
    if let reason { return .nilReturn(reason: reason) }
    if day > obligation.due { return .missing }
    return day >= obligation.opens ? .due : .notDue
  }
}

extension Ledger {
  /// Where returns stand on a day.
  ///
  /// - Parameters:
  ///   - obligations: what is owed.
  ///   - campaign: the campaign in which it is owed: what came for another one is passed over; `nil`
  ///     for whatever came.
  ///   - units: the units whose returns are known by their names too, as in ``ListedReturns``.
  ///   - day: the day.
  /// - Returns: a status an obligation, in their order.
  /// - Throws: ``LedgerError``.
  public func status(
    of obligations: [Obligation],
    in campaign: String? = nil,
    units: [ReportingUnit] = [],
    on day: CalendarDate
  ) throws -> [ReturnStatus] {
    let condition = campaign == nil ? "" : "WHERE campaign IN ('', ?)"
    let arguments = campaign.map { [SQLValue.text($0)] } ?? []
    let (submissions, nilReturns) = try database.read { session in
      (
        try session.rows(
          "SELECT \(FiledSubmission.columns) FROM submission \(condition) ORDER BY id",
          arguments
        ).map { FiledSubmission($0) },
        try session.rows(
          "SELECT form, unit, period, reason FROM nil_return \(condition) ORDER BY campaign",
          arguments
        ).map { row in
          StatusReckoning.NilReturn(
            form: row.text(0),
            unit: row.text(1),
            period: row.text(2),
            reason: row.text(3)
          )
        }
      )
    }
    return StatusReckoning.status(
      of: obligations,
      submissions: ListedReturns(submissions, units: units).returns,
      nilReturns: nilReturns,
      on: day
    )
  }

  /// Notes a unit's word that it has nothing to report for a period, with its reason; a later word
  /// replaces it.
  ///
  /// - Throws: ``LedgerError``.
  public func fileNilReturn(
    form: String,
    unit: String,
    period: String,
    campaign: String = "",
    reason: String,
    at time: String
  ) throws {
    try database.write { session in
      try session.run(
        """
        INSERT INTO nil_return (form, unit, period, campaign, reason, stated_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (form, unit, period, campaign)
        DO UPDATE SET reason = excluded.reason, stated_at = excluded.stated_at
        """,
        .text(form),
        .text(unit),
        .text(period),
        .text(campaign),
        .text(reason),
        .text(time)
      )
      try note(.nilReturn, "\(form) \(period)", unit: unit, at: time, in: session)
    }
  }
}

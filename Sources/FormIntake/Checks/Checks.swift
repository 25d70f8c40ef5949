import Findings

/// A check of one record.
protocol RecordCheck: Sendable {
  /// What the check finds in a record.
  func findings(_ record: ReadRecord, _ context: CheckContext) -> [Finding]
}

/// All checks of one record, root causes first.
enum RecordChecks {
  static let all: [any RecordCheck] = [
    UnitCheck(), RequiredCheck(), ComputedCheck(), TableKeyCheck(), CascadeCheck(), RuleCheck(),
  ]
}

public import Findings

/// What a rule across forms, files and periods finds.
public struct AcrossFinding: Hashable, Sendable {
  /// The return in which it stands.
  public var submission: FiledSubmission
  /// The return that it is held against; `nil` where there is none.
  public var other: FiledSubmission?
  /// The value of the record's key field, by which an answer knows the record.
  public var key: String?
  /// Whether the unit owes something else, so that nothing of this return is wrong.
  public var isOwed: Bool
  /// The finding; places in the other file stand in it as `[文件.xlsx]筛查表!C4`, as a spreadsheet
  /// program writes them.
  public var finding: Finding
}

/// What rules across forms, files and periods are checked for.
public enum AcrossScope: Hashable, Sendable {
  /// All that counts.
  case all
  /// The returns of a unit, by its code.
  case unit(String)
  /// The returns of a run; what is found stands in them.
  case submissions(Set<Int64>)
}

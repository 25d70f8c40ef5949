public import FormDefinitions

/// Where a rule says on a card that it is broken: a cell that is empty while it is not.
public struct RuleCell: Hashable, Sendable {
  /// The rule's identifier.
  public var rule: String
  /// The row, counted from 0 at the card's first row.
  public var row: Int
  /// The one-based column of the worksheet.
  public var column: Int
}

/// The cells of a card in which rules speak.
///
/// In a list, the key of the column names the rule.
///
/// - Parameter form: a form with a card layout.
/// - Returns: a cell for each rule that has a formula.
public func ruleCells(of form: FormDefinition) -> [RuleCell] {
  guard let plan = form.cardPlan() else { return [] }
  let identity = WorkbookIdentity(form: form.id, revision: form.revision, layout: "")
  let context = DrawingContext(
    request: WorkbookRequest(),
    identity: identity,
    codeRanges: CodeListSheet(form: form, keyStyle: 0).ranges
  )
  return CardChecks(form: form, context: context, standard: plan).ruleCells(plan)
}

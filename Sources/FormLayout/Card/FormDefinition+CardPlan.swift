public import FormDefinitions

extension FormDefinition {
  /// The plan of one card; `nil` for a form without a card layout.
  ///
  /// - Parameter counts: the number of rows of each table, by table; at least the printed minimum.
  /// - Returns: the plan.
  public func cardPlan(rows counts: [String: Int] = [:]) -> CardPlan? {
    card.map { CardPlanner(form: self, card: $0).plan(rows: counts) }
  }
}

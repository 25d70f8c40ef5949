extension RuleExpression {
  /// How far a condition is from holding, or from certainly not holding, for a record or row.
  ///
  /// Whoever looks for a record that breaks a rule can tell by it which of two records is nearer.
  ///
  /// - Parameters:
  ///   - wanted: whether the condition is to hold.
  ///   - context: the record or row.
  /// - Returns: 0 where it is so; else about the number of comparisons that stand in the way, two for
  ///   each that is unknown.
  public func distance(to wanted: Bool, _ context: RuleContext) -> Int {
    var evaluator = RuleEvaluator(context: context, rowTable: rowTable)
    return evaluator.distance(root, wanted)
  }

  /// The values with which fields and columns are compared, as they are for a record or row: where
  /// the truth of the expression turns.
  public func turningPoints(_ context: RuleContext) -> [RuleReference: Set<RuleValue>] {
    var evaluator = RuleEvaluator(context: context, rowTable: rowTable)
    var points: [RuleReference: Set<RuleValue>] = [:]
    evaluator.turningPoints(root, &points)
    return points
  }
}

extension RuleEvaluator {
  fileprivate mutating func turningPoints(
    _ node: RuleNode,
    _ points: inout [RuleReference: Set<RuleValue>]
  ) {
    switch node {
    case .literal, .field, .parameter: break
    case .binary(let symbol, let left, let right):
      if symbol.isComparison || symbol == .subtract {
        for (one, other) in [(left, right), (right, left)] {
          if case .field(let reference, _) = one, case .value(let value) = outcome(other) {
            points[reference, default: []].insert(value)
          }
        }
      }
      turningPoints(left, &points)
      turningPoints(right, &points)
    case .membership(let value, let items):
      if case .field(let reference, _) = value {
        for item in items {
          if case .value(let value) = outcome(item) {
            points[reference, default: []].insert(value)
          }
        }
      }
    case .not(let one), .negative(let one): turningPoints(one, &points)
    case .implication(let one, let other):
      turningPoints(one, &points)
      turningPoints(other, &points)
    case .conditional(let one, let two, let three):
      for node in [one, two, three] { turningPoints(node, &points) }
    case .call(let function, let arguments):
      if case .field(let reference, _)? = arguments.first {
        for case .literal(let label) in arguments.dropFirst()
        where [.contains, .containsAny, .containsAll].contains(function) {
          points[reference, default: []].insert(label)
        }
      }
      for argument in arguments { turningPoints(argument, &points) }
    case .aggregate(_, _, let value, let condition):
      for node in [value, condition] { if let node { turningPoints(node, &points) } }
    }
  }

  fileprivate mutating func distance(_ node: RuleNode, _ wanted: Bool) -> Int {
    switch node {
    case .not(let operand):
      return distance(operand, !wanted)
    case .binary(.and, let left, let right):
      let (one, other) = (distance(left, wanted), distance(right, wanted))
      return wanted ? one + other : min(one, other)
    case .binary(.or, let left, let right):
      let (one, other) = (distance(left, wanted), distance(right, wanted))
      return wanted ? min(one, other) : one + other
    case .implication(let condition, let result):
      let (one, other) = (distance(condition, !wanted), distance(result, wanted))
      return wanted ? min(one, other) : one + other
    default:
      guard let truth = truth(node) else { return 2 }
      return truth == wanted ? 0 : 1
    }
  }
}

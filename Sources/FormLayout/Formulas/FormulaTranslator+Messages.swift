import FormDefinitions

extension FormulaTranslator {
  /// A message as the operands of a concatenation.
  ///
  /// An expression that has no formula is shown as an ellipsis.
  func message(_ template: MessageTemplate) -> [String] {
    template.parts.map { part in
      switch part {
      case .text(let text): Self.quoted(text)
      case .expression(let expression): shownOrNot(expression.root)
      }
    }
  }

  /// A value as a message shows it; an error in it must not take the message away.
  private func shownOrNot(_ node: RuleNode) -> String {
    guard let text = try? shown(node) else { return "\"…\"" }
    if case .field = node { return text }
    return "IFERROR(\(text),\"（未知）\")"
  }

  /// A value as a message shows it.
  private func shown(_ node: RuleNode) throws(FormulaGap) -> String {
    if node.type == .boolean {
      let truth = try truth(node)
      let rest = truth.fails == truth.holds.negated ? "否" : nil
      if let rest { return "IF(\(truth.holds.text),\"是\",\"\(rest)\")" }
      return
        "IF(\(truth.holds.text),\"是\",IF(\(truth.fails.text),\"否\",IF(\(try blank(node).text),\"（空）\",\"（未知）\")))"
    }
    let text = try plain(node)
    let known = try known(node)
    guard known != .always else { return text }
    let blank = try blank(node)
    let otherwise = blank == .never ? "\"（未知）\"" : "IF(\(blank.text),\"（空）\",\"（未知）\")"
    return "IF(\(known.text),\(text),\(otherwise))"
  }

  private func plain(_ node: RuleNode) throws(FormulaGap) -> String {
    let value = try value(node)
    switch node.type {
    case .number:
      return Self.isWhole(node) ? value : "ROUND(\(value),6)"
    case .text, .boolean: return value
    case .choices: return "MID(\(value),2,LEN(\(value))-2)"
    case .date:
      return
        "YEAR(\(value))&\"-\"&RIGHT(\"0\"&MONTH(\(value)),2)&\"-\"&RIGHT(\"0\"&DAY(\(value)),2)"
    case .month:
      return "INT((\(value)-1)/12)&\"-\"&RIGHT(\"0\"&MOD(\(value)-1,12)+1,2)"
    }
  }

  private static func isWhole(_ node: RuleNode) -> Bool {
    switch node {
    case .field(_, .integer), .field(_, .year), .aggregate(.count, _, _, _): true
    case .call(.age, _), .call(.size, _), .call(.length, _), .call(.days, _), .call(.months, _):
      true
    default: false
    }
  }
}

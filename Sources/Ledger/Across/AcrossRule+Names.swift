import FormDefinitions

extension AcrossRule {
  /// The fields and tables that a rule asks for, of its form and of the other one.
  var names: (own: Set<String>, other: Set<String>) {
    var (own, others): (Set<String>, Set<String>) = ([], [])
    func add(_ references: Set<RuleReference>, isOther: Bool = false) {
      for reference in references {
        switch reference {
        case .field(let id): if isOther { others.insert(id) } else { own.insert(id) }
        case .column(AcrossRule.otherName, let id): others.insert(id)
        case .column(let table, _): if isOther { others.insert(table) } else { own.insert(table) }
        }
      }
    }
    add(condition?.references ?? [], isOther: kind == .counts)
    add(check?.references ?? [])
    for template in templates { add(template.references) }
    own.formUnion(targets)
    others.formUnion(otherTargets)
    if let since { own.insert(since) }
    if let on { others.insert(on) }
    if form == other {
      own.formUnion(others)
      others = own
    }
    return (own, others)
  }

  private var templates: [MessageTemplate] {
    [words, late].compactMap { $0 }.flatMap { words in
      [words.message, words.fix, words.english?.message, words.english?.fix].compactMap { $0 }
    }
  }

  /// All that is computed for a record.
  var expressions: [RuleExpression] {
    [condition, check].compactMap { $0 }
      + templates.flatMap(\.parts).compactMap {
        if case .expression(let expression) = $0 { expression } else { nil }
      }
  }
}

import Findings

extension RuleChecker {
  /// Looks up a name that stands alone.
  mutating func reference(_ name: String, at offset: Int) throws(RuleError) -> CheckedRule {
    for table in tables.reversed() where !scope.qualifiedTables.contains(table) {
      if let type = scope.tables[table]?[name] {
        return try column(name, of: table, type: type, at: offset)
      }
    }
    if let type = scope.fields[name] { return try field(name, type: type, at: offset) }
    if scope.parameters.contains(name) {
      return CheckedRule(
        node: .parameter(name),
        kind: RuleKind(.number),
        offset: offset
      )
    }
    throw unknown(name, at: offset)
  }

  /// Looks up `form.name` or `table.name`.
  mutating func qualified(
    _ owner: String,
    _ name: String,
    at offset: Int,
    nameOffset: Int
  ) throws(RuleError) -> CheckedRule {
    if let columns = scope.tables[owner] {
      guard let type = columns[name] else {
        throw RuleError(
          at: nameOffset,
          "表 \(owner) 没有列 \(name)",
          en: "table \(owner) has no column \(name)",
          meant: NearestWord.to(name, among: columns.keys)
        )
      }
      guard tables.contains(owner) else { throw outside(name, of: owner, at: offset) }
      return try column(name, of: owner, type: type, at: offset)
    }
    guard owner == "form" else {
      throw RuleError(
        at: offset,
        "没有表 \(owner)",
        en: "there is no table \(owner)",
        meant: NearestWord.to(owner, among: Array(scope.tables.keys) + ["form"])
      )
    }
    guard let type = scope.fields[name] else {
      throw RuleError(
        at: nameOffset,
        "没有字段 \(name)",
        en: "there is no field \(name)",
        meant: NearestWord.to(name, among: scope.fields.keys)
      )
    }
    return try field(name, type: type, at: offset)
  }

  /// Looks up the name of a table, which the first argument of an aggregate must be.
  func table(_ syntax: RuleSyntax, of word: String) throws(RuleError) -> String {
    guard case .name(let name) = syntax.content else {
      throw RuleError(
        at: syntax.offset,
        LocalizedText(
          "\(word) 的第 1 个参数要是表名",
          en: "the first argument of \(word) must be a table"
        )
      )
    }
    guard scope.tables[name] != nil else {
      throw RuleError(
        at: syntax.offset,
        "没有表 \(name)",
        en: "there is no table \(name)",
        meant: NearestWord.to(name, among: scope.tables.keys)
      )
    }
    return name
  }

  private mutating func field(
    _ id: String,
    type: FieldType,
    at offset: Int
  ) throws(RuleError) -> CheckedRule {
    try mention(.field(id), type: type, at: offset)
  }

  private mutating func column(
    _ id: String,
    of table: String,
    type: FieldType,
    at offset: Int
  ) throws(RuleError) -> CheckedRule {
    try mention(.column(table: table, id: id), type: type, at: offset)
  }

  private mutating func mention(
    _ reference: RuleReference,
    type: FieldType,
    at offset: Int
  ) throws(RuleError) -> CheckedRule {
    guard let kind = RuleKind(type) else {
      throw RuleError(
        at: offset,
        LocalizedText(
          "\(reference) 是签字栏，不能用在规则里",
          en: "\(reference) is a signature and cannot be used in a rule"
        )
      )
    }
    references.insert(reference)
    return CheckedRule(node: .field(reference, type), kind: kind, offset: offset)
  }

  private func outside(_ name: String, of table: String, at offset: Int) -> RuleError {
    RuleError(
      at: offset,
      LocalizedText(
        "\(name) 是表 \(table) 的列，要写在 count、sum、any、all 等里面，如 any(\(table), filled(\(name)))",
        en: """
          \(name) is a column of table \(table) and must stand inside count, sum, any, all and the \
          like, as in any(\(table), filled(\(name)))
          """
      )
    )
  }

  private func unknown(_ name: String, at offset: Int) -> RuleError {
    if scope.tables[name] != nil {
      return RuleError(
        at: offset,
        "\(name) 是表，不是字段",
        en: "\(name) is a table, not a field",
        meant: "count(\(name))"
      )
    }
    let owners = scope.tables.filter { $0.value[name] != nil }.keys.sorted()
    if let owner = owners.first { return outside(name, of: owner, at: offset) }
    if !name.utf8.allSatisfy({ $0 < 128 }) {
      return RuleError(
        at: offset,
        LocalizedText(
          "没有字段 \(name)；文字要加引号：'\(name)'",
          en: "there is no field \(name); a text is put in quotation marks: '\(name)'"
        ),
        suggestion: "'\(name)'"
      )
    }
    let columns = tables.flatMap { scope.tables[$0].map { Array($0.keys) } ?? [] }
    let names = columns + Array(scope.fields.keys) + Array(scope.parameters)
    return RuleError(
      at: offset,
      "没有字段 \(name)",
      en: "there is no field \(name)",
      meant: NearestWord.to(name, among: names)
    )
  }
}

import Findings

/// Reads the rules across forms, files and periods.
struct AcrossRuleLoader {
  let root: YAMLNode
  let forms: FormCatalogue

  private static let keys = [
    "id", "form", "rows", "forms", "when", "check", "since", "within", "done", "at", "other_at",
    "severity", "stage", "message", "fix", "en", "late", "source", "note",
  ]

  func load() -> [AcrossRule] {
    root.expect(keys: ["across", "title", "note", "rules"], in: "跨表规则")
    _ = root.required("across")
    var seen: Set<String> = []
    return (root["rules"]?.elements ?? []).compactMap { node in
      let before = root.file.faults.count
      let rule = rule(node, seen: &seen)
      return root.file.faults[before...].contains { $0.severity == .error } ? nil : rule
    }
  }

  private func rule(_ node: YAMLNode, seen: inout Set<String>) -> AcrossRule? {
    let kinds = AcrossRule.Kind.allCases.map(\.rawValue)
    node.expect(keys: Self.keys + kinds, in: "规则")
    guard let id = node.required("id"), let source = node.required("source") else { return nil }
    node.checkUnique(id, in: &seen)
    DefinitionIdentifier.kebab.check(
      id,
      at: node["id"] ?? node,
      LocalizedText("规则名", en: "rule identifier")
    )
    let named = AcrossRule.Kind.allCases.filter { node[$0.rawValue] != nil }
    guard named.count == 1, let kind = named.first, let object = node[kind.rawValue] else {
      node.fault(
        "across.kind",
        LocalizedText("一条规则应恰好写一种", en: "A rule is of exactly one kind"),
        LocalizedText(
          "写 \(kinds.joined(separator: "、")) 中的一项",
          en: "Write one of \(kinds.joined(separator: ", "))"
        )
      )
      return nil
    }
    return AcrossRuleReading(node: node, root: root, forms: forms, kind: kind, object: object)
      .rule(id: id, source: source)
  }
}

/// Reads one rule whose kind is known.
private struct AcrossRuleReading {
  let node: YAMLNode
  let root: YAMLNode
  let forms: FormCatalogue
  let kind: AcrossRule.Kind
  /// What stands behind the kind's key.
  let object: YAMLNode

  func rule(id: String, source: String) -> AcrossRule? {
    guard kind != .unique else { return unique(id: id, source: source) }
    guard let formID = node.required("form"),
      let form = forms.form(formID, at: node["form"]), let other = other(than: form)
    else { return nil }
    let table = node["rows"]?.text
    if let table, form.table(table) == nil {
      node["rows"]?.fault(
        "rule.unknown-table",
        LocalizedText("表 \(form.id) 没有子表 \(table)", en: "\(form.id) has no table \(table)"),
        nearest(table, among: form.tables.map(\.id))
      )
      return nil
    }
    guard form.key != nil, other.key != nil else {
      node.fault(
        "across.key",
        LocalizedText("没有 key 的表不能与别的表对照", en: "A form without a key matches no other"),
        LocalizedText("给表加 key，或改用别的表", en: "Give the form a key, or name another")
      )
      return nil
    }
    let own = AcrossScope(form: form, table: table)
    let facing = AcrossScope(form: other, table: form.id == other.id ? table : nil)
    let scope = own.facing(facing)
    let expressions = ExpressionResolver(root: root)
    // What is counted are records of the other form.
    let condition = expression("when", scope: kind == .counts ? facing.alone : own.alone)
    let check = expression("check", scope: scope)
    if check == nil, ![.owes, .stays].contains(kind) { _ = node.required("check") }
    guard let words = words(node, scope: scope, expressions) else { return nil }
    var late: AcrossRule.Words?
    if let lateNode = node["late"] {
      lateNode.expect(keys: ["message", "fix", "en"], in: "late")
      late = self.words(lateNode, scope: scope, expressions)
    }
    let dates = kind == .owes ? owed(own, facing) : nil
    if kind == .owes, dates == nil { return nil }
    let references = check.map { named(in: $0, own, facing) } ?? ([], [])
    return AcrossRule(
      id: id,
      kind: kind,
      form: form.id,
      table: table,
      other: other.id,
      forms: [],
      place: nil,
      condition: condition,
      check: check,
      since: dates?.since,
      within: dates?.within,
      on: dates?.on,
      targets: fields("at", of: own) ?? dates.map { [$0.since] } ?? references.0,
      otherTargets: fields("other_at", of: facing) ?? dates.flatMap { $0.on.map { [$0] } }
        ?? references.1,
      severity: severity,
      stage: stage,
      words: words,
      late: late,
      source: source,
      line: node.line
    )
  }

  private func unique(id: String, source: String) -> AcrossRule? {
    guard let place = object.text.flatMap({ AcrossRule.Place(rawValue: $0) }) else {
      object.fault(
        "across.place",
        LocalizedText("没有“\(object.text ?? "")”", en: "There is no ‘\(object.text ?? "")’"),
        LocalizedText("写 household（户）、unit（单位）或 file（文件）", en: "Write household, unit or file")
      )
      return nil
    }
    guard let list = node["forms"] else {
      _ = node.required("forms")
      return nil
    }
    let known = list.elements.compactMap { element -> FormDefinition? in
      guard let form = forms.form(element.text ?? "", at: element) else { return nil }
      guard let key = form.key, form.field(key)?.type == .identityNumber else {
        element.fault(
          "across.key",
          LocalizedText("表 \(form.id) 不以证件号码为 key", en: "\(form.id) has no identity number as key"),
          LocalizedText("只写一户一行、以户主证件号码为 key 的表", en: "Name forms of households")
        )
        return nil
      }
      return form
    }
    guard let form = known.first, known.count == list.elements.count else { return nil }
    let nobody = AcrossScope(form: nil, table: nil)
    guard let words = words(node, scope: nobody.facing(nobody), ExpressionResolver(root: root))
    else { return nil }
    return AcrossRule(
      id: id,
      kind: .unique,
      form: form.id,
      table: nil,
      other: form.id,
      forms: known.map(\.id),
      place: place,
      condition: nil,
      check: nil,
      since: nil,
      within: nil,
      on: nil,
      targets: [],
      otherTargets: [],
      severity: severity,
      stage: stage,
      words: words,
      late: nil,
      source: source,
      line: node.line
    )
  }

  /// The form that stands behind the kind's key, or the form itself in the last period.
  private func other(than form: FormDefinition) -> FormDefinition? {
    switch kind {
    case .follows, .stays:
      guard object.text == "last-period" else {
        object.fault(
          "across.last-period",
          LocalizedText("\(kind.rawValue) 只能写 last-period", en: "Write last-period"),
          LocalizedText("写成 \(kind.rawValue): last-period", en: "\(kind.rawValue): last-period")
        )
        return nil
      }
      return form
    default: return forms.form(object.text ?? "", at: object)
    }
  }

  private func owed(
    _ own: AcrossScope,
    _ facing: AcrossScope
  ) -> (since: String, within: AcrossRule.Span, on: String?)? {
    guard let since = node.required("since"), let within = node.required("within") else {
      return nil
    }
    func isDate(_ id: String, _ scope: AcrossScope, _ key: String) -> Bool {
      if scope.fields[id] == .date { return true }
      node[key]?.fault(
        "across.date",
        LocalizedText("\(key) 应是日期字段，\(id) 不是", en: "\(key) is a day; \(id) is none"),
        nearest(id, among: scope.fields.filter { $0.value == .date }.map(\.key))
      )
      return false
    }
    let on = node["done"]?.text
    guard isDate(since, own, "since"), on.map({ isDate($0, facing, "done") }) ?? true else {
      return nil
    }
    if let days = Int(within), (0...3_650).contains(days) { return (since, .days(days), on) }
    guard let parameter = forms.parameters[within] else {
      node["within"]?.fault(
        "across.within",
        LocalizedText("没有参数 \(within)", en: "There is no parameter \(within)"),
        nearest(within, among: forms.parameters.keys.sorted())
      )
      return nil
    }
    return (since, .parameter(parameter), on)
  }

  // MARK: Parts

  private func expression(_ key: String, scope: RuleScope) -> RuleExpression? {
    guard let part = node[key], let text = part.requireText(key),
      let expression = ExpressionResolver(root: root).expression(text, at: part, scope: scope)
    else { return nil }
    if expression.type == .boolean { return expression }
    part.fault(
      "rule.type",
      LocalizedText("\(key) 应是一个条件", en: "\(key) must be a condition"),
      LocalizedText("写成能判断真假的式子，如 a = other.b", en: "Write a comparison: a = other.b")
    )
    return nil
  }

  private func words(
    _ node: YAMLNode,
    scope: RuleScope,
    _ expressions: ExpressionResolver
  ) -> AcrossRule.Words? {
    guard let message = node.required("message"), let fix = node.required("fix"),
      let messageTemplate = expressions.template(message, at: node["message"], scope: scope),
      let fixTemplate = expressions.template(fix, at: node["fix"], scope: scope)
    else { return nil }
    var words = AcrossRule.Words(message: messageTemplate, fix: fixTemplate)
    if let english = node["en"] {
      english.expect(keys: ["message", "fix"], in: "en")
      guard let message = english.required("message"), let fix = english.required("fix"),
        let messageTemplate = expressions.template(message, at: english["message"], scope: scope),
        let fixTemplate = expressions.template(fix, at: english["fix"], scope: scope)
      else { return nil }
      guard messageTemplate.expressions == words.message.expressions,
        fixTemplate.expressions == words.fix.expressions
      else {
        english.fault(
          "rule.english-differs",
          LocalizedText("英文与中文引用的值不同", en: "English and Chinese show different values"),
          LocalizedText("两种文字写同样的花括号", en: "Write the same braces in both languages")
        )
        return nil
      }
      words.english = .init(message: messageTemplate, fix: fixTemplate)
    }
    return words
  }

  private func fields(_ key: String, of scope: AcrossScope) -> [String]? {
    node[key]?.elements.compactMap { element in
      let id = element.text ?? ""
      if scope.fields[id] != nil { return id }
      element.fault(
        "rule.unknown-field",
        LocalizedText("\(key) 指向的 \(id) 不存在", en: "No field \(id)"),
        nearest(id, among: scope.fields.keys.sorted())
      )
      return nil
    }
  }

  private func named(
    in expression: RuleExpression,
    _ own: AcrossScope,
    _ facing: AcrossScope
  ) -> ([String], [String]) {
    var (fields, others): (Set<String>, Set<String>) = ([], [])
    for reference in expression.references {
      switch reference {
      case .field(let id): fields.insert(id)
      case .column(AcrossRule.otherName, let id): others.insert(id)
      case .column: break
      }
    }
    return (own.order.filter(fields.contains), facing.order.filter(others.contains))
  }

  private var severity: Severity {
    guard let part = node["severity"] else { return .error }
    if let severity = part.text.flatMap({ Severity(rawValue: $0) }), severity != .note {
      return severity
    }
    part.fault(
      "rule.severity",
      LocalizedText("没有级别“\(part.text ?? "")”", en: "There is no severity ‘\(part.text ?? "")’"),
      LocalizedText("写 error、confirm 或 warning", en: "Write error, confirm or warning")
    )
    return .error
  }

  private var stage: RuleDefinition.Stage {
    guard let part = node["stage"] else { return .enforced }
    if let stage = part.text.flatMap({ RuleDefinition.Stage(rawValue: $0) }) { return stage }
    part.fault(
      "rule.stage",
      LocalizedText("没有阶段“\(part.text ?? "")”", en: "There is no stage ‘\(part.text ?? "")’"),
      LocalizedText("写 draft、beta 或 enforced", en: "Write draft, beta or enforced")
    )
    return .enforced
  }

  private func nearest(_ word: String, among known: [String]) -> LocalizedText {
    NearestWord.hint(word, among: known)
      ?? LocalizedText(
        "可用：\(known.joined(separator: "、"))",
        en: "Known: \(known.joined(separator: ", "))"
      )
  }
}

/// The names that one side of a rule gives to expressions.
private struct AcrossScope {
  /// The fields by identifier; for rows the columns, then the record's own fields.
  var fields: [String: FieldType] = [:]
  /// The identifiers in printed order.
  var order: [String] = []
  private var tables: [String: [String: FieldType]] = [:]
  private var parameters: Set<String> = []
  private var labels: [String: Set<String>] = [:]

  init(form: FormDefinition?, table: String?) {
    guard let form else { return }
    let columns = table.flatMap { form.table($0) }?.fields ?? []
    for field in columns + form.fields where fields[field.id] == nil {
      fields[field.id] = field.type
      order.append(field.id)
    }
    let whole = form.ruleScope()
    if table == nil { tables = whole.tables }
    parameters = whole.parameters
    labels = whole.codeLabels
  }

  /// The names where there is no other record.
  var alone: RuleScope {
    var scope = RuleScope(
      fields: fields,
      tables: tables,
      parameters: parameters,
      codeLabels: labels
    )
    scope.isAcrossForms = true
    return scope
  }

  /// The names where a record is held against another.
  func facing(_ other: AcrossScope) -> RuleScope {
    var scope = alone
    for fact in AcrossRule.Fact.allCases where scope.fields[fact.rawValue] == nil {
      scope.fields[fact.rawValue] = fact.type
    }
    var columns = other.fields
    for fact in AcrossRule.OtherFact.allCases where columns[fact.rawValue] == nil {
      columns[fact.rawValue] = .text
    }
    scope.tables[AcrossRule.otherName] = columns
    scope.rowTable = AcrossRule.otherName
    scope.qualifiedTables = [AcrossRule.otherName]
    scope.codeLabels.merge(other.labels) { first, _ in first }
    return scope
  }
}

import Findings

/// Reads the rules of a form whose fields are known.
struct RuleLoader {
  let root: YAMLNode
  let form: FormDefinition

  func load() -> [RuleDefinition] {
    var seen: Set<String> = []
    return (root["rules"]?.elements ?? []).compactMap { node in
      node.expect(
        keys: [
          "id", "for", "check", "at", "severity", "stage", "message", "fix", "en", "source", "note",
        ],
        in: "规则"
      )
      guard let id = required("id", in: node), let check = required("check", in: node),
        let message = required("message", in: node), let fix = required("fix", in: node)
      else { return nil }
      DefinitionIdentifier.kebab.check(
        id,
        at: node["id"] ?? node,
        LocalizedText("规则名", en: "rule identifier")
      )
      if !seen.insert(id).inserted {
        node.fault(
          "rule.duplicate-id",
          LocalizedText("规则 \(id) 重名", en: "Rule \(id) exists twice"),
          LocalizedText("换一个 id", en: "Give it another id")
        )
      }
      let table = node["for"]?.text
      if let table, form.table(table) == nil {
        node["for"]?.fault(
          "rule.unknown-table",
          LocalizedText("没有子表 \(table)", en: "There is no table \(table)"),
          NearestWord.hint(table, among: form.tables.map(\.id))
            ?? LocalizedText(
              "可用：\(form.tables.map(\.id).joined(separator: "、"))",
              en: "Known: \(form.tables.map(\.id).joined(separator: ", "))"
            )
        )
        return nil
      }
      let scope = form.ruleScope(rowsOf: table)
      let expressions = ExpressionResolver(root: root)
      guard
        let expression = expressions.expression(check, at: node["check"], scope: scope),
        let messageTemplate = expressions.template(message, at: node["message"], scope: scope),
        let fixTemplate = expressions.template(fix, at: node["fix"], scope: scope)
      else { return nil }
      guard expression.type == .boolean else {
        node["check"]?.fault(
          "rule.type",
          LocalizedText("规则应是一个条件", en: "A rule must be a condition"),
          LocalizedText("写成能判断真假的式子，如 a = b", en: "Write a comparison such as a = b")
        )
        return nil
      }
      return RuleDefinition(
        id: id,
        table: table,
        check: expression,
        targets: targets(node, table: table, expression: expression),
        severity: severity(node),
        stage: stage(node),
        message: messageTemplate,
        fix: fixTemplate,
        english: english(node["en"], message: messageTemplate, fix: fixTemplate, scope: scope),
        source: node["source"]?.text,
        line: node.line
      )
    }
  }

  private func english(
    _ node: YAMLNode?,
    message: MessageTemplate,
    fix: MessageTemplate,
    scope: RuleScope
  ) -> RuleDefinition.English? {
    guard let node else { return nil }
    node.expect(keys: ["message", "fix"], in: "英文说法")
    guard let message = english("message", of: node, like: message, scope: scope),
      let fix = english("fix", of: node, like: fix, scope: scope)
    else { return nil }
    return RuleDefinition.English(message: message, fix: fix)
  }

  private func english(
    _ key: String,
    of node: YAMLNode,
    like chinese: MessageTemplate,
    scope: RuleScope
  ) -> MessageTemplate? {
    guard let text = required(key, in: node),
      let template = ExpressionResolver(root: root).template(text, at: node[key], scope: scope)
    else { return nil }
    guard template.expressions == chinese.expressions else {
      node[key]?.fault(
        "rule.english-differs",
        LocalizedText("英文与中文引用的值不同", en: "English and Chinese show different values"),
        LocalizedText("两种文字写同样的花括号", en: "Write the same braces in both languages")
      )
      return nil
    }
    return template
  }

  private func required(_ key: String, in node: YAMLNode) -> String? {
    guard let value = node[key] else {
      node.fault(
        "rule.missing",
        LocalizedText("规则缺少 \(key)", en: "A rule lacks \(key)"),
        LocalizedText("加上 \(key): …", en: "Add \(key): …")
      )
      return nil
    }
    return value.requireText(key)
  }

  private func targets(
    _ node: YAMLNode,
    table: String?,
    expression: RuleExpression
  ) -> [RuleReference] {
    var result: [RuleReference] = []
    for name in node["at"]?.elements ?? [] {
      guard let text = name.text else { continue }
      let parts = text.split(separator: ".").map(String.init)
      if let table, form.table(table)?.field(text) != nil {
        result.append(.column(table: table, id: text))
      } else if form.field(text) != nil {
        result.append(.field(text))
      } else if parts.count == 2, form.table(parts[0])?.field(parts[1]) != nil {
        result.append(.column(table: parts[0], id: parts[1]))
      } else {
        name.fault(
          "rule.unknown-field",
          LocalizedText("at 指向的 \(text) 不存在", en: "No field \(text)"),
          LocalizedText("写已有的字段，或 子表.列", en: "Name a field, or table.column")
        )
      }
    }
    return result.isEmpty ? inReadingOrder(expression.references) : result
  }

  private func severity(_ node: YAMLNode) -> Severity {
    guard let severityNode = node["severity"], let text = severityNode.text else { return .error }
    guard let severity = Severity(rawValue: text), severity != .note else {
      severityNode.fault(
        "rule.severity",
        LocalizedText("没有级别“\(text)”", en: "There is no severity ‘\(text)’"),
        LocalizedText("写 error、confirm 或 warning", en: "Write error, confirm or warning")
      )
      return .error
    }
    return severity
  }

  private func stage(_ node: YAMLNode) -> RuleDefinition.Stage {
    guard let stageNode = node["stage"], let text = stageNode.text else { return .enforced }
    guard let stage = RuleDefinition.Stage(rawValue: text) else {
      stageNode.fault(
        "rule.stage",
        LocalizedText("没有阶段“\(text)”", en: "There is no stage ‘\(text)’"),
        LocalizedText("写 draft、beta 或 enforced", en: "Write draft, beta or enforced")
      )
      return .enforced
    }
    return stage
  }

  /// References in the order in which the form prints their fields.
  private func inReadingOrder(_ references: Set<RuleReference>) -> [RuleReference] {
    let fields = form.fields.map { RuleReference.field($0.id) }
    let columns = form.tables.flatMap { table in
      table.fields.map { RuleReference.column(table: table.id, id: $0.id) }
    }
    return (fields + columns).filter(references.contains)
  }
}

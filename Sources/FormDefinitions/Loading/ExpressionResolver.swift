import Findings

/// Parses the expressions of fields and rules, once every field's type is known.
struct ExpressionResolver {
  let root: YAMLNode

  /// Fills in what fields require and compute.
  func resolve(_ form: inout FormDefinition) {
    let scope = form.ruleScope()
    form.fields = form.fields.map {
      resolved($0, node: root["fields"]?[$0.id], scope: scope)
    }
    form.tables = form.tables.map { table in
      var table = table
      let scope = form.ruleScope(rowsOf: table.id)
      table.fields = table.fields.map {
        resolved($0, node: root["tables"]?[table.id]?["fields"]?[$0.id], scope: scope)
      }
      return table
    }
  }

  func expression(_ text: String, at node: YAMLNode?, scope: RuleScope) -> RuleExpression? {
    do {
      return try RuleExpression(text, scope: scope)
    } catch {
      report(error, at: node)
      return nil
    }
  }

  func template(_ text: String, at node: YAMLNode?, scope: RuleScope) -> MessageTemplate? {
    do {
      return try MessageTemplate(text, scope: scope)
    } catch {
      report(error, at: node)
      return nil
    }
  }

  private func resolved(
    _ field: FieldDefinition,
    node: YAMLNode?,
    scope: RuleScope
  ) -> FieldDefinition {
    var field = field
    if let required = node?["required"], required.boolean == nil, let text = required.text {
      guard text.hasPrefix("when ") else {
        required.fault(
          "field.required",
          LocalizedText("required 写法有误", en: "required cannot be understood"),
          LocalizedText("写 true、false 或 when 条件", en: "Write true, false or when CONDITION")
        )
        return field
      }
      if let condition = expression(String(text.dropFirst(5)), at: required, scope: scope) {
        if condition.type == .boolean {
          field.requirement = .when(condition)
        } else {
          required.fault(
            "rule.type",
            LocalizedText("when 后应是一个条件", en: "when needs a condition"),
            LocalizedText("写成能判断真假的式子", en: "Write a comparison")
          )
        }
      }
    }
    if let computed = node?["computed"], let text = computed.text {
      field.computed = expression(text, at: computed, scope: scope)
    }
    return field
  }

  private func report(_ error: RuleError, at node: YAMLNode?) {
    guard let meant = error.suggestion else {
      (node ?? root).fault(
        "rule.expression",
        error.message,
        LocalizedText("改正这个式子", en: "Correct the expression")
      )
      return
    }
    // The message asks whether the near word is meant; here that is the remedy, said once.
    (node ?? root).fault(
      "rule.expression",
      LocalizedText(
        error.message.chinese.replacing("；是否 \(meant)？", with: ""),
        en: error.message.english.replacing("; did you mean \(meant)?", with: "")
      ),
      LocalizedText("是否应为 \(meant)？", en: "Did you mean \(meant)?")
    )
  }
}

import FormDefinitions

/// The words of 填表说明, which all follow from the definition.
struct InstructionWords {
  let form: FormDefinition

  var title: String { "\(form.title)　填表说明" }

  var paragraphs: [String] {
    var lines: [String] = []
    if !form.filledBy.isEmpty { lines.append("谁来填：\(form.filledBy)。") }
    if !form.frequency.isEmpty { lines.append("何时填：\(form.frequency)。") }
    lines += form.instructions
    lines += [
      "白色格子可填写，灰底格子是表头，请勿改动；工作表未设密码，确需调整时可在“审阅”中撤销保护。",
      "可以复制、排序、筛选和插入行；隐藏的第一行、第一列用来识别各格，请勿删除。",
      "带下拉箭头的格子请从列表中选择；多项之间用顿号（、）隔开。没有的金额填 0，不要留空。",
      "填完后直接保存为 .xlsx 发回，不必改文件名。",
    ]
    return lines.enumerated().map { "\($0 + 1)．\($1)" }
  }

  var sections: [(title: String, fields: [FieldDefinition])] {
    let groups = form.groups.map { group in
      (
        title: group.label.isEmpty ? form.name : group.label,
        fields: group.fields.compactMap(form.field).filter { $0.type != .signature }
      )
    }
    let tables = form.tables.map { table in
      (title: "\(table.label)（每行一条）", fields: table.fields.filter { !$0.isPreset })
    }
    return (groups + tables).filter { !$0.1.isEmpty }
  }

  func line(_ field: FieldDefinition) -> [String] {
    [
      field.label, FieldWords.requirement(field), field.help ?? "",
      FieldWords.expectation(field, form: form), field.example ?? "",
    ]
  }
}

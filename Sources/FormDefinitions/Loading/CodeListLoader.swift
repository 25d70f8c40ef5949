import Findings

/// Reads a code list.
struct CodeListLoader {
  let root: YAMLNode

  func load() -> CodeList? {
    root.expect(
      keys: ["list", "title", "source", "exclusive", "personal", "parent", "codes", "note"],
      in: "代码表"
    )
    guard let id = root["list"]?.requireText("list"),
      let title = root["title"]?.requireText("title")
    else {
      if root["list"] == nil || root["title"] == nil {
        root.fault(
          "definition.missing",
          LocalizedText("缺少 list 或 title", en: "list or title is missing"),
          LocalizedText("在文件开头写 list 和 title", en: "Write list and title at the top")
        )
      }
      return nil
    }
    DefinitionIdentifier.kebab.check(
      id,
      at: root["list"] ?? root,
      LocalizedText("代码表名", en: "code list identifier")
    )
    var codes: [Code] = []
    var meanings: [String: String] = [:]
    for node in root["codes"]?.elements ?? [] {
      guard let code = code(node) else { continue }
      for word in [code.label] + code.synonyms {
        if let other = meanings[word], other != code.label {
          node.fault(
            "codes.ambiguous",
            LocalizedText(
              "“\(word)”同时指“\(other)”和“\(code.label)”",
              en: "‘\(word)’ means both ‘\(other)’ and ‘\(code.label)’"
            ),
            LocalizedText("只留一处", en: "Keep it in one place")
          )
        } else if meanings[word] != nil, word == code.label {
          node.fault(
            "codes.duplicate-label",
            LocalizedText("“\(word)”写了两次", en: "‘\(word)’ stands twice"),
            LocalizedText("删去一处", en: "Remove one of them")
          )
        }
        meanings[word] = code.label
      }
      codes.append(code)
    }
    if codes.isEmpty {
      root.fault(
        "codes.empty",
        LocalizedText("代码表没有内容", en: "The code list is empty"),
        LocalizedText("在 codes 下逐行写出选项", en: "List the choices under codes")
      )
    }
    for node in root["exclusive"]?.elements ?? [] {
      guard let label = node.text, !codes.contains(where: { $0.label == label }) else { continue }
      node.fault(
        "codes.unknown-label",
        LocalizedText("exclusive 里的“\(label)”不是选项", en: "‘\(label)’ is no code of the list"),
        LocalizedText("写 codes 里的名称", en: "Write a label that stands under codes")
      )
    }
    return CodeList(
      id: id,
      title: title,
      source: root["source"]?.text ?? "",
      codes: codes,
      parent: root["parent"]?.text,
      exclusive: root["exclusive"]?.texts ?? [],
      isPersonal: root.flag("personal")
    )
  }

  private func code(_ node: YAMLNode) -> Code? {
    guard node.isMapping else { return node.text.map { Code(label: $0) } }
    node.expect(
      keys: ["label", "code", "synonyms", "loose", "parents", "source", "note"],
      in: "选项"
    )
    guard let label = node["label"]?.requireText("label") else {
      if node["label"] == nil {
        node.fault(
          "definition.missing",
          LocalizedText("选项没有 label", en: "A code has no label"),
          LocalizedText("加上 label: …", en: "Add label: …")
        )
      }
      return nil
    }
    return Code(
      code: node["code"]?.text ?? "",
      label: label,
      synonyms: node["synonyms"]?.texts ?? [],
      loose: node["loose"]?.texts ?? [],
      parents: node["parents"]?.texts ?? []
    )
  }
}

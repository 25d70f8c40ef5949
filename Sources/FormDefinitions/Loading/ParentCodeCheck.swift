import Findings

/// Holds that a cascading code list and the list above it fit together.
struct ParentCodeCheck {
  let list: CodeList
  let lists: [String: CodeList]
  let root: YAMLNode

  func run() {
    guard let id = list.parent else {
      for node in root["codes"]?.elements ?? [] {
        node["parents"]?.fault(
          "codes.parent",
          LocalizedText("写了 parents，但代码表没有 parent", en: "parents need the list's parent"),
          LocalizedText("在文件开头写 parent: 上级代码表", en: "Write parent: LIST at the top")
        )
      }
      return
    }
    guard let parent = lists[id] else {
      root["parent"]?.fault(
        "codes.parent",
        LocalizedText("没有代码表“\(id)”", en: "There is no code list ‘\(id)’"),
        NearestWord.hint(id, among: lists.keys.filter { $0 != list.id })
          ?? LocalizedText("写已有的代码表", en: "Name an existing code list")
      )
      return
    }
    let labels = parent.codes.map(\.label)
    for node in root["codes"]?.elements ?? [] {
      for name in node["parents"]?.elements ?? [] {
        guard let label = name.text, !labels.contains(label) else { continue }
        name.fault(
          "codes.unknown-label",
          LocalizedText("“\(label)”不是 \(id) 的选项", en: "‘\(label)’ is no code of \(id)"),
          NearestWord.to(label, among: labels).map {
            LocalizedText("是否应为“\($0)”？", en: "Did you mean ‘\($0)’?")
          } ?? LocalizedText("写上级代码表里的名称", en: "Write a label of that list")
        )
      }
    }
  }
}

import Findings
import Foundation

/// Reads the figures that rules refer to by name.
struct ParameterLoader {
  let root: YAMLNode

  func load() -> [FormParameter] {
    root.pairs.compactMap { id, _, node in
      node.expect(keys: ["title", "unit", "values", "note", "source"], in: "参数")
      guard let title = node["title"]?.requireText("title") else { return nil }
      let entries = (node["values"]?.elements ?? []).compactMap(entry)
      return FormParameter(id: id, title: title, unit: node["unit"]?.text ?? "", entries: entries)
    }
  }

  private func entry(_ node: YAMLNode) -> FormParameter.Entry? {
    node.expect(keys: ["year", "area", "value", "source", "note"], in: "数值")
    guard let year = node["year"]?.text.flatMap({ Int($0) }),
      let value = node["value"]?.text.flatMap({ Decimal(string: $0) })
    else {
      node.fault(
        "parameter.value",
        LocalizedText("数值要有 year 和 value", en: "A figure needs year and value"),
        LocalizedText(
          "写成 {year: 2023, area: \"41\", value: 7500, source: …}",
          en: "Write {year: 2023, area: \"41\", value: 7500, source: …}"
        )
      )
      return nil
    }
    return FormParameter.Entry(
      year: year,
      area: node["area"]?.text ?? "",
      value: value,
      source: node["source"]?.text ?? ""
    )
  }
}

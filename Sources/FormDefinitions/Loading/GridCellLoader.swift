import Findings
import Spreadsheet

/// Reads one cell of a card's grid.
struct GridCellLoader {
  let node: YAMLNode
  let form: FormDefinition
  /// The number of grid columns left in the row.
  let rest: Int

  func load() -> CardLayout.GridCell {
    if let text = node.text { return cell(content(named: text), across: defaultSpan(text)) }
    let pairs = node.pairs
    if pairs.count == 1, let pair = pairs.first {
      switch pair.key {
      case "text": return cell(.plain(pair.value.text ?? ""), across: rest)
      case "section": return cell(.section(pair.value.text ?? ""), across: rest)
      case "signature": return cell(.signature(pair.value.texts), across: rest)
      case "note": return cell(.note(pair.value.texts), across: rest)
      case "label", "field": break
      default:
        guard let span = pair.value.text.flatMap({ Int($0) }), (1...60).contains(span) else {
          pair.value.fault(
            "layout.span",
            LocalizedText("跨列数应为 1 至 60 的整数", en: "A span is a whole number from 1 to 60"),
            LocalizedText("写成 文字: 3", en: "Write it as TEXT: 3")
          )
          return cell(content(named: pair.key), across: 1)
        }
        return cell(content(named: pair.key), across: span)
      }
    }
    node.expect(keys: ["label", "field", "across", "down", "align"], in: "格子")
    var result: CardLayout.GridCell
    if let field = node["field"]?.text {
      result = cell(content(named: "$" + field), across: 1)
    } else {
      result = cell(.label(node["label"]?.text ?? ""), across: 1)
    }
    result.across = node.integer("across", in: 1...60) ?? 1
    result.down = node.integer("down", in: 1...200) ?? 1
    result.alignment = alignment()
    return result
  }

  private func alignment() -> CellStyle.HorizontalAlignment? {
    guard let alignNode = node["align"] else { return nil }
    switch alignNode.text {
    case "left": return .left
    case "right": return .right
    case "center": return .center
    default:
      alignNode.fault(
        "layout.align",
        LocalizedText(
          "没有对齐方式“\(alignNode.text ?? "")”",
          en: "There is no alignment ‘\(alignNode.text ?? "")’"
        ),
        LocalizedText("写 left、center 或 right", en: "Write left, center or right")
      )
      return nil
    }
  }

  private func cell(_ content: CardLayout.Content, across: Int) -> CardLayout.GridCell {
    CardLayout.GridCell(content: content, column: 0, across: across, down: 1, alignment: nil)
  }

  private func defaultSpan(_ text: String) -> Int {
    form.table(text) != nil || text == "title" || text == "number" ? rest : 1
  }

  private func content(named name: String) -> CardLayout.Content {
    if name == "title" { return .title }
    if name == "number" { return .identity }
    if form.table(name) != nil { return .table(name) }
    guard name.hasPrefix("$") else { return name.isEmpty ? .blank : .label(name) }
    let id = String(name.dropFirst())
    if form.field(id) == nil {
      node.fault(
        "definition.unknown-field",
        LocalizedText("没有字段 \(id)", en: "There is no field \(id)"),
        NearestWord.to(id, among: form.fields.map(\.id)).map {
          LocalizedText("是否应为 $\($0)？", en: "Did you mean $\($0)?")
        } ?? LocalizedText("改为已有的字段", en: "Name an existing field")
      )
    }
    return .field(id)
  }
}

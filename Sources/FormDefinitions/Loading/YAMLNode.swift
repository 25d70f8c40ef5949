internal import Yams
import Findings

/// A node of a definition file that knows its place, and a sink for faults.
///
/// Reading goes on after a fault, so that one run shows all of them.
struct YAMLNode {
  let node: Node
  let file: FaultCollector

  var line: Int { node.mark?.line ?? 0 }
  var column: Int { node.mark?.column ?? 0 }

  /// The text of a scalar, or `nil` for anything else.
  var text: String? { node.scalar?.string }

  /// The text of a scalar as written; a fault and `nil` for anything else.
  func requireText(_ what: String) -> String? {
    guard let text, !text.isEmpty else {
      fault(
        "definition.type",
        LocalizedText("\(what) 应为文字", en: "\(what) must be a text"),
        LocalizedText("在冒号后写一段文字", en: "Write a text after the colon")
      )
      return nil
    }
    return text
  }

  var boolean: Bool? {
    switch text {
    case "true", "是", "yes": true
    case "false", "否", "no": false
    default: nil
    }
  }

  /// The elements of a sequence; a single scalar counts as a sequence of one.
  var elements: [YAMLNode] {
    switch node {
    case .sequence(let sequence): sequence.map { YAMLNode(node: $0, file: file) }
    case .scalar, .mapping, .alias: [self]
    }
  }

  var isSequence: Bool { node.sequence != nil }
  var isMapping: Bool { node.mapping != nil }

  /// The texts of a sequence of scalars, or of a single scalar.
  var texts: [String] { elements.compactMap(\.text) }

  /// The pairs of a mapping in the file's order.
  var pairs: [(key: String, keyNode: YAMLNode, value: YAMLNode)] {
    guard let mapping = node.mapping else { return [] }
    return mapping.compactMap { key, value in
      guard let name = key.scalar?.string else { return nil }
      return (name, YAMLNode(node: key, file: file), YAMLNode(node: value, file: file))
    }
  }

  subscript(key: String) -> YAMLNode? { pair(key).map { YAMLNode(node: $0.value, file: file) } }

  /// The key itself, for what is wrong with all that stands under it.
  func key(_ key: String) -> YAMLNode? { pair(key).map { YAMLNode(node: $0.key, file: file) } }

  /// The first pair of a mapping with a key; a form is asked for some thousand.
  private func pair(_ key: String) -> (key: Node, value: Node)? {
    guard let mapping = node.mapping else { return nil }
    // Its iterator would copy all pairs first.
    return mapping.indices.first { mapping[$0].key.scalar?.string == key }.map { mapping[$0] }
  }

  /// Reports every key that is not among the known ones, with the nearest known one.
  func expect(keys known: [String], in what: String) {
    // Between Chinese and Latin letters stands a space.
    let what = what.last?.isASCII == true ? what + " " : what
    for (key, keyNode, _) in pairs where !known.contains(key) {
      let near = NearestWord.to(key, among: known)
      keyNode.fault(
        "definition.unknown-key",
        LocalizedText("\(what)中没有“\(key)”这一项", en: "There is no key ‘\(key)’ here"),
        near.map { LocalizedText("是否应为“\($0)”？", en: "Did you mean ‘\($0)’?") }
          ?? LocalizedText(
            "可用的项：\(known.joined(separator: "、"))",
            en: "Known keys: \(known.joined(separator: ", "))"
          )
      )
    }
  }

  func fault(
    _ code: Finding.Code,
    _ message: LocalizedText,
    _ fix: LocalizedText,
    severity: Severity = .error
  ) {
    file.add(
      DefinitionFault(
        file: file.name,
        line: line,
        column: column,
        code: code,
        severity: severity,
        message: message,
        fix: fix
      )
    )
  }
}

/// Collects the faults of one definition file.
final class FaultCollector {
  let name: String
  private(set) var faults: [DefinitionFault] = []

  init(name: String) { self.name = name }

  func add(_ fault: DefinitionFault) { faults.append(fault) }
}

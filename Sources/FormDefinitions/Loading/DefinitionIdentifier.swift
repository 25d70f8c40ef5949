import Findings

/// The two ways in which definitions name things.
enum DefinitionIdentifier {
  /// Fields and tables: `head_name`. Expressions use these names.
  case snake
  /// Forms, code lists and rules: `risk-clearance`. Workbooks carry these names.
  case kebab

  /// Reports an identifier that is not of this kind.
  ///
  /// - Parameters:
  ///   - id: the identifier.
  ///   - node: where it stands.
  ///   - what: what it names, in Chinese and English.
  func check(_ id: String, at node: YAMLNode, _ what: LocalizedText) {
    let joint: Unicode.Scalar = self == .snake ? "_" : "-"
    let scalars = id.unicodeScalars
    let isGood =
      scalars.first.map { ("a"..."z").contains($0) } ?? false
      && scalars.allSatisfy {
        ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == joint
      }
    guard !isGood else { return }
    let mark = LocalizedText(self == .snake ? "下划线" : "连字符", en: "\(joint)")
    node.fault(
      "definition.identifier",
      LocalizedText("\(what.chinese)“\(id)”不合规", en: "‘\(id)’ is no \(what.english)"),
      LocalizedText(
        "用小写字母开头，只含小写字母、数字和\(mark.chinese)",
        en: "Begin with a lower-case letter; use lower-case letters, digits and \(mark.english)"
      )
    )
  }
}

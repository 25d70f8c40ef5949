internal import Yams
import Findings

/// Reads the text of a definition file as YAML.
struct DefinitionFile {
  let source: DefinitionSource

  /// The file's root node; what is no YAML is told.
  ///
  /// - Parameter faults: where a fault of the text is told.
  /// - Returns: the node, or `nil` for a text with a fault.
  func root(faults: inout [DefinitionFault]) -> YAMLNode? {
    do {
      // What a scalar is, its reader knows: to guess whether it is a number or a date costs as much as
      // all else.
      if let node = try Yams.compose(yaml: source.text, .basic) {
        return YAMLNode(node: node, file: FaultCollector(name: source.name))
      }
      faults.append(
        DefinitionFault(
          file: source.name,
          line: 1,
          code: "definition.empty",
          message: LocalizedText("文件是空的", en: "The file is empty"),
          fix: LocalizedText("写入表的定义，或删去此文件", en: "Write a definition or remove the file")
        )
      )
    } catch {
      faults.append(syntaxFault(error))
    }
    return nil
  }

  /// The fault of keys that stand twice, at the line where the first of them comes again.
  private func repeatedKeys(_ names: [String], after first: Int) -> DefinitionFault {
    let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
    let places = lines.indices.dropFirst(max(0, first - 1)).filter { index in
      let text = lines[index].drop { $0 == " " }
      return names.contains { text.hasPrefix("\($0):") }
    }
    let indent = places.first.map { lines[$0].prefix { $0 == " " }.count }
    let again = places.dropFirst().first { lines[$0].prefix { $0 == " " }.count == indent }
    return DefinitionFault(
      file: source.name,
      line: again.map { $0 + 1 } ?? first,
      code: "definition.yaml",
      message: LocalizedText(
        "同一层里“\(names.joined(separator: "”“"))”写了两次",
        en: "A key stands twice: \(names.joined(separator: ", "))"
      ),
      fix: LocalizedText("删去一处，或改名", en: "Remove or rename one of them")
    )
  }

  private func syntaxFault(_ error: any Error) -> DefinitionFault {
    var line = 1
    var problem = "YAML"
    if let error = error as? YamlError {
      switch error {
      case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
        .composer(_, let text, let mark, _):
        line = mark.line
        problem = text
      case .duplicatedKeysInMapping(let keys, let context):
        return repeatedKeys(keys.map { "\($0)" }, after: context.mark.line)
      default: break
      }
    }
    return DefinitionFault(
      file: source.name,
      line: line,
      code: "definition.yaml",
      message: LocalizedText("YAML 写法有误（\(problem)）", en: "This is not valid YAML (\(problem))"),
      fix: LocalizedText(
        "检查这一行和上一行的缩进、括号、引号和冒号后的空格",
        en: "Check indentation, brackets, quotes and spaces after colons here and in the line above"
      )
    )
  }
}

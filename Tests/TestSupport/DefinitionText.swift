public import FormDefinitions
import Findings

/// A definition typed inline, each faulty line of which carries what is expected of it.
///
/// ```yaml
/// naem: 走访表 # ← definition.unknown-key 表中没有“naem”这一项 → 是否应为“name”？
/// ```
///
/// Several faults of one line are divided by ` ｜ `; a warning has `(warning)` after its code.
public struct DefinitionText: Sendable {
  /// What begins the expectation at the end of a line.
  public static let mark = " # ← "

  /// What the file defines.
  public var kind: DefinitionSource.Kind
  /// The text with its marks.
  public var marked: String

  /// Creates a text.
  public init(_ kind: DefinitionSource.Kind, _ marked: String) {
    self.kind = kind
    self.marked = marked
  }

  /// The text as its author would have written it, without the marks.
  public var plain: String {
    marked.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in line.split(separator: Self.mark, maxSplits: 1).first ?? "" }
      .joined(separator: "\n")
  }

  /// The text with the faults that loading finds, in the same marks.
  ///
  /// - Parameter others: the files that stand beside it; they have no faults of their own.
  /// - Returns: The plain text, each fault at the end of its line.
  public func loaded(beside others: [DefinitionSource] = standardLists) -> String {
    let name = "here.yaml"
    let sources = others + [DefinitionSource(kind, name: name, text: plain)]
    let catalogue = FormCatalogue(sources: sources)
    let campaigns = CampaignCatalogue(sources: sources, forms: catalogue)
    let across = AcrossCatalogue(sources: sources, forms: catalogue)
    var lines = plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var strays: [String] = []
    var byLine: [Int: [String]] = [:]
    for fault in catalogue.faults + campaigns.faults + across.faults {
      let severity = fault.severity == .error ? "" : "(\(fault.severity.rawValue)) "
      let text =
        "\(fault.code.rawValue) \(severity)\(fault.message.chinese) → \(fault.fix.chinese)"
      if fault.file == name, (1...lines.count).contains(fault.line) {
        byLine[fault.line, default: []].append(text)
      } else {
        strays.append("\(fault.file):\(fault.line): \(text)")
      }
    }
    for (line, texts) in byLine { lines[line - 1] += Self.mark + texts.joined(separator: " ｜ ") }
    return (strays + lines).joined(separator: "\n")
  }

  /// Code lists that definitions in tests may use: 性别, 户类型 and, below it, 监测对象类别.
  public static let standardLists: [DefinitionSource] = [
    DefinitionSource(
      .codeList,
      name: "codes/sex.yaml",
      text: "{list: sex, title: 性别, codes: [男, 女]}"
    ),
    DefinitionSource(
      .codeList,
      name: "codes/household-type.yaml",
      text: "{list: household-type, title: 户类型, codes: [脱贫户, 一般农户]}"
    ),
    DefinitionSource(
      .codeList,
      name: "codes/category.yaml",
      text: """
        list: category
        title: 监测对象类别
        parent: household-type
        codes:
          - {label: 脱贫不稳定户, parents: [脱贫户]}
          - {label: 边缘易致贫户, parents: [一般农户]}
          - 突发严重困难户
        """
    ),
  ]
}

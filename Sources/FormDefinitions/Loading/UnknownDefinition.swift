public import Findings

/// There is no form, or no round, of an identifier.
public struct UnknownDefinition: Error, Hashable, Sendable {
  /// What was asked for.
  public enum Kind: Hashable, Sendable {
    /// A form.
    case form
    /// A round.
    case campaign
  }

  /// What was asked for.
  public var kind: Kind
  /// The identifier asked for.
  public var id: String
  /// The nearest identifier, if one is near.
  public var nearest: String?
  /// All identifiers.
  public var known: [String]

  init(_ kind: Kind, id: String, known: some Collection<String>) {
    self.kind = kind
    self.id = id
    nearest = NearestWord.to(id, among: known)
    self.known = known.sorted()
  }

  /// The message for a person.
  public var message: LocalizedText {
    let list = known.joined(separator: ", ")
    let hint =
      nearest.map { LocalizedText("是否应为 \($0)？", en: "did you mean \($0)?") }
      ?? LocalizedText("现有：\(list)", en: "known: \(list)")
    let what =
      switch kind {
      case .form: LocalizedText("没有表", en: "No form")
      case .campaign: LocalizedText("没有方案", en: "No campaign")
      }
    return LocalizedText(
      "\(what.chinese)“\(id)”；\(hint.chinese)",
      en: "\(what.english) ‘\(id)’; \(hint.english)"
    )
  }
}

/// An area of a checklist, such as （一）责任落实方面.
public struct ChecklistArea: Hashable, Sendable {
  /// The heading, word for word; empty where the document has none.
  public var title: String
  /// What the document says of the whole area; empty for nothing.
  public var text: String
  /// The items in the document's order.
  public var items: [ChecklistItem]
}

/// A numbered item of a checklist, word for word.
public struct ChecklistItem: Hashable, Sendable {
  /// The number, unique in the round, such as `3-1`.
  public var number: String
  /// The project (排查项目).
  public var project: String
  /// The content (排查内容), or what leads to the parts; may be empty where there are parts.
  public var content: String
  /// The points that the content is divided into, word for word; empty for none.
  public var parts: [String]
  /// The measures that the document prescribes (整改措施); empty for none.
  public var measures: String
  /// The responsible units by the labels of the round's groups; empty where none are named.
  public var units: [String]

  /// The rows that a checklist prints for the item: one a part, or one for an item without parts.
  public var rows: [ChecklistRow] {
    let texts = parts.isEmpty ? [content] : parts
    return texts.enumerated().map { index, text in
      ChecklistRow(
        number: parts.isEmpty ? number : "\(number)-\(index + 1)",
        project: project,
        content: text,
        units: units
      )
    }
  }
}

/// A row of a printed checklist.
public struct ChecklistRow: Hashable, Sendable {
  /// The number, unique in the round, such as `3-1-2`.
  public var number: String
  /// The project.
  public var project: String
  /// The content.
  public var content: String
  /// The responsible units.
  public var units: [String]

  /// The part of the row that a form's field takes.
  public func value(of part: ChecklistPart) -> String {
    switch part {
    case .number: number
    case .project: project
    case .content: content
    case .units: units.joined(separator: "\n")
    }
  }
}

/// A part of a checklist's row, by the name that definitions use.
public enum ChecklistPart: String, CaseIterable, Hashable, Sendable {
  /// The number.
  case number
  /// The project.
  case project
  /// The content.
  case content
  /// The responsible units, one a line.
  case units
}

import SpreadsheetReading

/// A relationship from a part, with the element that states it (ECMA-376 part 2, §6.5).
struct PackageRelationship {
  var identifier: String
  /// The type as the part spells it.
  var type: String
  /// The part to which it leads; `nil` when that lies outside of the package.
  var target: PartName?
  /// The bytes of its element.
  var range: Range<Int>

  /// The last segment of the type, such as `worksheet`, which both families of types share.
  var kind: String {
    type.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
  }

  /// The relationships that a part states.
  static func list(_ document: MarkupDocument, from source: PartName?) -> [PackageRelationship] {
    document.root.children("Relationship").map { element in
      let isExternal = document.text(element, "TargetMode") == "External"
      return PackageRelationship(
        identifier: document.text(element, "Id") ?? "",
        type: document.text(element, "Type") ?? "",
        target: isExternal
          ? nil : PartName(target: document.text(element, "Target") ?? "", from: source),
        range: element.range
      )
    }
  }
}

/// The two families of names that packages use: the transitional one and the strict one
/// (ECMA-376 part 4 and part 1).
enum NameFamily {
  case transitional
  case strict

  /// The family of a relationship's type.
  init(ofType type: String) { self = type.contains("purl.oclc.org") ? .strict : .transitional }

  /// The namespace of worksheets, styles and comments.
  var spreadsheet: String {
    switch self {
    case .transitional: "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    case .strict: "http://purl.oclc.org/ooxml/spreadsheetml/main"
    }
  }

  /// The namespace of `r:id`, with which the types of relationships begin.
  var relationships: String {
    switch self {
    case .transitional: "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    case .strict: "http://purl.oclc.org/ooxml/officeDocument/relationships"
    }
  }

  /// The namespaces of `r:id` in both families.
  static let allRelationships = [NameFamily.transitional, .strict].map(\.relationships)

  /// The type of a relationship.
  func type(_ kind: String) -> String { "\(relationships)/\(kind)" }
}

extension PartName {
  /// The path as text.
  var text: String { String(decoding: path, as: UTF8.self) }

  /// The target by which a relationship of another part leads here: relative, as programs write it.
  func target(from source: PartName?) -> String {
    let own = path.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
    var from = (source?.path ?? []).split(separator: UInt8(ascii: "/"))
      .map { String(decoding: $0, as: UTF8.self) }
    if !from.isEmpty { from.removeLast() }
    var shared = 0
    while shared < from.count, shared < own.count - 1, from[shared] == own[shared] { shared += 1 }
    return (Array(repeating: "..", count: from.count - shared) + own[shared...])
      .joined(separator: "/")
  }

  /// A name in the same folder.
  func sibling(_ relative: String) -> PartName {
    let folder = path.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? []
    return PartName(String(decoding: folder, as: UTF8.self) + relative)
  }
}

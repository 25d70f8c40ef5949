import SpreadsheetReading

/// Collects changes to a package and carries them out together, so that they can be taken back.
///
/// Everything is found in the parts as they were when the edit began; changes to one part never see
/// each other.
struct PackageEdit: ~Copyable {
  private(set) var package: EditablePackage
  private var splices: [PartName: Splices] = [:]
  private var newParts: [(name: PartName, text: String)] = []
  private var newRelationships: [PartName: [(id: String, type: String, target: String)]] = [:]
  private var contentTypes: [(name: PartName, type: String)] = []
  private var defaultTypes: [(suffix: String, type: String)] = []

  static let contentTypesPart = PartName("[Content_Types].xml")

  /// Begins an edit.
  init(_ package: consuming EditablePackage) { self.package = package }

  /// The text of a part as it was when the edit began; `nil` when there is none.
  mutating func text(_ part: PartName) throws(AnnotationError) -> [UInt8]? {
    try package.text(part)
  }

  /// A part as a tree.
  mutating func document(_ part: PartName) throws(AnnotationError) -> MarkupDocument? {
    try package.document(part)
  }

  /// Changes a part.
  mutating func change(_ part: PartName, by changes: Splices) {
    guard !changes.isEmpty, let part = package.name(part) else { return }
    for splice in changes.list { splices[part, default: Splices()].replace(splice) }
  }

  /// Adds a part, with its type.
  mutating func add(_ part: PartName, _ text: String, type: String) {
    newParts.append((part, text))
    contentTypes.append((part, type))
  }

  /// Sees that parts with a suffix have a type.
  mutating func declare(suffix: String, type: String) {
    if !defaultTypes.contains(where: { $0.suffix == suffix }) {
      defaultTypes.append((suffix, type))
    }
  }

  /// Adds a part whose suffix tells its type.
  mutating func add(_ part: PartName, _ text: String) { newParts.append((part, text)) }

  /// A name that no part has: the pattern with the first number that is free.
  func freeName(_ pattern: (Int) -> PartName) -> PartName {
    var number = 1
    while true {
      let name = pattern(number)
      if package.name(name) == nil, !newParts.contains(where: { $0.name == name }) { return name }
      number += 1
    }
  }

  /// The relationships of a part; `nil` is the package itself.
  mutating func relationships(
    of part: PartName?
  ) throws(AnnotationError) -> [PackageRelationship] {
    let name = Self.relationshipsPart(of: part)
    guard let document = try package.document(name) else { return [] }
    return PackageRelationship.list(document, from: part)
  }

  static func relationshipsPart(of part: PartName?) -> PartName {
    part?.relationships ?? PartName("_rels/.rels")
  }

  /// Adds a relationship and gives its identifier.
  mutating func relate(
    _ part: PartName,
    to target: PartName,
    type: String
  ) throws(AnnotationError) -> String {
    var taken = Set(try relationships(of: part).map(\.identifier))
    taken.formUnion(newRelationships[part, default: []].map(\.id))
    var number = 1
    while taken.contains("rId\(number)") { number += 1 }
    let id = "rId\(number)"
    newRelationships[part, default: []].append((id, type, target.target(from: part)))
    return id
  }

  /// Takes parts out, with what states their type and their own relationships.
  mutating func remove(_ parts: [PartName]) throws(AnnotationError) {
    var parts = parts.compactMap { package.name($0) }
    parts += parts.compactMap { package.name($0.relationships) }
    if let types = try package.document(Self.contentTypesPart) {
      var changes = Splices()
      for element in types.root.children("Override") {
        guard let name = types.text(element, "PartName"),
          let part = PartName(target: name, from: nil),
          parts.contains(where: { $0.foldsLike(part.path) })
        else { continue }
        changes.remove(element.range)
      }
      change(Self.contentTypesPart, by: changes)
    }
    for part in parts { package.remove(part) }
  }

  /// Takes relationships out.
  mutating func removeRelationships(
    of part: PartName?,
    where condition: (PackageRelationship) -> Bool
  ) throws(AnnotationError) {
    var changes = Splices()
    for relationship in try relationships(of: part) where condition(relationship) {
      changes.remove(relationship.range)
    }
    change(Self.relationshipsPart(of: part), by: changes)
  }

  /// Carries the changes out.
  ///
  /// - Returns: how they are taken back.
  mutating func carryOut() throws(AnnotationError) -> UndoJournal {
    try stateRelationships()
    try stateContentTypes()
    var journal = UndoJournal()
    let changed = splices.sorted { $0.key.text < $1.key.text }
    for (part, changes) in changed {
      guard let before = try package.text(part) else { continue }
      let after = changes.applied(to: before)
      try package.set(part, to: after)
      journal.note(part, after: after, undo: changes.inverse(of: before))
    }
    for (part, text) in newParts {
      try package.set(part, to: Array(text.utf8))
      journal.noteAdded(part)
    }
    splices = [:]
    newParts = []
    return journal
  }

  private mutating func stateRelationships() throws(AnnotationError) {
    let additions = newRelationships.sorted { $0.key.text < $1.key.text }
    newRelationships = [:]
    for (part, relationships) in additions {
      let name = Self.relationshipsPart(of: part)
      let document = try package.document(name)
      let prefix = document?.root.prefix ?? ""
      let element = prefix.isEmpty ? "Relationship" : "\(prefix):Relationship"
      let text = relationships.map {
        "<\(element) Id=\"\($0.id)\" Type=\"\($0.type)\" Target=\"\(MarkupText.encoded($0.target))\"/>"
      }.joined()
      if let document {
        var changes = Splices()
        changes.append(text, to: document.root)
        change(name, by: changes)
      } else {
        newParts.append(
          (
            name,
            """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
            \(text)</Relationships>
            """
          )
        )
      }
    }
  }

  private mutating func stateContentTypes() throws(AnnotationError) {
    guard !contentTypes.isEmpty || !defaultTypes.isEmpty else { return }
    guard let document = try package.document(Self.contentTypesPart) else {
      throw .partMalformed("\(Self.contentTypesPart)")
    }
    let root = document.root
    var text = ""
    for (suffix, type) in defaultTypes {
      let isKnown = root.children("Default").contains {
        document.text($0, "Extension")?.lowercased() == suffix
      }
      guard !isKnown else { continue }
      text += "<\(root.sibling("Default")) Extension=\"\(suffix)\" ContentType=\"\(type)\"/>"
    }
    for (name, type) in contentTypes {
      let path = MarkupText.encoded("/\(name.text)")
      text += "<\(root.sibling("Override")) PartName=\"\(path)\" ContentType=\"\(type)\"/>"
    }
    contentTypes = []
    defaultTypes = []
    var changes = Splices()
    changes.append(text, to: root)
    change(Self.contentTypesPart, by: changes)
  }

  /// Ends the edit.
  consuming func ended() -> EditablePackage { package }
}

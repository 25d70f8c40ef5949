/// A relationship from a part to another (ECMA-376 part 2, §6.5).
struct Relationship {
  /// The identifier by which the source part names it.
  var identifier: String
  /// The last segment of its type as the strict family has it, such as `worksheet`.
  var type: String
  /// The part to which it leads; `nil` when that lies outside of the package.
  var target: PartName?
}

extension Relationship {
  /// Reads a relationships part.
  static func list(
    _ scanner: inout XMLScanner,
    from source: PartName?
  ) throws(XMLFault) -> [Relationship] {
    var relationships: [Relationship] = []
    try scanner.root("Relationships")
    while try scanner.nextChild() {
      guard scanner.isNamed("Relationship") else {
        try scanner.skipElement()
        continue
      }
      var identifier = ""
      var type = ""
      var target = ""
      var isExternal = false
      while try scanner.nextAttribute() {
        if scanner.attributeIs("Id") {
          identifier = try scanner.attributeText()
        } else if scanner.attributeIs("Type") {
          type = strictType(try scanner.attributeTextAfterLastSlash())
        } else if scanner.attributeIs("Target") {
          target = try scanner.attributeText()
        } else if scanner.attributeIs("TargetMode") {
          isExternal = try scanner.attributeText() == "External"
        }
      }
      try scanner.skipElement()
      relationships.append(
        Relationship(
          identifier: identifier,
          type: type,
          target: isExternal ? nil : PartName(target: target, from: source)
        )
      )
    }
    return relationships
  }

  /// The strict family's word for a type, where the transitional one has another.
  private static func strictType(_ type: String) -> String {
    switch type {
    case "custom-properties": "customProperties"
    case "extended-properties": "extendedProperties"
    default: type
    }
  }
}

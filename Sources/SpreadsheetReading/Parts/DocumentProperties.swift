/// What the parts of the document properties say (ECMA-376 part 1, §22.2 and §22.3).
enum DocumentProperties {
  /// Reads the custom properties, their values as text.
  static func custom(_ scanner: inout XMLScanner) throws(XMLFault) -> [String: String] {
    var properties: [String: String] = [:]
    try scanner.root("Properties")
    while try scanner.nextChild() {
      guard scanner.isNamed("property") else {
        try scanner.skipElement()
        continue
      }
      var name = ""
      while try scanner.nextAttribute() {
        if scanner.attributeIs("name") { name = try scanner.attributeText() }
      }
      var value = ""
      while try scanner.nextChild() {
        let range = try scanner.elementText()
        value += try scanner.decoded(range, hasEscapes: true)
      }
      properties[name] = value
    }
    return properties
  }

  /// Reads the name of the program that saved the file.
  static func application(_ scanner: inout XMLScanner) throws(XMLFault) -> String? {
    var application: String?
    try scanner.root("Properties")
    while try scanner.nextChild() {
      guard scanner.isNamed("Application") else {
        try scanner.skipElement()
        continue
      }
      let range = try scanner.elementText()
      application = try scanner.decoded(range)
    }
    return application
  }
}

/// What the styles part says of number formats (ECMA-376 part 1, §18.8.30, §18.8.10).
struct StylesPart {
  /// Whether the cell format of each index shows a date or a time.
  private(set) var showsDate: [Bool] = []

  /// Creates the styles of a workbook without a styles part.
  init() {}

  /// Reads the part.
  init(_ scanner: inout XMLScanner) throws(XMLFault) {
    var custom: [Int: Bool] = [:]
    var formats: [Int] = []
    try scanner.root("styleSheet")
    while try scanner.nextChild() {
      if scanner.isNamed("numFmts") {
        while try scanner.nextChild() {
          var identifier: Int?
          var code = ""
          while try scanner.nextAttribute() {
            if scanner.attributeIs("numFmtId") {
              identifier = scanner.attributeNumber()
            } else if scanner.attributeIs("formatCode") {
              code = try scanner.attributeText()
            }
          }
          try scanner.skipElement()
          if let identifier { custom[identifier] = NumberFormat.showsDate(code: code) }
        }
      } else if scanner.isNamed("cellXfs") {
        while try scanner.nextChild() {
          var identifier = 0
          while try scanner.nextAttribute() {
            if scanner.attributeIs("numFmtId") { identifier = scanner.attributeNumber() ?? 0 }
          }
          try scanner.skipElement()
          formats.append(identifier)
        }
      } else {
        try scanner.skipElement()
      }
    }
    showsDate = formats.map { custom[$0] ?? NumberFormat.showsDate(builtIn: $0) }
  }
}

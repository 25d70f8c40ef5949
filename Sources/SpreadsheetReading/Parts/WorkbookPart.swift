import Spreadsheet

/// What the workbook part says (ECMA-376 part 1, §18.2).
struct WorkbookPart {
  /// A tab of the workbook.
  struct Tab {
    var name: String
    var relationship: String
    var visibility: WorksheetVisibility
  }

  /// The tabs in order, chart sheets too.
  var tabs: [Tab] = []
  /// The defined names; sheet-local ones as `Sheet!name`.
  var definedNames: [String: String] = [:]
  /// The system in which the workbook counts days.
  var dateSystem = SerialDate.System.from1900

  /// Reads the part.
  init(_ scanner: inout XMLScanner) throws(XMLFault) {
    var names: [(name: String, tab: Int?, formula: String)] = []
    try scanner.root("workbook")
    while try scanner.nextChild() {
      if scanner.isNamed("workbookPr") {
        while try scanner.nextAttribute() {
          if scanner.attributeIs("date1904") {
            dateSystem = scanner.attributeFlag() ? .from1904 : .from1900
          }
        }
        try scanner.skipElement()
      } else if scanner.isNamed("sheets") {
        while try scanner.nextChild() { try readTab(&scanner) }
      } else if scanner.isNamed("definedNames") {
        while try scanner.nextChild() { try readName(&scanner, &names) }
      } else {
        try scanner.skipElement()
      }
    }
    definedNames.reserveCapacity(names.count)
    for item in names where item.tab == nil { definedNames[item.name] = item.formula }
    for item in names {
      guard let tab = item.tab, tabs.indices.contains(tab) else { continue }
      definedNames["\(tabs[tab].name)!\(item.name)"] = item.formula
    }
  }

  private mutating func readTab(_ scanner: inout XMLScanner) throws(XMLFault) {
    guard scanner.isNamed("sheet") else {
      try scanner.skipElement()
      return
    }
    var tab = Tab(name: "", relationship: "", visibility: .visible)
    while try scanner.nextAttribute() {
      if scanner.attributeIs("name") {
        tab.name = try scanner.attributeText()
      } else if scanner.attributeIs("state") {
        // An unknown state, such as the `show` of some programs, is a sheet that is seen.
        tab.visibility = WorksheetVisibility(rawValue: try scanner.attributeText()) ?? .visible
      } else if scanner.attributeHasPrefix, scanner.bytes.equals("id", scanner.attributeName) {
        tab.relationship = try scanner.attributeText()
      }
    }
    try scanner.skipElement()
    guard tabs.count < scanner.limits.worksheets else {
      throw .limit(.worksheets, allowed: scanner.limits.worksheets)
    }
    tabs.append(tab)
  }

  private func readName(
    _ scanner: inout XMLScanner,
    _ names: inout [(name: String, tab: Int?, formula: String)]
  ) throws(XMLFault) {
    guard scanner.isNamed("definedName") else {
      try scanner.skipElement()
      return
    }
    var name = ""
    var tab: Int?
    while try scanner.nextAttribute() {
      if scanner.attributeIs("name") {
        name = try scanner.attributeText()
      } else if scanner.attributeIs("localSheetId") {
        tab = scanner.attributeNumber() ?? -1
      }
    }
    let range = try scanner.elementText()
    names.append((name, tab, try scanner.decoded(range)))
  }
}

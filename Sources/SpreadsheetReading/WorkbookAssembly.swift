import Spreadsheet

/// Puts a workbook together from the parts of its package.
struct WorkbookAssembly: ~Copyable {
  private var package: Package
  private let limits: ReadingLimits
  private var faults: [WorkbookFault] = []
  private var cellCount = 0
  private var cellTextBytes = 0

  /// Prepares the assembly of a package's workbook.
  init(_ package: consuming Package, limits: ReadingLimits) {
    self.package = package
    self.limits = limits
  }

  /// Reads the workbook.
  mutating func workbook() throws(ReadingError) -> Workbook {
    let root = try relationships(of: nil)
    guard let document = root.first(where: { $0.type == "officeDocument" }) else {
      throw ReadingError(package.kind)
    }
    guard let main = document.target else { throw .targetOutside("_rels/.rels") }
    guard package.contains(main) else { throw .partMissing("\(main)") }

    let part = try workbookPart(main)
    let links = try relationships(of: main)
    var workbook = Workbook(definedNames: part.definedNames)
    let styles = try optionalPart(links, "styles", StylesPart(), .stylesUnreadable) {
      (scanner) throws(XMLFault) in try StylesPart(&scanner)
    }
    let strings = try optionalPart(links, "sharedStrings", SharedStringsPart()) {
      (scanner) throws(XMLFault) in try SharedStringsPart(&scanner)
    }
    workbook.worksheets = try worksheets(part, links, styles, strings)
    workbook.customProperties = try optionalPart(root, "customProperties", [:]) {
      (scanner) throws(XMLFault) in try DocumentProperties.custom(&scanner)
    }
    workbook.application = try optionalPart(root, "extendedProperties", nil) {
      (scanner) throws(XMLFault) in try DocumentProperties.application(&scanner)
    }
    workbook.faults = faults
    return workbook
  }

  private mutating func workbookPart(_ main: PartName) throws(ReadingError) -> WorkbookPart {
    do {
      return try package.read(main) { (scanner) throws(XMLFault) in try WorkbookPart(&scanner) }
    } catch {
      // The main part of another kind of document is none that can be read here.
      guard case .partMalformed = error else { throw error }
      let kind = package.kind
      throw kind == .binaryWorkbook || kind == .otherDocument ? ReadingError(kind) : error
    }
  }

  private mutating func worksheets(
    _ part: WorkbookPart,
    _ links: [Relationship],
    _ styles: StylesPart,
    _ strings: SharedStringsPart
  ) throws(ReadingError) -> [Worksheet] {
    var worksheets: [Worksheet] = []
    var firstError: ReadingError?
    var hasReadable = false
    // A thousand tabs may look among half a million links.
    let linkNamed = Dictionary(
      links.map { ($0.identifier, $0) },
      uniquingKeysWith: { one, _ in one }
    )
    for tab in part.tabs {
      let link = linkNamed[tab.relationship]
      // Chart, dialog and macro sheets have a tab but no cells.
      if let link, link.type != "worksheet", link.type.lowercased().hasSuffix("sheet") { continue }
      let context = WorksheetContext(
        name: tab.name,
        strings: strings,
        showsDate: styles.showsDate,
        dateSystem: part.dateSystem,
        cellsLeft: limits.cells - cellCount,
        faultsLeft: limits.faults - faults.count
      )
      do {
        worksheets.append(try worksheet(link, tab, context))
        hasReadable = true
      } catch  where error.isConfinedToPart {
        firstError = firstError ?? error
        note(WorkbookFault(.worksheetUnreadable, sheet: tab.name, detail: error.kind))
        worksheets.append(Worksheet(name: tab.name, visibility: tab.visibility))
      }
    }
    // A workbook has at least one worksheet (ECMA-376 part 1, §18.2.20).
    guard hasReadable else { throw firstError ?? .partMissing("worksheet") }
    return worksheets
  }

  private mutating func worksheet(
    _ link: Relationship?,
    _ tab: WorkbookPart.Tab,
    _ context: WorksheetContext
  ) throws(ReadingError) -> Worksheet {
    guard let link else { throw .partMissing("relationship of a worksheet") }
    guard let name = link.target else { throw .targetOutside("xl/workbook.xml") }
    let part = try package.read(name) { (scanner) throws(XMLFault) in
      try WorksheetPart(&scanner, context)
    }
    cellCount += part.cells.count
    try countText(of: part, longest: context.strings.longest)
    for fault in part.faults { note(fault) }
    if part.faults.count == context.faultsLeft {
      note(WorkbookFault(.faultsOmitted, sheet: tab.name, detail: "more faults are not listed"))
    }
    var worksheet = Worksheet(
      name: tab.name,
      visibility: tab.visibility,
      cells: CellTable(part.cells)
    )
    worksheet.mergedRanges = part.mergedRanges
    worksheet.hiddenRows = part.hiddenRows
    worksheet.hiddenColumns = part.hiddenColumns
    worksheet.isFiltered = part.isFiltered
    worksheet.pictureAnchors = try pictureAnchors(part.drawings, of: name)
    return worksheet
  }

  /// Counts the text of a worksheet's cells, where it can be so much that it matters.
  private mutating func countText(
    of part: WorksheetPart,
    longest: Int
  ) throws(ReadingError) {
    let (most, overflows) = part.cells.count.multipliedReportingOverflow(by: longest)
    guard overflows || most > limits.cellTextBytes - cellTextBytes else {
      cellTextBytes += most
      return
    }
    cellTextBytes += part.cells.sharedTextBytes
    guard cellTextBytes <= limits.cellTextBytes else {
      throw .limit(.cellTextBytes, allowed: limits.cellTextBytes)
    }
  }

  private mutating func pictureAnchors(
    _ drawings: [String],
    of sheet: PartName
  ) throws(ReadingError) -> [CellReference] {
    guard !drawings.isEmpty else { return [] }
    var anchors: [CellReference] = []
    do {
      let links = try relationships(of: sheet)
      for drawing in drawings {
        guard let link = links.first(where: { $0.identifier == drawing }) else { continue }
        guard let target = link.target else { continue }
        anchors += try package.read(target) { (scanner) throws(XMLFault) in
          try DrawingPart.pictureAnchors(&scanner)
        }
      }
    } catch  where error.isConfinedToPart {
      note(WorkbookFault(.partUnreadable, detail: "drawing: \(error.kind)"))
    }
    return anchors
  }

  private mutating func relationships(of part: PartName?) throws(ReadingError) -> [Relationship] {
    let name = part?.relationships ?? PartName("_rels/.rels")
    guard package.contains(name) else { return [] }
    return try package.read(name) { (scanner) throws(XMLFault) in
      try Relationship.list(&scanner, from: part)
    }
  }

  /// Reads the part to which a relationship of a type leads, if there is one that can be read.
  private mutating func optionalPart<Part>(
    _ links: [Relationship],
    _ type: String,
    _ absent: Part,
    _ fault: WorkbookFault.Kind = .partUnreadable,
    _ body: (inout XMLScanner) throws(XMLFault) -> Part
  ) throws(ReadingError) -> Part {
    guard let link = links.first(where: { $0.type == type }) else { return absent }
    do throws(ReadingError) {
      guard let target = link.target else { throw .targetOutside(type) }
      return try package.read(target, body)
    } catch  where error.isConfinedToPart {
      note(WorkbookFault(fault, detail: "\(type): \(error.kind)"))
      return absent
    }
  }

  private mutating func note(_ fault: WorkbookFault) {
    // One more than the limit, so that the last can say that there were more.
    if faults.count <= limits.faults { faults.append(fault) }
  }
}

import CExpat
import Spreadsheet

@testable import SpreadsheetReading

/// A part is read alike with the scanner's shortcuts, without them, and through the full parser.
package enum ScannerCheck {
  /// What reading one part came to.
  private enum Outcome: Equatable {
    case read(Contents)
    case unusual
    case malformed
    case documentType
    case limit(ReadingLimits.Name)
  }

  /// What a part of any kind holds.
  private struct Contents: Equatable {
    var cells = CellTable(CellTableBuilder(sharedTexts: []))
    var faults: [WorkbookFault] = []
    var strings: [String] = []
    var texts: [String] = []
    var numbers: [Int] = []
    var flags: [Bool] = []
    var references: [CellReference] = []
    var ranges: [CellRange] = []
  }

  /// Reads the bytes of a part as a part of every kind; only one of them goes far.
  package static func run(_ input: UnsafeBufferPointer<UInt8>) throws {
    let view = unsafe ByteView(input)
    for kind in Kind.allCases {
      let plain = outcome(view, kind, shortcuts: false)
      let quick = outcome(view, kind, shortcuts: true)
      try Violation.unless(plain == quick, "\(kind): \(plain)\nwith shortcuts: \(quick)")
      if case .malformed = plain { continue }
      try compare(plain, with: rewritten(view, kind), view, kind)
    }
  }

  /// Compares what the scanner met with what the full parser did.
  private static func compare(
    _ scanned: Outcome,
    with rewritten: Outcome,
    _ view: ByteView,
    _ kind: Kind
  ) throws(Violation) {
    switch (scanned, rewritten) {
    case (.unusual, _): break
    case (.read, .malformed):
      let fault = wellFormednessFault(view)
      try Violation.unless(
        tolerated.contains(fault.rawValue),
        "\(kind): the scanner reads what is not well-formed, expat's error \(fault.rawValue)"
      )
    // A tag that breaks a limit and is not well-formed is refused for either.
    case (.limit, .malformed): break
    default:
      try Violation.unless(
        scanned == rewritten,
        "\(kind): \(scanned)\nby the full parser: \(rewritten)"
      )
    }
  }

  /// What the scanner does not look at: attributes stated twice, references and characters in what it
  /// skips, `]]>` in text, and the exact letters of names and of the XML declaration.
  private static let tolerated: Set<UInt32> = [
    XML_ERROR_DUPLICATE_ATTRIBUTE.rawValue, XML_ERROR_INVALID_TOKEN.rawValue,
    XML_ERROR_UNDEFINED_ENTITY.rawValue, XML_ERROR_BAD_CHAR_REF.rawValue,
    XML_ERROR_XML_DECL.rawValue, XML_ERROR_UNKNOWN_ENCODING.rawValue,
    XML_ERROR_INCORRECT_ENCODING.rawValue,
  ]

  private static func wellFormednessFault(_ view: ByteView) -> XML_Error {
    let bytes = XMLRepair.repaired(view) ?? view.array(0..<view.count)
    guard let parser = unsafe XML_ParserCreate("UTF-8") else { return XML_ERROR_NO_MEMORY }
    defer { unsafe XML_ParserFree(parser) }
    _ = unsafe bytes.withUnsafeBytes { memory in
      unsafe XML_Parse(
        parser,
        memory.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int32(clamping: memory.count),
        1
      )
    }
    return unsafe XML_GetErrorCode(parser)
  }

  private static func rewritten(_ view: ByteView, _ kind: Kind) -> Outcome {
    var buffer = ByteBuffer(capacity: 0)
    do throws(XMLFault) {
      try XMLRewriter(limits: WorkbookCheck.limits).rewrite(view, into: &buffer)
    } catch { return outcome(of: error) }
    return outcome(buffer.view, kind, shortcuts: false)
  }

  private static func outcome(_ view: ByteView, _ kind: Kind, shortcuts: Bool) -> Outcome {
    do throws(XMLFault) {
      var scanner = try XMLScanner(view, limits: WorkbookCheck.limits)
      scanner.allowsShortcuts = shortcuts
      let contents = try kind.read(&scanner)
      try scanner.finish()
      return .read(contents)
    } catch { return outcome(of: error) }
  }

  private static func outcome(of fault: XMLFault) -> Outcome {
    switch fault {
    case .unusual: .unusual
    case .malformed: .malformed
    case .documentType: .documentType
    case .limit(let name, _): .limit(name)
    }
  }

  /// The kinds of part.
  private enum Kind: CaseIterable {
    case worksheet, sharedStrings, styles, workbook, relationships, drawing, custom, application

    /// Reads what a part of this kind holds.
    func read(_ scanner: inout XMLScanner) throws(XMLFault) -> Contents {
      var contents = Contents()
      switch self {
      case .worksheet: try ScannerCheck.readWorksheet(&scanner, &contents)
      case .sharedStrings:
        let part = try SharedStringsPart(&scanner)
        contents.strings = part.strings
        contents.flags = [part.hasEmpty]
        contents.texts = part.faults.sorted { $0.key < $1.key }.map { "\($0)" }
      case .styles: contents.flags = try StylesPart(&scanner).showsDate
      case .workbook:
        let part = try WorkbookPart(&scanner)
        contents.strings = part.tabs.flatMap { [$0.name, $0.relationship, "\($0.visibility)"] }
        contents.texts = part.definedNames.sorted { $0.key < $1.key }.map { "\($0)" }
        contents.flags = [part.dateSystem == .from1904]
      case .relationships:
        contents.texts = try Relationship.list(&scanner, from: PartName("xl/workbook.xml")).map {
          "\($0.identifier) \($0.type) \($0.target.map { "\($0)" } ?? "outside")"
        }
      case .drawing: contents.references = try DrawingPart.pictureAnchors(&scanner)
      case .custom:
        contents.texts = try DocumentProperties.custom(&scanner).sorted { $0.key < $1.key }
          .map { "\($0)" }
      case .application: contents.texts = [try DocumentProperties.application(&scanner) ?? ""]
      }
      return contents
    }
  }

  private static let strings = {
    let text = Array("<sst><si><t>甲</t></si><si><t/></si><si><t>b&#0;</t></si></sst>".utf8)
    return unsafe text.withUnsafeBufferPointer { buffer -> SharedStringsPart in
      guard
        var scanner = unsafe try? XMLScanner(ByteView(buffer), limits: WorkbookCheck.limits),
        let part = try? SharedStringsPart(&scanner)
      else { return SharedStringsPart() }
      return part
    }
  }()

  private static func readWorksheet(
    _ scanner: inout XMLScanner,
    _ contents: inout Contents
  ) throws(XMLFault) {
    let context = WorksheetContext(
      name: "填报",
      strings: strings,
      showsDate: [false, true],
      dateSystem: .from1900,
      cellsLeft: WorkbookCheck.limits.cells,
      faultsLeft: WorkbookCheck.limits.faults
    )
    let part = try WorksheetPart(&scanner, context)
    contents.cells = CellTable(part.cells)
    contents.faults = part.faults
    contents.ranges = part.mergedRanges
    contents.numbers = part.hiddenRows.sorted() + [0] + part.hiddenColumns.sorted()
    contents.flags = [part.isFiltered]
    contents.texts = part.drawings
  }
}

import Foundation
import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// Every workbook with one oddity reads to what its maker says it holds.
@Suite(.enabled(if: Corpus.folder != nil, Comment(rawValue: Corpus.absence)))
struct QuirksTests {
  /// What a cell is expected to hold.
  enum Expectation: Decodable, Equatable {
    case nothing
    case text(String)
    case number(Double)
    case boolean(Bool)
    case special([String: String])

    /// Whether there is a cell: not where nothing is expected, nor where all is lost.
    var isCell: Bool {
      switch self {
      case .nothing: false
      case .special(let special): special["bad"] == nil
      default: true
      }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .nothing
      } else if let flag = try? container.decode(Bool.self) {
        self = .boolean(flag)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .special(try container.decode([String: String].self))
      }
    }
  }

  struct Quirk: Decodable {
    var expect: [[Expectation]]
    var note: String
  }

  /// Workbooks that a reader may refuse, with the refusal that is expected here.
  static let refused: [String: ReadingError] = [:]

  /// Workbooks with a relationship to a part that is not there, or a reference to such a string.
  static let faults: [String: [WorkbookFault.Kind]] = [
    "23_no_styles_part.xlsx": [.stylesUnreadable],
    "24_inlineStr_no_sst.xlsx": [.partUnreadable],
    "48_sst_index_out_of_range.xlsx": [.sharedStringMissing],
  ]

  static let quirks: [String: Quirk] = {
    let data = FileManager.default.contents(atPath: Corpus.path("quirks", "expected.json"))
    return (try? JSONDecoder().decode([String: Quirk].self, from: data ?? Data())) ?? [:]
  }()

  @Test func everyFileHasAnExpectation() {
    #expect(Corpus.files("quirks").map { String($0.dropLast(5)) } == Self.quirks.keys.sorted())
    #expect(Self.quirks.count >= 50)
  }

  @Test(arguments: Corpus.files("quirks"), [Package.Parsing.automatic, .rewritten])
  func readsWhatItHolds(_ file: String, _ parsing: Package.Parsing) throws {
    let quirk = try #require(Self.quirks[String(file.dropLast(5))])
    var reader = WorkbookReader()
    reader.parsing = parsing
    if let refusal = Self.refused[file] {
      #expect(throws: refusal) { try reader.workbook(contentsOf: Corpus.path("quirks", file)) }
      return
    }
    let workbook = try reader.workbook(contentsOf: Corpus.path("quirks", file))
    let sheet = try #require(workbook.worksheet(named: "填报"))
    for (rowIndex, row) in quirk.expect.enumerated() {
      for (columnIndex, expected) in row.enumerated() {
        let reference = CellReference(rowIndex + 1, columnIndex + 1)
        let fault = workbook.faults.first { $0.cell == reference }
        #expect(
          Self.holds(sheet[reference], expected, fault),
          "\(reference) in \(file): \(expected)"
        )
      }
    }
    // Nothing beside what is expected.
    let expectedCells = quirk.expect.joined().count { $0.isCell }
    #expect(sheet.cells.count == expectedCells)
    #expect(workbook.faults.map(\.kind) == Self.faults[file, default: []])
  }

  static func holds(_ cell: Cell?, _ expected: Expectation, _ fault: WorkbookFault?) -> Bool {
    switch expected {
    case .nothing: return cell == nil
    case .text(let text): return cell?.value == .text(text)
    case .boolean(let flag): return cell?.value == .boolean(flag)
    case .number(let value):
      guard case .number(let number) = cell?.value else { return false }
      return number.value == value && !number.mayHaveLostDigits
    case .special(let special):
      if let error = special["error"] { return cell?.value == .error(error) }
      if let image = special["image"] { return cell?.value == .picture(image) }
      if let formula = special["uncached"] {
        return cell?.value == .emptyFormula && cell?.formula == formula
      }
      if let date = special["date"] {
        guard case .date(let serial) = cell?.value else { return false }
        return serial.date?.description == date
      }
      if let digits = special["lossy"] {
        guard case .number(let number) = cell?.value else { return false }
        return number.rawText == digits && number.mayHaveLostDigits
      }
      return special["bad"] != nil && cell == nil && fault?.kind == .sharedStringMissing
    }
  }
}

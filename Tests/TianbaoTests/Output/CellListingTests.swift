import Spreadsheet
import Testing
import Tianbao

@Suite struct CellListingTests {
  private func line(_ value: CellValue, formula: String? = nil) -> String {
    CellListing.jsonLine(Cell(CellReference(4, 3), value, formula: formula), sheet: "表")
  }

  @Test(
    arguments: [
      ("12", "12"), ("-0.50", "-0.50"), ("4.11003E+17", "4.11003E+17"), ("1e-7", "1e-7"),
      ("110101199003071234", "110101199003071234"), ("0", "0"), ("-3.0000", "-3.0000"),
    ] as [(String, String)]
  )
  func `a number is spelt as in the file`(raw: String, value: String) throws {
    let number = CellNumber(try #require(Double(raw)), rawText: raw)
    #expect(
      line(.number(number))
        == #"{"sheet":"表","cell":"C4","type":"number","value":\#(value),"formula":null}"#
    )
  }

  @Test(
    arguments: [
      ("+5", "5"), (".5", "0.5"), ("5.", "5"), ("007", "7"), ("1.e3", "1000"), ("-.25", "-0.25"),
    ] as [(String, String)]
  )
  func `a spelling that JSON does not have stands beside the value`(raw: String, value: String)
    throws
  {
    let number = CellNumber(try #require(Double(value)), rawText: raw)
    #expect(line(.number(number)).hasSuffix(#""value":\#(value),"formula":null,"text":"\#(raw)"}"#))
  }

  @Test func `a date has its day, its time and its serial`() {
    func tail(_ serial: Double, _ system: SerialDate.System = .from1900) -> String {
      String(line(.date(SerialDate(serial, system: system))).split(separator: "\"date\",")[1])
    }
    #expect(tail(45_292) == #""value":"2024-01-01","formula":null,"serial":45292}"#)
    #expect(tail(45_292.5) == #""value":"2024-01-01T12:00:00","formula":null,"serial":45292.5}"#)
    #expect(tail(43_830, .from1904) == #""value":"2024-01-01","formula":null,"serial":43830}"#)
    #expect(tail(0.25) == #""value":"06:00:00","formula":null,"serial":0.25}"#)
    #expect(tail(0, .from1904) == #""value":"1904-01-01","formula":null,"serial":0}"#)
    #expect(tail(60) == #""value":"60.0","formula":null,"serial":60}"#)
  }

  @Test func `the other types`() {
    #expect(line(.text("甲\n\"乙\"")).contains(#""type":"text","value":"甲\n\"乙\"""#))
    #expect(line(.boolean(true)).contains(#""type":"boolean","value":true"#))
    #expect(line(.error("#REF!")).contains(##""type":"error","value":"#REF!""##))
    #expect(
      line(.emptyFormula, formula: "A1+1")
        .contains(#""type":"empty-formula","value":null,"formula":"A1+1""#)
    )
    #expect(
      line(.number(CellNumber(4)), formula: "C1*2").contains(#""value":4,"formula":"C1*2""#)
    )
    #expect(line(.picture("ID_1")).contains(#""type":"picture","value":"ID_1""#))
  }

  @Test func `a worksheet is told with what is hidden, merged, filtered and pictured`() throws {
    let sheet = Worksheet(
      name: "表",
      visibility: .veryHidden,
      cells: [Cell(CellReference(1, 1), .boolean(true))],
      mergedRanges: [try #require(CellRange("B2:D4"))],
      hiddenRows: [7, 3, 4, 5],
      hiddenColumns: [1, 27, 28],
      isFiltered: true,
      pictureAnchors: [CellReference(2, 2)]
    )
    #expect(
      CellListing.jsonLine(sheet)
        == #"{"sheet":"表","visibility":"veryHidden","cells":1,"merged":["B2:D4"],"#
        + #""hiddenRows":["3:5","7"],"hiddenColumns":["A","AA:AB"],"filtered":true,"#
        + #""pictures":["B2"]}"#
    )
  }
}

import Spreadsheet
import Testing

@Suite struct CellReferenceTests {
  @Test(arguments: [
    ("A1", 1, 1), ("Z9", 9, 26), ("AA10", 10, 27), ("AZ1", 1, 52), ("BA1", 1, 53), ("ZZ1", 1, 702),
    ("AAA1", 1, 703), ("XFD1048576", 1_048_576, 16_384),
  ]) func `A1 notation is read and written`(text: String, row: Int, column: Int) throws {
    let reference = try #require(CellReference(text))
    #expect((reference.row, reference.column) == (row, column))
    #expect(reference.description == text)
    #expect(reference == CellReference(row, column))
    #expect(CellReference(reference.absolute) == reference)
  }

  @Test(arguments: ["$C$5", "$C5", "C$5", "c5"])
  func `dollar signs and small letters are understood`(text: String) {
    #expect(CellReference(text) == CellReference(5, 3))
  }

  @Test(arguments: [
    "", "A", "1", "$", "A0", "1A", "A1B", "A-1", "A1:B2", " A1", "A1 ", "Ａ1", "A１", "XFE1",
    "A1048577", "AAAAAAAAAAAAAAAAAAAAAAAA1", "A99999999999999999999999",
  ]) func `anything else is no reference`(text: String) {
    #expect(CellReference(text) == nil)
  }

  @Test func `misplaced dollar signs are no reference`() {
    #expect(CellReference("A1$") == nil)
    #expect(CellReference("$$A1") == nil)
  }

  @Test func `rows and columns outside a worksheet are refused`() {
    #expect(CellReference(row: 0, column: 1) == nil)
    #expect(CellReference(row: 1, column: 0) == nil)
    #expect(CellReference(row: 1_048_577, column: 1) == nil)
    #expect(CellReference(row: 1, column: 16_385) == nil)
    #expect(CellReference(row: 1_048_576, column: 16_384) != nil)
  }

  @Test func `every column's letters are read back`() {
    for column in 1...CellReference.maximumColumn {
      let letters = CellReference.letters(ofColumn: column)
      #expect(CellReference("\(letters)7") == CellReference(7, column))
    }
  }

  @Test func `cells are ordered by row, then column`() {
    let cells = ["B2", "A10", "C1", "A2", "B1"].compactMap { CellReference($0) }
    #expect(cells.sorted().map(\.description) == ["B1", "C1", "A2", "B2", "A10"])
  }
}

@Suite struct CellRangeTests {
  @Test func `any two opposite corners span a range`() {
    let expected = CellRange(CellReference(2, 2), CellReference(4, 5))
    #expect(CellRange(CellReference(4, 5), CellReference(2, 2)) == expected)
    #expect(CellRange(CellReference(2, 5), CellReference(4, 2)) == expected)
    #expect(expected.description == "B2:E4")
    #expect(expected.absolute == "$B$2:$E$4")
    #expect((expected.rows, expected.columns) == (2...4, 2...5))
  }

  @Test func `a single cell is a range`() throws {
    let range = try #require(CellRange("$B$2"))
    #expect((range.first, range.last) == (CellReference(2, 2), CellReference(2, 2)))
    #expect(range.description == "B2")
    #expect(range.absolute == "$B$2")
  }

  @Test(arguments: ["", ":", "A1:", ":A1", "A1:B2:C3", "A1-B2", "A:B", "1:2"])
  func `anything else is no range`(text: String) {
    #expect(CellRange(text) == nil)
  }

  @Test func `a range holds its corners and nothing beyond`() throws {
    let range = try #require(CellRange("E4:B2"))
    for inside in ["B2", "E2", "B4", "E4", "C3"] {
      #expect(range.contains(try #require(CellReference(inside))))
    }
    for outside in ["A2", "F2", "B1", "E5"] {
      #expect(!range.contains(try #require(CellReference(outside))))
    }
  }
}

import Testing

@testable import Tianbao

@Suite struct ReturnedCopyPathTests {
  @Test func `names alone where they differ, folders where they do not, numbers at last`() {
    #expect(ReturnedCopies.paths(of: ["a/x.xlsx", "b.zip/y.xlsx"]) == ["x.xlsx", "y.xlsx"])
    #expect(
      ReturnedCopies.paths(of: ["a/x.xlsx", "b/X.xlsx", "y.xlsx"])
        == ["a/x.xlsx", "b/X.xlsx", "y.xlsx"]
    )
    #expect(ReturnedCopies.paths(of: ["x.xlsx", "x.xlsx"]) == ["x.xlsx", "x (2).xlsx"])
  }

  @Test func `no name leads out of the folder or hides a file`() {
    #expect(
      ReturnedCopies.paths(of: ["b.zip/../../x.xlsx", "c.zip\\..\\y.xlsx", "d.zip/.z.xlsx", "/"])
        == ["x.xlsx", "y.xlsx", "_z.xlsx", "_"]
    )
    #expect(
      ReturnedCopies.paths(of: ["b.zip/../x.xlsx", "b.zip/x.xlsx"])
        == ["b.zip/x.xlsx", "b.zip/x (2).xlsx"]
    )
    #expect(ReturnedCopies.paths(of: ["a\u{1}b.xlsx"]) == ["ab.xlsx"])
  }
}

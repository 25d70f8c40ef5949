import Foundation
import SpreadsheetReading
import TestSupport
import Testing

@testable import Tianbao

@Suite struct ReturnedFilesTests {
  @Test func `a folder is taken with all below it, in the order of its numbers`() throws {
    let office = try Office()
    for name in [
      "10号村.xlsx", "2号村.xlsx", "1号村.XLSX", "灵井镇/3号村.xls", "~$2号村.xlsx",
      ".~lock.2号村.xlsx#", "说明.docx", "照片.jpg", ".DS_Store",
    ] {
      try office.write([0], to: name)
    }
    let found = try ReturnedFiles(paths: [office.folder.path])
    #expect(found.files.map(\.name) == ["1号村.XLSX", "2号村.xlsx", "10号村.xlsx", "灵井镇/3号村.xls"])
    #expect(
      Set(found.skipped) == [
        "~$2号村.xlsx", ".~lock.2号村.xlsx#", "说明.docx", "照片.jpg", ".DS_Store",
      ]
    )
  }

  @Test func `a file that was named is taken, whatever it is called`() throws {
    let office = try Office()
    let url = try office.write([0], to: "报表.dat")
    #expect(try ReturnedFiles(paths: [url.path]).files.map(\.name) == ["报表.dat"])
  }

  @Test func `paths come in the order in which they were given`() throws {
    let office = try Office()
    let second = try office.write([0], to: "b.xlsx")
    let first = try office.write([0], to: "a.xlsx")
    let found = try ReturnedFiles(paths: [second.path, first.path])
    #expect(found.files.map(\.name) == ["b.xlsx", "a.xlsx"])
  }

  @Test func `an archive is taken entry by entry, its names in UTF-8 or GBK`() throws {
    let office = try Office()
    var archive = StoredArchive()
    archive.add("10.xlsx".utf8, [0])
    archive.add("2.xlsx".utf8, [0])
    // 张庄.xlsx in GBK, without the flag for UTF-8.
    archive.add([0xD5, 0xC5, 0xD7, 0xAF] + ".xlsx".utf8, [0])
    archive.add("说明.txt".utf8, [0])
    archive.add("__MACOSX/._2.xlsx".utf8, [0])
    let url = try office.write(archive.bytes, to: "灵井镇.zip")
    let found = try ReturnedFiles(paths: [url.path])
    #expect(
      found.files.map(\.name) == ["灵井镇.zip/2.xlsx", "灵井镇.zip/10.xlsx", "灵井镇.zip/张庄.xlsx"]
    )
    #expect(Set(found.skipped) == ["灵井镇.zip/说明.txt", "灵井镇.zip/__MACOSX/._2.xlsx"])
  }

  @Test func `what is not there is named`() {
    #expect(throws: ReturnedFiles.NoSuchInput(path: "/nowhere/a.xlsx")) {
      try ReturnedFiles(paths: ["/nowhere/a.xlsx"])
    }
  }
}

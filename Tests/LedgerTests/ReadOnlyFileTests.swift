import FormLayout
import Foundation
import Testing

@testable import Ledger

/// A file that is read as one that does not change, while somebody changes it.
@Suite struct ReadOnlyFileTests {
  private let book: Book
  private let path: String

  init() throws {
    book = try Book(.sqlite)
    path = book.folder.appending(path: "台账.sqlite").path
    // Closed at once, so that all of it is in the file.
    _ = try book.open()
  }

  private func isBusy(_ file: ReadOnlyFile) throws -> Bool {
    do {
      try file.checkUnchanged()
      return false
    } catch LedgerError.busy(seconds: 0) {
      return true
    }
  }

  @Test func `what was read while another program wrote and ended is refused`() throws {
    let file = try ReadOnlyFile(reading: path)
    #expect(file.address.hasSuffix("?immutable=1"))
    #expect(try !isBusy(file))
    // File systems count time in steps of some milliseconds.
    Thread.sleep(forTimeInterval: 0.05)
    try book.open().register([ReportingUnit(code: "411003102201", name: "张庄村")])
    #expect(try isBusy(file))
    #expect(try !isBusy(ReadOnlyFile(reading: path)))
  }

  @Test func `what was read while another program has written and goes on is refused`() throws {
    let file = try ReadOnlyFile(reading: path)
    let other = try book.open()
    try other.register([ReportingUnit(code: "411003102201", name: "张庄村")])
    #expect(try isBusy(file))
    // Whoever comes now reads beside it, as SQLite does.
    let beside = try ReadOnlyFile(reading: path)
    #expect(beside.address == path)
    #expect(try !isBusy(beside))
    #expect(try other.units().count == 1)
  }

  /// SQLite keeps its files beside the file that a link leads to.
  @Test func `what another program has written is seen through a link too`() throws {
    let link = book.folder.appending(path: "别处").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let other = try book.open()
    try other.register([ReportingUnit(code: "411003102201", name: "张庄村")])
    #expect(try ReadOnlyFile(reading: link).address == path)
    #expect(try other.units().count == 1)
  }
}

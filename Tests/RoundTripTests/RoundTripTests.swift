import Foundation
import Testing

/// Every form in both layouts: generated, typed into and saved by LibreOffice, imported: equal.
@Suite(
  .enabled(if: Program.hasOffice, "LibreOffice and its companions are missing: run make setup")
)
struct RoundTripTests {
  @Test(arguments: OfficeRound.workbooks)
  func recordsAreTheSameAsTyped(name: String) throws {
    let round = try OfficeRound.shared.get()
    let wanted = try #require(round.expectations["\(name).xlsx"])
    let path = round.scratch.url.appending(path: "\(name).xlsx").path
    let (lines, status) = try Submission.all(importing: path)
    #expect(lines.count == 1)
    let submission = try #require(lines.first)
    #expect(submission.differences(from: wanted) == [])
    #expect(status == 0)
    #expect(!wanted.records.isEmpty)
  }
}

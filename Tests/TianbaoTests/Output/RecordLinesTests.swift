import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Testing

@testable import Tianbao

struct RecordLinesTests {
  @Test(arguments: [1, 2, 3, 64])
  func `lines come in the order of the files, however many are written at once`(
    _ jobs: Int
  ) async throws {
    let submission = try Office.submission([Office.household("张三", Office.zhang)])
    let results = (0..<37).map {
      FileSubmission(file: "\($0).xlsx", sha256: "00", submission: submission.submission)
    }
    let lines = RecordLines(Office.catalogue, language: .chinese, jobs: jobs)
    let form = Office.catalogue.forms[submission.submission.identity?.form ?? ""]
    #expect(form != nil)
    let text = await lines.text(of: results)
    #expect(
      text == results.map { $0.jsonLine(form: form, language: .chinese) + "\n" }.joined()
    )
    #expect(await lines.text(of: []).isEmpty)
  }
}

import Foundation
import TestSupport
import Testing

/// Whatever is done to the rows of a list, its checks speak of the household beside them.
@Suite(
  .enabled(if: Program.hasOffice, "LibreOffice and its companions are missing: run make setup")
)
struct MovedRowTests {
  private struct Step: Decodable {
    let step: String
    let said: [String: String]
  }

  @Test func `checks follow rows that are sorted, inserted and dragged`() throws {
    let scratch = try Scratch()
    let roster = scratch.url.appending(path: "roster.csv")
    try Data(
      """
      户主姓名,身份证号,家庭人口数
      张三,110101199003077213,4
      李四,411003197005010135,2
      王五,,3

      """.utf8
    ).write(to: roster)
    let list = scratch.url.appending(path: "list.xlsx")
    let made = try Program.tianbao.run([
      "generate", "screening", "-o", list.path, "--roster", roster.path, "--layout", "list",
    ])
    #expect(made.status == 0)
    let script = Program.root.appending(path: "Tests/RoundTripTests/Scripts/moved_rows.py")
    let run = try Program(url: Program.python).run([script.path, list.path])
    #expect(run.status == 0, "\(run.errorText)")
    let steps = try run.text.split(separator: "\n").map {
      try JSONDecoder().decode(Step.self, from: Data($0.utf8))
    }
    #expect(steps.count == 5)
    for step in steps {
      #expect(step.said.keys.sorted() == ["张三", "李四", "王五"].sorted(), "\(step.step)")
      for (household, said) in step.said {
        // Only the first was visited on a day to come; only the last has no identity number.
        #expect(said.contains("在今天之后") == (household == "张三"), "\(step.step)")
        #expect(said.contains("户主证件号码") == (household == "王五"), "\(step.step) \(said)")
      }
    }
  }
}

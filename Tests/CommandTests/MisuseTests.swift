import Foundation
import Testing

/// What was used wrongly is said in the language that was asked for.
@Suite struct MisuseTests {
  @Test(
    arguments: [
      (["status", "round", "--on", "8月"], "Write --on as 2023-08-20", "--on 写成 2023-08-20"),
      (["check", "--on", "8月"], "Write --on as 2023-08-20", "--on 写成 2023-08-20"),
      (["problems", "--on", "8月"], "Write --on as 2023-08-20", "--on 写成 2023-08-20"),
      (
        ["generate", "visit", "-o", "x", "--jobs", "0"], "--jobs takes 1 to 256",
        "--jobs 应在 1～256 之间"
      ), (["import", "x", "--jobs", "300"], "--jobs takes 1 to 256", "--jobs 应在 1～256 之间"),
      (
        ["generate", "--campaign", "round", "-o", "x"], "--campaign needs --unit or --units",
        "--campaign 要有 --unit 或 --units"
      ),
    ] as [([String], String, String)]
  )
  func `in Chinese, and in English alone`(
    arguments: [String],
    english: String,
    chinese: String
  ) throws {
    let command = try Command()
    let home = try Command.run(arguments, in: command.office.folder)
    #expect(home.status == 64)
    #expect(home.errors.contains(chinese), "\(home.errors)")
    let run = try Command.run(arguments + ["--language", "en"], in: command.office.folder)
    #expect(run.status == 64)
    let said = try #require(run.errors.split(separator: "\n").first.map(String.init))
    #expect(said.contains(english), "\(said)")
    #expect(!said.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) }, "\(said)")
  }
}

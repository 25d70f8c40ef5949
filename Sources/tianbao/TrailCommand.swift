import ArgumentParser
import Findings
import Foundation
import Ledger
import Tianbao

/// The command `tianbao trail`.
struct Trail: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "谁在什么时候收过、改过、看过、导出过什么。Who filed, corrected, looked at and exported what."
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var ledger: LedgerOptions
  @Option(help: "只看这个单位的，按代码。Only what concerns this unit, by its code.")
  var unit: String?
  @Flag(help: "以 JSON 输出，一行一条。A line of JSON an entry.")
  var json = false

  func run() async throws {
    let book = try ledger.open(shared)
    let report = TrailReport(language: shared.language)
    try LedgerOptions.reporting(shared) {
      try book.trail(unit: unit) { entry in
        Terminal.write(json ? report.json(entry) : report.text(entry))
      }
    }
  }
}

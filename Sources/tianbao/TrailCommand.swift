import ArgumentParser
import Findings
import FormLayout
import Foundation
import Ledger
import Tianbao

/// The command `tianbao trail`.
struct Trail: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "谁在什么时候收过、改过、查过、导出过什么。Who filed, corrected, looked up and exported what."
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var ledger: LedgerPlace
  @Option(help: "只看这个单位的（代码或名称）。Only what concerns this unit, by code or name.")
  var unit: String?
  @Option(help: "只看这个人做的。Only what somebody did, by the name in the trail.")
  var by: String?
  @Flag(help: "以 JSON 输出，一行一条。A line of JSON an entry.")
  var json = false

  func run() async throws {
    let book = try ledger.open(shared)
    let only = try unit.map { try book.unit($0, shared).code }
    let report = TrailReport(language: shared.language)
    try LedgerOptions.reporting(shared) {
      try book.trail(unit: only, actor: by) { entry in
        Terminal.write(json ? report.json(entry) : report.text(entry))
      }
    }
  }
}

import ArgumentParser
import Findings
import FormDefinitions
import FormLayout
import Foundation
import Ledger
import Tianbao

/// The command `tianbao check`.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "对账：表与表、村与村、这一期与上一期。Hold returns against each other and the last period."
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var ledger: LedgerPlace
  @OptionGroup var asOf: DayOption
  @Option(help: "只看这个单位的（代码或名称）。Only this unit's, by code or name.")
  var unit: String?
  @Flag(help: "以 JSON 输出，一行一条。A line of JSON a finding.")
  var json = false

  func validate() throws { try asOf.validate(shared) }

  func run() async throws {
    let catalogue = try shared.catalogue()
    let rules = try shared.acrossRules(with: catalogue)
    for fault in rules.faults { Terminal.error(fault.text(shared.language)) }
    let book = try ledger.open(shared)
    let day = asOf.day
    let only = try unit.map { try book.unit($0, shared).code }
    let scope = only.map { AcrossScope.unit($0) } ?? .all
    var goesBack = false
    try LedgerOptions.reporting(shared) {
      let resumed = try book.judgeAbandoned(
        by: rules.rules,
        catalogue,
        on: day,
        at: Clock.now.description
      )
      if !resumed.isEmpty { Terminal.error(resumed.resumption[shared.language]) }
      var report = AcrossReport(
        rules.rules,
        catalogue,
        try book.units(),
        language: shared.language
      )
      try book.check(rules.rules, catalogue, in: scope, on: day) { finding in
        if !finding.isOwed, finding.finding.severity >= .confirm { goesBack = true }
        if json { Terminal.write(report.json(finding)) } else { report.add(finding) }
      }
      if !json { Terminal.write(report.text) }
      let waiting = try book.waiting(unit: only)
      if !waiting.isEmpty { Terminal.error(waiting.waiting[shared.language]) }
    }
    if goesBack { throw ExitCode(Exit.returned.rawValue) }
  }
}

import ArgumentParser
import Findings
import FormDefinitions
import FormLayout
import Foundation
import Ledger
import Tianbao

/// The command `tianbao problems`.
struct Problems: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "问题从发现到销号：超期的在前。Problems from found to closed, overdue ones first."
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var ledger: LedgerPlace
  @OptionGroup var asOf: DayOption
  @Option(help: "只看这个单位的（代码或名称）。Only this unit's, by code or name.")
  var unit: String?
  @Option(help: "只看这个问题，从发现到销号的每一步。One problem, step by step.")
  var number: String?
  @Flag(help: "以 JSON 输出，一行一个问题。A line of JSON a problem.")
  var json = false

  func validate() throws { try asOf.validate(shared) }

  func run() async throws {
    let catalogue = try shared.catalogue()
    let book = try ledger.open(shared)
    let forms = Set(catalogue.forms.values.filter { $0.namesProblems }.map(\.id))
    let day = asOf.day
    let only = try unit.map { try book.unit($0, shared).code }
    let (all, units, waiting) = try LedgerOptions.reporting(shared) {
      (
        try book.problems(in: forms, on: day), try book.units(),
        try book.waiting(forms: forms, unit: only)
      )
    }
    let names = Dictionary(
      units.map { ($0.code, $0.name) },
      uniquingKeysWith: { first, _ in first }
    )
    var report = ProblemReport(
      all.filter { only == nil || $0.unit == only },
      units: names,
      language: shared.language
    )
    if let number {
      guard let one = report.narrowed(to: number) else {
        // It may stand in what went back.
        if !waiting.isEmpty { Terminal.error(waiting.waiting[shared.language]) }
        throw Exit.failure(.noInput, report.missing(number), shared)
      }
      report = one
    }
    if json {
      Terminal.write(report.jsonLines)
    } else {
      Terminal.write(number == nil ? report.text : report.histories)
    }
    if !waiting.isEmpty { Terminal.error(waiting.waiting[shared.language]) }
  }
}

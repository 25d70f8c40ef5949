import ArgumentParser
import Findings
import FormDefinitions
import FormLayout
import Foundation
import Ledger
import Tianbao

/// The command `tianbao household ID`.
struct Household: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "一户一档：一户在各张表中的记录和前后不一的地方。A household over all forms and times."
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var ledger: LedgerOptions
  @Argument(help: "证件号码或户编号。An identity number, or the key of a record.")
  var id: String

  func run() async throws {
    let catalogue = try shared.catalogue()
    let book = try ledger.open(shared)
    let forms = Set(catalogue.forms.values.filter(\.isOfHouseholds).map(\.id))
    let (entries, nameless) = try LedgerOptions.reporting(shared) {
      let entries = try book.household(id.uppercased(), at: Clock.now.description)
      let units = entries.isEmpty ? nil : Set(entries.map(\.submission.identity.unit))
      return (entries, try book.namelessHouseholds(in: forms, units: units))
    }
    defer { if !nameless.isEmpty { Terminal.error(nameless.words[shared.language]) } }
    guard !entries.isEmpty else {
      throw Exit.failure(
        .noInput,
        LocalizedText("台账库中没有这一户", en: "The ledger has no such household"),
        shared
      )
    }
    Terminal.write(HouseholdFile(entries, catalogue, language: shared.language).text)
  }
}

/// The command `tianbao diff`.
struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "一份报表前后两次报送改了什么。What changed between two versions of a return."
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var ledger: LedgerPlace
  @Argument(help: "表。The form.")
  var form: String
  @Option(help: "单位（代码或名称）。The unit, by code or name.")
  var unit: String
  @Option(help: "报告期，如 2023-05。The period.")
  var period: String?

  func run() async throws {
    let catalogue = try shared.catalogue()
    let definition = try shared.form(form, in: catalogue)
    let book = try ledger.open(shared)
    let only = try book.unit(unit, shared).code
    let period = try period.map { try book.period($0, ofForm: form, shared) }
    let comparisons = try LedgerOptions.reporting(shared) {
      try book.comparisons(form: form, unit: only, period: period)
    }
    guard !comparisons.isEmpty else {
      throw Exit.failure(
        .noInput,
        LocalizedText("这个单位的这张表没有两次报送可比", en: "No two versions of this return"),
        shared
      )
    }
    for comparison in comparisons {
      let told = ChangeListing(comparison.changes, form: definition, language: shared.language)
      let (before, after) = (comparison.before, comparison.after)
      Terminal.write(
        LocalizedText(
          "\(before.receivedAt)“\(before.file)” → \(after.receivedAt)“\(after.file)”：改动 \(told.count) 处",
          en:
            "\(before.receivedAt) ‘\(before.file)’ → \(after.receivedAt) ‘\(after.file)’: \(told.count) changes"
        )[shared.language]
      )
      for line in told.lines { Terminal.write("  \(line)") }
    }
  }
}

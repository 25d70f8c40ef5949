import ArgumentParser
import Findings
import FormDefinitions
import FormLayout
import Foundation
import Tianbao

/// The command `tianbao forms`.
struct Forms: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "列出表样。List the forms.",
    subcommands: [ListForms.self, CheckForms.self],
    defaultSubcommand: ListForms.self
  )
}

/// The command `tianbao forms [--json]`.
struct ListForms: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "列出表样。List the forms."
  )

  @OptionGroup var shared: SharedOptions
  @Flag(help: "以 JSON 输出，含字段、名称和类型。In JSON, with fields, labels and types.")
  var json = false

  func run() async throws {
    let catalogue = try shared.catalogue()
    let forms = catalogue.forms.values.sorted { $0.id < $1.id }
    if json {
      Terminal.write(FormListing.json(forms))
    } else {
      Terminal.write(FormListing.text(forms, language: shared.language))
    }
    for fault in catalogue.faults { Terminal.error(fault.text(shared.language)) }
  }
}

/// The command `tianbao forms check [FILE…]`.
struct CheckForms: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "检查表样定义。Check form definitions."
  )

  @OptionGroup var shared: SharedOptions
  @Argument(help: "只检查这些文件。Check these files only.")
  var files: [String] = []

  func run() async throws {
    let catalogue: FormCatalogue
    if files.isEmpty {
      catalogue = try shared.catalogue()
    } else {
      do {
        let folder = try shared.catalogue()
        catalogue = try FormCatalogue(files: files.map { URL(filePath: $0) }, codesOf: folder)
      } catch is CocoaError {
        throw Exit.failure(
          .noInput,
          LocalizedText("读不到要检查的文件", en: "A file to be checked cannot be read"),
          shared
        )
      }
    }
    let layouts = catalogue.forms.values.sorted { $0.id < $1.id }.flatMap(layoutFaults)
    let faults = catalogue.faults + layouts
    for fault in faults { Terminal.write(fault.text(shared.language)) }
    for form in catalogue.forms.values.sorted(by: { $0.id < $1.id }) {
      for note in RuleNotes.notes(form) { Terminal.write(note[shared.language]) }
    }
    let errors = faults.filter { $0.severity == .error }.count
    let forms = catalogue.forms.count
    Terminal.error(
      LocalizedText(
        "检查了 \(forms) 张可用的表，\(errors) 处错误",
        en: "\(forms) usable forms, \(errors) errors"
      )[
        shared.language
      ]
    )
    if errors > 0 { throw ExitCode(Exit.returned.rawValue) }
  }
}

import ArgumentParser
import Findings
import FormDefinitions
import FormLayout
import FormProof
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
    abstract: "检查表样定义，并验证表、自查和收表一致。Check form definitions, and prove them.",
    discussion: """
      按定义编出处处正确的记录和各有一处错误的记录，填进生成的表再导入，与定义应有的结果逐格比较。
      Records that are right, and records that are wrong in one way, are filled in and imported.
      """
  )

  @OptionGroup var shared: SharedOptions
  @Flag(inversion: .prefixedNo, help: "试填并导入，验证定义。Fill in and import to prove the forms.")
  var prove = true
  @Flag(help: "再用 LibreOffice 计算表内自查，与定义比较（较慢）。Also have LibreOffice compute.")
  var office = false
  @Option(
    help: ArgumentHelp(
      "LibreOffice 的 soffice 程序，默认在 PATH 里找。The program soffice.",
      valueName: "path"
    )
  )
  var soffice: String?
  @Argument(help: "只检查这些文件。Check these files only.")
  var files: [String] = []

  func run() async throws {
    let catalogue: FormCatalogue
    let campaigns: CampaignCatalogue
    let across: AcrossCatalogue
    if files.isEmpty {
      catalogue = try shared.catalogue()
      campaigns = try shared.campaigns(with: catalogue)
      across = try shared.acrossRules(with: catalogue)
    } else {
      do {
        let folder = try shared.catalogue()
        let urls = files.map { URL(filePath: $0) }
        catalogue = try FormCatalogue(files: urls, codesOf: folder)
        campaigns = try CampaignCatalogue(files: urls, forms: folder)
        across = try AcrossCatalogue(files: urls, forms: folder)
      } catch is CocoaError {
        throw Exit.failure(
          .noInput,
          LocalizedText("读不到要检查的文件", en: "A file to be checked cannot be read"),
          shared
        )
      }
    }
    let layouts = catalogue.forms.values.sorted { $0.id < $1.id }.flatMap(layoutFaults)
    let faults = catalogue.faults + layouts + campaigns.faults + across.faults
    for fault in faults { Terminal.write(fault.text(shared.language)) }
    for form in catalogue.forms.values.sorted(by: { $0.id < $1.id }) {
      for note in RuleNotes.notes(form) { Terminal.write(note[shared.language]) }
    }
    var errors = faults.filter { $0.severity == .error }.count
    if prove {
      for form in catalogue.forms.values.sorted(by: { $0.id < $1.id }) {
        // A form with faults of its layout cannot be filled in.
        guard !layouts.contains(where: { $0.file == "\(form.id).yaml" }) else { continue }
        errors += try await proof(of: form, in: catalogue)
      }
    }
    let forms = catalogue.forms.count
    let rounds = campaigns.campaigns.count
    Terminal.error(
      LocalizedText(
        "检查了 \(forms) 张可用的表、\(rounds) 个方案，\(errors) 处错误",
        en: "\(forms) usable forms, \(rounds) campaigns, \(errors) errors"
      )[
        shared.language
      ]
    )
    if errors > 0 { throw ExitCode(Exit.returned.rawValue) }
  }
}

extension CheckForms {
  /// Proves a form, and says what does not agree.
  ///
  /// - Returns: the number of disagreements.
  private func proof(of form: FormDefinition, in catalogue: FormCatalogue) async throws -> Int {
    let proof = FormProof(form, in: catalogue, today: Clock.today)
    var report = proof.report()
    var computed: Int?
    if office {
      let converter = try officeProgram()
      computed = 0
      // LibreOffice computes with the day that it is.
      for sheet in proof.sheetProofs() {
        do {
          let workbook = try await converter.computed(sheet.layout)
          let result = sheet.faults(
            in: workbook,
            computedBy: LocalizedText("LibreOffice 计算", en: "computed by LibreOffice")
          )
          report.faults += result.faults
          computed = (computed ?? 0) + result.compared
        } catch {
          throw Exit.failure(
            .inputOutput,
            LocalizedText("LibreOffice 没有算出来", en: "LibreOffice did not compute the workbook"),
            shared
          )
        }
      }
    }
    for fault in report.faults { Terminal.write(fault.text(shared.language)) }
    for rule in report.unproven {
      Terminal.write(
        LocalizedText(
          "\(form.id).yaml:\(rule.line): [说明] 没有找到违反规则 \(rule.id) 的记录，这条规则未经验证",
          en: "\(form.id).yaml:\(rule.line): [note] no record was found that breaks rule \(rule.id)"
        )[shared.language]
      )
    }
    var summary = report.summary[shared.language]
    if let computed {
      summary +=
        LocalizedText(
          "；LibreOffice 核对自查 \(computed) 格",
          en: "; \(computed) cells computed by LibreOffice"
        )[shared.language]
    }
    Terminal.error(summary)
    return report.faults.count
  }

  private func officeProgram() throws -> WorkbookConverter {
    let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    guard let program = WorkbookConverter.program(at: soffice, searchPath: searchPath) else {
      throw Exit.failure(
        .usage,
        LocalizedText(
          "--office 要用 LibreOffice，但没有找到 \(soffice ?? "soffice")；请安装，或用 --soffice 指明",
          en: "--office needs LibreOffice; install it, or name it with --soffice"
        ),
        shared
      )
    }
    var limits = ConversionLimits()
    limits.seconds = 600
    return WorkbookConverter(program: program, limits: limits)
  }
}

public import ArgumentParser
public import Findings
import FormDefinitions
import Foundation
import Tianbao

/// The options that every subcommand has.
struct SharedOptions: ParsableArguments {
  @Option(help: "消息的语言：zh 或 en。The language of messages.")
  var language: Language = .chinese

  @Option(
    help: ArgumentHelp("表样所在的文件夹。The folder of form definitions.", valueName: "folder")
  )
  var forms: String?

  /// What was used wrongly, in the language of messages.
  func misuse(_ chinese: String, en english: String) -> ValidationError {
    ValidationError(language == .chinese ? chinese : english)
  }

  /// The catalogue of the definitions' folder.
  ///
  /// - Throws: an exit with a message when there is no such folder.
  func catalogue() throws -> FormCatalogue {
    let url = try formsURL()
    do {
      return try FormCatalogue(directory: url)
    } catch {
      throw Exit.failure(
        .noInput,
        LocalizedText("读不到表样文件夹 \(url.path)", en: "The folder \(url.path) cannot be read"),
        self
      )
    }
  }

  /// The form of an identifier.
  ///
  /// - Throws: an exit with the faults of the form's definition, or that there is no such form.
  func form(_ id: String, in catalogue: FormCatalogue) throws -> FormDefinition {
    do {
      return try catalogue.form(id)
    } catch {
      for fault in catalogue.faults where fault.file == "\(id).yaml" {
        Terminal.error(fault.text(language))
      }
      throw Exit.failure(.usage, error.message, self)
    }
  }

  /// The folder of definitions.
  func formsURL() throws -> URL {
    if let forms { return URL(filePath: forms, directoryHint: .isDirectory) }
    let process = ProcessInfo.processInfo
    let found = FormsLocation.find(
      environment: process.environment,
      workingFolder: URL(filePath: FileManager.default.currentDirectoryPath),
      program: Bundle.main.executableURL
    )
    guard let found else {
      throw Exit.failure(
        .noInput,
        LocalizedText(
          "找不到表样文件夹；用 --forms 指明",
          en: "No folder of definitions; name one with --forms"
        ),
        self
      )
    }
    return found
  }
}

extension Language: ExpressibleByArgument {}

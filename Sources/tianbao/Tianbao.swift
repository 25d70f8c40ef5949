import ArgumentParser

/// The command `tianbao`.
@main
struct TianbaoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tianbao",
    abstract: "填报：印表、发表、收表。Forms out, checked records back.",
    version: "0.1.0",
    subcommands: [Forms.self, Generate.self, Import.self, Cells.self]
  )
}

import ArgumentParser
import Findings
import Foundation
import Ledger

/// The option that names a ledger.
struct LedgerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "台账库：文件，或 postgres://主机/库名。The ledger: a file, or postgres://host/database.",
      valueName: "url"
    )
  )
  var ledger = "tianbao.sqlite"

  /// Opens the ledger, which must be there.
  func open(_ shared: SharedOptions) throws -> Ledger {
    try Self.open(ledger, creating: false, shared)
  }

  /// Opens a ledger.
  ///
  /// - Throws: an exit with a message when it cannot be opened.
  static func open(_ text: String, creating: Bool, _ shared: SharedOptions) throws -> Ledger {
    try reporting(shared) {
      try Ledger(try LedgerLocation(text), creating: creating, actor: NSUserName())
    }
  }

  /// Gives errors of the ledger as exits with a message.
  static func reporting<Value>(
    _ shared: SharedOptions,
    _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as LedgerError {
      throw Exit.failure(error.exit, error.message, shared)
    }
  }
}

extension LedgerError {
  /// The exit status.
  var exit: Exit {
    switch self {
    case .notFound: .noInput
    case .location: .usage
    case .cannotOpen, .busy, .full, .damaged, .newer, .disconnected: .inputOutput
    case .refused: .software
    }
  }
}

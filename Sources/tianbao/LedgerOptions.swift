import ArgumentParser
import Findings
import FormDefinitions
import Foundation
import Ledger
import Tianbao

/// The option that says who works with a ledger.
struct ActorOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "经办人，记入台账库；默认取环境变量 TIANBAO_BY，再取登录名。Who does it, for the audit trail.",
      valueName: "name"
    )
  )
  var by: String?

  /// The name for the audit trail.
  var name: String { Self.name(by) }

  /// The name for the audit trail of a command whose `--by` means something else.
  static func name(_ by: String? = nil) -> String {
    let given = [by, ProcessInfo.processInfo.environment["TIANBAO_BY"]].compactMap { $0 }
      .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    return given.first { !$0.isEmpty } ?? NSUserName()
  }
}

/// The option that names a ledger.
///
/// A command that has no more than this leaves no line in the audit trail, or has another `--by`.
struct LedgerPlace: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "台账库：文件，或 postgres://主机/库名。The ledger: a file, or postgres://host/database.",
      valueName: "url"
    )
  )
  var ledger = "tianbao.sqlite"

  /// Opens the ledger, which must be there.
  ///
  /// What goes into its audit trail all the same, such as the judging of returns that a broken-off run
  /// left, is by the name of the environment or the login.
  func open(_ shared: SharedOptions) throws -> Ledger {
    try LedgerOptions.open(ledger, creating: false, by: ActorOption.name(), shared)
  }
}

/// The options that name a ledger, and who works with it: of commands that leave a line in its audit
/// trail.
struct LedgerOptions: ParsableArguments {
  @OptionGroup var place: LedgerPlace
  @OptionGroup var actor: ActorOption

  /// The ledger's file or address.
  var ledger: String { place.ledger }

  /// Opens the ledger, which must be there.
  func open(_ shared: SharedOptions) throws -> Ledger {
    try Self.open(ledger, creating: false, by: actor.name, shared)
  }

  /// Opens a ledger.
  ///
  /// - Throws: an exit with a message when it cannot be opened.
  static func open(
    _ text: String,
    creating: Bool,
    by actor: String,
    _ shared: SharedOptions
  ) throws -> Ledger {
    let location = try reporting(shared) { try LedgerLocation(text) }
    let ledger: Ledger
    do {
      ledger = try Ledger(location, creating: creating, actor: actor)
    } catch let error as LedgerError {
      throw Exit.failure(error.exit, error.message(at: location), shared)
    }
    if ledger.isUpgraded {
      // Whoever reads a view must not wait for the next import to see what counts by the new tables.
      let forms = try shared.catalogue().forms.values
      try reporting(shared) { try ledger.defineViews(forms) }
    }
    if ledger.isReadOnly {
      Terminal.error(
        LocalizedText(
          "台账库 \(text) 只能读（只读盘，或没有写的权限）：可以查看、汇总、导出，但不会留下经办记录",
          en:
            "The ledger \(text) may only be read: look, roll up and export, but no line is kept in "
            + "its audit trail"
        )[shared.language]
      )
    }
    try joinReturnsFiledByName(in: ledger, shared)
    return ledger
  }

  /// Files under units' codes what had come under their names before the list of units was known, and
  /// says so.
  static func joinReturnsFiledByName(in ledger: Ledger, _ shared: SharedOptions) throws {
    try reporting(shared) {
      for joined in try ledger.joinReturnsFiledByName(at: Clock.now.description) {
        Terminal.error(joined.words[shared.language])
      }
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
    case .location, .noCorrection: .usage
    case .cannotOpen, .readOnly, .busy, .full, .damaged, .newer, .disconnected: .inputOutput
    case .refused: .software
    }
  }
}

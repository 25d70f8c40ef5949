import ArgumentParser
import Findings
import Foundation

/// The exit statuses of the command (sysexits.h).
enum Exit: Int32 {
  /// Something must go back to a village.
  case returned = 1
  /// The command was used wrongly.
  case usage = 64
  /// There is no such input.
  case noInput = 66
  /// The fault is our own.
  case software = 70
  /// An output cannot be made.
  case cannotCreate = 73
  /// Reading or writing failed.
  case inputOutput = 74

  /// Says what went wrong and gives the exit to throw.
  static func failure(
    _ exit: Exit,
    _ message: LocalizedText,
    _ options: SharedOptions
  ) -> ExitCode {
    Terminal.error(message[options.language])
    return ExitCode(exit.rawValue)
  }
}

/// The terminal: results go to standard output, all else to standard error.
enum Terminal {
  static func write(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  static func error(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  /// Shows progress on a terminal, in place.
  static func progress(_ done: Int, of total: Int) {
    guard isatty(STDERR_FILENO) == 1 else { return }
    let width = 30
    let filled = total == 0 ? width : done * width / total
    let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled)
    let end = done == total ? "\n" : ""
    FileHandle.standardError.write(Data("\r\(bar) \(done)/\(total)\(end)".utf8))
  }
}

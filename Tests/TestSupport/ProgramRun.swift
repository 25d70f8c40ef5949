public import Foundation
import Glibc

/// A program that a test ran to its end, what it said and how it ended.
///
/// Not Foundation's `Process`: when many tests start programs at the same time, its wait has been
/// seen to go on after the program was gone. Here the test waits for its own child, and a child
/// that does not end is an error after a deadline.
public struct ProgramRun: Sendable {
  /// The exit status; -1 when a signal ended the program.
  public let status: Int32
  /// The bytes of standard output.
  public let output: Data
  /// The bytes of standard error.
  public let errors: Data

  /// The text of standard output.
  public var text: String { String(decoding: output, as: UTF8.self) }
  /// The text of standard error.
  public var errorText: String { String(decoding: errors, as: UTF8.self) }

  /// Why there is no run to look at.
  public enum Failure: Error {
    /// The program could not be started, with the number of the error.
    case notStarted(program: String, error: Int32)
    /// The program was killed since it had not ended in time.
    case timedOut(program: String, seconds: Double)
  }

  /// Runs a program with nothing on its standard input, and waits for it.
  ///
  /// - Parameters:
  ///   - program: The file of the program.
  ///   - arguments: What follows the program's name on a command line.
  ///   - folder: The working folder.
  ///   - environment: The whole environment, or nothing to hand on that of the tests.
  ///   - seconds: How long the program may run. It and its process group are killed then.
  ///   - started: Is told the process identifier while the program runs.
  /// - Throws: ``Failure``, or an error of the temporary files that take the output.
  public init(
    _ program: URL,
    _ arguments: [String],
    in folder: URL? = nil,
    environment: [String: String]? = nil,
    seconds: Double = 600,
    started: (pid_t) -> Void = { _ in }
  ) throws {
    // Files, not pipes: a long output cannot block.
    let scratch = FileManager.default.temporaryDirectory.appending(path: "run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let files = ["output", "errors"].map { scratch.appending(path: $0) }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (number, file) in zip([1, 2] as [Int32], files) {
      posix_spawn_file_actions_addopen(
        &actions,
        number,
        file.path,
        O_WRONLY | O_CREAT | O_TRUNC,
        0o600
      )
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)

    // `env` changes the folder and becomes the program; here, every thread has the same folder.
    let words =
      ((folder.map { ["/usr/bin/env", "-C", $0.path] } ?? []) + [program.path] + arguments)
      .map { strdup($0) } + [nil]
    let surroundings = environment ?? ProcessInfo.processInfo.environment
    let settings = surroundings.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + settings { free(word) } }
    var child: pid_t = 0
    let first = folder == nil ? program.path : "/usr/bin/env"
    let error = posix_spawn(&child, first, &actions, &attributes, words, settings)
    guard error == 0 else { throw Failure.notStarted(program: program.path, error: error) }
    started(child)

    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: .seconds(seconds))
    var state: Int32 = 0
    var pause: UInt32 = 500
    while true {
      let ended = waitpid(child, &state, WNOHANG)
      if ended == child { break }
      if ended == -1, errno != EINTR {
        throw Failure.notStarted(program: program.path, error: errno)
      }
      if clock.now >= deadline {
        kill(-child, SIGKILL)
        while waitpid(child, &state, 0) == -1, errno == EINTR {}
        throw Failure.timedOut(program: program.path, seconds: seconds)
      }
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
    // The low seven bits are the signal that ended the program, the next eight the exit status.
    status = state & 0x7F == 0 ? (state >> 8) & 0xFF : -1
    output = try Data(contentsOf: files[0])
    errors = try Data(contentsOf: files[1])
  }
}

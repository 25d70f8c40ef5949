import Foundation
import Subprocess
import SystemPackage

/// Runs a program that may hang, grow or leave others behind, and lets it do none of these.
struct LimitedProgram: Sendable {
  /// How a run ended.
  enum Ending: Hashable, Sendable {
    case exited(successfully: Bool)
    case timedOut
    case notStarted
  }

  let program: URL
  let limits: ConversionLimits

  /// Runs the program in a session of its own and waits until it and all that it started are gone.
  ///
  /// Two tools that every Linux has (util-linux, coreutils) set the limits before the program begins:
  /// `prlimit` those of memory, processor time and file size, and `timeout` ends the program even when
  /// this process is no longer there to do so.
  func run(_ arguments: [String], in folder: URL) async -> Ending {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
    ]
    let command =
      [
        "--as=\(limits.memoryBytes)", "--fsize=\(limits.fileBytes)", "--cpu=\(limits.seconds * 2)",
        "--core=0", "timeout", "--signal=KILL", "\(limits.seconds + 2)", program.path,
      ] + arguments
    let configuration = Configuration(
      executable: .name("prlimit"),
      arguments: Arguments(command),
      environment: .custom(Self.environment(in: folder)),
      workingDirectory: FilePath(folder.path),
      platformOptions: options
    )
    return await withTaskGroup(of: Ending.self) { group in
      group.addTask { await Self.ending(of: configuration) }
      group.addTask { [seconds = limits.seconds] in
        try? await Task.sleep(for: .seconds(seconds))
        return .timedOut
      }
      let first = await group.next() ?? .notStarted
      // The other task: a sleep, or a run that the cancellation ends.
      group.cancelAll()
      await group.waitForAll()
      return first
    }
  }

  private static func ending(of configuration: Configuration) async -> Ending {
    do {
      let result = try await Subprocess.run(configuration, output: .discarded)
      // What the program left behind in its session; its own end was waited for.
      kill(-result.processIdentifier.value, SIGKILL)
      return .exited(successfully: result.terminationStatus.isSuccess)
    } catch {
      return .notStarted
    }
  }

  /// Nothing of the office's own environment, and every file that the program makes in its folder.
  private static func environment(in folder: URL) -> [Environment.Key: String] {
    [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
      "HOME": folder.path, "TMPDIR": folder.path, "SAL_USE_VCLPLUGIN": "svp",
    ]
  }
}

import Foundation
import TestSupport

/// A folder of its own for a test, removed when the test ends.
final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("writing-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  var contents: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// The parts of a written file, by name, unpacked by `unzip`.
struct Package {
  /// The names of the parts in the order of the file.
  let names: [String]
  let parts: [String: String]

  init(_ path: String) throws {
    let names = try Self.unzip(["-Z1", path]).split(separator: "\n").map(String.init)
    var parts: [String: String] = [:]
    for name in names {
      let pattern = name.replacing("[", with: "\\[").replacing("]", with: "\\]")
      parts[name] = try Self.unzip(["-p", path, pattern])
    }
    self.names = names
    self.parts = parts
  }

  subscript(part: String) -> String { parts[part] ?? "" }

  /// All parts, an element a line.
  var dump: String {
    parts.keys.sorted().map { name in
      "== \(name)\n" + self[name].replacing("><", with: ">\n<")
    }.joined(separator: "\n") + "\n"
  }

  private static func unzip(_ arguments: [String]) throws -> String {
    let run = try ProgramRun(URL(filePath: "/usr/bin/unzip"), arguments)
    guard run.status == 0 else { throw CocoaError(.fileReadCorruptFile) }
    return run.text
  }
}

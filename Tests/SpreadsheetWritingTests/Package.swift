import Foundation
import Glibc

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

  /// Runs `unzip` with arguments; not as a `Process`, which leaks under the address sanitizer.
  private static func unzip(_ arguments: [String]) throws -> String {
    let words = arguments.map { "'\($0.replacing("'", with: "'\\''"))'" }
    guard let pipe = popen("unzip \(words.joined(separator: " "))", "r") else {
      throw CocoaError(.fileReadUnknown)
    }
    var output = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      guard count > 0 else { break }
      output.append(contentsOf: buffer[..<count])
    }
    guard pclose(pipe) == 0 else { throw CocoaError(.fileReadCorruptFile) }
    return String(decoding: output, as: UTF8.self)
  }
}

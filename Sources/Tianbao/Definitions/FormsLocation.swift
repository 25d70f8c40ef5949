public import Foundation

/// Where the definitions stand when nobody says where.
public enum FormsLocation {
  /// The first folder that holds definitions: `TIANBAO_FORMS`, `forms` in the working folder, then
  /// `forms` or `share/tianbao/forms` in a folder above the program.
  ///
  /// - Parameters:
  ///   - environment: the environment's variables.
  ///   - workingFolder: the working folder.
  ///   - program: the program's own file.
  /// - Returns: the folder, or `nil` when none of them holds definitions.
  public static func find(
    environment: [String: String],
    workingFolder: URL,
    program: URL?
  ) -> URL? {
    if let path = environment["TIANBAO_FORMS"], !path.isEmpty {
      return URL(filePath: path, directoryHint: .isDirectory)
    }
    var candidates = [workingFolder.appending(path: "forms")]
    var folder = program?.resolvingSymlinksInPath().deletingLastPathComponent()
    for _ in 0..<5 {
      guard let here = folder, here.path.count > 1 else { break }
      candidates.append(here.appending(path: "forms"))
      candidates.append(here.appending(path: "share/tianbao/forms"))
      folder = here.deletingLastPathComponent()
    }
    return candidates.first { candidate in
      FileManager.default.fileExists(atPath: candidate.appending(path: "codes").path)
    }
  }
}

import Foundation

/// The workbooks that the tests read beside those that they make themselves.
enum Corpus {
  /// Where the corpus lies: beside the package, or where `TIANBAO_CORPUS` says; `nil` if nowhere.
  static let folder: URL? = {
    let beside = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../shared/corpus").standardizedFileURL
    let named = ProcessInfo.processInfo.environment["TIANBAO_CORPUS"].map { URL(filePath: $0) }
    let folder = named ?? beside
    return FileManager.default.fileExists(atPath: folder.appending(path: "quirks").path)
      ? folder : nil
  }()

  /// Why tests are skipped where there is no corpus.
  static let absence = "no corpus: put it at ../shared/corpus, or set TIANBAO_CORPUS"

  /// The files of a folder, by path below it, in order.
  static func files(_ name: String, endingIn ending: String = ".xlsx") -> [String] {
    guard let folder else { return [] }
    let paths = try? FileManager.default.subpathsOfDirectory(
      atPath: folder.appending(path: name).path
    )
    return (paths ?? []).filter { $0.hasSuffix(ending) }.sorted()
  }

  /// The path of a file.
  static func path(_ name: String, _ file: String) -> String {
    folder?.appending(path: name).appending(path: file).path ?? ""
  }
}

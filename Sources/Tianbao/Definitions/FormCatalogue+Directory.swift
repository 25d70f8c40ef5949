public import FormDefinitions
public import Foundation

extension FormCatalogue {
  /// Reads the definitions of a folder: `*.yaml` are forms, `codes/*.yaml` code lists,
  /// `parameters.yaml` the figures that rules name.
  ///
  /// - Throws: an error of the file system when the folder or a file cannot be read. What is wrong
  ///   inside the files is told in `faults`.
  public init(directory: URL) throws {
    try self.init(sources: DefinitionFolder(url: directory).sources())
  }
}

/// A folder of definitions.
struct DefinitionFolder {
  let url: URL

  func sources() throws -> [DefinitionSource] {
    let lists = url.appending(path: "codes")
    var sources: [DefinitionSource] = []
    if FileManager.default.fileExists(atPath: lists.path) {
      for file in try files(in: lists) {
        sources.append(
          DefinitionSource(
            .codeList,
            name: "codes/\(file.lastPathComponent)",
            text: try text(of: file)
          )
        )
      }
    }
    for file in try files(in: url) {
      let name = file.lastPathComponent
      let kind: DefinitionSource.Kind = name == "parameters.yaml" ? .parameters : .form
      sources.append(DefinitionSource(kind, name: name, text: try text(of: file)))
    }
    return sources
  }

  /// The YAML files of a folder, by name.
  private func files(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { ["yaml", "yml"].contains($0.pathExtension) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  private func text(of file: URL) throws -> String {
    String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}

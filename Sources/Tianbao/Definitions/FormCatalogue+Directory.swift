public import FormDefinitions
public import Foundation

extension FormCatalogue {
  /// Reads the definitions of a folder: `*.yaml` are forms, `codes/*.yaml` code lists,
  /// `parameters.yaml` the figures that rules name; `campaigns/*.yaml` are rounds, which a
  /// `CampaignCatalogue` reads, and `across.yaml` has the rules of an `AcrossCatalogue`.
  ///
  /// - Throws: an error of the file system when the folder or a file cannot be read. What is wrong
  ///   inside the files is told in `faults`.
  public init(directory: URL) throws {
    try self.init(sources: DefinitionFolder(url: directory).sources())
  }
}

extension CampaignCatalogue {
  /// Reads the rounds of a folder of definitions, `campaigns/*.yaml`.
  ///
  /// - Parameters:
  ///   - directory: the folder of definitions.
  ///   - forms: the folder's forms.
  /// - Throws: an error of the file system when the folder or a file cannot be read. What is wrong
  ///   inside the files is told in `faults`.
  public init(directory: URL, forms: FormCatalogue) throws {
    try self.init(sources: DefinitionFolder(url: directory).campaigns(), forms: forms)
  }
}

extension AcrossCatalogue {
  /// Reads the rules across forms, files and periods of a folder of definitions, `across.yaml`.
  ///
  /// - Parameters:
  ///   - directory: the folder of definitions.
  ///   - forms: the folder's forms.
  /// - Throws: an error of the file system when the file cannot be read. What is wrong inside it is
  ///   told in `faults`.
  public init(directory: URL, forms: FormCatalogue) throws {
    try self.init(sources: DefinitionFolder(url: directory).acrossRules(), forms: forms)
  }
}

/// A folder of definitions.
struct DefinitionFolder {
  let url: URL

  func sources() throws -> [DefinitionSource] {
    var sources = try sources(.codeList, in: "codes")
    for file in try files(in: url) {
      let name = file.lastPathComponent
      if name == Self.across { continue }
      let kind: DefinitionSource.Kind = name == "parameters.yaml" ? .parameters : .form
      sources.append(DefinitionSource(kind, name: name, text: try text(of: file)))
    }
    return sources
  }

  /// The file of the rules across forms, files and periods.
  private static let across = "across.yaml"

  /// The rules across forms, files and periods; none where there is no such file.
  func acrossRules() throws -> [DefinitionSource] {
    let file = url.appending(path: Self.across)
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    return [DefinitionSource(.across, name: Self.across, text: try text(of: file))]
  }

  /// The rounds.
  func campaigns() throws -> [DefinitionSource] { try sources(.campaign, in: "campaigns") }

  /// The files of a folder inside the folder; none where there is no such folder.
  private func sources(_ kind: DefinitionSource.Kind, in name: String) throws -> [DefinitionSource]
  {
    let folder = url.appending(path: name)
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try files(in: folder).map { file in
      DefinitionSource(kind, name: "\(name)/\(file.lastPathComponent)", text: try text(of: file))
    }
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

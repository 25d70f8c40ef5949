public import FormDefinitions
public import Foundation

extension FormCatalogue {
  /// Reads single form definitions with the code lists and parameters of a catalogue.
  ///
  /// - Parameters:
  ///   - files: the forms' files; a code list is told by its `list:` key and may come along.
  ///   - catalogue: where the code lists and parameters come from.
  /// - Throws: an error of the file system when a file cannot be read.
  public init(files: [URL], codesOf catalogue: FormCatalogue) throws {
    self.init(
      sources: try files.map(DefinitionSource.init(file:)),
      codeLists: catalogue.codeLists,
      parameters: catalogue.parameters
    )
  }
}

extension CampaignCatalogue {
  /// Reads single rounds with the forms of a catalogue; a round is told by its `campaign:` key.
  ///
  /// - Parameters:
  ///   - files: the files, of which only rounds are read.
  ///   - forms: the forms that rounds name.
  /// - Throws: an error of the file system when a file cannot be read.
  public init(files: [URL], forms: FormCatalogue) throws {
    self.init(sources: try files.map(DefinitionSource.init(file:)), forms: forms)
  }
}

extension AcrossCatalogue {
  /// Reads single files of rules across forms; they are told by their `across:` key.
  ///
  /// - Parameters:
  ///   - files: the files, of which only such rules are read.
  ///   - forms: the forms that rules name.
  /// - Throws: an error of the file system when a file cannot be read.
  public init(files: [URL], forms: FormCatalogue) throws {
    self.init(sources: try files.map(DefinitionSource.init(file:)), forms: forms)
  }
}

extension DefinitionSource {
  /// Reads a file whose kind its name or its first keys tell.
  fileprivate init(file: URL) throws {
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let lines = text.split(separator: "\n")
    func has(_ key: String) -> Bool { lines.contains { $0.hasPrefix(key) } }
    let kind: DefinitionSource.Kind =
      has("list:")
      ? .codeList
      : has("campaign:")
        ? .campaign
        : has("across:")
          ? .across : file.lastPathComponent == "parameters.yaml" ? .parameters : .form
    self.init(kind, name: file.lastPathComponent, text: text)
  }
}

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
    let sources = try files.map { file in
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      let isList = text.split(separator: "\n").contains { $0.hasPrefix("list:") }
      let kind: DefinitionSource.Kind =
        isList ? .codeList : file.lastPathComponent == "parameters.yaml" ? .parameters : .form
      return DefinitionSource(kind, name: file.lastPathComponent, text: text)
    }
    self.init(sources: sources, codeLists: catalogue.codeLists, parameters: catalogue.parameters)
  }
}

import Findings

/// The text of one definition file.
public struct DefinitionSource: Hashable, Sendable {
  /// The kinds of definition file, told by the folder that a file stands in.
  public enum Kind: Hashable, Sendable {
    /// A form.
    case form
    /// A code list, in `codes/`.
    case codeList
    /// The figures that rules name, `parameters.yaml`.
    case parameters
    /// A round, in `campaigns/`.
    case campaign
    /// The rules across forms, files and periods, `across.yaml`.
    case across
  }

  /// What the file defines.
  public var kind: Kind
  /// The file's name, as faults cite it.
  public var name: String
  /// The file's text.
  public var text: String

  /// Creates a source.
  public init(_ kind: Kind, name: String, text: String) {
    self.kind = kind
    self.name = name
    self.text = text
  }
}

/// All forms of a folder of definitions, with what is wrong in the files.
public struct FormCatalogue: Sendable {
  /// The forms without faults of severity error, by identifier.
  public private(set) var forms: [String: FormDefinition] = [:]
  /// The code lists, by identifier.
  public private(set) var codeLists: [String: CodeList] = [:]
  /// The parameters, by name.
  public private(set) var parameters: [String: FormParameter] = [:]
  /// What is wrong in the files, in file order.
  public private(set) var faults: [DefinitionFault] = []

  /// Reads definitions; what has faults is left out of ``forms`` and told in ``faults``.
  ///
  /// - Parameters:
  ///   - sources: the files.
  ///   - codeLists: lists that are known before the files are read.
  ///   - parameters: parameters that are known before the files are read.
  public init(
    sources: [DefinitionSource],
    codeLists: [String: CodeList] = [:],
    parameters: [String: FormParameter] = [:]
  ) {
    self.codeLists = codeLists
    self.parameters = parameters
    var lists: [(list: CodeList, root: YAMLNode)] = []
    for source in sources where source.kind == .codeList {
      guard let root = root(of: source) else { continue }
      guard let list = CodeListLoader(root: root).load() else {
        faults += root.file.faults
        continue
      }
      if lists.contains(where: { $0.list.id == list.id }) { reportDuplicate(list.id, at: root) }
      lists.append((list, root))
      self.codeLists[list.id] = list
    }
    for (list, root) in lists {
      ParentCodeCheck(list: list, lists: self.codeLists, root: root).run()
      faults += root.file.faults
    }
    for source in sources where source.kind == .parameters {
      guard let root = root(of: source) else { continue }
      for parameter in ParameterLoader(root: root).load() {
        self.parameters[parameter.id] = parameter
      }
      faults += root.file.faults
    }
    for source in sources where source.kind == .form {
      guard let root = root(of: source) else { continue }
      let loader = FormLoader(root: root, codeLists: self.codeLists, parameters: self.parameters)
      if let form = loader.load() {
        if forms[form.id] != nil { reportDuplicate(form.id, at: root) }
        if !root.file.faults.contains(where: { $0.severity == .error }) { forms[form.id] = form }
      }
      faults += root.file.faults
    }
  }

  private func reportDuplicate(_ id: String, at root: YAMLNode) {
    root.fault(
      "definition.duplicate-id",
      LocalizedText("“\(id)”定义了两次", en: "‘\(id)’ is defined twice"),
      LocalizedText("改用另一个名称", en: "Give one of them another id")
    )
  }

  /// The form of an identifier.
  ///
  /// - Throws: ``UnknownDefinition`` with the nearest identifier when there is no such form.
  public func form(_ id: String) throws(UnknownDefinition) -> FormDefinition {
    guard let form = forms[id] else {
      throw UnknownDefinition(.form, id: id, known: forms.keys)
    }
    return form
  }

  /// The same definitions with other figures of the same names.
  package func with(parameters: [String: FormParameter]) -> Self {
    var catalogue = self
    catalogue.parameters.merge(parameters) { $1 }
    for id in forms.keys { catalogue.forms[id]?.parameters = catalogue.parameters }
    return catalogue
  }

  /// The root node of a file; what is no YAML is told in ``faults``.
  private mutating func root(of source: DefinitionSource) -> YAMLNode? {
    DefinitionFile(source: source).root(faults: &faults)
  }
}

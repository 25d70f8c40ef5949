import Findings

/// All rounds of a folder of definitions, with what is wrong in the files.
public struct CampaignCatalogue: Sendable {
  /// The rounds without faults of severity error, by identifier.
  public private(set) var campaigns: [String: Campaign] = [:]
  /// What is wrong in the files, in file order.
  public private(set) var faults: [DefinitionFault] = []

  /// Reads rounds; one with faults is left out of ``campaigns`` and told in ``faults``.
  ///
  /// - Parameters:
  ///   - sources: the files; those of another kind are not read.
  ///   - forms: the forms that rounds name.
  public init(sources: [DefinitionSource], forms: FormCatalogue) {
    for source in sources where source.kind == .campaign {
      guard let root = DefinitionFile(source: source).root(faults: &faults) else { continue }
      let campaign = CampaignLoader(root: root, forms: forms).load()
      if let campaign {
        if campaigns[campaign.id] != nil {
          root.fault(
            "definition.duplicate-id",
            LocalizedText("“\(campaign.id)”定义了两次", en: "‘\(campaign.id)’ is defined twice"),
            LocalizedText("改用另一个名称", en: "Give one of them another id")
          )
        }
        if !root.file.faults.contains(where: { $0.severity == .error }) {
          campaigns[campaign.id] = campaign
        }
      }
      faults += root.file.faults
    }
  }

  /// The round of an identifier.
  ///
  /// - Throws: ``UnknownDefinition`` with the nearest identifier when there is no such round.
  public func campaign(_ id: String) throws(UnknownDefinition) -> Campaign {
    guard let campaign = campaigns[id] else {
      throw UnknownDefinition(.campaign, id: id, known: campaigns.keys)
    }
    return campaign
  }
}

import ArgumentParser
import Findings
import FormDefinitions
import Foundation
import Tianbao

/// The command `tianbao campaigns [--json] [ID]`.
struct Campaigns: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "列出方案：阶段、排查内容、要报的表。List the campaigns: stages, items, returns."
  )

  @OptionGroup var shared: SharedOptions
  @Argument(help: "只看这个方案，全文列出。Only this campaign, in full.")
  var id: String?
  @Flag(help: "以 JSON 输出，含每次报送的日期。In JSON, with every due date.")
  var json = false

  func run() async throws {
    let catalogue = try shared.campaigns(with: try shared.catalogue())
    let chosen = try id.map { [try shared.campaign($0, in: catalogue)] }
    let campaigns = chosen ?? catalogue.campaigns.values.sorted { $0.id < $1.id }
    if json {
      Terminal.write(CampaignListing.json(campaigns))
    } else if let only = chosen?.first {
      Terminal.write(CampaignListing.text(only, language: shared.language))
    } else {
      Terminal.write(CampaignListing.text(campaigns, language: shared.language))
    }
    for fault in catalogue.faults { Terminal.error(fault.text(shared.language)) }
  }
}

extension SharedOptions {
  /// The campaigns of the definitions' folder.
  ///
  /// - Throws: an exit with a message when the folder cannot be read.
  func campaigns(with forms: FormCatalogue) throws -> CampaignCatalogue {
    let url = try formsURL()
    do {
      return try CampaignCatalogue(directory: url, forms: forms)
    } catch {
      throw Exit.failure(
        .noInput,
        LocalizedText("读不到表样文件夹 \(url.path)", en: "The folder \(url.path) cannot be read"),
        self
      )
    }
  }

  /// The rules across forms, files and periods of the definitions' folder.
  ///
  /// - Throws: an exit with a message when the folder cannot be read.
  func acrossRules(with forms: FormCatalogue) throws -> AcrossCatalogue {
    let url = try formsURL()
    do {
      return try AcrossCatalogue(directory: url, forms: forms)
    } catch {
      throw Exit.failure(
        .noInput,
        LocalizedText("读不到表样文件夹 \(url.path)", en: "The folder \(url.path) cannot be read"),
        self
      )
    }
  }

  /// The campaign of an identifier.
  ///
  /// - Throws: an exit with the faults of its file, or that there is no such campaign.
  func campaign(_ id: String, in catalogue: CampaignCatalogue) throws -> Campaign {
    do {
      return try catalogue.campaign(id)
    } catch {
      for fault in catalogue.faults where fault.file == "campaigns/\(id).yaml" {
        Terminal.error(fault.text(language))
      }
      throw Exit.failure(.usage, error.message, self)
    }
  }
}

import Mustache

/// The templates of the pages, which stand in the program itself.
struct PageTemplates: Sendable {
  /// The page of one file.
  private let village: MustacheTemplate
  /// The page that leads to all others.
  private let round: MustacheTemplate
  /// The style sheet of both.
  let style: String

  /// Parses the templates.
  ///
  /// - Throws: what is wrong with a template, which is our own fault.
  init() throws {
    _ = Self.registered
    village = try MustacheTemplate(string: Self.text(PackageResources.village_mustache))
    round = try MustacheTemplate(string: Self.text(PackageResources.round_mustache))
    style = Self.text(PackageResources.page_css)
  }

  /// The page of one file as HTML.
  func html(_ page: VillagePage) -> String { village.render(page) }

  /// The page that leads to all others as HTML.
  func html(_ page: RoundPage) -> String { round.render(page) }

  /// The library keeps its kinds of content in one place; ours goes there once.
  private static let registered: Void = MustacheContentTypes.register(
    PageText(),
    named: PageText.name
  )

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

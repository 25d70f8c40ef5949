public import Findings
public import FormDefinitions
import FormIntake
import FormLayout
public import Foundation

/// Writes a page for each file of a batch, and one that leads to them all.
///
/// Each page is one file of HTML that needs nothing else: it prints on A4 and reads on a telephone.
public struct ReportFolder: Sendable {
  /// The folder of pages lies among the files that are imported, where the pages would be taken for
  /// returns the next time.
  public struct AmongInputs: Error, Hashable, Sendable {}

  private let folder: URL
  /// The pages' names, in the order of the files.
  private let names: [String]

  /// Prepares pages.
  ///
  /// - Parameters:
  ///   - folder: the folder of pages; it is made if it is not there.
  ///   - files: the names of the batch's files, as reports cite them.
  ///   - inputs: the paths from which they were collected.
  /// - Throws: ``AmongInputs``.
  public init(_ folder: URL, files: [String], from inputs: [String]) throws(AmongInputs) {
    self.folder = folder
    names = Self.names(of: files)
    let own = Self.plain(folder)
    for input in inputs {
      let path = Self.plain(URL(filePath: input))
      if own == path || own.hasPrefix(path + "/") { throw AmongInputs() }
    }
  }

  private static func plain(_ url: URL) -> String {
    let path = url.standardizedFileURL.resolvingSymlinksInPath().path
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// The first page that is there already, if any.
  public var existing: String? {
    (names + [Self.indexName]).first {
      FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
    }
  }

  /// Writes the pages.
  ///
  /// - Parameters:
  ///   - results: the files' submissions, in the order of the files.
  ///   - catalogue: the forms.
  ///   - received: when the files were received.
  ///   - replacing: whether pages that are there may be replaced.
  ///   - language: the language of the pages.
  /// - Throws: why a page was not written.
  public func write(
    _ results: [FileSubmission],
    _ catalogue: FormCatalogue,
    received: ReceiptTime,
    replacing: Bool,
    language: Language
  ) throws(TextFile.Failure) {
    let templates: PageTemplates
    do { templates = try PageTemplates() } catch { throw .cannotWrite(Self.indexName) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .cannotCreate(folder.lastPathComponent)
    }
    var entries: [(FileSubmission, FindingListing, String)] = []
    for (result, name) in zip(results, names) {
      let form = result.submission.identity.flatMap { catalogue.forms[$0.form] }
      let page = VillagePage(
        result,
        form: form,
        received: received,
        style: templates.style,
        language: language
      )
      try TextFile.write(
        templates.html(page),
        to: folder.appending(path: name),
        replacing: replacing
      )
      let listing = FindingListing(result.submission, form: form, language: language)
      entries.append((result, listing, name))
    }
    let round = RoundPage(
      entries,
      received: received,
      style: templates.style,
      language: language
    )
    // Last: where it stands, all that it leads to does.
    try TextFile.write(
      templates.html(round),
      to: folder.appending(path: Self.indexName),
      replacing: replacing
    )
  }

  // MARK: Names

  private static let indexName = "index.html"

  /// The pages' names: the file's name where it is the only one, else with its folders, else
  /// numbered.
  static func names(of files: [String]) -> [String] {
    let segments = files.map(segments)
    let last = segments.map { $0.last ?? "_" }
    let counts = Dictionary(grouping: last) { $0.lowercased() }.mapValues(\.count)
    var taken: Set<String> = [indexName]
    return zip(segments, last).map { segments, last in
      let isOnly = counts[last.lowercased()] == 1
      let stem = String((isOnly ? last : segments.joined(separator: "-")).prefix(longest))
      var name = "\(stem).html"
      var number = 2
      while !taken.insert(name.lowercased()).inserted {
        name = "\(stem) (\(number)).html"
        number += 1
      }
      return name
    }
  }

  /// Characters of a name: 60 Chinese ones are 180 bytes of the 255 that file systems take.
  private static let longest = 60

  /// The segments of a file's name without the workbook's suffix and what file systems refuse.
  private static func segments(_ name: String) -> [String] {
    var segments = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).map(String.init)
    if let last = segments.last, let point = last.lastIndex(of: "."), point > last.startIndex {
      segments[segments.count - 1] = String(last[..<point])
    }
    return segments.compactMap { segment in
      let plain = String(
        String.UnicodeScalarView(
          segment.unicodeScalars.map { scalar in
            let isControl = scalar.properties.generalCategory == .control
            return isControl || "<>:\"|?*".unicodeScalars.contains(scalar) ? "_" : scalar
          }
        )
      )
      if plain.isEmpty || plain == "." || plain == ".." { return nil }
      return plain.hasPrefix(".") ? "_" + plain.dropFirst() : plain
    }
  }
}

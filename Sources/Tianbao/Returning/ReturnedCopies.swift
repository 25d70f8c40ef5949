public import Findings
public import FormDefinitions
import FormIntake
import FormLayout
import Ledger
public import Foundation
public import SpreadsheetReading
import Spreadsheet
import SpreadsheetAnnotation

/// What became of the marked copy of one file that goes back.
public struct ReturnedCopy: Sendable {
  /// The file's name as reports cite it.
  public let file: String
  /// The copy's path below the folder; `nil` when none was made.
  public let path: String?
  /// What could not be marked, or why there is no copy.
  public let remarks: [LocalizedText]
}

/// Writes a marked copy of each file that goes back to its village.
///
/// A copy has its file's name. Where two files of a batch have the same name, theirs stand in the
/// folders in which the files were. Files that cannot be read have no copy.
public struct ReturnedCopies: Sendable {
  /// The folder of copies lies among the files that are imported, or would replace one of them.
  public struct AmongInputs: Error, Hashable, Sendable {}

  private let catalogue: FormCatalogue
  private let folder: URL
  private let files: [ReturnedFile]
  /// The copies' paths below the folder, in the order of the files.
  private let paths: [String]
  /// The reader's limits.
  public var limits = ReadingLimits()

  /// Prepares copies.
  ///
  /// - Parameters:
  ///   - catalogue: the forms.
  ///   - folder: the folder of copies; it is made if it is not there.
  ///   - files: the files of the batch.
  ///   - inputs: the paths from which they were collected.
  /// - Throws: ``AmongInputs``.
  public init(
    _ catalogue: FormCatalogue,
    in folder: URL,
    of files: [ReturnedFile],
    from inputs: [String]
  ) throws(AmongInputs) {
    self.catalogue = catalogue
    self.folder = folder
    self.files = files
    paths = Self.paths(of: files.map(\.name))
    let own = Self.plain(folder)
    for input in inputs {
      let path = Self.plain(URL(filePath: input))
      // Copies among the returns would be taken for returns the next time.
      if own == path || own.hasPrefix(path + "/") { throw AmongInputs() }
    }
    let originals = Set(
      files.compactMap { file in
        if case .file(let url) = file.place { Self.plain(url) } else { nil }
      }
    )
    if paths.contains(where: { originals.contains("\(own)/\($0)") }) { throw AmongInputs() }
  }

  private static func plain(_ url: URL) -> String {
    let path = url.standardizedFileURL.resolvingSymlinksInPath().path
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// The first copy that is there already, if any.
  public var existing: String? {
    paths.first {
      FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
    }
  }

  /// Writes the copies of those files that go back.
  ///
  /// - Parameters:
  ///   - results: the files' submissions, in the order of the files.
  ///   - replacing: whether copies that are there may be replaced.
  ///   - language: the language of messages.
  /// - Returns: what became of each file that goes back or cannot be read.
  /// - Throws: why a copy could not be written.
  public func write(
    _ results: [FileSubmission],
    replacing: Bool,
    language: Language
  ) throws(TextFile.Failure) -> [ReturnedCopy] {
    try makeFolder(folder)
    var copies: [ReturnedCopy] = []
    for (index, result) in results.enumerated() where files.indices.contains(index) {
      switch result.submission.verdict {
      case .accepted, .acceptedWithWarnings: continue
      case .unreadable:
        copies.append(Self.none(result, Self.unreadable))
      case .returned:
        do throws(CopyFault) {
          let annotated = try annotated(result, files[index], language)
          let url = folder.appending(path: paths[index])
          do throws(TextFile.Failure) {
            try makeFolder(url.deletingLastPathComponent())
            try TextFile.write(bytes: annotated.bytes, to: url, replacing: replacing)
          } catch { throw .output(error) }
          copies.append(
            ReturnedCopy(
              file: result.file,
              path: paths[index],
              remarks: annotated.notices.map(\.words)
            )
          )
        } catch {
          switch error {
          case .output(let failure): throw failure
          case .input(let words): copies.append(Self.none(result, words))
          }
        }
      }
    }
    return copies
  }

  private enum CopyFault: Error {
    case output(TextFile.Failure)
    case input(LocalizedText)
  }

  private static func none(_ result: FileSubmission, _ words: LocalizedText) -> ReturnedCopy {
    ReturnedCopy(file: result.file, path: nil, remarks: [words])
  }

  private static let unreadable = LocalizedText(
    "读不出内容，没有标注件；请把退回的原因告诉村里",
    en: "it cannot be read, so there is no marked copy; tell the village why"
  )

  private func annotated(
    _ result: FileSubmission,
    _ file: ReturnedFile,
    _ language: Language
  ) throws(CopyFault) -> AnnotatedWorkbook {
    let bytes: [UInt8]
    do { bytes = try file.bytes(limits: limits) } catch {
      throw .input(ReadingMessage.words(for: error).message)
    }
    guard SHA256Digest.hexadecimal(of: bytes) == result.sha256 else {
      throw .input(
        LocalizedText(
          "文件在导入过程中被改动，没有标注件；请重新导入",
          en: "the file changed during the import, so there is no marked copy; import it again"
        )
      )
    }
    do {
      let workbook = try WorkbookReader(limits: limits).workbook(bytes: bytes)
      let marks = ReturnedMarks(
        result.submission,
        in: workbook,
        form: result.submission.identity.flatMap { catalogue.forms[$0.form] },
        language: language
      )
      let words: RemarkSheetWords =
        switch language {
        case .chinese: .chinese
        case .english: .english
        }
      return try WorkbookAnnotator(limits: limits, words: words)
        .annotated(bytes, marks: marks.marks, remarks: marks.remarks)
    } catch let error as AnnotationError {
      throw .input(error.words)
    } catch {
      throw .input(Self.unreadable)
    }
  }

  private func makeFolder(_ url: URL) throws(TextFile.Failure) {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw .cannotCreate(url.lastPathComponent)
    }
  }

  /// The copies' paths: names alone where they differ, else with their folders, else numbered.
  static func paths(of names: [String]) -> [String] {
    let segments = names.map(segments)
    let last = segments.map { $0.last ?? "_" }
    let counts = Dictionary(grouping: last) { $0.lowercased() }.mapValues(\.count)
    var taken: Set<String> = []
    return zip(segments, last).map { segments, last in
      let path = counts[last.lowercased()] == 1 ? last : segments.joined(separator: "/")
      var free = path
      var number = 2
      while !taken.insert(free.lowercased()).inserted {
        let point = path.lastIndex(of: ".") ?? path.endIndex
        free = "\(path[..<point]) (\(number))\(path[point...])"
        number += 1
      }
      return free
    }
  }

  /// The segments of a name, none of which leads out of the folder or hides a file.
  private static func segments(_ name: String) -> [String] {
    name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).compactMap { segment in
      let plain = String(
        String.UnicodeScalarView(
          segment.unicodeScalars.filter { $0.properties.generalCategory != .control }
        )
      )
      if plain.isEmpty || plain == "." || plain == ".." { return nil }
      return plain.hasPrefix(".") ? "_" + plain.dropFirst() : plain
    }
  }
}

extension AnnotationNotice {
  /// What to tell the office.
  var words: LocalizedText {
    switch self {
    case .signatureVoid:
      LocalizedText("文件带有数字签名，标注后签名失效", en: "its digital signature is void now")
    case .cellsNotMarked(let sheet, let count):
      LocalizedText(
        "“\(sheet)”有 \(count) 处无法标在格上，只写在“退回意见”里",
        en: "\(count) places on ‘\(sheet)’ are named on 退回意见 only"
      )
    case .commentsNotAdded(let sheet, let count):
      LocalizedText(
        "“\(sheet)”有 \(count) 格没有加批注（原有讨论或批注过多），已标颜色并写在“退回意见”里",
        en: "\(count) cells on ‘\(sheet)’ have no comment; they are coloured and named on 退回意见"
      )
    case .cellsNotColoured(let sheet, let count):
      LocalizedText(
        "“\(sheet)”有 \(count) 格没有标颜色（原有格式过多），见批注和“退回意见”",
        en: "\(count) cells on ‘\(sheet)’ are not coloured; see comments and 退回意见"
      )
    }
  }
}

extension AnnotationError {
  /// What to tell the office.
  var words: LocalizedText {
    switch self {
    case .unreadable(let error): ReadingMessage.words(for: error).message
    case .packageRefused, .partMalformed:
      LocalizedText(
        "文件结构异常，无法标注；请把问题清单发给村里",
        en: "its package cannot be changed; send the findings to the village"
      )
    }
  }
}

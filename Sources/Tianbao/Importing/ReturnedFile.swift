import Foundation
public import SpreadsheetReading

/// A file that came back, or an entry of an archive that did.
public struct ReturnedFile: Hashable, Sendable {
  /// Where its bytes are.
  enum Place: Hashable, Sendable {
    case file(URL)
    case entry(archive: URL, name: String)
    /// Something that cannot be opened as a workbook at all.
    case unusable(ReadingError)
  }

  /// The name as reports cite it: relative to the folder that was given, or `archive.zip/name`.
  public let name: String
  let place: Place

  /// The bytes of the file.
  func bytes(limits: ReadingLimits) throws(ReadingError) -> [UInt8] {
    switch place {
    case .file(let url):
      guard let size = try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int
      else { throw .notFound }
      guard size <= limits.fileBytes else { throw .limit(.fileBytes, allowed: limits.fileBytes) }
      guard let data = try? Data(contentsOf: url) else { throw .unreadable(code: EIO) }
      return [UInt8](data)
    case .entry(let archive, let name):
      let reader = try ArchiveReader(contentsOf: archive.path, limits: limits)
      guard let entry = reader.entries.first(where: { $0.name == name }) else { throw .notFound }
      return try reader.bytes(of: entry)
    case .unusable(let error): throw error
    }
  }
}

/// Finds the files of a batch: single files, folders with all below them, and zip archives.
public struct ReturnedFiles: Sendable {
  /// A given path does not exist.
  public struct NoSuchInput: Error, Hashable, Sendable {
    /// The path.
    public let path: String
  }

  /// The files, by name, numbers in names by value.
  public private(set) var files: [ReturnedFile] = []
  /// The files that were passed over since they are no returns, such as lock files.
  public private(set) var skipped: [String] = []

  /// Collects files.
  ///
  /// - Throws: ``NoSuchInput`` for the first path that does not exist.
  public init(paths: [String], limits: ReadingLimits = ReadingLimits()) throws(NoSuchInput) {
    for path in paths {
      let url = URL(filePath: path)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
        throw NoSuchInput(path: path)
      }
      if isFolder.boolValue {
        addFolder(url, limits: limits)
      } else {
        add(url, name: url.lastPathComponent, isGiven: true, limits: limits)
      }
    }
  }

  private mutating func addFolder(_ folder: URL, limits: ReadingLimits) {
    let root = folder.standardizedFileURL.path
    let found =
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])?
      .compactMap { ($0 as? URL).map { (url: $0, path: $0.path) } } ?? []
    let ordered = found.sorted {
      $0.path.compare($1.path, options: [.numeric]) == .orderedAscending
    }
    for (url, _) in ordered {
      guard (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true else {
        continue
      }
      let path = url.standardizedFileURL.path
      let name = path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
      add(url, name: name, isGiven: false, limits: limits)
    }
  }

  /// Adds a file; in a folder only what may be a return is taken.
  private mutating func add(_ url: URL, name: String, isGiven: Bool, limits: ReadingLimits) {
    let last = url.lastPathComponent
    if last.hasPrefix("~$") || last.hasPrefix(".") {
      skipped.append(name)
      return
    }
    let suffix = url.pathExtension.lowercased()
    guard isGiven || Self.suffixes.contains(suffix) else {
      skipped.append(name)
      return
    }
    if suffix == "zip" {
      addArchive(url, name: name, limits: limits)
    } else {
      files.append(ReturnedFile(name: name, place: .file(url)))
    }
  }

  private mutating func addArchive(_ url: URL, name: String, limits: ReadingLimits) {
    do {
      let archive = try ArchiveReader(contentsOf: url.path, limits: limits)
      let entries = archive.entries.sorted {
        $0.name.compare($1.name, options: [.numeric]) == .orderedAscending
      }
      if entries.isEmpty {
        files.append(ReturnedFile(name: name, place: .unusable(.archiveWithoutWorkbook)))
      }
      for entry in entries {
        let suffix = entry.name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if Self.suffixes.contains(suffix) {
          files.append(
            ReturnedFile(
              name: "\(name)/\(entry.name)",
              place: .entry(archive: url, name: entry.name)
            )
          )
        } else {
          skipped.append("\(name)/\(entry.name)")
        }
      }
      skipped += archive.ignoredNames.map { "\(name)/\($0)" }
    } catch {
      files.append(ReturnedFile(name: name, place: .unusable(error)))
    }
  }

  /// What may be a return: workbooks, and what people send in their place.
  private static let suffixes: Set<String> = [
    "xlsx", "xlsm", "xltx", "xls", "et", "ett", "ods", "xlsb", "csv", "zip", "htm", "html", "rar",
    "7z",
  ]
}

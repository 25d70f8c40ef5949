import CZip
import Foundation

/// The entries of a zip archive: what they hold, and the bytes with which they hold it.
struct ZipContents {
  struct Entry: Equatable {
    var name: String
    var contents: [UInt8]
    /// The bytes as they stand in the archive.
    var packed: [UInt8]
    var method: UInt16
  }

  let entries: [Entry]

  init(_ bytes: [UInt8]) throws {
    entries = try bytes.withUnsafeBytes { memory in
      guard let source = zip_source_buffer_create(memory.baseAddress, UInt64(memory.count), 0, nil),
        let archive = zip_open_from_source(source, ZIP_RDONLY, nil)
      else { throw CocoaError(.fileReadCorruptFile) }
      defer { zip_discard(archive) }
      return try (0..<UInt64(zip_get_num_entries(archive, 0))).map { index in
        var status = zip_stat_t()
        guard zip_stat_index(archive, index, 0, &status) == 0,
          let name = zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_RAW))
        else { throw CocoaError(.fileReadCorruptFile) }
        return Entry(
          name: String(cString: name),
          contents: try Self.read(archive, index, status.size, 0),
          packed: try Self.read(archive, index, status.comp_size, zip_flags_t(ZIP_FL_COMPRESSED)),
          method: status.comp_method
        )
      }
    }
  }

  private static func read(
    _ archive: OpaquePointer,
    _ index: UInt64,
    _ size: UInt64,
    _ flags: zip_flags_t
  ) throws -> [UInt8] {
    guard let file = zip_fopen_index(archive, index, flags) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    defer { zip_fclose(file) }
    var result = [UInt8](repeating: 0, count: Int(size) + 1)
    let count = zip_fread(file, &result, UInt64(result.count))
    guard count == Int64(size) else { throw CocoaError(.fileReadCorruptFile) }
    return Array(result.dropLast())
  }

  var names: [String] { entries.map(\.name) }

  /// What an entry holds, as text.
  subscript(_ name: String) -> String? {
    entries.first { $0.name == name }.map { String(decoding: $0.contents, as: UTF8.self) }
  }
}

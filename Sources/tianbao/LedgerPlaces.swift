import Findings
import Foundation
import Ledger

extension LedgerError {
  /// What is wrong with a ledger that could not be opened, where it is, and what to do.
  ///
  /// Of a server only the host and the database are named, never who logs in and how.
  func message(at location: LedgerLocation) -> LocalizedText {
    switch (self, location) {
    case (.notFound, .file(let url)): Self.missing(url)
    case (.cannotOpen, .file(let url)): Self.closed(url)
    case (.readOnly, .file(let url)):
      LocalizedText(
        "\(url.relativePath)：\(message.chinese)",
        en: "\(url.relativePath): \(message.english)"
      )
    case (.damaged, .file(let url)):
      LocalizedText(
        "\(url.relativePath) 不是台账库，或已损坏；核对文件名，或用备份替换它",
        en:
          "\(url.relativePath) is no ledger, or it is damaged; check its name, or restore a backup"
      )
    case (.cannotOpen, .server(let address)):
      Self.server(address).map { place in
        LocalizedText(
          "连不上台账库 \(place)；核对主机、库名、用户和口令，服务器是否开着",
          en: "The ledger \(place) cannot be reached; check host, database, user and password, "
            + "and that the server runs"
        )
      } ?? message
    default: message
    }
  }

  private static func missing(_ url: URL) -> LocalizedText {
    guard isFolder(url.deletingLastPathComponent()) else { return noFolder(of: url) }
    return LocalizedText(
      "还没有台账库 \(url.relativePath)；核对 --ledger，第一次用先 tianbao import … --ledger 收表入库",
      en: "There is no ledger \(url.relativePath) yet; check --ledger, or file returns first with "
        + "tianbao import … --ledger"
    )
  }

  /// Why a file does not open, as far as the file system tells.
  private static func closed(_ url: URL) -> LocalizedText {
    let files = FileManager.default
    let path = url.relativePath
    let folder = url.deletingLastPathComponent()
    if isFolder(url) {
      return LocalizedText(
        "\(path) 是文件夹，不是台账库；写明其中的文件，如 \(path)/tianbao.sqlite",
        en: "\(path) is a folder and no ledger; name the file in it, such as \(path)/tianbao.sqlite"
      )
    }
    guard isFolder(folder) else { return noFolder(of: url) }
    if files.fileExists(atPath: url.path), !files.isReadableFile(atPath: url.path) {
      return LocalizedText(
        "台账库 \(path) 没有读的权限；请管理员给权限",
        en: "The ledger \(path) may not be read; have it made readable for you"
      )
    }
    if files.fileExists(atPath: url.path), !files.isWritableFile(atPath: url.path) {
      return LocalizedText(
        "台账库 \(path) 不能写（只读，或没有权限）；取消只读，或请管理员给写的权限",
        en: "The ledger \(path) may not be written to; make it writable for you"
      )
    }
    if !files.isWritableFile(atPath: folder.path) {
      return LocalizedText(
        "台账库 \(path) 所在的文件夹不能写（只读，或没有权限）；换一个文件夹，或请管理员给写的权限",
        en: "The folder of the ledger \(path) may not be written to; make it writable for you"
      )
    }
    return LocalizedText(
      "台账库 \(path) 打不开；核对文件和文件夹的权限、磁盘是否只读",
      en:
        "The ledger \(path) cannot be opened; check the permissions, and that the disk is writable"
    )
  }

  private static func noFolder(of url: URL) -> LocalizedText {
    let folder = url.deletingLastPathComponent().relativePath
    return LocalizedText(
      "台账库 \(url.relativePath) 所在的文件夹 \(folder) 不存在；先建好文件夹，或改正 --ledger",
      en: "The folder \(folder) of the ledger \(url.relativePath) does not exist; make it, "
        + "or correct --ledger"
    )
  }

  private static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// The host and the database of an address.
  private static func server(_ address: String) -> String? {
    guard let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty else {
      return nil
    }
    return host + (parts.port.map { ":\($0)" } ?? "") + parts.path
  }
}

public import Findings

/// Why the ledger cannot go on.
///
/// No error holds a value of a record, nor what the database said of one.
public enum LedgerError: Error, Hashable, Sendable {
  /// There is no ledger at the place, and none was to be made.
  case notFound
  /// The place is written in a way that nobody knows, or its kind is not part of this build.
  case location(LocationFault)
  /// The ledger cannot be opened or made.
  case cannotOpen
  /// Another program wrote to the ledger for longer than this one waits, in seconds.
  case busy(seconds: Int)
  /// The disk is full.
  case full
  /// The file is no ledger, or it is damaged.
  case damaged
  /// The ledger was made by a newer program, with the number of its schema.
  case newer(schema: Int)
  /// The connection to the server was lost.
  case disconnected
  /// A file was said to correct a version that is none of the same return and workbook.
  case noCorrection(of: Int64)
  /// The ledger may only be read, and that is not enough.
  case readOnly(ReadOnlyFault)
  /// The database refused, with its own number or state.
  case refused(state: String)

  /// Why it is not enough to read a ledger.
  public enum ReadOnlyFault: Hashable, Sendable {
    /// Something was to be written.
    case write
    /// An older program made it, so that its tables have to be changed first.
    case older
    /// A part of it is in the file beside it, which a program that was killed has left.
    case unfinished
  }

  /// What is wrong with the place of a ledger.
  public enum LocationFault: Hashable, Sendable {
    /// Only a path, `sqlite:PATH` and `postgres://…` are places of ledgers.
    case unknownScheme
    /// The program was built without PostgreSQL.
    case withoutPostgreSQL
  }
}

extension LedgerError {
  /// What is wrong, and what to do.
  public var message: LocalizedText {
    switch self {
    case .notFound:
      LocalizedText(
        "还没有台账库；先用 tianbao import … --ledger 收表入库",
        en: "There is no ledger yet; file returns with tianbao import … --ledger first"
      )
    case .location(.unknownScheme):
      LocalizedText(
        "台账库的地址写成文件路径，或 postgres://主机/库名",
        en: "Name the ledger by a path, or as postgres://host/database"
      )
    case .location(.withoutPostgreSQL):
      LocalizedText(
        "这个程序没有带 PostgreSQL；用 --traits PostgreSQL 重新构建，或用文件台账库",
        en: "This program was built without PostgreSQL (--traits PostgreSQL); name a file instead"
      )
    case .cannotOpen:
      LocalizedText(
        "台账库打不开；核对地址、权限和口令",
        en: "The ledger cannot be opened; check its place, permissions and password"
      )
    case .busy(let seconds):
      LocalizedText(
        "台账库正被别的程序写入，等了 \(seconds) 秒；稍后再试，已收的不会重复入库",
        en:
          "Another program writes to the ledger (waited \(seconds) s); try again, nothing is filed twice"
      )
    case .full:
      LocalizedText(
        "磁盘已满或写不进去，没有入库；腾出空间后再来一次，已收的不会重复入库",
        en: "The disk is full or takes nothing; make room and try again, nothing is filed twice"
      )
    case .damaged:
      LocalizedText(
        "这个文件不是台账库，或已损坏；用备份替换它",
        en: "The file is no ledger, or it is damaged; put a backup in its place"
      )
    case .newer(let schema):
      LocalizedText(
        "台账库是更新版本的程序建的（结构 \(schema)）；请升级本程序",
        en: "A newer program made the ledger (schema \(schema)); upgrade this one"
      )
    case .disconnected:
      LocalizedText(
        "与台账库服务器的连接断了；恢复后再收一次，已收的不会重复入库",
        en: "The connection to the ledger's server was lost; import again, nothing is filed twice"
      )
    case .noCorrection(let version):
      LocalizedText(
        "版本 \(version) 与这份文件不是同一单位、同一期、同一份工作簿，不能由它更正；版本号见收表时的提示或 tianbao trail",
        en:
          "Version \(version) is of another unit, period or workbook than this file; see the message of import, or tianbao trail"
      )
    case .readOnly(.write):
      LocalizedText(
        "台账库只能读（只读盘，或没有写的权限），没有记入；取消只读，或请管理员给写的权限",
        en: "The ledger may only be read, nothing was noted; make it writable for you"
      )
    case .readOnly(.older):
      LocalizedText(
        "台账库是旧版本的程序建的，要改结构才能看，却只能读；先复制到能写的文件夹，用 --ledger 指明复制件",
        en:
          "An older program made the ledger, and it may only be read; copy it to a folder that you "
          + "may write to, and name the copy with --ledger"
      )
    case .readOnly(.unfinished):
      LocalizedText(
        "台账库上次写入没有结束（旁边还有 -wal 文件），却只能读，读不全；把它和 -wal 文件一起复制到能写的文件夹，用 --ledger 指明复制件",
        en:
          "A program was ended while it wrote to the ledger, and it may only be read; copy it together "
          + "with its -wal file to a folder that you may write to, and name the copy with --ledger"
      )
    case .refused(let state):
      LocalizedText("台账库拒绝了操作（\(state)）", en: "The ledger refused (\(state))")
    }
  }
}

public import Foundation

/// A value as the ledger keeps it: what the records of the interface hold (see `import --records`).
public enum StoredValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// An exact number.
  case number(Decimal)
  case text(String)
  case list([StoredValue])
  case row([String: StoredValue])

  /// The value as a person writes it in a cell; empty where there is none.
  public var text: String {
    switch self {
    case .null: ""
    case .boolean(let value): value ? "是" : "否"
    case .number(let number): number.description
    case .text(let text): text
    case .list(let values): values.map(\.text).joined(separator: "、")
    case .row(let values):
      values.sorted { $0.key < $1.key }.map(\.value.text).filter { !$0.isEmpty }
        .joined(separator: " ")
    }
  }

  /// The rows of a table.
  public var rows: [[String: StoredValue]] {
    guard case .list(let values) = self else { return [] }
    return values.compactMap { if case .row(let row) = $0 { row } else { nil } }
  }
}

extension StoredValue: Decodable {
  /// Decodes a value of a record's JSON.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let number = try? container.decode(Decimal.self) {
      self = .number(number)
    } else if let values = try? container.decode([StoredValue].self) {
      self = .list(values)
    } else {
      self = .row(try container.decode([String: StoredValue].self))
    }
  }
}

/// A record as the ledger keeps it.
public struct StoredRecord: Hashable, Sendable {
  /// The value of the form's key field, if it has one.
  public var key: String?
  /// The values by field; tables are lists of rows.
  public var values: [String: StoredValue]
  /// The cells by field, such as `筛查表!C5`.
  public var cells: [String: String]

  init(key: String?, values: [String: StoredValue], cells: [String: String]) {
    self.key = key
    self.values = values
    self.cells = cells
  }

  init(key: String?, content: String, cells: String) throws {
    self.key = key
    let decoder = JSONDecoder()
    do {
      values = try decoder.decode([String: StoredValue].self, from: Data(content.utf8))
      self.cells = try decoder.decode([String: String].self, from: Data(cells.utf8))
    } catch {
      throw LedgerError.damaged
    }
  }
}

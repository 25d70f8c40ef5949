/// The text in the hidden key column that says what a row is, wherever it is moved.
public enum RowKey: Hashable, Sendable {
  /// A row of a card's grid: card and row, both one-based.
  case grid(card: Int, row: Int)
  /// The header of a table on a card.
  case tableHeader(card: Int, table: String)
  /// A row of a table on a card, one-based.
  case tableRow(card: Int, table: String, row: Int)
  /// A row that heads a continuation page of a card.
  case continuation(card: Int, part: Int)
  /// A row of a list that holds a record, one-based.
  case record(Int)
  /// A printed row of a list: title, header, foot.
  case printed(String)

  /// The key as the cell holds it.
  public var text: String {
    switch self {
    case .grid(let card, let row): "\(card).r\(row)"
    case .tableHeader(let card, let table): "\(card).\(table).h"
    case .tableRow(let card, let table, let row): "\(card).\(table).\(row)"
    case .continuation(let card, let part): "\(card).x\(part)"
    case .record(let number): "#\(number)"
    case .printed(let name): "~\(name)"
    }
  }

  /// Parses a cell's text; `nil` when it is no key.
  public init?(_ text: String) {
    // Most cells hold no key, and the first byte tells.
    guard let first = text.utf8.first else { return nil }
    switch first {
    case UInt8(ascii: "#"), UInt8(ascii: "~"): break
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"):
      guard text.utf8.contains(UInt8(ascii: ".")) else { return nil }
    default: return nil
    }
    if text.hasPrefix("#"), let number = Int(text.dropFirst()), number > 0 {
      self = .record(number)
      return
    }
    if text.hasPrefix("~") {
      self = .printed(String(text.dropFirst()))
      return
    }
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map(Substring.init)
    guard parts.count >= 2, let card = Int(parts[0]), card > 0 else { return nil }
    if parts.count == 2 {
      guard let number = Int(parts[1].dropFirst()), number > 0 else { return nil }
      switch parts[1].first {
      case "r": self = .grid(card: card, row: number)
      case "x": self = .continuation(card: card, part: number)
      default: return nil
      }
      return
    }
    guard parts.count == 3 else { return nil }
    if parts[2] == "h" {
      self = .tableHeader(card: card, table: String(parts[1]))
    } else if let row = Int(parts[2]), row > 0 {
      self = .tableRow(card: card, table: String(parts[1]), row: row)
    } else {
      return nil
    }
  }

  /// The card that the row belongs to, one-based; `nil` in a list.
  public var card: Int? {
    switch self {
    case .grid(let card, _), .tableHeader(let card, _), .tableRow(let card, _, _),
      .continuation(let card, _):
      card
    case .record, .printed: nil
    }
  }
}

/// The text in the hidden key row that says what a column is, wherever it is moved.
public enum ColumnKey: Hashable, Sendable {
  /// A column of a card's grid, one-based.
  case grid(Int)
  /// A field of a list, or a column of a table's sheet.
  case field(String)
  /// The running number.
  case ordinal
  /// A column of a table's sheet that ties the row to its record, by the record's field.
  case tie(String)
  /// A column of cells that check what is filled in, by the check's name.
  case check(String)

  /// The key as the cell holds it.
  public var text: String {
    switch self {
    case .grid(let column): "c\(column)"
    case .field(let id): "f:\(id)"
    case .ordinal: "no"
    case .tie(let id): "t:\(id)"
    case .check(let name): "k:\(name)"
    }
  }

  /// The rule that speaks in a list's column, by its identifier.
  public var rule: String? {
    guard case .check(let name) = self, name.hasPrefix("rule.") else { return nil }
    return String(name.dropFirst(5))
  }

  /// Whether the column's cells are printed by us, all of them.
  public var isPrinted: Bool {
    switch self {
    case .ordinal, .check: true
    case .grid, .field, .tie: false
    }
  }

  /// Parses a cell's text; `nil` when it is no key.
  public init?(_ text: String) {
    guard let first = text.utf8.first else { return nil }
    switch first {
    case UInt8(ascii: "n"), UInt8(ascii: "f"), UInt8(ascii: "t"), UInt8(ascii: "c"),
      UInt8(ascii: "k"):
      break
    default: return nil
    }
    if text == "no" {
      self = .ordinal
    } else if text.hasPrefix("f:"), text.count > 2 {
      self = .field(String(text.dropFirst(2)))
    } else if text.hasPrefix("t:"), text.count > 2 {
      self = .tie(String(text.dropFirst(2)))
    } else if text.hasPrefix("k:"), text.count > 2 {
      self = .check(String(text.dropFirst(2)))
    } else if text.hasPrefix("c"), let column = Int(text.dropFirst()), column > 0 {
      self = .grid(column)
    } else {
      return nil
    }
  }
}

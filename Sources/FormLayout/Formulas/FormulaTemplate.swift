/// A formula written once for a card or row and stamped at each place where it stands.
///
/// References are written with ``reference(_:row:)``; stamping puts in the rows.
struct FormulaTemplate: Hashable, Sendable {
  private enum Piece: Hashable {
    case text(String)
    /// A row, counted from the first row of the card.
    case row(Int)
    /// The number of the card.
    case card
  }

  private let pieces: [Piece]
  /// Whether cells can share the formula: it neither says the number of the card nor holds an array
  /// or a reference to another sheet, which ``FormulaNames`` could not name.
  let isShareable: Bool
  /// The length of the formula in characters at most, as Excel counts them.
  let length: Int

  private static let open: Character = "\u{E000}"
  private static let close: Character = "\u{E001}"
  /// Stands for the number of the card.
  static let card = "\u{E002}"

  /// A reference to a cell in a row that counts from 0 at the card's first.
  static func reference(_ column: Int, row: Int) -> String {
    "$\(letters(column))\(open)\(row)\(close)"
  }

  private static func letters(_ column: Int) -> String {
    var text = ""
    var rest = column
    while rest > 0 {
      text = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + text
      rest = (rest - 1) / 26
    }
    return text
  }

  /// Takes a formula apart.
  init(_ formula: String) {
    var pieces: [Piece] = []
    var text = ""
    var row: String?
    var isQuoted = false
    var isShareable = true
    for character in formula {
      if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character == "{" || character == "!" {
        isShareable = false
      }
      switch character {
      case Self.open:
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        row = ""
      case Self.close:
        pieces.append(.row(row.flatMap { Int($0) } ?? 0))
        row = nil
      case "\u{E002}":
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        pieces.append(.card)
      default:
        if row != nil { row?.append(character) } else { text.append(character) }
      }
    }
    if !text.isEmpty { pieces.append(.text(text)) }
    self.pieces = pieces
    // The number of the card stands in a text.
    self.isShareable = isShareable && !pieces.contains(.card)
    length = pieces.reduce(0) { sum, piece in
      switch piece {
      case .text(let text): sum + text.utf16.count
      case .row, .card: sum + 7
      }
    }
  }

  /// The formula as it is seen from a row of the card: what is equal can be shared.
  func seen(from row: Int) -> FormulaTemplate {
    FormulaTemplate(
      pieces: pieces.map { if case .row(let other) = $0 { .row(other - row) } else { $0 } },
      length: length,
      isShareable: isShareable
    )
  }

  private init(pieces: [Piece], length: Int, isShareable: Bool) {
    self.pieces = pieces
    self.length = length
    self.isShareable = isShareable
  }

  /// The formula at a place.
  func formula(firstRow: Int, card: Int = 1) -> String {
    var result = ""
    result.reserveCapacity(length * 2)
    for piece in pieces {
      switch piece {
      case .text(let text): result += text
      case .row(let row): result += String(firstRow + row)
      case .card: result += String(card)
      }
    }
    return result
  }
}

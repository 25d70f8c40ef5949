import FormLayout
import Spreadsheet

/// The styles of a roll-up.
struct RollupLooks {
  /// The styles of a row.
  struct RowLooks {
    let text: Int
    let name: Int
    let whole: Int
    let money: Int
    let decimals: [Int]

    func number(_ column: RollupColumn) -> Int {
      column.places == 0 ? whole : column.places == 2 ? money : decimals[min(column.places, 6)]
    }
  }

  let title: Int
  let lineLeft: Int
  let lineRight: Int
  let head: Int
  let note: Int
  let signature: Int
  let rows: RowLooks
  let sums: RowLooks

  init(_ book: inout StyleBook) {
    title = book.index(FormStyle.title())
    var line = FormStyle.line
    line.horizontal = .left
    lineLeft = book.index(line)
    line.horizontal = .right
    lineRight = book.index(line)
    head = book.index(FormStyle.label(size: 9))
    note = book.index(FormStyle.note)
    signature = book.index(FormStyle.signature)
    rows = Self.row(isSum: false, &book)
    sums = Self.row(isSum: true, &book)
  }

  private static func row(isSum: Bool, _ book: inout StyleBook) -> RowLooks {
    var style = CellStyle()
    style.size = 9
    style.borders = .all(.thin)
    style.isBold = isSum
    style.fill = isSum ? 0xE4EAF0 : nil
    style.horizontal = .center
    style.shrinks = true
    style.numberFormat = "@"
    let text = book.index(style)
    style.horizontal = .left
    let name = book.index(style)
    style.horizontal = .right
    func number(_ format: String) -> Int {
      style.numberFormat = format
      return book.index(style)
    }
    return RowLooks(
      text: text,
      name: name,
      whole: number("#,##0"),
      money: number("#,##0.00"),
      decimals: (0...6).map {
        number("#,##0" + ($0 == 0 ? "" : "." + String(repeating: "0", count: $0)))
      }
    )
  }
}

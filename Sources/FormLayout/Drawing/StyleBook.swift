package import Spreadsheet

/// The styles of a workbook, each once.
package struct StyleBook: Sendable {
  package private(set) var styles: [CellStyle] = []
  private var indices: [CellStyle: Int] = [:]

  /// Creates an empty book.
  package init() {}

  /// The index of a style, which is added if it is new.
  package mutating func index(_ style: CellStyle) -> Int {
    if let index = indices[style] { return index }
    indices[style] = styles.count
    styles.append(style)
    return styles.count - 1
  }
}

/// The looks of a generated form.
package enum FormStyle {
  /// The fonts that government offices use (GB/T 9704-2012); programs fall back where they lack one.
  static let titleFont = "方正小标宋简体"
  static let headingFont = "黑体"
  static let textFont = "宋体"
  static let inputFont = "仿宋_GB2312"

  package static func title(size: Double = 20) -> CellStyle {
    var style = CellStyle()
    style.font = titleFont
    style.size = size
    style.horizontal = .center
    return style
  }

  package static var line: CellStyle {
    var style = CellStyle()
    style.size = 9
    return style
  }

  package static func label(size: Double = 10.5) -> CellStyle {
    var style = CellStyle()
    style.font = textFont
    style.size = size
    style.horizontal = .center
    style.wraps = true
    style.borders = .all(.thin)
    style.fill = 0xF3F5F7
    return style
  }

  /// GB/T 9704-2012 sets the word 附件 in 黑体 at the left.
  package static var plain: CellStyle {
    var style = CellStyle()
    style.font = headingFont
    style.size = 12
    style.horizontal = .left
    return style
  }

  static var section: CellStyle {
    var style = CellStyle()
    style.font = headingFont
    style.size = 10.5
    style.horizontal = .left
    style.indent = 1
    style.borders = .all(.thin)
    style.fill = 0xE4EAF0
    return style
  }

  package static func input(size: Double = 10.5) -> CellStyle {
    var style = CellStyle()
    style.font = inputFont
    style.size = size
    style.horizontal = .center
    style.borders = .all(.thin)
    style.isLocked = false
    return style
  }

  package static var note: CellStyle {
    var style = CellStyle()
    style.size = 9
    style.horizontal = .left
    style.vertical = .top
    style.wraps = true
    return style
  }

  package static var signature: CellStyle {
    var style = CellStyle()
    style.size = 10.5
    style.horizontal = .left
    style.isLocked = false
    return style
  }

  /// The style of what says in words what is wrong.
  static var checkResult: CellStyle {
    var style = CellStyle()
    style.size = 9
    style.horizontal = .left
    style.wraps = true
    // Rows of a list are low: the first words must show.
    style.vertical = .top
    style.borders = .all(.thin)
    style.isLocked = false
    return style
  }

  /// The style of what says in words what is wrong beside a card.
  static var cardResult: CellStyle {
    var style = checkResult
    style.size = 10.5
    style.vertical = .top
    style.isLocked = true
    return style
  }

  /// The style of hidden cells that check a record.
  static var check: CellStyle {
    var style = CellStyle()
    style.size = 8
    style.color = 0x999999
    style.isLocked = false
    return style
  }

  /// The colour of words that say what is wrong.
  static let wrong: UInt32 = 0xC00000
  /// The fill of a cell with which something is wrong.
  static let marked: UInt32 = 0xFFD9D9

  /// The style of hidden keys: small and grey, should somebody show them.
  static var key: CellStyle {
    var style = CellStyle()
    style.size = 8
    style.color = 0x999999
    style.numberFormat = "@"
    style.isLocked = false
    return style
  }
}

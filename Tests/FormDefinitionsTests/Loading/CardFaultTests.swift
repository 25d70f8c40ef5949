import FormDefinitions
import TestSupport
import Testing

@Suite struct CardFaultTests {
  /// A form with two fields, a table of two columns, and a card of four columns.
  static func form(_ card: String) -> String {
    """
    form: visit
    title: 走访表
    revision: "1"
    fields:
      name: {label: 姓名, type: text}
      size: {label: 人口, type: integer}
      signed: {label: 签字, type: signature}
    tables:
      members:
        label: 成员
        fields: {name: {label: 姓名, type: text}, age: {label: 年龄, type: integer}}
    layout:
    \(card)
    """
  }

  static let whole = """
      card:
        columns: [1, 2, 1, 2]
        grid:
          - [title]
          - [姓名, $name, 人口, $size]
          - [members]
        tables:
          members: {ordinal: 1, columns: {name: 2, age: 1}}
    """

  @Test(arguments: [
    whole, rows, fields, tables, tableSpans, overhang, spans, columns, noColumns, places,
  ])
  func `a fault of a card is told at its line`(card: String) {
    let text = Self.form(card)
    #expect(DefinitionText(.form, text).loaded() == text)
  }

  static let rows = """
      card:
        columns: [1, 2, 1, 2]
        grid: # ← layout.missing-field 字段 size（人口）不在 grid 里 → 每个字段放一次：$size
          - [title]
          - [姓名, $name] # ← layout.short-row 这一行只占 2 列，应为 4 列 → 加大某格的跨列数，或补一格
          - [人口: 3, $size: 2] # ← layout.overlap 这一行的格子超出 4 列或与上面的合并格重叠 → 检查各格的跨列数
          - [{label: 收入, down: 2}, 甲, 乙, 丙]
          - [丁, 戊, 己, 庚] # ← layout.overlap 这一行的格子超出 4 列或与上面的合并格重叠 → 检查各格的跨列数
          - [a, b, c, d, {section: 一}] # ← layout.overlap 这一行的格子超出 4 列或与上面的合并格重叠 → 检查各格的跨列数
          - [members]
        tables:
          members: {ordinal: 1, columns: {name: 2, age: 1}}
    """

  static let fields = """
      card:
        columns: [1, 2, 1, 2]
        grid: # ← layout.duplicate-field 字段 name（姓名）在 grid 里出现 2 次 → 每个字段放一次：$name ｜ layout.missing-field 字段 size（人口）不在 grid 里 → 每个字段放一次：$size
          - [姓名, $name, 姓名, $name]
          - [人口, $sise: 3] # ← definition.unknown-field 没有字段 sise → 是否应为 $size？
          - [members]
        tables:
          members: {ordinal: 1, columns: {name: 2, age: 1}}
    """

  static let tables = """
      card: # ← layout.missing-table 子表 members（成员）不在 grid 或 tables 里 → 在 grid 里放 [members]，在 tables 里写列宽
        columns: [1, 2, 1, 2]
        grid:
          - [姓名, $name, 人口, $size]
        tables:
          membres: {ordinal: 1, columns: {name: 2, age: 1}} # ← layout.unknown-table 没有子表 membres → 是否应为 members？
    """

  static let tableSpans = """
      card:
        columns: [1, 2, 1, 2]
        grid:
          - [姓名, $name, 人口, $size]
          - [members]
        tables:
          members: {ordinal: 1, columns: {name: 2, agee: 2}, row_heigth: 20} # ← definition.unknown-key 子表版式中没有“row_heigth”这一项 → 是否应为“row_height”？ ｜ definition.unknown-field 没有列 agee → 是否应为 age？ ｜ layout.table-width 子表 members 各列合计 3 格，应为 4 格，每列至少 1 格 → 改正 columns 里的数字
    """

  static let overhang = """
      card:
        columns: [1, 2, 1, 2]
        grid: # ← layout.overhang 有单元格伸出最后一行 → 减小 down
          - [members]
          - [姓名, $name, 人口, {field: size, down: 3}]
        tables:
          members: {ordinal: 1, columns: {name: 2, age: 1}}
    """

  static let spans = """
      card:
        columns: [1, 2, 1, 2]
        grid:
          - [姓名, {field: name, across: -1, down: 2}, 人口, $size] # ← definition.type across 应为 1 至 60 的整数 → 写成 across: 1
          - [甲: 99, 乙: x] # ← layout.span 跨列数应为 1 至 60 的整数 → 写成 文字: 3 ｜ layout.span 跨列数应为 1 至 60 的整数 → 写成 文字: 3 ｜ layout.short-row 这一行只占 3 列，应为 4 列 → 加大某格的跨列数，或补一格
          - {height: 0, cells: [{label: 丙, across: 4, align: middle}]} # ← definition.type height 应为大于 0、不超过 409 的数 → 写成 height: 20 ｜ layout.align 没有对齐方式“middle” → 写 left、center 或 right
          - [{label: 丁, across: 4, down: 9999999999}] # ← definition.type down 应为 1 至 200 的整数 → 写成 down: 1
          - [members]
        tables:
          members: {ordinal: 1, columns: {name: 2, age: 1}}
    """

  static let columns = """
      card:
        columns: [1, 二, 1, 2] # ← layout.columns columns 应为 1 至 60 个大于 0 的数 → 写各列的相对宽度，如 [11, 13, 9]
        grid:
          - [members]
    """

  static let noColumns = """
      card: # ← layout.columns card 没有 columns → 写各列的相对宽度，如 [11, 13, 9]
        paper: A4 landscap
        pages: several
        grid:
          - [members]
    """

  static let places = """
      card:
        columns: [1, 2, 1, 2]
        pages: several # ← layout.pages 没有“several”这种页数 → 写 one 或 many
        grid: # ← layout.duplicate-table 子表 members（成员）在 grid 里出现 2 次 → 每个子表放一次
          - [{label: 甲, down: 3}, 姓名, $name, 乙]
          - [members] # ← layout.table-row 子表 members 应独占一行，占满各列 → 单独写一行：- [members]
          - [人口, $size: 2]
          - [成员, members: 3] # ← layout.table-row 子表 members 应独占一行，占满各列 → 单独写一行：- [members]
        tables:
          members: {ordinal: 1, columns: {name: 2, age: 1}}
    """
}

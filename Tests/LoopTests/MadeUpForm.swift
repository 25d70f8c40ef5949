import FormDefinitions
import FormProof

/// A form made up from a seed: fields of every type with all that a field may have, tables, and a
/// grid that fills.
struct MadeUpForm {
  private var random: SeededGenerator
  private var labels = 0

  /// The definition as an author would have written it.
  private(set) var yaml = ""
  /// The code lists beside it.
  private(set) var lists: [DefinitionSource] = []

  private struct Table {
    let id: String
    let fields: [String]
    let isPreset: Bool
  }

  init(seed: Int) {
    random = SeededGenerator(seed: seed)
    makeLists()
    make()
  }

  /// The definition, loaded.
  ///
  /// - Throws: its faults; a made-up form has none.
  func load() throws -> FormCatalogue {
    let source = DefinitionSource(.form, name: "made-up.yaml", text: yaml)
    let catalogue = FormCatalogue(sources: lists + [source])
    guard catalogue.faults.isEmpty else { throw Faulty(faults: catalogue.faults, yaml: yaml) }
    return catalogue
  }

  struct Faulty: Error {
    let faults: [DefinitionFault]
    let yaml: String
  }

  private mutating func makeLists() {
    let many = (1...random.int(8...60)).map { "选项\($0)，带逗号\"引号\"和 & 的" }
    lists = [
      Self.list("colour", ["红", "绿", "蓝", "黄", "紫"]),
      Self.list("many", many.map { "\"\($0.replacing("\"", with: "\\\""))\"" }),
      Self.list("above", ["上甲", "上乙", "上丙"]),
      DefinitionSource(
        .codeList,
        name: "codes/below.yaml",
        text: """
          list: below
          title: 下级
          parent: above
          codes:
            - {label: 下甲一, parents: [上甲]}
            - {label: 下甲二, parents: [上甲, 上乙]}
            - {label: 下乙, parents: [上乙]}
            - 下通用
          """
      ),
      DefinitionSource(
        .codeList,
        name: "codes/health.yaml",
        text: "{list: health, title: 健康, exclusive: [健康], codes: [健康, 大病, 慢性病, 残疾]}"
      ),
    ]
  }

  private static func list(_ id: String, _ labels: [String]) -> DefinitionSource {
    let text = "list: \(id)\ntitle: 名单\(id)\ncodes:\n" + labels.map { "  - \($0)\n" }.joined()
    return DefinitionSource(.codeList, name: "codes/\(id).yaml", text: text)
  }

  private mutating func label(_ word: String) -> String {
    labels += 1
    return "\(word)\(labels)"
  }

  private mutating func make() {
    let hasList = !random.once(in: 3)
    var fields = [
      "  key_id: {label: 证件号码, type: identity-number, required: true, personal: true}",
      "  full_name: {label: 姓名, type: text, required: true, personal: true, max_length: 30}",
    ]
    var ids = ["key_id", "full_name"]
    for number in 1...random.int(3...18) {
      let made = field("f\(number)", isRequired: random.once(in: 2))
      fields += made.map { "  \($0.text)" }
      ids += made.map(\.id)
    }
    if random.once(in: 2) {
      fields.append("  home: {label: 村名, type: text, unit_part: village}")
      ids.append("home")
    }
    if random.once(in: 2) {
      fields.append("  part: {label: 加数, type: money, required: true, range: 0..50000}")
      fields.append(
        "  total: {label: 合计, type: money, required: true, computed: part + part * 2}"
      )
      ids += ["part", "total"]
    }
    let tables = tables(mayBePreset: !hasList)
    var text = "form: made-up\ntitle: 随机生成的登记表\nname: 登记表\nrevision: \"1.0\"\nrecord: 户\n"
    text += "key: key_id\nperiod: \(random.one(of: ["none", "year", "month"]))\n"
    if random.once(in: 2) {
      let cut = random.int(1...ids.count - 1)
      text += "groups:\n"
      text += "  - {id: a, label: 前部, fields: [\(ids[..<cut].joined(separator: ", "))]}\n"
      text += "  - {id: b, label: 后部, fields: [\(ids[cut...].joined(separator: ", "))]}\n"
    }
    text += "fields:\n" + fields.joined(separator: "\n") + "\n"
    if !tables.isEmpty { text += "tables:\n" + tables.map(\.text).joined(separator: "\n") + "\n" }
    text += "rules:\n"
    text += "  - {id: named, check: length(full_name) < 40, message: 姓名过长, fix: 缩短}\n"
    text += "layout:\n" + card(ids, tables.map(\.table))
    if hasList { text += "  list: {paper: A3 landscape, title: 随机花名册}\n" }
    yaml = text
  }

  /// A field, and the field above it in a cascade.
  private mutating func field(_ id: String, isRequired: Bool) -> [(id: String, text: String)] {
    let required = isRequired ? ", required: true" : ""
    let help = random.once(in: 3) ? ", help: 请照证件填写" : ""
    let label = label("项目")
    func one(_ rest: String) -> [(id: String, text: String)] {
      [(id, "\(id): {label: \(label), \(rest)\(required)\(help)}")]
    }
    switch random.int(1...18) {
    case 1: return one("type: text")
    case 2: return one("type: text, multiline: true, max_length: \(random.int(5...60))")
    case 3: return one("type: text, pattern: \"[0-9A-Z]{4}\"")
    case 4: return one("type: integer, unit: 人, range: 0..\(random.int(1...500))")
    case 5: return one("type: integer")
    case 6: return one("type: decimal, range: \"-10.5..\(random.int(1...900)).25\"")
    case 7: return one("type: money, unit: 元, range: 0..")
    case 8: return one("type: percent, range: 0..104")
    case 9: return one("type: date, dates: 2001-02-03..2022-11-30")
    case 10: return one("type: month")
    case 11: return one("type: year")
    case 12: return one("type: yes-no")
    case 13: return one("type: choice, codes: \(random.one(of: ["colour", "many"]))")
    case 14: return one("type: choices, codes: \(random.one(of: ["colour", "health"]))")
    case 15: return one("type: mobile-number")
    case 16: return one("type: credit-code")
    case 17: return one("type: division-code")
    default:
      let above = "\(id)_above"
      return [
        (
          above,
          "\(above): {label: \(self.label("上级")), type: choice, codes: above, required: true}"
        )
      ] + one("type: choice, codes: below, depends_on: \(above)")
    }
  }

  private mutating func tables(mayBePreset: Bool) -> [(table: Table, text: String)] {
    (0..<random.int(0...2)).map { number in
      let id = "t\(number)"
      let isPreset = mayBePreset && random.once(in: 2)
      var ids = ["name"]
      var text = "  \(id):\n    label: 子表\(number)\n    name: 子表\(number)\n"
      if isPreset {
        let rows = random.int(2...5)
        text += "    merge: [name]\n    preset:\n"
        for row in 1...rows { text += "      - {name: 任务\((row + 1) / 2)}\n" }
        text += "    fields:\n      name: {label: 任务, type: text, preset: true}\n"
      } else {
        text += "    rows: \(random.int(2...6))\n    fields:\n"
        text += "      name: {label: 名称, type: text, required: true}\n"
      }
      for column in 1...random.int(1...4) {
        for made in field("c\(column)", isRequired: random.once(in: 3)) {
          text += "      \(made.text)\n"
          ids.append(made.id)
        }
      }
      return (Table(id: id, fields: ids, isPreset: isPreset), String(text.dropLast()))
    }
  }

  private mutating func card(_ ids: [String], _ tables: [Table]) -> String {
    let width = max(6, tables.map { $0.fields.count + 1 }.max() ?? 0) + random.int(0...6)
    var rows = ["[title]", "[number]"]
    var rest = ids[...]
    while !rest.isEmpty {
      if random.once(in: 6) { rows.append("[{section: \(label("第"))}]") }
      let count = min(rest.count, random.int(1...3))
      let row = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
      switch random.int(1...5) {
      case 1:
        // Labels above their cells.
        let spans = random.parts(of: width, count: count)
        rows.append(line(zip(spans, row).map { "题\($1): \($0)" }))
        rows.append(line(zip(spans, row).map { "$\($1): \($0)" }))
      case 2 where count > 1:
        // A label at the left of two rows.
        let second = random.int(1...count - 1)
        let spans = random.parts(of: width - 1, count: second * 2)
        let others = random.parts(of: width - 1, count: (count - second) * 2)
        rows.append(
          line(["{label: \(label("竖")), down: 2}"] + pairs(Array(row[..<second]), spans))
        )
        rows.append(line(pairs(Array(row[second...]), others)))
      case 3 where count == 1:
        // A cell of two rows.
        let spans = random.parts(of: width, count: 3)
        rows.append(
          line([
            "题\(row[0]): \(spans[0])", "{field: \(row[0]), across: \(spans[1]), down: 2}",
            "旁: \(spans[2])",
          ])
        )
        rows.append(line(["下: \(spans[0])", "又: \(spans[2])"]))
      default:
        rows.append(line(pairs(row, random.parts(of: width, count: count * 2))))
      }
    }
    for table in tables.shuffled(using: &random) {
      rows.insert("[\(table.id)]", at: random.once(in: 3) ? 2 : rows.count)
    }
    rows.append("[{signature: [签字, 日期]}]")
    if random.once(in: 2) { rows.append("[{note: [如实填写。, 不得漏项。]}]") }
    var text = "  card:\n    paper: \(random.one(of: ["A4 portrait", "A4 landscape"]))\n"
    text +=
      "    columns: [\((0..<width).map { _ in "\(random.int(8...20))" }.joined(separator: ", "))]\n"
    text += "    grid:\n" + rows.map { "      - \($0)\n" }.joined()
    if !tables.isEmpty { text += "    tables:\n" }
    for table in tables {
      let ordinal = random.once(in: 2) ? 1 : 0
      let spans = random.parts(of: width - ordinal, count: table.fields.count)
      let columns = zip(table.fields, spans).map { "\($0): \($1)" }.joined(separator: ", ")
      text += "      \(table.id): {ordinal: \(ordinal), columns: {\(columns)}}\n"
    }
    return text
  }

  private func line(_ cells: [String]) -> String { "[\(cells.joined(separator: ", "))]" }

  private func pairs(_ ids: [String], _ spans: [Int]) -> [String] {
    zip(0..., ids).flatMap { ["题\($1): \(spans[$0 * 2])", "$\($1): \(spans[$0 * 2 + 1])"] }
  }
}

import FormDefinitions
import TestSupport
import Testing

/// Each definition says itself, at the faulty line, what loading must find there.
@Suite struct FormFaultTests {
  @Test(arguments: [head, groups, identity, period, emptyLayout, notEvenYAML, twoKeys, noFields])
  func `a fault of a form is told at its line`(text: String) {
    #expect(DefinitionText(.form, text).loaded() == text)
  }

  static let head = """
    form: visit # ← definition.missing 缺少 title → 在文件开头写 title: …
    titel: 走访表 # ← definition.unknown-key 表中没有“titel”这一项 → 是否应为“title”？
    revision: "1"
    fields:
      name: {label: 姓名, type: text}
    layout: {list: {}}
    """

  static let identity = """
    form: Visit Form # ← definition.identifier 表的标识“Visit Form”不合规 → 用小写字母开头，只含小写字母、数字和连字符
    title: 走访表
    name: 一个很长很长很长很长的简称 # ← definition.name name 应为 1 至 12 个字 → 写一个简称，如 筛查表
    revision: "2023 第一版" # ← definition.revision 版本号应为 20 个字以内，不含空格 → 写成 "2023.1"
    key: naem # ← definition.unknown-field key 指向的字段 naem 不存在 → 是否应为 name？
    fields:
      name: {label: 姓名, type: text}
    layout: {list: {papper: A4}} # ← definition.unknown-key list 中没有“papper”这一项 → 是否应为“paper”？
    """

  static let groups = """
    form: visit
    title: 走访表
    revision: "1"
    groups: # ← group.missing-field 这些字段不在任何分组里：address、phone → 把它们放进一个分组
      - {id: a, label: 基本, fields: [name, adress]} # ← definition.unknown-field 分组里的 adress 不是字段 → 是否应为 address？
      - {id: b, label: 其他, fields: [name], lable: 又} # ← definition.unknown-key 分组中没有“lable”这一项 → 是否应为“label”？ ｜ group.duplicate-field name 出现在两个分组里 → 只留一处
    fields:
      name: {label: 姓名, type: text}
      address: {label: 住址, type: text}
      phone: {label: 电话, type: mobile-number}
    layout: {list: {}}
    """

  static let period = """
    form: visit
    title: 走访表
    revision: "1"
    period: week # ← definition.period 没有期别“week” → 写 none、year、month 或 day
    fields:
      name: {label: 姓名, type: text}
    layout:
      list: {paper: A5 landscape} # ← layout.paper 没有纸张“A5 landscape” → 写 A4 portrait、A4 landscape 或 A3 landscape
    """

  static let emptyLayout = """
    form: visit
    title: 走访表
    revision: "1"
    fields:
      name: {label: 姓名, type: text}
    layout: # ← layout.missing 没有版式 → 在 layout 下写 card 或 list
      lsit: {} # ← definition.unknown-key layout 中没有“lsit”这一项 → 是否应为“list”？
    """

  static let notEvenYAML = """
    form: visit
    title: 走访表
    fields:
      name: {label: 姓名, type: text
    layout: {list: {}} # ← definition.yaml YAML 写法有误（did not find expected ',' or '}'） → 检查这一行和上一行的缩进、括号、引号和冒号后的空格
    """

  static let twoKeys = """
    form: visit
    title: 走访表
    revision: "1"
    fields:
      name: {label: 姓名, type: text}
      name: {label: 姓名, type: text} # ← definition.yaml 同一层里“name”写了两次 → 删去一处，或改名
    layout: {list: {}}
    """

  static let noFields = """
    form: visit
    title: 走访表
    revision: "1"
    fields: [name, address] # ← definition.missing 表没有字段 → 在 fields 下写 名称: {label: …, type: …}
    layout: {list: {}}
    """
}

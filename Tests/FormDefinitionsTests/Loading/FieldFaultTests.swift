import FormDefinitions
import TestSupport
import Testing

@Suite struct FieldFaultTests {
  /// A form with these fields and a list, which needs no grid.
  static func form(_ fields: String) -> String {
    """
    form: visit
    title: 走访表
    revision: "1"
    fields:
    \(fields)
    layout: {list: {}}
    """
  }

  @Test(arguments: [
    types, missing, keys, labels, lists, numbers, dates, patterns, switches, conditions, cascades,
    units, many,
  ])
  func `a fault of a field is told at its line`(fields: String) {
    let text = Self.form(fields)
    #expect(DefinitionText(.form, text).loaded() == text)
  }

  static let types = """
      a: {label: 甲, type: integr} # ← field.type 没有类型“integr” → 是否应为 integer？
      b: {label: 乙, type: 金额} # ← field.type 没有类型“金额” → 可用：text、integer、decimal、money、percent、date、month、year、yes-no、identity-number、mobile-number、division-code、credit-code、signature、choice、choices
    """

  static let missing = """
      a: {type: text} # ← definition.missing 字段 a 没有 label → 加上 label: …
      b: {label: 乙} # ← definition.missing 字段 b 没有 type → 加上 type: …
      c: {label: 丙, type: choice} # ← definition.missing 选项字段 c 没有 codes → 加上 codes: …
      d: {label: "", type: text} # ← definition.type label 应为文字 → 在冒号后写一段文字
      e: {label: [戊], type: text} # ← definition.type label 应为文字 → 在冒号后写一段文字
    """

  static let keys = """
      a: {label: 甲, type: text, lenght: 3} # ← definition.unknown-key 字段 a 中没有“lenght”这一项 → 可用的项：label、type、required、unit、range、dates、codes、depends_on、max_length、pattern、help、example、personal、public、prefill、aliases、unit_part、computed、preset、source、width、multiline、note、total
      b: {label: 乙, type: text, requird: true, 备注: 无} # ← definition.unknown-key 字段 b 中没有“requird”这一项 → 是否应为“required”？ ｜ definition.unknown-key 字段 b 中没有“备注”这一项 → 可用的项：label、type、required、unit、range、dates、codes、depends_on、max_length、pattern、help、example、personal、public、prefill、aliases、unit_part、computed、preset、source、width、multiline、note、total
      Name: {label: 丙, type: text} # ← definition.identifier 字段名“Name”不合规 → 用小写字母开头，只含小写字母、数字和下划线
      户主: {label: 丁, type: text} # ← definition.identifier 字段名“户主”不合规 → 用小写字母开头，只含小写字母、数字和下划线
    """

  static let labels = """
      a: {label: 姓名, type: text}
      b: {label: 姓名, type: text} # ← field.duplicate-label 字段 b 与 a 的名称都是“姓名” → 换一个名称，否则填表人分不清
    """

  static let lists = """
      a: {label: 甲, type: choice, codes: sexx} # ← field.code-list 没有代码表“sexx” → 是否应为 sex？
      b: {label: 乙, type: choices, codes: 没有的表} # ← field.code-list 没有代码表“没有的表” → 在 codes/ 里建 没有的表.yaml
    """

  static let numbers = """
      a: {label: 甲, type: integer, range: 1-30} # ← field.range 范围“1-30”看不懂 → 写成 1..30、0.. 或 ..12
      b: {label: 乙, type: integer, range: 1x..30} # ← field.range 范围“1x..30”看不懂 → 写成 1..30、0.. 或 ..12
      c: {label: 丙, type: integer, range: 30..1} # ← field.range 范围“30..1”看不懂 → 写成 1..30、0.. 或 ..12
      d: {label: 丁, type: integer, range: ..} # ← field.range 范围“..”看不懂 → 写成 1..30、0.. 或 ..12
      e: {label: 戊, type: text, max_length: 很长} # ← definition.type max_length 应为 1 至 32767 的整数 → 写成 max_length: 1
      f: {label: 己, type: text, max_length: 0} # ← definition.type max_length 应为 1 至 32767 的整数 → 写成 max_length: 1
      g: {label: 庚, type: text, width: -3} # ← definition.type width 应为大于 0、不超过 255 的数 → 写成 width: 20
      h: {label: 辛, type: money, range: "-5.5..0.25"}
      i: {label: 壬, type: money, range: 0..}
      j: {label: 癸, type: money, range: ..12}
    """

  static let dates = """
      a: {label: 甲, type: date, dates: 2020-02-30..2021-01-01} # ← field.dates 日期范围“2020-02-30..2021-01-01”看不懂 → 写成 2020-01-01..2030-12-31
      b: {label: 乙, type: date, dates: 2021-01-01..2020-01-01} # ← field.dates 日期范围“2021-01-01..2020-01-01”看不懂 → 写成 2020-01-01..2030-12-31
      c: {label: 丙, type: date, dates: 2020-01-01} # ← field.dates 日期范围“2020-01-01”看不懂 → 写成 2020-01-01..2030-12-31
      d: {label: 丁, type: date, dates: 2020-01-01..2020-01-01}
    """

  static let patterns = """
      a: {label: 甲, type: text, pattern: "[0-9"} # ← field.pattern 正则表达式写法有误 → 检查括号和反斜杠
      b: {label: 乙, type: text, pattern: "[0-9]{4}"}
    """

  static let switches = """
      a: {label: 甲, type: text, personal: 大概, multiline: yes} # ← definition.type personal 应为 true 或 false → 写成 personal: true，或删去这一项
      c: {label: 丙, type: text, public: true, personal: true} # ← field.public 字段 c 是个人信息，不能写 public → personal 和 public 只留一项
      d: {label: 丁, type: money, public: true} # ← field.public 字段 d 不是文字，不能写 public → 删去 public；不能公开的写 personal: true
      e: {label: 戊, type: text, public: true}
      b: {label: 乙, type: text, required: 有时} # ← field.required required 写法有误 → 写 true、false 或 when 条件
    """

  static let conditions = """
      a: {label: 甲, type: integer}
      b: {label: 乙, type: text, required: when a > } # ← rule.expression 规则没有写完 → 改正这个式子
      c: {label: 丙, type: text, required: when aa > 1} # ← rule.expression 没有字段 aa → 是否应为 a？
      d: {label: 丁, type: text, required: when a + 1} # ← rule.type when 后应是一个条件 → 写成能判断真假的式子
      e: {label: 戊, type: integer, computed: a + b} # ← rule.expression “+”要的是数，这里是文字 → 改正这个式子
      f: {label: 己, type: integer, computed: a + 1}
    """

  static let cascades = """
      kind: {label: 户类型, type: choice, codes: household-type}
      a: {label: 甲, type: choice, codes: category, depends_on: kind}
      b: {label: 乙, type: choice, codes: sex, depends_on: kind} # ← codes.parent b 的代码表不以 kind 的代码表为上级 → 在代码表里写 parent
      c: {label: 丙, type: choice, codes: category, depends_on: kindd} # ← definition.unknown-field depends_on 指向的字段 kindd 不存在 → 是否应为 kind？
    """

  static let units = """
      a: {label: 甲, type: text, unit_part: village}
      b: {label: 乙, type: text, unit_part: province} # ← field.unit-part 没有“province” → 写 code、county、township 或 village
    """

  static let many = """
      a: {label: 甲, type: integr, hlep: 写} # ← definition.unknown-key 字段 a 中没有“hlep”这一项 → 是否应为“help”？ ｜ field.type 没有类型“integr” → 是否应为 integer？
      b: {label: 乙, type: date, dates: 以后} # ← field.dates 日期范围“以后”看不懂 → 写成 2020-01-01..2030-12-31
      c: {label: 甲, type: choice, codes: nation} # ← field.code-list 没有代码表“nation” → 在 codes/ 里建 nation.yaml
      d: {label: 乙, type: integer, range: 多少} # ← field.range 范围“多少”看不懂 → 写成 1..30、0.. 或 ..12 ｜ field.duplicate-label 字段 d 与 b 的名称都是“乙” → 换一个名称，否则填表人分不清
    """
}

import FormDefinitions
import TestSupport
import Testing

@Suite struct TableAndRuleFaultTests {
  /// A form with two fields, a table of two columns and whatever else is given.
  static func form(_ rest: String) -> String {
    """
    form: visit
    title: 走访表
    revision: "1"
    fields:
      size: {label: 人口, type: integer}
      kind: {label: 户类型, type: choice, codes: household-type}
    \(rest)
    layout: {list: {}}
    """
  }

  static let members = """
    tables:
      members:
        label: 成员
        fields: {name: {label: 姓名, type: text}, age: {label: 年龄, type: integer}}
    """

  @Test(arguments: [tables, presets, tableNames])
  func `a fault of a table is told at its line`(rest: String) {
    let text = Self.form(rest)
    #expect(DefinitionText(.form, text).loaded() == text)
  }

  @Test(arguments: [
    unknownNames, wrongTypes, syntax, parts, twice, places, messages, english, blockText,
  ])
  func `a fault of a rule is told at its line`(rules: String) {
    let text = Self.form(Self.members + "\nrules:\n" + rules)
    #expect(DefinitionText(.form, text).loaded() == text)
  }

  static let tables = """
    tables:
      a: # ← definition.missing 子表 a 没有 label → 加上 label: …
        rows: 3
        fields: {x: {label: 甲, type: text}}
      b: {label: 乙, rows: -2, fields: {x: {label: 甲, type: text}}} # ← definition.type rows 应为 1 至 200 的整数 → 写成 rows: 1
      c: {label: 丙, rows: many, fields: {x: {label: 甲, type: text}}} # ← definition.type rows 应为 1 至 200 的整数 → 写成 rows: 1
      d: {label: 丁, key: y, merge: [x, z], fields: {x: {label: 甲, type: text}}} # ← definition.unknown-field key 指向的列 y 不存在 → 改为已有的列 ｜ definition.unknown-field merge 指向的列 z 不存在 → 改为已有的列
      e: {label: 戊, columns: [], fields: {x: {label: 甲, type: text}, y: {label: 甲, type: text}}} # ← definition.unknown-key 子表 e 中没有“columns”这一项 → 可用的项：label、name、rows、key、groups、fields、preset、merge、source、note ｜ field.duplicate-label 字段 y 与 x 的名称都是“甲” → 换一个名称，否则填表人分不清
      f: {label: 己} # ← definition.missing 子表 f 没有 fields → 在 fields 下写出各列
      g:
        label: 庚
        groups: # ← group.missing-field 这些字段不在任何分组里：y → 把它们放进一个分组
          - {id: p, label: 一, fields: [x]}
        fields: {x: {label: 甲, type: text}, y: {label: 乙, type: text}}
    """

  static let presets = """
    tables:
      items:
        label: 任务
        preset:
          - {number: 1, contnet: 排查} # ← definition.unknown-field 预印行里的 contnet 不是本子表的列 → 是否应为 content？
        fields:
          number: {label: 序号, type: integer, preset: true}
          content: {label: 内容, type: text, preset: true}
    """

  static let tableNames = """
    tables:
      size: {label: 成员, fields: {x: {label: 甲, type: text}}} # ← definition.duplicate-id size 既是字段又是子表 → 改一个名称
      家庭: {label: 家庭, fields: {x: {label: 甲, type: text}}} # ← definition.identifier 子表名“家庭”不合规 → 用小写字母开头，只含小写字母、数字和下划线
    """

  static let unknownNames = """
      - {id: a, check: sise > 0, message: 错, fix: 改} # ← rule.expression 没有字段 sise → 是否应为 size？
      - {id: b, check: count(member) = size, message: 错, fix: 改} # ← rule.expression 没有表 member → 是否应为 members？
      - {id: c, check: kind = '脱平户', message: 错, fix: 改} # ← rule.expression 代码表 household-type 没有“脱平户” → 是否应为 '脱贫户'？
      - {id: d, for: member, check: age > 0, message: 错, fix: 改} # ← rule.unknown-table 没有子表 member → 是否应为 members？
      - {id: e, for: members, check: agge > 0, message: 错, fix: 改} # ← rule.expression 没有字段 agge → 是否应为 age？
      - {id: f, check: cuont(members) = size, message: 错, fix: 改} # ← rule.expression 没有函数 cuont → 是否应为 count？
    """

  static let wrongTypes = """
      - {id: a, check: size = '三', message: 错, fix: 改} # ← rule.expression 数不能与文字比较 → 改正这个式子
      - {id: b, check: size + 1, message: 错, fix: 改} # ← rule.type 规则应是一个条件 → 写成能判断真假的式子，如 a = b
      - {id: c, check: age > 0, message: 错, fix: 改} # ← rule.expression age 是表 members 的列，要写在 count、sum、any、all 等里面，如 any(members, filled(age)) → 改正这个式子
    """

  static let syntax = """
      - {id: a, check: size >, message: 错, fix: 改} # ← rule.expression 规则没有写完 → 改正这个式子
      - {id: b, check: "(size > 0", message: 错, fix: 改} # ← rule.expression 规则没有写完，缺“)” → 改正这个式子
      - id: c
        check: "size > 0 and" # ← rule.expression 规则没有写完 → 改正这个式子
        message: 错
        fix: 改
      - {id: d, check: "size > 'x", message: 错, fix: 改} # ← rule.expression 引号没有成对 → 改正这个式子
    """

  static let parts = """
      - {id: a, check: size > 0, message: 错} # ← rule.missing 规则缺少 fix → 加上 fix: …
      - {check: size > 0, message: 错, fix: 改} # ← rule.missing 规则缺少 id → 加上 id: …
      - {id: b, check: size > 0, message: 错, fix: 改, severty: error} # ← definition.unknown-key 规则中没有“severty”这一项 → 是否应为“severity”？
      - {id: c, check: size > 0, message: 错, fix: 改, severity: fatal, stage: alpha} # ← rule.severity 没有级别“fatal” → 写 error、confirm 或 warning ｜ rule.stage 没有阶段“alpha” → 写 draft、beta 或 enforced
      - {id: Size_Rule, check: size > 0, message: 错, fix: 改} # ← definition.identifier 规则名“Size_Rule”不合规 → 用小写字母开头，只含小写字母、数字和连字符
    """

  static let twice = """
      - {id: a, check: size > 0, message: 错, fix: 改}
      - {id: a, check: size < 9, message: 错, fix: 改} # ← rule.duplicate-id 规则 a 重名 → 换一个 id
    """

  static let places = """
      - {id: a, check: size > 0, at: sizes, message: 错, fix: 改} # ← rule.unknown-field at 指向的 sizes 不存在 → 写已有的字段，或 子表.列
      - {id: b, check: size > 0, at: members.age, message: 错, fix: 改}
      - {id: c, check: size > 0, at: members.agee, message: 错, fix: 改} # ← rule.unknown-field at 指向的 members.agee 不存在 → 写已有的字段，或 子表.列
    """

  static let messages = """
      - {id: a, check: size > 0, message: "现为 {sise} 人", fix: 改} # ← rule.expression 没有字段 sise → 是否应为 size？
      - {id: b, check: size > 0, message: "现为 {size 人", fix: 改} # ← rule.expression “{”没有对应的“}”；要写大括号本身，请写两个 → 改正这个式子
      - {id: c, check: size > 0, message: 错, fix: "改为 {count(memberz)} 人"} # ← rule.expression 没有表 memberz → 是否应为 members？
    """

  static let english = """
      - {id: a, check: size > 0, message: "现为 {size} 人", fix: 改, en: {message: "It is {size}", fix: Mend it}}
      - {id: b, check: size > 0, message: 错, fix: 改, en: {message: Wrong}} # ← rule.missing 规则缺少 fix → 加上 fix: …
      - {id: c, check: size > 0, message: 错, fix: 改, en: {message: Wrong, fix: Mend it, fixx: So}} # ← definition.unknown-key 英文说法中没有“fixx”这一项 → 是否应为“fix”？
      - {id: d, check: size > 0, message: "现为 {size} 人", fix: 改, en: {message: Wrong, fix: Mend it}} # ← rule.english-differs 英文与中文引用的值不同 → 两种文字写同样的花括号
      - {id: e, check: size > 0, message: 错, fix: 改, en: {message: "It is {sise}", fix: Mend it}} # ← rule.expression 没有字段 sise → 是否应为 size？
    """

  static let blockText = """
      - id: a
        check: > # ← rule.expression 没有字段 sise → 是否应为 size？
          size > 0
          and sise < 30
        message: 错
        fix: 改
    """
}

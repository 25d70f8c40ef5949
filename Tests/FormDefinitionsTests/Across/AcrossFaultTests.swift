import Findings
import FormDefinitions
import TestSupport
import Testing

/// Each rule across forms says itself, at the faulty line, what loading must find there.
@Suite struct AcrossFaultTests {
  private static func form(_ id: String, _ fields: String) -> DefinitionSource {
    DefinitionSource(
      .form,
      name: "\(id).yaml",
      text: """
        form: \(id)
        title: 表
        revision: "1"
        key: head_id
        fields:
          head_id: {label: 证件号码, type: identity-number}
          size: {label: 人口, type: integer}
          \(fields)
        layout: {list: {title: 表}}
        """
    )
  }

  private static let forms = [
    form("visit", "visited: {label: 走访日期, type: date}"),
    form("survey", "surveyed: {label: 调查日期, type: date}"),
    DefinitionSource(
      .form,
      name: "page.yaml",
      text: """
        form: page
        title: 报告
        revision: "1"
        fields: {text: {label: 内容, type: text}}
        layout: {card: {columns: [1], grid: [[$text]]}}
        """
    ),
    DefinitionSource(
      .parameters,
      name: "parameters.yaml",
      text: """
        plan_days: {title: 天数, unit: 天, values: [{year: 2023, area: "", value: 10, source: 测试}]}
        """
    ),
  ]

  @Test(arguments: [kinds, owing, expressions, people, words])
  func `a fault of a rule is told at its line`(text: String) {
    #expect(DefinitionText(.across, text).loaded(beside: Self.forms) == text)
  }

  @Test func `a rule without faults has what the file says`() throws {
    let text = """
      across: 规则
      rules:
        - id: owed
          form: visit
          owes: survey
          when: size > 2
          since: visited
          within: plan_days
          done: surveyed
          severity: warning
          message: 应在 {due_on} 前
          fix: 补报
          en: {message: "by {due_on}", fix: send it}
          source: 测试
        - id: same
          form: survey
          agrees: visit
          check: size = other.size
          message: 人数 {size} 与{other.form_name} {other.size} 不一致
          fix: 改正
          source: 测试
      """
    let sources = Self.forms + [DefinitionSource(.across, name: "across.yaml", text: text)]
    let forms = FormCatalogue(sources: sources)
    let rules = AcrossCatalogue(sources: sources, forms: forms)
    #expect(forms.faults == [] && rules.faults == [])
    #expect(rules.rules.map(\.kind) == [.owes, .agrees])
    let owed = try #require(rules.rules.first)
    #expect(owed.since == "visited" && owed.on == "surveyed" && owed.severity == .warning)
    #expect(owed.within == forms.parameters["plan_days"].map { .parameter($0) })
    #expect(owed.words.english != nil && owed.targets == ["visited"])
    let same = try #require(rules.rules.last)
    // A plain name is the record's own field, `other.` the other one's.
    #expect(same.check?.references == [.field("size"), .column(table: "other", id: "size")])
    #expect(same.targets == ["size"] && same.otherTargets == ["size"])
    #expect(same.severity == .error && same.stage == .enforced)
  }

  private static let kinds = """
    across: 规则
    rules:
      - id: none # ← across.kind 一条规则应恰好写一种 → 写 owes、needs-before、unique、agrees、follows、stays、counts 中的一项
        form: visit
        message: 错
        fix: 改
        source: 测试
      - id: unknown
        form: vist # ← campaign.unknown-form 没有表“vist” → 是否应为 visit？
        agrees: survey
        check: size = other.size
        message: 错
        fix: 改
        source: 测试
      - id: keyless # ← across.key 没有 key 的表不能与别的表对照 → 给表加 key，或改用别的表
        form: visit
        agrees: page
        check: size > 1
        message: 错
        fix: 改
        source: 测试
      - id: period
        form: visit
        follows: month # ← across.last-period follows 只能写 last-period → 写成 follows: last-period
        check: size > 1
        message: 错
        fix: 改
        source: 测试
    """

  private static let owing = """
    across: 规则
    rules:
      - id: owed
        form: visit
        owes: survey
        since: size # ← across.date since 应是日期字段，size 不是 → 可用：visited
        within: 10
        message: 错
        fix: 改
        source: 测试
      - id: owed-too
        form: visit
        owes: survey
        since: visited
        within: plan_day # ← across.within 没有参数 plan_day → 是否应为 plan_days？
        message: 错
        fix: 改
        source: 测试
    """

  private static let expressions = """
    across: 规则
    rules:
      - id: name
        form: visit
        agrees: survey
        check: sise = other.size # ← rule.expression 没有字段 sise → 是否应为 size？
        message: 错
        fix: 改
        source: 测试
      - id: number
        form: visit
        agrees: survey
        check: size + other.size # ← rule.type check 应是一个条件 → 写成能判断真假的式子，如 a = other.b
        message: 错
        fix: 改
        source: 测试
      - id: target
        form: visit
        agrees: survey
        check: size = other.size
        at: sizes # ← rule.unknown-field at 指向的 sizes 不存在 → 是否应为 size？
        severity: note # ← rule.severity 没有级别“note” → 写 error、confirm 或 warning
        message: 错
        fix: 改
        source: 测试
    """

  private static let people = """
    across: 规则
    rules:
      - id: place
        unique: village # ← across.place 没有“village” → 写 household（户）、unit（单位）或 file（文件）
        forms: [visit]
        message: 错
        fix: 改
        source: 测试
      - id: keyless
        unique: unit
        forms: [visit, page] # ← across.key 表 page 不以证件号码为 key → 只写一户一行、以户主证件号码为 key 的表
        message: 错
        fix: 改
        source: 测试
    """

  private static let words = """
    across: 规则
    rules:
      - id: differs
        form: visit
        agrees: survey
        check: size = other.size
        message: 人数 {size}
        fix: 改
        en: {message: "{other.size} people", fix: correct it} # ← rule.english-differs 英文与中文引用的值不同 → 两种文字写同样的花括号
        source: 测试
    """
}

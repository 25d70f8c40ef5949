import FormDefinitions
import TestSupport
import Testing

/// Each round says itself, at the faulty line, what loading must find there.
@Suite struct CampaignFaultTests {
  /// A form that rounds may name.
  private static let forms = [
    DefinitionSource(
      .form,
      name: "ledger.yaml",
      text: """
        form: ledger
        title: 台账
        revision: "1"
        fields:
          number: {label: 编号, type: text}
          count: {label: 个数, type: integer}
        layout: {list: {title: 台账}}
        """
    ),
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
  ]

  @Test(arguments: [whole, head, units, stages, checklist, returns, rhythms, printed, values])
  func `a fault of a round is told at its line`(text: String) {
    #expect(DefinitionText(.campaign, text).loaded(beside: Self.forms) == text)
  }

  static let whole = """
    campaign: round
    title: 方案
    source: 测试
    from: 2023-07-01
    to: 2023-08-31
    units:
      - {label: 各村, kind: village, every: true}
    stages:
      - {id: first, label: 第一阶段, to: 2023-08-20}
    checklist:
      areas:
        - items:
            - {number: 1-1, project: 责任, content: 是否落实, units: [各村]}
    returns:
      - {id: weekly, form: ledger, units: [各村], rhythm: {weekly: thursday}, prefill: {number: number}}
      - {id: report, form: page, units: [各村], rhythm: {end_of: first}}
      - {id: plan, form: page, units: [各村], rhythm: {event: 纳入监测, within: 10}}
    """

  static let head = """
    campaign: Round One # ← definition.identifier 方案的标识“Round One”不合规 → 用小写字母开头，只含小写字母、数字和连字符
    title: 方案
    source: 测试
    from: 2023-07-01
    to: 2023-08-31
    unit: [] # ← definition.unknown-key 方案中没有“unit”这一项 → 是否应为“units”？
    units: [] # ← definition.missing 没有写单位 → 在 units 下写 - {label: 各村, kind: village, every: true}
    """

  static let units = """
    campaign: round
    title: 方案
    source: 测试
    from: 2023-07-01
    to: 2023-08-31
    units:
      - {label: 各村, kind: vilage} # ← campaign.unit-kind 没有单位类别“vilage” → 是否应为 village？
      - {label: 各镇, kind: town}
      - {label: 镇政府, kind: town, aliases: [各镇]} # ← definition.duplicate-id “各镇”写了两次 → 改用另一个名称，或删去一处
      - {label: 各局} # ← definition.missing 缺少 kind → 写 kind: …
    """

  static let stages = """
    campaign: round
    title: 方案
    source: 测试
    from: 2023-07-01
    to: 2023-08-31
    units: [{label: 各村, kind: village}]
    stages:
      - {id: a, label: 一, to: 2023-09-01} # ← campaign.stage-outside 阶段“一”超出方案的起止日期 2023-07-01 至 2023-08-31 → 改正阶段或方案的 from、to
      - {id: a, label: 二} # ← definition.duplicate-id “a”写了两次 → 改用另一个名称，或删去一处
      - {id: b, label: 三, from: 2023-02-30} # ← campaign.date “2023-02-30”不是日期 → 写成 2022-03-28
      - {id: c, label: 四, from: 2023-08-02, to: 2023-08-01} # ← campaign.days 2023-08-01 早于 2023-08-02 → 改正 from 或 to
    """

  static let checklist = """
    campaign: round
    title: 方案
    source: 测试
    from: 2023-07-01
    to: 2023-08-31
    units: [{label: 各行政村, kind: village}]
    checklist:
      areas:
        - items:
            - {number: 1-1, project: 责任, content: 甲, units: [各行政村、镇]} # ← campaign.unknown-unit units 里没有“各行政村、镇” → 是否应为 各行政村？
            - {number: 1-1, project: 政策, content: 乙} # ← definition.duplicate-id “1-1”写了两次 → 改用另一个名称，或删去一处
            - {number: 1-2, project: 工作} # ← campaign.empty-item 第 1-2 项没有内容 → 写 content 或 parts
            - {number: 1-3, content: 丙} # ← definition.missing 缺少 project → 写 project: …
    """

  static let returns = """
    campaign: round
    title: 方案
    source: 测试
    from: 2023-07-01
    to: 2023-08-31
    units: [{label: 各村, kind: village}]
    returns:
      - {id: a, form: leger, units: [各村], rhythm: {once: 2023-08-01}} # ← campaign.unknown-form 没有表“leger” → 是否应为 ledger？
      - {id: b, form: ledger, units: [各镇], rhythm: {once: 2023-08-01}} # ← campaign.unknown-unit units 里没有“各镇” → 是否应为 各村？
      - {id: c, form: ledger, rhythm: {once: 2023-08-01}} # ← definition.missing 缺少 units → 写 units: …
      - {id: d, form: ledger, units: [各村], rhythm: {once: 2023-08-01}, prefill: {nubmer: number}} # ← definition.unknown-field 表 ledger 没有文字字段 nubmer → 是否应为 number？
      - {id: e, form: ledger, units: [各村], rhythm: {once: 2023-08-01}, prefill: {number: titel}} # ← campaign.prefill 清单没有“titel” → 写 number、project、content 或 units
      - {id: f, form: page, units: [各村], rhythm: {once: 2023-08-01}, prefill: {text: content}} # ← campaign.prefill 表 page 没有 list 版式，不能一项一行 → 删去 prefill，或给表加 list
    """

  static let rhythms = """
    campaign: round
    title: 方案
    source: 测试
    from: 2023-07-01
    to: 2023-08-31
    units: [{label: 各村, kind: village}]
    stages: [{id: first, label: 第一阶段}]
    returns:
      - {id: a, form: ledger, units: [各村], rhythm: {weekly: thurday}} # ← campaign.weekday 没有星期“thurday” → 是否应为 thursday？
      - {id: b, form: ledger, units: [各村], rhythm: {monthly: 32}} # ← definition.type monthly 应为 1 至 31 的整数 → 写成 monthly: 1
      - {id: c, form: ledger, units: [各村], rhythm: {monthly: 4, covers: next}} # ← campaign.covers 没有“next” → 写 previous（上月）或 same（当月）
      - {id: d, form: ledger, units: [各村], rhythm: {monthly: 4, from: 2023-13}} # ← campaign.month “2023-13”不是月份 → 写成 2020-01
      - {id: e, form: ledger, units: [各村], rhythm: {monthly: 4, from: 2023-08, to: 2023-07}} # ← campaign.days 2023-07 早于 2023-08 → 改正 from 或 to
      - {id: f, form: ledger, units: [各村], rhythm: {once: 2023-06-30}} # ← campaign.days 2023-06-30 早于 2023-07-01 → 改正日期，或写 from
      - {id: g, form: ledger, units: [各村], rhythm: {end_of: frist}} # ← campaign.unknown-stage 没有阶段 frist → 是否应为 first？
      - {id: h, form: ledger, units: [各村], rhythm: {weekly: sunday, from: 2023-07-03, to: 2023-07-08}} # ← campaign.never-due 起止日期之间一次也不用报送 → 改正 from、to 或星期
      - {id: i, form: ledger, units: [各村], rhythm: {once: 2023-08-01, end_of: first}} # ← campaign.rhythm rhythm 应恰好写一种 → 写成 {weekly: thursday}、{monthly: 4, covers: previous}、{once: 2022-03-28}、{end_of: 阶段} 或 {event: 事由, within: 10}
      - {id: j, form: ledger, units: [各村]} # ← campaign.rhythm 没有写何时报送 → 写成 {weekly: thursday}、{monthly: 4, covers: previous}、{once: 2022-03-28}、{end_of: 阶段} 或 {event: 事由, within: 10}
    """

  static let printed = """
    campaign: round
    title: 方案
    source: 测试
    from: 2023-07-01
    to: 2023-08-31
    units: [{label: 各村, kind: village}]
    checklist: {form: ledger, table: tasks} # ← campaign.unknown-table 表 ledger 没有预印的子表 tasks → 写这张表里有 preset 的子表
    """

  static let values = """
    campaign: round
    title: 方案
    source: 测试
    from: 2023-07-01
    to: 2023-08-31
    units: [{label: 各村, kind: village}]
    parameters:
      - {id: line, title: 标准, value: 七千, unit: 元, clause: 一, quote: 七千元} # ← definition.type value 应为数 → 写成 value: 7300
      - {id: line-two, title: 标准, value: 7300, clause: 一, quote: 7300元} # ← definition.identifier 参数名“line-two”不合规 → 用小写字母开头，只含小写字母、数字和下划线
      - {id: days, title: 天数, value: 15, clause: 一} # ← definition.missing 缺少 quote → 写 quote: …
    notes:
      - {clause: 一} # ← definition.missing 缺少 text → 写 text: …
    """
}

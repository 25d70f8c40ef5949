import FormDefinitions
import FormLayout
import Spreadsheet

@testable import FormIntake

/// A small household form that has one field of each kind that the importer treats in its own way.
///
/// Its card, as a spreadsheet program shows it (A and 1 are hidden and hold the keys):
///
///     |    | B            | C       | D          | E              |
///     | 2  | 农户登记表                                          |
///     | 3  | 表号 … 识别码 …                                     |
///     | 4  | 村           | village | 户主姓名   | head_name      |
///     | 5  | 户主证件号码 | head_id | 家庭人口数 | household_size |
///     | 6  | 工资性收入   | wage    | 经营性收入 | business       |
///     | 7  | 纯收入       | net     | 排查日期   | checked_on     |
///     | 8  | 是否有风险   | has_risk | 风险类型  | risk           |
///     | 9  | 户类型       | type    | 监测类别   | category       |
///     | 10 | 序号         | 姓名    | 与户主关系 | 证件号码       |
///     | 11–13 | members                                          |
///     | 14 | 备注         | note, over three columns              |
///     | 15 | 户主签字： 日期：                                   |
enum HouseholdForm {
  static let codes = [
    """
    list: relation
    title: 与户主关系
    source: 测试
    codes: [户主, 配偶, {label: 之子, synonyms: [儿子]}, 之女]
    """,
    """
    list: household-type
    title: 户类型
    source: 测试
    codes: [脱贫户, 一般农户]
    """,
    """
    list: category
    title: 监测类别
    source: 测试
    parent: household-type
    codes:
      - {label: 脱贫不稳定户, parents: [脱贫户]}
      - {label: 边缘易致贫户, parents: [一般农户]}
      - {label: 突发严重困难户, parents: [脱贫户, 一般农户]}
    """,
    """
    list: risk
    title: 风险类型
    source: 测试
    codes: [因病, 因学, 因灾]
    """,
  ]

  static let parameters = """
    monitoring_line:
      title: 监测线
      unit: 元/年
      values:
        - {year: 2023, area: "41", value: 7500, source: 测试}
        - {year: 2023, area: "4110", value: 8000, source: 测试}
        - {year: 2022, area: "", value: 6000, source: 测试}
    """

  static let text = """
    form: household
    title: 农户登记表
    name: 登记表
    number: T-01
    revision: "1"
    source: 测试
    record: 户
    key: head_id
    period: month
    instructions: [一户一表。]
    groups:
      - {id: base, label: 基本情况, fields: [village, head_name, head_id, household_size]}
      - {id: income, label: 收入, fields: [wage, business, net]}
      - {id: state, label: 排查, fields: [checked_on, has_risk, risk, type, category, note]}
    fields:
      village: {label: 村, type: text, unit_part: village}
      head_name:
        {label: 户主姓名, type: text, required: true, personal: true, prefill: [户主姓名, 户主]}
      head_id:
        label: 户主证件号码
        type: identity-number
        required: true
        personal: true
        prefill: [户主证件号码, 户主身份证号]
      household_size: {label: 家庭人口数, type: integer, required: true, range: 1..30, help: 按户口簿填写}
      wage: {label: 工资性收入, type: money}
      business: {label: 经营性收入, type: money}
      net: {label: 纯收入, type: money, computed: wage + business}
      checked_on: {label: 排查日期, type: date}
      has_risk: {label: 是否有风险, type: yes-no}
      risk: {label: 风险类型, type: choice, codes: risk, required: when has_risk}
      type: {label: 户类型, type: choice, codes: household-type}
      category: {label: 监测类别, type: choice, codes: category, depends_on: type}
      note: {label: 备注, type: text}
    tables:
      members:
        label: 家庭成员
        name: 家庭成员
        rows: 3
        key: id_number
        fields:
          name: {label: 姓名, type: text, required: true, personal: true}
          relation: {label: 与户主关系, type: choice, codes: relation, required: true}
          id_number: {label: 证件号码, type: identity-number, personal: true}
    rules:
      - id: size-is-member-count
        check: household_size = count(members)
        at: household_size
        message: 家庭人口数为 {household_size} 人，成员表有 {count(members)} 人
        fix: 核对户口簿后改正人数，或补齐成员
      - id: one-spouse
        check: count(members, relation = '配偶') <= 1
        severity: confirm
        message: 成员表有 {count(members, relation = '配偶')} 个配偶
        fix: 核对与户主关系
      - id: short-name
        for: members
        check: length(name) >= 2
        severity: warning
        message: 姓名“{name}”只有一个字
        fix: 写全姓名
      - id: high-wage
        check: wage <= 200000
        stage: beta
        message: 工资性收入 {wage} 元，偏高
        fix: 核对收入
      - id: never
        check: wage < 0
        stage: draft
        message: 草拟中的规则
        fix: 无
      - id: below-line
        check: net >= monitoring_line
        severity: confirm
        message: 纯收入 {net} 元，低于监测线 {monitoring_line} 元
        fix: 核对收入，或说明原因
    layout:
      card:
        paper: A4 portrait
        columns: [10, 14, 10, 14]
        grid:
          - [title: 4]
          - [number: 4]
          - [村, $village, 户主姓名, $head_name]
          - [户主证件号码, $head_id, 家庭人口数, $household_size]
          - [工资性收入, $wage, 经营性收入, $business]
          - [纯收入, $net, 排查日期, $checked_on]
          - [是否有风险, $has_risk, 风险类型, $risk]
          - [户类型, $type, 监测类别, $category]
          - [members: 4]
          - [备注, $note: 3]
          - [{signature: [户主签字, 日期]}]
        tables:
          members: {ordinal: 1, columns: {name: 1, relation: 1, id_number: 1}}
      list:
        paper: A3 landscape
        title: 农户花名册
    """

  /// The forms that are known in these tests: the household form and the task form.
  static let catalogue = FormCatalogue(
    sources: codes.enumerated().map {
      DefinitionSource(.codeList, name: "codes/\($0.offset).yaml", text: $0.element)
    } + [
      DefinitionSource(.parameters, name: "parameters.yaml", text: parameters),
      DefinitionSource(.form, name: "household.yaml", text: text),
      DefinitionSource(.form, name: "tasks.yaml", text: TaskForm.text),
    ]
  )
}

/// A small form whose table is printed in advance.
///
///     |    | B    | C        | D        | E        |
///     | 2  | 任务月报表                            |
///     | 3  | 填报单位 | unit, over three columns   |
///     | 4  | 序号 | 排查项目 | 排查内容 | 排查情况 |
///     | 5–8 | items; 责任落实 stands in C5:C6       |
enum TaskForm {
  static let text = """
    form: tasks
    title: 任务月报表
    name: 月报表
    revision: "2"
    source: 测试
    record: 月报
    key: unit
    groups: [{id: all, label: 填报, fields: [unit]}]
    fields:
      unit: {label: 填报单位, type: text, required: true, unit_part: village}
    tables:
      items:
        label: 任务
        key: number
        merge: [project]
        preset:
          - {number: 1, project: 责任落实, content: 进度安排}
          - {number: 2, project: 责任落实, content: 遍访对象}
          - {number: 3, project: 政策落实, content: 政策知晓}
          - {number: 4, project: 政策落实, content: 宣传到位}
        fields:
          number: {label: 序号, type: integer, preset: true}
          project: {label: 排查项目, type: text, preset: true}
          content: {label: 排查内容, type: text, preset: true}
          finding: {label: 排查情况, type: text, required: true}
    layout:
      card:
        paper: A4 portrait
        pages: many
        columns: [6, 14, 24, 24]
        grid:
          - [title: 4]
          - [填报单位, $unit: 3]
          - [items: 4]
        tables:
          items: {columns: {number: 1, project: 1, content: 1, finding: 1}}
    """
}

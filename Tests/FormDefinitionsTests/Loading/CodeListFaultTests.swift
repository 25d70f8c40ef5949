import Findings
import FormDefinitions
import TestSupport
import Testing

@Suite struct CodeListFaultTests {
  @Test(arguments: [ambiguous, keys, exclusive, parents, orphan, noParent, empty, nameless])
  func `a fault of a code list is told at its line`(text: String) {
    #expect(DefinitionText(.codeList, text).loaded() == text)
  }

  static let ambiguous = """
    list: relation
    title: 与户主关系
    codes:
      - 户主
      - {label: 之子, synonyms: [儿子, 子]}
      - {label: 之孙子, synonyms: [儿子]} # ← codes.ambiguous “儿子”同时指“之子”和“之孙子” → 只留一处
      - 户主 # ← codes.duplicate-label “户主”写了两次 → 删去一处
      - {label: 子} # ← codes.ambiguous “子”同时指“之子”和“子” → 只留一处
    """

  static let keys = """
    list: relation
    titel: 关系 # ← definition.unknown-key 代码表中没有“titel”这一项 → 是否应为“title”？
    title: 与户主关系
    codes:
      - {label: 之子, synonym: [儿子]} # ← definition.unknown-key 选项中没有“synonym”这一项 → 是否应为“synonyms”？
      - {code: "02"} # ← definition.missing 选项没有 label → 加上 label: …
    """

  static let exclusive = """
    list: health
    title: 健康状况
    exclusive: [健康, 良好] # ← codes.unknown-label exclusive 里的“良好”不是选项 → 写 codes 里的名称
    codes: [健康, 残疾]
    """

  static let parents = """
    list: kind
    title: 类别
    parent: household-type
    codes:
      - {label: 甲, parents: [脱贫户]}
      - {label: 乙, parents: [脱平户, 未知]} # ← codes.unknown-label “脱平户”不是 household-type 的选项 → 是否应为“脱贫户”？ ｜ codes.unknown-label “未知”不是 household-type 的选项 → 写上级代码表里的名称
    """

  static let orphan = """
    list: kind
    title: 类别
    codes:
      - {label: 甲, parents: [脱贫户]} # ← codes.parent 写了 parents，但代码表没有 parent → 在文件开头写 parent: 上级代码表
    """

  static let noParent = """
    list: kind
    title: 类别
    parent: household-typ # ← codes.parent 没有代码表“household-typ” → 是否应为 household-type？
    codes: [甲]
    """

  static let empty = """
    list: Kind_1 # ← definition.identifier 代码表名“Kind_1”不合规 → 用小写字母开头，只含小写字母、数字和连字符 ｜ codes.empty 代码表没有内容 → 在 codes 下逐行写出选项
    title: 类别
    """

  static let nameless = """
    title: 类别 # ← definition.missing 缺少 list 或 title → 在文件开头写 list 和 title
    codes: [甲]
    """

  @Test func `a parameter without a figure is told at its line`() {
    let text = """
      line:
        title: 监测范围
        values:
          - {year: 2023, area: "41", value: 7500}
          - {year: 二〇二四, value: 8000} # ← parameter.value 数值要有 year 和 value → 写成 {year: 2023, area: "41", value: 7500, source: …}
          - {year: 2024, valeu: 8000} # ← definition.unknown-key 数值中没有“valeu”这一项 → 是否应为“value”？ ｜ parameter.value 数值要有 year 和 value → 写成 {year: 2023, area: "41", value: 7500, source: …}
      """
    #expect(DefinitionText(.parameters, text).loaded() == text)
  }

  @Test func `a list may be checked beside the folder that holds it`() {
    let folder = FormCatalogue(sources: DefinitionText.standardLists)
    let again = FormCatalogue(
      sources: [DefinitionText.standardLists[0]],
      codeLists: folder.codeLists
    )
    #expect(folder.faults == [] && again.faults == [])
  }

  @Test func `two lists or forms of one name are told`() {
    let form =
      "{form: a, title: 甲, revision: '1', fields: {x: {label: 甲, type: text}}, layout: {list: {}}}"
    let catalogue = FormCatalogue(sources: [
      DefinitionSource(.codeList, name: "codes/a.yaml", text: "{list: a, title: 甲, codes: [一]}"),
      DefinitionSource(.codeList, name: "codes/b.yaml", text: "{list: a, title: 乙, codes: [二]}"),
      DefinitionSource(.form, name: "a.yaml", text: form),
      DefinitionSource(.form, name: "b.yaml", text: form),
    ])
    #expect(
      catalogue.faults.map { $0.text(.chinese) } == [
        "codes/b.yaml:1: “a”定义了两次 → 改用另一个名称",
        "b.yaml:1: “a”定义了两次 → 改用另一个名称",
      ]
    )
    #expect(catalogue.forms["a"]?.title == "甲")
  }
}

import Findings
import FormDefinitions
import Spreadsheet

/// Reads 是 and 否 in all the ways in which people say so.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `yes-no.repaired` | note | a tick, 有, `Y`, `1` … was taken for 是 or 否 |
/// | `yes-no.remark-dropped` | warning | words behind 是 or 否 are not recorded |
/// | `yes-no.cross` | confirm | a crossed box or option: chosen or struck out? |
/// | `yes-no.both` | error | both options are ticked |
/// | `yes-no.unreadable` | error | neither |
struct YesNoReader: TypeReader {
  let strokes = Stroke.lines

  private static let yes: Set<String> = [
    "是", "是的", "有", "有的", "对", "正确", "y", "yes", "t", "true", "1", "√", "✓", "✔", "☑", "✅", "■",
    "v", "属于", "已", "已参加", "已经参加", "参加", "Ⅴ", "参保", "已参保", "享受", "已享受", "符合", "存在", "1.是", "是√",
    "√是",
  ]
  private static let no: Set<String> = [
    "否", "不是", "无", "没有", "没", "错", "不对", "n", "no", "f", "false", "0", "×", "✗", "✘", "╳", "✕",
    "✖", "x", "不", "未", "不属于", "未参加", "没参加", "没有参加", "未参保", "未享受", "不享受", "不符合", "不存在",
    "暂无", "2.否", "否√", "√否",
  ]
  private static let notChosen: Set<String> = ["□", "☐", "○", "是/否", "是否", "是、否", "有/无", "是,否"]

  func read(text: String) -> FieldReading {
    switch text {
    case "是": return .value(.boolean(true))
    case "否": return .value(.boolean(false))
    default: break
    }
    let typed = TypedText(text)
    let key = LabelText.key(typed.text.trimmingSentenceEnd())
    if let value = Self.meaning(key) {
      let isLabel = key == "是" || key == "否"
      let readAs = isLabel && typed.text == key ? nil : value ? "是" : "否"
      return .value(.boolean(value), typed.repairs.note("yes-no.repaired", readAs: readAs))
    }
    if Self.notChosen.contains(key) || Self.notChosen.contains(typed.text) {
      return .blank(writtenAs: typed.text)
    }
    if key == "☒" { return Self.crossed(true) }
    var boxes = typed
    // 口 is typed for □.
    boxes.scalars = boxes.scalars.map { $0 == "口" ? "□" : $0 }
    if let ticks = TickBoxes(boxes, isOption: { Self.meaning(LabelText.key($0)) != nil }) {
      return read(ticks)
    }
    return withRemark(key) ?? Self.unreadable
  }

  /// `是(因病)`, `否，已解决`.
  private func withRemark(_ key: String) -> FieldReading? {
    guard let mark = key.firstIndex(where: { "(,:-.".contains($0) }),
      let value = Self.meaning(String(key[..<mark]))
    else { return nil }
    let isBracketed = key[mark] == "(" && key.hasSuffix(")")
    let remark = key[key.index(after: mark)...].dropLast(isBracketed ? 1 : 0)
    guard !remark.isEmpty, key.first?.isNumber == false else { return nil }
    let text = value ? "是" : "否"
    if let said = Self.meaning(String(remark)) {
      // 否（无）says the same twice; 是（否）says nothing.
      guard said == value else { return nil }
      return .value(.boolean(value), Repairs().note("yes-no.repaired", readAs: text))
    }
    return .value(
      .boolean(value),
      [
        ValueRemark(
          "yes-no.remark-dropped",
          .warning,
          message: LocalizedText(
            "只记录“\(text)”，后面的“\(ChoiceReader.short(String(remark)))”没有记录",
            en: "“\(text)” was recorded, the words behind it were not."
          ),
          fix: LocalizedText("说明文字请写在备注里", en: "Write explanations into the remarks."),
          expected: text
        )
      ]
    )
  }

  private static func meaning(_ key: String) -> Bool? {
    if yes.contains(key) { return true }
    return no.contains(key) ? false : nil
  }

  private func read(_ ticks: TickBoxes) -> FieldReading {
    let meanings = ticks.options.map { Self.meaning(LabelText.key($0)) }
    guard !meanings.contains(nil) else { return Self.unreadable }
    let chosen = Set(ticks.ticked.compactMap { Self.meaning(LabelText.key($0)) })
    switch chosen.count {
    case 0: return .blank
    case 1:
      let value = chosen.contains(true)
      if ticks.isDoubtful { return Self.crossed(value) }
      return .value(
        .boolean(value),
        Repairs().note("yes-no.repaired", readAs: value ? "是" : "否")
      )
    default:
      return .fault(
        "yes-no.both",
        LocalizedText("“是”和“否”都选了", en: "Both 是 and 否 are ticked."),
        fix: LocalizedText("请只选一项", en: "Tick one only.")
      )
    }
  }

  func read(number: CellNumber) -> FieldReading {
    guard number.value == 0 || number.value == 1 else { return Self.unreadable }
    return read(boolean: number.value == 1)
  }

  func read(date: SerialDate) -> FieldReading { Self.unreadable }

  func read(boolean: Bool) -> FieldReading {
    .value(
      .boolean(boolean),
      Repairs().note("yes-no.repaired", readAs: boolean ? "是" : "否")
    )
  }

  private static func crossed(_ value: Bool) -> FieldReading {
    let text = value ? "是" : "否"
    let remark = ValueRemark(
      "yes-no.cross",
      .confirm,
      message: LocalizedText(
        "打的是叉，可能表示选中，也可能表示不是，按“\(text)”记录",
        en: "A cross may mean chosen or not; “\(text)” is taken."
      ),
      fix: LocalizedText("请填“是”或“否”", en: "Write 是 or 否."),
      expected: text
    )
    return .value(.boolean(value), [remark])
  }

  private static let unreadable = FieldReading.fault(
    "yes-no.unreadable",
    LocalizedText("应填“是”或“否”", en: "是 or 否 is asked."),
    fix: LocalizedText("请从下拉列表里选“是”或“否”", en: "Choose 是 or 否 from the list."),
    expected: "是、否"
  )
}

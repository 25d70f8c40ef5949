public import FormDefinitions
import Findings
import Spreadsheet

/// What keeps a form that loads from being printed as it says.
///
/// Only a plan knows how high texts become on paper; the definition's own checks cannot tell.
///
/// - Parameter form: a form without faults of loading. Its file is taken to be named for it.
/// - Returns: The faults in the order of the definition's lines.
public func layoutFaults(of form: FormDefinition) -> [DefinitionFault] {
  LayoutFaults(form: form).all().sorted { $0.line < $1.line }
}

private struct LayoutFaults {
  let form: FormDefinition

  func all() -> [DefinitionFault] { cardFaults() + sheetNameFaults() }

  private func fault(
    _ code: Finding.Code,
    line: Int,
    _ message: LocalizedText,
    _ fix: LocalizedText
  ) -> DefinitionFault {
    DefinitionFault(file: "\(form.id).yaml", line: line, code: code, message: message, fix: fix)
  }

  private func cardFaults() -> [DefinitionFault] {
    guard let card = form.card, let plan = form.cardPlan() else { return [] }
    var faults: [DefinitionFault] = []
    if !card.spansPages, plan.fill > 1 {
      let percent = Int((plan.fill * 100).rounded(.up))
      faults.append(
        fault(
          "layout.too-high",
          line: card.rows.first?.line ?? 0,
          LocalizedText(
            "一张卡片要占一页的 \(percent)%，印不下",
            en: "A card needs \(percent) % of its page"
          ),
          LocalizedText(
            "减少行数或子表的 rows，缩短文字、加宽窄列，或改用更大的纸",
            en: "Take out rows, shorten texts, widen narrow columns, or take larger paper"
          )
        )
      )
    }
    let limit = min(409, plan.page.printableHeight)
    if let row = plan.rows.first(where: { max($0.height, $0.minimumHeight) > limit }) {
      let height = Int(max(row.height, row.minimumHeight).rounded(.up))
      faults.append(
        fault(
          "layout.row-too-high",
          line: line(of: row.kind, in: card),
          LocalizedText(
            "这一行要 \(height) 磅高，一行最多 \(Int(limit)) 磅",
            en: "This row needs \(height) points; a row has \(Int(limit)) at most"
          ),
          LocalizedText("缩短文字或加宽这一列", en: "Shorten the text or widen its column")
        )
      )
    }
    return faults
  }

  /// The line of the definition that a row of a card comes from.
  private func line(of kind: CardPlan.RowKind, in card: CardLayout) -> Int {
    switch kind {
    case .grid(let number): card.rows[number - 1].line
    case .tableHeader(let table), .tableRow(let table, _): form.table(table)?.line ?? 0
    case .continuation: 0
    }
  }

  /// Programs do not tell upper from lower case in the names of sheets, and hold none twice.
  private func sheetNameFaults() -> [DefinitionFault] {
    var seen: Set<String> = [
      InstructionsSheet.name, IndexSheet.name, CodeListSheet.name, WorkbookIdentity.sheetName,
    ]
    var tabs = [(name: form.name, line: 1)]
    if form.list != nil {
      tabs += form.tables.filter { !$0.isPreset }.map { ($0.name, $0.line) }
    }
    return tabs.compactMap { tab in
      let name = WorksheetName(nearestTo: tab.name).text
      guard !seen.insert(name.lowercased()).inserted else { return nil }
      return fault(
        "layout.sheet-name",
        line: tab.line,
        LocalizedText("工作簿里已有名为“\(name)”的工作表", en: "There is a sheet ‘\(name)’ already"),
        LocalizedText("换一个 name", en: "Write another name")
      )
    }
  }
}

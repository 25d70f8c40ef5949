public import Findings
import FormDefinitions
import FormLayout
import Foundation
public import Spreadsheet

extension Rollup {
  /// The roll-up as a workbook in the style of official tables, on as many sheets as its columns need.
  ///
  /// The sums are formulas with their values; means are reckoned from the sums beside them.
  public func workbook(_ language: Language) -> WorkbookLayout {
    var styles = StyleBook()
    let sheets = RollupPages(self, language).sheets(styles: &styles)
    return WorkbookLayout(
      sheets: sheets,
      styles: styles.styles,
      properties: DocumentProperties(
        title: title(language),
        author: "填报 Tianbao",
        company: area,
        created: CalendarDate(iso: units.lastDay) ?? .epoch
      )
    )
  }
}

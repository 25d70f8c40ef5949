public import FormDefinitions
import Spreadsheet
import Synchronization

/// What the workbooks of one form have in common, made with the first of them and kept for the rest.
///
/// A workbook is the same with a template of its own and with one that others have used, in
/// whatever order and on however many processors.
public final class FormTemplate: Sendable {
  /// The form.
  public let form: FormDefinition
  /// The style of hidden keys.
  let keyStyle: Int
  /// 填表说明 and the code lists, without the stamps.
  let instructions: SheetLayout
  let codes: CodeListSheet
  /// The styles of these sheets.
  let styles: StyleBook
  private let cards = Mutex<[CardStart.Key: CardStart]>([:])

  /// The beginnings that are kept at most: more are made by areas with figures of their own, and by
  /// first households of many sizes.
  private static let maximumCount = 64

  /// Begins a template of a form.
  public init(_ form: FormDefinition) {
    self.form = form
    var styles = StyleBook()
    keyStyle = styles.index(FormStyle.key)
    codes = CodeListSheet(form: form, keyStyle: keyStyle)
    instructions = InstructionsSheet(form: form).draw(styles: &styles)
    self.styles = styles
  }

  /// The cards of a workbook before the first is drawn; `nil` for a form that has none.
  func cards(from first: PrefilledRecord, _ context: DrawingContext) -> CardStart? {
    let key = CardStart.Key(
      figures: RuleFigures(form: form, request: context.request).parameters(dates: []),
      rows: CardSheet.rowCounts(of: first, form: form)
    )
    var start = cards.withLock { $0[key] }
    if start == nil {
      var common = context
      common.request.records = []
      start = CardStart(form: form, context: common, first: first, styles: styles)
      if let start {
        cards.withLock {
          if $0.count >= Self.maximumCount { $0 = [:] }
          $0[key] = start
        }
      }
    }
    start?.sheet.context = context
    return start
  }
}

/// Cards of a workbook as they are before the first is drawn: its plan is made, its styles and
/// formulas are known.
struct CardStart: Sendable {
  /// What beginnings that are the same have in common.
  struct Key: Hashable {
    /// The figures that stand in the formulas.
    let figures: [String: FormulaParameter]
    /// The rows of the first card's tables.
    let rows: [String: Int]
  }

  var sheet: CardSheet
  let styles: StyleBook

  init?(
    form: FormDefinition,
    context: DrawingContext,
    first: PrefilledRecord,
    styles: StyleBook
  ) {
    guard var sheet = CardSheet(form: form, context: context) else { return nil }
    var styles = styles
    sheet.prepare(for: first, styles: &styles)
    self.sheet = sheet
    self.styles = styles
  }
}

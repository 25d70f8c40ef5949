import FormDefinitions
import Spreadsheet

/// The hidden sheet with the code lists, a column each.
///
/// Lists always stand on a sheet and are referred to by range: a list inside a validation is
/// limited to 255 characters and cannot hold commas.
struct CodeListSheet {
  static let name = "代码表"

  /// Where the lists stand.
  struct Ranges {
    fileprivate var plain: [String: String] = [:]
    fileprivate var cascading: [String: (parents: String, firstChild: String)] = [:]
    /// The range with 是 and 否.
    fileprivate(set) var yesNo = ""

    /// The cells with a list's labels, by list.
    var labels: [String: String] { plain }

    /// The formula of a validation that offers a list.
    ///
    /// - Parameters:
    ///   - list: the list's identifier.
    ///   - parent: the cell whose value narrows a cascading list.
    /// - Returns: the formula without a leading `=`, or `nil` for an unknown list.
    func formula(for list: String, parent: CellReference?) -> String? {
      guard let parent, let (parents, child) = cascading[list] else { return plain[list] }
      // Functions that Excel, WPS and LibreOffice all have; the parent cell moves with the row.
      let cell = parent.description
      return "OFFSET(\(child),MATCH(\(cell),\(parents),0)-1,0,COUNTIF(\(parents),\(cell)),1)"
    }
  }

  private(set) var sheet: SheetLayout
  private(set) var ranges = Ranges()
  private var column = 2

  init(form: FormDefinition, keyStyle: Int) {
    sheet = SheetLayout(name: WorksheetName(nearestTo: Self.name))
    sheet.isHidden = true
    sheet.columns = [ColumnLayout(width: 8, isHidden: true)]
    sheet.rows = [RowLayout(row: 1, height: 12, isHidden: true)]
    ranges.yesNo = add("是否", ["是", "否"], style: keyStyle)
    for id in form.codeLists.keys.sorted() {
      guard let list = form.codeLists[id] else { continue }
      ranges.plain[id] = add(list.title, list.codes.map(\.label), style: keyStyle)
      guard let parent = list.parent.flatMap({ form.codeLists[$0] }) else { continue }
      let pairs = parent.codes.flatMap { parent in
        list.codes.filter { $0.parents.isEmpty || $0.parents.contains(parent.label) }
          .map { (parent.label, $0.label) }
      }
      let parents = add("\(list.title)（上级）", pairs.map(\.0), style: keyStyle)
      let firstChild = CellReference(3, column).absolute
      _ = add("\(list.title)（按上级）", pairs.map(\.1), style: keyStyle)
      ranges.cascading[id] = (parents, "\(sheet.name.quoted)!\(firstChild)")
    }
    sheet.cells.sort { $0.reference < $1.reference }
  }

  /// Puts the stamp into the sheet, once the identity is known.
  mutating func stamp(_ context: DrawingContext, keyStyle: Int) {
    sheet.cells.insert(
      contentsOf: context.keyRow(role: .codes, columns: [], style: keyStyle),
      at: 0
    )
    sheet.protection = ProtectionLayout()
  }

  private mutating func add(_ title: String, _ labels: [String], style: Int) -> String {
    let column = column
    self.column += 1
    sheet.cells.append(DrawnCell(CellReference(2, column), .text(title), style: style))
    for (index, label) in labels.enumerated() {
      sheet.cells.append(DrawnCell(CellReference(3 + index, column), .text(label), style: style))
    }
    let range = CellRange(
      CellReference(3, column),
      CellReference(2 + max(1, labels.count), column)
    )
    return "\(sheet.name.quoted)!\(range.absolute)"
  }
}

public import FormDefinitions
public import Ledger
public import Spreadsheet
import FormIntake
import FormLayout
import Foundation

/// The records of a form that count, as a workbook: a sheet for the records, and one for each table,
/// whose rows begin with the number and the key of their record.
///
/// Numbers are numbers and dates are dates; numbers that identify are texts. What is hidden in a
/// public notice is text, too.
public struct RecordWorkbook: Sendable {
  private struct Sheet {
    let name: String
    let title: String
    let leading: [String]
    let fields: [FieldDefinition]
    let inTable: Bool
    var rows: [[DrawnContent]] = []
  }

  private let form: FormDefinition
  private let masking: Masking?
  private var sheets: [Sheet]
  private var lastDay = ""
  /// The number of records.
  public private(set) var count = 0

  /// Creates an empty workbook.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - masked: whether personal data are hidden, as in a public notice.
  public init(_ form: FormDefinition, masked: Bool) {
    self.form = form
    masking = masked ? Masking(form) : nil
    let key = form.key.flatMap { form.field($0)?.label }
    sheets =
      [
        Sheet(
          name: form.name,
          title: form.title,
          leading: ["记录号", "单位代码", "报告期", "方案", "收到时间"],
          fields: form.fields.filter { $0.type != .signature },
          inTable: false
        )
      ]
      + form.tables.map { table in
        Sheet(
          name: table.name,
          title: "\(form.title)：\(table.label)",
          leading: ["记录号", key ?? "主键", "行号"],
          fields: table.fields.filter { $0.type != .signature },
          inTable: true
        )
      }
  }

  /// Adds the records of a version.
  public mutating func add(_ submission: FiledSubmission, _ stored: [StoredRecord]) {
    lastDay = max(lastDay, String(submission.receivedAt.prefix(10)))
    let keyField = form.key.flatMap { form.field($0) }
    for (index, record) in stored.enumerated() {
      count += 1
      let number = DrawnContent.text("\(submission.id)-\(index + 1)")
      sheets[0].rows.append(
        [
          number, .text(submission.identity.unit), .text(submission.identity.period),
          .text(submission.identity.campaign), .text(submission.receivedAt),
        ] + sheets[0].fields.map { content(record.values[$0.id], $0, inTable: false) }
      )
      let key = keyField.map { content(record.values[$0.id], $0, inTable: false) } ?? .blank
      for (place, table) in form.tables.enumerated() {
        for (row, values) in (record.values[table.id]?.rows ?? []).enumerated() {
          sheets[place + 1].rows.append(
            [number, key, .number(Double(row + 1))]
              + sheets[place + 1].fields.map { content(values[$0.id], $0, inTable: true) }
          )
        }
      }
    }
  }

  private func content(
    _ value: StoredValue?,
    _ field: FieldDefinition,
    inTable: Bool
  ) -> DrawnContent {
    if case .text(let text)? = masking?.shown(value, of: field, inTable: inTable) {
      return text.isEmpty ? .blank : .text(text)
    }
    guard let value, value != .null else { return .blank }
    let plain = value.text(of: field.type)
    switch value.value(of: field.type) {
    case .number(let number): return .number(number.nearestDouble)
    case .date(let date): return .number(SerialDate(date).serial)
    case .month(let month):
      guard let day = CalendarDate(year: month.year, month: month.month, day: 1) else { break }
      return .number(SerialDate(day).serial)
    default: break
    }
    return plain.isEmpty ? .blank : .text(plain)
  }

  // MARK: Drawing

  /// The workbook.
  ///
  /// A worksheet has 1,048,576 rows; what goes beyond is on a further one.
  public var layout: WorkbookLayout {
    var styles = StyleBook()
    var names: Set<String> = []
    let drawn = sheets.flatMap { sheet in
      let room = CellReference.maximumRow - 2
      return stride(from: 0, to: max(1, sheet.rows.count), by: room).map { start in
        draw(
          sheet,
          sheet.rows[min(start, sheet.rows.count)..<min(start + room, sheet.rows.count)],
          name: Self.name(sheet.name, &names),
          &styles
        )
      }
    }
    return WorkbookLayout(
      sheets: drawn,
      styles: styles.styles,
      properties: DocumentProperties(
        title: form.title,
        author: "填报 Tianbao",
        created: CalendarDate(iso: lastDay) ?? .epoch
      )
    )
  }

  private static func name(_ text: String, _ names: inout Set<String>) -> WorksheetName {
    var number = 1
    while true {
      let suffix = number == 1 ? "" : "（\(number)）"
      let name = WorksheetName(nearestTo: String(text.prefix(24)) + suffix)
      if names.insert(name.text.lowercased()).inserted { return name }
      number += 1
    }
  }

  private func draw(
    _ sheet: Sheet,
    _ rows: ArraySlice<[DrawnContent]>,
    name: WorksheetName,
    _ styles: inout StyleBook
  ) -> SheetLayout {
    var layout = SheetLayout(name: name)
    let titleStyle = styles.index(FormStyle.title(size: 16))
    let head = styles.index(FormStyle.label(size: 9))
    let plain = styles.index(Self.style("@"))
    let whole = styles.index(Self.style("0"))
    let fieldStyles = sheet.fields.map { field in
      var style = Self.style(FieldStyle.numberFormat(of: field.type))
      style.wraps = field.isMultiline
      return styles.index(style)
    }
    let leadingStyles = sheet.leading.map { $0 == "行号" ? whole : plain }
    let headings =
      sheet.leading
      + sheet.fields.map { field in field.unit.map { "\(field.label)（\($0)）" } ?? field.label }
    let last = headings.count
    layout.columns =
      sheet.leading.map { ColumnLayout(width: $0 == "行号" ? 6 : 20) }
      + sheet.fields.map { ColumnLayout(width: Self.width(of: $0)) }
    layout.cells = [DrawnCell(CellReference(1, 1), .text(sheet.title), style: titleStyle)]
    layout.cells += headings.enumerated().map {
      DrawnCell(CellReference(2, $0 + 1), .text($1), style: head)
    }
    for (index, row) in rows.enumerated() {
      for (column, content) in row.enumerated() {
        let style =
          column < leadingStyles.count
          ? leadingStyles[column] : fieldStyles[column - leadingStyles.count]
        layout.cells.append(
          DrawnCell(CellReference(index + 3, column + 1), content, style: style)
        )
      }
    }
    layout.rows = [RowLayout(row: 1, height: 28), RowLayout(row: 2, height: 30)]
    layout.frozenAt = CellReference(3, min(last, 3))
    layout.autofilter = CellRange(CellReference(2, 1), CellReference(max(3, rows.count + 2), last))
    layout.page.isLandscape = true
    layout.page.paper = .a3
    layout.page.fitsWidth = true
    layout.page.repeatedRows = 2...2
    layout.page.centersHorizontally = false
    layout.page.footer = "&C&9第 &P 页 共 &N 页"
    return layout
  }

  private static func style(_ format: String) -> CellStyle {
    var style = CellStyle()
    style.size = 10
    style.borders = .all(.thin)
    style.numberFormat = format
    return style
  }

  /// The width in characters: the definition's, else what the type and the label need.
  private static func width(of field: FieldDefinition) -> Double {
    if let width = field.width { return width }
    let label = Double(Measure.halfWidths(field.label))
    let own: Double =
      switch field.type {
      case .identityNumber: 24
      case .mobileNumber, .divisionCode, .money: 14
      case .creditCode: 21
      case .date: 12
      case .month, .year, .integer, .decimal, .percent, .yesNo: 9
      case .choice, .choices: 14
      case .text: field.isMultiline ? 36 : 14
      case .signature: 9
      }
    // Labels wrap onto two lines.
    return min(50, max(own, label / 2 + 2))
  }
}

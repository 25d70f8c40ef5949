import Findings
import FormDefinitions
import FormLayout
import Spreadsheet

/// Where a workbook carries its identity, and what each carrier says.
struct IdentityCarriers {
  /// From the custom document properties.
  var properties: WorkbookIdentity?
  /// From the hidden sheet.
  var sheet: WorkbookIdentity?
  /// From the defined names.
  var names: WorkbookIdentity?
  /// From the stamps in the corner of the worksheets, by zero-based sheet.
  var stamps: [Int: SheetStamp] = [:]

  init(_ workbook: Workbook) {
    properties = WorkbookIdentity {
      workbook.customProperties[WorkbookIdentity.propertyPrefix + $0]
    }
    names = WorkbookIdentity { part in
      let name = WorkbookIdentity.namePrefix + part
      let formula =
        workbook.definedNames[name]
        ?? workbook.definedNames.first { $0.key.hasSuffix("!" + name) }?.value
      return formula.flatMap(Self.constant)
    }
    for (index, worksheet) in workbook.worksheets.enumerated() {
      for cell in worksheet.cells.prefix(400) where cell.reference.row <= 10 {
        if case .text(let text) = cell.value, text.hasPrefix("tianbao1|"),
          let stamp = SheetStamp(text)
        {
          stamps[index] = stamp
          if stamp.role == .identity { sheet = stamp.identity }
          break
        }
      }
      if worksheet.name == WorkbookIdentity.sheetName, sheet == nil {
        sheet = Self.table(of: worksheet)
      }
    }
  }

  /// What the carriers agree on: the identity that most of them name, in the order properties,
  /// hidden sheet, names, stamps.
  var identity: WorkbookIdentity? {
    let said = all
    guard let first = said.first else { return nil }
    return said.max { left, right in
      let counts = (said.filter { $0 == left }.count, said.filter { $0 == right }.count)
      return counts.0 < counts.1
        || (counts.0 == counts.1
          && (said.firstIndex(of: left) ?? 0) > (said.firstIndex(of: right) ?? 0))
    } ?? first
  }

  /// Whether carriers name different forms, revisions, units, periods or batches.
  ///
  /// A sheet of another form is no contradiction: it is left out, and that is said of the sheet.
  var isContradictory: Bool {
    let form = identity?.form
    return Set(ofWorkbook + onRecords.filter { $0.form == form }).count > 1
  }

  private var all: [WorkbookIdentity] { ofWorkbook + onRecords }

  private var ofWorkbook: [WorkbookIdentity] { [properties, sheet, names].compactMap { $0 } }

  private var onRecords: [WorkbookIdentity] {
    stamps.sorted { $0.key < $1.key }.filter {
      switch $0.value.role {
      case .records, .table: true
      default: false
      }
    }.map(\.value.identity)
  }

  /// The text of a formula that is a quoted constant.
  private static func constant(_ formula: String) -> String? {
    var text = formula[...]
    if text.hasPrefix("=") { text = text.dropFirst() }
    guard text.hasPrefix("\""), text.hasSuffix("\""), text.count >= 2 else { return nil }
    return String(text.dropFirst().dropLast().replacing("\"\"", with: "\""))
  }

  private static func table(of worksheet: Worksheet) -> WorkbookIdentity? {
    var parts: [String: String] = [:]
    for cell in worksheet.cells where cell.reference.column == 1 {
      guard case .text(let name) = cell.value,
        let value = worksheet[CellReference(cell.reference.row, 2)]?.value
      else { continue }
      parts[name] =
        switch value {
        case .text(let text): text
        case .number(let number): number.rawText
        default: nil
        }
    }
    return WorkbookIdentity { parts[$0] }
  }
}

/// Recognises a form by its labels, where a workbook has lost every carrier of its identity.
struct LabelRecognition {
  let form: FormDefinition
  /// The layout that the labels' places tell.
  let layout: LayoutKind
  /// The zero-based worksheet that holds most labels.
  let sheet: Int
  /// The share of the form's labels that the sheet has, 0 to 1.
  let share: Double

  /// The best form for a workbook, if its labels are mostly there.
  ///
  /// - Parameters:
  ///   - workbook: the workbook.
  ///   - forms: the forms that it may be.
  ///   - printed: the role of a sheet that a form prints beside its records, by its texts.
  init?(
    _ workbook: Workbook,
    forms: [FormDefinition],
    printed: (FormDefinition, Set<String>) -> SheetRole?
  ) {
    var best: LabelRecognition?
    for (index, worksheet) in workbook.worksheets.enumerated() {
      var byRow: [String: Set<Int>] = [:]
      for cell in worksheet.cells {
        if let key = cell.labelKey { byRow[key, default: []].insert(cell.reference.row) }
      }
      for form in forms {
        let tableFields = form.card == nil ? [] : form.tables.flatMap(\.fields)
        let fields = (form.fields + tableFields).filter { $0.type != .signature }
        guard fields.count >= 3, printed(form, Set(byRow.keys)) == nil else { continue }
        var rows: [Int: Int] = [:]
        var found = 0
        for field in fields {
          let hits = ([field.label] + field.aliases).compactMap { byRow[LabelText.key($0)] }
          if !hits.isEmpty { found += 1 }
          for row in Set(hits.flatMap { $0 }) { rows[row, default: 0] += 1 }
        }
        let recordFields = form.fields.filter { $0.type != .signature }.count
        let isList =
          form.list != nil && Double(rows.values.max() ?? 0) >= 0.6 * Double(recordFields)
        let share =
          isList
          ? Double(rows.values.max() ?? 0) / Double(recordFields)
          : Double(found) / Double(fields.count)
        guard share >= 0.6, share > best?.share ?? 0 else { continue }
        best = LabelRecognition(
          form: form,
          layout: isList ? .list : .card,
          sheet: index,
          share: min(1, share)
        )
      }
    }
    guard let best else { return nil }
    self = best
  }

  private init(form: FormDefinition, layout: LayoutKind, sheet: Int, share: Double) {
    self.form = form
    self.layout = layout
    self.sheet = sheet
    self.share = share
  }
}

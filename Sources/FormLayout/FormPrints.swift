public import FormDefinitions
public import Spreadsheet

/// What a generated workbook prints beside its input cells, so that the importer knows its own.
public enum FormPrints {
  /// The names of the sheets that a workbook has beside its records and their tables.
  public static let otherSheets: Set<String> = [
    InstructionsSheet.name, IndexSheet.name, CodeListSheet.name, WorkbookIdentity.sheetName,
  ]

  /// The line for signatures under a list.
  public static let listFoot = ListSheet.foot

  /// What a sheet says of a record with which nothing is wrong.
  public static let checkedRight = CheckFormulas.right

  /// How a check says that fields are not filled in; their labels follow behind a colon.
  public static let notFilled = CheckFormulas.notFilled

  /// How a check says that values are wrong for their type; the fields' labels follow behind a colon.
  ///
  /// - Returns: the words; `nil` for a type of which no check says so.
  public static func wrongValue(_ type: FieldType) -> String? { CheckSlot.FaultKind(type)?.words }

  /// The heading of the column that says what is wrong.
  public static let checkLabel = "自查"

  /// Whether a value may have come from a cell that checks a sheet, should its formula be gone.
  public static func isCheckText(_ value: CellValue) -> Bool {
    switch value {
    case .emptyFormula, .number, .error: true
    case .text(let text):
      text.isEmpty || text == CheckFormulas.right
        || text == checkLabel || ["；", "、", "|", "还没有填"].contains { text.hasPrefix($0) }
    case .date, .boolean, .picture: false
    }
  }

  /// The identifiers of a list's columns in printed order.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - table: the zero-based table whose own sheet is meant; `nil` for the records.
  /// - Returns: the identifiers.
  public static func columnOrder(_ form: FormDefinition, table: Int?) -> [String] {
    let columns =
      table.map { ListColumns(table: form.tables[$0], form: form).columns }
      ?? ListColumns(form: form).columns
    return columns.compactMap { column in
      if case .field(let id) = column.key { id } else { nil }
    }
  }

  /// The texts that 填表说明 prints, as ``LabelText`` compares them.
  public static func instructions(_ form: FormDefinition) -> Set<String> {
    Set(InstructionsSheet.texts(of: form).map(LabelText.key))
  }

  /// The texts of the code lists on the hidden sheet, as ``LabelText`` compares them.
  public static func codes(_ form: FormDefinition) -> Set<String> {
    var texts: Set<String> = ["是否", "是", "否"]
    for list in form.codeLists.values {
      texts.insert(LabelText.key(list.title))
      texts.insert(LabelText.key("\(list.title)（上级）"))
      texts.insert(LabelText.key("\(list.title)（按上级）"))
      texts.formUnion(list.codes.map { LabelText.key($0.label) })
    }
    return texts
  }
}

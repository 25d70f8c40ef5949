public import FormDefinitions
public import Spreadsheet

/// A form's workbook as a value: everything that is drawn, and the identity that it carries.
public struct FormWorkbook: Hashable, Sendable {
  /// What the file will hold.
  public var layout: WorkbookLayout
  /// What the workbook knows of itself.
  public var identity: WorkbookIdentity

  /// Lays out a form for a request.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - request: the unit, period, records and layout.
  /// - Throws: ``LayoutMissing`` when the form does not have the requested layout.
  public init(form: FormDefinition, request: WorkbookRequest) throws(LayoutMissing) {
    try self.init(FormTemplate(form), request: request)
  }

  /// Lays out a form of which several workbooks are made.
  ///
  /// - Parameters:
  ///   - template: what the form's workbooks have in common.
  ///   - request: the unit, period, records and layout.
  /// - Throws: ``LayoutMissing`` when the form does not have the requested layout.
  public init(_ template: FormTemplate, request: WorkbookRequest) throws(LayoutMissing) {
    let form = template.form
    identity = WorkbookIdentity(
      form: form.id,
      revision: form.revision,
      layout: request.layout.rawValue,
      unit: request.unit?.code ?? "",
      period: request.period?.description ?? "",
      batch: BatchMark.mark(form: form, request: request),
      campaign: request.campaign
    )
    var styles = template.styles
    let keyStyle = template.keyStyle
    var codes = template.codes
    let context = DrawingContext(request: request, identity: identity, codeRanges: codes.ranges)
    codes.stamp(context, keyStyle: keyStyle)
    var records = request.records
    records += Array(
      repeating: PrefilledRecord(),
      count: max(0, request.blankCopies)
    )
    if records.isEmpty { records = [PrefilledRecord()] }
    if form.card?.spansPages == true { records = Array(records.prefix(1)) }

    var sheets: [SheetLayout] = [
      InstructionsSheet.stamped(template.instructions, context, keyStyle: keyStyle)
    ]
    var names: [DefinedName] = []
    switch request.layout {
    case .card:
      guard let start = template.cards(from: records[0], context) else {
        throw LayoutMissing(form: form.id, layout: .card)
      }
      var cardSheet = start.sheet
      styles = start.styles
      let (drawn, cards) = cardSheet.draw(records, styles: &styles)
      if form.card?.spansPages != true {
        sheets.append(
          IndexSheet(form: form, context: context).draw(cards, records: records, styles: &styles)
        )
      }
      names = cards.compactMap {
        DefinedName(
          "tianbao_card_\($0.number)",
          formula: "\($0.sheet.quoted)!\($0.range.absolute)"
        )
      }
      names += cardSheet.names
      sheets += drawn
    case .list:
      guard let list = form.list else { throw LayoutMissing(form: form.id, layout: .list) }
      let drawn = ListDrawer(form: form, list: list, context: context).draw(
        records,
        styles: &styles
      )
      sheets += drawn.sheets
      names = drawn.names
    }
    sheets.append(codes.sheet)
    sheets.append(IdentitySheet.sheet(context, keyStyle: keyStyle))
    names += identity.parts.compactMap {
      DefinedName(WorkbookIdentity.namePrefix + $0.name, formula: "\"\($0.value)\"")
    }
    layout = WorkbookLayout(
      sheets: sheets,
      styles: styles.styles,
      definedNames: names,
      properties: DocumentProperties(
        title: form.title,
        subject: identity.printedCode,
        author: "填报 Tianbao",
        company: request.unit.map { $0.county + $0.township + $0.name } ?? "",
        created: request.created,
        custom: identity.parts.map {
          CustomProperty(WorkbookIdentity.propertyPrefix + $0.name, $0.value)
        }
      ),
      activeSheet: 1
    )
  }
}

/// A form has no layout of the requested kind.
public struct LayoutMissing: Error, Hashable, Sendable {
  /// The form's identifier.
  public var form: String
  /// The layout that was asked for.
  public var layout: LayoutKind

  /// Says what a form lacks.
  package init(form: String, layout: LayoutKind) {
    self.form = form
    self.layout = layout
  }
}

/// A workbook to be drawn: everything that the file will hold, as a value.
///
/// A layout is complete: whoever draws it decides nothing. Equal layouts give equal bytes.
public struct WorkbookLayout: Hashable, Sendable {
  /// The worksheets in tab order.
  public var sheets: [SheetLayout]
  /// The cell styles that cells refer to by index.
  public var styles: [CellStyle]
  /// Workbook-wide defined names.
  public var definedNames: [DefinedName]
  /// What the file says about itself.
  public var properties: DocumentProperties
  /// The zero-based index of the sheet that is shown first.
  public var activeSheet: Int

  /// Creates a layout.
  public init(
    sheets: [SheetLayout] = [],
    styles: [CellStyle] = [],
    definedNames: [DefinedName] = [],
    properties: DocumentProperties = DocumentProperties(),
    activeSheet: Int = 0
  ) {
    self.sheets = sheets
    self.styles = styles
    self.definedNames = definedNames
    self.properties = properties
    self.activeSheet = activeSheet
  }
}

/// A name that stands for a range or a constant in formulas.
public struct DefinedName: Hashable, Sendable {
  /// The name; it starts with a letter or `_` and looks like no cell reference.
  public var name: String
  /// What it stands for, without a leading `=`, such as `'代码表'!$A$2:$A$9` or `"screening"`.
  public var formula: String

  /// Creates a name, or `nil` when the name breaks the format's rules (§18.2.5: letters, digits,
  /// `_` and `.`, no cell reference, at most 255 characters).
  public init?(_ name: String, formula: String) {
    guard let first = name.unicodeScalars.first,
      first == "_" || first.properties.isAlphabetic, name.unicodeScalars.count <= 255,
      name.unicodeScalars.allSatisfy({
        $0.properties.isAlphabetic || $0.properties.numericType == .decimal || $0 == "_"
          || $0 == "."
      }), CellReference(name) == nil, !Self.looksLikeRowColumn(name)
    else { return nil }
    self.name = name
    self.formula = formula
  }

  /// `R1C1`, `r`, `C` and the like, which spreadsheet programs take for references.
  private static func looksLikeRowColumn(_ name: String) -> Bool {
    var rest = name.uppercased()[...]
    guard let first = rest.first, first == "R" || first == "C" else { return false }
    if rest.first == "R" { rest = rest.dropFirst().drop(while: \.isNumber) }
    if rest.first == "C" { rest = rest.dropFirst().drop(while: \.isNumber) }
    return rest.isEmpty
  }
}

/// What a file says about itself (docProps/core.xml, app.xml and custom.xml).
public struct DocumentProperties: Hashable, Sendable {
  /// The document's title.
  public var title: String
  /// The document's subject.
  public var subject: String
  /// Who made the document.
  public var author: String
  /// The organisation.
  public var company: String
  /// When the document was made: the moment is part of the input, never the clock's.
  public var created: CalendarDate
  /// Custom properties in order, text each, at most 255 bytes a name and a value.
  public var custom: [CustomProperty]

  /// Creates document properties.
  public init(
    title: String = "",
    subject: String = "",
    author: String = "",
    company: String = "",
    created: CalendarDate = .epoch,
    custom: [CustomProperty] = []
  ) {
    self.title = title
    self.subject = subject
    self.author = author
    self.company = company
    self.created = created
    self.custom = custom
  }
}

/// A custom document property.
public struct CustomProperty: Hashable, Sendable {
  /// The property's name.
  public var name: String
  /// The property's text.
  public var value: String

  /// Creates a property.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

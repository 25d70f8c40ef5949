/// What a workbook knows of itself: it travels in several carriers, so that some may be lost.
public struct WorkbookIdentity: Hashable, Sendable {
  /// The form's identifier.
  public var form: String
  /// The form's revision.
  public var revision: String
  /// How records are laid out, `card` or `list`.
  public var layout: String
  /// The unit's 12-digit division code; empty if the workbook is for nobody in particular.
  public var unit: String
  /// The period, such as `2023-05`; empty if the form has none.
  public var period: String
  /// A mark of the generated batch: eight hexadecimal digits that follow from its content.
  public var batch: String
  /// The round (campaign) for which the workbook was made; empty for none.
  public var campaign: String

  /// Creates an identity.
  public init(
    form: String,
    revision: String,
    layout: String,
    unit: String = "",
    period: String = "",
    batch: String = "",
    campaign: String = ""
  ) {
    self.form = form
    self.revision = revision
    self.layout = layout
    self.unit = unit
    self.period = period
    self.batch = batch
    self.campaign = campaign
  }

  /// The parts by the names under which properties and defined names carry them.
  public var parts: [(name: String, value: String)] {
    [
      ("form", form), ("revision", revision), ("layout", layout), ("unit", unit),
      ("period", period), ("batch", batch),
    ] + (campaign.isEmpty ? [] : [("campaign", campaign)])
  }

  /// Creates an identity from named parts; `nil` without form and revision.
  public init?(parts: (String) -> String?) {
    guard let form = parts("form"), !form.isEmpty, let revision = parts("revision"),
      !revision.isEmpty
    else { return nil }
    self.init(
      form: form,
      revision: revision,
      layout: parts("layout") ?? "",
      unit: parts("unit") ?? "",
      period: parts("period") ?? "",
      batch: parts("batch") ?? "",
      campaign: parts("campaign") ?? ""
    )
  }

  /// The prefix of the custom document properties, such as `tianbao.form`.
  public static let propertyPrefix = "tianbao."
  /// The prefix of the defined names, such as `tianbao_form`.
  public static let namePrefix = "tianbao_"
  /// The name of the hidden sheet.
  public static let sheetName = "_tianbao"

  /// The code printed on each page.
  public var printedCode: String {
    [form, revision, unit, period, batch].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// What a worksheet of a generated workbook is for.
public enum SheetRole: Hashable, Sendable {
  /// How to fill the form in.
  case instructions
  /// The table of contents.
  case index
  /// The records, as cards or as a list.
  case records
  /// A table's rows of all records, in the list layout.
  case table(String)
  /// The code lists.
  case codes
  /// The identity.
  case identity

  var name: String {
    switch self {
    case .instructions: "instructions"
    case .index: "index"
    case .records: "records"
    case .table(let id): "table:\(id)"
    case .codes: "codes"
    case .identity: "identity"
    }
  }

  init?(name: String) {
    switch name {
    case "instructions": self = .instructions
    case "index": self = .index
    case "records": self = .records
    case "codes": self = .codes
    case "identity": self = .identity
    default:
      guard name.hasPrefix("table:") else { return nil }
      self = .table(String(name.dropFirst(6)))
    }
  }
}

/// The text in the hidden cell A1 of every generated worksheet: it stays with a sheet that is
/// copied into another workbook.
public struct SheetStamp: Hashable, Sendable {
  /// The workbook's identity.
  public var identity: WorkbookIdentity
  /// What the sheet is for.
  public var role: SheetRole

  /// Creates a stamp.
  public init(identity: WorkbookIdentity, role: SheetRole) {
    self.identity = identity
    self.role = role
  }

  /// The stamp as the cell holds it.
  public var text: String {
    (["tianbao1", role.name] + identity.parts.map { Self.escaped($0.value) }).joined(separator: "|")
  }

  /// Parses a cell's text; `nil` when it is no stamp.
  public init?(_ text: String) {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map {
      Self.unescaped(String($0))
    }
    guard (8...9).contains(parts.count), parts[0] == "tianbao1",
      let role = SheetRole(name: parts[1]),
      !parts[2].isEmpty
    else { return nil }
    self.role = role
    identity = WorkbookIdentity(
      form: parts[2],
      revision: parts[3],
      layout: parts[4],
      unit: parts[5],
      period: parts[6],
      batch: parts[7],
      campaign: parts.count > 8 ? parts[8] : ""
    )
  }

  /// Units may have codes of the office's own, in which a bar would divide the stamp.
  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("|", with: "%7C")
  }

  private static func unescaped(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "%"))
      ? text.replacing("%7C", with: "|").replacing("%25", with: "%") : text
  }
}

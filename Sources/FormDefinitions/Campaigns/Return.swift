public import Spreadsheet

/// A form that units owe in a round.
public struct Return: Hashable, Sendable {
  /// The identifier, kebab-case, unique in the round.
  public var id: String
  /// The form's identifier.
  public var form: String
  /// The name as in the document.
  public var title: String
  /// Who owes it, by the labels of the round's groups.
  public var units: [String]
  /// Whom it goes to.
  public var recipient: String
  /// How often, or by when.
  public var rhythm: Rhythm
  /// For which households, persons or problems it is filled in; empty for all.
  public var condition: String
  /// The form's fields that the round's checklist fills in advance, by field.
  public var prefill: [String: ChecklistPart]
  /// Where the document asks for it.
  public var clause: String
  /// The document's words; empty where the document names the form without asking for it.
  public var quote: String
  /// What about the return is unclear, or ours.
  public var note: String
}

/// A period of a return: when it is prepared, when it is due, and what it covers.
public struct ReturnPeriod: Hashable, Sendable {
  /// The first day on which it is the next one due.
  public var opens: CalendarDate
  /// The last day on which it is in time.
  public var due: CalendarDate
  /// The days that it reports on.
  public var covers: ClosedRange<CalendarDate>
}

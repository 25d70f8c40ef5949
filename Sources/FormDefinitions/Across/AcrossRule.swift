public import Findings

/// A rule that reaches beyond one workbook: between forms, files and periods.
///
/// `forms/across.yaml` holds them; the key that names the kind says what the rule asks for.
public struct AcrossRule: Hashable, Sendable {
  /// What a rule asks for.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Records of the form owe a record of another form about the same thing, within some days.
    case owes
    /// A record of the form needs one of another form for which the check holds.
    case needsBefore = "needs-before"
    /// A person stands once only: in one household, one unit or one file.
    case unique
    /// The newest records of two forms about the same thing agree.
    case agrees
    /// A record agrees with the one of the last period.
    case follows
    /// A record of the last period is here again.
    case stays
    /// A figure agrees with the number of records that the unit returned.
    case counts
  }

  /// What must be one for a person, for ``Kind/unique``.
  public enum Place: String, CaseIterable, Hashable, Sendable {
    /// All records that name the person are those of one household.
    case household
    /// All records of the household come from one unit.
    case unit
    /// One file of a form and period has the household.
    case file
  }

  /// How long something may take.
  public enum Span: Hashable, Sendable {
    /// A number of days.
    case days(Int)
    /// The days that a parameter says for the year and area.
    case parameter(FormParameter)
  }

  /// The words of a finding.
  public struct Words: Hashable, Sendable {
    /// What is wrong, with values in braces.
    public var message: MessageTemplate
    /// How to put it right.
    public var fix: MessageTemplate
    /// The same in English, where the definition has it.
    public var english: RuleDefinition.English?

    /// What is wrong in a record; Chinese stands in for English that is not there.
    public func message(_ context: RuleContext) -> LocalizedText {
      LocalizedText(
        message.text(context),
        en: (english?.message ?? message).text(context, in: .english)
      )
    }

    /// How to put a record right; Chinese stands in for English that is not there.
    public func fix(_ context: RuleContext) -> LocalizedText {
      LocalizedText(fix.text(context), en: (english?.fix ?? fix).text(context, in: .english))
    }
  }

  /// The identifier, kebab-case, unique in the file.
  public var id: String
  /// What the rule asks for.
  public var kind: Kind
  /// The form whose records the rule is about; for ``Kind/unique`` the first of ``forms``.
  public var form: String
  /// The table whose rows the rule is about; `nil` for the records themselves.
  public var table: String?
  /// The form that the records are held against; the same form for ``Kind/follows`` and
  /// ``Kind/stays``.
  public var other: String
  /// All forms in which a person is looked for, for ``Kind/unique``.
  public var forms: [String]
  /// What must be one, for ``Kind/unique``.
  public var place: Place?
  /// Which records the rule is about; `nil` for all.
  ///
  /// For ``Kind/counts`` it says which records are counted, for ``Kind/stays`` which records of the
  /// last period must be here again.
  public var condition: RuleExpression?
  /// What must hold, with the fields of the other record as `other.x`.
  public var check: RuleExpression?
  /// The day from which something is owed, for ``Kind/owes``.
  public var since: String?
  /// The days within which it is owed.
  public var within: Span?
  /// The field of the other form that tells when it was done, for ``Kind/owes``.
  public var on: String?
  /// The fields that a finding points at.
  public var targets: [String]
  /// The fields of the other record that a finding cites.
  public var otherTargets: [String]
  /// What a broken rule means.
  public var severity: Severity
  /// How far the rule has come.
  public var stage: RuleDefinition.Stage
  /// What is said of a broken rule.
  public var words: Words
  /// What is said where what is owed came after its day; `nil` where that is not said.
  public var late: Words?
  /// Where the rule comes from.
  public var source: String
  /// The one-based line of the definition file.
  public var line: Int

  /// The code of the rule's findings.
  public var code: Finding.Code { Finding.Code(rawValue: "across.\(id)") }

  /// The name by which expressions speak of the other record.
  public static let otherName = "other"

  /// What a rule knows of the other record besides its fields, each a text.
  public enum OtherFact: String, CaseIterable, Sendable {
    /// The form's short name.
    case form = "form_name"
    /// The file's name.
    case file = "file_name"
    /// The unit's name.
    case unit = "unit_name"
    /// The period, or the month in which the file came.
    case period = "period_name"
  }

  /// What a rule knows of the record besides its fields.
  public enum Fact: String, CaseIterable, Sendable {
    /// The day by which something is owed.
    case dueOn = "due_on"
    /// How many days have passed since then.
    case daysOver = "days_over"
    /// How many records were counted.
    case counted

    /// The type of the fact inside expressions.
    var type: FieldType {
      switch self {
      case .dueOn: .date
      case .daysOver, .counted: .integer
      }
    }
  }
}

/// The rules across forms, files and periods, with what is wrong in their file.
public struct AcrossCatalogue: Sendable {
  /// The rules without faults of severity error, in the file's order.
  public private(set) var rules: [AcrossRule] = []
  /// What is wrong in the file.
  public private(set) var faults: [DefinitionFault] = []

  /// Reads rules; one with faults is left out of ``rules`` and told in ``faults``.
  ///
  /// - Parameters:
  ///   - sources: the files; those of another kind are not read.
  ///   - forms: the forms that rules name.
  public init(sources: [DefinitionSource], forms: FormCatalogue) {
    for source in sources where source.kind == .across {
      guard let root = DefinitionFile(source: source).root(faults: &faults) else { continue }
      rules += AcrossRuleLoader(root: root, forms: forms).load()
      faults += root.file.faults
    }
  }
}

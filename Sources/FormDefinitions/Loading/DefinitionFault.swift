public import Findings

/// Something wrong in a definition file, at its line.
public struct DefinitionFault: Hashable, Sendable {
  /// The file's name.
  public var file: String
  /// The one-based line; 0 where the file as a whole is meant.
  public var line: Int
  /// The one-based column, in Unicode scalars.
  public var column: Int
  /// The stable name of the check.
  public var code: Finding.Code
  /// Whether the definition cannot be used.
  public var severity: Severity
  /// What is wrong.
  public var message: LocalizedText
  /// How to put it right.
  public var fix: LocalizedText

  /// Creates a fault.
  public init(
    file: String,
    line: Int,
    column: Int = 0,
    code: Finding.Code,
    severity: Severity = .error,
    message: LocalizedText,
    fix: LocalizedText
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.code = code
    self.severity = severity
    self.message = message
    self.fix = fix
  }

  /// The fault as a line for a person: file, line, what and how to put it right.
  public func text(_ language: Language) -> String {
    "\(file):\(line): \(message[language]) → \(fix[language])"
  }
}

public import Findings
public import SpreadsheetReading

/// What to say to people about a file that cannot be read.
public enum ReadingMessage {
  /// What is wrong with the file, and what to do.
  public static func words(for error: ReadingError) -> (message: LocalizedText, fix: LocalizedText)
  {
    let finding = FileFindings.finding(for: error)
    return (finding.message, finding.fix)
  }
}

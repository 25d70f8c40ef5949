public import Findings
public import FormDefinitions
import FormIntake
import FormLayout

/// The submissions of a batch as lines of JSON, made on several processors.
public struct RecordLines: Sendable {
  /// The forms.
  public let catalogue: FormCatalogue
  /// The language of messages.
  public var language: Language
  /// The number of submissions written at once.
  public var jobs: Int

  /// Prepares the lines of submissions of a catalogue's forms.
  public init(_ catalogue: FormCatalogue, language: Language, jobs: Int) {
    self.catalogue = catalogue
    self.language = language
    self.jobs = jobs
  }

  /// The lines in the order of the submissions, a line break after each.
  public func text(of results: [FileSubmission]) async -> String {
    // So many at once that handing them out costs nothing, and so few that no processor waits long.
    let size = max(1, min(16, results.count / max(1, jobs)))
    let starts = Array(stride(from: 0, to: results.count, by: size))
    var pieces = [String](repeating: "", count: starts.count)
    await withTaskGroup(of: (Int, String).self) { group in
      var next = 0
      func start() {
        guard next < starts.count else { return }
        let piece = next
        next += 1
        group.addTask {
          let start = starts[piece]
          return (piece, text(of: results[start..<min(start + size, results.count)]))
        }
      }
      for _ in 0..<max(1, jobs) { start() }
      while let (piece, text) = await group.next() {
        pieces[piece] = text
        start()
      }
    }
    return pieces.joined()
  }

  private func text(of results: ArraySlice<FileSubmission>) -> String {
    var text = ""
    for result in results {
      let form = result.submission.identity.flatMap { catalogue.forms[$0.form] }
      text += result.jsonLine(form: form, language: language)
      text += "\n"
    }
    return text
  }
}

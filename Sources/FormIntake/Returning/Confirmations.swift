package import Findings
package import Spreadsheet

/// What a village answered on 退回意见, held against what the importer finds in the corrected file.
///
/// An answer belongs to a finding by the finding's code, field, record (or place) and the values that
/// it speaks of. So it moves with its record, and lapses when a value changes.
package struct Confirmations {
  private var answers: [String: [RemarkSheet.Answer]] = [:]

  package init(_ answers: [RemarkSheet.Answer]) {
    for answer in answers where !answer.key.isEmpty {
      self.answers[answer.key, default: []].append(answer)
    }
  }

  /// What of some answers confirms a finding: the finding's key, and the reason.
  package static func reasons(_ answers: [RemarkSheet.Answer]) -> [(key: String, reason: String)] {
    answers.compactMap { answer in
      guard !answer.key.isEmpty, case .confirmed(let reason) = AnswerText(answer) else {
        return nil
      }
      return (answer.key, reason)
    }
  }

  /// Takes the answer to a finding out, so that each answers one finding alone; `nil` when there is
  /// none.
  package mutating func take(_ key: String) -> RemarkSheet.Answer? {
    guard var list = answers[key], !list.isEmpty else { return nil }
    let answer = list.removeFirst()
    answers[key] = list
    return answer
  }

  /// The findings after the answers: what was confirmed with a reason becomes a note, and what was
  /// answered in vain says why.
  package mutating func applied(to findings: [Finding], key: (Finding) -> String) -> [Finding] {
    guard !answers.isEmpty else { return findings }
    return findings.map { finding in
      guard finding.severity > .note, let answer = take(key(finding)) else { return finding }
      return Self.answered(finding, answer)
    }
  }

  /// A finding of which its unit said, with a reason, that it is so.
  package static func confirmed(_ finding: Finding, reason: String) -> Finding {
    var finding = finding
    finding.severity = .note
    finding.confirmation = reason
    finding.fix = LocalizedText(
      "村里答复属实：\(reason)；不必处理",
      en: "Confirmed: \(reason). Nothing to do"
    )
    return finding
  }

  private static func answered(_ finding: Finding, _ answer: RemarkSheet.Answer) -> Finding {
    var finding = finding
    switch (AnswerText(answer), finding.severity) {
    case (.confirmed(let reason), .confirm): return confirmed(finding, reason: reason)
    case (.unexplained, .confirm):
      finding.fix = finding.fix.followed(
        by: LocalizedText(
          "（已答复“属实”，还要在“退回意见”的“情况说明”栏写明原因）",
          en: " (confirmed without a reason: give it on 退回意见)"
        )
      )
    case (.confirmed, .error), (.unexplained, .error):
      finding.fix = finding.fix.followed(
        by: LocalizedText(
          "（这一项必须改正，答复“属实”不能通过）",
          en: " (this must be corrected; it cannot be confirmed)"
        )
      )
    case (.corrected, .error), (.corrected, .confirm):
      finding.fix = finding.fix.followed(
        by: LocalizedText(
          "（答复“已改”，但这一格的内容没有变）",
          en: " (answered ‘corrected’, but the value is the same)"
        )
      )
    default: break
    }
    return finding
  }
}

/// What an answer says.
enum AnswerText: Equatable {
  /// That it is so, with the reason.
  case confirmed(reason: String)
  /// That it is so, without a reason.
  case unexplained
  /// That it was corrected.
  case corrected
  /// Anything else.
  case other

  /// Reads an answer: the words of the list, and how people write them by hand.
  init(_ answer: RemarkSheet.Answer) {
    let text = answer.answer
    if text.contains("已改") || text.contains("改了") || text.contains("已更正") {
      self = .corrected
      return
    }
    let words = ["情况属实", "确认属实", "属实", "确认", "√", "✓", "是"]
    let word = words.first { word in
      // 是 and ticks count only by themselves.
      word.count > 1 ? text.contains(word) : text == word
    }
    guard let word, let place = text.firstRange(of: word),
      !text[..<place.lowerBound].contains(where: { "不非没否".contains($0) })
    else {
      self = .other
      return
    }
    // Some write the reason behind the word.
    let rest = text[place.upperBound...].drop { $0.isWhitespace || $0.isPunctuation }
    let reason = [answer.reason, String(rest)].first { !$0.isEmpty }
    self = reason.map { .confirmed(reason: $0) } ?? .unexplained
  }
}

/// What an answer to a finding is recognised by.
package enum FindingKey {
  /// The key of a finding.
  ///
  /// - Parameters:
  ///   - finding: the finding.
  ///   - record: the value of the record's key field, if it has one.
  ///   - workbook: the workbook in which the finding was made.
  /// - Returns: the key.
  package static func text(_ finding: Finding, record: String?, in workbook: Workbook) -> String {
    if isAcross(finding) { return across(finding, record: record) }
    let place = record ?? finding.location.map { "@\($0)" } ?? "@"
    let locations = [finding.location].compactMap { $0 } + finding.related
    let values = locations.map { value(at: $0, in: workbook) }
    // A rule speaks of more than the cells at which it is shown; its message has those values.
    let isRule = finding.code.rawValue.hasPrefix("rule.")
    let fields =
      [finding.code.rawValue, finding.field ?? "", place] + values
      + (isRule ? [finding.message.chinese] : [])
    return fields.map(escaped).joined(separator: "|")
  }

  /// The key of a finding of a rule across files, whose message has the values of both sides.
  package static func across(_ finding: Finding, record: String?) -> String {
    let place = record ?? finding.location.map { "@\($0)" } ?? "@"
    return [finding.code.rawValue, finding.field ?? "", place, finding.message.chinese]
      .map(escaped).joined(separator: "|")
  }

  /// Whether a finding, or an answer's key, is one of a rule across files.
  static func isAcross(_ finding: Finding) -> Bool { isAcross(finding.code.rawValue) }

  static func isAcross(_ key: String) -> Bool { key.hasPrefix("across.") }

  /// What stands in a cell, however a program spells it.
  private static func value(at location: Location, in workbook: Workbook) -> String {
    guard let reference = location.cell.flatMap({ CellReference($0) }),
      let cell = workbook.worksheet(named: location.sheet)?[reference]
    else { return "" }
    switch cell.value {
    case .text(let text): return text.filter { !$0.isWhitespace }
    case .number(let number): return String(number.value)
    case .date(let date): return date.description
    case .boolean(let value): return String(value)
    case .error(let text), .picture(let text): return text
    case .emptyFormula: return ""
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("|", with: "%7C").replacing("\n", with: "%0A")
      .replacing("_", with: "%5F")
  }
}

extension LocalizedText {
  /// The sentence with another behind it.
  fileprivate func followed(by other: LocalizedText) -> LocalizedText {
    LocalizedText(chinese + other.chinese, en: english + other.english)
  }
}

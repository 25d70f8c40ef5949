import Findings
import FormDefinitions
import Spreadsheet

/// Reads any number of codes of a list, in any order and with any usual separator.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `choices.repaired` | note | synonyms, numbers or other spellings became labels |
/// | `choices.loose` | warning | a word that only probably means the code |
/// | `choices.remark-dropped` | warning | words behind a label are not recorded |
/// | `choices.cross` | confirm | options are crossed: chosen or struck out? |
/// | `choices.exclusive` | error | a code that excludes all others beside another |
/// | `choices.unknown` | error | a text that is no code of the list |
struct ChoicesReader: TypeReader {
  let strokes = Stroke.lines
  private let index: CodeIndex?
  private let exclusive: Set<String>

  init(list: CodeList?) {
    index = list.map { CodeIndex($0) }
    exclusive = Set(list?.exclusive ?? [])
  }

  func read(text: String) -> FieldReading {
    guard let index else { return .value(.choices([TypedText(text).text])) }
    if index.exact(text) != nil { return .value(.choices([text])) }
    if let labels = Self.plainLabels(text, index) {
      return finish(labels.map { .init(index: $0, kinship: .label) }, [], isRespelled: false, index)
    }
    let typed = TypedText(text)
    if let match = index.match(typed.text), !match.kinship.isRemark {
      let label = index.codes[match.index].label
      return .value(
        .choices([label]),
        ChoiceReader.remarks(match, written: typed, label: label, subject: "choices")
      )
    }
    if Stroke.words.contains(typed.text) { return .blank(writtenAs: typed.text) }
    if let ticks = TickBoxes(typed, isOption: { index.match($0) != nil }) {
      return read(ticks, index)
    }
    let split = Self.split(typed, index)
    guard split.unknown.isEmpty else { return unknown(split.unknown, split.matches, index) }
    return finish(split.matches, typed.repairs, isRespelled: split.isRespelled, index)
  }

  /// The codes of labels written as printed with the usual separators, which need no thought.
  private static func plainLabels(_ text: String, _ index: CodeIndex) -> [Int]? {
    let parts = text.unicodeScalars.split {
      switch $0 {
      case "、", "，", ",", "；", ";": true
      default: false
      }
    }
    var labels: [Int] = []
    for part in parts {
      guard let label = index.exact(String(part)) else { return nil }
      labels.append(label)
    }
    return labels.isEmpty ? nil : labels
  }

  private func read(_ ticks: TickBoxes, _ index: CodeIndex) -> FieldReading {
    let matches = ticks.ticked.map { index.match($0) }
    let unknown = zip(ticks.ticked, matches).filter { $0.1 == nil }.map(\.0)
    let known = matches.compactMap(\.self)
    guard unknown.isEmpty else { return self.unknown(unknown, known, index) }
    guard let first = known.first else { return .blank }
    var reading = finish(known, [], isRespelled: true, index)
    if ticks.isDoubtful, reading.severity != .error {
      let label = index.codes[first.index].label
      reading.remarks.append(ChoiceReader.crossed(label, subject: "choices"))
    }
    return reading
  }

  func read(number: CellNumber) -> FieldReading {
    let reading = ChoiceReader(index: index).read(number: number)
    guard case .choice(let label)? = reading.value else {
      return FieldReading(
        value: nil,
        isBlank: reading.isBlank,
        remarks: reading.remarks.map(Self.renamed)
      )
    }
    return .value(.choices([label]), reading.remarks.map(Self.renamed))
  }

  func read(date: SerialDate) -> FieldReading { read(text: date.description) }

  func read(boolean: Bool) -> FieldReading { read(text: boolean ? "TRUE" : "FALSE") }

  private static func renamed(_ remark: ValueRemark) -> ValueRemark {
    var remark = remark
    let fault = remark.code.rawValue.drop { $0 != "." }
    remark.code = Finding.Code(rawValue: "choices\(fault)")
    return remark
  }

  // MARK: What was found

  private func finish(
    _ matches: [CodeIndex.Match],
    _ repairs: Repairs,
    isRespelled: Bool,
    _ index: CodeIndex
  ) -> FieldReading {
    var repairs = repairs
    let places = Set(matches.map(\.index)).sorted()
    if places.count < matches.count { repairs.insert(.duplicates) }
    let labels = places.map { index.codes[$0].label }
    let value = FieldValue.choices(labels)
    if labels.count > 1, let only = labels.first(where: { exclusive.contains($0) }) {
      return .value(value, [exclusion(only, labels)])
    }
    var remarks = repairs.note(
      "choices.repaired",
      readAs: isRespelled || !repairs.isEmpty ? value.description : nil
    )
    for match in matches where match.kinship == .loose || match.kinship.isRemark {
      remarks += ChoiceReader.remarks(
        match,
        written: TypedText(index.codes[match.index].label),
        label: index.codes[match.index].label,
        subject: "choices"
      )
    }
    return .value(value, remarks)
  }

  private func exclusion(_ only: String, _ labels: [String]) -> ValueRemark {
    let others = labels.filter { $0 != only }.joined(separator: "、")
    return ValueRemark(
      "choices.exclusive",
      .error,
      message: LocalizedText(
        "“\(only)”不能与“\(others)”同时填写",
        en: "“\(only)” cannot stand beside “\(others)”."
      ),
      fix: LocalizedText(
        "请只填“\(only)”，或删去“\(only)”",
        en: "Leave “\(only)” alone, or remove it."
      ),
      expected: others
    )
  }

  private func unknown(
    _ texts: [String],
    _ known: [CodeIndex.Match],
    _ index: CodeIndex
  ) -> FieldReading {
    let labels = Set(known.map(\.index)).sorted().map { index.codes[$0].label }
    let nearest = index.nearestLabel(to: texts[0])
    let hint = ChoiceReader.hint(nearest, index)
    let written = texts.map(ChoiceReader.short).joined(separator: "”“")
    let recognised =
      labels.isEmpty
      ? LocalizedText("", en: "")
      : LocalizedText(
        "；已认出：\(labels.joined(separator: "、"))",
        en: " Recognised: \(labels.joined(separator: ", "))."
      )
    return .fault(
      "choices.unknown",
      LocalizedText(
        "“\(written)”不在可选值中\(hint.message.chinese)\(recognised.chinese)",
        en: "“\(written)” is not on the list\(hint.message.english)\(recognised.english)"
      ),
      fix: hint.fix,
      expected: nearest
    )
  }
}

extension ChoicesReader {
  /// What a text with several codes in it names.
  struct Split {
    var matches: [CodeIndex.Match] = []
    var unknown: [String] = []
    /// Whether something is written otherwise than its label.
    var isRespelled = false
  }

  /// Splits a text at separators, at weaker ones only where the stronger leave unknown texts.
  ///
  /// Labels that themselves hold a separator are found by joining neighbours.
  static func split(_ typed: TypedText, _ index: CodeIndex) -> Split {
    var result = Split()
    // A circled number begins an item.
    var text = typed.text
    if text.unicodeScalars.contains(where: \.isCircledNumber) {
      text = String(text.unicodeScalars.flatMap { $0.isCircledNumber ? [",", $0] : [$0] })
    }
    split(text, at: "、,;/\n+，；|。", index, into: &result) { part, result in
      split(part, at: " 和及与并&.", index, into: &result) { part, result in
        if let parts = chain(part, index) {
          result.matches += parts.map { .init(index: $0, kinship: .label) }
          result.isRespelled = true
        } else {
          result.unknown.append(part)
        }
      }
    }
    return result
  }

  private static func split(
    _ text: String,
    at separators: String,
    _ index: CodeIndex,
    into result: inout Split,
    otherwise: (String, inout Split) -> Void
  ) {
    let isSeparator = { (scalar: Unicode.Scalar) in separators.unicodeScalars.contains(scalar) }
    let scalars = text.unicodeScalars
    let parts = scalars.split(whereSeparator: isSeparator)
    var position = 0
    while position < parts.count {
      var found = false
      // The longest run of neighbours that is one label.
      for end in (position..<min(parts.count, position + 4)).reversed() {
        let joined = String(scalars[parts[position].startIndex..<parts[end].endIndex])
          .trimmingSpaces()
        guard !joined.isEmpty, let match = index.match(joined),
          end == position || !match.kinship.isRemark
        else { continue }
        result.matches.append(match)
        if index.exact(joined) == nil { result.isRespelled = true }
        position = end + 1
        found = true
        break
      }
      guard !found else { continue }
      let part = String(parts[position]).trimmingSpaces()
      if !part.isEmpty { otherwise(part, &result) }
      position += 1
    }
  }

  /// Labels written one after the other without any separator.
  private static func chain(_ text: String, _ index: CodeIndex) -> [Int]? {
    var rest = text[...]
    var found: [Int] = []
    while !rest.isEmpty {
      let next = index.codes.indices
        .filter { index.codes[$0].label.count > 1 && rest.hasPrefix(index.codes[$0].label) }
        .max { index.codes[$0].label.count < index.codes[$1].label.count }
      guard let next else { return nil }
      found.append(next)
      rest = rest.dropFirst(index.codes[next].label.count)
    }
    return found.count > 1 ? found : nil
  }
}

extension CodeIndex.Kinship {
  /// Whether words behind the label are dropped.
  var isRemark: Bool {
    if case .remark = self { return true }
    return false
  }
}

import FormDefinitions

/// The ways in which the codes of a list may be written, ready for looking up.
struct CodeIndex: Sendable {
  /// How a text names a code.
  enum Kinship: Hashable {
    /// By its label, perhaps with other spaces or brackets.
    case label
    /// By a synonym or the standard's code: the label is another text.
    case synonym
    /// By a word that only probably means the code.
    case loose
    /// By its label with words behind it, which are not recorded.
    case remark(String)
  }

  /// A code that a text names.
  struct Match: Hashable {
    /// The code's place in the list.
    var index: Int
    var kinship: Kinship
  }

  let codes: [Code]
  private let labels: [String: Int]
  private let keys: [String: Match]
  private let numbers: [Int: Int]
  private let nearest: NearestText

  init(_ list: CodeList) {
    codes = list.codes
    var labels: [String: Int] = [:]
    var keys: [String: Match] = [:]
    var numbers: [Int: Int] = [:]
    labels.reserveCapacity(codes.count)
    keys.reserveCapacity(codes.count * 3)
    for (index, code) in codes.enumerated() {
      labels[code.label] = labels[code.label] ?? index
      let key = LabelText.key(code.label)
      keys[key] = keys[key] ?? Match(index: index, kinship: .label)
      if let number = Int(code.code), numbers[number] == nil { numbers[number] = index }
    }
    let add = { (text: String, index: Int, kinship: Kinship) in
      let key = LabelText.key(text)
      if keys[key] == nil { keys[key] = Match(index: index, kinship: kinship) }
    }
    for (index, code) in codes.enumerated() {
      for synonym in code.synonyms { add(synonym, index, .synonym) }
      if !code.code.isEmpty { add(code.code, index, .synonym) }
    }
    // A label without what stands in brackets names its code, unless it names two.
    var bare: [String: [Int]] = [:]
    for (index, code) in codes.enumerated() {
      if let text = Self.withoutBrackets(code.label) { bare[text, default: []].append(index) }
    }
    for (text, indices) in bare where indices.count == 1 { add(text, indices[0], .synonym) }
    for (index, code) in codes.enumerated() {
      for loose in code.loose { add(loose, index, .loose) }
    }
    self.labels = labels
    self.keys = keys
    self.numbers = numbers
    nearest = NearestText(
      codes.flatMap { code in
        ([code.label] + code.synonyms).map { (spelling: $0, value: code.label) }
      }
    )
  }

  /// The code that has exactly a label.
  func exact(_ label: String) -> Int? { labels[label] }

  /// The code that a text names in any way.
  func match(_ text: String) -> Match? {
    if let index = labels[text] { return Match(index: index, kinship: .label) }
    let key = LabelText.key(text.trimmingSentenceEnd())
    return keys[key] ?? numbered(key) ?? number(key) ?? withRemark(key)
  }

  /// The code with a number of the standard.
  func match(number: Int) -> Match? {
    numbers[number].map { Match(index: $0, kinship: .synonym) }
  }

  /// The label that is nearest to a text.
  func nearestLabel(to text: String) -> String? {
    if let number = Int(LabelText.key(text)), codes.indices.contains(number - 1), numbers.isEmpty {
      return codes[number - 1].label
    }
    return nearest.nearest(to: text)
  }

  private func number(_ key: String) -> Match? {
    guard key.utf8.count <= 4, let number = Int(key) else { return nil }
    return match(number: number)
  }

  /// `1.健康`, `(2)残疾`, `①健康`, `01健康`, `A.健康`; ② alone is the code 2.
  private func numbered(_ key: String) -> Match? {
    var rest = key.unicodeScalars[...]
    guard let first = rest.first else { return nil }
    if first.isCircledNumber {
      rest = rest.dropFirst()
      if rest.isEmpty { return match(number: Int(first.value) - 0x245F) }
    } else if ("a"..."z").contains(first), let mark = rest.dropFirst().first,
      ".,):".unicodeScalars.contains(mark)
    {
      rest = rest.dropFirst(2)
    } else {
      if first == "(" { rest = rest.dropFirst() }
      let digits = rest.prefix { $0.digit != nil }
      guard (1...2).contains(digits.count) else { return nil }
      rest = rest.dropFirst(digits.count)
      if let mark = rest.first, ".,):-".unicodeScalars.contains(mark) { rest = rest.dropFirst() }
    }
    guard rest.first?.digit == nil, var match = keys[LabelText.key(String(rest))] else {
      return nil
    }
    if match.kinship == .label { match.kinship = .synonym }
    return match
  }

  /// `残疾(二级)`, `其他:上门女婿`.
  private func withRemark(_ key: String) -> Match? {
    guard let mark = key.firstIndex(where: { $0 == "(" || $0 == ":" }),
      var match = keys[String(key[..<mark])]
    else { return nil }
    var remark = key[key.index(after: mark)...]
    if remark.hasSuffix(")") { remark.removeLast() }
    guard !remark.isEmpty, match.kinship != .loose else { return nil }
    match.kinship = .remark(String(remark))
    return match
  }

  /// What stands before the brackets of a label that ends in such; `nil` for any other label.
  private static func withoutBrackets(_ label: String) -> String? {
    guard let last = label.unicodeScalars.last, last == ")" || last == "）" else { return nil }
    let key = LabelText.key(label)
    guard let start = key.firstIndex(of: "("), start > key.startIndex else { return nil }
    return String(key[..<start])
  }
}

extension Unicode.Scalar {
  /// Whether the character is ① to ⑳.
  var isCircledNumber: Bool { (0x2460...0x2473).contains(value) }
}

extension String {
  /// The text without a full stop or comma at its end.
  func trimmingSentenceEnd() -> String {
    guard let last = unicodeScalars.last, "。.,，;；!！、".unicodeScalars.contains(last) else {
      return self
    }
    return String(unicodeScalars.dropLast())
  }
}

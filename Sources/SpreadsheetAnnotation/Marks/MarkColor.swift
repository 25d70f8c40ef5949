import Spreadsheet

/// The colours of marked cells, which tell a mark from a fill of the village's own.
///
/// Each tone has 32 neighbouring colours that nobody can tell apart by eye. Which of them a cell has
/// says what its fill was before: the number of an entry in ``FillMemory``. So a mark is known, and
/// can be taken back, wherever its cell has been moved, sorted or copied to, after any program has
/// saved the file, and even if 退回意见 is gone (number 0 is a cell without a fill).
struct MarkColor: Hashable {
  /// The number of former fills that the colours can tell apart.
  static let numbers = 0..<32

  var tone: CellMark.Tone
  /// The number of the former fill.
  var number: Int

  /// The colour as styles have it: alpha, red, green, blue in eight hexadecimal digits.
  var argb: String { "FF" + Self.base(tone) + Self.hexadecimal(Self.lowest(tone) + number) }

  init(_ tone: CellMark.Tone, number: Int) {
    self.tone = tone
    self.number = number
  }

  /// Tells a mark's colour; `nil` for every other one.
  init?(argb: String) {
    let text = argb.uppercased()
    guard text.utf8.count == 8, let blue = Int(text.suffix(2), radix: 16) else { return nil }
    for tone in CellMark.Tone.allCases where text.dropLast(2) == "FF" + Self.base(tone) {
      let number = blue - Self.lowest(tone)
      guard Self.numbers.contains(number) else { return nil }
      self.init(tone, number: number)
      return
    }
    return nil
  }

  /// Red and green.
  private static func base(_ tone: CellMark.Tone) -> String {
    switch tone {
    case .error: "FEC9"
    case .confirm: "FEE7"
    case .warning: "DBEA"
    }
  }

  /// The lowest blue.
  private static func lowest(_ tone: CellMark.Tone) -> Int {
    switch tone {
    case .error: 0xC1
    case .confirm: 0x91
    case .warning: 0xE0
    }
  }

  private static func hexadecimal(_ value: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return digits.utf8.count < 2 ? "0" + digits : digits
  }
}

/// The fills that cells had before they were marked, by the number in their mark's colour.
struct FillMemory: Equatable {
  /// The fills as XML without prefixes; the first is no fill.
  private(set) var fills = [Self.none]

  static let none = "<fill><patternFill patternType=\"none\"/></fill>"
  private static let prefix = "fill|"
  /// UTF-16 units of a fill that is remembered at most.
  private static let longest = 2_000

  init() {}

  /// The number of a fill; `nil` when there are more than the colours can tell apart.
  mutating func number(of fill: String) -> Int? {
    if let known = fills.firstIndex(of: fill) { return known }
    guard fills.count < MarkColor.numbers.count, fill.utf16.count <= Self.longest else {
      return nil
    }
    fills.append(fill)
    return fills.count - 1
  }

  /// The memory as texts for cells.
  var texts: [String] {
    fills.enumerated().dropFirst().map { "\(Self.prefix)\($0.offset)|\($0.element)" }
  }

  /// Reads the memory from texts; what is not there is no fill.
  init(texts: [String]) {
    for text in texts where text.hasPrefix(Self.prefix) {
      let rest = text.dropFirst(Self.prefix.count)
      guard let bar = rest.firstIndex(of: "|"), let number = Int(rest[..<bar]),
        MarkColor.numbers.contains(number), number > 0
      else { continue }
      while fills.count <= number { fills.append(Self.none) }
      fills[number] = String(rest[rest.index(after: bar)...])
    }
  }
}

/// A fill of a styles part, spelt so that it means the same in every styles part.
enum FillText {
  /// The fill without prefixes, its attributes in their order; plain fills without a pattern are all
  /// the same.
  static func plain(_ fill: MarkupElement, in document: MarkupDocument) -> String {
    let isNone = fill.children.allSatisfy { child in
      child.name == "patternFill"
        && (document.text(child, "patternType") ?? "none") == "none"
    }
    return isNone ? FillMemory.none : text(fill, document)
  }

  private static func text(_ element: MarkupElement, _ document: MarkupDocument) -> String {
    var text = "<\(element.name)"
    for attribute in element.attributes where attribute.prefix.isEmpty && attribute.name != "xmlns"
    {
      text += " \(attribute.name)=\"\(MarkupText.encoded(document.text(attribute)))\""
    }
    guard !element.children.isEmpty else { return text + "/>" }
    return text + ">" + element.children.map { Self.text($0, document) }.joined()
      + "</\(element.name)>"
  }

  /// The same fill with a prefix before each name; `nil` when the text is no fill.
  static func prefixed(_ plain: String, with prefix: String) -> String? {
    guard let document = try? MarkupDocument(Array(plain.utf8)), document.root.name == "fill",
      document.bytes.count == document.root.range.count
    else { return nil }
    return prefixed(document.root, document, prefix)
  }

  private static func prefixed(
    _ element: MarkupElement,
    _ document: MarkupDocument,
    _ prefix: String
  ) -> String {
    let name = prefix.isEmpty ? element.name : "\(prefix):\(element.name)"
    let attributes = element.attributes.map {
      " \($0.name)=\"\(MarkupText.encoded(document.text($0)))\""
    }.joined()
    guard !element.children.isEmpty else { return "<\(name)\(attributes)/>" }
    let children = element.children.map { prefixed($0, document, prefix) }.joined()
    return "<\(name)\(attributes)>\(children)</\(name)>"
  }
}

/// Changes to the bytes of a part: ranges, and what stands there instead.
struct Splices: Hashable, Sendable {
  /// One change.
  struct Splice: Hashable, Sendable {
    /// The bytes that go; empty where something is inserted.
    var range: Range<Int>
    /// The bytes that come.
    var replacement: [UInt8]
  }

  private(set) var list: [Splice] = []

  var isEmpty: Bool { list.isEmpty }

  /// Takes a change over.
  mutating func replace(_ splice: Splice) { list.append(splice) }

  /// Puts a text in the place of a range.
  mutating func replace(_ range: Range<Int>, with text: String) {
    list.append(Splice(range: range, replacement: Array(text.utf8)))
  }

  /// Puts bytes in the place of a range.
  mutating func replace(_ range: Range<Int>, with bytes: [UInt8]) {
    list.append(Splice(range: range, replacement: bytes))
  }

  /// Inserts a text before an offset, behind what was inserted there earlier.
  mutating func insert(_ text: String, at offset: Int) { replace(offset..<offset, with: text) }

  /// Takes a range out.
  mutating func remove(_ range: Range<Int>) { replace(range, with: "") }

  /// Puts a text behind an element's content; a tag that is start and end at once is divided.
  ///
  /// Once for each element: a second text would meet the first.
  mutating func append(_ text: String, to element: MarkupElement) {
    if let content = element.content {
      insert(text, at: content.upperBound)
    } else {
      let end = element.startTag.upperBound
      replace(end - 2..<end, with: ">\(text)</\(element.fullName)>")
    }
  }

  /// Gives an attribute of an element a value; the element gets the attribute if it has none.
  mutating func set(_ name: String, to value: String, of element: MarkupElement) {
    let text = MarkupText.encoded(value)
    if let attribute = element.attribute(name) {
      replace(attribute.value, with: text)
    } else {
      let end = element.startTag.upperBound - (element.content == nil ? 2 : 1)
      insert(" \(name)=\"\(text)\"", at: end)
    }
  }

  /// The changes from the first byte on; those at one place in the order in which they came.
  ///
  /// A change that meets an earlier one is left out, so that bytes never go twice.
  private var ordered: [Splice] {
    let sorted = list.enumerated().sorted { left, right in
      let (one, two) = (left.element.range, right.element.range)
      if one.lowerBound != two.lowerBound { return one.lowerBound < two.lowerBound }
      if one.isEmpty != two.isEmpty { return one.isEmpty }
      return left.offset < right.offset
    }.map(\.element)
    var end = 0
    return sorted.filter { splice in
      guard splice.range.lowerBound >= end else { return false }
      end = splice.range.upperBound
      return true
    }
  }

  /// The bytes after the changes.
  func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + list.reduce(0) { $0 + $1.replacement.count })
    var position = 0
    for splice in ordered where splice.range.upperBound <= bytes.count {
      result += bytes[position..<splice.range.lowerBound]
      result += splice.replacement
      position = splice.range.upperBound
    }
    return result + bytes[position...]
  }

  /// The changes that lead from the changed bytes back to these.
  func inverse(of bytes: [UInt8]) -> Splices {
    var inverse = Splices()
    var shift = 0
    for splice in ordered where splice.range.upperBound <= bytes.count {
      let start = splice.range.lowerBound + shift
      inverse.replace(
        start..<start + splice.replacement.count,
        with: Array(bytes[splice.range])
      )
      shift += splice.replacement.count - splice.range.count
    }
    return inverse
  }
}

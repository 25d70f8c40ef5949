/// An element of a small part, with the bytes at which it stands.
struct MarkupElement {
  /// The prefix of its name; empty without one.
  var prefix: String
  /// The name without its prefix.
  var name: String
  /// All of its bytes.
  var range: Range<Int>
  /// The bytes of its start tag.
  var startTag: Range<Int>
  /// The bytes between its tags; `nil` where one tag is both.
  var content: Range<Int>?
  var attributes: [MarkupAttribute]
  var children: [MarkupElement] = []

  /// The name with its prefix.
  var fullName: String { prefix.isEmpty ? name : "\(prefix):\(name)" }

  /// A name with the element's prefix.
  func sibling(_ name: String) -> String { prefix.isEmpty ? name : "\(prefix):\(name)" }

  /// The first child of a local name.
  func child(_ name: String) -> MarkupElement? { children.first { $0.name == name } }

  /// The children of a local name.
  func children(_ name: String) -> [MarkupElement] { children.filter { $0.name == name } }

  /// The attribute of a name without a prefix.
  func attribute(_ name: String) -> MarkupAttribute? {
    attributes.first { $0.name == name && $0.prefix.isEmpty }
  }

  /// The prefix that an element's tag declares for a namespace, if it does.
  func prefix(for namespaces: [String], in document: MarkupDocument) -> String? {
    attributes.first { attribute in
      attribute.prefix == "xmlns" && namespaces.contains(document.text(attribute))
    }?.name
  }

  /// All elements of a local name within this one.
  func descendants(_ name: String) -> [MarkupElement] {
    children.flatMap { ($0.name == name ? [$0] : []) + $0.descendants(name) }
  }
}

/// A small part as a tree.
struct MarkupDocument {
  let bytes: [UInt8]
  let root: MarkupElement

  /// Elements of a part at most: styles with all formats that a workbook can have are well below,
  /// and a tree of more would take memory that no honest part is worth.
  private static let elementLimit = 500_000

  /// Reads a part.
  ///
  /// - Throws: when its tags do not match, there are none, or more than the limit.
  init(_ bytes: [UInt8]) throws(MarkupFault) {
    self.bytes = bytes
    var scanner = MarkupScanner(bytes)
    var open: [MarkupElement] = []
    var root: MarkupElement?
    var count = 0
    func close(_ element: MarkupElement) throws(MarkupFault) {
      if open.isEmpty {
        guard root == nil else { throw MarkupFault() }
        root = element
      } else {
        open[open.count - 1].children.append(element)
      }
    }
    while let tag = try scanner.next() {
      switch tag.kind {
      case .start, .empty:
        count += 1
        guard count <= Self.elementLimit else { throw MarkupFault() }
        let prefixEnd = tag.name.lowerBound
        var element = MarkupElement(
          prefix: prefixEnd > tag.fullName.lowerBound
            ? scanner.text(tag.fullName.lowerBound..<prefixEnd - 1) : "",
          name: scanner.text(tag.name),
          range: tag.range,
          startTag: tag.range,
          content: nil,
          attributes: scanner.attributes(of: tag)
        )
        if tag.kind == .empty {
          try close(element)
        } else {
          element.content = tag.range.upperBound..<tag.range.upperBound
          open.append(element)
        }
      case .end:
        guard var element = open.popLast() else { throw MarkupFault() }
        element.content = element.startTag.upperBound..<tag.range.lowerBound
        element.range = element.startTag.lowerBound..<tag.range.upperBound
        try close(element)
      }
    }
    guard let root else { throw MarkupFault() }
    self.root = root
  }

  /// The value of an attribute.
  func text(_ attribute: MarkupAttribute) -> String { MarkupText.decoded(bytes[attribute.value]) }

  /// The value of an attribute without a prefix; `nil` where the element has none.
  func text(_ element: MarkupElement, _ name: String) -> String? {
    element.attribute(name).map(text)
  }

  /// The value of an attribute that is a whole number.
  func number(_ element: MarkupElement, _ name: String) -> Int? {
    text(element, name).flatMap { Int($0) }
  }

  /// The own text of an element without children.
  func content(_ element: MarkupElement) -> String {
    element.content.map { MarkupText.decoded(bytes[$0]) } ?? ""
  }

  /// The bytes of a range as they stand.
  func source(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

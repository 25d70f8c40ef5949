import Spreadsheet

/// Adds comments to a comments part, and takes ours out again (ECMA-376 part 1, §18.7).
struct CommentsEdit {
  /// What a comment says, and how it is to be changed.
  private let document: MarkupDocument

  init(_ document: MarkupDocument) { self.document = document }

  /// A comments part with nothing but ours.
  static func part(_ comments: [CellReference: String], _ family: NameFamily) -> String {
    let list = comments.keys.sorted().map {
      comment(comments[$0] ?? "", at: $0, author: 0, prefix: "")
    }
    return """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <comments xmlns="\(family.spreadsheet)"><authors><author>\(MarkWords.author)</author>\
      </authors><commentList>\(list.joined())</commentList></comments>
      """
  }

  private static func comment(
    _ text: String,
    at cell: CellReference,
    author: Int,
    prefix: String
  ) -> String {
    """
    <\(prefix)comment ref="\(cell)" authorId="\(author)"><\(prefix)text>\
    \(run(text, prefix))</\(prefix)text></\(prefix)comment>
    """
  }

  private static func run(_ text: String, _ prefix: String) -> String {
    """
    <\(prefix)r><\(prefix)rPr><\(prefix)sz val="9"/><\(prefix)color indexed="81"/>\
    <\(prefix)rFont val="宋体"/></\(prefix)rPr><\(prefix)t xml:space="preserve">\
    \(MarkupText.encodedForCell(text))</\(prefix)t></\(prefix)r>
    """
  }

  /// What is done to the part to add comments.
  struct Addition {
    var changes = Splices()
    /// The cells that had no comment before and need a shape in the drawing.
    var newCells: [CellReference] = []
    /// The cells whose comment belongs to a discussion and stays as it is.
    var discussed: [CellReference] = []
  }

  /// Adds comments: behind the village's own where a cell has one.
  func adding(_ comments: [CellReference: String]) -> Addition {
    var addition = Addition()
    let root = document.root
    guard let list = root.child("commentList") else {
      addition.discussed = comments.keys.sorted()
      return addition
    }
    let prefix = root.prefix.isEmpty ? "" : "\(root.prefix):"
    let authors = root.child("authors")
    let names = authors?.children("author").map { document.content($0) } ?? []
    var existing: [CellReference: MarkupElement] = [:]
    for element in list.children("comment") {
      guard let cell = document.text(element, "ref").flatMap({ CellReference($0) }) else {
        continue
      }
      existing[cell] = element
    }
    let author = names.firstIndex(of: MarkWords.author) ?? names.count
    var text = ""
    for cell in comments.keys.sorted() {
      guard let comment = comments[cell] else { continue }
      guard let element = existing[cell] else {
        text += Self.comment(comment, at: cell, author: author, prefix: prefix)
        addition.newCells.append(cell)
        continue
      }
      let writer = document.number(element, "authorId").flatMap {
        names.indices.contains($0) ? names[$0] : nil
      }
      // Excel keeps a note beside each discussion, and writes it anew from the discussion.
      guard writer?.hasPrefix("tc=") != true, let body = element.child("text") else {
        addition.discussed.append(cell)
        continue
      }
      append("\n" + comment, to: body, &addition.changes)
    }
    if !text.isEmpty {
      addition.changes.append(text, to: list)
      if author == names.count {
        let name = "<\(prefix)author>\(MarkWords.author)</\(prefix)author>"
        if let authors {
          addition.changes.append(name, to: authors)
        } else {
          addition.changes.insert(
            "<\(prefix)authors>\(name)</\(prefix)authors>",
            at: root.startTag.upperBound
          )
        }
      }
    }
    return addition
  }

  /// Adds a run behind the runs of a comment's text.
  private func append(_ text: String, to body: MarkupElement, _ changes: inout Splices) {
    let prefix = body.prefix.isEmpty ? "" : "\(body.prefix):"
    // A text without runs becomes one, since programs differ over a text beside runs.
    for plain in body.children("t") {
      changes.insert("<\(prefix)r>", at: plain.range.lowerBound)
      changes.insert("</\(prefix)r>", at: plain.range.upperBound)
    }
    let run = Self.run(text, prefix)
    if let last = body.children.last(where: { $0.name == "r" || $0.name == "t" }) {
      changes.insert(run, at: last.range.upperBound)
    } else if body.content != nil {
      changes.insert(run, at: body.startTag.upperBound)
    } else {
      changes.append(run, to: body)
    }
  }

  /// What is done to the part to take ours out.
  struct Removal {
    var changes = Splices()
    /// The cells that have no comment any more.
    var cells: [CellReference] = []
    /// Whether no comment is left in the part.
    var leavesNone = false
  }

  /// Takes our passages out of all comments, and the comments that hold nothing else.
  func removingOurs() -> Removal {
    var removal = Removal()
    let comments = document.root.child("commentList")?.children("comment") ?? []
    for comment in comments {
      let pieces = (comment.child("text")?.descendants("t") ?? []).map {
        (element: $0, text: document.content($0))
      }
      let whole = pieces.map(\.text).joined()
      guard MarkWords.passage(in: whole) != nil else { continue }
      var kept = whole
      var cut: [Range<Int>] = []
      // Offsets count UTF-8 bytes of the text as it was.
      var shift = 0
      while let passage = MarkWords.passage(in: kept) {
        let start = kept.utf8.distance(from: kept.startIndex, to: passage.lowerBound)
        let count = kept.utf8.distance(from: passage.lowerBound, to: passage.upperBound)
        cut.append(start + shift..<start + shift + count)
        shift += count
        kept.removeSubrange(passage)
      }
      if kept.allSatisfy(\.isWhitespace) {
        removal.changes.remove(comment.range)
        if let cell = document.text(comment, "ref").flatMap({ CellReference($0) }) {
          removal.cells.append(cell)
        }
        continue
      }
      var offset = 0
      for piece in pieces {
        let bytes = Array(piece.text.utf8)
        let own = offset..<offset + bytes.count
        offset = own.upperBound
        guard cut.contains(where: { $0.overlaps(own) }), let content = piece.element.content
        else { continue }
        let left = bytes.indices.filter { index in
          !cut.contains { $0.contains(own.lowerBound + index) }
        }
        let text = String(decoding: left.map { bytes[$0] }, as: UTF8.self)
        let trimmed = text.allSatisfy(\.isWhitespace) ? "" : text
        if trimmed.isEmpty, let run = run(around: piece.element, in: comment) {
          removal.changes.remove(run.range)
        } else {
          removal.changes.replace(content, with: MarkupText.encoded(trimmed))
        }
      }
    }
    removal.leavesNone = !comments.isEmpty && removal.cells.count == comments.count
    return removal
  }

  /// The run that holds a text.
  private func run(around text: MarkupElement, in comment: MarkupElement) -> MarkupElement? {
    comment.child("text")?.children("r").first { $0.range.contains(text.range.lowerBound) }
  }
}

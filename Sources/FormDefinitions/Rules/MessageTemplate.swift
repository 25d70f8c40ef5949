public import Findings

/// A message with expressions in braces, whose values are put in their place.
///
///     家庭人口数为 {household_size} 人，成员表有 {count(members)} 人
///
/// `{{` and `}}` stand for braces. A blank is printed as （空）, what cannot be known as （未知）.
public struct MessageTemplate: Hashable, Sendable {
  /// The template as the definition writes it.
  public let source: String
  /// The template in parts, in their order.
  public let parts: [Part]

  /// A part of a template.
  public enum Part: Hashable, Sendable {
    /// What is printed as it stands.
    case text(String)
    /// What is computed for the record.
    case expression(RuleExpression)
  }

  /// What the message computes.
  public var expressions: Set<RuleExpression> {
    parts.reduce(into: []) { expressions, part in
      if case .expression(let expression) = part { expressions.insert(expression) }
    }
  }

  /// The fields and columns that the message mentions.
  public var references: Set<RuleReference> {
    expressions.reduce(into: []) { $0.formUnion($1.references) }
  }

  /// Whether the message shows a figure that an office sets by year and area.
  public var usesParameters: Bool {
    parts.contains {
      if case .expression(let expression) = $0 { expression.usesParameters } else { false }
    }
  }

  /// Parses a template and checks its expressions.
  ///
  /// - Throws: the first fault, with its place in the template.
  public init(_ text: String, scope: RuleScope) throws(RuleError) {
    source = text
    var parts: [Part] = []
    var plain = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var position = 0
    while position < scalars.count {
      let scalar = scalars[position]
      let isDoubled = position + 1 < scalars.count && scalars[position + 1] == scalar
      if scalar == "{" || scalar == "}", isDoubled {
        plain.append(scalar)
        position += 2
      } else if scalar == "{" {
        let start = position + 1
        guard let end = Self.end(ofExpressionAt: start, in: scalars) else {
          throw RuleError(
            at: position,
            LocalizedText(
              "“{”没有对应的“}”；要写大括号本身，请写两个",
              en: "this “{” has no “}”; for a brace itself, write two"
            )
          )
        }
        if !plain.isEmpty { parts.append(.text(String(plain))) }
        plain = String.UnicodeScalarView()
        var source = String.UnicodeScalarView()
        source.append(contentsOf: scalars[start..<end])
        do {
          parts.append(.expression(try RuleExpression(String(source), scope: scope)))
        } catch {
          throw error.moved(by: start)
        }
        position = end + 1
      } else if scalar == "}" {
        throw RuleError(
          at: position,
          LocalizedText(
            "“}”前面没有“{”；要写大括号本身，请写两个",
            en: "this “}” has no “{”; for a brace itself, write two"
          )
        )
      } else {
        plain.append(scalar)
        position += 1
      }
    }
    if !plain.isEmpty { parts.append(.text(String(plain))) }
    self.parts = parts
  }

  /// The place of the brace that closes an expression, outside quotation marks.
  private static func end(ofExpressionAt start: Int, in scalars: [Unicode.Scalar]) -> Int? {
    var quote: Unicode.Scalar?
    for index in start..<scalars.count {
      switch (scalars[index], quote) {
      case (let scalar, let open?): quote = scalar == open ? nil : open
      case ("'", nil), ("\"", nil): quote = scalars[index]
      case ("‘", nil): quote = "’"
      case ("“", nil): quote = "”"
      case ("}", nil): return index
      default: break
      }
    }
    return nil
  }

  /// The message for a record or row, with the words for blanks in a language.
  public func text(_ context: RuleContext, in language: Language = .chinese) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .expression(let expression):
        switch expression.evaluate(context) {
        case .value(let value): value.description
        case .blank: Self.blank[language]
        case .unknown: Self.unknown[language]
        }
      }
    }.joined()
  }

  private static let blank = LocalizedText("（空）", en: "(blank)")
  private static let unknown = LocalizedText("（未知）", en: "(unknown)")
}

import FormDefinitions

/// The certain repairs of free text: what stands between the words is the writer's own.
enum TextRepair {
  /// Trims both ends, takes invisible characters out and makes full-width letters and digits
  /// half-width; in names also spaces between characters and other middle dots.
  static func repair(
    _ text: String,
    isName: Bool,
    isPersonal: Bool
  ) -> (text: String, repairs: Repairs) {
    var repairs: Repairs = []
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(text.utf8.count / 2 + 4)
    var previous: Unicode.Scalar = "\n"
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      if scalar.isInvisible {
        repairs.insert(.invisible)
      } else if scalar.isLineBreak {
        if scalar == "\n", previous == "\r" { continue }
        scalars.append("\n")
      } else if scalar.halfWidth.isLetterOrDigit, scalar.halfWidth != scalar {
        repairs.insert(.fullWidth)
        scalars.append(scalar.halfWidth)
      } else {
        scalars.append(scalar == "\u{A0}" ? " " : scalar)
      }
    }
    trim(&scalars, &repairs)
    if isName { dropLineBreaks(&scalars, &repairs) }
    if isPersonal { joinName(&scalars, &repairs, isName: isName) }
    if isName { unifyDots(&scalars, &repairs) }
    return (String(scalars), repairs)
  }

  private static func trim(_ scalars: inout [Unicode.Scalar], _ repairs: inout Repairs) {
    let start = scalars.firstIndex { !$0.isWhiteSpace } ?? scalars.endIndex
    let end = scalars.lastIndex { !$0.isWhiteSpace }.map { $0 + 1 } ?? start
    for scalar in scalars[..<start] + scalars[end...] {
      repairs.insert(scalar.isLineBreak ? .lineBreaks : .spaces)
    }
    scalars = Array(scalars[start..<end])
  }

  private static func dropLineBreaks(_ scalars: inout [Unicode.Scalar], _ repairs: inout Repairs) {
    guard scalars.contains("\n") else { return }
    scalars.removeAll { $0 == "\n" }
    repairs.insert(.lineBreaks)
  }

  /// 张　三 is 张三: spaces only fill the name up to the width of three characters.
  private static func joinName(
    _ scalars: inout [Unicode.Scalar],
    _ repairs: inout Repairs,
    isName: Bool
  ) {
    guard scalars.contains(where: \.isWhiteSpace),
      scalars.allSatisfy({ $0.isHan || ($0.isWhiteSpace && $0 != "\n") })
    else { return }
    let words = scalars.split { $0.isWhiteSpace }
    let count = words.reduce(0) { $0 + $1.count }
    let areSingle = words.allSatisfy { $0.count == 1 }
    guard areSingle || isName, count <= 3 else { return }
    scalars = words.flatMap { $0 }
    repairs.insert(.spaces)
  }

  /// 阿里木•买买提 and 阿里木.买买提 are written with ·.
  private static func unifyDots(_ scalars: inout [Unicode.Scalar], _ repairs: inout Repairs) {
    guard scalars.count > 2 else { return }
    for index in 1..<(scalars.count - 1) {
      switch scalars[index] {
      case "•", "．", "・", "‧", "∙", "⋅", ".", "｡", "●", "﹒":
        guard scalars[index - 1].isHan, scalars[index + 1].isHan else { continue }
        scalars[index] = "·"
        repairs.insert(.middleDot)
      default: break
      }
    }
  }
}

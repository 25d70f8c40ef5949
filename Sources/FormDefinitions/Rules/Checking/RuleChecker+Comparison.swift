import Findings

extension RuleChecker {
  /// Throws unless two values are of one type and a text that is written out is a label that the
  /// other may be.
  func requireComparable(
    _ left: CheckedRule,
    _ right: CheckedRule,
    at offset: Int
  ) throws(RuleError) {
    guard left.kind.type == right.kind.type else {
      throw mismatch(left, right, at: offset)
    }
    try requireLabel(left, of: right.kind)
    try requireLabel(right, of: left.kind)
  }

  /// Throws when a text that is written out is not among the labels of a kind.
  func requireLabel(_ text: CheckedRule, of kind: RuleKind) throws(RuleError) {
    guard let label = text.literalText, let labels = kind.labels else { return }
    let allowed: [String]
    let place: LocalizedText
    switch labels {
    case .list(let list):
      guard let known = scope.codeLabels[list] else { return }
      allowed = Array(known)
      place = LocalizedText("代码表 \(list) 没有", en: "code list \(list) has no")
    case .fixed(let known):
      allowed = known
      place = LocalizedText(
        "这里只会是 \(known.joined(separator: "、"))，没有",
        en: "this is one of \(known.joined(separator: ", ")), never"
      )
    }
    guard !allowed.contains(label) else { return }
    let meant = NearestWord.to(label, among: allowed)
    throw RuleError(
      at: text.offset,
      "\(place.chinese)“\(label)”",
      en: "\(place.english) “\(label)”",
      meant: meant.map { "'\($0)'" }
    )
  }

  private func mismatch(_ left: CheckedRule, _ right: CheckedRule, at offset: Int) -> RuleError {
    let types = (left.kind.type, right.kind.type)
    let text = left.literalText ?? right.literalText
    var meant: String?
    if let text {
      let other = left.literalText == nil ? types.0 : types.1
      switch other {
      case .choices: meant = "contains(…, '\(text)')"
      case .boolean where ["是", "否"].contains(text): meant = text
      case .date: meant = "date('\(text)')"
      case .month: meant = "month('\(text)')"
      case .number where !text.isEmpty && text.utf8.allSatisfy({ (48...57).contains($0) }):
        meant = text
      default: break
      }
    }
    return RuleError(
      at: offset,
      "\(types.0.name.chinese)不能与\(types.1.name.chinese)比较",
      en: "\(types.0.name.english) cannot be compared with \(types.1.name.english)",
      meant: meant
    )
  }
}

import Findings
import FormDefinitions

extension LocalizedText {
  /// The remedy of a wrong identity number.
  static let compareWithCard = LocalizedText(
    "请对照身份证或户口簿逐位核对",
    en: "Compare it digit by digit with the identity card."
  )
}

extension IdentityNumberReader {
  static let digitsLost = FieldReading.fault(
    "identity-number.digits-lost",
    LocalizedText(
      "此号码在 Excel 里按数字录入，第 16 位以后已丢失，无法恢复",
      en: "Excel took this for a number and lost the digits from the 16th on for good."
    ),
    fix: LocalizedText(
      "先把单元格格式设为“文本”，再重新录入完整号码",
      en: "Set the cell's format to Text, then type the whole number again."
    )
  )

  static let trailingZeros = ValueRemark(
    "identity-number.trailing-zeros",
    .confirm,
    message: LocalizedText(
      "号码以 000 结尾，可能是 Excel 丢失了末三位",
      en: "The number ends in 000: Excel may have lost its last three digits."
    ),
    fix: LocalizedText(
      "请对照身份证核对末三位",
      en: "Compare the last three digits with the identity card."
    )
  )

  static func remarkDropped(_ words: String) -> ValueRemark {
    ValueRemark(
      "identity-number.remark-dropped",
      .warning,
      message: LocalizedText(
        "只记录号码，另外写的“\(ChoiceReader.short(words))”没有记录",
        en: "The number was recorded, “\(ChoiceReader.short(words))” beside it was not."
      ),
      fix: LocalizedText("这一格请只填号码", en: "Write the number alone into this cell.")
    )
  }

  static let several = FieldReading.fault(
    "identity-number.several",
    LocalizedText("一个单元格里有两个证件号码", en: "Two identity numbers stand in one cell."),
    fix: LocalizedText("请每格只填一人的一个号码", en: "Write one number of one person a cell.")
  )

  static func length(_ count: Int, _ text: String) -> FieldReading {
    if count == 15, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return old(text) }
    if count < 6 || text.contains("*") || !text.unicodeScalars.contains(where: { $0.digit != nil })
    {
      return character(text)
    }
    var hint = (chinese: "", english: "")
    var nearest: String?
    switch count {
    case 16: hint = ("，可能漏了两位", "; two may be missing")
    case 17:
      hint = ("，可能漏了一位", "; one may be missing")
      if let check = IdentityNumber.checkCharacter(of: text), check == "X",
        (try? IdentityNumber(text + "X")) != nil
      {
        hint = ("，可能漏了末位的 X", "; the final X may be missing")
        nearest = text + "X"
      }
    case 19: hint = ("，可能多了一位", "; there may be one too many")
    case 21: hint = ("；残疾人证号应为 20 位或 22 位", "; a disability certificate has 20 or 22")
    default: break
    }
    return .fault(
      "identity-number.length",
      LocalizedText(
        "证件号码应为 18 位，这里是 \(count) 位\(hint.chinese)",
        en: "An identity number has 18 characters, this has \(count)\(hint.english)."
      ),
      fix: .compareWithCard,
      expected: nearest
    )
  }

  /// The numbers of 15 digits have no century and no check character; both follow from it.
  private static func old(_ text: String) -> FieldReading {
    let digits = text.prefix(6) + "19" + text.dropFirst(6)
    let completed = IdentityNumber.checkCharacter(of: digits).map { String(digits) + String($0) }
    return .fault(
      "identity-number.old",
      LocalizedText(
        "这是 15 位的旧号码，已于 2013 年停用",
        en: "This is an old number of 15 digits, withdrawn in 2013."
      ),
      fix: LocalizedText(
        "请按现在的身份证填写 18 位号码",
        en: "Write the number of 18 characters from the present card."
      ),
      expected: completed.flatMap { (try? IdentityNumber($0))?.text }
    )
  }

  static func character(_ text: String) -> FieldReading {
    let position = text.unicodeScalars.enumerated().first { index, scalar in
      scalar.digit == nil && !(index == 17 && scalar == "X")
    }
    if text.contains("*") {
      return .fault(
        "identity-number.character",
        LocalizedText(
          "号码的一部分被星号遮住了，不是完整号码",
          en: "A part of the number is hidden by asterisks."
        ),
        fix: LocalizedText("请填写完整的 18 位号码", en: "Write all 18 characters.")
      )
    }
    guard let position, text.unicodeScalars.contains(where: { $0.digit != nil }) else {
      return .fault(
        "identity-number.character",
        LocalizedText("这里写的不是证件号码", en: "This is no identity number."),
        fix: LocalizedText("请填写 18 位证件号码", en: "Write the identity number of 18 characters.")
      )
    }
    return .fault(
      "identity-number.character",
      LocalizedText(
        "第 \(position.offset + 1) 位“\(position.element)”不是数字（只有第 18 位可以是 X）",
        en: "Character \(position.offset + 1), “\(position.element)”, is no digit "
          + "(only the 18th may be X)."
      ),
      fix: .compareWithCard
    )
  }

  static func checksum(_ text: String, expected: Character) -> FieldReading {
    let written = text.dropFirst(17).first.map(String.init) ?? ""
    return .fault(
      "identity-number.checksum",
      LocalizedText(
        "末位校验码应为 \(expected)，这里是 \(written)：号码里至少有一位写错了",
        en: "The check character should be \(expected), not \(written): some digit is wrong."
      ),
      fix: .compareWithCard,
      expected: String(expected)
    )
  }
}

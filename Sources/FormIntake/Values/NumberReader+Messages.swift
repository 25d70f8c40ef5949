import Findings
import Foundation

extension NumberReader {
  static func approximate(_ number: Decimal) -> ValueRemark {
    ValueRemark(
      "number.approximate",
      .confirm,
      message: LocalizedText(
        "写的是大约的数，按 \(number) 记录",
        en: "The number is approximate; \(number) is taken."
      ),
      fix: LocalizedText("请核实后只写一个确定的数", en: "Find out and write the exact number alone."),
      expected: number.description
    )
  }

  static func uncertain(_ number: Decimal) -> ValueRemark {
    ValueRemark(
      "number.uncertain",
      .confirm,
      message: LocalizedText(
        "这样写可以有两种理解，按口语读作 \(number)",
        en: "This can be read in two ways; as spoken it is \(number)."
      ),
      fix: LocalizedText("请用阿拉伯数字写出完整的数", en: "Write the whole number in digits."),
      expected: number.description
    )
  }

  func noneOrZero(_ mark: String) -> FieldReading {
    .fault(
      "number.none-or-zero",
      LocalizedText(
        "“\(mark)”是 0 还是没有填，不能确定",
        en: "“\(mark)” may mean 0 or not filled in."
      ),
      fix: LocalizedText(
        "如果是 0，请写 0；如果不用填，请留空",
        en: "Write 0 if it is zero; leave the cell empty if it does not apply."
      )
    )
  }

  static func roundedMoney(_ rounded: Decimal, isCertain: Bool) -> ValueRemark {
    ValueRemark(
      "money.rounded",
      isCertain ? .note : .warning,
      message: LocalizedText(
        "金额超过两位小数，已四舍五入到分：\(rounded)",
        en: "The amount has more than two decimals and was rounded to \(rounded)."
      ),
      fix: isCertain
        ? .nothingToDo
        : LocalizedText(
          "请核对金额；如果单位写成了万元，请改为元",
          en: "Check the amount, and that it is in yuan and not in 10,000 yuan."
        ),
      expected: rounded.description
    )
  }

  static func negative(_ number: Decimal) -> ValueRemark {
    ValueRemark(
      "number.negative",
      .error,
      message: LocalizedText(
        "不能是负数，这里是 \(number)",
        en: "It cannot be negative; this is \(number)."
      ),
      fix: LocalizedText("请核对后改正", en: "Check and correct it."),
      expected: abs(number).description
    )
  }

  static func shareOrPercent(_ number: Decimal) -> ValueRemark {
    ValueRemark(
      "percent.fraction",
      .confirm,
      message: LocalizedText(
        "是 \(number)% 还是 \(number * 100)%，不能确定，按 \(number)% 记录",
        en: "\(number)% or \(number * 100)%? \(number)% is taken."
      ),
      fix: LocalizedText(
        "请写百分号前面的数，例如 80% 写 80",
        en: "Write the number before the per cent sign: 80 for 80%."
      ),
      expected: (number * 100).description
    )
  }

  /// The error that a fault of the text gives.
  static func explain(_ fault: NumberFault, unit: String?) -> FieldReading {
    let only = LocalizedText("请只写一个数，不写文字", en: "Write one number alone, without words.")
    switch fault {
    case .interval:
      return .fault(
        "number.interval",
        LocalizedText("这里写的是一个范围，不是一个数", en: "This is a range, not a number."),
        fix: LocalizedText("请核实后只写一个确定的数", en: "Find out and write the exact number alone.")
      )
    case .several:
      return .fault(
        "number.several",
        LocalizedText("这里有几个数", en: "There are several numbers here."),
        fix: LocalizedText("请只写一个数", en: "Write one number alone.")
      )
    case .expression(let result):
      return .fault(
        "number.expression",
        LocalizedText(
          "这里写的是算式，没有结果" + (result.map { "（应为 \($0)）" } ?? ""),
          en: "This is a calculation without its result" + (result.map { " (\($0))." } ?? ".")
        ),
        fix: LocalizedText("请只写算出的结果", en: "Write the result alone."),
        expected: result?.description
      )
    case .separator:
      return .fault(
        "number.separator",
        LocalizedText(
          "逗号的位置不对，不能确定是小数点、千位分隔符还是两个数",
          en: "The comma may be a decimal point, a thousands separator, or part two numbers."
        ),
        fix: LocalizedText("请去掉逗号，小数用“.”", en: "Remove the comma; write decimals with “.”.")
      )
    case .space:
      return .fault(
        "number.separator",
        LocalizedText(
          "数字中间有空格，不能确定是一个数还是两个数",
          en: "With the space between, this may be one number or two."
        ),
        fix: LocalizedText("请去掉空格，只写一个数", en: "Remove the space and write one number alone.")
      )
    case .extraText(let text, let number):
      return .fault(
        "number.extra-text",
        LocalizedText(
          "除了数字 \(number)，还写有“\(ChoiceReader.short(text))”",
          en: "Beside the number \(number) stands “\(ChoiceReader.short(text))”."
        ),
        fix: only,
        expected: text.unicodeScalars.contains(where: ChineseNumeral.contains)
          ? nil : number.description
      )
    case .unit(let written, let number):
      let expected = unit.map { "，这里应以“\($0)”为单位" } ?? "，这里不带单位"
      let english = unit.map { "“\($0)” is asked." } ?? "no unit is asked."
      return .fault(
        "number.unit",
        LocalizedText("单位写的是“\(written)”\(expected)", en: "The unit is “\(written)”; \(english)"),
        fix: LocalizedText("请换算后只写数字", en: "Convert it and write the number alone."),
        expected: unit == nil ? number.description : nil
      )
    case .tooLong(let count):
      return .fault(
        "number.too-long",
        LocalizedText(
          "数字有 \(count) 位以上，太长了，可能填成了证件号码或账号",
          en: "A number of \(count) or more digits is too long: an identity or account number?"
        ),
        fix: LocalizedText("请核对是否填错了列", en: "Check whether it belongs to another column.")
      )
    case .unreadable:
      return .fault(
        "number.unreadable",
        LocalizedText("应填数字，这里不是一个数", en: "A number is asked; this is none."),
        fix: only
      )
    }
  }
}

import Findings
import FormDefinitions
import Foundation
import Spreadsheet
import Testing

@testable import FormIntake

/// A generator with a seed, so that a failure can be repeated (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Random values, written in many ways, are read back as they were.
@Suite struct ReadingPropertyTests {
  private func fullWidth(_ text: String) -> String {
    String(
      text.unicodeScalars.map { scalar in
        (0x21...0x7E).contains(scalar.value)
          ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
      }
    )
  }

  @Test func `amounts of money`() throws {
    var random = SeededGenerator(state: 1)
    let reader = makeReader(makeField(.money) { $0.unit = "元" })
    for _ in 0..<400 {
      let fen = Int.random(in: 0...999_999_999, using: &random)
      let amount = Decimal(sign: .plus, exponent: -2, significand: Decimal(fen))
      let plain = "\(fen / 100).\(String("0\(fen % 100)".suffix(2)))"
      var grouped = String(String(fen / 100).reversed())
      for index in stride(from: 3, to: grouped.count, by: 3).reversed() {
        grouped.insert(",", at: grouped.index(grouped.startIndex, offsetBy: index))
      }
      grouped = String(grouped.reversed()) + plain.suffix(3)
      let spellings = [
        plain, fullWidth(plain), grouped, fullWidth(grouped), "\(plain)元", "￥\(grouped)",
        "　\(plain) ", "\(plain) 元整",
      ]
      for text in spellings {
        let reading = reader.read(.text(text))
        #expect(reading.value == .number(amount), "\(text)")
        #expect((reading.severity ?? .note) == .note, "\(text)")
      }
      let cell = CellNumber(Double(fen) / 100)
      #expect(reader.read(.number(cell)) == .value(.number(amount)), "\(cell.rawText)")
      // Sums of binary numbers carry rubbish in the sixteenth digit.
      let noisy = CellNumber((Double(fen) / 100 + 0.1) - 0.1)
      if noisy.value > 1 {
        #expect(reader.read(.number(noisy)).value == .number(amount), "\(noisy.rawText)")
      }
    }
  }

  @Test func `whole numbers in Chinese numerals`() throws {
    var random = SeededGenerator(state: 2)
    let reader = makeReader(makeField(.integer) { $0.unit = "人" })
    for _ in 0..<400 {
      let number =
        Int.random(in: 0...99_999_999, using: &random) >> Int.random(in: 0...26, using: &random)
      let text = chinese(number)
      let expected = FieldValue.number(Decimal(number))
      #expect(reader.read(.text(text)).value == expected, "\(number) \(text)")
      #expect(reader.read(.text(text + "人")).value == expected, "\(number) \(text)人")
    }
  }

  /// The usual reading of a number below a hundred million.
  private func chinese(_ number: Int) -> String {
    let figures = Array("零一二三四五六七八九")
    func section(_ number: Int) -> String {
      var text = ""
      var zero = false
      for (place, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let figure = number / place % 10
        if figure == 0 {
          zero = !text.isEmpty
        } else {
          if zero { text += "零" }
          zero = false
          text += String(figures[figure]) + word
        }
      }
      return text
    }
    if number == 0 { return "零" }
    let (high, low) = number.quotientAndRemainder(dividingBy: 10_000)
    var text = high > 0 ? section(high) + "万" : ""
    if low > 0 {
      if high > 0, low < 1000 { text += "零" }
      text += section(low)
    }
    return number < 20 && number >= 10 ? String(text.dropFirst()) : text
  }

  @Test func days() throws {
    var random = SeededGenerator(state: 3)
    let reader = makeReader(makeField(.date))
    let months = makeReader(makeField(.month))
    let figures = Array("〇一二三四五六七八九")
    for _ in 0..<400 {
      let days = Int.random(in: -13_000...19_600, using: &random)  // 1934 to 2023
      let date = try #require(CalendarDate(daysSinceEpoch: days))
      let (year, month, day) = (date.year, date.month, date.day)
      let digits = date.description.filter { $0 != "-" }
      let years = String(String(year).compactMap { $0.wholeNumberValue.map { figures[$0] } })
      let spellings = [
        "\(date)", "\(year)-\(month)-\(day)", "\(year).\(month).\(day)", "\(year)/\(month)/\(day)",
        "\(year)年\(month)月\(day)日", "\(year) 年 \(month) 月 \(day) 日", "\(year)年\(month)月\(day)号",
        digits, fullWidth("\(date)"), fullWidth(digits), "\(date) 00:00:00", "\(date)T08:30:00",
        "\(years)年\(chinese(month))月\(chinese(day))日", " \(year)．\(month)．\(day)　",
      ]
      for text in spellings {
        let reading = reader.read(.text(text))
        #expect(reading.value == .date(date), "\(text)")
        #expect((reading.severity ?? .note) == .note, "\(text)")
        #expect(months.read(.text(text)).value == .month(CalendarMonth(date)), "\(text)")
      }
      #expect(reader.read(.date(SerialDate(date))) == .value(.date(date)))
      let number = try #require(Double(digits))
      #expect(reader.read(.number(CellNumber(number))).value == .date(date))
    }
  }

  @Test func `identity numbers`() throws {
    var random = SeededGenerator(state: 4)
    let reader = makeReader(makeField(.identityNumber))
    for _ in 0..<400 {
      let date = try #require(
        CalendarDate(daysSinceEpoch: Int.random(in: -20_000...19_600, using: &random))
      )
      let order = String("00\(Int.random(in: 1...989, using: &random))".suffix(3))
      let stem = "411003" + date.description.filter { $0 != "-" } + order
      let check = try #require(IdentityNumber.checkCharacter(of: stem))
      let number = stem + String(check)
      let spaced = "\(number.prefix(6)) \(number.dropFirst(6).prefix(8)) \(number.suffix(4))"
      for text in [number, number.lowercased(), fullWidth(number), spaced, "'\(number)"] {
        let reading = reader.read(.text(text))
        #expect(reading.value == .text(number), "\(text)")
        #expect(reading.remarks.allSatisfy { $0.code != "identity-number.checksum" }, "\(text)")
      }
      // Any single wrong digit is found, or makes another fault.
      var wrong = Array(number)
      let place = Int.random(in: 0..<17, using: &random)
      let figure = try #require(wrong[place].wholeNumberValue)
      wrong[place] = try #require("0123456789".dropFirst((figure + 1) % 10).first)
      #expect(reader.read(.text(String(wrong))).severity == .error, "\(String(wrong))")
    }
  }

  @Test func `no text stops the readers`() {
    var random = SeededGenerator(state: 5)
    let alphabet = Array(
      "0123456789.,-+/ %()（）　\nEXxOl年月日时万千百十亿零一二三两半元角个人约左右是否有无√□☑×☒£R点第男女，、；：:'\"=T〇廿周"
        .unicodeScalars
    )
    let list = CodeList(
      id: "list",
      title: "",
      source: "",
      codes: [Code(code: "1", label: "一"), Code(code: "2", label: "二三", synonyms: ["有"])],
      exclusive: ["一"]
    )
    let types: [FieldType] = [
      .text, .integer, .decimal, .money, .percent, .date, .month, .year, .yesNo, .choice("list"),
      .choices("list"), .identityNumber, .mobileNumber, .divisionCode, .creditCode, .signature,
    ]
    let readers = types.map { type in makeReader(makeField(type) { $0.unit = "元" }, list: list) }
    for _ in 0..<1500 {
      let length = Int.random(in: 1...24, using: &random)
      let text = String((0..<length).compactMap { _ in alphabet.randomElement(using: &random) })
      for reader in readers {
        let reading = reader.read(.text(text))
        for remark in reading.remarks {
          #expect(readingCodes.contains(remark.code.rawValue), "\(remark.code.rawValue)")
          #expect(!remark.message.chinese.isEmpty && !remark.fix.chinese.isEmpty)
        }
        let errors = reading.remarks.count { $0.severity == .error }
        #expect(errors <= 1, "\(reader.field.type.name) \(text.debugDescription)")
        if reading.value == nil, !reading.isBlank {
          #expect(errors == 1, "\(reader.field.type.name) \(text.debugDescription)")
        }
        #expect(
          !(reading.isBlank && (reading.value != nil || errors > 0)),
          "\(reader.field.type.name) \(text.debugDescription)"
        )
      }
    }
  }
}

import FormDefinitions
import Foundation
import Testing

/// How blanks and unreadable cells go through expressions.
@Suite struct RuleBlankTests {
  /// Three conditions: `t` true, `f` false, `u` unknown because it compares a blank, `x` unreadable;
  /// `n` a number that is blank, `m` one that is unreadable.
  static let scope = RuleScope(
    fields: [
      "t": .yesNo, "f": .yesNo, "u": .yesNo, "x": .yesNo, "n": .integer, "m": .integer,
      "one": .integer, "choices": .choices("a"), "day": .date, "id": .identityNumber, "text": .text,
    ]
  )

  static func value(_ source: String) throws -> String {
    let context = RuleContext(
      fields: [
        "t": .value(.boolean(true)), "f": .value(.boolean(false)), "u": .blank, "x": .unreadable,
        "m": .unreadable, "one": .value(.number(1)),
      ],
      today: try Household.day("2023-08-31")
    )
    return switch try RuleExpression(source, scope: scope).evaluate(context) {
    case .value(let value): value.description
    case .blank: "（空）"
    case .unknown: "（未知）"
    }
  }

  @Test(arguments: [
    ("t", "t", "t", "t", "t"), ("t", "f", "f", "t", "f"), ("t", "u", "u", "t", "u"),
    ("f", "t", "f", "t", "t"), ("f", "f", "f", "f", "t"), ("f", "u", "f", "u", "t"),
    ("u", "t", "u", "t", "t"), ("u", "f", "f", "u", "u"), ("u", "u", "u", "u", "u"),
    ("t", "x", "u", "t", "u"), ("x", "t", "u", "t", "t"), ("f", "x", "f", "u", "t"),
    ("x", "f", "f", "u", "u"), ("x", "u", "u", "u", "u"),
  ])
  func andOrThenKnowThreeTruths(
    left: String,
    right: String,
    and: String,
    or: String,
    then: String
  ) throws {
    let names = ["t": "是", "f": "否", "u": "（未知）"]
    #expect(try Self.value("\(left) and \(right)") == names[and])
    #expect(try Self.value("\(left) or \(right)") == names[or])
    #expect(try Self.value("if \(left) then \(right)") == names[then])
    #expect(try Self.value("not \(left) or \(right)") == names[then])
    #expect(try Self.value("not (\(left) and \(right))") == names[and].map(Self.negation))
  }

  private static func negation(_ truth: String) -> String {
    ["是": "否", "否": "是"][truth] ?? truth
  }

  @Test(arguments: [
    ("n", "（空）"), ("m", "（未知）"), ("u", "（空）"), ("x", "（未知）"),
    ("n = 1", "（未知）"), ("n != 1", "（未知）"), ("n = n", "（未知）"), ("m = m", "（未知）"),
    ("n + 1", "（空）"), ("m + 1", "（未知）"), ("n + m", "（未知）"), ("m + n", "（未知）"),
    ("-n", "（空）"), ("-m", "（未知）"), ("n / 0", "（空）"), ("n + 1 > 0", "（未知）"),
    ("round(n, 2)", "（空）"), ("round(m, 2)", "（未知）"), ("max(n, 1)", "（空）"),
    ("min(1, m)", "（未知）"), ("abs(n)", "（空）"), ("size(choices)", "（空）"),
    ("contains(choices, 'a')", "（空）"), ("not contains(choices, 'a')", "（未知）"),
    ("age(id, today())", "（空）"), ("sex(id) = '男'", "（未知）"), ("year(day)", "（空）"),
    ("days(day, today()) > 3", "（未知）"), ("length(text)", "（空）"),
    ("n in (1, 2)", "（未知）"), ("one in (2, n)", "（未知）"), ("one in (n, 1)", "是"),
    ("one not in (2, m)", "（未知）"), ("one not in (m, 1)", "否"),
    ("blank(n)", "是"), ("filled(n)", "否"), ("blank(one)", "否"), ("filled(one)", "是"),
    ("blank(m)", "（未知）"), ("filled(m)", "（未知）"), ("blank(n + 1)", "是"),
    ("blank(choices)", "是"), ("blank(u)", "是"), ("blank(u and t)", "（未知）"),
    ("filled(n) and n > 3", "否"), ("blank(n) or n > 3", "是"),
    ("if filled(n) then n > 3", "是"), ("if n > 3 then t", "是"), ("if n > 3 then f", "（未知）"),
    ("if u then 1 else 2", "（未知）"), ("if t then n else 2", "（空）"),
    ("if f then n else 2", "2"),
  ])
  func blanksSpread(source: String, expected: String) throws {
    #expect(try Self.value(source) == expected)
  }

  @Test func aRuleOfBlanksDoesNotApply() throws {
    let rule = try RuleExpression("household_size = count(members)", scope: Household.scope)
    var context = try Household.context()
    #expect(rule.isSatisfied(context) == true)
    context.set("household_size", .number(4))
    #expect(rule.isSatisfied(context) == false)
    context.fields["household_size"] = .blank
    #expect(rule.isSatisfied(context) == nil)
    context.fields["household_size"] = nil
    #expect(rule.isSatisfied(context) == nil)
    context.fields["household_size"] = .unreadable
    #expect(rule.isSatisfied(context) == nil)
  }

  @Test(arguments: [
    ("sum(members, wage)", "3000", "（未知）"),
    ("max(members, wage)", "3000", "（未知）"),
    ("sum(members, wage, relation = '户主')", "3000", "3000"),
    ("sum(members, wage, relation != '户主')", "（空）", "（未知）"),
    ("unique(members, wage)", "是", "（未知）"),
    ("duplicates(members, wage)", "0", "（未知）"),
    ("first(members, wage)", "3000", "3000"),
    ("first(members, wage, relation = '配偶')", "（空）", "（未知）"),
    ("any(members, wage > 2000)", "是", "是"),
    ("any(members, wage > 9000)", "（未知）", "（未知）"),
    ("any(members, filled(wage) and wage > 9000)", "否", "（未知）"),
    ("all(members, wage > 9000)", "否", "否"),
    ("all(members, wage > 2000)", "（未知）", "（未知）"),
    ("all(members, blank(wage) or wage > 2000)", "是", "（未知）"),
    ("count(members, wage > 2000)", "（未知）", "（未知）"),
    ("count(members, filled(wage))", "1", "（未知）"),
    ("count(members, filled(wage)) >= 1", "是", "是"),
    ("count(members, filled(wage)) > 2", "否", "否"),
    ("count(members, filled(wage)) < 1", "否", "否"),
    ("count(members, filled(wage)) <= 2", "是", "是"),
    ("count(members, filled(wage)) = 3", "否", "否"),
    ("count(members, filled(wage)) != 3", "是", "是"),
    ("count(members, filled(wage)) = 1", "是", "（未知）"),
    ("1 = count(members, filled(wage))", "是", "（未知）"),
    ("count(members, filled(wage)) > n", "（未知）", "（未知）"),
    ("count(members)", "3", "3"),
  ])
  func rowsWithBlanksAndWithSomethingUnreadable(
    source: String,
    withBlanks: String,
    withUnreadable: String
  ) throws {
    var scope = Household.scope
    scope.fields["n"] = .integer
    let rule = try RuleExpression(source, scope: scope)
    var context = try Household.context()
    let describe = { (outcome: RuleOutcome) in
      switch outcome {
      case .value(let value): value.description
      case .blank: "（空）"
      case .unknown: "（未知）"
      }
    }
    #expect(describe(rule.evaluate(context)) == withBlanks)
    context.set("wage", of: 1, .unreadable)
    #expect(describe(rule.evaluate(context)) == withUnreadable)
  }

  @Test func aRepeatStaysARepeatBesideSomethingUnreadable() throws {
    #expect(
      try Household.value("unique(members, phone)") { $0.set("phone", of: 2, .unreadable) } == "否"
    )
  }

  @Test func numbersThatAreNoIdentityNumbersTellNothing() throws {
    let broken = { (context: inout RuleContext) in
      context.set("id", of: 2, .value(.text("411003200908200000")))
    }
    #expect(try Household.value("all(members, sex = sex(id))", broken) == "（未知）")
    #expect(try Household.value("unique(members, id)", broken) == "（未知）")
    #expect(try Household.value("count(members, filled(id))", broken) == "3")
  }

  @Test func valuesOfAnotherTypeThanTheFieldsTellNothing() throws {
    #expect(
      try Household.value("household_size = 3") { $0.set("household_size", .text("3")) } == "（未知）"
    )
    #expect(try Household.value("has_risk and true") { $0.set("has_risk", .text("是")) } == "（未知）")
  }
}

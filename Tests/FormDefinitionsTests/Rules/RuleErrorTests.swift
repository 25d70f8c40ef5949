import Findings
import FormDefinitions
import Testing

/// The messages of faults, word for word; they are what an office sees that writes a rule.
@Suite struct RuleErrorTests {
  static func error(_ source: String, _ scope: RuleScope = Household.scope) throws -> RuleError {
    try #require(throws: RuleError.self) { try RuleExpression(source, scope: scope) }
  }

  static func describe(_ source: String) throws -> String {
    try error(source).description
  }

  @Test(arguments: [
    ("", "0: 规则是空的"),
    ("   ", "0: 规则是空的"),
    ("1 +", "3: 规则没有写完"),
    ("(1 + 2", "6: 规则没有写完，缺“)”"),
    ("1 + 2)", "5: 这里不应有“)”"),
    ("1 2", "2: 这里不应有“2”"),
    ("household_size = = 3", "17: 这里不应有“=”"),
    ("count(members", "13: 规则没有写完，缺“)”"),
    ("count(members relation)", "14: 这里应是“)”，不是“relation”"),
    ("household_size in 3", "18: 这里应是“(”，不是“3”"),
    ("if has_risk", "11: 规则没有写完，缺“then”"),
    ("if has_risk, true", "11: 这里应是“then”，不是“,”"),
    ("1 < 2 < 3", "6: 比较不能连写；请用 and 连接两个比较"),
    ("1 in (1) = true", "9: 比较不能连写；请用 and 连接两个比较"),
    ("has_risk = not no_labour", "11: 这里不应有“not”"),
    ("1 == 1", "2: 不认识“==”；是否 =？"),
    ("has_risk && no_labour", "9: 不认识“&&”；是否 and？"),
    ("has_risk || no_labour", "9: 不认识“||”；是否 or？"),
    ("!has_risk", "0: 不认识的符号“!”；是否 not？"),
    ("1 # 2", "2: 不认识的符号“#”"),
    ("household_size > 3人", "17: 数“3人”写法不对"),
    ("1.2.3", "0: 数“1.2.3”写法不对"),
    ("1. + 2", "0: 数“1.”写法不对"),
    ("household_type = '脱贫户", "17: 引号没有成对"),
    ("form.", "5: 规则没有写完"),
    ("form.3", "5: 这里不应有“3”"),
  ])
  func faultsOfSyntax(source: String, expected: String) throws {
    #expect(try Self.describe(source) == expected)
  }

  @Test(arguments: [
    ("hed_id = head_id", "0: 没有字段 hed_id；是否 head_id？"),
    ("filled(form.heda_id)", "12: 没有字段 heda_id；是否 head_id？"),
    ("zzzzzz = 1", "0: 没有字段 zzzzzz"),
    ("monitoring_lime > 1", "0: 没有字段 monitoring_lime；是否 monitoring_line？"),
    ("any(members, relaton = '户主')", "13: 没有字段 relaton；是否 relation？"),
    ("household_type = 脱贫户", "17: 没有字段 脱贫户；文字要加引号：'脱贫户'"),
    ("members = 3", "0: members 是表，不是字段；是否 count(members)？"),
    (
      "relation = '户主'",
      "0: relation 是表 members 的列，要写在 count、sum、any、all 等里面，如 any(members, filled(relation))"
    ),
    (
      "members.relation = '户主'",
      "0: relation 是表 members 的列，要写在 count、sum、any、all 等里面，如 any(members, filled(relation))"
    ),
    ("any(members, members.relaton = '户主')", "21: 表 members 没有列 relaton；是否 relation？"),
    ("from.name = '张'", "0: 没有表 from；是否 form？"),
    ("count(member)", "6: 没有表 member；是否 members？"),
    ("count(household_size)", "6: 没有表 household_size"),
    ("count('members')", "6: count 的第 1 个参数要是表名"),
    ("cuont(members)", "0: 没有函数 cuont；是否 count？"),
    ("vlookup(1)", "0: 没有函数 vlookup"),
    ("filled(signed)", "7: signed 是签字栏，不能用在规则里"),
    ("any(members, blank(sign))", "19: members.sign 是签字栏，不能用在规则里"),
  ])
  func faultsOfNames(source: String, expected: String) throws {
    #expect(try Self.describe(source) == expected)
  }

  @Test(arguments: [
    ("household_type = '脱贫'", "17: 代码表 household-type 没有“脱贫”；是否 '脱贫户'？"),
    ("'脱贫' = household_type", "0: 代码表 household-type 没有“脱贫”；是否 '脱贫户'？"),
    (
      "household_type in ('脱贫户', '一半农户')",
      "26: 代码表 household-type 没有“一半农户”；是否 '一般农户'？"
    ),
    ("contains(risks, '因产业失败')", "16: 代码表 risk 没有“因产业失败”；是否 '因产业(项目)失败'？"),
    ("contains_any(risks, ('因病', '洪水'))", "27: 代码表 risk 没有“洪水”"),
    (
      "count(members, relation = '户长') = 1",
      "26: 代码表 relation 没有“户长”；是否 '户主'？"
    ),
    (
      "first(members, relation) = '户长'",
      "27: 代码表 relation 没有“户长”；是否 '户主'？"
    ),
    ("sex(head_id) = '男性'", "15: 这里只会是 男、女，没有“男性”；是否 '男'？"),
  ])
  func faultsOfLabels(source: String, expected: String) throws {
    #expect(try Self.describe(source) == expected)
  }

  @Test func labelsOfUnknownListsAreNotChecked() throws {
    #expect(try Household.value("opinion = '随便'") == "否")
    #expect(try Household.value("contains(key_groups, '随便')") == "否")
  }

  @Test(arguments: [
    ("household_size = '3'", "15: 数不能与文字比较；是否 3？"),
    ("household_size = '三'", "15: 数不能与文字比较"),
    ("has_risk = '是'", "9: 条件（是/否）不能与文字比较；是否 是？"),
    ("checked_on > '2023-08-01'", "11: 日期不能与文字比较；是否 date('2023-08-01')？"),
    ("identified_in = '2023-08'", "14: 月份不能与文字比较；是否 month('2023-08')？"),
    ("checked_on > identified_in", "11: 日期不能与月份比较"),
    ("risks = '因病'", "6: 多选不能与文字比较；是否 contains(…, '因病')？"),
    ("household_size in (1, '2')", "22: 数不能与文字比较；是否 2？"),
    ("head_name < 'b'", "10: 文字没有大小，只能用 = 或 != 比较"),
    ("has_risk > no_labour", "9: 条件（是/否）没有大小，只能用 = 或 != 比较"),
    ("risks < risks", "6: 多选没有大小，只能用 = 或 != 比较"),
    ("household_size and has_risk", "0: “and”要的是条件（是/否），这里是数"),
    ("has_risk or 1 + 1", "12: “or”要的是条件（是/否），这里是数"),
    ("not household_size", "4: “not”要的是条件（是/否），这里是数"),
    ("head_name + 1", "0: “+”要的是数，这里是文字"),
    ("1 - checked_on", "4: “-”要的是数，这里是日期"),
    ("-has_risk", "1: “-”要的是数，这里是条件（是/否）"),
    ("if household_size then has_risk", "3: “if”要的是条件（是/否），这里是数"),
    ("if has_risk then 3", "17: “then”要的是条件（是/否），这里是数"),
    ("if has_risk then 3 else '三'", "24: then 后是数，else 后是文字；两边要一样"),
    ("(1, 2) = 3", "0: 括号里的清单只能写在 in、contains_any、contains_all 里"),
  ])
  func faultsOfTypes(source: String, expected: String) throws {
    #expect(try Self.describe(source) == expected)
  }

  @Test(arguments: [
    ("round(1)", "0: round 要 2 个参数，这里有 1 个"),
    ("today(1)", "0: today 要 0 个参数，这里有 1 个"),
    ("blank()", "0: blank 要 1 个参数，这里有 0 个"),
    ("max(1)", "0: max 要至少 2 个参数，这里有 1 个"),
    ("max(members)", "0: max 要 2 到 3 个参数，这里有 1 个"),
    ("sum(members)", "0: sum 要 2 到 3 个参数，这里有 1 个"),
    ("any(members)", "0: any 要 2 个参数，这里有 1 个"),
    ("count(members, true, true)", "0: count 要 1 到 2 个参数，这里有 3 个"),
    ("sum(members, name)", "13: sum 的第 2 个参数要是数，这里是文字"),
    ("max(members, name)", "13: max 的第 2 个参数要是数或日期或月份，这里是文字"),
    ("max(1, checked_on)", "7: max 的第 2 个参数要是数，这里是日期"),
    ("any(members, work_months)", "13: any 的第 2 个参数要是条件（是/否），这里是数"),
    ("sum(members, wage, name)", "19: sum 的第 3 个参数要是条件（是/否），这里是文字"),
    ("contains(household_type, '脱贫户')", "9: contains 的第 1 个参数要是多选，这里是文字"),
    ("contains(risks, 1)", "16: contains 的第 2 个参数要是文字，这里是数"),
    ("contains(risks, ('因病', '因学'))", "16: 括号里的清单只能写在 in、contains_any、contains_all 里"),
    ("birth_date(head_name)", "11: birth_date 要的是证件号码（identity-number）字段"),
    ("age(head_name, today())", "4: age 要的是证件号码（identity-number）字段"),
    ("age(head_id, 16)", "13: age 的第 2 个参数要是日期，这里是数"),
    ("days(identified_in, checked_on)", "5: days 的第 1 个参数要是日期，这里是月份"),
    ("length(household_size)", "7: length 的第 1 个参数要是文字，这里是数"),
    ("date(checked_on)", "0: date 里要写一个日期，如 date('2023-08-01')"),
    ("date('2023-02-29')", "5: “2023-02-29”不是日期；写法如 '2023-08-01'"),
    ("month('2023-13')", "6: “2023-13”不是月份；写法如 '2023-08'"),
  ])
  func faultsOfCalls(source: String, expected: String) throws {
    #expect(try Self.describe(source) == expected)
  }

  @Test func messagesAreBilingual() throws {
    let english = { (source: String) in try Self.error(source).message.english }
    #expect(try english("hed_id = head_id") == "there is no field hed_id; did you mean head_id?")
    #expect(
      try english("household_size = '3'")
        == "a number cannot be compared with a text; did you mean 3?"
    )
    #expect(
      try english("relation = '户主'") == """
        relation is a column of table members and must stand inside count, sum, any, all and the \
        like, as in any(members, filled(relation))
        """
    )
    #expect(
      try english("household_type = '脱贫'")
        == "code list household-type has no “脱贫”; did you mean '脱贫户'?"
    )
    #expect(try english("round(1)") == "round takes 2 arguments, not 1")
    #expect(try english("blank()") == "blank takes 1 argument, not 0")
    #expect(try english("(1 + 2") == "the rule ends where “)” is expected")
    #expect(try english("1 < 2 < 3") == "comparisons cannot be chained; join two of them with and")
  }

  @Test func suggestionsCanBePutInPlace() throws {
    #expect(try Self.error("hed_id = head_id").suggestion == "head_id")
    #expect(try Self.error("household_type = '脱贫'").suggestion == "'脱贫户'")
    #expect(try Self.error("household_type = 脱贫户").suggestion == "'脱贫户'")
    #expect(try Self.error("zzzzzz = 1").suggestion == nil)
  }

  @Test func offsetsCountUnicodeScalars() throws {
    #expect(try Self.error("'👨‍👩‍👧' = hed_id").offset == 10)
  }

  @Test func depthAndLengthAreLimited() throws {
    let deep = { (depth: Int) in
      String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
    }
    #expect(try Household.value(deep(49)) == "1")
    #expect(try Self.describe(deep(50)) == "50: 嵌套超过 50 层")
    #expect(try Self.describe(deep(1_900)) == "50: 嵌套超过 50 层")
    #expect(try Self.describe(String(repeating: "-", count: 60) + "1") == "50: 嵌套超过 50 层")
    let nots = String(repeating: "not ", count: 60) + "true"
    #expect(try Self.describe(nots) == "200: 嵌套超过 50 层")
    let sum = { (terms: Int) in Array(repeating: "1", count: terms).joined(separator: "+") }
    #expect(try Household.value(sum(200)) == "200")
    #expect(try Self.describe(sum(201)) == "399: 规则太复杂，请拆成几条")
    let tall = { (levels: Int, terms: Int) in
      String(repeating: "(", count: levels) + "1"
        + String(repeating: ")" + String(repeating: "+1", count: terms), count: levels)
    }
    #expect(try Household.value(tall(20, 9)) == "181")
    #expect(try Self.describe(tall(20, 20)) == "429: 规则太复杂，请拆成几条")
    #expect(try Self.describe(sum(2_001)) == "4000: 规则超过 4000 个字符")
  }

  /// Whatever is cut off or put in, there is an error and no crash, with a place in the source.
  @Test func everyCutIsAnErrorOrARule() throws {
    let source = """
      if household_type = '脱贫户' and count(members, age(id, date('2023-08-01')) >= 16) > 1 then \
      contains_any(risks, ('因病', '因学')) else not (per_head / 2 in (1, -2.5))
      """
    let scalars = Array(source.unicodeScalars)
    for cut in scalars.indices {
      for inserted in ["", "(", "'", ")", "=", "中", "9", "{", " not "] {
        var view = String.UnicodeScalarView(scalars[..<cut])
        view.append(contentsOf: inserted.unicodeScalars)
        for rest in [[], scalars[cut...]] {
          var whole = view
          whole.append(contentsOf: rest)
          do {
            let rule = try RuleExpression(String(whole), scope: Household.scope)
            #expect(rule.source == String(whole))
          } catch {
            #expect((0...whole.count).contains(error.offset))
          }
        }
      }
    }
  }
}

public import Findings

/// The language in which a definition writes rules, conditions and computed fields.
///
/// An expression is one line, such as `household_size = count(members)`. It is checked when the
/// definition is loaded: an unknown name, a wrong type or a label that is in no code list is a fault
/// with its place. 规则是一行式子；装入表样时就检查名称、类型和代码，写错的地方会指出来。
///
/// ## Values 值
///
/// | written | is |
/// | --- | --- |
/// | `12`, `0.5` | an exact decimal number 数 |
/// | `'户主'`, `"户主"`, `“户主”` | a text 文字; a quotation mark inside it is written twice |
/// | `是`, `否`, `true`, `false` | a truth value |
/// | `date('2023-08-01')`, `month('2023-08')` | a day, a month 日期、月份 |
/// | `head_id` | the field of that identifier 字段 |
/// | `monitoring_line` | a parameter, set by year and area 参数 |
/// | `form.name`, `members.name` | the form's field, the table's column, where both have the name |
///
/// A choice is a text, its printed label; a yes-no field is a condition and stands alone:
/// `if in_key_group then filled(key_groups)`. Full-width signs and ≠ ≤ ≥ × ÷ are taken too.
///
/// ## Operators 运算, from the loosest to the tightest
///
/// | written | means |
/// | --- | --- |
/// | `if a then b` | wherever a holds, b must 若…则… |
/// | `if a then x else y` | x where a holds, otherwise y |
/// | `a or b` | 或 |
/// | `a and b` | 且 |
/// | `not a` | 非 |
/// | `=` `!=` `<` `<=` `>` `>=` `in (…)` `not in (…)` | comparison, never chained 比较 |
/// | `+` `-` | 加减 |
/// | `*` `/` | 乘除 |
/// | `-x` | 负 |
///
/// ## Grammar
///
/// ```
/// expression = "if" expression "then" expression ["else" expression] | disjunction
/// disjunction = conjunction {"or" conjunction}
/// conjunction = negation {"and" negation}
/// negation = "not" negation | comparison
/// comparison = sum [("=" | "!=" | "<>" | "<" | "<=" | ">" | ">=") sum | ["not"] "in" list]
/// sum = product {("+" | "-") product}
/// product = sign {("*" | "/") sign}
/// sign = "-" sign | primary
/// primary = number | text | "true" | "false" | "是" | "否" | name ["." name]
///         | name "(" [expression {"," expression}] ")" | "(" expression ")"
/// list = "(" expression {"," expression} ")"
/// ```
///
/// Where `in` is followed by a list, `contains_any` and `contains_all` take one too. An expression
/// has 4,000 characters, 50 levels of nesting and 200 operations in a row at most.
///
/// ## Blanks 空白
///
/// A rule whose operands are blank does not apply, unless it asks about blanks.
///
/// - Arithmetic and functions of a blank give a blank; a comparison with it is unknown.
/// - `blank(x)` and `filled(x)` are certain; only of what was unreadable are they unknown.
/// - `and`, `or`, `not` and `if` know three truth values: `false and unknown` is false, `true or
///   unknown` is true, and a rule that comes out unknown says nothing.
/// - `sum`, `min`, `max`, `unique` and `duplicates` skip blanks. The sum over no rows is 0; over rows
///   that are all blank it is blank, as are `min`, `max` and `first` that find nothing.
/// - A row whose condition is unknown makes `count`, `any` and `all` unknown where it matters. In a
///   column that may stay blank, ask first: `count(members, filled(work_months) and work_months > 6)`.
/// - Something unreadable in a row makes the result unknown, unless it is certain without it: two
///   heads of a household are more than one, however a third row reads.
///
/// ## Functions 函数
///
/// They stand in ``functions``, each with an example and what it gives for one household; rules across
/// forms, which no worksheet computes, have those of ``acrossFunctions`` too.
public enum RuleLanguage {
  /// What a function of the language does.
  public struct Entry: Hashable, Sendable {
    /// The function's name.
    public let name: String
    /// The function with the names of its arguments; those in brackets may be left out.
    public let signature: String
    /// What the function gives.
    public let meaning: LocalizedText
    /// An expression that uses the function.
    public let example: String

    fileprivate init(
      _ signature: String,
      _ chinese: String,
      _ english: String,
      example: String
    ) {
      self.signature = signature
      name = String(signature.prefix { $0 != "(" })
      meaning = LocalizedText(chinese, en: english)
      self.example = example
    }
  }

  /// Every function, in the order in which a person would learn them.
  public static let functions: [Entry] = blanks + rows + choices + people + numbers + days

  /// The functions that only rules across forms have (`across.yaml`), as no formula of a worksheet gives
  /// the same. 只能用在跨表规则里的函数。
  public static let acrossFunctions: [Entry] = [
    Entry(
      "percent(text)",
      "文字里写明的完成百分数，如“已完成80％”“百分之八十”是 80；没有写、写了几个或一段、写的是剩余多少，都算空白",
      "the percentage that a text says to be done; blank for none, several, a range or a remainder",
      example: "not (percent(progress) < percent(other.progress))"
    )
  ]

  private static let blanks: [Entry] = [
    Entry(
      "blank(x)",
      "没有填写",
      "whether nothing was written",
      example: "if has_risk = 否 then blank(risks)"
    ),
    Entry(
      "filled(x)",
      "已经填写",
      "whether something was written",
      example: "filled(work_place) = filled(work_months)"
    ),
  ]

  private static let rows: [Entry] = [
    Entry(
      "count(table [, condition])",
      "表里（符合条件）的行数",
      "the number of rows, or of those that fit",
      example: "count(members, relation = '户主') = 1"
    ),
    Entry(
      "sum(table, number [, condition])",
      "各行数值之和",
      "the sum of a number over the rows",
      example: "sum(members, wage * work_months)"
    ),
    Entry(
      "min(table, value [, condition]), min(a, b, …)",
      "最小值（最早日期）",
      "the least value of the rows, or of several values",
      example: "min(members, work_months)"
    ),
    Entry(
      "max(table, value [, condition]), max(a, b, …)",
      "最大值（最晚日期）",
      "the greatest value of the rows, or of several values",
      example: "max(0, net_income)"
    ),
    Entry(
      "any(table, condition)",
      "有一行符合",
      "whether a row fits",
      example: "any(members, contains(health, '残疾'))"
    ),
    Entry(
      "all(table, condition)",
      "各行都符合",
      "whether every row fits",
      example: "all(members, labour in ('丧失劳动力', '无劳动力'))"
    ),
    Entry(
      "first(table, value [, condition])",
      "第一个符合的行的值",
      "the value in the first row that fits",
      example: "head_id = first(members, id, relation = '户主')"
    ),
    Entry(
      "unique(table, value [, condition])",
      "值都不重复",
      "whether no value stands in two rows",
      example: "unique(members, id)"
    ),
    Entry(
      "duplicates(table, value [, condition])",
      "重复出现的值有几个",
      "how many values stand in more than one row",
      example: "duplicates(members, phone)"
    ),
  ]

  private static let choices: [Entry] = [
    Entry(
      "contains(choices, label)",
      "多选里有这一项",
      "whether a label is chosen",
      example: "contains(risks, '因病')"
    ),
    Entry(
      "contains_any(choices, (label, …))",
      "多选里有其中一项",
      "whether one of some labels is chosen",
      example: "contains_any(risks, ('因病', '因残'))"
    ),
    Entry(
      "contains_all(choices, (label, …))",
      "多选里各项都有",
      "whether every one of some labels is chosen",
      example: "contains_all(risks, ('因病', '因残'))"
    ),
    Entry(
      "size(choices)",
      "选了几项",
      "how many labels are chosen",
      example: "size(risks) <= 5"
    ),
    Entry(
      "length(text)",
      "文字有几个字",
      "the number of characters",
      example: "length(head_name) >= 2"
    ),
  ]

  private static let people: [Entry] = [
    Entry(
      "birth_date(id)",
      "证件号码里的出生日期",
      "the day of birth that an identity number tells",
      example: "birth_date(head_id)"
    ),
    Entry(
      "age(id, day), age(birth, day)",
      "到某日的周岁",
      "completed years on a day",
      example: "age(head_id, checked_on) >= 16"
    ),
    Entry(
      "sex(id)",
      "证件号码里的性别：男、女",
      "男 or 女, as an identity number tells",
      example: "all(members, sex = sex(id))"
    ),
    Entry(
      "citizen(id)",
      "证件号码前 18 位，即本人",
      "the first 18 characters, which name the person",
      example: "citizen(head_id)"
    ),
    Entry(
      "disabled(id)",
      "是残疾人证号码",
      "whether the number is a disability certificate's",
      example: "count(members, disabled(id))"
    ),
    Entry(
      "disability_grade(id)",
      "残疾等级，1 最重；不是残疾人证则空",
      "the grade, 1 the heaviest; blank for a plain number",
      example: "any(members, disabled(id) and disability_grade(id) <= 2)"
    ),
    Entry(
      "disability_kind(id)",
      "残疾类别 1–7；不是残疾人证则空",
      "the kind, 1 to 7; blank for a plain number",
      example: "max(members, disability_kind(id))"
    ),
  ]

  private static let numbers: [Entry] = [
    Entry(
      "round(number, places)",
      "四舍五入到几位小数",
      "rounded, halves away from zero",
      example: "round(net_income / household_size, 2)"
    ),
    Entry(
      "abs(number)",
      "绝对值",
      "the number without its sign",
      example: "abs(net_income - 30000) < 100"
    ),
  ]

  private static let days: [Entry] = [
    Entry(
      "today()",
      "检查当日",
      "the day of the check",
      example: "checked_on <= today()"
    ),
    Entry(
      "year(day)",
      "年份",
      "the year of a day or month",
      example: "year(checked_on) = 2023"
    ),
    Entry(
      "month(day)",
      "月份 1–12",
      "the month of a day or month, 1 to 12",
      example: "month(checked_on)"
    ),
    Entry(
      "month_of(day)",
      "日期所在的年月",
      "the month of a year that a day lies in",
      example: "month_of(checked_on) = month('2023-08')"
    ),
    Entry(
      "days(from, to)",
      "相差天数",
      "days from the first to the second",
      example: "days(date('2023-07-25'), checked_on) <= 15"
    ),
    Entry(
      "months(from, to)",
      "相差几个月（只看年月）",
      "calendar months from the first to the second",
      example: "months(identified_in, removed_in) > 2"
    ),
  ]
}

import FormDefinitions

extension AcrossReader {
  /// Goes over the people who stand in more than one place of a kind, by number, some at a time.
  func repeatedPeople(
    _ rule: AcrossRule,
    in scope: AcrossScope,
    _ body: ([AcrossJudgement.Place]) throws -> Void
  ) throws {
    let forms = Array(repeating: "?", count: rule.forms.count).joined(separator: ", ")
    let household = "substr(COALESCE(r.key, ''), 1, 18)"
    let differing =
      switch rule.place {
      case .household, nil: "COUNT(DISTINCT \(household)) > 1"
      case .unit: "COUNT(DISTINCT s.unit) > 1"
      case .file:
        "COUNT(DISTINCT s.id) > COUNT(DISTINCT s.form || '/' || s.period || '/' || s.campaign)"
      }
    var last = ""
    while true {
      let (condition, arguments) = Self.condition(scope)
      let citizens = try session.rows(
        """
        SELECT p.citizen FROM \(Self.peopleFirst)
        WHERE p.citizen > ? AND r.id = p.record AND s.id = r.submission
          AND s.counted = 1 AND r.replaced = 0 AND s.form IN (\(forms))\(condition)
        GROUP BY p.citizen HAVING \(differing) ORDER BY p.citizen LIMIT \(Self.page)
        """,
        [.text(last)] + rule.forms.map { .text($0) } + arguments
      ).map { $0.text(0) }
      guard let end = citizens.last else { return }
      try places(of: citizens, rule, forms: forms, body)
      if citizens.count < Self.page { return }
      last = end
    }
  }

  /// Only the people of some returns, who may stand elsewhere too.
  private static func condition(_ scope: AcrossScope) -> (String, [SQLValue]) {
    let people = """
       AND p.citizen IN (SELECT p2.citizen FROM submission s2
      JOIN record r2 ON r2.submission = s2.id JOIN person p2 ON p2.record = r2.id WHERE
      """
    switch scope {
    case .all: return ("", [])
    case .unit(let unit):
      return ("\(people) s2.unit = ? AND s2.counted = 1)", [.text(unit)])
    case .submissions(let ids):
      let list = ids.sorted().map(String.init).joined(separator: ", ")
      return ("\(people) s2.id IN (\(list.isEmpty ? "-1" : list)))", [])
    }
  }

  private func places(
    of citizens: [String],
    _ rule: AcrossRule,
    forms: String,
    _ body: ([AcrossJudgement.Place]) throws -> Void
  ) throws {
    let keys = Self.padded(citizens)
    let marks = Array(repeating: "?", count: keys.count).joined(separator: ", ")
    let rows = try session.rows(
      """
      SELECT p.citizen, r.ordinal, r.key, p.field, p.sheet, p.cell, \(Self.submissionColumns)
      FROM \(Self.peopleFirst)
      WHERE p.citizen IN (\(marks)) AND s.counted = 1 AND s.form IN (\(forms))
        AND r.replaced = 0 AND r.id = p.record AND s.id = r.submission
      ORDER BY p.citizen, s.id, r.ordinal
      """,
      (keys + rule.forms).map { .text($0) }
    )
    var places: [AcrossJudgement.Place] = []
    var citizen = ""
    for row in rows {
      if row.text(0) != citizen {
        if !places.isEmpty { try body(places) }
        places = []
        citizen = row.text(0)
      }
      let sheet = row.text(4)
      places.append(
        AcrossJudgement.Place(
          submission: FiledSubmission(SQLRow(values: Array(row.values[6...]))),
          ordinal: Int(row.integer(1)),
          recordKey: row.optionalText(2),
          field: row.text(3),
          location: sheet.isEmpty ? nil : .init(reference: "\(sheet)!\(row.text(5))")
        )
      )
    }
    if !places.isEmpty { try body(places) }
  }
}

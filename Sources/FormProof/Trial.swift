import Findings
import FormDefinitions
import Foundation
import Spreadsheet

/// A record to be filled in and imported, with what must be found in it.
struct Trial {
  /// What is tried, such as `rule.size-is-member-count`, for whoever reads of a disagreement.
  let what: String
  /// The one-based line of the definition of what is tried.
  let line: Int
  /// The record as it is meant.
  var draft: Draft
  /// What is typed where it is not the value as it stands.
  var typed: [Draft.Place: CellValue] = [:]
  /// What the cells alone give, beside what rules and requirements do.
  var own: [Oracle.Expected] = []
  /// Whether the cell of this place has to be read without a remark, whatever else is found.
  var reads: Draft.Place?
  /// Whether it is tried in every layout of the form, not in the first one alone.
  var isForEveryLayout = false
  /// Whether the sheets that hold no records come back as well.
  var isWhole = false

  /// Whether the checks in a sheet can be asked about it: what the importer repairs in silence or
  /// with a note, they ask to be written as the sheet has it.
  var isSeenBySheet: Bool {
    typed.isEmpty || own.contains { $0.severity == .error }
  }

  init(_ what: String, line: Int, _ draft: Draft) {
    self.what = what
    self.line = line
    self.draft = draft
  }
}

/// Makes the trials of a form's fields: inside and outside of every bound, missing, of a wrong type,
/// each item of a list, its synonyms, and the examples.
struct FieldTrials {
  let form: FormDefinition
  let today: CalendarDate
  let good: Draft

  func trials(_ place: Draft.Place) -> [Trial] {
    guard let field = form.field(at: place), field.computed == nil, !field.isPreset,
      field.type != .signature
    else { return [] }
    var trials = missing(place, field) + example(place, field)
    trials += values(place, field) + faults(place, field)
    return trials
  }

  private func missing(_ place: Draft.Place, _ field: FieldDefinition) -> [Trial] {
    // A row without its last value is no row.
    if case .cell(let table, let row, _) = place, !(form.table(table)?.isPreset ?? false),
      good.tables[table]?[row].keys.filter({ $0 != field.id }).isEmpty ?? true
    {
      return []
    }
    var trial = Trial("\(place.name) 未填", line: field.line, good)
    trial.draft[place] = .blank
    return isTouched(trial.draft) ? [trial] : []
  }

  /// Whether a village has filled anything in: else one finding says so in the place of all others.
  private func isTouched(_ draft: Draft) -> Bool {
    func isOffice(_ field: FieldDefinition) -> Bool {
      !field.prefill.isEmpty || form.unitParts[field.id] != nil || field.computed != nil
        || field.isPreset
    }
    let filled = form.fields.filter { draft.fields[$0.id] != nil }
    if filled.contains(where: { !isOffice($0) }) { return true }
    let inRows = form.tables.contains { table in
      (draft.tables[table.id] ?? []).contains { row in
        table.fields.contains { !isOffice($0) && row[$0.id] != nil }
      }
    }
    if inRows { return true }
    // A form in which the office knows all that must be there is touched by anything.
    let isKnown = (form.fields + form.tables.flatMap(\.fields)).allSatisfy {
      $0.requirement != .always || isOffice($0)
    }
    return isKnown && filled.contains { form.unitParts[$0.id] == nil }
  }

  private func example(_ place: Draft.Place, _ field: FieldDefinition) -> [Trial] {
    guard let example = field.example else { return [] }
    var trial = Trial("\(place.name) 示例“\(example)”", line: field.line, good)
    if let value = CandidateValues.value(example, field, form) {
      trial.draft[place] = .value(value)
      trial.typed[place] = .text(example)
    }
    trial.reads = place
    return [trial]
  }

  /// Values that are right for the field.
  private func values(_ place: Draft.Place, _ field: FieldDefinition) -> [Trial] {
    var values: [(String, FieldValue)] = []
    switch field.type {
    case .integer, .decimal, .money, .percent:
      for bound in [field.range?.minimum, field.range?.maximum].compactMap(\.self) {
        values.append(("上下限 \(bound)", .number(bound)))
      }
    case .date:
      if let dates = field.dates {
        values += [dates.lowerBound, dates.upperBound].map { ("起止 \($0)", .date($0)) }
      }
    case .yesNo: values = [("是", .boolean(true)), ("否", .boolean(false))]
    case .choice:
      values = (form.codeList(of: field)?.codes ?? []).map { ("选项", .choice($0.label)) }
    case .choices:
      values = (form.codeList(of: field)?.codes ?? []).map { ("选项", .choices([$0.label])) }
    case .text:
      if let most = field.maximumLength, field.pattern == nil {
        values = [("\(most) 字", .text(String(repeating: "甲", count: most)))]
      }
    default: break
    }
    return values.map { what, value in
      var trial = Trial("\(place.name) \(what)“\(value)”", line: field.line, good)
      trial.draft[place] = .value(value)
      trial.reads = place
      return trial
    } + synonyms(place, field)
  }

  private func synonyms(_ place: Draft.Place, _ field: FieldDefinition) -> [Trial] {
    let isOne: Bool
    switch field.type {
    case .choice: isOne = true
    case .choices: isOne = false
    default: return []
    }
    let list = form.codeList(of: field)?.codes ?? []
    let subject = isOne ? "choice" : "choices"
    return list.flatMap { code in
      code.synonyms.prefix(1).map { ($0, "\(subject).repaired", Severity.note) }
        .map { (code.label, $0) }
    }.map { label, said in
      var trial = Trial("\(place.name) 别名“\(said.0)”", line: field.line, good)
      trial.draft[place] = .value(isOne ? .choice(label) : .choices([label]))
      trial.typed[place] = .text(said.0)
      // Brackets and the like are the same in both widths, and nothing is said of them.
      if LabelText.key(said.0) != LabelText.key(label) {
        trial.own = [Oracle.Expected(code: said.1, severity: said.2, place: place)]
      }
      return trial
    }
  }

  /// What is wrong in the cell alone.
  private func faults(_ place: Draft.Place, _ field: FieldDefinition) -> [Trial] {
    var faults: [Fault] = []
    switch field.type {
    case .integer, .decimal, .money, .percent:
      faults = numbers(field)
    case .date:
      faults = [Fault("很久以前", "date.unreadable")]
      if let dates = field.dates {
        for (day, step) in [(dates.lowerBound, -1), (dates.upperBound, 1)] {
          // Spreadsheets know no day before 1900.
          guard let day = CalendarDate(daysSinceEpoch: day.daysSinceEpoch + step), day.year >= 1900
          else { continue }
          faults.append(
            Fault(.date(SerialDate(day)), "date.range", .value(.date(day)), "\(day)")
          )
        }
      }
    case .month: faults = [Fault("很久以前", "date.unreadable")]
    case .year: faults = [Fault("很久以前", "date.unreadable")]
    case .yesNo: faults = [Fault("也许", "yes-no.unreadable")]
    case .choice: faults = [Fault("不在列表里的一项", "choice.unknown")]
    case .choices: faults = [Fault("不在列表里的一项", "choices.unknown")]
    case .identityNumber:
      faults = [
        Fault("110101199003077214", "identity-number.checksum"),
        Fault("11010119900307721", "identity-number.length"),
        Fault("990101199003077213", "identity-number.province"),
        Fault("110101199002307213", "identity-number.birth-date"),
      ]
    case .mobileNumber:
      faults = [
        Fault("1380013800", "mobile-number.length"), Fault("12800138000", "mobile-number.prefix"),
      ]
    case .divisionCode:
      faults = [Fault("41100310220", "division-code.length")]
    case .creditCode: faults = [Fault("91411003MA3X1234", "credit-code.length")]
    case .text:
      if let most = field.maximumLength, field.pattern == nil {
        let text = String(repeating: "甲", count: most + 1)
        faults = [Fault(.text(text), "text.too-long", .value(.text(text)), "\(most + 1) 字")]
      }
      if field.pattern != nil {
        let text = "，。"
        faults.append(Fault(.text(text), "text.pattern", .value(.text(text)), text))
      }
    case .signature: break
    }
    return faults.map { fault in
      var trial = Trial("\(place.name) 错填“\(fault.words)”", line: field.line, good)
      trial.draft[place] = fault.state
      trial.typed[place] = fault.typed
      trial.own = [Oracle.Expected(code: fault.code, severity: .error, place: place)]
      return trial
    }
  }

  private func numbers(_ field: FieldDefinition) -> [Fault] {
    var faults = [Fault("很多", "number.unreadable")]
    let step = Decimal.step(field.type)
    if let minimum = field.range?.minimum { faults.append(Fault(minimum - step, "number.range")) }
    if let maximum = field.range?.maximum { faults.append(Fault(maximum + step, "number.range")) }
    if field.range == nil { faults.append(Fault(-1, "number.negative")) }
    if field.type == .integer {
      let half = Decimal(sign: .plus, exponent: -1, significand: 15)
      faults.append(
        Fault(.number(CellNumber(1.5)), "number.fraction", .unreadable, "\(half)")
      )
    }
    return faults
  }

  /// A wrong content, the code of its finding, and what is known of the value nevertheless.
  private struct Fault {
    let typed: CellValue
    let code: String
    let state: FieldState
    let words: String

    init(_ text: String, _ code: String) { self.init(.text(text), code, .unreadable, text) }

    init(_ number: Decimal, _ code: String) {
      self.init(
        FieldValue.number(number).typed,
        code,
        .value(.number(number)),
        number.description
      )
    }

    init(_ typed: CellValue, _ code: String, _ state: FieldState, _ words: String) {
      self.typed = typed
      self.code = code
      self.state = state
      self.words = words
    }
  }
}

extension Decimal {
  /// The step from a number to the next one of a type.
  fileprivate static func step(_ type: FieldType) -> Decimal {
    type == .integer ? 1 : Decimal(sign: .plus, exponent: -2, significand: 1)
  }
}

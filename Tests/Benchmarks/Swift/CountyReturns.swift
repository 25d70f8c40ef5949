import FormDefinitions
import FormLayout
import FormProof
import Foundation
import Spreadsheet
import SpreadsheetWriting
import Tianbao

/// The filled workbooks of a county: a list of households a village and form, all of them right.
struct CountyReturns: Sendable {
  /// The forms that each household has.
  static let forms = ["screening", "verification", "risk-clearance"]

  let villages: Int
  let households: Int
  let today: CalendarDate

  /// How many kinds of village there are; the households of one differ in their people only, or their
  /// incomes would be asked about beside their neighbours.
  private static let kinds = 8

  /// Writes `units.csv`, and a folder of workbooks a form.
  func write(to folder: URL) throws {
    let units = (0..<villages).map(unit)
    let rows = units.map { "\($0.code),\($0.name),\($0.township),\($0.county)\n" }.joined()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("区划代码,村,乡镇,县\n\(rows)".utf8).write(to: folder.appending(path: "units.csv"))
    let catalogue = try FormCatalogue(directory: URL(filePath: "forms"))
    let kinds = try (1...Self.kinds).map { try Kind($0, in: catalogue, today: today) }
    for id in Self.forms {
      let form = try catalogue.form(id)
      let records = kinds.compactMap { $0.records[id] }
      guard records.count == Self.kinds else { throw Benchmark.Usage.wrong }
      let output = folder.appending(path: id)
      try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
      let period = FormProof(form, in: catalogue, today: today, seed: 1).period
      let failures = Failures()
      DispatchQueue.concurrentPerform(iterations: units.count) { village in
        do {
          let made = try FormWorkbook(
            form: form,
            request: WorkbookRequest(
              unit: units[village],
              period: period,
              records: (0..<households).map { household in
                self.record(
                  records[village % records.count],
                  form,
                  units[village],
                  (village, household)
                )
              },
              layout: .list,
              created: today
            )
          )
          let file = output.appending(path: "\(units[village].code).xlsx")
          try WorkbookWriter().write(made.layout, to: file.path)
        } catch { failures.add(error) }
      }
      if let first = failures.first { throw first }
    }
  }

  /// A household in each of the forms: all of them right, and none at odds with another.
  private struct Kind {
    let records: [String: PrefilledRecord]

    init(_ number: Int, in catalogue: FormCatalogue, today: CalendarDate) throws {
      func right(_ id: String) throws -> PrefilledRecord {
        let form = try catalogue.form(id)
        let proof = FormProof(form, in: catalogue, today: today, seed: number)
        guard let record = proof.rightRecord() else { throw Benchmark.Usage.wrong }
        return record
      }
      var verified = try right("verification")
      var screened = try right("screening")
      var cleared = try right("risk-clearance")
      // The risk was removed in the month in which the household was verified, or later.
      guard let size = verified.values["household_size"],
        case .month(let removed)? = cleared.values["removed_month"],
        let day = CalendarDate(year: removed.year, month: removed.month, day: 1)
      else { throw Benchmark.Usage.wrong }
      verified.values["verified_on"] = .date(day)
      screened.values["household_size"] = size
      cleared.values["household_size"] = size
      // The made-up household is of one person; larger ones earn as much a head.
      if case .number(let heads) = size {
        let fields = try catalogue.form("risk-clearance").fields.filter {
          $0.type == .money && $0.id.hasPrefix("after_")
        }
        for field in fields {
          // Some are as large as the form allows.
          guard case .number(let sum)? = cleared.values[field.id], sum * heads < 1_000_000 else {
            continue
          }
          cleared.values[field.id] = .number(sum * heads)
        }
      }
      // What may be left out would have to agree with the verification's figures.
      for field in ["labour_count", "worker_count", "per_head_income"] {
        screened.values[field] = nil
      }
      for field in ["head_document_type", "head_id"] {
        screened.values[field] = verified.values[field]
        cleared.values[field] = verified.values[field]
      }
      records = ["screening": screened, "verification": verified, "risk-clearance": cleared]
    }
  }

  private func unit(_ number: Int) -> ReportingUnit {
    let code = String(format: "411003%03d%03d", 100 + number / 20, 201 + number % 20)
    return ReportingUnit(
      code: code,
      name: "第\(number + 1)村",
      township: "第\(number / 20 + 1)镇",
      county: "建安区"
    )
  }

  /// The record as that of another household: of its unit, with people of its own.
  private func record(
    _ record: PrefilledRecord,
    _ form: FormDefinition,
    _ unit: ReportingUnit,
    _ place: (village: Int, household: Int)
  ) -> PrefilledRecord {
    var result = record
    for (id, part) in form.unitParts { result.values[id] = .text(unit.value(of: part)) }
    for field in form.fields where field.type == .identityNumber {
      result.values[field.id] = result.values[field.id].map { own($0, place) }
    }
    for table in form.tables {
      for field in table.fields where field.type == .identityNumber {
        for row in (result.tables[table.id] ?? []).indices {
          if let value = result.tables[table.id]?[row][field.id] {
            result.tables[table.id]?[row][field.id] = own(value, place)
          }
        }
      }
    }
    return result
  }

  /// The number of a person with the same day of birth and sex; the same one for the same person.
  private func own(_ value: FieldValue, _ place: (village: Int, household: Int)) -> FieldValue {
    guard case .text(let text) = value, text.utf8.count >= 18,
      let sequence = Int(text.dropFirst(14).prefix(3))
    else { return value }
    // Four digits of the place and three that tell people of one day apart, odd for men: room for
    // 500 households of 9,999 villages.
    let area = String(format: "%04d", place.village + 1)
    let number = (sequence + 2 * place.household) % 1000
    let body = "41\(area)\(text.dropFirst(6).prefix(8))\(String(format: "%03d", number))"
    return IdentityNumber.checkCharacter(of: body).map { check in
      .text(body + String(check) + text.dropFirst(18))
    } ?? value
  }
}

/// What went wrong in several threads.
private final class Failures: @unchecked Sendable {
  private let lock = NSLock()
  private var errors: [any Error] = []

  var first: (any Error)? { lock.withLock { errors.first } }

  func add(_ error: any Error) { lock.withLock { errors.append(error) } }
}

public import ArgumentParser
import Findings
public import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import SpreadsheetWriting
import Tianbao

extension UnitKind: ExpressibleByArgument {}

extension Generate {
  /// Makes the workbooks that units owe in a round on a day, and says which they are.
  func runCampaign(_ id: String, forms catalogue: FormCatalogue) async throws {
    let campaign = try shared.campaign(id, in: try shared.campaigns(with: catalogue))
    let day = on.flatMap { CalendarDate(iso: $0) } ?? Clock.today
    let file = try units.map { try shared.unitList($0) }
    let list = file?.units
    let chosen = try chosenUnits(list, in: campaign)
    var unknown: [ReportingUnit] = []
    var folders: Set<URL> = []
    var batches = CampaignBatches()
    var faults: [LocalizedText] = []
    for unit in chosen {
      let kind = kind(of: unit, in: campaign)
      let groups = campaign.groups(ofUnit: unit.name, kind: kind)
      guard !groups.isEmpty else {
        if list != nil, self.unit == nil {
          if kind == nil { unknown.append(unit) }
          continue
        }
        throw Exit.failure(.usage, notInRound(unit, campaign), shared)
      }
      if list == nil { try requireName(of: unit, in: campaign) }
      let owed = OwedWorkbook.owed(in: campaign, forms: catalogue, by: unit, of: groups, on: day)
      if owed.isEmpty { report(nothing: campaign, of: groups, unit: unit, on: day) }
      let folder = URL(filePath: output, directoryHint: .isDirectory)
        .appending(path: chosen.count > 1 ? FileName.safe("\(unit.code)\(unit.name)") : "")
      // All that is wrong with the list is told at once; a unit once, however much it owes.
      if let fault = owed.lazy.compactMap({ faultyCode(for: $0, in: file) }).first {
        faults.append(fault)
        continue
      }
      for workbook in owed {
        folders.insert(folder)
        let known = try households(of: workbook, rosters: &batches.rosters, day: day)
        let url = folder.appending(path: workbook.fileName)
        batches.add(workbook, BatchGenerator.Order(url: url, unit: unit, households: known))
      }
    }
    shared.warn(ofUnknownKind: unknown)
    guard faults.isEmpty else { throw Exit.failure(.usage, Self.listed(faults), shared) }
    // Nothing is made before all of it can be.
    for folder in folders { try makeFolder(folder) }
    for (workbook, orders) in batches.batches {
      var generator = workbook.generator
      generator.campaign = campaign.id
      if let copies { generator.blankCopies = copies }
      try await write(orders, with: generator)
    }
    let made = batches.batches.reduce(0) { $0 + $1.orders.count }
    Terminal.error(
      LocalizedText("\(day) 应报：生成了 \(made) 份", en: "Owed on \(day): \(made) workbooks")[
        shared.language
      ]
    )
  }

  /// The units that are asked for: one of the list by code or name, all of it, or one by its name.
  private func chosenUnits(
    _ list: [ReportingUnit]?,
    in campaign: Campaign
  ) throws -> [ReportingUnit] {
    guard let unit else { return list ?? [] }
    if let list { return [try shared.unit(unit, inList: list)] }
    if unit.utf8.allSatisfy({ (48...57).contains($0) }) {
      throw Exit.failure(
        .usage,
        LocalizedText("用代码指明单位时要有 --units", en: "A unit by its code needs --units"),
        shared
      )
    }
    // The document's own name for a unit is the one under which its return is expected.
    let named = campaign.units.first { !$0.isEveryUnit && $0.aliases.contains(unit) }?.label ?? unit
    return [ReportingUnit(code: named, name: named)]
  }

  /// Refuses a unit that only a list can tell from others: its workbook would come back with a name
  /// for the code, as the return of a unit that nobody knows.
  private func requireName(of unit: ReportingUnit, in campaign: Campaign) throws {
    guard !campaign.units.contains(where: { !$0.isEveryUnit && $0.label == unit.name }) else {
      return
    }
    throw Exit.failure(
      .usage,
      LocalizedText(
        "“\(unit.name)”没有代码，报回来对不上单位清单；用 --units 给出单位清单（代码、名称）",
        en: "‘\(unit.name)’ has no code, so that its return would match no unit of the list; "
          + "give the list (code, name) with --units"
      ),
      shared
    )
  }

  /// What the unit is: as said, as the document names it, as its code or name tells.
  private func kind(of unit: ReportingUnit, in campaign: Campaign) -> UnitKind? {
    kind ?? campaign.kind(ofUnit: unit.name) ?? UnitKind(code: unit.code, name: unit.name)
  }

  private func notInRound(_ unit: ReportingUnit, _ campaign: Campaign) -> LocalizedText {
    let names = campaign.units.map(\.label).joined(separator: "、")
    let kinds = UnitKind.allCases.map(\.rawValue).joined(separator: "|")
    return LocalizedText(
      "方案没有给“\(unit.name)”派任务；方案里的单位：\(names)；可用 --kind \(kinds) 指明类别",
      en: "‘\(unit.name)’ is none of \(names); say what it is with --kind \(kinds)"
    )
  }

  /// What is wrong with a unit's code, where the workbook prints it.
  private func faultyCode(for workbook: OwedWorkbook, in list: UnitList?) -> LocalizedText? {
    guard workbook.printsCode else { return nil }
    let unit = workbook.unit
    do {
      _ = try DivisionCode(unit.code)
      return nil
    } catch {
      if let line = list?.line(of: unit), let units {
        let file = URL(filePath: units).lastPathComponent
        return LocalizedText(
          "\(file) 第 \(line) 行：“\(unit.name)”的代码 \(unit.code) 不是区划代码（\(error.words.chinese)）；"
            + "《\(workbook.form.title)》要印区划代码，改正后再来一次",
          en: "\(file), line \(line): \(unit.code) of ‘\(unit.name)’ is no division code "
            + "(\(error.words.english)); \(workbook.form.id) prints it, correct it and try again"
        )
      }
    }
    return LocalizedText(
      "《\(workbook.form.title)》要印区划代码；用 --units 给出“\(workbook.unit.name)”的12位代码",
      en: "\(workbook.form.id) prints the division code; give it for the unit with --units"
    )
  }

  /// Faults, a line each.
  private static func listed(_ faults: [LocalizedText]) -> LocalizedText {
    let shown = 50
    let rest = faults.count - shown
    let more = LocalizedText("另有 \(rest) 个单位", en: "and \(rest) more units")
    let lines = faults.prefix(shown) + (rest > 0 ? [more] : [])
    return LocalizedText(
      lines.map(\.chinese).joined(separator: "\n"),
      en: lines.map(\.english).joined(separator: "\n")
    )
  }

  /// The checklist, or for a form of households or persons what the roster knows of the unit.
  private func households(
    of workbook: OwedWorkbook,
    rosters: inout [String: Roster],
    day: CalendarDate
  ) throws -> [PrefilledRecord] {
    guard workbook.checklist.isEmpty else { return workbook.checklist }
    guard let roster, let key = workbook.form.key.flatMap({ workbook.form.field($0) }),
      key.type == .identityNumber
    else { return [] }
    let read =
      try rosters[workbook.form.id]
      ?? Roster(contentsOf: URL(filePath: roster), form: workbook.form, today: day)
    rosters[workbook.form.id] = read
    return read.records(of: workbook.unit)
  }

  /// Says that nothing is due, and what comes next.
  private func report(
    nothing campaign: Campaign,
    of groups: [UnitGroup],
    unit: ReportingUnit,
    on day: CalendarDate
  ) {
    let next = campaign.returns(of: groups)
      .flatMap { item in item.rhythm.periods.map { (item.title, $0.due, $0.opens) } }
      .filter { $0.2 > day }
      .min { $0.2 < $1.2 }
    let hint =
      next.map { LocalizedText("；下一次：\($0.0) \($0.1)", en: "; next: \($0.0) \($0.1)") }
      ?? LocalizedText("；本轮已经没有要报的", en: "; the round asks for nothing more")
    Terminal.error(
      LocalizedText(
        "“\(unit.name)”在 \(day) 没有要报的表\(hint.chinese)",
        en: "‘\(unit.name)’ owes nothing on \(day)\(hint.english)"
      )[
        shared.language
      ]
    )
  }
}

/// The workbooks of a run, those of one return together, and the rosters that were read for them.
private struct CampaignBatches {
  var rosters: [String: Roster] = [:]
  private(set) var batches: [(workbook: OwedWorkbook, orders: [BatchGenerator.Order])] = []

  mutating func add(_ workbook: OwedWorkbook, _ order: BatchGenerator.Order) {
    // Equal returns of one day have equal periods; a checklist decides the layout.
    let known = batches.firstIndex {
      $0.workbook.item.id == workbook.item.id
        && $0.workbook.checklist.isEmpty == workbook.checklist.isEmpty
    }
    if let known {
      batches[known].orders.append(order)
    } else {
      batches.append((workbook, [order]))
    }
  }
}

import SpreadsheetReading

/// The tabs of a workbook part and where things are added to it (ECMA-376 part 1, §18.2).
struct WorkbookOutline {
  /// A tab.
  struct Tab {
    var name: String
    var relationship: String
    var element: MarkupElement
    var isVisible: Bool
  }

  let document: MarkupDocument
  let tabs: [Tab]
  let family: NameFamily
  /// The zero-based tab that is shown when the workbook is opened.
  let activeTab: Int

  /// Reads the part.
  ///
  /// - Parameters:
  ///   - document: the part.
  ///   - family: the family of names that the package's relationships use.
  init(_ document: MarkupDocument, _ family: NameFamily) {
    self.document = document
    self.family = family
    tabs = (document.root.child("sheets")?.children("sheet") ?? []).map { element in
      let id = element.attributes.first { $0.name == "id" && !$0.prefix.isEmpty }
      return Tab(
        name: document.text(element, "name") ?? "",
        relationship: id.map(document.text) ?? "",
        element: element,
        isVisible: !["hidden", "veryHidden"].contains(document.text(element, "state"))
      )
    }
    let view = document.root.child("bookViews")?.child("workbookView")
    activeTab = view.flatMap { document.number($0, "activeTab") } ?? 0
  }

  /// What is done to the part to add a tab behind the others.
  ///
  /// - Parameters:
  ///   - name: the tab's name, which no other has.
  ///   - relationship: the relationship to the worksheet.
  ///   - names: defined names of the sheet, with their formulas.
  /// - Returns: the changes; `nil` when the part has no list of tabs.
  func adding(
    _ name: String,
    relationship: String,
    names: [(name: String, formula: String)]
  ) -> Splices? {
    guard let sheets = document.root.child("sheets") else { return nil }
    let prefix = sheets.prefix.isEmpty ? "" : "\(sheets.prefix):"
    let identifiers = tabs.compactMap { document.number($0.element, "sheetId") }
    let identifier = min((identifiers.max() ?? 0) + 1, 65_534)
    let known = document.root.prefix(for: NameFamily.allRelationships, in: document)
    let declaration = known == nil ? " xmlns:r=\"\(family.relationships)\"" : ""
    var changes = Splices()
    changes.append(
      """
      <\(prefix)sheet\(declaration) name="\(MarkupText.encoded(name))" sheetId="\(identifier)" \
      \(known ?? "r"):id="\(relationship)"/>
      """,
      to: sheets
    )
    let text = names.map {
      """
      <\(prefix)definedName name="\($0.name)" localSheetId="\(tabs.count)">\
      \(MarkupText.encoded($0.formula))</\(prefix)definedName>
      """
    }.joined()
    if let list = document.root.child("definedNames") {
      changes.append(text, to: list)
    } else {
      let before = document.root.children.last {
        ["sheets", "functionGroups", "externalReferences"].contains($0.name)
      }
      changes.insert(
        "<\(prefix)definedNames>\(text)</\(prefix)definedNames>",
        at: (before ?? sheets).range.upperBound
      )
    }
    return changes
  }

  /// What is done to the part to take a tab out: tabs behind it are counted anew wherever the part
  /// speaks of them by number.
  func removing(_ index: Int) -> Splices {
    var changes = Splices()
    changes.remove(tabs[index].element.range)
    let names = document.root.child("definedNames")
    let entries = names?.children("definedName") ?? []
    let own = entries.filter { document.number($0, "localSheetId") == index }
    if let names, !own.isEmpty, own.count == entries.count {
      changes.remove(names.range)
    } else {
      for entry in entries {
        guard let tab = document.number(entry, "localSheetId"), tab >= index,
          let attribute = entry.attribute("localSheetId")
        else { continue }
        if tab == index {
          changes.remove(entry.range)
        } else {
          changes.replace(attribute.value, with: String(tab - 1))
        }
      }
    }
    let firstVisible = tabs.indices.first { $0 != index && tabs[$0].isVisible } ?? 0
    for view in document.root.child("bookViews")?.children("workbookView") ?? [] {
      for name in ["activeTab", "firstSheet"] {
        guard let tab = document.number(view, name), tab >= index,
          let attribute = view.attribute(name)
        else { continue }
        let new = tab > index ? tab - 1 : firstVisible > index ? firstVisible - 1 : firstVisible
        changes.replace(attribute.value, with: String(new))
      }
    }
    return changes
  }
}

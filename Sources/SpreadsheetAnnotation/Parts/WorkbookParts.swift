import SpreadsheetReading

/// The parts of a workbook, found by their relationships.
struct WorkbookParts {
  /// The workbook part.
  let main: PartName
  let workbook: WorkbookOutline
  /// The relationships of the workbook part.
  let relationships: [PackageRelationship]
  /// Whether the package is signed.
  let isSigned: Bool

  var family: NameFamily { workbook.family }

  /// Finds the parts of a package.
  init(_ package: inout EditablePackage) throws(AnnotationError) {
    let rootName = PackageEdit.relationshipsPart(of: nil)
    guard let root = try package.document(rootName) else { throw .partMalformed("\(rootName)") }
    let links = PackageRelationship.list(root, from: nil)
    guard let document = links.first(where: { $0.kind == "officeDocument" }),
      let main = document.target.flatMap({ package.name($0) }),
      let part = try package.document(main)
    else { throw .partMalformed("\(rootName)") }
    self.main = main
    isSigned = links.contains { $0.type.contains("digital-signature") }
    let name = PackageEdit.relationshipsPart(of: main)
    guard let own = try package.document(name) else { throw .partMalformed("\(name)") }
    relationships = PackageRelationship.list(own, from: main)
    workbook = WorkbookOutline(part, NameFamily(ofType: document.type))
  }

  /// The part of a tab, if it is a worksheet.
  func worksheet(_ tab: WorkbookOutline.Tab) -> PartName? {
    relationships.first {
      $0.identifier == tab.relationship && ($0.kind == "worksheet" || !$0.kind.hasSuffix("sheet"))
    }?.target
  }

  /// The part to which the first relationship of a kind leads.
  func part(_ kind: String) -> PartName? {
    relationships.first { $0.kind == kind }?.target
  }
}

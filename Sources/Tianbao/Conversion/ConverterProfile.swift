/// The settings of a LibreOffice that converts files of strangers: no macros, no links to elsewhere,
/// and the values that the village saw in place of new ones.
enum ConverterProfile {
  /// The contents of `registrymodifications.xcu` in the folder `user` of a profile.
  static let registry = registry(computes: false)

  /// The contents for a LibreOffice that computes every formula when it opens a file.
  static let computingRegistry = registry(computes: true)

  private static func registry(computes: Bool) -> String {
    let mode = computes ? "0" : "1"
    let items = [
      ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
      ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
      ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
      ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
      ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", mode),
      ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", mode),
    ]
    let lines = items.map { path, name, value in
      "<item oor:path=\"\(path)\"><prop oor:name=\"\(name)\" oor:op=\"fuse\">"
        + "<value>\(value)</value></prop></item>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <oor:items xmlns:oor="http://openoffice.org/2001/registry">
      \(lines.joined(separator: "\n"))
      </oor:items>

      """
  }
}

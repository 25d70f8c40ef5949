/// The settings of a LibreOffice that converts files of strangers: no macros, no links to elsewhere,
/// and the values that the village saw in place of new ones.
enum ConverterProfile {
  /// The contents of `registrymodifications.xcu` in the folder `user` of a profile.
  static let registry: String = {
    let items = [
      ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
      ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
      ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
      ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
      ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
      ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
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
  }()
}

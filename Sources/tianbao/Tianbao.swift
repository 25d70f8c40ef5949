import ArgumentParser
import Foundation

/// The command `tianbao`.
@main
struct TianbaoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tianbao",
    abstract: "填报：印表、发表、收表。Forms out, checked records back.",
    version: "0.1.0",
    subcommands: [
      Forms.self, Campaigns.self, Generate.self, Import.self, Cells.self, Status.self,
      Household.self, Diff.self, Export.self, RollUp.self, Problems.self, Check.self,
      Trail.self,
    ]
  )

  static func main() async {
    nameTimeZone()
    // A file that may not grow is an error to report like a full disk, no reason to die.
    signal(SIGXFSZ, SIG_IGN)
    await main(nil)
  }

  /// Names the time zone that holds anyway.
  ///
  /// Without a name the C library looks at `/etc/localtime` again for each time that it converts, and
  /// libzip converts one for each entry of an archive: a sixteenth of the time of reading a workbook.
  private static func nameTimeZone() {
    setenv("TZ", ":/etc/localtime", 0)
  }
}

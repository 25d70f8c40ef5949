import ArgumentParser
import Findings
import Foundation
import Tianbao

/// The options of `tianbao import` for files of other formats.
struct ConversionOptions: ParsableArguments {
  @Flag(
    help: "先用 LibreOffice 转换 .xls、.et、.ods 再读取。Read these after LibreOffice converted them."
  )
  var convert = false
  @Option(
    help: ArgumentHelp(
      "LibreOffice 的 soffice 程序，默认在 PATH 里找。The program soffice.",
      valueName: "path"
    )
  )
  var soffice: String?
  @Option(help: "转换一个文件最多用几秒。Seconds for one file.")
  var convertSeconds = ConversionLimits().seconds
  @Option(help: "转换一个文件最多用多少 MB 内存（地址空间）。MB of address space for one file.")
  var convertMemory = ConversionLimits().memoryBytes >> 20

  func validate() throws {
    guard (1...3600).contains(convertSeconds) else {
      throw ValidationError("--convert-seconds 应在 1～3600 之间 (1 to 3600)")
    }
    guard (64...1 << 20).contains(convertMemory) else {
      throw ValidationError("--convert-memory 应在 64～1048576 之间 (64 to 1048576)")
    }
    guard convert || soffice == nil else {
      throw ValidationError("--soffice 要和 --convert 一起用 (needs --convert)")
    }
  }

  /// The converter, or `nil` when none is asked for.
  ///
  /// - Throws: an exit with a message when LibreOffice is not installed.
  func converter(_ shared: SharedOptions) throws -> WorkbookConverter? {
    guard convert else { return nil }
    let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    guard let program = WorkbookConverter.program(at: soffice, searchPath: searchPath) else {
      throw Exit.failure(
        .usage,
        LocalizedText(
          "--convert 要用 LibreOffice，但没有找到 \(soffice ?? "soffice")；请安装 LibreOffice，或用 --soffice 指明",
          en:
            "--convert needs LibreOffice, but \(soffice ?? "soffice") was not found; install it, or name it with --soffice"
        ),
        shared
      )
    }
    WorkbookConverter.removeAbandonedFolders()
    var limits = ConversionLimits()
    limits.seconds = convertSeconds
    limits.memoryBytes = convertMemory << 20
    return WorkbookConverter(program: program, limits: limits)
  }
}

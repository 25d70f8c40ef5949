// swift-tools-version: 6.2
import PackageDescription

/// Settings shared by every Swift target: explicit existentials, and imports that stay internal
/// unless a module says that they are part of its interface.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The settings of the targets that wrap C libraries: every unsafe use is marked.
let settingsAroundC: [SwiftSetting] = settings + [.strictMemorySafety()]

let package = Package(
  name: "Tianbao",
  products: [
    .library(name: "Tianbao", targets: ["Tianbao"]),
    .executable(name: "tianbao", targets: ["tianbao"]),
  ],
  traits: [
    .trait(name: "PostgreSQL", description: "Ledgers on a PostgreSQL server, through libpq")
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    // Without its trait for Foundation, which nothing here needs.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CXLSXWriter",
      pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"])]
    ),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(
      name: "CDeflate",
      pkgConfig: "libdeflate",
      providers: [.apt(["libdeflate-dev"])]
    ),
    .systemLibrary(name: "CDigest", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),
    .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),

    .target(name: "Findings", swiftSettings: settings),
    .target(name: "Spreadsheet", swiftSettings: settings),
    .target(
      name: "FormDefinitions",
      dependencies: ["Findings", "Spreadsheet", .product(name: "Yams", package: "Yams")],
      swiftSettings: settings
    ),
    .target(
      name: "FormLayout",
      dependencies: ["Findings", "FormDefinitions", "Spreadsheet"],
      swiftSettings: settings
    ),
    .target(
      name: "SpreadsheetWriting",
      dependencies: ["Spreadsheet", "CXLSXWriter", "CZip", "CDeflate"],
      swiftSettings: settingsAroundC
    ),
    .target(
      name: "SpreadsheetReading",
      dependencies: ["Spreadsheet", "CZip", "CDeflate", "CExpat"],
      swiftSettings: settingsAroundC
    ),
    .target(
      name: "SpreadsheetAnnotation",
      dependencies: ["Spreadsheet", "SpreadsheetReading", "CZip"],
      swiftSettings: settingsAroundC
    ),
    .target(
      name: "FormIntake",
      dependencies: ["Findings", "Spreadsheet", "FormDefinitions", "FormLayout"],
      swiftSettings: settings
    ),
    .target(
      name: "FormProof",
      dependencies: ["Findings", "Spreadsheet", "FormDefinitions", "FormLayout", "FormIntake"],
      swiftSettings: settings
    ),
    .target(
      name: "Ledger",
      dependencies: [
        "Findings", "Spreadsheet", "FormDefinitions", "FormLayout", "FormIntake", "CDigest",
        .product(name: "GRDB", package: "GRDB.swift"),
        .target(name: "CPostgreSQL", condition: .when(traits: ["PostgreSQL"])),
      ],
      swiftSettings: settingsAroundC
    ),
    .target(
      name: "Reports",
      dependencies: [
        "Findings", "Spreadsheet", "FormDefinitions", "FormLayout", "FormIntake", "Ledger",
        "SpreadsheetWriting",
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Tianbao",
      dependencies: [
        "Findings", "Spreadsheet", "FormDefinitions", "FormLayout", "FormIntake", "FormProof",
        "Ledger", "Reports",
        "SpreadsheetReading", "SpreadsheetWriting", "SpreadsheetAnnotation",
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "SwiftCSV", package: "SwiftCSV"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      resources: [
        .embedInCode("Reporting/Templates/village.mustache"),
        .embedInCode("Reporting/Templates/round.mustache"),
        .embedInCode("Reporting/Templates/page.css"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "tianbao",
      dependencies: [
        "Tianbao", "Findings", "Spreadsheet", "FormDefinitions", "FormLayout", "FormIntake",
        "FormProof", "SpreadsheetReading", "SpreadsheetWriting", "Ledger", "Reports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings
    ),

    .target(
      name: "TestSupport",
      dependencies: ["Spreadsheet", "Findings", "FormDefinitions"],
      path: "Tests/TestSupport",
      swiftSettings: settings
    ),
    .testTarget(
      name: "SpreadsheetTests",
      dependencies: ["Spreadsheet"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "SpreadsheetReadingTests",
      dependencies: ["SpreadsheetReading", "Spreadsheet", "CExpat"],
      exclude: ["Fixtures"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "SpreadsheetAnnotationTests",
      dependencies: [
        "SpreadsheetAnnotation", "SpreadsheetReading", "Spreadsheet", "CZip", "TestSupport",
      ],
      exclude: ["Scripts"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "SpreadsheetWritingTests",
      dependencies: ["SpreadsheetWriting", "SpreadsheetReading", "Spreadsheet", "TestSupport"],
      exclude: ["Snapshots"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "FormDefinitionsTests",
      dependencies: ["FormDefinitions", "Findings", "TestSupport"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "FormLayoutTests",
      dependencies: [
        "FormLayout", "FormDefinitions", "Spreadsheet", "Findings", "TestSupport", "Tianbao",
        "SpreadsheetReading", "SpreadsheetWriting",
      ],
      exclude: ["Snapshots"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "FormIntakeTests",
      dependencies: [
        "FormIntake", "FormLayout", "FormDefinitions", "Spreadsheet", "Findings", "TestSupport",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "FormProofTests",
      dependencies: [
        "FormProof", "FormLayout", "FormDefinitions", "Findings", "Spreadsheet", "Tianbao",
        "SpreadsheetReading", "SpreadsheetWriting",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "LedgerTests",
      dependencies: [
        "Ledger", "FormIntake", "FormLayout", "FormDefinitions", "Findings", "Spreadsheet",
        "Reports", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Ledger", "FormIntake", "FormLayout", "FormDefinitions", "Findings",
        "Spreadsheet", "SpreadsheetReading", "SpreadsheetWriting", "TestSupport",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "RoundTripTests",
      dependencies: ["TestSupport"],
      exclude: ["Scripts"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TianbaoTests",
      dependencies: [
        "Tianbao", "Ledger", "Reports", "FormIntake", "FormLayout", "FormDefinitions",
        "Spreadsheet",
        "Findings",
        "SpreadsheetReading", "SpreadsheetWriting", "TestSupport",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "tianbao", "Tianbao", "FormProof", "FormIntake", "FormLayout", "FormDefinitions",
        "Spreadsheet",
        "SpreadsheetReading", "SpreadsheetWriting", "Ledger", "TestSupport",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "LoopTests",
      dependencies: [
        "Tianbao", "FormDefinitions", "FormLayout", "FormProof", "FormIntake", "Findings",
        "Spreadsheet",
        "SpreadsheetReading", "SpreadsheetWriting", "TestSupport",
      ],
      swiftSettings: settings
    ),
  ],
  swiftLanguageModes: [.v6]
)

// `make bench` and CI ask for it; an ordinary build does not pay for a program that only measures.
if Context.environment["TIANBAO_BENCHMARK"] != nil {
  package.targets.append(
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "Tianbao", "FormProof", "FormLayout", "FormDefinitions", "Spreadsheet",
        "SpreadsheetReading", "SpreadsheetWriting",
      ],
      path: "Tests/Benchmarks/Swift",
      swiftSettings: settings
    )
  )
}

// The sanitizers and the fuzz targets need the reader alone, and building no more saves minutes.
//
// TIANBAO_ONLY=reader    the reader and its tests
// TIANBAO_ONLY=fuzzing   the reader and its fuzz targets, which libFuzzer runs (Tests/Fuzzing/run)
if let only = Context.environment["TIANBAO_ONLY"] {
  let reader: Set = ["CZip", "CDeflate", "CExpat", "Spreadsheet", "SpreadsheetReading"]
  package.dependencies = []
  package.products = []
  package.targets.removeAll { target in
    !(reader.contains(target.name) || only == "reader" && target.name == "SpreadsheetReadingTests")
  }
  if only == "fuzzing" {
    // The checks belong to the reader's tests, which run them over every input that once failed.
    let checks = Target.target(
      name: "FuzzChecks",
      dependencies: ["SpreadsheetReading", "Spreadsheet", "CExpat"],
      path: "Tests/SpreadsheetReadingTests/Checks",
      swiftSettings: settings
    )
    let fuzzers = ["workbook", "scanner", "paths", "formats"].map { name in
      Target.executableTarget(
        name: "fuzz-\(name)",
        dependencies: ["FuzzChecks"],
        path: "Tests/Fuzzing/Targets/\(name)",
        // The entry point is libFuzzer's own.
        swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]
      )
    }
    package.targets += [checks] + fuzzers
    package.products = fuzzers.map { .executable(name: $0.name, targets: [$0.name]) }
  }
}

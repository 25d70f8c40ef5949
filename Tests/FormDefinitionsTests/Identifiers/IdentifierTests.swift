import FormDefinitions
import Spreadsheet
import Testing

@Suite struct IdentifierTests {
  @Test func `identity numbers name birth date and sex`() throws {
    let number = try IdentityNumber("110101199003077213")
    #expect(number.birthDate == CalendarDate(iso: "1990-03-07"))
    #expect(number.sex == .male)
    #expect(number.disability == nil)
    let certificate = try IdentityNumber("11010119900307721343")
    #expect(certificate.citizen == "110101199003077213")
    #expect(certificate.disability?.kind == 4)
    #expect(certificate.disability?.grade == 3)
    #expect(try IdentityNumber("11010119900307721343b1").text == "11010119900307721343B1")
  }

  @Test(arguments: [
    ("11010119900307721", IdentityNumber.Fault.length(17)),
    ("1101011990A3077213", .character),
    ("11010119900307721343-1", .character),
    ("001110199003077213", .province("00")),
    ("110101199002307213", .birthDate("19900230")),
    ("110101199003077214", .checksum(expected: "3")),
    ("11010119900307721383", .disability),
  ])
  func `faults of identity numbers`(text: String, fault: IdentityNumber.Fault) {
    #expect(throws: fault) { try IdentityNumber(text) }
  }

  @Test func `mobile numbers`() throws {
    #expect(try MobileNumber("13800000000").text == "13800000000")
    #expect(throws: MobileNumber.Fault.length(10)) { try MobileNumber("1380000000") }
    #expect(throws: MobileNumber.Fault.prefix) { try MobileNumber("12800000000") }
    #expect(throws: MobileNumber.Fault.character) { try MobileNumber("138 0000000") }
  }

  @Test(arguments: [
    ("410000000000", DivisionCode.Level.province), ("411000000000", .prefecture),
    ("411003000000", .county), ("411003102000", .township), ("220581102001", .village),
    ("220581102200", .village),
  ])
  func `levels of division codes`(text: String, level: DivisionCode.Level) throws {
    #expect(try DivisionCode(text).level == level)
  }

  @Test func `division codes lie within each other`() throws {
    let village = try DivisionCode("411003102201")
    #expect(village.county == "411003")
    #expect(village.township == "411003102")
    #expect(village.isWithin(try DivisionCode("411003102000")))
    #expect(village.isWithin(try DivisionCode("410000000000")))
    #expect(!village.isWithin(try DivisionCode("411003103000")))
  }

  @Test(arguments: [
    ("41100310220", DivisionCode.Fault.length(11)), ("4110031022O1", .character),
    ("991003102201", .province("99")), ("411003600201", .township("600")),
    ("411003000201", .township("000")), ("411003102600", .village("600")),
  ])
  func `faults of division codes`(text: String, fault: DivisionCode.Fault) {
    #expect(throws: fault) { try DivisionCode(text) }
  }

  @Test func `credit codes carry the standard's own check character`() throws {
    #expect(try CreditCode("91350100M000100Y43").text == "91350100M000100Y43")
    #expect(try CreditCode("91350100m000100y43").text == "91350100M000100Y43")
    #expect(CreditCode.checkCharacter(of: "91350100M000100Y4") == "3")
    #expect(CreditCode.checkCharacter(of: "91350100M000100I4") == nil)
  }

  @Test(arguments: [
    ("91350100M000100Y4", CreditCode.Fault.length(17)),
    ("91350100O000100Y43", .character("O", position: 9)),
    ("91990100M000100Y43", .division("990100")),
    ("91350100M000100Y44", .checksum(expected: "3")),
  ])
  func `faults of credit codes`(text: String, fault: CreditCode.Fault) {
    #expect(throws: fault) { try CreditCode(text) }
  }
}

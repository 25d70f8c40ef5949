import FormDefinitions

/// What stands in a hidden cell beside an input cell, so that rules need not take it apart again.
///
/// An identity number becomes its day of birth as the number YYYYMMDD, 0 where it is no identity
/// number; a multiple choice becomes `、甲、乙、`, empty text where a part is no code of the list.
enum DerivedFormula {
  /// Whether values of a type have a cell of their own for this.
  static func isNeeded(_ type: FieldType) -> Bool {
    switch type {
    case .identityNumber, .choices: true
    default: false
    }
  }

  /// The formula without its leading `=`.
  ///
  /// - Parameters:
  ///   - type: the field's type.
  ///   - cell: the input cell.
  ///   - codeRanges: the ranges of the code lists' labels.
  /// - Returns: the formula; `nil` for a type that needs none.
  static func formula(_ type: FieldType, cell: String, codeRanges: [String: String]) -> String? {
    switch type {
    case .identityNumber: identityNumber(cell)
    case .choices(let list): codeRanges[list].map { choices(cell, labels: $0) }
    default: nil
    }
  }

  /// GB 11643-1999: length, province, day of birth, check character, and a certificate's two digits.
  private static func identityNumber(_ cell: String) -> String {
    let provinces = ProvinceCode.all.sorted().map(String.init).joined(separator: ",")
    // The calendar repeats after 400 years; spreadsheets have none before 1900.
    let day = "DATE(2000+MOD(MID(\(cell),7,4),400),MID(\(cell),11,2),MID(\(cell),13,2))"
    let checks = [
      "((LEN(\(cell))=18)+(LEN(\(cell))=20)+(LEN(\(cell))=22))",
      "ISNUMBER(MATCH(1*LEFT(\(cell),2),{\(provinces)},0))",
      "(1*MID(\(cell),7,4)>=1850)",
      "(MONTH(\(day))=1*MID(\(cell),11,2))",
      "(DAY(\(day))=1*MID(\(cell),13,2))",
      "(MID(\"10X98765432\",MOD(SUMPRODUCT(MID(\(cell),{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17},1)*{7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2}),11)+1,1)=UPPER(MID(\(cell),18,1)))",
      "((LEN(\(cell))=18)+ISNUMBER(FIND(MID(\(cell),19,1),\"1234567\"))*ISNUMBER(FIND(MID(\(cell),20,1),\"1234\"))>0)",
    ]
    return
      "IF(ISTEXT(\(cell)),IFERROR(\(checks.joined(separator: "*"))*MID(\(cell),7,8),0),0)"
  }

  /// The parts are labels if their lengths, and a mark after each, are the length of the whole.
  private static func choices(_ cell: String, labels: String) -> String {
    let marks = ["，", ",", "；", ";"].reduce(cell) { "SUBSTITUTE(\($0),\"\($1)\",\"、\")" }
    let text = "\"、\"&\(marks)&\"、\""
    let found = "SUMPRODUCT(ISNUMBER(FIND(\"、\"&\(labels)&\"、\",\(text)))*(LEN(\(labels))+1))"
    return "IFERROR(IF(\(found)=LEN(\(text))-1,\(text),\"\"),\"\")"
  }
}

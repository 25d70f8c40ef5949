import Findings
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// What lies over cells, and what is not to be seen.
@Suite struct PictureAndHiddenTests {
  private func card(_ change: (inout Worksheet) -> Void) throws -> Submission {
    imported(
      try Village.cards().writing(Village.goodCard, on: "登记表").changing("登记表") { sheet in
        var sheet = sheet
        change(&sheet)
        return sheet
      }
    )
  }

  @Test func `pictures in the place of signatures are noted once a sheet`() throws {
    let submission = try card { $0.pictureAnchors = [CellReference(15, 2), CellReference(15, 4)] }
    #expect(submission.lines == ["note sheet.pictures 登记表"])
    #expect(
      submission.only("sheet.pictures")?.message.chinese
        == "这一页有 2 张图片（签名、照片、公章等），图片不导入"
    )
    #expect(submission.verdict == .accepted)
  }

  @Test func `a picture over a cell that is filled in warns`() throws {
    let submission = try card { $0.pictureAnchors = [CellReference(4, 5)] }
    #expect(submission.lines == ["warning cell.picture-over 登记表!E4"])
    #expect(submission.texts == [goodRecord])
  }

  @Test func `a picture in the place of an answer is the reason why it is missing`() throws {
    let submission = try card { sheet in
      sheet = sheet.holding(sheet.cells.filter { $0.reference != CellReference(5, 5) })
      sheet.pictureAnchors = [CellReference(5, 5)]
    }
    #expect(submission.lines == ["error cell.picture-over 登记表!E5"])
    #expect(
      submission.only("cell.picture-over")?.message.chinese
        == "“家庭人口数”这一格只盖着一张图片，没有文字；图片里的内容读不出来"
    )
  }

  @Test func `a picture within a merged cell lies over it`() throws {
    let submission = try card { $0.pictureAnchors = [CellReference(14, 4)] }
    #expect(submission.lines == ["warning cell.picture-over 登记表!C14"])
  }

  @Test func `hidden rows, columns and sheets are read, and that is said`() throws {
    let submission = try card { sheet in
      sheet.visibility = .hidden
      sheet.hiddenRows.formUnion([6, 7, 9])
      sheet.hiddenColumns.formUnion([4, 5])
    }
    #expect(submission.texts == [goodRecord])
    #expect(
      submission.lines == [
        "note sheet.hidden 登记表", "note rows.hidden 登记表", "note columns.hidden 登记表",
      ]
    )
    #expect(submission.only("rows.hidden")?.message.chinese == "隐藏的 3 行（第 6～7、9 行），已一并读取")
    #expect(submission.only("columns.hidden")?.message.chinese == "隐藏的列（D～E 列），已一并读取")
  }

  @Test func `rows that a filter hides are said to be filtered`() throws {
    let submission = try card { sheet in
      sheet.isFiltered = true
      sheet.hiddenRows.insert(7)
    }
    #expect(submission.lines == ["note rows.hidden 登记表"])
    #expect(
      submission.only("rows.hidden")?.message.chinese == "筛选后没有显示的 1 行（第 7 行），已一并读取"
    )
    #expect(try card { $0.isFiltered = true }.lines == [])
  }
}

# SPDX-License-Identifier: MIT
"""The sentences about forms that were filled in, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence, Text
from parindex.errors import Issue, error

AN_UNCHANGED_FORM = Sentence(
    "the form as it was written, with values in its yellow cells only",
    "phiếu đúng như khi được lập, chỉ điền vào các ô nền vàng",
)
AN_UNCHANGED_FILE = Sentence("a file as the form saves it", "tệp đúng như phiếu đã lưu")
A_DAY = Sentence("the day on which the form was filled in", "ngày điền phiếu")
A_FORM_OF = Sentence("a form for {0}", "phiếu dành cho {0}")
A_FORM_OF_THE_LAYER = Sentence("a form for the layer {0}", "phiếu của bước chấm {0}")
A_HEADING_IS_ABSENT = Sentence("A column of the form was deleted", "Một cột của phiếu đã bị xóa")
A_HEADING_IS_ELSEWHERE = Sentence(
    "A column of the form was moved", "Một cột của phiếu đã bị chuyển chỗ"
)
A_LIST_OF = Sentence("an entry of the list: {0}", "một giá trị trong danh sách: {0}")
A_LOCKED_TEXT_WAS_CHANGED = Sentence(
    "A printed text of the form was changed", "Một nội dung in sẵn của phiếu đã bị sửa"
)
A_ROW_IS_ABSENT = Sentence(
    "The row of {0} was deleted from the form", "Dòng của {0} đã bị xóa khỏi phiếu"
)
A_ROW_IS_ELSEWHERE = Sentence("The row of {0} was moved", "Dòng của {0} đã bị chuyển chỗ")
A_ROW_IS_REPEATED = Sentence(
    "The row of {0} occurs twice in the form", "Dòng của {0} có hai lần trong phiếu"
)
A_ROW_WAS_INSERTED = Sentence(
    "A row was inserted into the form", "Một dòng đã được chèn thêm vào phiếu"
)
A_SHEET_IS_ABSENT = Sentence(
    "A sheet of the form was deleted or renamed", "Một trang của phiếu đã bị xóa hoặc đổi tên"
)
A_VALUE = Sentence("a typed value, not a formula", "giá trị nhập trực tiếp, không phải công thức")
IT_IS_NOT_READ = Sentence("nothing outside the yellow cells", "không ghi gì ngoài các ô nền vàng")
NOTHING = Sentence("nothing", "không có gì")
OF_EDITION = Sentence("{0}, edition {1}", "{0}, phiên bản {1}")
OF_EVIDENCE = Sentence("{0}, evidence {1}", "{0}, tài liệu kiểm chứng {1}")
ROW = Sentence("row {0}", "dòng {0}")
COLUMN = Sentence("column {0}", "cột {0}")
SHEETS_OF_THE_FORM = Sentence("only the sheets of the form", "chỉ các trang của phiếu")
THE_ANSWER_IS_A_FORMULA = Sentence(
    "A cell to fill in contains a formula", "Ô cần điền chứa công thức"
)
THE_ANSWER_IS_NOT_IN_THE_LIST = Sentence(
    "The answer is not in the list of the cell", "Câu trả lời không có trong danh sách của ô"
)
THE_CELL_IS_NOT_READ = Sentence(
    "A cell outside the yellow cells has contents, which are not read",
    "Ô ngoài các ô nền vàng có nội dung; nội dung đó không được đọc",
)
THE_DAY_IS_ABSENT = Sentence(
    "The form does not state the day on which it was filled in", "Phiếu chưa ghi ngày điền"
)
THE_FORM_BELONGS_TO_ANOTHER_AGENCY = Sentence(
    "The form was made for another agency", "Phiếu được lập cho cơ quan khác"
)
THE_FORM_BELONGS_TO_ANOTHER_LAYER = Sentence(
    "The form was made for another layer", "Phiếu được lập cho bước chấm khác"
)
THE_FORM_BELONGS_TO_ANOTHER_RUBRIC = Sentence(
    "The form was made for another rubric or edition",
    "Phiếu được lập cho bộ tiêu chí hoặc phiên bản khác",
)
THE_FILE_IS_DAMAGED = Sentence(
    "The file of a form is incomplete or was changed", "Tệp của phiếu không đầy đủ hoặc đã bị sửa"
)
THE_FORM_IS_DAMAGED = Sentence(
    "The hidden sheet that describes the form is missing or was changed",
    "Trang ẩn mô tả phiếu không còn hoặc đã bị sửa",
)
THE_FORM_IS_OF_A_LATER_VERSION = Sentence(
    "A later version of parindex wrote the form", "Phiếu do phiên bản parindex mới hơn lập"
)
THE_ROW_HAS_TEXTS_OF_ANOTHER = Sentence(
    "The row has the texts of another row", "Dòng này mang nội dung của dòng khác"
)
THE_RUBRIC_CHANGED_AFTER_THE_FORM = Sentence(
    "The rubric was changed after the form was written",
    "Bộ tiêu chí đã thay đổi sau khi lập phiếu",
)
THE_SHEET_IS_NOT_READ = Sentence(
    "A sheet that does not belong to the form is not read",
    "Một trang không thuộc phiếu nên không được đọc",
)
THE_UNIT_WAS_RENAMED = Sentence(
    "The name of the unit was changed", "Tên đơn vị trên phiếu đã bị sửa"
)
VERSION = Sentence("version {0}", "phiên bản {0}")


def of_another_rubric(
    wanted: tuple[str, str, str], found: tuple[str, str, str], where: str
) -> Issue:
    """The issue of a form that was made for another rubric; both by id, edition and digest."""
    message = THE_FORM_BELONGS_TO_ANOTHER_RUBRIC()
    said = [OF_EDITION(*each[:2]) for each in (wanted, found)]
    if wanted[:2] == found[:2]:
        message = THE_RUBRIC_CHANGED_AFTER_THE_FORM()
        said = [Text(each[2], each[2]) for each in (wanted, found)]
    return error("rubric_mismatch", message, expected=said[0], actual=said[1], file=where)

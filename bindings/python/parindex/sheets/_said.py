# SPDX-License-Identifier: MIT
"""The sentences of rubrics as sheets, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

A_CELL_OF_FEWER_CHARACTERS = Sentence(
    "at most {0} characters in a cell", "không quá {0} ký tự trong một ô"
)
A_CELL_OF_TEXT = Sentence("a text or a number", "văn bản hoặc số")
A_CODE_ABOVE = Sentence(
    "the code of a row above, or nothing", "mã của một dòng phía trên, hoặc để trống"
)
A_COLUMN_ONCE = Sentence("each column once", "mỗi cột một lần")
A_HEADER_WITH = Sentence("a row with the headings {0}", "một dòng có các tiêu đề {0}")
A_KEY_ONCE = Sentence("each key once", "mỗi khóa một lần")
A_KNOWN_HEADING = Sentence("a heading of: {0}", "một tiêu đề trong: {0}")
A_KNOWN_KEY = Sentence("a key of: {0}", "một khóa trong: {0}")
A_NUMBER = Sentence("a number", "một số")
A_VALUE_IN_EACH_ROW = Sentence("a value in each row", "giá trị ở từng dòng")
A_WORDING_OR_JSON = Sentence(
    "a wording of {0}, or its JSON", "một cách diễn đạt của {0}, hoặc JSON của nó"
)
AN_OBJECT_OF_JSON = Sentence("a JSON object", "một đối tượng JSON")
JSON_IS_BROKEN = Sentence(
    "The cell begins like JSON but is not JSON", "Ô bắt đầu như JSON nhưng không phải JSON"
)
IT_HAS_SEVERAL_MEANINGS = Sentence(
    "one meaning; it can be {0} or {1}", "một nghĩa; có thể là {0} hoặc {1}"
)
ONE_EDITION = Sentence("edition {0}, as the sheet states", "phiên bản {0} như trang tính nêu")
PERCENT_OF_WHAT = Sentence(
    "the base of the percentage: share a/b before the ranges, with the names of the inputs, or no percent sign",
    "gốc của tỷ lệ phần trăm: ghi tỷ lệ a/b với tên số liệu đầu vào trước các khoảng, hoặc bỏ dấu phần trăm",
)
POINTS_ARE_TAKEN_AWAY = Sentence(
    "from 5, minus: item: 1 if points are deducted; otherwise leave out this word",
    "từ 5, trừ: mục: 1 nếu là trừ điểm; nếu không thì bỏ từ này",
)
SHARE_OF_WHAT = Sentence(
    "share a/b with the names of the inputs, because the row does not have exactly two inputs",
    "tỷ lệ a/b với tên số liệu đầu vào, vì dòng này không có đúng hai số liệu",
)
STATE_THE_LANGUAGE = Sentence(
    "language vi or en in the sheet of the rubric, which decides the decimal sign",
    "ngôn ngữ vi hoặc en ở trang tính của bộ tiêu chí, để biết dấu thập phân",
)
STATE_THE_QUANTITY = Sentence(
    "the quantity: share a/b, ratio a/b, difference a - b or value a, because the row does not have one input",
    "đại lượng: tỷ lệ a/b, tỷ số a/b, hiệu a - b hoặc giá trị a, vì dòng này không có đúng một số liệu",
)
THE_CELL_CANNOT_BE_WRITTEN = Sentence(
    "A sheet cannot contain this text", "Trang tính không chứa được văn bản này"
)
THE_CELL_IS_A_QUESTION = Sentence(
    "The meaning of the cell is not complete", "Nội dung ô chưa đủ rõ"
)
THE_CELL_IS_MERGED = Sentence("The cell is covered by a merged cell", "Ô nằm trong một ô gộp")
THE_CELL_IS_UNKNOWN = Sentence(
    "The wording of the cell is not known", "Không nhận ra cách diễn đạt trong ô"
)
THE_DECIMAL_SIGN_IS = Sentence(
    "{0} with the decimal sign of the sheet, which is {1}, and no sign between thousands",
    "{0} viết với dấu thập phân của trang tính là dấu {1}, không có dấu phân cách hàng nghìn",
)
THE_FILE_HAS_NO_RUBRIC = Sentence(
    "the workbook cannot be read as a rubric", "không đọc được tệp bảng tính thành bộ tiêu chí"
)
THE_MAXIMUM_IS_ANOTHER = Sentence(
    "× the maximum of the row: {0} is not {1}", "× điểm tối đa của dòng: {0} không phải {1}"
)
THE_PARENT_IS_UNKNOWN = Sentence("No row above has this code", "Không dòng nào phía trên có mã này")
THE_RUBRIC_HAS_NO_SHEET = Sentence(
    "the rubric cannot be written as a sheet", "không ghi được bộ tiêu chí thành trang tính"
)
THE_SHEET_IS_NOT_THERE = Sentence(
    "The workbook has no sheet of this form", "Tệp không có trang tính theo mẫu này"
)
THE_HEADING_IS_REPEATED = Sentence("A heading occurs twice", "Một tiêu đề xuất hiện hai lần")
THE_HEADING_IS_UNKNOWN = Sentence("The heading is not known", "Không nhận ra tiêu đề")
THE_EDITION_IS_ANOTHER = Sentence(
    "The sheet states another edition", "Trang tính nêu phiên bản khác"
)
TEXT_WITHOUT_SPACES_AROUND = Sentence(
    "text without control characters and without spaces at its ends",
    "văn bản không có ký tự điều khiển và không có khoảng trắng ở hai đầu",
)
WHICH_ENDS = Sentence(
    "ranges with named ends: from 70 to 90, or above 70 to 90, or from 70 to below 90",
    "khoảng có nêu đầu mút: từ 70 đến 90, hoặc trên 70 đến 90, hoặc từ 70 đến dưới 90",
)

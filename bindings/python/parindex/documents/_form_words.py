# SPDX-License-Identifier: MIT
"""The sentences of forms, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

AGENCY = Sentence("agency", "cơ quan điền phiếu")
ASKED = Sentence("what to fill in", "nội dung cần điền")
ANSWER = Sentence("answer", "trả lời")
A_DAY = Sentence("a date such as 2026-01-31", "ngày/tháng/năm, ví dụ 31/01/2026")
A_CHOICE = Sentence("choose from the list", "chọn trong danh sách")
AUTHOR = Sentence("filled in by", "người điền phiếu")
CODE = Sentence("code", "mã")
COORDINATES = Sentence(
    "The agency coordinates this: fill in what the agency knows",
    "Nội dung cơ quan phối hợp: điền những gì cơ quan nắm được",
)
COORDINATES_IF_ANY = Sentence(
    "The agency coordinates this, if there is any; otherwise leave the cell empty",
    "Nội dung cơ quan phối hợp (nếu có); nếu không có thì để trống",
)
CRITERION = Sentence("criterion", "tiêu chí")
DATE = Sentence("date of filling in", "ngày điền phiếu")
DEADLINE = Sentence("time limit", "thời hạn nộp")
ANSWERS = Sentence("answers given", "câu đã trả lời")
DOCUMENTS = Sentence("documents given", "tài liệu đã có")
OF = Sentence("of", "trên tổng số")
SHEET = Sentence("sheet", "trang")
DAYS_FROM_TO = Sentence("from {0} to {1}, both included", "từ {0} đến hết {1}")
EDITION = Sentence("edition", "phiên bản")
EVIDENCE_OF = Sentence("Evidence: {0}", "Tài liệu kiểm chứng: {0}")
EXPLANATION = Sentence("explanation", "giải trình")
FILE = Sentence("file of evidence", "tệp tài liệu")
DIGEST = Sentence("digest of the rubric", "mã kiểm của bộ tiêu chí")
FORM = Sentence("Form", "Phiếu chấm")
FROM_DAY = Sentence("{0}, not before {1}", "{0}, từ {1}")
GUIDE = Sentence("Guide", "Hướng dẫn")
HINT = Sentence(
    "Fill in the yellow cells only; a filled cell turns green.",
    "Chỉ điền vào các ô nền vàng; ô đã điền chuyển sang nền xanh.",
)
HOW_TO_FILL_IN = Sentence("how to fill in", "cách điền")
LAYER = Sentence("layer", "bước chấm")
MAXIMUM = Sentence("max.", "điểm tối đa")
OPEN_AGAIN = Sentence("open again until {0}", "mở lại đến hết {0}")
OR_MARKERS = Sentence("{0}; or {1}", "{0}; hoặc {1}")
PAGE_OF = Sentence("page {0} of {1}", "trang {0}/{1}")
RUBRIC = Sentence("rubric", "bộ tiêu chí")
ROW = Sentence("row", "dòng")
RULE = Sentence("how points are given", "cách chấm điểm")
STEPS = (
    Sentence(
        "Fill in the date above, then one sheet for each unit. Only the yellow cells can be changed.",
        "Điền ngày điền phiếu ở trên, rồi điền trang của từng đơn vị. Chỉ các ô nền vàng sửa được.",
    ),
    Sentence(
        "Answer in the column of answers: choose from the list of the cell, or type the number. Do not type formulas.",
        "Trả lời ở cột Trả lời: chọn trong danh sách của ô, hoặc nhập số. Không nhập công thức.",
    ),
    Sentence(
        "In the rows of evidence, state number, date and title of the document; if it has no number, answer yes. "
        "The name of its file goes into the column of files; several are separated by semicolons.",
        "Ở các dòng tài liệu kiểm chứng, ghi số, ký hiệu, ngày của văn bản; văn bản không có số thì ghi “có”. "
        "Tên tệp ghi ở cột Tệp tài liệu; nhiều tệp thì cách nhau bằng dấu chấm phẩy.",
    ),
    Sentence(
        "Leave a cell empty if the value is not known yet. A mark without evidence needs an explanation.",
        "Chưa có số liệu thì để trống ô. Không có tài liệu kiểm chứng thì phải ghi giải trình.",
    ),
    Sentence(
        "Save as .xlsx. Do not delete, insert, move or rename rows, columns and sheets: the form would be refused.",
        "Lưu với dạng .xlsx. Không xóa, chèn, di chuyển dòng hoặc cột, không đổi tên trang: phiếu như vậy sẽ bị từ chối.",
    ),
)
TO_DAY = Sentence("{0}, not after {1}", "{0}, đến {1}")
UNIT = Sentence("unit", "đơn vị")
WRITE_A_REFERENCE = Sentence("number and date of the document", "số, ký hiệu, ngày văn bản")
WRONG_ANSWER = Sentence("The answer is not accepted", "Câu trả lời không hợp lệ")

FORM_NEEDS_XLSXWRITER = Sentence(
    "a form as a workbook needs the package XlsxWriter: pip install 'parindex[excel]'",
    "phiếu dạng bảng tính cần gói XlsxWriter: pip install 'parindex[excel]'",
)
NOTHING_TO_FILL_IN = Sentence(
    "the agency {0} has nothing to fill in for the layer {1}; it fills in: {2}",
    "cơ quan {0} không phải điền gì ở bước chấm {1}; cơ quan này điền ở: {2}",
)
NO_UNITS = Sentence(
    "a form needs units: state units or a round", "phiếu cần có đơn vị: hãy nêu units hoặc round"
)
TOO_MANY_UNITS = Sentence(
    "a form has sheets for at most {0} units, not {1}: write several forms or a csv form",
    "phiếu có trang cho nhiều nhất {0} đơn vị, không phải {1}: hãy lập nhiều phiếu hoặc dùng phiếu csv",
)
UNIT_TWICE = Sentence("the unit {0} is named twice", "đơn vị {0} được nêu hai lần")
EMPTY_UNIT = Sentence("a unit has no name", "có đơn vị không có tên")
WORKSHEET_OF_A_PLAN = Sentence(
    "the worksheet must be made by parindex.worksheet", "phiếu phải do parindex.worksheet tạo ra"
)
NOT_A_DAY = Sentence(
    "date must be a day such as '2026-01-31', not {0}",
    "date phải là một ngày như '2026-01-31', không phải {0}",
)

# SPDX-License-Identifier: MIT
"""The sentences of forms as pages, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

CHOOSE = Sentence("Not answered", "Chưa trả lời")
CLEAR = Sentence("Delete all answers", "Xóa mọi câu trả lời")
DATE_IS_OPEN = Sentence("Date of filling in", "Ngày điền phiếu")
EVIDENCE_IS_OPEN = Sentence("evidence or explanation", "tài liệu kiểm chứng hoặc giải trình")
HINT = Sentence(
    "Nothing that is filled in here leaves this computer. Answers are kept as a draft in this browser. Save the file "
    "and hand it in; it can also be opened again here. Points are calculated again when the file is merged. "
    "For a document without a number write “yes”.",
    "Nội dung điền ở đây không rời khỏi máy tính này. Câu trả lời được giữ làm bản nháp trong trình duyệt. "
    "Hãy lưu tệp rồi nộp; cũng có thể mở lại tệp ở đây. Điểm được chấm lại khi gộp phiếu. "
    "Văn bản không có số thì ghi “có”.",
)
NO_SCRIPT = Sentence("This form needs JavaScript.", "Phiếu này cần JavaScript.")
OPEN_A_FILE = Sentence("Open a saved file", "Mở tệp đã lưu")
RULE = Sentence("How points are given", "Cách chấm điểm")
SAVE = Sentence("Save the file", "Lưu tệp")
STILL_OPEN = Sentence("Still open", "Còn phải điền")
WITHOUT_TITLE = Sentence("Answer", "Trả lời")

# What the script says.
SCRIPT = {
    "open": Sentence("{0} open", "còn {0} chỗ"),
    "complete": Sentence("Everything is filled in.", "Đã điền đủ."),
    "others": Sentence("other units: {0} open", "các đơn vị khác: còn {0}"),
    "wrong": Sentence("not accepted", "không hợp lệ"),
    "number": Sentence("Write a number such as 1250.5", "Nhập số, ví dụ 1250,5"),
    "unfinished": Sentence("Fill in all values of this line", "Hãy điền đủ số liệu của mục này"),
    "depends": Sentence(
        "The points depend on the other units: they are calculated after all forms are merged.",
        "Điểm phụ thuộc các đơn vị khác: được tính sau khi gộp mọi phiếu.",
    ),
    "points": Sentence("{0} of {1} points", "{0} trên {1} điểm"),
    "kept": Sentence("Draft kept in this browser.", "Đã giữ bản nháp trong trình duyệt này."),
    "not_kept": Sentence(
        "This browser keeps no draft: save the file.",
        "Trình duyệt này không giữ được bản nháp: hãy lưu tệp.",
    ),
    "restored": Sentence("The draft was restored.", "Đã khôi phục bản nháp."),
    "saved": Sentence("Saved as {0}: hand in this file.", "Đã lưu thành tệp {0}: hãy nộp tệp này."),
    "saved_open": Sentence(
        "Saved as {0}. Still open: {1}.", "Đã lưu thành tệp {0}. Còn phải điền: {1} chỗ."
    ),
    "opened": Sentence("The file {0} was opened.", "Đã mở tệp {0}."),
    "foreign": Sentence(
        "{0} was not opened: it is not a file of this form, or the rubric has changed.",
        "Không mở được {0}: không phải tệp của phiếu này, hoặc bộ tiêu chí đã thay đổi.",
    ),
    "clear": Sentence("Delete all answers of this form?", "Xóa mọi câu trả lời của phiếu này?"),
    "failed": Sentence(
        "Points cannot be shown: {0}. The answers can still be saved.",
        "Không hiện được điểm: {0}. Vẫn lưu được câu trả lời.",
    ),
}

FORM_NEEDS_MODULE = Sentence(
    "a form as a page contains the engine as WebAssembly: pip install parindex-browser, or state the folder of "
    "parindex.wasm",
    "phiếu dạng trang HTML chứa bộ chấm điểm WebAssembly: hãy pip install parindex-browser, hoặc nêu thư mục của "
    "parindex.wasm",
)
MODULE_OF_ANOTHER_VERSION = Sentence(
    "the WebAssembly module in {0} is of version {1}, and this is parindex {2}",
    "mô-đun WebAssembly trong {0} thuộc phiên bản {1}, còn đây là parindex {2}",
)
MODULE_IS_INCOMPLETE = Sentence(
    "{0} has no readable {1}: it must be a folder made by make wasm",
    "{0} không có tệp {1} đọc được: phải là thư mục do make wasm tạo ra",
)
CUSTOM_RULES = Sentence(
    "a form as a page cannot contain custom rules, which are written in Python",
    "phiếu dạng trang HTML không chứa được quy tắc tự viết bằng Python",
)
GROUP_IS_MISSING = Sentence(
    "the unit {0} needs its group, because the rubric declares groups",
    "đơn vị {0} phải có nhóm, vì bộ tiêu chí có khai báo nhóm",
)

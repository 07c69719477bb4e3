# SPDX-License-Identifier: MIT
"""The issues of data files, unknown to the engine: code, severity and sentence in both languages."""

from __future__ import annotations

FILE_CODES: tuple[tuple[str, str, str, str], ...] = (
    (
        "value_ambiguous",
        "error",
        "A text can be read in more than one way.",
        "Nội dung ô có thể đọc theo nhiều cách.",
    ),
    (
        "form_unstated",
        "error",
        "A text is written in a form that was not stated.",
        "Nội dung ô viết theo kiểu chưa được nêu.",
    ),
    (
        "value_repeated",
        "error",
        "A long table has two values for one input of one unit.",
        "Bảng dọc có hai giá trị cho cùng một số liệu của một đơn vị.",
    ),
    (
        "cell_error",
        "error",
        "A cell of a workbook holds an error.",
        "Ô trong bảng tính đang báo lỗi.",
    ),
    (
        "cell_formula",
        "error",
        "A formula has no stored result.",
        "Công thức không có kết quả được lưu.",
    ),
    (
        "header_misplaced",
        "error",
        "The header is not in the row that was read as the header.",
        "Dòng tiêu đề không nằm ở dòng được đọc làm tiêu đề.",
    ),
    (
        "header_merged",
        "error",
        "A merged cell of the header covers several columns.",
        "Ô gộp trong dòng tiêu đề phủ nhiều cột.",
    ),
    (
        "sheet_unstated",
        "error",
        "More than one sheet of the workbook fits.",
        "Nhiều hơn một trang tính phù hợp.",
    ),
    (
        "sheet_unknown",
        "error",
        "The workbook has no sheet of this name.",
        "Tệp không có trang tính mang tên này.",
    ),
    (
        "workbook_locked",
        "error",
        "The workbook is protected by a password.",
        "Tệp bảng tính được bảo vệ bằng mật khẩu.",
    ),
    (
        "workbook_malformed",
        "error",
        "The workbook is broken or of a kind that is not read.",
        "Tệp bảng tính bị hỏng hoặc thuộc loại không đọc được.",
    ),
    (
        "reader_missing",
        "error",
        "A package that reads this kind of file is not installed.",
        "Chưa cài gói phần mềm đọc loại tệp này.",
    ),
    (
        "unit_unexpected",
        "error",
        "The table has a unit that is not on the list of units.",
        "Bảng có đơn vị không thuộc danh sách đơn vị.",
    ),
    (
        "unit_absent",
        "error",
        "A unit of the list is not in the table.",
        "Bảng thiếu một đơn vị trong danh sách.",
    ),
    (
        "unit_lookalike",
        "warning",
        "Names of two units differ only in spaces, case or the place of a tone mark.",
        "Tên hai đơn vị chỉ khác nhau ở dấu cách, chữ hoa hoặc vị trí dấu thanh.",
    ),
    (
        "unit_total",
        "warning",
        "A row looks like a total or a heading, not like a unit.",
        "Một dòng giống dòng tổng hoặc dòng đề mục, không giống đơn vị.",
    ),
    (
        "name_spaces",
        "warning",
        "A name has white space around it.",
        "Tên có dấu cách thừa ở đầu hoặc cuối.",
    ),
    (
        "blank_skipped",
        "warning",
        "Empty rows or columns were passed over.",
        "Đã bỏ qua các dòng hoặc cột trống.",
    ),
    (
        "rows_hidden",
        "warning",
        "Rows or columns that the workbook hides were read.",
        "Đã đọc cả các dòng hoặc cột bị ẩn.",
    ),
    (
        "workbook_links",
        "warning",
        "The workbook refers to other files, whose values may have changed.",
        "Bảng tính dẫn đến tệp khác, số liệu ở đó có thể đã thay đổi.",
    ),
    (
        "workbook_macros",
        "warning",
        "The workbook has macros, which were not run.",
        "Bảng tính có macro; các macro không được chạy.",
    ),
    (
        "workbook_calendar",
        "warning",
        "The workbook counts days from 1904.",
        "Bảng tính đếm ngày từ năm 1904.",
    ),
    (
        "value_near_bound",
        "warning",
        "A value has the digits of a computed number, and a bound lies between it and the number that is shown.",
        "Giá trị có phần lẻ của số do máy tính ra, và một ngưỡng nằm giữa nó với số được hiển thị.",
    ),
    (
        "column_fractions",
        "warning",
        "All values of a percentage lie in 0 to 1.",
        "Mọi giá trị của một tỷ lệ phần trăm đều nằm trong khoảng 0 đến 1.",
    ),
    (
        "count_thousands",
        "warning",
        "A count looks like a number of thousands.",
        "Một số đếm giống như số hàng nghìn.",
    ),
    (
        "column_constant",
        "warning",
        "All units have the same value in a column.",
        "Mọi đơn vị có cùng một giá trị ở một cột.",
    ),
    (
        "values_unexamined",
        "warning",
        "The table is too large to look for suspicious values.",
        "Bảng quá lớn nên không tìm giá trị đáng ngờ.",
    ),
    (
        "exchange_malformed",
        "error",
        "A file does not have the form of the format that it is imported from.",
        "Tệp không đúng dạng của định dạng được nhập.",
    ),
    (
        "exchange_unsupported",
        "error",
        "Part of a source cannot be expressed in the other format, and scores would change without it.",
        "Một phần của nguồn không thể hiện được trong định dạng kia, bỏ đi thì điểm sẽ thay đổi.",
    ),
    (
        "exchange_left_out",
        "warning",
        "A part was left out on request, and the total differs from the source.",
        "Đã bỏ một phần theo yêu cầu, tổng điểm khác với nguồn.",
    ),
    (
        "exchange_one_sided",
        "warning",
        "Some values have a score in one of the two formats only.",
        "Một số giá trị chỉ được chấm điểm ở một trong hai định dạng.",
    ),
    (
        "exchange_omitted",
        "warning",
        "A part that changes no score was not carried over.",
        "Một phần không ảnh hưởng đến điểm đã không được giữ lại.",
    ),
)

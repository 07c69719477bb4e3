# SPDX-License-Identifier: MIT
"""The sentences of the messages about files of data, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

ALL_VALUES_LIE_IN_0_TO_1 = Sentence(
    "All {0} values of the column are between 0 and 1, but the input may be up to 100. Are the values fractions of 1?",
    "Cả {0} giá trị của cột đều từ 0 đến 1, trong khi số liệu có thể đến 100; có phải các giá trị là phần của 1?",
)
A_BOUND_DIVIDES_THE_VALUE_FROM = Sentence(
    "The bound {0} is between the value and {1}, the nearest number of 15 digits. Was the value computed?",
    "Ngưỡng {0} nằm giữa giá trị này và {1}, số gần nhất có 15 chữ số; có phải giá trị do máy tính ra?",
)
A_COUNT_HAS_A_POINT = Sentence("A whole number contains a point", "Số nguyên có dấu chấm bên trong")
A_COUNT_WRITTEN_OUT = Sentence(
    "a count written with all its digits",
    "số đếm viết đủ các chữ số",
)
A_DATE_WITHOUT_A_TIME = Sentence(
    "a date without a time of day, such as 2026-12-14", "một ngày không kèm giờ, ví dụ 2026-12-14"
)
A_DATE_WITH_FOUR_DIGITS = Sentence(
    "a date with a four-digit year, such as 2026-12-14",
    "một ngày có đủ bốn chữ số của năm, ví dụ 2026-12-14",
)
A_DAY_IN_THE_ORDER = Sentence(
    "a day that exists, in the order {0}", "một ngày có thật theo thứ tự {0}"
)
A_FRACTION_IS_NO_COUNT = Sentence(
    "The text may be {0} of {1}, a fraction or a date, but not a whole number",
    "Nội dung là {0} trên {1}, một phân số hoặc một ngày, không phải số nguyên",
)
A_FRACTION_OR_A_DATE = Sentence(
    "The text may be the number {0}, a date, or {1} of {2}",
    "Nội dung có thể là số {0}, một ngày, hoặc {1} trên {2}",
)
A_KNOWN_EXTENSION_OR_FORMAT = Sentence(
    ".csv or .json, .tsv, .txt, .jsonl, .xlsx or .xlsm; or use --input-format (in Python format=)",
    ".csv hoặc .json, .tsv, .txt, .jsonl, .xlsx hay .xlsm; hoặc nêu --input-format (trong Python: format=)",
)
A_LONG_TABLE_NEEDS_A_UNIT = Sentence(
    "A long table lacks the column that names the units", "Bảng dọc thiếu cột tên đơn vị"
)
A_MERGED_CELL_COVERS_THIS_COLUMN = Sentence(
    "A merged cell of the header covers this column and others",
    "Một ô gộp trong dòng tiêu đề phủ cột này và cột khác",
)
A_NUMBER_AS_TEXT = Sentence(
    "a number; format the column as Number or Text, and type the value again",
    "một số; hãy định dạng cột là Number hoặc Text rồi nhập lại giá trị",
)
A_NUMBER_WITHOUT_PERCENT = Sentence(
    "a number without a percent sign", "một số không có dấu phần trăm"
)
A_PERCENTAGE_HERE_MAY_BE = Sentence(
    "The percentage may be {0} or {1}, and the input does not state which",
    "Tỷ lệ phần trăm này có thể là {0} hoặc {1}, số liệu đầu vào không nêu rõ",
)
A_READING_HAS_NO_SUCH_KEY = Sentence(
    "The file of --reading has an unknown key", "Tệp của --reading có khóa không hợp lệ"
)
A_LINE_IS_TOO_LONG = Sentence(
    "A line is longer than the longest possible row of a table",
    "Một dòng dài hơn độ dài lớn nhất của một dòng trong bảng",
)
A_READING_IS_NOT_JSON = Sentence(
    "The file of --reading is not a JSON object", "Tệp của --reading không phải là đối tượng JSON"
)
A_ROW_UP_TO = Sentence("a row from 1 to {0}", "một dòng từ 1 đến {0}")
A_ROW_WITH_A_NAME_FOR_EACH_COLUMN = Sentence(
    "a row with a name for each column: use --header-row (in Python header_row=), or unmerge the cells",
    "một dòng có tên cho từng cột: hãy nêu --header-row (trong Python: header_row=), hoặc bỏ gộp ô",
)
A_SPREADSHEET_MADE_A_DATE = Sentence(
    "The cell is a date; a spreadsheet turns {0} or {1} into such a date",
    "Ô là một ngày; bảng tính tự đổi {0} hoặc {1} thành ngày",
)
A_SPREADSHEET_MADE_A_DATE_OF_THE_CODE = Sentence(
    "Unknown column: a spreadsheet turned the code {0} into a date",
    "Cột không hợp lệ: bảng tính đã đổi mã {0} thành ngày",
)
A_TIME_OF_DAY = Sentence("The cell has a time of day", "Ô có cả giờ trong ngày")
A_VALUE_OR_AN_EMPTY_CELL = Sentence("a value or an empty cell", "một giá trị hoặc ô trống")
A_WHOLE_NUMBER = Sentence("a whole number", "một số nguyên")
A_WHOLE_NUMBER_WITHOUT_A_POINT = Sentence(
    'a whole number without a point; or state the decimal sign: --decimal-in . (in Python decimal=".")',
    'số nguyên không có dấu chấm, hoặc nêu dấu thập phân: --decimal-in . (trong Python: decimal=".")',
)
A_WORD_CANNOT_MEAN_BOTH = Sentence(
    "the word {0} cannot mean both yes and no", "từ {0} không thể vừa là có vừa là không"
)
A_WORKBOOK_THAT_EXCEL_OPENS = Sentence(
    "a workbook that Excel can open: open it and save it again as .xlsx or as CSV UTF-8",
    "tệp mà Excel mở được: hãy mở bằng Excel rồi lưu lại thành .xlsx hoặc CSV UTF-8",
)
A_WORKBOOK_WITHOUT_A_PASSWORD = Sentence(
    "a workbook without a password: remove the password in Excel under File, Info, Protect Workbook",
    "tệp không có mật khẩu: hãy bỏ mật khẩu trong Excel ở File, Info, Protect Workbook",
)
DAYS_COUNT_FROM_1904 = Sentence(
    "The workbook counts days from 1904; its dates were read accordingly",
    "Bảng tính đếm ngày từ năm 1904; các ngày đã được đọc theo lịch đó",
)
DECIMAL_AND_THOUSANDS_MUST_DIFFER = Sentence(
    "decimal and thousands must be different signs, not both {0}",
    "dấu thập phân và dấu phân cách hàng nghìn phải khác nhau, không cùng là {0}",
)
EMPTY_COLUMNS_WERE_SKIPPED = Sentence(
    "Columns that have neither a name nor a value were skipped: {0}",
    "Đã bỏ qua các cột không có tên và không có số liệu: {0}",
)
EMPTY_ROWS_WERE_SKIPPED = Sentence("Empty rows were skipped: {0}", "Đã bỏ qua số dòng trống: {0}")
EXPECTED_NAME_AND_HEAD = Sentence(
    "expected the code of a column, =, and its name in the file, not {0}",
    "cần mã cột, dấu =, và tên cột đó trong tệp, không phải {0}",
)
EXPECTED_ONE_CHARACTER_THAT_CAN_SEPARATE = Sentence(
    "expected one character that separates cells, not {0}",
    "cần một ký tự ngăn cách ô, không phải {0}",
)
FOUND_IN_CELL = Sentence("{0} in cell {1}", "{0} ở ô {1}")
HEADER_ROW_MUST_BE_1_OR_MORE = Sentence(
    "header_row must be 1 or more, not {0}", "header_row phải từ 1 trở lên, không phải {0}"
)
HIDDEN_ROWS_WERE_READ = Sentence(
    "The sheet hides {0} rows and {1} columns; they were read like the others",
    "Trang tính có {0} dòng và {1} cột bị ẩn, đã được đọc như các dòng và cột khác",
)
JSON_LINES_OR_STATE = Sentence(
    "one JSON text; if each line is an object, name the file .jsonl, or use --input-format jsonl",
    "một nội dung JSON; nếu mỗi dòng là một đối tượng, hãy đặt tên tệp .jsonl hoặc nêu --input-format jsonl",
)
MACROS_WERE_NOT_RUN = Sentence(
    "The workbook has macros; they were not run, and the saved values were read",
    "Bảng tính có macro; macro không được chạy, đã đọc các giá trị được lưu",
)
NO_SIGN = Sentence("none", "không có")
NO_SUCH_DAY = Sentence("The calendar has no such day", "Lịch không có ngày này")
NUMBERS_WITH_THESE_SIGNS = Sentence(
    "numbers with the decimal sign {0} and the thousands separator {1}",
    "số có dấu thập phân {0} và dấu phân cách hàng nghìn {1}",
)
ONE_VALUE_THROUGHOUT = Sentence(
    "All {0} values of the column are the same. Was the cell copied down?",
    "Cả {0} giá trị của cột đều như nhau; có phải do kéo sao chép ô?",
)
PERCENTAGES_SUCH_AS = Sentence(
    "percentages such as 92.5, not 0.925",
    "tỷ lệ phần trăm như 92.5, không phải 0.925",
)
READING_WORKBOOKS_NEEDS_OPENPYXL = Sentence(
    "Reading workbooks needs the package openpyxl", "Đọc tệp bảng tính cần gói openpyxl"
)
ROWS_FROM_PANDAS = Sentence(
    'a list of objects, or {"units": [...]}; pandas writes it by to_json(orient="records")',
    'danh sách đối tượng, hoặc {"units": [...]}; pandas ghi bằng to_json(orient="records")',
)
SAVE_AS_UTF_8_OR_STATE = Sentence(
    "UTF-8: save the file as CSV UTF-8; or use --encoding {0} (in Python encoding=), the probable encoding of the file",
    "UTF-8: hãy lưu tệp dạng CSV UTF-8, hoặc nêu --encoding {0} (trong Python: encoding=), có thể là bảng mã của tệp",
)
SAVE_AS_UTF_8_OR_STATE_ITS_ENCODING = Sentence(
    "UTF-8: save the file as CSV UTF-8; or state its encoding: --encoding (in Python encoding=)",
    "UTF-8: hãy lưu tệp dạng CSV UTF-8, hoặc nêu --encoding (trong Python: encoding=)",
)
SAVE_AS_XLSX_OR_CSV = Sentence(
    "a workbook saved as .xlsx, or a CSV UTF-8 file", "tệp lưu dạng .xlsx, hoặc CSV UTF-8"
)
SAVE_IT_IN_EXCEL = Sentence(
    "a stored result: open the workbook in Excel and save it",
    "kết quả đã lưu: hãy mở tệp bằng Excel rồi lưu lại",
)
SEVERAL_SHEETS_FIT = Sentence(
    "More than one sheet has the columns of the rubric",
    "Nhiều trang tính có các cột của bộ tiêu chí",
)
STATE_BOTH_SIGNS = Sentence(
    "state the signs: --decimal-in '{0}' --thousands-in '{1}' (in Python decimal=, thousands=)",
    "nêu rõ các dấu: --decimal-in '{0}' --thousands-in '{1}' (trong Python: decimal=, thousands=)",
)
STATE_DATES = Sentence(
    'a date such as 2026-12-14; or state the order: --dates {0} (in Python dates="{0}")',
    'một ngày như 2026-12-14, hoặc nêu rõ thứ tự: --dates {0} (trong Python: dates="{0}")',
)
STATE_DATES_OR_WRITE = Sentence(
    'a date such as 2026-12-14; or state the order: --dates dmy or mdy (in Python dates="dmy")',
    'một ngày như 2026-12-14, hoặc nêu rõ thứ tự: --dates dmy hay mdy (trong Python: dates="dmy")',
)
STATE_DECIMAL = Sentence(
    'a number with a point; or state the decimal sign: --decimal-in {0} (in Python decimal="{0}")',
    'số có dấu chấm, hoặc nêu rõ dấu thập phân: --decimal-in {0} (trong Python: decimal="{0}")',
)
STATE_FRACTIONS = Sentence(
    "a number; or allow fractions: --fractions (in Python fractions=True)",
    "một số, hoặc cho phép phân số: --fractions (trong Python: fractions=True)",
)
STATE_HEADER_ROW = Sentence(
    "column names in the first row; or state their row: --header-row {0} (in Python header_row={0})",
    "nêu rõ dòng: --header-row {0} (trong Python: header_row={0}), hoặc để tên các cột ở dòng đầu",
)
STATE_SHEET = Sentence(
    "one sheet; state which, such as --sheet '{0}' (in Python sheet=)",
    "nêu rõ trang tính, ví dụ --sheet '{0}' (trong Python: sheet=)",
)
STATE_THOUSANDS = Sentence(
    "a number without a separator; or state the separator: --thousands-in '{0}' (in Python thousands=)",
    "số không có dấu này, hoặc nêu rõ dấu: --thousands-in '{0}' (trong Python: thousands=)",
)
STATE_THOUSANDS_OR_WRITE = Sentence(
    "a whole number such as {1}; or state the thousands separator: --thousands-in '{0}' (in Python thousands=\"{0}\")",
    "số nguyên như {1}, hoặc nêu rõ dấu: --thousands-in '{0}' (trong Python: thousands=\"{0}\")",
)
STATE_UNIT_COLUMN = Sentence(
    'a column named unit; or state the column of units: --unit-column "{0}" (in Python unit="{0}")',
    'cột unit, hoặc nêu rõ cột: --unit-column "{0}" (trong Python: unit="{0}")',
)
STATE_WHICH = Sentence(
    "state the sign: --decimal-in '{0}' (in Python decimal=\"{0}\") or --decimal-in '{1}' --thousands-in '{0}'",
    "nêu rõ dấu: --decimal-in '{0}' (trong Python: decimal=\"{0}\") hoặc --decimal-in '{1}' --thousands-in '{0}'",
)
STATE_YES = Sentence(
    'yes or no; or state the word for yes: --yes {0} (in Python yes=["{0}"])',
    'có hoặc không, hoặc nêu rõ từ: --yes {0} (trong Python: yes=["{0}"])',
)
THE_CELL_HOLDS_AN_ERROR = Sentence("The cell contains an error", "Ô đang báo lỗi")
THE_COUNT_MAY_BE_OF_THOUSANDS = Sentence(
    "The count may be {0}, because {1} is far below {2}",
    "Số đếm có thể là {0}, vì {1} nhỏ hơn nhiều so với {2}",
)
THE_FILE_IS_NOT_IN_THIS_ENCODING = Sentence(
    "The file is not in the encoding {0}", "Tệp không theo bảng mã {0}"
)
THE_FILE_IS_OF_EXCEL_97 = Sentence(
    "The file has the format of Excel before 2007", "Tệp thuộc loại Excel ghi trước năm 2007"
)
THE_FORMULA_HAS_NO_RESULT = Sentence(
    "The formula has no stored result", "Công thức không có kết quả được lưu"
)
THE_HEADER_SEEMS_TO_BE_IN_ROW = Sentence(
    "The header may be in row {0}", "Dòng tiêu đề có vẻ ở dòng {0}"
)
THE_HEAD_HAS_SPACES = Sentence(
    "A column name has white space around it, which was ignored",
    "Tên cột có dấu cách thừa ở đầu hoặc cuối, đã bỏ qua",
)
THE_LIST_HAS_A_UNIT_TWICE = Sentence(
    "the list of units has {0} twice", "danh sách đơn vị có {0} hai lần"
)
THE_LIST_OF_UNITS_IS_EMPTY = Sentence("the list of units is empty", "danh sách đơn vị trống")
THE_MAP_NAMES_A_HEAD_THAT_IS_NOT_THERE = Sentence(
    "The column map has a column name that is not in the file",
    "Bảng ánh xạ cột nêu một tên cột không có trong tệp",
)
THE_NAME_HAS_SPACES = Sentence(
    "The name of a unit has white space around it", "Tên đơn vị có dấu cách thừa ở đầu hoặc cuối"
)
THE_NUMBER_HAS_A_DECIMAL_COMMA = Sentence(
    "The number has a decimal comma", "Số dùng dấu phẩy thập phân"
)
THE_NUMBER_HAS_A_SIGN_OF_THOUSANDS = Sentence(
    "The number has a separator between groups of three digits",
    "Số có dấu phân cách hàng nghìn",
)
THE_NUMBER_HAS_OTHER_SIGNS = Sentence(
    "The number has signs other than the stated ones", "Số có dấu khác với dấu đã nêu"
)
THE_ORDER_IS_NOT_STATED = Sentence(
    "The order of day and month was not stated", "Chưa nêu thứ tự ngày và tháng"
)
THE_ROW_HAS_A_NAME_ALONE = Sentence(
    "The row has a name and no value. Is the row a heading?",
    "Dòng chỉ có tên, không có số liệu; có phải là dòng đề mục?",
)
THE_ROW_LOOKS_LIKE_A_TOTAL = Sentence(
    "The row looks like a total or a heading", "Dòng giống dòng tổng hoặc dòng đề mục"
)
THE_SHEET_IS_EMPTY = Sentence("The sheet is empty", "Trang tính trống")
THE_TABLE_HAS_MORE_VALUES = Sentence(
    "The table has too many values to search for suspicious ones",
    "Bảng có quá nhiều giá trị nên không tìm được giá trị đáng ngờ",
)
THE_UNIT_HAS_TWO_VALUES = Sentence(
    "The unit has two values in this column", "Đơn vị có hai giá trị ở cột này"
)
THE_UNIT_IS_NOT_IN_THE_TABLE = Sentence(
    "A unit on the list is missing from the table", "Bảng thiếu một đơn vị trong danh sách"
)
THE_UNIT_IS_NOT_ON_THE_LIST = Sentence(
    "The unit is not on the list of units", "Đơn vị không thuộc danh sách đơn vị"
)
THE_VALUE_OF_EACH_UNIT = Sentence(
    "each unit's own value",
    "giá trị riêng của từng đơn vị",
)
THE_VALUE_THAT_THE_SHEET_SHOWS = Sentence(
    "the value that the sheet shows, such as {0}",
    "giá trị mà bảng tính hiển thị, ví dụ {0}",
)
THE_WORD_MAY_MEAN_YES = Sentence(
    "The mark may mean yes, which was not stated", "Dấu này có thể là có, nhưng chưa được nêu rõ"
)
THE_WORKBOOK_HAS_A_DOCUMENT_TYPE = Sentence(
    "A part of the workbook declares a document type; spreadsheet programs never write one",
    "Một phần của tệp khai báo kiểu tài liệu; phần mềm bảng tính không bao giờ ghi như vậy",
)
THE_WORKBOOK_HAS_NO_SHEET = Sentence(
    "The workbook has no visible sheet of cells", "Tệp không có trang tính nào hiển thị"
)
THE_WORKBOOK_HAS_NO_SUCH_SHEET = Sentence(
    "The workbook has no sheet with this name", "Tệp không có trang tính mang tên này"
)
THE_WORKBOOK_IS_BROKEN = Sentence("The workbook is broken", "Tệp bảng tính bị hỏng")
THE_WORKBOOK_IS_LOCKED = Sentence(
    "The workbook is protected by a password", "Tệp bảng tính được bảo vệ bằng mật khẩu"
)
THE_WORKBOOK_UNPACKS_TO_TOO_MUCH = Sentence(
    "The workbook is larger than the limit when unpacked",
    "Tệp bảng tính sau khi giải nén lớn hơn giới hạn",
)
THE_YEAR_IS_NOT_WHOLE = Sentence(
    "The text may be a date in two orders, and its year is not written in full",
    "Nội dung có thể là ngày theo hai thứ tự khác nhau, và năm không viết đủ bốn chữ số",
)
THERE_IS_NO_ROW_OF_THIS_NUMBER = Sentence(
    "The row with this number does not exist or is empty", "Dòng mang số này không có hoặc để trống"
)
THOUSANDS_OR_DECIMALS = Sentence(
    "The number may be {0} with a thousands separator, or {1} with a decimal sign",
    "Số có thể là {0} với dấu phân cách hàng nghìn, hoặc {1} với dấu thập phân",
)
TWO_DAYS = Sentence("The day may be {0} or {1}", "Ngày có thể là {0} hoặc {1}")
TWO_UNITS_LOOK_ALIKE = Sentence(
    "The names of two units differ only in spaces, case or the position of a tone mark",
    "Hai đơn vị chỉ khác nhau ở dấu cách, chữ hoa hoặc vị trí dấu thanh",
)
UNITS_ALONE = Sentence("only rows of units", "chỉ các dòng của đơn vị")
UNKNOWN_CODE_OF_AN_INPUT = Sentence(
    "The rubric has no input with this code", "Bộ tiêu chí không có số liệu mang mã này"
)
UNKNOWN_COLUMN = Sentence("Unknown column", "Cột không hợp lệ")
UNKNOWN_ENCODING = Sentence(
    "unknown encoding {0}; use tcvn3 or an encoding of Python, such as cp1258 or utf-16",
    "bảng mã {0} không hợp lệ; có thể dùng tcvn3 và các bảng mã của Python, như cp1258 và utf-16",
)
VALUES_OF_OTHER_FILES = Sentence(
    "The workbook refers to other files; the values saved in this workbook were read",
    "Bảng tính dẫn đến tệp khác; đã đọc các giá trị được lưu trong tệp này",
)
WRITING_WORKBOOKS_NEEDS_OPENPYXL = Sentence(
    "Writing workbooks needs the package openpyxl", "Ghi tệp bảng tính cần gói openpyxl"
)

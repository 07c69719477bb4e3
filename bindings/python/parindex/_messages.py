# SPDX-License-Identifier: MIT
"""The sentences of the messages that the Python package makes itself, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

ANOTHER_PROGRAM_KEEPS_THE_STORE_LOCKED = Sentence(
    "Another program keeps the store locked", "Chương trình khác đang khóa kho lưu"
)
ANY_DATA = Sentence(
    "a dictionary, a list of dictionaries, a file by its path or as bytes, a pandas DataFrame, a NumPy array or an object with __arrow_c_stream__",
    "từ điển, danh sách từ điển, tệp (đường dẫn hoặc bytes), pandas DataFrame, mảng NumPy hoặc đối tượng có __arrow_c_stream__",
)
AN_EDITION = Sentence("an edition", "phiên bản")
AN_EMPTY_FILE = Sentence("an empty file", "tệp trống")
AN_OVERLAY = Sentence("an overlay", "bản điều chỉnh")
AN_OVERLAY_FILE = Sentence("an overlay file", "tệp điều chỉnh")
AT_LEAST_ONE_ROW = Sentence("at least one row", "ít nhất một dòng")
AT_MOST = Sentence("at most {0}", "không quá {0}")
AT_MOST_BYTES = Sentence("at most {0} bytes", "không quá {0} byte")
AT_MOST_LEVELS = Sentence("at most {0} levels", "không quá {0} cấp")
AT_MOST_VALUES = Sentence("at most {0} values", "không quá {0} giá trị")
A_CELL_IS_TOO_LONG = Sentence(
    "A cell contains text that is longer than the limit", "Một ô chứa chuỗi dài hơn giới hạn"
)
A_COLUMN_OF_OBSERVATIONS_IS_MISSING = Sentence(
    "A column of observations is missing", "Thiếu một cột của bảng ghi nhận"
)
A_COLUMN_OF_THE_HEADER_HAS_NO_NAME = Sentence(
    "A column of the header has no name", "Một cột trong dòng tiêu đề không có tên"
)
A_DATABASE_OF_ANOTHER_PROGRAM = Sentence(
    "a database of another program", "cơ sở dữ liệu của chương trình khác"
)
A_DATE = Sentence("a date", "ngày")
A_DATE_SUCH_AS = Sentence("a date such as '2026-12-30'", "ngày, như '2026-12-30'")
A_DEVICE_OR_A_PIPE = Sentence("a device or a pipe", "thiết bị hoặc đường ống")
A_DICTIONARY = Sentence("a dictionary", "từ điển")
A_FILE = Sentence("a file", "một tệp")
A_FOLDER = Sentence("a folder", "thư mục")
A_FUNCTION = Sentence("a function", "hàm")
A_HEADER_AND_ROWS = Sentence("a header and rows", "dòng tiêu đề và các dòng dữ liệu")
A_JSON_VALUE = Sentence(
    "an object, an array, text, a number, a boolean or None",
    "đối tượng, mảng, chuỗi ký tự, số, giá trị logic hoặc None",
)
A_LIST = Sentence("a list", "danh sách")
A_LIST_OF_OBJECTS_OR_UNITS = Sentence(
    'a list of objects, or {"units": [...]}', 'danh sách đối tượng, hoặc {"units": [...]}'
)
A_LOCK_WITHIN_S = Sentence("a lock within {0} s", "khóa được trong {0} giây")
A_NAME = Sentence("a name", "tên")
A_NUMBER = Sentence("a number", "một số")
A_NUMBER_OF_SECONDS = Sentence("a number of seconds", "số giây")
A_NUMBER_SUCH_AS = Sentence("a number such as 2, '0.5' or '1/3'", "số, như 2, '0.5' hoặc '1/3'")
A_REGULAR_FILE = Sentence("a regular file", "tệp thông thường")
A_REGULAR_FILE_IN_THE_FOLDER = Sentence(
    "a regular file in the folder", "một tệp thông thường trong thư mục"
)
A_RESULT_FILE = Sentence("a result file", "tệp kết quả")
A_RUBRIC = Sentence("a rubric", "bộ tiêu chí")
A_SINGLE_VALUE = Sentence("a single value", "một giá trị đơn")
A_STORE_AS_WRITTEN_BY_PARINDEX = Sentence(
    "a store as written by parindex", "kho lưu đúng như parindex đã ghi"
)
A_STORE_OF_OBSERVATIONS = Sentence("a store of observations", "kho lưu lần ghi nhận")
A_TEXT = Sentence("a text", "chuỗi ký tự")
A_TEXT_OR_A_PATH = Sentence("a text or a path", "chuỗi ký tự hoặc đường dẫn")
A_WHOLE_NUMBER = Sentence("a whole number", "số nguyên")
A_WORKSHEET = Sentence("a worksheet", "phiếu chấm")
A_WRITABLE_FILE = Sentence("a writable file", "tệp ghi được")
BAD_FILE_DESCRIPTOR = Sentence("Bad file descriptor", "luồng đã đóng hoặc không ghi được")
BYTES = Sentence("{0} bytes", "{0} byte")
BYTES_OR_THEIR_BASE64_TEXT = Sentence(
    "{0} bytes, or their base64 text", "{0} byte, hoặc chuỗi base64 của chúng"
)
CANNOT_BE_READ = Sentence("{0} cannot be read", "không đọc được {0}")
CANNOT_BE_READ_2 = Sentence("cannot be read", "không đọc được")
CHANGED_WHILE_IT_WAS_READ = Sentence("changed while it was read", "bị thay đổi trong khi đọc")
CHECKING_SIGNATURES_NEEDS_THE_PACKAGE = Sentence(
    "checking signatures needs the package cryptography: pip install 'parindex[sign]'",
    "kiểm tra chữ ký cần gói cryptography: pip install 'parindex[sign]'",
)
DID_YOU_MEAN = Sentence("{0}; did you mean {1}?", "{0}; có phải ý là {1}?")
DIFFERS_FROM_THE_SUBMITTED_FILE = Sentence("differs from the submitted file", "khác tệp đã nộp")
STEP_MUST_BE_A_DECIMAL_ABOVE_0 = Sentence(
    "step must be a decimal above 0 with at most 9 digits and 18 decimals, not {0}",
    "step phải là số thập phân lớn hơn 0, không quá 9 chữ số và 18 chữ số thập phân, không phải {0}",
)
A_ROUNDING_HAS_DIGITS_OR_A_STEP = Sentence(
    "a rounding has digits or a step, not both: digits {0} do not fit the step {1}",
    "làm tròn có digits hoặc step, không có cả hai: digits {0} không khớp với step {1}",
)
DIGITS_MUST_BE_A_WHOLE_NUMBER_FROM_0_TO = Sentence(
    "digits must be a whole number from 0 to {0}, not {1}",
    "digits phải là số nguyên từ 0 đến {0}, không phải {1}",
)
ED25519 = Sentence("Ed25519", "Ed25519")
ENTRY_IS_NOT_WHAT_WAS_APPENDED = Sentence(
    "entry {0} differs from the entry that was appended", "mục ghi {0} khác nội dung đã ghi"
)
FEWER_ENTRIES_THAN_WERE_APPENDED = Sentence(
    "some appended entries are missing", "thiếu một số mục ghi"
)
FIELDS = Sentence("{0} fields", "{0} trường")
FILE_NAME_TOO_LONG = Sentence("File name too long", "tên tệp quá dài")
FOR_A_NEW_FILE_IN_ITS_FOLDER = Sentence(
    "{0} for a new file in its folder", "{0} khi tạo tệp mới trong thư mục của nó"
)
GIVE_BOTH_A_SIGNATURE_AND_A_PUBLIC_KEY = Sentence(
    "give both a signature and a public key, or neither",
    "hãy nêu cả chữ ký và khóa công khai, hoặc không nêu cả hai",
)
HALF_A_SURROGATE_PAIR = Sentence("half a surrogate pair", "nửa cặp surrogate")
HAS_A_DIFFERENT_SIZE = Sentence("has a different size", "có kích thước khác")
HAS_NO_KEY_IT_HAS = Sentence(
    "{0} has no key {1}; it has {2}",
    "{0} không có khóa {1}; chỉ có {2}",
)
INVALID_ASSESSMENT = Sentence("invalid assessment", "kỳ đánh giá không hợp lệ")
INVALID_CSV = Sentence("Invalid CSV: {0}", "CSV không hợp lệ: {0}")
INVALID_EDITIONS = Sentence("invalid editions", "các phiên bản không hợp lệ")
INVALID_JSON = Sentence("Invalid JSON: {0}", "JSON không hợp lệ: {0}")
INVALID_OVERLAYS = Sentence("invalid overlays", "các bản điều chỉnh không hợp lệ")
INVALID_RUBRIC = Sentence("invalid rubric", "bộ tiêu chí không hợp lệ")
INVALID_SIGNATURE = Sentence("invalid signature", "chữ ký không hợp lệ")
INVALID_SNAPSHOT = Sentence("invalid snapshot", "bản chốt không hợp lệ")
IN_FILE = Sentence("{0}: {1}", "{0}: {1}")
IS_A_DIRECTORY = Sentence("Is a directory", "là thư mục")
IS_INVALID = Sentence("{0} is invalid", "{0} không hợp lệ")
IS_NESTED_TOO_DEEPLY = Sentence(
    "{0} is nested too deeply",
    "{0} lồng quá nhiều cấp",
)
IS_NOT_A_REGULAR_FILE = Sentence("is not a regular file", "không phải là tệp thông thường")
IS_NOT_IN_THE_FOLDER = Sentence("is not in the folder", "không có trong thư mục")
IS_OUTSIDE_THE_FOLDER = Sentence("is outside the folder", "nằm ngoài thư mục")
IT_DOES_NOT_SAY_WHAT_IT_IS_FOR = Sentence(
    "it does not state its rubric", "tệp không nêu bộ tiêu chí của nó"
)
JOURNAL_MODE_NOT_DELETE = Sentence(
    "journal mode {0}, not delete", "chế độ nhật ký {0}, không phải delete"
)
JSON_CANNOT_REPRESENT_NAN_OR_INFINITY = Sentence(
    "JSON cannot represent NaN or infinity", "JSON không biểu diễn được NaN và vô cùng"
)
JSON_CANNOT_REPRESENT_THE_VALUE = Sentence(
    "JSON cannot represent the value", "JSON không biểu diễn được giá trị"
)
KEY_OF_MUST_BE = Sentence(
    "{0} of {1} must be {2}",
    "{0} của {1} phải là {2}",
)
KEY_OF_MUST_BE_A_LIST_OF_TWO = Sentence(
    "{0} of {1} must be a list of two",
    "{0} của {1} phải là danh sách hai phần tử",
)
MALFORMED_DATABASE_SCHEMA = Sentence("malformed database schema", "cấu trúc cơ sở dữ liệu sai")
MORE = Sentence("more", "nhiều hơn")
MORE_ISSUES_WERE_FOUND_AND_NOT_KEPT = Sentence(
    "{0} more issues were found and not kept", "Còn {0} lỗi khác không được liệt kê"
)
MUST_BE_AT_MOST_IS_AND_IS = Sentence(
    "{0} of {1} must be at most {2}; {0} is {3} and {2} is {4}",
    "{0} của {1} không được lớn hơn {2}; {0} là {3}, {2} là {4}",
)
MUST_BE_A_WHOLE_NUMBER_NOT = Sentence(
    "{0} must be a whole number, not {1}",
    "{0} phải là số nguyên, không phải {1}",
)
MUST_BE_BELOW_IS_AND_IS = Sentence(
    "{0} of {1} must be below {2}; {0} is {3} and {2} is {4}",
    "{0} của {1} phải nhỏ hơn {2}; {0} là {3}, {2} là {4}",
)
MUST_BE_NOT = Sentence(
    "{0} must be {1}, not {2}",
    "{0} phải là {1}, không phải {2}",
)
MUST_BE_OF_TYPE_NOT = Sentence(
    "{0} must be of type {1}, not {2}", "{0} phải có kiểu {1}, không phải {2}"
)
MUST_HAVE_DIFFERENT_CODES_TWO_HAVE = Sentence(
    "{0} of {1} must have different codes; two have {2}",
    "{0} của {1} phải có mã khác nhau; hai mục cùng có mã {2}",
)
MUST_HAVE_ONE_OF_THESE = Sentence(
    "{0} must have one of these: {1}",
    "{0} phải có một trong các khóa: {1}",
)
NAMES_AND_VALUES = Sentence("names and values", "tên và giá trị")
NEEDS_THE_KEY = Sentence(
    "{0} needs the key {1}",
    "{0} cần có khóa {1}",
)
NEEDS_THE_KEYS_DIGITS_AND_MODE = Sentence(
    "{0} needs the keys 'digits' and 'mode', or 'step' and 'mode'",
    "{0} cần có khóa 'digits' và 'mode', hoặc 'step' và 'mode'",
)
NESTED_TOO_DEEPLY = Sentence("The document is nested too deeply", "Tài liệu lồng quá nhiều cấp")
NOTHING = Sentence("nothing", "không có gì")
NOTHING_AT_POSITION = Sentence("nothing at position {0}", "không có gì ở vị trí {0}")
NOT_A_DIRECTORY = Sentence("Not a directory", "không phải là thư mục")
NOT_A_REGULAR_FILE = Sentence("not a regular file", "không phải là tệp thông thường")
NO_EDITION_THERE_ARE = Sentence(
    "no edition {0}; there are: {1}", "không có phiên bản {0}; hiện có: {1}"
)
NO_NODE = Sentence("no node {0}", "không có mục {0}")
NO_SPACE_LEFT_ON_DEVICE = Sentence("No space left on device", "đĩa đã đầy")
NO_SUCH_FILE_OR_DIRECTORY = Sentence("No such file or directory", "không có tệp hoặc thư mục này")
NO_UNIT = Sentence("no unit {0}", "không có đơn vị {0}")
OPERATION_NOT_PERMITTED = Sentence("Operation not permitted", "thao tác không được phép")
OR_LATER = Sentence("{0} or later", "{0} trở đi")
PERMISSION_DENIED = Sentence("Permission denied", "không có quyền truy cập")
READING_RAISED = Sentence("reading {0} raised {1}", "đọc {0} gây ra {1}")
READING_THE_DATA_RAISED_AN_EXCEPTION = Sentence(
    "Reading the data raised an exception", "Đọc dữ liệu gây ra ngoại lệ"
)
READING_THE_OBJECT_RAISED = Sentence(
    "Reading the object raised an exception", "Đọc đối tượng gây ra ngoại lệ"
)
READ_ONLY_FILE_SYSTEM = Sentence("Read-only file system", "hệ thống tệp chỉ cho đọc")
ROWS_OF_THE_TABLE_ARE_IN_ERROR = Sentence(
    "rows of the table are in error", "có dòng của bảng bị lỗi"
)
ROWS_OF_VALUES = Sentence("rows of values", "các dòng giá trị")
STAGES_AND_REOPENINGS_BELONG_TO_THE = Sentence(
    "Stages and reopenings belong to the round, not to a worksheet",
    "Giai đoạn và lần mở lại thuộc kỳ đánh giá, không thuộc phiếu chấm",
)
TEXT = Sentence("text", "chuỗi ký tự")
TEXTS = Sentence("texts", "chuỗi ký tự")
TEXT_BYTES_OR_A_DICTIONARY = Sentence(
    "text, bytes or a dictionary", "chuỗi ký tự, bytes hoặc từ điển"
)
THE_BEGINS_BEFORE_THE_DATE_ON_WHICH_THE = Sentence(
    "The {0} begins before the date on which the store records it",
    "{0} bắt đầu trước ngày được ghi vào kho lưu",
)
THE_CASES_OF_AND_MORE_CANNOT_BE_RUN = Sentence(
    "the cases of {0} and of {1} more cannot be run",
    "không chạy được các tình huống kiểm thử của {0} và của {1} tệp khác",
)
THE_CASES_OF_CANNOT_BE_RUN = Sentence(
    "the cases of {0} cannot be run", "không chạy được các tình huống kiểm thử của {0}"
)
THE_COLUMN_IS_NOT_A_LIST_OF_VALUES = Sentence(
    "The column {0} is not a list of values", "Cột {0} không phải là danh sách giá trị"
)
THE_CUSTOM_RULE = Sentence("the custom rule {0}", "cách tính riêng {0}")
THE_EDITIONS_CANNOT_BE_READ = Sentence(
    "the editions cannot be read", "không đọc được các phiên bản"
)
THE_FILE_CANNOT_BE_READ = Sentence("the file cannot be read", "không đọc được tệp")
THE_FILE_CANNOT_BE_READ_2 = Sentence("The file cannot be read", "Không đọc được tệp")
THE_FILE_CANNOT_BE_WRITTEN = Sentence("The file cannot be written", "Không ghi được tệp")
THE_FILE_CANNOT_BE_WRITTEN_2 = Sentence("the file cannot be written", "không ghi được tệp")
THE_FILE_DOES_NOT_CONTAIN_AN_ED25519 = Sentence(
    "The file does not contain an Ed25519 signature", "Tệp không chứa chữ ký Ed25519"
)
THE_FILE_DOES_NOT_CONTAIN_A_PUBLIC_KEY = Sentence(
    "The file does not contain a public key", "Tệp không chứa khóa công khai"
)
THE_FILE_DOES_NOT_FIT_INTO_MEMORY = Sentence(
    "The file does not fit into memory", "Tệp không vừa bộ nhớ"
)
THE_FILE_IS_EMPTY = Sentence("The file is empty", "Tệp trống")
THE_FILE_IS_NOT_A_COMPLETE_STORE_OF = Sentence(
    "The file is not a complete store of observations",
    "Tệp không phải là kho lưu lần ghi nhận đầy đủ",
)
THE_FILE_IS_NOT_VALID_UTF_8 = Sentence(
    "The file is not valid UTF-8", "Tệp không phải là UTF-8 hợp lệ"
)
THE_FILE_IS_TOO_LARGE = Sentence("The file is too large", "Tệp quá lớn")
THE_FILE_NAME_DOES_NOT_END_IN_A_KNOWN = Sentence(
    "The file name does not end in a known extension", "Tên tệp không có phần mở rộng đã biết"
)
THE_FILE_OF_EVIDENCE = Sentence(
    'The file "{0}" of evidence {1} {2}', 'Tệp "{0}" của tài liệu kiểm chứng {1} {2}'
)
THE_FOLDER_OF_EVIDENCE_CANNOT_BE_READ = Sentence(
    "The folder of evidence cannot be read", "Không đọc được thư mục tài liệu kiểm chứng"
)
THE_FOLDER_OF_EVIDENCE_CANNOT_BE_READ_2 = Sentence(
    "the folder of evidence cannot be read", "không đọc được thư mục tài liệu kiểm chứng"
)
THE_JSON_TEXT_IS_NESTED_TOO_DEEPLY = Sentence(
    "The JSON text is nested too deeply", "Nội dung JSON lồng quá nhiều cấp"
)
THE_JSON_TEXT_IS_NOT_A_TABLE = Sentence(
    "The JSON text is not a table", "Nội dung JSON không phải là bảng"
)
THE_KEYS_OF = Sentence("the keys of {0}", "khóa của {0}")
THE_KEY_APPEARS_TWICE = Sentence(
    "The key appears twice in one object", "Khóa xuất hiện hai lần trong một đối tượng"
)
THE_LAST_ENTRY_HAS_NO_TIME = Sentence(
    "the last entry does not say when it was appended", "mục ghi cuối không nêu thời điểm ghi"
)
THE_LAST_ENTRY_IS_ANOTHER = Sentence(
    "the last entry differs from the last one that was appended",
    "mục ghi cuối khác mục đã ghi sau cùng",
)
THE_LIMIT_MUST_BE_A_WHOLE_NUMBER_BELOW_2 = Sentence(
    "the limit {0} must be a whole number below 2**64, not {1}",
    "giới hạn {0} phải là số nguyên nhỏ hơn 2**64, không phải {1}",
)
THE_NAME_OF_A_COLUMN_IS_NOT_TEXT = Sentence(
    "The name of a column is not text", "Tên cột không phải là chuỗi ký tự"
)
THE_NAME_OF_A_CUSTOM_RULE = Sentence("the name of a custom rule", "tên của cách tính riêng")
THE_NAME_OF_A_MEMBER_IS_NOT_TEXT = Sentence(
    "The name of a member is not text", "Tên khóa không phải là chuỗi ký tự"
)
THE_NUMBER_HAS_TOO_MANY_DIGITS = Sentence(
    "The number has too many digits", "Số có quá nhiều chữ số"
)
THE_NUMBER_OF_FIELDS_DIFFERS_FROM_THE = Sentence(
    "The number of fields differs from the header", "Số trường khác với dòng tiêu đề"
)
THE_OBJECT_HAS_THE_SAME_KEY_TWICE = Sentence(
    "The object has the same key twice", "Đối tượng có hai khóa trùng nhau"
)
THE_OBSERVATIONS_COME_TOO_LATE = Sentence(
    "the observations are too late", "lần ghi nhận đã quá hạn"
)
THE_OVERLAYS_CANNOT_BE_READ = Sentence(
    "the overlays cannot be read", "không đọc được các bản điều chỉnh"
)
THE_PUBLIC_KEY_HAS_THE_WRONG_TYPE = Sentence(
    "The public key has the wrong type", "Khóa công khai sai loại"
)
THE_ROUND_ALREADY_STATES_THE_UNITS_DO = Sentence(
    "the round already states the units: do not give units",
    "kỳ đánh giá đã nêu các đơn vị: không truyền units",
)
THE_ROW_HAS_THE_COLUMN_TWICE_IN_TWO = Sentence(
    "The row has the column twice, spelt in two ways", "Dòng có cột này hai lần, viết theo hai cách"
)
THE_ROW_IS_NOT_AN_OBJECT = Sentence("The row is not an object", "Dòng không phải là đối tượng")
THE_RUBRIC_CHANGED_AFTER_THE_STORE_WAS = Sentence(
    "The rubric changed after the store was made", "Bộ tiêu chí đã thay đổi sau khi lập kho lưu"
)
THE_SHAPE_OF_THE_MATRIX_DOES_NOT_MATCH = Sentence(
    "The shape of the matrix does not match the plan",
    "Kích thước ma trận không khớp với số cột cần đọc",
)
THE_SIGNATURE_DOES_NOT_MATCH_THESE_BYTES = Sentence(
    "The signature does not match these bytes and this key",
    "Chữ ký không khớp với nội dung và khóa này",
)
THE_STORE_BELONGS_TO_ANOTHER_RUBRIC = Sentence(
    "the store belongs to another rubric", "kho lưu thuộc bộ tiêu chí khác"
)
THE_STORE_CANNOT_BE_READ = Sentence("the store cannot be read", "không đọc được kho lưu")
THE_STORE_IS_CLOSED = Sentence("the store is closed", "kho lưu đã đóng")
THE_STORE_IS_LOCKED = Sentence("the store is locked", "kho lưu đang bị khóa")
THE_STORE_REFUSED_THE_OBSERVATIONS = Sentence(
    "the store rejected the observations", "kho lưu không nhận các lần ghi nhận"
)
THE_STORE_WAS_MADE_FOR_ANOTHER_RUBRIC = Sentence(
    "The store was made for another rubric", "Kho lưu được lập cho bộ tiêu chí khác"
)
THE_STORE_WAS_OPENED_BY_ANOTHER_PROCESS = Sentence(
    "the store was opened by another process: open it in this one",
    "kho lưu do tiến trình khác mở: hãy mở trong tiến trình này",
)
THE_TABLE_CANNOT_BE_READ = Sentence("the table cannot be read", "không đọc được bảng số liệu")
THE_TABLE_CANNOT_BE_SCORED = Sentence(
    "the table cannot be scored", "không chấm điểm được bảng số liệu"
)
THE_TABLE_DOES_NOT_FIT_INTO_MEMORY = Sentence(
    "The table does not fit into memory", "Bảng không vừa bộ nhớ"
)
THE_TABLE_HAS_NO_ROWS = Sentence("The table has no rows", "Bảng không có dòng nào")
THE_TEXT_HAS_THE_KEY_TWICE = Sentence(
    "the text has the key {0} twice in one object",
    "nội dung có khóa {0} hai lần trong một đối tượng",
)
THE_TEXT_IS_NESTED_TOO_DEEPLY = Sentence(
    "the text is nested too deeply",
    "nội dung lồng quá nhiều cấp",
)
THE_TEXT_IS_NOT_JSON = Sentence(
    "the text is not JSON: {0}",
    "nội dung không phải là JSON: {0}",
)
THE_VERSION_OF_A_CUSTOM_RULE = Sentence(
    "the version of a custom rule", "phiên bản của cách tính riêng"
)
STAYS_IN_ITS_PROCESS = Sentence(
    "A prepared table stays in its process: prepare the data again in the other one",
    "Bảng đã chuẩn bị chỉ dùng trong tiến trình của nó: hãy chuẩn bị lại số liệu ở tiến trình kia",
)
GIVE_TO_PREPARE = Sentence(
    "A prepared table has its columns already: give unit, group, ranked, reading,"
    " allow_missing_columns and allow_unknown_columns to prepare()",
    "Bảng đã chuẩn bị thì đã có các cột: hãy nêu unit, group, ranked, reading,"
    " allow_missing_columns và allow_unknown_columns cho prepare()",
)
THREADS_MUST_BE_0_OR_MORE_NOT = Sentence(
    "threads must be 0 or more, not {0}", "threads phải từ 0 trở lên, không phải {0}"
)
TIMEOUT_MUST_BE_0_OR_MORE_SECONDS_NOT = Sentence(
    "timeout must be 0 or more seconds, not {0}", "timeout phải từ 0 giây trở lên, không phải {0}"
)
TOO_MANY_VALUES = Sentence("The document has too many values", "Tài liệu có quá nhiều giá trị")
TRUE_OR_FALSE = Sentence("True or False", "True hoặc False")
UNITS = Sentence("units", "units")
UNITS_X_COLUMNS = Sentence(
    "units x {0} columns, in the order of plan.columns",
    "số đơn vị x {0} cột, theo thứ tự của plan.columns",
)
UNKNOWN_COLUMN_OF_OBSERVATIONS = Sentence(
    "Unknown column of observations", "Cột của bảng ghi nhận không hợp lệ"
)
UNKNOWN_KEY_OF_A_TABLE = Sentence("Unknown key of a table", "Khóa của bảng không hợp lệ")
UNKNOWN_LIMIT_THE_LIMITS_ARE = Sentence(
    "unknown limit {0}; the limits are {1}", "giới hạn {0} không hợp lệ; các giới hạn: {1}"
)
UNKNOWN_SHIPPED_RUBRIC_THERE_ARE = Sentence(
    "unknown shipped rubric {0}; there are: {1}",
    "không có bộ tiêu chí kèm theo tên {0}; hiện có: {1}",
)
UNKNOWN_TABLES = Sentence("unknown tables", "các bảng không hợp lệ")
UNSUPPORTED_FORMAT_VERSION_OF_THE_STORE = Sentence(
    "Unsupported format version of the store", "Phiên bản định dạng của kho lưu không được hỗ trợ"
)
SCORES_OF_ANOTHER_PLAN = Sentence(
    "the scores are of another plan", "kết quả thuộc phương án chấm khác"
)
THE_TOTAL_AS_A_PLACE = Sentence("the total", "tổng điểm")
SAY_WHICH_UNIT = Sentence(
    "there are {0} units: unit must name one", "có {0} đơn vị: cần nêu tên một đơn vị trong unit"
)

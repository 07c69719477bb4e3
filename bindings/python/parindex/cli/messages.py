# SPDX-License-Identifier: MIT
"""The messages of the command, except its help, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

ACCEPTED = Sentence("{0} accepted", "{0} đã được chấp nhận")
AMBIGUOUS_OPTION = Sentence(
    "ambiguous option: {0} could match {1}", "tùy chọn viết tắt không rõ: {0} có thể là {1}"
)
AN_INTERNAL_ERROR_OF_PARINDEX_PLEASE = Sentence(
    "an internal error of parindex, please report it: {0} ({1}=1 shows where)",
    "lỗi nội bộ của parindex, xin báo lại: {0} ({1}=1 để xem vị trí)",
)
APPENDING = Sentence("appending", "đang ghi thêm")
ARGUMENTS_REQUIRED = Sentence(
    "the following arguments are required: {0}", "thiếu các đối số bắt buộc: {0}"
)
ANALYSING = Sentence("analysing", "đang phân tích")
AUDITING = Sentence("auditing", "đang rà soát")
A_UNIT_AND_AN_AIM = Sentence(
    "--unit needs one of --change, --gain, --to-class and --to-rank, and they need --unit",
    "--unit cần đi cùng một trong --change, --gain, --to-class, --to-rank, và ngược lại",
)
A_SEED_AND_DRAWS = Sentence(
    "--uncertainty and --sensitivity need --seed; --seed, --error, --threshold and --option need one of them",
    "--uncertainty và --sensitivity cần --seed; --seed, --error, --threshold và --option cần một trong hai",
)
NO_UNIT_WITH_SPREADS = Sentence(
    "--unit is not for --uncertainty, --sensitivity and --conventions",
    "--unit không dùng với --uncertainty, --sensitivity và --conventions",
)
NEEDS_THE_OPTION = Sentence("{0} needs {1}", "{0} cần {1}")
EXPECTED_TWO_CODES_WITH_A_SLASH = Sentence(
    "expected CODE/CODE=NUMBER, not {0}", "cần CODE/CODE=NUMBER, không phải {0}"
)
ONE_ANALYSIS = Sentence(
    "--unit, --vary, --uncertainty, --sensitivity and --conventions are for the ranks, not for the structure",
    "--unit, --vary, --uncertainty, --sensitivity và --conventions dùng cho thứ hạng, không dùng cho cấu trúc",
)
WRITING_THE_ANNEX = Sentence("writing the annex", "đang lập phụ lục")
EXPECTED_A_NAME_AND_A_VALUE = Sentence(
    "expected a name and a value with = between them, not {0}",
    "cần một tên và một giá trị, có dấu = ở giữa, không phải {0}",
)
A_SNAPSHOT_STATES_ITS_WEIGHTS_DO_NOT = Sentence(
    "a snapshot states its weights: do not give --weights",
    "bản chốt đã có trọng số: không dùng --weights",
)
A_TABLE_OF_OBSERVATIONS_HAS_NO_STAGES = Sentence(
    "a table of observations has no stages: {0}", "bảng ghi nhận không có giai đoạn: {0}"
)
A_WORKBOOK_NEEDS_OUTPUT = Sentence(
    "a workbook cannot be written to a terminal: state --output FILE",
    "không ghi được tệp bảng tính ra màn hình: hãy nêu --output FILE",
)
BEFORE_RUBRIC_NEEDS_BEFORE = Sentence(
    "--before-rubric needs --before: it is the rubric of that file",
    "--before-rubric cần --before: đó là bộ tiêu chí của tệp này",
)
CAN_BE_GIVEN_ONLY_WITH_A_SNAPSHOT = Sentence(
    "--{0} can be given only with a snapshot", "--{0} chỉ dùng với bản chốt"
)
CHANGED_WHILE_ITS_CASES_RAN = Sentence(
    "it was changed while its cases ran", "tệp bị thay đổi trong khi chạy các tình huống kiểm thử"
)
COMMANDS = Sentence("commands", "các lệnh")
COMMAND_ERROR = Sentence("parindex: error: {0}", "parindex: lỗi: {0}")
COMPLETION_NEEDS_THE_PACKAGE_SHTAB = Sentence(
    "completion needs the package shtab: pip install 'parindex[completion]'",
    "gợi ý lệnh cần gói shtab: pip install 'parindex[completion]'",
)
COMPUTING_STATISTICS = Sentence("computing statistics", "đang tính thống kê")
DO_NOT_GIVE_WITH_A_SNAPSHOT = Sentence(
    "do not give --{0} with a snapshot", "không dùng --{0} với bản chốt"
)
ERRORS = Sentence("{0} errors", "{0} lỗi")
EVIDENCE_IDENTICAL = Sentence(
    "evidence: {0} identical to the submitted ones", "tài liệu kiểm chứng: {0} đúng như khi nộp"
)
EXCEL_AND_DECIMALS_NEED_FORMAT_CSV = Sentence(
    "--excel and --decimals need --format csv", "--excel và --decimals cần --format csv"
)
EXCEL_NEEDS_FORMAT_CSV = Sentence("--excel needs --format csv", "--excel cần --format csv")
EXPECTED_AGENCY_FILE_EACH_AGENCY_ONCE = Sentence(
    "expected AGENCY=FILE, each agency once, not {0}",
    "cần AGENCY=FILE, mỗi cơ quan một lần, không phải {0}",
)
EXPECTED_AT_LEAST_ONE_ARGUMENT = Sentence(
    "expected at least one argument", "cần ít nhất một giá trị"
)
EXPECTED_A_NUMBER_OF_SECONDS_0_OR_MORE = Sentence(
    "expected a number of seconds, 0 or more, not {0}", "cần số giây từ 0 trở lên, không phải {0}"
)
EXPECTED_A_WHOLE_NUMBER_0_OR_MORE_NOT = Sentence(
    "expected a whole number, 0 or more, not {0}", "cần số nguyên từ 0 trở lên, không phải {0}"
)
EXPECTED_ONE_ARGUMENT = Sentence("expected one argument", "cần một giá trị")
EXPECTED_TWO_CODES_WITH_BETWEEN_THEM_NOT = Sentence(
    "expected two codes with = between them, not {0}", "cần hai mã nối bằng dấu =, không phải {0}"
)
FILES_UPDATED = Sentence("{0} files updated", "đã cập nhật {0} tệp")
FORMAT_CSV_NEEDS_UNIT_AND_LAYER_A_ROW_IS = Sentence(
    "--format csv needs --unit and --layer: a row is one value of one unit",
    "--format csv cần --unit và --layer: mỗi dòng là một giá trị của một đơn vị",
)
FORMAT_XLSX_NEEDS_LAYER_AND_UNIT_OR_ROUND = Sentence(
    "a form as a workbook needs --layer, and --unit or --round: each unit has a sheet",
    "phiếu dạng bảng tính cần --layer, và --unit hoặc --round: mỗi đơn vị có một trang",
)
GOES_WITH_FROM_XLSX = Sentence("--{0} is an option of from-xlsx", "--{0} là tùy chọn của from-xlsx")
IGNORED_EXPLICIT_ARGUMENT = Sentence(
    "argument {0}: takes no value, not {1}", "đối số {0}: không nhận giá trị, không phải {1}"
)
INVALID_CHOICE = Sentence(
    "argument {0}: invalid choice: {1} (choose from {2})",
    "đối số {0}: giá trị không hợp lệ: {1} (chọn một trong: {2})",
)
LOOK = Sentence("LOOK  ", "XEM LẠI      ")
LOOKING_FOR_BOUNDARIES = Sentence("looking for boundaries", "đang tìm các giá trị biên")
MERGING = Sentence("merging the worksheets", "đang gộp các phiếu chấm")
NOT_ALLOWED_WITH = Sentence(
    "argument {0}: not allowed with argument {1}", "đối số {0}: không dùng cùng đối số {1}"
)
NOT_REACHED = Sentence(
    "not reached  {0}  {1}  {2}  ({3}): {4}", "chưa đạt tới  {0}  {1}  {2}  ({3}): {4}"
)
NOT_VALID_UTF_8 = Sentence("not valid UTF-8: {0}", "không phải UTF-8 hợp lệ: {0}")
NO_ERRORS = Sentence("no errors", "không có lỗi")
NO_PLOTS = Sentence(
    "the report has no plots, which need the package matplotlib: pip install 'parindex[plot]', or --no-plots",
    "báo cáo không có biểu đồ vì thiếu gói matplotlib: pip install 'parindex[plot]', hoặc dùng --no-plots",
)
OBSERVATIONS_APPENDED = Sentence(
    "appended {0} of {2}; {1} in all", "đã ghi thêm {0} của {2}; tổng cộng {1}"
)
OF_ARGUMENT = Sentence("argument {0}: {1}", "đối số {0}: {1}")
OF_CODE = Sentence("code {0}", "mã {0}")
OF_UNIT = Sentence("unit {0}", "đơn vị {0}")
ONE_ERROR = Sentence("{0} error", "{0} lỗi")
ONE_FILE = Sentence("{0} file", "{0} tệp")
ONE_FILE_UPDATED = Sentence("{0} file updated", "đã cập nhật {0} tệp")
ONE_OBSERVATION = Sentence("{0} observation", "{0} lần ghi nhận")
ONE_OF_THE_ARGUMENTS = Sentence(
    "one of the arguments {0} is required", "cần một trong các đối số {0}"
)
ONE_UNIT = Sentence("{0} unit", "{0} đơn vị")
ONE_WARNING = Sentence("{0} warning", "{0} cảnh báo")
OPTIONS = Sentence("options", "tùy chọn")
OUT_OF_MEMORY = Sentence("out of memory", "hết bộ nhớ")
POSITIONAL_ARGUMENTS = Sentence("positional arguments", "đối số theo vị trí")
PROVEN = Sentence("proven", "đã chứng minh")
PROVING = Sentence("proving", "đang chứng minh")
READING_OBSERVATIONS = Sentence("reading observations", "đang đọc các lần ghi nhận")
READING_THE_FILES_OF_EVIDENCE = Sentence(
    "reading the files of evidence", "đang đọc các tệp tài liệu kiểm chứng"
)
READING_THE_RUBRIC = Sentence("reading the rubric", "đang đọc bộ tiêu chí")
READING_THE_SNAPSHOT = Sentence("reading the snapshot", "đang đọc bản chốt")
RECORDING = Sentence("recording", "đang ghi")
ROUND_NEEDS_FORMAT_XLSX = Sentence(
    "--round needs --format xlsx, or an --output that ends in .xlsx",
    "--round cần --format xlsx, hoặc --output có đuôi .xlsx",
)
RUNNING_THE_CASES = Sentence("running the cases", "đang chạy các tình huống kiểm thử")
RUNNING_THE_CASES_ON_EVERY_MUTANT = Sentence(
    "running the cases on every mutant", "đang chạy các tình huống kiểm thử trên từng biến thể"
)
SCORING = Sentence("scoring", "đang chấm điểm")
SCORING_UNDER_THE_NEW_RULES = Sentence(
    "scoring under the new rules", "đang chấm điểm theo quy định mới"
)
SIGNATURE_AND_PUBLIC_KEY_MUST_BE_GIVEN = Sentence(
    "--signature and --public-key must be given together",
    "--signature và --public-key phải đi cùng nhau",
)
SNAPSHOT_IDENTICAL = Sentence(
    "identical to the frozen results ({0}, {1})", "đúng như kết quả khi chốt ({0}, {1})"
)
SOME_FILES = Sentence("{0} files", "{0} tệp")
SOME_OBSERVATIONS = Sentence("{0} observations", "{0} lần ghi nhận")
SOME_UNITS = Sentence("{0} units", "{0} đơn vị")
SO_MANY_OF = Sentence("{0} of {1}", "{0} trên {1}")
STAGE_REOPENED = Sentence(
    "stage {0} is open again, from {1} until {2}",
    "giai đoạn {0} được mở lại từ {1} đến {2}",
)
STOPPED_AFTER = Sentence("stopped after {0} s", "đã dừng sau {0} giây")
THE_EVIDENCE_DIFFERS_FROM_WHAT_WAS = Sentence(
    "the evidence differs from the submitted evidence", "tài liệu kiểm chứng khác tài liệu đã nộp"
)
THE_NAME_OF_A_STORE_MUST_END_IN_DB_NOT = Sentence(
    "the name of a store must end in .db, not {0}",
    "tên kho lưu phải kết thúc bằng .db, không phải {0}",
)
THE_SIGNATURE_IS_VALID = Sentence("the signature is valid", "chữ ký hợp lệ")
THE_SNAPSHOT_DIFFERS_FROM_THE_PUBLISHED = Sentence(
    "The snapshot differs from the published one", "Bản chốt khác bản đã công bố"
)
THE_SNAPSHOT_DIFFERS_FROM_THE_PUBLISHED_2 = Sentence(
    "the snapshot differs from the published one", "bản chốt khác bản đã công bố"
)
TOTAL = Sentence("total", "tổng")
TO_VERIFY_RESULTS_GIVE_RUBRIC_AND_DATA = Sentence(
    "to verify results, give --rubric and --data, or --snapshot",
    "để kiểm chứng kết quả, hãy nêu --rubric và --data, hoặc --snapshot",
)
UNRECOGNIZED_ARGUMENTS = Sentence("unrecognized arguments: {0}", "đối số không hợp lệ: {0}")
USAGE = Sentence("usage:", "cách dùng:")
USAGE_ERROR = Sentence("{0}: error: {1}", "{0}: lỗi: {1}")
WARNINGS = Sentence("{0} warnings", "{0} cảnh báo")
WEIGHTS_NEEDS_RUBRIC_IN_FRONT_OF_THE = Sentence(
    "--weights needs RUBRIC in front of the cases",
    "--weights cần RUBRIC đứng trước các tình huống kiểm thử",
)
WHAT_WAS_FOUND = Sentence("what was found", "kết quả thực tế")
WRITING_THE_FILE = Sentence("writing the file", "đang ghi tệp")
STANDARD_OUTPUT = Sentence("standard output", "luồng ra chuẩn")
WRITING_THE_REPORT = Sentence("writing the report", "đang lập báo cáo")
WRITING_THE_SCORECARD = Sentence("writing the scorecard", "đang lập phiếu điểm")
WRITING_THE_WORKBOOK = Sentence("writing the workbook", "đang lập bảng tính")

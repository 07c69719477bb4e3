# SPDX-License-Identifier: MIT
"""The sentences of imports and exports, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

A_COLUMN_OF_THE_TABLE = Sentence("a column {0} of the table", "cột {0} của bảng")
A_DAY = Sentence('a day such as date("2026-12-14")', 'một ngày, ví dụ date("2026-12-14")')
A_DECISION_TABLE = Sentence(
    "a decision whose logic is a decision table", "quyết định có logic là bảng quyết định"
)
A_DECLARED_TYPE = Sentence("one of the types {0}", "một trong các kiểu {0}")
A_FIELD_OF_THE_DICTIONARY = Sentence(
    "a field that the data dictionary declares", "một trường có khai báo trong DataDictionary"
)
A_HEADER_WITH = Sentence("a header with {0}", "dòng tiêu đề có {0}")
A_KNOWN_VERSION = Sentence("{0}, version {1}", "{0}, phiên bản {1}")
A_MISSING_VALUE_IS_AN_ERROR = Sentence(
    "A row without a value is an error here; the source may score such a row",
    "Dòng không có giá trị là lỗi ở đây; tệp nguồn có thể vẫn chấm điểm dòng đó",
)
A_MODEL_THAT_MAY_BE_SCORED = Sentence(
    'a model without isScorable="false"', 'mô hình không có isScorable="false"'
)
A_NAME = Sentence("a name", "một tên")
A_NUMBER = Sentence("a decimal number", "một số thập phân")
A_PARENT_OF_THE_TABLE = Sentence("the iCode of an aggregate", "iCode của một dòng Aggregate")
A_RANGE = Sentence("one range", "một khoảng")
A_REQUIRED_INPUT = Sentence(
    "the name of an input of the decision", "tên một đầu vào của quyết định"
)
A_SCORE_FOR_EVERY_VALUE = Sentence("a score for every value", "điểm cho mọi giá trị")
A_STATED_SCALE = Sentence(
    "the same maximum points, above 0, in every node: the upper end of the normalisation",
    "điểm tối đa lớn hơn 0 và như nhau ở mọi mục: mốc trên khi chuẩn hóa",
)
A_SUM_OF_CONSTANT_POINTS = Sentence(
    "a sum of leaves whose rules give constant points",
    "tổng của các tiêu chí thành phần có cách tính cho điểm cố định",
)
A_TABLE_OF_FEWER_CASES = Sentence(
    "at most {0} combinations of values", "không quá {0} tổ hợp giá trị"
)
A_WEIGHTED_MEAN_OF_MIN_MAX = Sentence(
    "weighted means of leaves with min-max normalisation",
    "trung bình có trọng số của các tiêu chí thành phần chuẩn hóa min-max",
)
A_WORD_IS_WRITTEN = Sentence("The word {0} is written {1} here", "Ở đây, từ {0} được viết là {1}")
A_ZERO_DENOMINATOR = Sentence(
    "A row whose denominator is 0 is an error here; COINr gives an infinite value",
    "Dòng có mẫu số bằng 0 là lỗi ở đây; COINr cho giá trị vô cực",
)
AN_OPEN_END_IS_VALID = Sentence(
    "The open end {1} of {0} is valid here and invalid in the source",
    "Đầu mút hở {1} của {0} hợp lệ ở đây nhưng không hợp lệ trong tệp nguồn",
)
ANOTHER_INDEX = Sentence("the index in percent", "chỉ số phần trăm")
COLUMN_IS_NOT_READ = Sentence("column {0}", "cột {0}")
DATA_FOR_EACH_INDICATOR = Sentence(
    "a column for each indicator", "một cột cho mỗi chỉ số thành phần"
)
DIRECTION_1_OR_MINUS_1 = Sentence("1 or -1", "1 hoặc -1")
DISTINCT_OUTPUTS = Sentence(
    "different outputs: programs count equal outputs in two ways",
    "các kết quả khác nhau: các phần mềm đếm kết quả trùng theo hai cách",
)
EQUAL_VALUES_ARE_AN_ERROR = Sentence(
    "If all units have the same value, COINr leaves the indicator out; this rubric does not",
    "Nếu mọi đơn vị có cùng giá trị thì COINr bỏ chỉ số thành phần này; bộ tiêu chí thì không",
)
EXCLUDE_FOR_MISSING = Sentence(
    "the policy exclude for missing values", "cách xử lý exclude khi thiếu số liệu"
)
INVALID_VALUES_ARE_ERRORS = Sentence(
    "Invalid values of {0} are errors here; the source replaces them or treats them as missing",
    "Giá trị không hợp lệ của {0} là lỗi ở đây; tệp nguồn thay thế hoặc coi là thiếu",
)
FEWER_TESTS = Sentence("at most {0} tests", "không quá {0} phép xét")
IT_IS_NAMED = Sentence("{0} is named {1} here", "Ở đây, {0} có tên là {1}")
LEAVES_AT_ONE_DEPTH = Sentence("children of one level", "các mục con cùng một cấp")
LEFT_OUT = Sentence(
    "A characteristic is left out, so the total differs from the source",
    "Đã bỏ một tiêu chí của tệp nguồn, nên tổng điểm khác với nguồn",
)
LEVELS_AND_ELEMENTS = Sentence(
    "at most {0} levels and {1} elements", "không quá {0} cấp và {1} phần tử"
)
MALFORMED = Sentence(
    "The file does not have the form of this format", "Tệp không đúng định dạng này"
)
MARKERS_ARE_FOR_ALL = Sentence(
    "Here, the text {0} means a missing value in every column; in the source, in one field only",
    "Ở đây, nội dung {0} nghĩa là thiếu giá trị ở mọi cột; trong tệp nguồn chỉ ở một trường",
)
MORE_CASES = Sentence("more", "nhiều hơn")
NAMES_WITHOUT_A_DUPLICATE = Sentence("each name once", "mỗi tên một lần")
NEVER_REACHED = Sentence(
    "No value leads to this entry, so it is not carried over",
    "Không giá trị nào dẫn đến mục này nên không giữ lại",
)
NO_VALUE = Sentence("none", "không có")
NORMALISE_TO = Sentence(
    "The scores are the same if COINr normalises with l_u = c(0, {0})",
    "Điểm giống nhau nếu COINr chuẩn hóa với l_u = c(0, {0})",
)
NOT_CARRIED_OVER = Sentence(
    "Part of the source cannot be expressed in the other format",
    "Một phần của nguồn không thể hiện được trong định dạng kia",
)
NUMBERS_AS_OUTPUTS = Sentence(
    "one output, whose entries are numbers", "một cột kết quả, các ô là số"
)
OMITTED = Sentence(
    "Part of the source that changes no score is not carried over",
    "Không giữ phần của nguồn không ảnh hưởng đến điểm",
)
ONE_DECISION = Sentence(
    "one decision: state --model (in Python model=)",
    "một quyết định: nêu --model (trong Python: model=)",
)
ONE_INDEX_AT_THE_TOP = Sentence(
    "one aggregate without a parent", "đúng một dòng Aggregate không có cấp trên (Parent)"
)
ONE_MODEL = Sentence(
    "one element Scorecard: state --model (in Python model=)",
    "một phần tử Scorecard: nêu --model (trong Python: model=)",
)
ONE_OF_THESE = Sentence("one of: {0}", "một trong: {0}")
ONE_SIDED = Sentence(
    "Some values have a score on one side only", "Một số giá trị chỉ được chấm ở một bên"
)
OTHER_VALUES_ARE_ERRORS = Sentence(
    "Values outside the limits of an input are errors here; the other format scores them",
    "Giá trị ngoài giới hạn của số liệu đầu vào là lỗi ở đây; định dạng kia vẫn chấm điểm",
)
OTHER_WORDS_ARE_ERRORS = Sentence(
    "Words of {0} that the source does not list are errors here; the source scores them",
    "Từ của {0} không có trong tệp nguồn là lỗi ở đây; tệp nguồn vẫn chấm điểm",
)
OUTPUTS_THAT_ARE_LISTED = Sentence(
    "outputs from the list of output values, which gives their priority",
    "kết quả thuộc danh sách giá trị đầu ra, vì danh sách này là thứ tự ưu tiên",
)
POINTS_ARE_SHIFTED = Sentence(
    "The points of {0} are the points of the source plus {1}, and a constant adds {2}. A row without a value then has the same total as in the source",
    "Điểm của {0} bằng điểm của nguồn cộng {1}, và một hằng số cộng {2}. Nhờ vậy dòng không có giá trị có tổng điểm như nguồn",
)
ROWS_THAT_AGREE = Sentence(
    "equal outputs if rules overlap", "kết quả bằng nhau khi các quy tắc chồng nhau"
)
ROWS_WITHOUT_A_VALUE_DIFFER = Sentence(
    "A row without a value is an error here; the other format may score such a row",
    "Dòng không có giá trị là lỗi ở đây; định dạng kia có thể vẫn chấm điểm dòng đó",
)
RULES_THAT_DO_NOT_OVERLAP = Sentence("rules that do not overlap", "các quy tắc không chồng nhau")
STATED_DENOMINATORS = Sentence(
    "denominators=True or False (--denominators), which states whether the indicators are divided",
    "denominators=True hoặc False (--denominators), nêu rõ có chia các chỉ số thành phần hay không",
)
THE_CASES = Sentence("the cases", "các tình huống kiểm thử")
THE_CODE_OF_THE_SOURCE = Sentence(
    "a code of letters, digits, _ and .", "mã gồm chữ cái, chữ số, _ và ."
)
THE_ELEMENT = Sentence("an element {0}", "một phần tử {0}")
THE_FILE_CANNOT_BE_IMPORTED = Sentence(
    "the file cannot be imported as a rubric", "không nhập được tệp thành bộ tiêu chí"
)
THE_GROUPING = Sentence("the node {0} as a group", "mục {0} là một nhóm")
THE_KEY = Sentence("{0} of {1}", "{0} của {1}")
THE_RUBRIC_CANNOT_BE_EXPORTED = Sentence(
    "the rubric cannot be exported", "không xuất được bộ tiêu chí"
)
THE_XML_HAS_A_DOCUMENT_TYPE = Sentence(
    "The XML declares a document type, which is not read",
    "Tệp XML khai báo kiểu tài liệu (DOCTYPE), phần này không được đọc",
)
THE_XML_IS_BROKEN = Sentence("The XML cannot be parsed", "Không phân tích được tệp XML")
THE_XML_IS_TOO_LARGE = Sentence("The XML is too large", "Tệp XML quá lớn")
UNARY_TESTS = Sentence(
    "numbers, ranges, words, days, true, false, lists of them, not(...) or -",
    "số, khoảng, từ, ngày, true, false, danh sách của chúng, not(...) hoặc -",
)
WELL_FORMED_XML = Sentence("well-formed XML", "XML viết đúng cú pháp")
XML_WITHOUT_A_DOCTYPE = Sentence("XML without a DOCTYPE", "XML không có DOCTYPE")

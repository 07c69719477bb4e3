# SPDX-License-Identifier: MIT
"""The sentences of the workbook of a round, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

LABEL_BEFORE_GATES = Sentence("points before the gates", "điểm trước điều kiện khống chế")
LABEL_CLASS = Sentence("class (number)", "xếp loại (số thứ tự)")
LABEL_COMMON = Sentence("common denominator", "mẫu số chung")
LABEL_COPY = Sentence("points with a common denominator", "điểm quy về cùng mẫu số")
LABEL_DENOMINATOR = Sentence("denominator", "mẫu số")
LABEL_DIVISOR = Sentence("greatest common divisor", "ước chung lớn nhất")
LABEL_DROP_KEY = Sentence("compared when leaving out", "số so sánh khi loại bỏ")
LABEL_DROP_LOWEST = Sentence("how many of the lowest are left out", "số mục thấp nhất bị loại")
LABEL_DROP_REST = Sentence("what remains of it", "phần còn lại sau khi loại")
LABEL_EXACT = Sentence("points before rounding", "điểm trước làm tròn")
LABEL_FIRST = Sentence("first of equal units", "đơn vị đầu tiên trong các đơn vị bằng nhau")
LABEL_GATE = Sentence("gate: 1 if it applies", "điều kiện khống chế: 1 nếu áp dụng")
LABEL_GROUP = Sentence("group (number)", "nhóm (số thứ tự)")
LABEL_INDEX = Sentence("index in percent", "chỉ số, phần trăm")
LABEL_KEY = Sentence("compared when ranking", "số so sánh khi xếp hạng")
LABEL_LOWEST_TERMS = Sentence("denominator in lowest terms", "mẫu số tối giản")
LABEL_MAX = Sentence("applicable maximum", "điểm tối đa áp dụng")
LABEL_MEMBERS = Sentence("units that are compared", "số đơn vị được so sánh")
LABEL_NUMERATOR = Sentence("numerator", "tử số")
LABEL_POINTS = Sentence("points", "điểm")
LABEL_PRESENT = Sentence("children with points", "số mục con có điểm")
LABEL_QUANTITY = Sentence("rounded quantity", "đại lượng đã làm tròn")
LABEL_RANK = Sentence("rank", "hạng")
LABEL_RANKED = Sentence("takes part in the ranking", "tham gia xếp hạng")
LABEL_REACHES = Sentence("reaches the lower end of the class: 1", "đạt ngưỡng dưới của loại: 1")
LABEL_READ = Sentence("input", "số liệu")
LABEL_ROOM = Sentence("units that the class can have", "số đơn vị loại này có thể có")
LABEL_SUM = Sentence("sum so far", "tổng đến bước này")
LABEL_TAKEN = Sentence("class so far, 0: none yet", "loại đến bước này, 0: chưa có")
LABEL_VALUE = Sentence("points (value, no formula)", "điểm (giá trị, không có công thức)")
LABELS = {
    name[len("LABEL_") :].lower(): said
    for name, said in list(globals().items())
    if name.startswith("LABEL_")
}

NO_FORMULA = Sentence(
    "a value: whole numbers cannot express this rule exactly",
    "là giá trị: cách tính này không thể tính chính xác bằng số nguyên",
)
NOT_ROUNDED = Sentence(
    "a value: the points are a fraction that depends on the data, and the rubric does not round them",
    "là giá trị: điểm là phân số phụ thuộc số liệu và bộ tiêu chí không làm tròn",
)
NOT_DECIMAL = Sentence(
    "a value: a number of the data has infinitely many decimals, or more decimals or digits than the formulas can read",
    "là giá trị: số liệu có số thập phân vô hạn hoặc có nhiều chữ số hơn mức công thức đọc được",
)
TOO_LARGE = Sentence(
    "a value: the numbers of the formula could become too large to be exact",
    "là giá trị: các số trong công thức có thể quá lớn để tính chính xác",
)
WEIGHT_FROM_THE_DATA = Sentence(
    "a value: its weight comes from the data",
    "là giá trị: trọng số lấy từ số liệu",
)
VALUES_BELOW = Sentence(
    "a value: it is computed from values that the workbook cannot express as whole numbers",
    "là giá trị: được tính từ các giá trị mà bảng tính không biểu diễn được bằng số nguyên",
)
READ_IMPUTED = Sentence(
    "a value: another value replaces a missing one",
    "là giá trị: giá trị thiếu được lấy thay bằng giá trị khác",
)
TESTS_NO_VALUE = Sentence(
    "a value: a gate tests that a node has no value",
    "là giá trị: điều kiện khống chế xét mục không có giá trị",
)
STALE_BELOW = Sentence(
    "a value: it is computed from a value that does not follow the inputs",
    "là giá trị: được tính từ một giá trị không thay đổi theo số liệu",
)
UNLIKE = Sentence(
    "a value: the formula does not reproduce the result for these data",
    "là giá trị: với số liệu này, công thức không cho đúng kết quả",
)

ALLOWED_NUMBER = Sentence(
    "{0} to {1}, at most {2} decimals", "từ {0} đến {1}, tối đa {2} chữ số thập phân"
)
ALLOWED_ONE_OF = Sentence("one of: {0}", "một trong: {0}")
ALLOWED_WHOLE = Sentence("whole number, {0} to {1}", "số nguyên từ {0} đến {1}")
ALLOWED_STEP = Sentence("{0}, in steps of {1}", "{0}, bước {1}")
BY_THE_ENGINE = Sentence("engine", "phần mềm tính")
BY_THE_WORKBOOK = Sentence("workbook", "bảng tính")
BY_FORMULA = Sentence("formula", "công thức")
CALCULATED = Sentence("calculation", "cách tính ra")
CHECK = Sentence("Check", "Đối chiếu")
CHECK_SAYS = Sentence(
    "Each figure of the workbook is compared with the figure of the engine for the data of these digests. A figure differs after an input was changed; it agrees again when the change is undone.",
    "Mỗi số của bảng tính đối chiếu với số do phần mềm tính từ số liệu có mã kiểm nêu ở trang Tổng quan. Khi sửa số liệu, các số liên quan sẽ lệch; khi sửa lại như cũ, các số lại khớp.",
)
CLASS = Sentence("class", "xếp loại")
CLASS_IS_A_VALUE = Sentence(
    "The classes are values: they compare numbers that formulas do not compute exactly.",
    "Xếp loại là giá trị: xếp loại so sánh các số mà công thức không tính chính xác được.",
)
CODE = Sentence("code", "mã")
CRITERION = Sentence("criterion", "tiêu chí")
DATA_DIGEST = Sentence("digest of the data", "mã kiểm của số liệu")
DIFFERENCE = Sentence("difference", "chênh lệch")
DIFFERENCES = Sentence(
    "figures that differ from the engine now", "số lệch so với phần mềm tính hiện nay"
)
EDITION = Sentence("edition", "phiên bản")
EVIDENCE = Sentence("evidence", "tài liệu kiểm chứng")
FIGURE = Sentence("figure", "số nào")
FIGURES_SAY = Sentence(
    "Formulas: if a cell of the sheet Inputs changes, these figures change as well.",
    "Công thức: sửa một ô ở trang Số liệu thì các số này thay đổi theo.",
)
FIGURES = Sentence("Points", "Điểm")
FORMULAS = Sentence("Calculation", "Tính toán")
FORMULAS_SAY = Sentence(
    "Whole numbers: each cell counts parts of a point, so sums and comparisons are exact. "
    "#N/A: a value is in error.",
    "Số nguyên: mỗi ô ghi số phần của một điểm, nhờ đó phép cộng và so sánh là chính xác. #N/A: số liệu có lỗi.",
)
GROUP = Sentence("group", "nhóm")
HOW_TO_FILL_IN = Sentence("what to fill in", "cách điền")
INDEX = Sentence("index %", "chỉ số %")
INPUT = Sentence("input", "số liệu")
INPUTS = Sentence("Inputs", "Số liệu")
INPUTS_SAY = Sentence(
    "Only the yellow cells can be changed. Numbers are typed as numbers.",
    "Chỉ sửa được các ô nền vàng. Số phải được nhập dưới dạng số.",
)
LIMITS_SAY = Sentence(
    "A number is read to the decimals that its row states. A number with more decimals, or outside the stated ends, is an error of its unit in this workbook: the formulas reject numbers that they cannot compute exactly.",
    "Mỗi số được đọc đến số chữ số thập phân ghi ở dòng của nó. Số có nhiều chữ số hơn hoặc ngoài khoảng đã ghi là lỗi của đơn vị trong bảng tính này: công thức không nhận số mà nó không tính chính xác được.",
)
MAXIMUM = Sentence("maximum", "điểm tối đa")
NOTE = Sentence("note", "ghi chú")
ORDER_SAYS = Sentence(
    "The rows keep the order of the day of writing; rank, points and index are formulas.",
    "Thứ tự dòng là thứ tự khi lập bảng; hạng, điểm và chỉ số là công thức.",
)
OVERVIEW = Sentence("Overview", "Tổng quan")
PARTS = Sentence("parts of 1", "số phần của 1")
POINTS = Sentence("points", "điểm")
RANK = Sentence("rank", "hạng")
RANKED = Sentence("takes part in the ranking", "tham gia xếp hạng")
RANKING = Sentence("Ranking", "Xếp hạng")
RANK_IS_A_VALUE = Sentence(
    "The ranks are values: they compare numbers that formulas do not compute exactly.",
    "Hạng là giá trị: hạng so sánh các số mà công thức không tính chính xác được.",
)
RESULTS_DIGEST = Sentence("digest of the results", "mã kiểm của kết quả")
ROW = Sentence("row in the calculations", "bước tính")
RUBRIC_DIGEST = Sentence("digest of the rubric", "mã kiểm của bộ tiêu chí")
RULE = Sentence("rule", "cách tính")
SHEETS = Sentence("sheets", "các trang")
SOURCE = Sentence("source", "nguồn")
TOTAL = Sentence("Total", "Tổng")
UNIT = Sentence("unit", "đơn vị")
NUMBER_OF_UNITS = Sentence("units", "số đơn vị")
VALUES = Sentence(
    "figures that are values, not formulas", "các số là giá trị, không phải công thức"
)
WORKBOOK = Sentence("Workbook of the round", "Bảng tính của kỳ đánh giá")
WORKBOOK_NEEDS_XLSXWRITER = Sentence(
    "a workbook needs the package XlsxWriter: pip install 'parindex[excel]'",
    "bảng tính cần gói XlsxWriter: pip install 'parindex[excel]'",
)
TOO_MANY_UNITS = Sentence(
    "a workbook has columns for at most {0} units, not {1}",
    "bảng tính có cột cho nhiều nhất {0} đơn vị, không phải {1}",
)

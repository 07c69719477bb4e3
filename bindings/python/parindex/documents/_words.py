# SPDX-License-Identifier: MIT
"""The sentences of documents, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

AFTER_ROUNDING = Sentence("{0}, rounded", "{0} đã làm tròn")
ALL_GROUPS = Sentence("All groups", "Tất cả các nhóm")
ALL_OF_ITEMS = Sentence(
    "{0} if every item is done, otherwise {1}",
    "{0} nếu đạt tất cả các nội dung, nếu không thì {1}",
)
ALLOWS_MARKS = Sentence("a mark from {0} to {1} is given directly", "chấm trực tiếp từ {0} đến {1}")
ALLOWS_MARKS_IN_STEPS = Sentence(
    "a mark from {0} to {1} is given directly, in steps of {2}",
    "chấm trực tiếp từ {0} đến {1}, mỗi mức cách nhau {2}",
)
ALL_OTHERS = Sentence("all others", "các đơn vị còn lại")
AMONG_ALL = Sentence(
    "Best and mean are computed over the {0} units with a result.",
    "Cao nhất và trung bình tính trên {0} đơn vị có kết quả.",
)
AMONG_THE_GROUP = Sentence(
    "Best and mean are computed over the {0} units of the group with a result.",
    "Cao nhất và trung bình tính trên {0} đơn vị có kết quả trong nhóm.",
)
AT_MOST = Sentence("at most {0}", "tối đa {0}")
AT_LEAST = Sentence("at least {0}", "tối thiểu {0}")
AUDIT = Sentence("Results that depend on a convention", "Kết quả phụ thuộc quy ước")
AUDIT_SAYS = Sentence(
    "Each convention is changed alone, and the results that change are listed. Empty lists mean that no "
    "result depends on one.",
    "Thay đổi riêng từng quy ước rồi liệt kê các kết quả thay đổi. Danh sách trống nghĩa là không có kết "
    "quả nào phụ thuộc quy ước.",
)
BEFORE_ROUNDING = Sentence("{0} before rounding", "{0} chưa làm tròn")
BEST = Sentence("Best", "Cao nhất")
CHANGE = Sentence("change", "thay đổi")
CHANGE_SAYS = Sentence(
    "The change compares with the result of the edition {0}: {1}.",
    "Thay đổi là so với kết quả của phiên bản {0}, tính theo {1}.",
)
CLASSED_BY = Sentence("classes: x = {0}", "xếp loại: x = {0}")
CLASSES = Sentence("Classes", "Xếp loại")
COMBINED = Sentence(
    "How the points of its children are combined: {0}", "Cách tổng hợp từ các mục con: {0}"
)
DATA = Sentence("data", "số liệu")
EACH_GIVES = Sentence("each item earns {0}", "mỗi đơn vị số lượng được {0}")
EARLIER = Sentence("before", "trước")
EARLIER_RANK = Sentence("rank before", "hạng trước")
EARLIER_RESULTS = Sentence("earlier results", "kết quả trước")
EDITION = Sentence("Edition", "Phiên bản")
EXPLANATION = Sentence("Explanation of every figure", "Giải thích từng số điểm")
EXPLANATION_ABSENT = Sentence(
    "The page does not contain the explanation, because it would be too large. The command parindex explain shows the explanation.",
    "Không kèm phần giải thích vì trang sẽ quá lớn. Lệnh parindex explain hiển thị phần này.",
)
EXPLANATION_NEEDS_SCRIPT = Sentence(
    "The explanation is in the page, but this browser does not unpack it. The command parindex explain shows it.",
    "Phần giải thích có trong trang nhưng trình duyệt này không mở được. Lệnh parindex explain hiển thị phần này.",
)
FIELDS = Sentence("Points by field", "Điểm theo lĩnh vực")
FIELDS_SAY = Sentence(
    "The number is the points. The colour is the index of the field: the darker, the closer to 100 %.",
    "Con số là điểm. Màu là chỉ số của lĩnh vực: càng đậm càng gần 100 %.",
)
FIGURES_IN_THE_TABLE = Sentence("The figures are in the table.", "Số liệu có trong bảng.")
DIGESTS = Sentence("Digests", "Mã kiểm")
FROM_BEFORE = Sentence("from {0}, edition {1}", "từ {0}, phiên bản {1}")
FROM_INDEX = Sentence("taken from the index {0}, edition {1}", "lấy từ chỉ số {0}, phiên bản {1}")
FULL_AT = Sentence(
    "{0} × x / {1}: full points at x = {1}", "{0} × x / {1}: đạt điểm tối đa khi x = {1}"
)
GAP = Sentence("Layers of marks compared", "So sánh các bước chấm")
GAP_SAYS = Sentence(
    "Only criteria with points in both layers are compared. Means are computed over these units.",
    "Chỉ so sánh nội dung có điểm ở cả hai bước chấm. Trung bình tính trên các đơn vị đó.",
)
GAINS = Sentence("Nearest gains", "Các thay đổi gần nhất để thêm điểm")
GAINS_SAY = Sentence(
    "Each line changes one value and nothing else. Its points are the difference after a new calculation of the whole index. The gains of two lines need not add up. The lines do not consider the effort of a change.",
    "Mỗi dòng chỉ thay đổi một số liệu và giữ nguyên mọi số liệu khác. Số điểm là chênh lệch sau khi tính lại toàn bộ chỉ số. Điểm tăng thêm của hai dòng không nhất thiết cộng được với nhau. Các dòng không xét thay đổi là dễ hay khó.",
)
GIVES_FROM_TO = Sentence("{0}: from {1} to {2}, linearly", "{0}: từ {1} đến {2}, tuyến tính")
GIVES_PERCENT = Sentence("{0}: {1} % of the maximum", "{0}: {1} % điểm tối đa")
GROUPS = Sentence("Means of the groups", "Trung bình theo nhóm")
GROUP_FILTER = Sentence("Group", "Nhóm")
HEAD = Sentence("Report", "Báo cáo")
INSTEAD_OF = Sentence("{0} instead of {1}", "{0} thay cho {1}")
INDEX_NOT_ROUNDED = Sentence("index: not rounded", "chỉ số: không làm tròn")
INDEX_OF = Sentence("index of {0}", "chỉ số của {0}")
IN_THE_GROUP = Sentence("of {0} in the group", "trên {0} đơn vị trong nhóm")
ISSUES = Sentence("Values in error, and warnings", "Số liệu có lỗi và cảnh báo")
LANGUAGE = Sentence("Language", "Ngôn ngữ")
LESS_THAN = Sentence("less than {0}", "nhỏ hơn {0}")
LOST = Sentence("Points lost by criterion", "Điểm mất theo tiêu chí")
LOST_AT = Sentence("Points lost", "Điểm mất")
LOST_MEAN = Sentence("mean loss", "mất trung bình")
LOST_SAYS = Sentence(
    "The sum is over all units with a result. The mean is over the units to which the criterion applies.",
    "Tổng tính trên mọi đơn vị có kết quả. Trung bình tính trên các đơn vị áp dụng tiêu chí.",
)
LOST_SUM = Sentence("sum of losses", "tổng điểm mất")
LOST_UNITS = Sentence("units with a loss", "số đơn vị mất điểm")
MEAN = Sentence("Mean", "Trung bình")
MEANS_SAY = Sentence(
    "Means are computed exactly from the published figures; ≈ marks those rounded to four decimals, half to even.",
    "Trung bình được tính chính xác từ các số đã công bố; dấu ≈ là số làm tròn đến bốn chữ số thập phân, "
    "đúng nửa thì về số chẵn.",
)
LOST_WHY = Sentence("What was lost and why", "Điểm mất và lý do")
MAX_OF = Sentence("maximum of {0}", "điểm tối đa của {0}")
METHOD = Sentence("Method", "Phương pháp")
METHOD_SAYS = Sentence(
    "The rules as the rubric states them.", "Các cách tính đúng như bộ tiêu chí quy định."
)
MORE_LOSSES = Sentence(
    "{0} other leaves lost points, none of them more than the leaves above.",
    "{0} tiêu chí thành phần khác cũng mất điểm, nhưng không tiêu chí nào mất nhiều hơn các mục trên.",
)
MUST_END_WITH = Sentence(
    "the file name of a document must end with {0}: {1}",
    "tên tệp tài liệu phải kết thúc bằng {0}: {1}",
)
MORE_GAINS = Sentence(
    "{0} other changes, none of them with more points than the changes above.",
    "Còn {0} thay đổi khác, không thay đổi nào thêm nhiều điểm hơn các dòng trên.",
)
MORE_THAN = Sentence("more than {0}", "lớn hơn {0}")
NAMED_VALUE = Sentence("{0}: {1}", "{0}: {1}")
NAVIGATION = Sentence("Contents", "Nội dung")
NOBODY = Sentence("No unit matches.", "Không có đơn vị nào phù hợp.")
NO_VALUE = Sentence("no value", "chưa có số liệu")
OF_ALL_UNITS = Sentence("of all units", "của mọi đơn vị")
OF_THE_GROUP = Sentence("of the units of the group", "của các đơn vị trong nhóm")
OF_UNITS = Sentence("of {0}", "trên {0} đơn vị")
NUMBER_OF_UNITS = Sentence("Units", "Số đơn vị")
OF_WHOLE = Sentence("{0} of {1}", "{0} trên {1}")
ONE_POINT = Sentence("{0} point", "{0} điểm")
PLOT = Sentence("Plot: {0}", "Biểu đồ: {0}")
PLOTS_OF_GROUPS_LEFT_OUT = Sentence(
    "The plots of the ranking are left out, because there are {0} groups.",
    "Không kèm biểu đồ xếp hạng vì có {0} nhóm.",
)
POINTS = Sentence("{0} points", "{0} điểm")
POINTS_OF = Sentence("points of {0}", "điểm của {0}")
ONLY_EARLIER = Sentence("Only in the earlier result: {0}", "Chỉ có trong kết quả trước: {0}")
OTHERWISE = Sentence("otherwise", "trường hợp khác")
PAGES_NEED_THE_PACKAGE_JINJA2 = Sentence(
    "reports and scorecards need the package jinja2: pip install 'parindex[report]'",
    "báo cáo và phiếu điểm cần gói jinja2: pip install 'parindex[report]'",
)
PDF_FAILED = Sentence(
    "the browser did not write the PDF: {0}", "trình duyệt không ghi được PDF: {0}"
)
PDF_NEEDS_A_BROWSER = Sentence(
    "a PDF needs Chromium, Google Chrome or Microsoft Edge: install chromium, or print the HTML page from a "
    "browser",
    "để ghi PDF cần Chromium, Google Chrome hoặc Microsoft Edge: hãy cài chromium, hoặc in trang HTML từ trình "
    "duyệt",
)
PDF_TOO_SLOW = Sentence("it took more than {0} seconds", "quá {0} giây")
PARTS_OF_CHANGE = Sentence("What changed most", "Thay đổi nhiều nhất")
PER_STEP = Sentence(
    "{0} up to {1}; each further step of {2} earns {3}",
    "từ {1} trở xuống: {0}; cứ thêm {2} được thêm {3}",
)
PER_STEP_DOWN = Sentence(
    "{0} from {1} up; each step of {2} below it earns {3}",
    "từ {1} trở lên: {0}; cứ giảm {2} được thêm {3}",
)
QUOTA = Sentence(
    "shares {0}, from the best unit down; the number of units is rounded {1}",
    "tỷ lệ {0}, tính từ đơn vị tốt nhất trở xuống; số đơn vị làm tròn {1}",
)
RANKED_BY = Sentence("Ranked by: {0}", "Xếp hạng theo: {0}")
RANKING = Sentence("Ranking", "Xếp hạng")
RESULTS_OF_UNITS = Sentence("Results of the units", "Kết quả từng đơn vị")
RESULTS_OF_UNITS_LEFT_OUT = Sentence(
    "The document does not contain the tables of the units, because it would be too large: {0} rows. The report as HTML has them.",
    "Không kèm bảng của từng đơn vị vì tài liệu sẽ quá lớn: {0} dòng. Báo cáo dạng HTML có các bảng này.",
)
RUBRIC = Sentence("rubric", "bộ tiêu chí")
RESULT = Sentence("Result", "Kết quả")
RESULTS = Sentence("results", "kết quả")
ROUNDED = Sentence("rounded {0}", "làm tròn {0}")
SCORECARD = Sentence("Scorecard", "Phiếu điểm")
SCORECARDS = Sentence("Scorecards of the units", "Phiếu điểm từng đơn vị")
SCORECARDS_SAY = Sentence(
    "Open a unit to see its fields, the points lost, and the explanation of every figure. A printout contains the units that are open.",
    "Mở từng đơn vị để xem các lĩnh vực, điểm mất và giải thích từng số điểm. Bản in gồm các đơn vị đang mở.",
)
SEARCH = Sentence("Search for a unit", "Tìm đơn vị")
SHARE_OF = Sentence("share of {0}", "tỷ lệ điểm của {0}")
SHARE_OF_UNITS = Sentence("{0} % of the units", "{0} % số đơn vị")
SOURCE = Sentence("Source", "Nguồn")
STARTS_AT = Sentence("begins at {0}", "bắt đầu từ {0}")
SUMMARY = Sentence("Summary", "Tóm tắt")
TABLE_ORDER = Sentence(
    "The rubric declares no ranking: the units are in the order of the data.",
    "Bộ tiêu chí không quy định xếp hạng: các đơn vị theo thứ tự của số liệu.",
)
TAKES_EACH = Sentence("{0}: {1} less each time", "{0}: mỗi lần trừ {1}")
WITH_THE_CHANGE = Sentence("with the change", "khi thay đổi")
TIES_BETTER = Sentence(
    "if a class has no room for all of several equal units: all are in it",
    "nếu một loại không đủ chỗ cho các đơn vị bằng nhau: tất cả đều được xếp vào loại đó",
)
TIES_WORSE = Sentence(
    "if a class has no room for all of several equal units: none is in it",
    "nếu một loại không đủ chỗ cho các đơn vị bằng nhau: không đơn vị nào được xếp vào loại đó",
)
WITHOUT_CLASS = Sentence("without a class", "không xếp loại")
WITHOUT_RESULT = Sentence("Without a result", "Không có kết quả")
WORD_FILES_NEED_THE_PACKAGE_PYTHON_DOCX = Sentence(
    "a report as .docx needs the package python-docx: pip install 'parindex[docx]'",
    "báo cáo dạng .docx cần gói python-docx: pip install 'parindex[docx]'",
)
YES = Sentence("yes: {0}; no: {1}", "có: {0}; không: {1}")

# SPDX-License-Identifier: MIT
"""The sentences of plots, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

AS_IT_IS = Sentence("rank as it is", "hạng hiện tại")
ALL_UNITS = Sentence("sum over all units", "tổng của mọi đơn vị")
HIGHER = Sentence("higher", "tăng")
LOWER = Sentence("lower", "giảm")
BAR_COUNTS = Sentence("from {0} to {1}: {2}", "từ {0} đến {1}: {2}")
CHANGE = Sentence("Change of results", "Thay đổi kết quả")
RULES = Sentence("rules", "quy định")
MAXIMA = Sentence("maxima and weights", "điểm tối đa và trọng số")
CONVENTIONS = Sentence("conventions", "quy ước")
DATA = Sentence("data", "số liệu")
NOT_FROM_0 = Sentence("The scale does not begin at 0.", "Thang đo không bắt đầu từ 0.")
COLOUR_IS_THE_INDEX = Sentence(
    "The number is the points. The colour is the index.", "Con số là điểm. Màu là chỉ số."
)
DISTRIBUTION = Sentence("Distribution of results", "Phân bố kết quả")
EACH_BAR_COUNTS = Sentence(
    "A bar counts the units from its left edge to below its right edge; the last bar includes both edges.",
    "Mỗi cột đếm số đơn vị từ cận trái đến dưới cận phải; cột cuối tính cả hai cận.",
)
ESTIMATED = Sentence("estimates from {0} draws, seed {1}", "ước lượng từ {0} lần rút, seed {1}")
GAP_BY_LEAF = Sentence("Marks compared by criterion", "So sánh điểm chấm theo tiêu chí")
GAP_BY_UNIT = Sentence("Marks compared by unit", "So sánh điểm chấm theo đơn vị")
INTERVAL = Sentence("interval of {0} %", "khoảng {0} %")
LOST = Sentence("Points lost: {0}", "Điểm mất: {0}")
LOST_OF_MAXIMUM = Sentence("lost / maximum", "mất / tối đa")
MEAN_BIAS = Sentence("mean bias {0}", "chênh lệch trung bình {0}")
MORE_LEAVES_AND_UNITS = Sentence("mean points over the units", "điểm trung bình của các đơn vị")
MEDIAN = Sentence("median", "trung vị")
MUST_END = Sentence(
    "the file name must end with .svg or .png: {0}",
    "tên tệp phải kết thúc bằng .svg hoặc .png: {0}",
)
NOTHING_COMPARED = Sentence(
    "Nothing has points in both layers.", "Không có nội dung nào có điểm ở cả hai bước."
)
NOTHING_LOST = Sentence("No points were lost.", "Không mất điểm.")
NOT_COMPARED = Sentence("No points in both layers", "Không có điểm ở cả hai bước")
NO_UNIT_OF_THE_GROUP = Sentence("no unit is in the group {0}", "không có đơn vị nào thuộc nhóm {0}")
NO_UNITS = Sentence("There is no unit.", "Không có đơn vị nào.")
OF_ALL_RANKS = Sentence("mean shift of all ranks", "mức đổi hạng trung bình")
OF_THE_RANK = Sentence("rank of {0}", "hạng của {0}")
PLOTS_NEED_THE_PACKAGE_MATPLOTLIB = Sentence(
    "plots need the package matplotlib: pip install 'parindex[plot]'",
    "vẽ biểu đồ cần gói matplotlib: pip install 'parindex[plot]'",
)
POINTS_BY_FIELD = Sentence("Points by field", "Điểm theo lĩnh vực")
POINTS_LEFT = Sentence("points", "điểm đạt được")
POINTS_LOST = Sentence("points lost", "điểm mất")
RANKING = Sentence("Ranking", "Xếp hạng")
RANKS_THAT_SPREAD = Sentence("How far ranks spread", "Thứ hạng dao động đến đâu")
SAME_IN_ALL = Sentence("It is the same in all draws.", "Không đổi trong mọi lần rút.")
SHARE_OF_VARIANCE = Sentence("share of the variance", "tỷ trọng trong phương sai")
UNITS_WITHOUT_A_RESULT = Sentence(
    "Not counted, without a result: {0}", "Không tính, vì không có kết quả: {0}"
)
WHERE_RANKS_SPREAD = Sentence(
    "Where the spread of ranks comes from", "Mức dao động thứ hạng do đâu"
)

# SPDX-License-Identifier: MIT
"""The sentences of the sensitivity annex, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

ANNEX = Sentence("Sensitivity annex", "Phụ lục phân tích độ nhạy")
OVERVIEW = Sentence("Overview", "Tổng quan")
CONCEPT = Sentence("Conceptual structure", "Khung khái niệm")
CONCEPT_SAYS = Sentence(
    "Every node that counts, its maximum, and how its children are combined. The weight is the share of the total that the node "
    "gives with full points, as the mean over the units. A node that does not apply to a unit gives nothing there.",
    "Mọi mục được tính, điểm tối đa và cách tổng hợp các mục con. Trọng số là phần mà mục đạt trọn điểm đóng góp vào tổng, "
    "tính bình quân các đơn vị; nội dung không áp dụng cho đơn vị nào thì không tính cho đơn vị đó.",
)
COMBINED = Sentence("combined by", "cách tổng hợp")
COVERAGE = Sentence("Data coverage", "Độ phủ số liệu")
COVERAGE_SAYS = Sentence(
    "The share of the expected values that the data have. Values that are refused or not proven count as absent; values that "
    "do not apply are not expected.",
    "Tỷ lệ giá trị có số liệu trên tổng số cần có. Giá trị bị từ chối hoặc không có tài liệu kiểm chứng coi là không có; giá trị "
    "không áp dụng thì không tính.",
)
OF_NODES = Sentence("Leaves and nodes", "Tiêu chí thành phần và mục")
OF_UNITS = Sentence("Units", "Đơn vị")
DISTRIBUTION = Sentence("Floor, ceiling and discrimination", "Điểm sàn, điểm trần và độ phân biệt")
DISTRIBUTION_SAYS = Sentence(
    "A leaf at which most units have the same points does not tell them apart. Discrimination is the mean share of the best 27 percent "
    "of the units minus that of the last 27 percent.",
    "Tiêu chí mà hầu hết đơn vị có cùng số điểm thì không phân biệt được đơn vị nào. Độ phân biệt là tỷ lệ điểm trung bình của "
    "27% đơn vị cao nhất trừ đi của 27% đơn vị thấp nhất.",
)
CORRELATIONS = Sentence("Correlations", "Tương quan")
CORRELATIONS_SAYS = Sentence(
    "Pearson correlations between the shares of points. Children of one node should agree, but not measure the same "
    "thing. Colours show the square; red figures are negative or beyond the limits.",
    "Hệ số tương quan Pearson giữa các tỷ lệ điểm. Các mục cùng mục trên nên cùng chiều nhưng không trùng lặp. Màu theo bình phương; "
    "số màu đỏ là âm hoặc vượt ngưỡng.",
)
BELOW = Sentence("Children of {0}", "Các mục con của {0}")
TOO_WIDE = Sentence(
    "{0} has {1} children; only the flagged correlations are listed.",
    "{0} có {1} mục con; chỉ liệt kê các tương quan cần chú ý.",
)
WITH_TOTAL = Sentence("total", "tổng")
WITH_PARENT = Sentence("node above", "mục trên")
WEIGHTS = Sentence("Effective weights", "Trọng số hiệu dụng")
WEIGHTS_SAYS = Sentence(
    "The weight of a node in the rubric, and its weight in the results. The Shapley values of the variance add up: those of all "
    "parts of the total are 100 %.",
    "Trọng số của mục theo bộ tiêu chí và trên thực tế kết quả. Các giá trị Shapley của phương sai cộng lại được: tổng của mọi phần "
    "là 100%.",
)
COMPONENTS = Sentence("Consistency and principal components", "Độ nhất quán và thành phần chính")
COMPONENTS_SAYS = Sentence(
    "If one eigenvalue alone is above 1, the children of the node measure one thing.",
    "Mỗi mục chỉ có một trị riêng lớn hơn 1 nghĩa là các mục con cùng đo một nội dung.",
)
UNCERTAINTY = Sentence("Uncertainty", "Độ bất định")
SENSITIVITY = Sentence("Sensitivity", "Độ nhạy")
CONVENTIONS = Sentence("Conventions", "Quy ước")
PROPOSALS = Sentence("Other weights", "Các bộ trọng số khác")
OUTLIERS = Sentence("Outliers", "Giá trị ngoại lai")
CHANGES = Sentence("Change between editions", "Thay đổi giữa các phiên bản")
REMOVALS = Sentence("Removals", "Khi bỏ một mục hoặc một đơn vị")
CONTENTS = Sentence("Contents", "Mục lục")
UNITS_WITH_RESULT = Sentence("units with a result", "đơn vị có kết quả")
LEAVES = Sentence("leaves", "tiêu chí thành phần")
FLAGS = Sentence("correlations with a flag", "tương quan cần chú ý")
BELOW_COVERAGE = Sentence(
    "leaves, nodes and units below {0} % of data", "tiêu chí, mục và đơn vị có dưới {0}% số liệu"
)
OF = Sentence("{0} of {1}", "{0} trên {1}")
RESULT_IS_NO_TABLE = Sentence(
    "the result of {0} cannot be shown as a table", "không hiển thị được kết quả của {0} thành bảng"
)

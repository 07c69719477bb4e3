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
DISTRIBUTION = Sentence("Floor, ceiling, discrimination", "Điểm sàn, trần và độ phân biệt")
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
COMPONENTS = Sentence("Consistency and components", "Độ nhất quán, thành phần chính")
COMPONENTS_SAYS = Sentence(
    "If one eigenvalue alone is above 1, the children of the node measure one thing.",
    "Mỗi mục chỉ có một trị riêng lớn hơn 1 nghĩa là các mục con cùng đo một nội dung.",
)
NORMALISATION = Sentence("Normalisation", "Chuẩn hóa số liệu")
NORMALISATION_SAYS = Sentence(
    "How each leaf turns its values into points. Shares of the maximum are what is aggregated and correlated below.",
    "Cách mỗi tiêu chí thành phần đổi số liệu thành điểm. Tỷ lệ so với điểm tối đa là giá trị được tổng hợp và tính tương quan "
    "ở các phần sau.",
)
RULES_OF_LEAVES = Sentence("Rules of the leaves", "Quy tắc của các tiêu chí thành phần")
POINTS_FOR_VALUES = Sentence("points for values", "cách tính điểm")
OUTLIERS_SAYS = Sentence(
    "Columns of data with a skewness beyond 2 and a kurtosis above 3.5, and what limiting their extreme values does to the ranks.",
    "Các cột số liệu có độ lệch ngoài khoảng ±2 và độ nhọn trên 3,5, và thứ hạng thay đổi ra sao khi giới hạn các giá trị cực đoan.",
)
ROBUST = Sentence("Ranks under other weights", "Thứ hạng khi trọng số khác đi")
ROBUST_SAYS = Sentence(
    "All weights at once are up to {0} % from those of the rubric, with their sum as it is. This is proven, without sampling: "
    "a pair that is not listed keeps its order, and no unit leaves its range of ranks.",
    "Mọi trọng số cùng lúc lệch tối đa {0}% so với bộ tiêu chí, tổng giữ nguyên. Kết quả được chứng minh, không lấy mẫu: cặp nào "
    "không có trong bảng thì giữ nguyên thứ tự, và không đơn vị nào ra ngoài khoảng thứ hạng của mình.",
)
ROBUST_SAYS_ANY = Sentence(
    "Any weights from 0 up, with their sum as it is. This is proven, without sampling: a pair that is not listed keeps its "
    "order, and no unit leaves its range of ranks.",
    "Trọng số bất kỳ từ 0 trở lên, tổng giữ nguyên. Kết quả được chứng minh, không lấy mẫu: cặp nào không có trong bảng thì giữ "
    "nguyên thứ tự, và không đơn vị nào ra ngoài khoảng thứ hạng của mình.",
)
SAMPLED = Sentence("Uncertainty and sensitivity", "Độ bất định và độ nhạy")
LEFT_OUT = Sentence(
    "Left out, because they draw weights at random and no seed was given: add --seed 1 to parindex annex, or seed=1 to scores.annex.",
    "Không có trong phụ lục này, vì phải rút ngẫu nhiên trọng số mà chưa nêu seed: thêm --seed 1 vào lệnh parindex annex, hoặc "
    "seed=1 vào scores.annex.",
)
UNCERTAINTY_SAYS = Sentence(
    "How far ranks and indices spread when weights are drawn at random. Each draw is a rubric of its own and scored exactly. What "
    "is said about all draws is an estimate; the standard error of a share of the draws is at most {0} percentage points.",
    "Thứ hạng và chỉ số dao động đến đâu khi trọng số được rút ngẫu nhiên. Mỗi lần rút là một bộ tiêu chí riêng và được chấm "
    "chính xác. Những con số về mọi lần rút là ước lượng; sai số chuẩn của một tỷ lệ trong các lần rút tối đa là {0} điểm phần trăm.",
)
SENSITIVITY_SAYS = Sentence(
    "From which of the factors the spread comes. The first order is the share of the variance that would vanish if the factor "
    "alone were known, the total order the share that would remain if all others were known. Both are estimates; the "
    "intervals come from a bootstrap. An estimate near 0 can be negative.",
    "Mức dao động do yếu tố nào. Bậc một là tỷ lệ phương sai sẽ mất đi nếu chỉ biết chắc yếu tố đó, toàn phần là tỷ lệ còn lại "
    "nếu biết chắc mọi yếu tố khác. Cả hai là ước lượng; khoảng được tính bằng bootstrap. Ước lượng gần 0 có thể âm.",
)
ONE_FACTOR = Sentence(
    "The spread comes from one factor alone: only the weights of one node are drawn.",
    "Mức dao động chỉ do một yếu tố: chỉ có trọng số trong một mục được rút.",
)
NO_RANK_CHANGES = Sentence(
    "No rank changes in any of the {0} draws, so there is no variance to divide among the factors.",
    "Không thứ hạng nào thay đổi trong {0} lần rút, nên không có phương sai để chia cho các yếu tố.",
)
DRAWN = Sentence("What is drawn", "Những gì được rút ngẫu nhiên")
FACTOR = Sentence("factor", "yếu tố")
WHAT_IS_DRAWN = Sentence("what, and how", "cách rút")
UNIT_CHANGED = Sentence(
    "Sums are drawn as means weighted by their maxima. This changes the index of {0} unit, to which some node does not apply.",
    "Mục tính tổng được rút như trung bình có trọng số là điểm tối đa. Vì vậy chỉ số của {0} đơn vị có mục không áp dụng thay đổi.",
)
UNITS_CHANGED = Sentence(
    "Sums are drawn as means weighted by their maxima. This changes the index of {0} units, to which some node does not apply.",
    "Mục tính tổng được rút như trung bình có trọng số là điểm tối đa. Vì vậy chỉ số của {0} đơn vị có mục không áp dụng thay đổi.",
)
TIES_STAY = Sentence(
    "Equal units share a rank in the draws; tie-breaks are left out.",
    "Trong các lần rút, đơn vị bằng nhau thì đồng hạng; không dùng tiêu chí phụ.",
)
CONVENTIONS_SAYS = Sentence(
    "The table is scored under every combination of rounding mode, stage, ties, missing values and sets of weights.",
    "Bảng được chấm lại theo mọi tổ hợp cách làm tròn, giai đoạn, đồng hạng, thiếu số liệu và bộ trọng số.",
)
CONVENTIONS_WITHOUT_MISSING = Sentence(
    "The table is scored under every combination of rounding mode, stage, ties and sets of weights. Other policies for missing "
    "values are left out, because the rubric is not valid with them.",
    "Bảng được chấm lại theo mọi tổ hợp cách làm tròn, giai đoạn, đồng hạng và bộ trọng số. Không thử cách xử lý khác khi thiếu "
    "số liệu, vì với cách đó bộ tiêu chí không hợp lệ.",
)
REMOVALS_SAYS = Sentence(
    "Each node is removed once, and each unit is removed once; the others are ranked again.",
    "Lần lượt bỏ từng mục, rồi bỏ từng đơn vị, và xếp hạng lại phần còn lại.",
)
PROPOSALS_SAYS = Sentence(
    "Weights that follow from the data, and what they do to points and ranks.",
    "Các trọng số tính từ số liệu, và điểm, thứ hạng thay đổi ra sao theo đó.",
)
DOES_NOT_APPLY = Sentence(
    "Does not apply to this result: {0}.", "Không áp dụng cho kết quả này: {0}."
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

# SPDX-License-Identifier: MIT
"""The texts of formulas, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

ADJUSTMENTS = Sentence(
    "A bonus or a penalty without a result does not count.",
    "Điểm thưởng, điểm trừ không có kết quả thì không tính.",
)
AND = Sentence(" and ", " và ")
ANSWERED_YES = Sentence("if the answer is yes", "nếu trả lời có")
ANSWER_IS = Sentence("if the answer is “{0}”", "nếu chọn “{0}”")
CHILDREN = Sentence(
    ": the children with a result, of {0}", ": các mục con có kết quả, trong các mục {0}"
)
CLASS = Sentence("class", "xếp loại")
DROPPED = Sentence(
    ": without the {0} lowest and the {1} highest ({2})",
    ": không kể {0} mục thấp nhất và {1} mục cao nhất ({2})",
)
FIGURE_OF = Sentence(
    "the figure of the index {0}, in percent", "kết quả của chỉ số {0}, tính theo phần trăm"
)
FOR_GROUPS = Sentence("for {0}:", "đối với {0}:")
FROM_COLUMN = Sentence("column {0} of the data", "cột {0} trong dữ liệu")
HIGHEST = Sentence(
    ": the points of the children with a result, highest first",
    ": điểm của các mục con có kết quả, xếp từ cao xuống thấp",
)
HIGHEST_MAXIMA = Sentence(
    ": the applicable maxima of the same children, highest first",
    ": điểm tối đa áp dụng của các mục con đó, xếp từ cao xuống thấp",
)
HIGH = Sentence("high", "trên")
IF = Sentence(" if ", " nếu ")
IF_APPLIES = Sentence(
    " (1 if it applies, otherwise 0)", " (bằng 1 nếu áp dụng, nếu không thì bằng 0)"
)
IF_MET = Sentence(" (1 if met, otherwise 0)", " (bằng 1 nếu đạt, nếu không thì bằng 0)")
IF_YES = Sentence(" (1 if yes, otherwise 0)", " (bằng 1 nếu có, nếu không thì bằng 0)")
IN_ANY_ORDER = Sentence(
    ": the points of the children with a result, in any order",
    ": điểm của các mục con có kết quả, không kể thứ tự",
)
IS = Sentence(": {0}", ": {0}")
LOW = Sentence("low", "dưới")
MARK = Sentence("the mark of the appraiser", "điểm do người chấm cho")
MATCHING = Sentence(
    ": the rows of the table whose tests are all true", ": các dòng của bảng thỏa mãn mọi điều kiện"
)
MEDIAN = Sentence("median", "trung vị")
NOT = Sentence("not ", "không phải ")
NO_ROW = Sentence("if no row applies", "nếu không có dòng nào áp dụng")
NO_VALUE = Sentence("{0} has no value ({1})", "{0} không có giá trị ({1})")
NOTHING_LEFT = Sentence(" if all children are excluded", " nếu mọi mục con đều không tính")
NOTATION = Sentence(
    "{0}: points of a node, {1}: its applicable maximum, {2}: its index in percent. A subscript is the code of "
    "another node.",
    "{0}: điểm của một mục, {1}: điểm tối đa áp dụng, {2}: chỉ số tính theo phần trăm. Chỉ số dưới là mã của mục khác.",
)
NUMBERS = Sentence(" (numbers)", " (số lượng)")
ONLY = Sentence(": the only child with a result", ": mục con duy nhất có kết quả")
OR = Sentence(" or ", " hoặc ")
OTHERWISE = Sentence("otherwise", "các trường hợp còn lại")
QUOTED = Sentence("“{0}”", "“{0}”")
ROUND = Sentence("round", "làm tròn")
SAMPLE = Sentence(": number of answers of all groups", ": tổng số phiếu của mọi nhóm")
SHARE_OF_GROUP = Sentence(": the share of “{0}”", ": tỷ lệ của nhóm “{0}”")
SHARE_ZERO = Sentence("if a child has 0 points", "nếu một mục con được 0 điểm")
WEIGHTS = Sentence("weights: ", "trọng số: ")
WHOLE_STEPS = Sentence(" (a whole number of steps)", " (số bước nguyên)")

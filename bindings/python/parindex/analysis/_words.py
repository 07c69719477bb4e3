# SPDX-License-Identifier: MIT
"""The words and sentences of the structure, of proposed weights and of the parts of a change, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from parindex._sentences import Sentence, in_language
from parindex.display._grid import Grid, Head

COMPONENTS_NEED_NUMPY = Sentence(
    "principal components need the package numpy: pip install numpy",
    "phân tích thành phần chính cần gói numpy: pip install numpy",
)
PART_OF_ITS_PARENT = Sentence(
    "it is part of a node that is no plain sum or mean",
    "mục thuộc một mục không phải là tổng hay trung bình thông thường",
)

# What the sensitivity annex draws.
NO_WEIGHTS_TO_DRAW = Sentence(
    "no sum or mean of the rubric has weights that can be drawn",
    "bộ tiêu chí không có tổng hay trung bình nào có trọng số để rút ngẫu nhiên",
)
WEIGHTS_BELOW_THE_TOTAL = Sentence(
    "the weights directly below the total", "các trọng số ngay dưới tổng"
)
WEIGHTS_BELOW = Sentence("all weights within {0}", "mọi trọng số bên trong {0}")
ONE_WEIGHT = Sentence("the weight of {0}", "trọng số của {0}")
THE_POLICY_FOR_MISSING_VALUES = Sentence("missing values", "giá trị bị thiếu")
WEIGHTS_WITHIN = Sentence(
    "each weight within {0} % of its own, evenly, independently of the others",
    "mỗi trọng số lệch tối đa {0}% so với giá trị của nó, phân bố đều, độc lập với nhau",
)
ANY_WEIGHTS_ARE_DRAWN = Sentence(
    "any weights from 0 up with the same sum, each set as likely as any other",
    "trọng số bất kỳ từ 0 trở lên có cùng tổng, mọi bộ có khả năng như nhau",
)
ONE_OF_THE_POLICIES = Sentence(
    "{0} or {1}, each with probability 1/2", "{0} hoặc {1}, mỗi cách có xác suất 1/2"
)

# Headings of tables and columns.
EFFECTIVE_WEIGHTS = Sentence("Effective weights", "Trọng số hiệu dụng")
CODE = Sentence("code", "mã")
TITLE = Sentence("title", "nội dung")
UNITS = Sentence("units", "đơn vị")
UNIT = Sentence("unit", "đơn vị")
WEIGHT = Sentence("weight %", "trọng số %")
SHAPLEY = Sentence("Shapley %", "Shapley %")
SQUARED = Sentence("r² with the total %", "r² với tổng %")
RATIO = Sentence("correlation ratio %", "tỷ số tương quan %")
NODE = Sentence("node", "mục")
CORRELATION = Sentence("correlation", "tương quan")
CORRELATIONS = Sentence(
    "Correlations with a flag: {0} of {1}", "Tương quan cần chú ý: {0} trên {1}"
)
FLAG = Sentence("flag", "lưu ý")
RELATION = Sentence("relation", "quan hệ")
SIBLING = Sentence("same parent", "cùng mục trên")
ABOVE = Sentence("node above", "mục trên")
NEGATIVE = Sentence("negative", "âm")
LOW = Sentence("below {0}", "dưới {0}")
HIGH = Sentence("above {0}", "trên {0}")
CONSISTENCY = Sentence(
    "Internal consistency (Cronbach's alpha)", "Độ nhất quán nội tại (alpha Cronbach)"
)
CHILDREN = Sentence("children", "mục con")
ALPHA = Sentence("alpha", "alpha")
COMPONENTS = Sentence("Principal components", "Thành phần chính")
EIGENVALUES = Sentence("eigenvalues", "trị riêng")
ABOVE_1 = Sentence("above 1", "lớn hơn 1")
FIRST_SHARE = Sentence("share of the first %", "tỷ trọng thành phần đầu %")
LOADINGS = Sentence("Loadings: {0}", "Hệ số tải: {0}")
COMPONENT = Sentence("component {0}", "thành phần {0}")
LEAVES = Sentence("Leaves", "Tiêu chí thành phần")
MEAN = Sentence("mean %", "trung bình %")
FLOOR = Sentence("at 0 points %", "0 điểm %")
CEILING = Sentence("at the maximum %", "điểm tối đa %")
DISTINCT = Sentence("different values", "số giá trị khác nhau")
DISCRIMINATION = Sentence("discrimination", "độ phân biệt")
REST = Sentence("correlation with the rest", "tương quan với phần còn lại")
COVERAGE = Sentence(
    "Coverage of data below {0} %: {1} of {2}", "Độ phủ số liệu dưới {0} %: {1} trên {2}"
)
KNOWN = Sentence("values present", "có số liệu")
EXPECTED = Sentence("values expected", "cần có")
SHARE = Sentence("share %", "tỷ lệ %")
KIND = Sentence("what", "loại")
UNIT_OR_CODE = Sentence("code or unit", "mã hoặc đơn vị")
LEAF = Sentence("leaf", "tiêu chí thành phần")
TOTAL = Sentence("total", "tổng")
ALL_LEAVES = Sentence("all leaves", "mọi tiêu chí thành phần")
NO_PART = Sentence(
    "{0}: no part of the total is known, because {1}",
    "{0}: không tách được phần trong tổng, vì {1}",
)
PROVEN_BOUND = Sentence(
    "Eigenvalues and loadings are computed in doubles; every digit shown is proven by the residual.",
    "Trị riêng và hệ số tải tính bằng số thực dấu phẩy động; mọi chữ số hiển thị đều được chứng minh qua phần dư.",
)

# The parts of a change.
CHANGE_PARTS = Sentence("The change between the editions", "Thay đổi giữa hai phiên bản")
RULES = Sentence("rules", "quy định")
MAXIMA = Sentence("maxima and weights", "điểm tối đa và trọng số")
CONVENTIONS = Sentence("conventions", "quy ước")
DATA = Sentence("data", "số liệu")
BEFORE = Sentence("before", "trước")
AFTER = Sentence("after", "sau")
DIFFERENCE = Sentence("difference", "chênh lệch")
RANK = Sentence("rank", "hạng")
SUM = Sentence("sum", "tổng")
IN_THIS_ORDER = Sentence("one after the other: {0}", "lần lượt: {0}")
BY_SHAPLEY = Sentence(
    "the mean over all 24 orders (Shapley)", "trung bình của cả 24 thứ tự (Shapley)"
)
MERGED = Sentence(
    "counted with the rules, because a rubric between the editions would be invalid: {0}",
    "tính chung với quy định, vì bộ tiêu chí ở giữa hai phiên bản không hợp lệ: {0}",
)
UNSCALED = Sentence(
    "maximum counted with the rules: {0}", "điểm tối đa tính chung với quy định: {0}"
)
UNITS_LEFT_OUT = Sentence(
    "units left out, without a result in some step: {0}",
    "đơn vị không tính vào, vì thiếu kết quả ở một bước: {0}",
)

# Outliers.
OUTLIERS = Sentence(
    "Data columns with outliers: {0} of {1}", "Cột số liệu có giá trị ngoại lai: {0} trên {1}"
)
COLUMN = Sentence("column", "cột")
VALUES = Sentence("values", "số giá trị")
SKEWNESS = Sentence("skewness", "độ lệch")
KURTOSIS = Sentence("kurtosis", "độ nhọn")
RAISED = Sentence("raised", "nâng lên")
LOWERED = Sentence("lowered", "hạ xuống")
LEAST_VALUE = Sentence("from", "từ")
GREATEST_VALUE = Sentence("to", "đến")
NOT_EXAMINED = Sentence(
    "not examined, because their leaf reads several numbers: {0}",
    "không xét, vì tiêu chí thành phần dùng nhiều số: {0}",
)

# Proposed weights.
PROPOSED = Sentence("Proposed weights: {0}", "Trọng số đề xuất: {0}")
ENTROPY = Sentence("entropy", "entropy")
CRITIC = Sentence("CRITIC", "CRITIC")
FIRST_COMPONENT = Sentence("first principal component", "thành phần chính thứ nhất")
PAIRWISE = Sentence("pairwise comparison (AHP)", "so sánh từng cặp (AHP)")
PARENT = Sentence("below", "thuộc mục")
NOW = Sentence("now %", "hiện tại %")
PROPOSED_WEIGHT = Sentence("proposed %", "đề xuất %")
NO_PROPOSAL = Sentence("{0}: no proposal, because {1}", "{0}: không có đề xuất, vì {1}")
NOTHING_TO_WEIGH_BY = Sentence(
    "its children do not differ over the units that have all of them, or one is below 0",
    "các mục con không khác nhau giữa những đơn vị có đủ các mục đó, hoặc có mục dưới 0",
)
AS_A_WEIGHTED_MEAN = Sentence(
    "Sums with proposed weights are weighted means here. With the maxima as weights, {0} of {1} units have other figures "
    "than in the result, because some of its nodes do not apply to them.",
    "Các tổng có trọng số đề xuất được tính ở đây như trung bình có trọng số. Khi lấy điểm tối đa làm trọng số, {0} trên {1} "
    "đơn vị có số khác với kết quả, vì có mục không áp dụng cho các đơn vị đó.",
)
NOT_DETERMINED = Sentence(
    "two components are equally large, so that the first one is not determined",
    "hai thành phần lớn bằng nhau nên không xác định được thành phần thứ nhất",
)
JUDGEMENTS = Sentence("Consistency of the judgements", "Độ nhất quán của các đánh giá")
EIGENVALUE = Sentence("eigenvalue", "trị riêng")
INDEX = Sentence("consistency index", "chỉ số nhất quán")
RANDOM_INDEX = Sentence("random index", "chỉ số ngẫu nhiên")
CONSISTENCY_RATIO = Sentence("consistency ratio", "tỷ số nhất quán")
RANDOM_INDEX_OF = Sentence(
    "Judgements are consistent enough up to a ratio of 0.1. Random index: T. L. Saaty, The Analytic Hierarchy Process, 1980.",
    "Các đánh giá đủ nhất quán khi tỷ số không quá 0,1. Chỉ số ngẫu nhiên: T. L. Saaty, The Analytic Hierarchy Process, 1980.",
)

# What is wrong with an argument.
JUDGEMENTS_ARE_FOR_PAIRWISE = Sentence(
    "judgements are for the method pairwise only",
    "đánh giá từng cặp chỉ dùng với phương pháp pairwise",
)
ITS_CHILDREN_HAVE_NO_WEIGHTS = Sentence(
    "{0} is no plain sum or mean of two or more children",
    "{0} không phải là tổng hay trung bình thông thường của từ hai mục con trở lên",
)
NOT_THE_SAME_PARENT = Sentence(
    "{0} and {1} are not below one plain sum or mean",
    "{0} và {1} không cùng thuộc một tổng hay trung bình thông thường",
)
NO_JUDGEMENTS = Sentence(
    "the method pairwise needs judgements", "phương pháp pairwise cần các đánh giá từng cặp"
)
TOO_MANY_CHILDREN = Sentence(
    "{0} has more than {1} children, for which there is no random index",
    "{0} có hơn {1} mục con, không có chỉ số ngẫu nhiên cho trường hợp này",
)
JUDGEMENTS_ARE_NESTED = Sentence(
    "judgements are a dictionary by code of dictionaries by code",
    "các đánh giá là từ điển theo mã, trong đó mỗi giá trị là từ điển theo mã",
)
A_JUDGEMENT_IS_ABOVE_0 = Sentence(
    "a judgement is a number above 0 about two nodes", "mỗi đánh giá là một số lớn hơn 0 về hai mục"
)
JUDGED_TWICE = Sentence(
    "two judgements about {0} and {1} contradict each other",
    "hai đánh giá về {0} và {1} mâu thuẫn nhau",
)
NO_JUDGEMENT_OF = Sentence("no judgement about {0} and {1}", "thiếu đánh giá về {0} và {1}")
ORDER_NAMES_EACH = Sentence(
    "the order names each of these once: {0}", "thứ tự phải nêu mỗi phần sau đúng một lần: {0}"
)
MUST_BE_FROM_TO = Sentence("the number must be from {0} to {1}", "số phải từ {0} đến {1}")
MUST_BE_WHOLE_FROM = Sentence(
    "the number must be a whole number from {0} to {1}", "số phải là số nguyên từ {0} đến {1}"
)


def say(sentence: Sentence, language: str, *parts: object) -> str:
    """A sentence in a language."""
    return in_language(sentence(*parts), language)


def heads(language: str, *sentences: tuple[Sentence, str]) -> list[Head]:
    """Headings; `text` or `number` says how their cells are aligned."""
    return [Head(say(name, language), text=kind == "text") for name, kind in sentences]


def grid(
    caption: str, language: str, texts: Iterable[Sentence], numbers: Iterable[Sentence]
) -> Grid:
    """A table with columns of texts, then columns of numbers."""
    return Grid(
        caption,
        [
            *(Head(say(name, language), text=True) for name in texts),
            *(Head(say(name, language)) for name in numbers),
        ],
        language=language,
    )

# SPDX-License-Identifier: MIT
"""The sentences of analyses, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

NOT_A_PLAIN_SUM_OR_MEAN = Sentence(
    "{0} is no plain sum or mean of all its children",
    "{0} không phải là tổng hay trung bình thông thường của mọi mục con",
)
ITS_MAXIMUM_DIFFERS_BETWEEN_UNITS = Sentence(
    "its maximum differs between units", "điểm tối đa của mục khác nhau giữa các đơn vị"
)
IT_COUNTS_FOR_NO_UNIT = Sentence("it counts for no unit", "mục không được tính cho đơn vị nào")
NOTHING_ELSE_IS_WEIGHED_THERE = Sentence(
    "no other node is weighed with it", "không có mục nào khác cùng được tính trọng số với mục này"
)
THE_ARGUMENTS_ARE_INVALID = Sentence("the arguments are invalid", "các đối số không hợp lệ")
OF_THE_ARGUMENT = Sentence("{0}: {1}", "{0}: {1}")
IS_NO_NUMBER = Sentence("not a number", "không phải là số")
IS_BELOW_0 = Sentence("below 0", "nhỏ hơn 0")
NO_COLUMN = Sentence("no data column {0}", "không có cột số liệu {0}")
A_RANGE_HAS_TWO_ENDS = Sentence(
    "a range is a list of two numbers", "một khoảng là danh sách gồm hai số"
)
THE_RANGE_IS_EMPTY = Sentence("the range from {0} to {1} is empty", "khoảng từ {0} đến {1} là rỗng")
ITS_WEIGHT_CANNOT_VARY = Sentence(
    "the weight of {0} cannot vary: it is that of the nodes below, or it is in no plain sum or mean",
    "trọng số của {0} không thay đổi được: nó gồm các mục bên dưới, hoặc không nằm trong tổng hay trung bình thông thường nào",
)
NO_WEIGHTS_ADD_UP = Sentence(
    "no weights within the ranges below {0} add up to {1}",
    "không có trọng số nào trong các khoảng thuộc {0} có tổng bằng {1}",
)
EXACTLY_ONE_IS_NEEDED = Sentence(
    "exactly one of them is needed", "cần nêu đúng một trong các mục này"
)
NO_CLASSES_DECLARED = Sentence(
    "the rubric declares no classes", "bộ tiêu chí không khai báo xếp loại"
)
NO_CLASS = Sentence("no class {0}", "không có loại {0}")
NO_RANKING_DECLARED = Sentence(
    "the rubric declares no ranking", "bộ tiêu chí không khai báo xếp hạng"
)
A_RANK_IS_A_WHOLE_NUMBER_FROM_1 = Sentence(
    "a rank is a whole number from 1 up", "hạng là số nguyên từ 1 trở lên"
)
THE_UNIT_IS_NOT_RANKED = Sentence("{0} is not ranked", "{0} không được xếp hạng")
THE_UNIT_HAS_NO_RESULT = Sentence("{0} has no result", "{0} không có kết quả")
TARGET_GAIN = Sentence("{0} more points", "thêm {0} điểm")
TARGET_CLASS = Sentence("class {0} or better", "loại {0} hoặc hơn")
TARGET_RANK = Sentence("rank {0} or better", "hạng {0} hoặc hơn")
PROVEN_CHEAPEST = Sentence(
    "cost {0}: proven, no cheaper set of the tried values reaches the target",
    "chi phí {0}: đã chứng minh, không có tập giá trị nào đã thử rẻ hơn mà đạt mục tiêu",
)
BEST_FOUND = Sentence(
    "cost {0}: the best found, not proven; none that costs less than {1} reaches the target ({2})",
    "chi phí {0}: tốt nhất tìm được, chưa chứng minh; không có cách nào rẻ hơn {1} mà đạt mục tiêu ({2})",
)
OUT_OF_REACH = Sentence(
    "out of reach, proven for the tried values: this is as far as the unit can get",
    "ngoài tầm với, đã chứng minh với các giá trị đã thử: đơn vị chỉ đạt được đến đây",
)
NOT_FOUND = Sentence(
    "not reached by what was tried ({0}); this is as far as was found",
    "chưa đạt được qua những gì đã thử ({0}); đây là mức xa nhất tìm được",
)
NOT_ALL_SETS_TRIED = Sentence(
    "not all sets of values were tried at {0}", "chưa thử mọi tập giá trị ở {0}"
)
IS_NOT_ADDITIVE = Sentence(
    "the points of {0} do not simply follow from those of its children",
    "điểm của {0} không đơn giản suy ra từ điểm các mục con",
)
TOO_MANY_COMBINATIONS = Sentence("there are too many combinations", "có quá nhiều tổ hợp")
TIE_BREAKS_DECIDE = Sentence(
    "tie-breaks decide between equal units", "tiêu chí phụ quyết định giữa các đơn vị bằng nhau"
)
A_SEED_IS_NEEDED = Sentence(
    "seed is missing: a whole number with which the draws can be repeated",
    "thiếu seed: cần một số nguyên để có thể lặp lại các lần rút ngẫu nhiên",
)
A_SEED_HAS_64_BITS = Sentence(
    "seed must be a whole number from 0 to below 2^64, not {0}",
    "seed phải là số nguyên từ 0 đến dưới 2^64, không phải {0}",
)
THE_FUNCTION_IS_CONSTANT = Sentence(
    "the function gives the same number for every sample",
    "hàm cho cùng một số ở mọi lần rút",
)
IS_BELOW = Sentence("{0} must be at least {1}, not {2}", "{0} phải từ {1} trở lên, không phải {2}")
A_LEVEL_IS_A_PERCENTAGE = Sentence(
    "level must be a percentage above 0 and below 100, not {0}",
    "level phải là số phần trăm lớn hơn 0 và nhỏ hơn 100, không phải {0}",
)
NO_OPTION = Sentence("no option {0}", "không có lựa chọn {0}")
NO_SET_OF_WEIGHTS = Sentence(
    "the rubric names no set of weights {0}", "bộ tiêu chí không nêu bộ trọng số {0}"
)
NO_COMBINATION = Sentence("no combination {0}", "không có tổ hợp {0}")
NOTHING_IS_DRAWN = Sentence(
    "say what is drawn: weights, thresholds, inputs, policies or roundings",
    "cần nêu những gì được rút ngẫu nhiên: trọng số, ngưỡng, số liệu, cách xử lý hoặc cách làm tròn",
)
NO_MEAN_WITH_WEIGHTS = Sentence(
    "the rubric has no mean with weights", "bộ tiêu chí không có trung bình nào có trọng số"
)
NO_WEIGHTS_HERE = Sentence(
    '"any" is for a node whose children have weights, a number of percent for a node that has a weight',
    '"any" dùng cho mục có các mục con có trọng số, số phần trăm dùng cho mục có trọng số',
)
MORE_THAN_100_PERCENT = Sentence(
    "with more than 100 percent the value would be below 0",
    "với hơn 100 phần trăm thì giá trị sẽ nhỏ hơn 0",
)
THE_STEP_IS_ABOVE_THE_RANGE = Sentence(
    "the range is shorter than one step", "khoảng ngắn hơn một bước"
)
NO_SUCH_PLACE = Sentence("no such place; there are {0}", "không có vị trí này; hiện có {0}")
AT_LEAST_TWO_OPTIONS = Sentence("at least two options are needed", "cần ít nhất hai lựa chọn")
IS_NOT_ABOVE_0 = Sentence("not above 0", "không lớn hơn 0")
NOT_A_NUMBER_COLUMN = Sentence(
    "only numbers and counts have an error of measurement", "chỉ số và số đếm mới có sai số đo"
)
ONE_KIND_OF_ERROR = Sentence(
    "exactly one of within, percent, deviation and sample is needed",
    "cần nêu đúng một trong within, percent, deviation và sample",
)
LEAVES_THE_RANGE = Sentence(
    "the values of {0} would go from {1} to {2}; truncate keeps them in the allowed range",
    "giá trị của {0} sẽ từ {1} đến {2}; truncate giữ giá trị trong khoảng cho phép",
)
NO_SHARE = Sentence("{0} of {1} is no share of {2}", "{0} của {1} không phải là phần của {2}")
A_SAMPLE_HAS_A_SIZE = Sentence(
    "a sample is a whole number from 1 to {0}, and not larger than its population",
    "cỡ mẫu là số nguyên từ 1 đến {0}, và không lớn hơn tổng thể",
)
NO_WHOLE = Sentence(
    "the column has no maximum, so whole is needed: the value of a share of 100 percent",
    "cột không có giá trị lớn nhất nên cần nêu whole: giá trị ứng với 100 phần trăm",
)
THE_COHORT_IS_OF_ONE_RUBRIC = Sentence(
    "the statistics of a cohort that was given belong to one rubric; score all units without a cohort",
    "số liệu thống kê của tập đơn vị đã cho chỉ thuộc một bộ tiêu chí; hãy chấm mọi đơn vị mà không nêu tập đơn vị",
)

# SPDX-License-Identifier: MIT
"""The sentences of simulations, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

THE_DRAWS_ARE_INVALID = Sentence("the draws are invalid", "các lần rút không hợp lệ")
OF_THE_ARGUMENT = Sentence("{0}: {1}", "{0}: {1}")
IN_DRAW = Sentence("draw {0}: {1}", "lần rút {0}: {1}")
IN_DRAWS = Sentence("draw {0} and {1} more: {2}", "lần rút {0} và {1} lần khác: {2}")
DRAWS_DIFFER = Sentence("{0} has {1} draws, not {2}", "{0} có {1} lần rút, không phải {2}")
NO_DRAW = Sentence("there is no draw {0} among {1}", "không có lần rút {0} trong {1} lần")
NO_DRAWS = Sentence("there are no draws", "không có lần rút nào")
NO_WEIGHT_TO_DRAW = Sentence(
    "{0} has no weight in the rubric, so none can be drawn",
    "{0} không có trọng số trong bộ tiêu chí nên không rút được",
)
NO_ROUNDING_TO_DRAW = Sentence(
    "{0} has no rounding in the rubric; draw a whole rounding instead of a part of one",
    "{0} không có cách làm tròn trong bộ tiêu chí; hãy rút cả cách làm tròn thay vì một phần",
)
NO_SUCH_PLACE = Sentence(
    "{0} has no such place; its places are {1}", "{0} không có vị trí này; các vị trí là {1}"
)
NO_PLACES = Sentence("{0} has nothing to draw there", "{0} không có gì để rút ở đó")
SEVERAL_PLACES = Sentence("several places of {0} fit: {1}", "nhiều vị trí của {0} phù hợp: {1}")
DRAWN_TWICE = Sentence("{0} is drawn twice", "{0} được rút hai lần")
NO_COLUMN = Sentence("no data column {0}", "không có cột số liệu {0}")
NO_UNIT = Sentence("no unit {0}", "không có đơn vị {0}")
UNITS_DIFFER = Sentence(
    "{0} has values for {1} units, not {2}", "{0} có giá trị cho {1} đơn vị, không phải {2}"
)
NOT_A_NUMBER = Sentence("the value of {0} is not a number", "giá trị của {0} không phải là số")
NOT_A_POLICY = Sentence(
    "the value of {0} is no policy, such as zero or exclude",
    "giá trị của {0} không phải là cách xử lý, như zero hay exclude",
)
NOT_A_ROUNDING = Sentence(
    "the value of {0} is no rounding", "giá trị của {0} không phải là cách làm tròn"
)
WEIGHTS_ADD_UP_TO = Sentence(
    "the weights below {0} add up to {1}", "tổng trọng số trong {0} là {1}"
)
WEIGHTS_ADD_UP_TO_NOT = Sentence(
    "the weights below {0} add up to {1}, not {2}", "tổng trọng số trong {0} là {1}, không phải {2}"
)
WEIGHT_BELOW_0 = Sentence("the weight of {0} is below 0: {1}", "trọng số của {0} nhỏ hơn 0: {1}")
MAXIMUM_NOT_ABOVE_0 = Sentence(
    "the maximum of {0} is not above 0: {1}", "điểm tối đa của {0} không lớn hơn 0: {1}"
)
MAXIMA_ADD_UP_TO = Sentence(
    "the maxima below {0} add up to {1}, not {2}",
    "tổng điểm tối đa trong {0} là {1}, không phải {2}",
)

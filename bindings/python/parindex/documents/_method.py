# SPDX-License-Identifier: MIT
"""The rules of a rubric in words, in both languages.

Every member of a rule is in its lines: what has no sentence of its own is listed with its key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from parindex._sentences import Text
from parindex.display._kinds import kind_title
from parindex.display._text import with_sign
from parindex.display._words import rounding_words
from parindex.documents import _words
from parindex.documents._texts import both, signed, title, words
from parindex.rounding import stated_rounding

Body: TypeAlias = dict[str, Any]

_KEYS = {
    "adjust": ("adjusted by", "điều chỉnh theo"),
    "answers": ("answers", "phương án trả lời"),
    "bonus": ("bonus", "điểm thưởng"),
    "cap": ("at most", "tối đa"),
    "children": ("children", "mục con"),
    "cohort": ("over the units", "trên các đơn vị"),
    "by": ("by", "theo"),
    "count": ("count", "số đơn vị"),
    "cut_off": ("cut-off", "ngưỡng"),
    "days": ("days", "số ngày"),
    "digits": ("digits", "số chữ số"),
    "direction": ("direction", "chiều"),
    "drop": ("left out", "bỏ bớt"),
    "edition": ("edition", "phiên bản"),
    "excluded": ("what is excluded", "phần không tính"),
    "floor": ("at least", "tối thiểu"),
    "gates": ("gates", "điều kiện khống chế"),
    "groups": ("groups", "nhóm"),
    "high": ("upper goalpost", "mốc trên"),
    "highest": ("highest", "cao nhất"),
    "hit": ("which row applies", "dòng được áp dụng"),
    "log": ("logarithm", "lôgarit"),
    "priority": ("order of priority", "thứ tự ưu tiên"),
    "root": ("root", "căn"),
    "input": ("value", "số liệu"),
    "low": ("lower goalpost", "mốc dưới"),
    "lowest": ("lowest", "thấp nhất"),
    "method": ("method", "cách tính"),
    "max": ("maximum", "lớn nhất"),
    "maxima_sum": ("sum of the maxima", "tổng điểm tối đa"),
    "mean": ("mean", "trung bình"),
    "median": ("median", "trung vị"),
    "min": ("minimum", "nhỏ nhất"),
    "minimum_available": ("least number with a result", "số mục tối thiểu có kết quả"),
    "minimum_sample": ("smallest sample", "cỡ mẫu tối thiểu"),
    "mode": ("mode", "cách làm tròn"),
    "name": ("name", "tên"),
    "no_value": ("without a value", "không có giá trị"),
    "not": ("not", "không phải"),
    "nothing_left": ("when all children are excluded", "khi mọi mục con đều không tính"),
    "otherwise": ("otherwise", "trường hợp khác"),
    "outside": ("outside the goalposts", "ngoài hai mốc"),
    "parameters": ("parameters", "tham số"),
    "partial_steps": ("part of a step", "phần lẻ của mức"),
    "penalty": ("penalty", "điểm trừ"),
    "percent": ("percent", "phần trăm"),
    "percentile": ("percentile", "bách phân vị"),
    "points": ("points", "điểm"),
    "position": ("at the position", "ở vị trí"),
    "quantile": ("quantile", "phân vị"),
    "rank": ("rank", "hạng"),
    "reach": ("range of the points", "khoảng điểm"),
    "respondents": ("respondents", "đối tượng trả lời"),
    "round": ("rounded", "làm tròn"),
    "rounding": ("rounding", "làm tròn"),
    "rubric": ("rubric", "bộ tiêu chí"),
    "rows": ("rows", "các dòng"),
    "scale": ("scale", "thang"),
    "stated_sample": ("the sample is stated", "có nêu cỡ mẫu"),
    "statistic": ("statistic", "thống kê"),
    "standard_deviation": ("standard deviation", "độ lệch chuẩn"),
    "sum": ("sum", "tổng"),
    "target": ("target", "mục tiêu"),
    "ties": ("among equal ones", "trong các mục bằng nhau"),
    "units": ("the units are", "các đơn vị là"),
    "version": ("version", "phiên bản"),
    "weight": ("weight", "trọng số"),
    "weights_sum": ("sum of the weights", "tổng trọng số"),
    "when": ("if", "nếu"),
    "when_none": ("without a result", "khi mục đó không có kết quả"),
    "when_small": ("when the sample is too small", "khi cỡ mẫu quá nhỏ"),
    "when_zero": ("when the denominator is 0", "khi mẫu số bằng 0"),
    "winsorise": ("limited", "giới hạn"),
    "within": ("within", "trong phạm vi"),
    "working_days": ("working days", "số ngày làm việc"),
    "z_score": ("z-score", "điểm chuẩn hóa z"),
    "zero_at": ("0 points at a distance of", "0 điểm khi cách"),
}
_VALUES = {
    "all": ("all units", "mọi đơn vị"),
    "clamp": ("the nearest goalpost", "lấy mốc gần nhất"),
    "counted": ("counts in part", "tính theo tỷ lệ"),
    "down": ("down", "giảm"),
    "dropped": ("does not count", "không tính"),
    "error": ("error", "báo lỗi"),
    "exclude": ("not counted", "không tính"),
    "first": ("the first", "dòng đầu tiên"),
    "full": ("full points", "điểm tối đa"),
    "group": ("the group", "cùng nhóm"),
    "max": ("the maximum", "lớn nhất"),
    "missing": ("missing", "thiếu số liệu"),
    "mean": ("the mean", "trung bình"),
    "median": ("the median", "trung vị"),
    "min": ("the minimum", "nhỏ nhất"),
    "highest": ("the highest", "cao nhất"),
    "log": ("logarithmic", "lôgarit"),
    "lowest": ("the lowest", "thấp nhất"),
    "nearest_rank": ("by the rank", "theo thứ hạng"),
    "no": ("no", "không"),
    "not_applicable": ("not applicable", "không áp dụng"),
    "not_proven": ("not proven", "không có tài liệu kiểm chứng"),
    "population": ("the whole population", "toàn bộ tổng thể"),
    "quantile": ("the quantile", "phân vị"),
    "redistribute": ("shared out in equal parts", "chia đều cho các mục còn lại"),
    "refused": ("refused", "từ chối trả lời"),
    "rescale": ("the points are scaled to the maximum", "điểm được quy đổi theo điểm tối đa"),
    "sample": ("a sample", "một mẫu"),
    "standard_deviation": ("the standard deviation", "độ lệch chuẩn"),
    "up": ("up", "tăng"),
    "yes": ("yes", "có"),
    "z_score": ("the z-score", "điểm chuẩn hóa z"),
    "zero": ("0 points", "0 điểm"),
}
_VALUES_OF = {
    ("excluded", "counted"): ("counted among the lowest", "tính vào số mục thấp nhất"),
    ("excluded", "not_counted"): ("not counted", "không tính"),
    ("ties", "first"): ("the first one", "mục đứng trước"),
    ("ties", "last"): ("the last one", "mục đứng sau"),
    ("method", "linear"): ("between the values around it", "nội suy giữa hai giá trị"),
    ("by", "share"): ("the share of the maximum", "tỷ lệ so với điểm tối đa"),
}
"""Words that have a meaning of their own under a key."""
_SIGNS = {"add": " + ", "subtract": " − ", "multiply": " × ", "divide": " / "}
_FIGURES = {
    "points": _words.POINTS_OF,
    "share": _words.SHARE_OF,
    "index": _words.INDEX_OF,
    "max": _words.MAX_OF,
}
_CODES = ("bonus", "penalty", "name", "version", "rubric")
_ENDS = {"from": "≥", "above": ">", "to": "≤", "below": "<"}


def key(name: str) -> str:
    """A key of the format in words."""
    plain = name.replace("_", " ")
    return Text.of(*_KEYS.get(name, (plain, plain)))


def value(text: str) -> str:
    """A word or a number of the format."""
    return Text.of(*_VALUES[text]) if text in _VALUES else number(text)


def amount(points: Any) -> str:
    """A number of points in words."""
    said = _words.ONE_POINT if str(points) == "1" else _words.POINTS
    return said(number(points))


def gives(what: str, points: str) -> str:
    """What a branch gives."""
    return join([what, ": ", points], "")


def rounded(item: Mapping[str, Any]) -> str:
    how = stated_rounding(item)
    return _words.ROUNDED(
        both(
            lambda language: with_sign(
                rounding_words(how, language), "," if language == "vi" else "."
            )
        )
    )


def number(text: object) -> str:
    shown = str(text).lower() if isinstance(text, bool) else str(text)
    return signed(shown) if shown.replace(".", "").replace("-", "").isdigit() else shown


def join(parts: list[str], sign: str) -> str:
    """Texts with a sign between them, in each language."""
    template = sign.join(f"{{{at}}}" for at in range(len(parts)))
    return both(lambda language: template.format(*(_in(part, language) for part in parts)))


def _in(text: str, language: str) -> str:
    return text.vi if language == "vi" and isinstance(text, Text) else str(text)


def interval(ends: Mapping[str, Any]) -> str:
    """`70 ≤ x ≤ 90`, or `x > 90`."""
    lower = next((k for k in ("from", "above") if k in ends), None)
    upper = next((k for k in ("to", "below") if k in ends), None)
    if lower and upper:
        low = {"from": " ≤ x", "above": " < x"}[lower]
        parts = [number(ends[lower]), number(ends[upper])]
        return join([parts[0], join([low + f" {_ENDS[upper]} ", parts[1]], "")], "")
    only = lower or upper
    return join([f"x {_ENDS[only]} ", number(ends[only])], "") if only else "x"


def expression(part: Any, names: Mapping[str, str]) -> str:
    """A quantity or an expression, with the titles of the inputs."""
    if not isinstance(part, Mapping):
        return names.get(str(part), number(part))
    if "node" in part:
        return _figure(part, names)
    kind, body = next(iter(part.items()))
    if kind in ("value", "formula"):
        return expression(body, names)
    if kind == "percent":
        return join(["100 × ", join([expression(one, names) for one in body], " / ")], "")
    if kind == "ratio":
        return join([expression(one, names) for one in body], " / ")
    if kind in _SIGNS:
        return join(["(", join([expression(one, names) for one in body], _SIGNS[kind]), ")"], "")
    if kind == "round":
        return join([expression(body["of"], names), " (", rounded(body), ")"], "")
    if kind == "map":
        values = [gives(value(word), number(gets)) for word, gets in body["values"].items()]
        return join([names.get(body["input"], body["input"]), " (", join(values, "; "), ")"], "")
    if kind == "power":
        return join(["(", expression(body["of"], names), ")^", number(body["exponent"])], "")
    if kind in ("root", "exp", "log"):
        own = [number(body[k]) if body[k] != "e" else "e" for k in ("degree", "base") if k in body]
        argument = join([expression(body["of"], names), *own], "; ")
        return join([key(kind), "(", argument, ") (", rounded(body), ")"], "")
    if kind == "cohort":
        members = ("statistic", "percent", "method", "position", "within", "units")
        rest = {k: body[k] for k in members if k in body}
        said = [expression(body["of"], names), *(_member(k, v, names) for k, v in rest.items())]
        if "mode" in body:
            said.append(rounded(body))
        return join([key(kind), " (", join(said, "; "), ")"], "")
    if kind == "winsorise":
        body = [body[part] for part in ("of", "low", "high")]
    inside = [expression(one, names) for one in (body if isinstance(body, list) else [body])]
    return join([key(kind), "(", join(inside, "; "), ")"], "")


def _figure(part: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A figure of another node, and what applies without one."""
    said = _FIGURES[part["figure"]](part["node"] or words("total"))
    if "when_none" not in part:
        return said
    return join([said, " (", _member("when_none", part["when_none"], names), ")"], "")


def condition(part: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A condition over the inputs of a leaf."""
    if "input" in part:
        options = part["is"] if isinstance(part["is"], list) else [part["is"]]
        answers = join([value(str(one)) for one in options], " / ")
        return join([expression(part["input"], names), " = ", answers], "")
    if "not" in part:
        return join([key("not"), " (", condition(part["not"], names), ")"], "")
    for name, sign in (("all", Text(" and ", " và ")), ("any", Text(" or ", " hoặc "))):
        if name in part:
            inside = [condition(one, names) for one in part[name]]
            return both(
                lambda language, inside=inside, sign=sign: (  # type: ignore[misc]
                    "(" + _in(sign, language).join(_in(one, language) for one in inside) + ")"
                )
            )
    about = expression(part["of"], names)
    return join([interval(part), " (x = ", about, ")"], "")


def _member(name: str, item: Any, names: Mapping[str, str]) -> str:
    """A member of a rule that has no sentence of its own: its key and its value."""
    if isinstance(item, Mapping):
        if name == "title":
            return title(item)
        if name == "cut_off":
            return gives(join([key(name), ": ", interval(item)], ""), amount(item["points"]))
        if name == "rounding":
            return rounded(item)
        if set(item) <= {"from", "above", "to", "below"}:
            return join([names.get(name, key(name)), ": ", interval(item)], "")
        inside = join([_member(k, v, names) for k, v in item.items()], "; ")
        return join([names.get(name, key(name)), ": ", inside], "")
    if isinstance(item, list):
        inside = join([_item(one, names) for one in item], ", ")
        return join([names.get(name, key(name)), ": ", inside], "")
    shown = str(item) if name in _CODES else word_of(name, _flag(item))
    return join([names.get(name, key(name)), ": ", shown], "")


def word_of(name: str, word: str) -> str:
    return Text.of(*_VALUES_OF[name, word]) if (name, word) in _VALUES_OF else value(word)


def _flag(item: Any) -> str:
    return {True: "yes", False: "no"}[item] if isinstance(item, bool) else str(item)


def _item(item: Any, names: Mapping[str, str]) -> str:
    if not isinstance(item, Mapping):
        return value(_flag(item))
    rest = {k: v for k, v in item.items() if k not in ("id", "title")}
    if not rest:
        return named(item)
    inside = join([_member(k, v, names) for k, v in rest.items()], "; ")
    head = named(item)
    return join([head, " (", inside, ")"], "") if head else inside


def named(item: Mapping[str, Any]) -> str:
    """The title of an option or an item, otherwise its id."""
    return title(item.get("title")) or value(str(item.get("id", "")))


def about(said: str, item: Mapping[str, Any]) -> str:
    """A line, with the title of its band or case."""
    return join([said, " (", title(item["title"]), ")"], "") if "title" in item else said


def _listed(body: Body, name: str, say: Callable[[Body], str]) -> Iterator[str]:
    for item in body.pop(name):
        yield say(item)


def _gives(item: Body) -> str:
    return gives(named(item), amount(item["points"]))


def _percent(item: Body) -> str:
    return _words.GIVES_PERCENT(named(item), number(item["percent"]))


def _band(item: Body) -> str:
    if "points_from" in item:
        ends = number(item["points_from"]), amount(item["points_to"])
        return about(_words.GIVES_FROM_TO(interval(item), *ends), item)
    return about(gives(interval(item), amount(item["points"])), item)


def _worth(part: Any, names: Mapping[str, str]) -> str:
    """The points of a case: a number in words, or an expression."""
    plain = isinstance(part, int) or (isinstance(part, str) and part not in names)
    return amount(part) if plain else expression(part, names)


def _steps(body: Body) -> str:
    said = _words.PER_STEP_DOWN if body.pop("direction") == "down" else _words.PER_STEP
    base, threshold = amount(body.pop("base")), number(body.pop("threshold"))
    return said(base, threshold, number(body.pop("step")), amount(body.pop("points_each")))


def titles_within(node: Mapping[str, Any]) -> dict[str, str]:
    """The titles of the inputs, items and options of a leaf by the names that its explanation uses."""
    found = {}
    parts = [*node.get("inputs", ()), *_within(node.get("rule"))]
    for part in parts:
        name = part.get("name", part.get("id"))
        if isinstance(name, str) and (named := title(part.get("title"))):
            found[name] = named
    return found


def _within(rule: Any) -> Iterator[Mapping[str, Any]]:
    """The items and options of a rule, also of those for each group."""
    if isinstance(rule, Mapping):
        for name, item in rule.items():
            if name in ("items", "options"):
                yield from item
            else:
                yield from _within(item)
    elif isinstance(rule, list):
        for item in rule:
            yield from _within(item)


def _names(body: dict[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    for name, part in body.pop("let", {}).items():
        yield join([name, " = ", expression(part, names)], "")


def rule_lines(
    kind: str, given: Mapping[str, Any], node: Mapping[str, Any], groups: Mapping[str, str]
) -> Iterator[str]:
    """The lines of a rule; `groups` are the titles of the groups by id."""
    body = dict(given)
    names = {one["name"]: title(one.get("title")) or one["name"] for one in node.get("inputs", ())}
    if names.get("value", "value") == "value":
        names["value"] = words("value")
    if "on" in body:
        on = dict(body.pop("on"))
        read = ("node", "figure", "when_none") if "node" in on else (next(iter(on)),)
        yield join(["x = ", expression({key: on.pop(key) for key in read if key in on}, names)], "")
        yield from _names(on, names)
        yield from (_member(name, item, names) for name, item in on.items())
    if kind == "yes_no":
        yield _words.YES(amount(body.pop("yes")), amount(body.pop("no")))
    elif kind == "choice":
        yield from _listed(body, "options", _gives)
    elif kind == "checklist":
        yield from _listed(body, "items", _gives)
    elif kind == "levels":
        yield from _listed(body, "options", _percent)
    elif kind == "all_of":
        points, otherwise = body.pop("points"), body.pop("otherwise")
        yield _words.ALL_OF_ITEMS(amount(points), amount(otherwise))
        yield join([named(item) for item in body.pop("items")], "; ")
    elif kind == "bands":
        yield from _listed(body, "steps", _band)
    elif kind == "linear":
        yield from _listed(body, "pieces", _band)
    elif kind == "proportional" and "full_at" in body:
        yield _words.FULL_AT(amount(node.get("max", "")), number(body.pop("full_at")))
    elif kind == "per_unit":
        yield _words.EACH_GIVES(amount(body.pop("points_each")))
    elif kind == "increments":
        yield _steps(body)
    elif kind == "deduction":
        yield _words.STARTS_AT(amount(body.pop("start")))
        for item in body.pop("items"):
            rest = {k: v for k, v in item.items() if k not in ("id", "title", "each")}
            said = [_words.TAKES_EACH(named(item), amount(item["each"]))]
            yield join([*said, *(_member(k, v, names) for k, v in rest.items())], "; ")
    elif kind == "direct":
        ends = number(body.pop("min")), amount(body.pop("max"))
        step = body.pop("step", None)
        marks = _words.ALLOWS_MARKS if step is None else _words.ALLOWS_MARKS_IN_STEPS
        yield marks(*ends, *([] if step is None else [number(step)]))
    elif kind == "imported":
        yield _words.FROM_INDEX(body.pop("index"), body.pop("edition", ""))
    elif kind == "formula":
        yield from _names(body, names)
        for case in body.pop("cases"):
            when = condition(case["when"], names) if "when" in case else _words.OTHERWISE()
            yield about(gives(when, _worth(case["points"], names)), case)
    elif kind == "decision_table":
        outputs = {one["id"]: named(one) for one in body.get("outputs", ())}
        if outputs:
            yield from _listed(body, "outputs", _gives)
        for row in body.pop("rows"):
            tested = join([_member(k, v, names) for k, v in row["when"].items()], "; ")
            earned = outputs[row["output"]] if outputs else amount(row.get("points", ""))
            yield about(gives(tested, earned) if earned else tested, row)
        if "otherwise_output" in body:
            yield gives(_words.OTHERWISE(), outputs[body.pop("otherwise_output")])
    elif kind == "by_group":
        for case in body.pop("cases"):
            inner_kind, inner = next(iter(case["rule"].items()))
            yield join([join([groups.get(one, one) for one in case["groups"]], ", "), ":"], "")
            yield from rule_lines(inner_kind, inner, node, groups)
    if "cap" in body:
        yield _words.AT_MOST(amount(body.pop("cap")))
    if "floor" in body:
        yield _words.AT_LEAST(amount(body.pop("floor")))
    for name, item in body.items():
        if name in ("low", "high", "target") and isinstance(item, (Mapping, str)):
            yield join([key(name), ": ", expression(item, names)], "")
        else:
            yield _member(name, item, names)


def node_lines(
    node: Mapping[str, Any], groups: Mapping[str, str], inherited: str = ""
) -> list[str]:
    """The rule or the aggregation of a node in lines: its kind first, its rounding last.

    `inherited` is the kind of a node that states none.
    """
    said = node.get("rule", node.get("aggregation", inherited))
    kind, body = (said, {}) if isinstance(said, str) else next(iter(said.items()))
    lines = [both(lambda language: kind_title(kind, language))]
    if isinstance(body, Mapping):
        if "rule" in node:
            lines += rule_lines(kind, body, node, groups)
        else:
            lines += [_member(name, item, {}) for name, item in body.items()]
    for name in ("cap", "floor", "gates", "nothing_left"):
        if name in node:
            lines.append(_member(name, node[name], {}))
    rounding = node.get("rounding")
    if isinstance(rounding, Mapping):
        lines.append(rounded(rounding))
    return [line for line in lines if line]

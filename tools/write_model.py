#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the typed classes of a rubric, bindings/python/parindex/model, from docs/rubric.schema.json.

The schema gives members, types, words and descriptions; tools/model_names.py has the names of classes, and
which arguments are positional.
"""

from __future__ import annotations

import json
import keyword
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from model_names import MEANING, NESTED, POSITIONAL, RENAMED, TYPES

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = json.loads((ROOT / "docs/rubric.schema.json").read_text(encoding="utf-8"))
DEFS: dict[str, Any] = SCHEMA["$defs"]
MODEL = ROOT / "bindings/python/parindex/model"
WIDTH = 100

Schema = dict[str, Any]


def camel(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("_"))


@dataclass
class Member:
    key: str
    type: str
    required: bool
    meaning: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        soft = self.key == "is"
        self.name = self.name or (
            f"{self.key}_" if soft or keyword.iskeyword(self.key) else self.key
        )

    @property
    def since(self) -> int:
        found = re.search(r"Since format (\d+)\.", self.meaning)
        return int(found[1]) if found else 1


@dataclass
class Class:
    name: str
    meaning: str
    members: list[Member]
    wrap: str = ""
    pair: str = ""
    tag: str = ""
    fixed: Schema = field(default_factory=dict)
    since: int = 1


class Module:
    """The classes of one file, each after the classes that its JSON contains."""

    def __init__(self) -> None:
        self.classes: list[Class] = []
        self.aliases: list[tuple[str, list[str], str]] = []

    def add(self, name: str, schema: Schema, **form: Any) -> None:
        required = schema.get("required", ())
        members = [
            Member(
                key,
                self.type_of(part, f"{name}.{key}"),
                key in required,
                meaning_of(part),
                RENAMED.get(f"{name}.{key}", ""),
            )
            for key, part in schema["properties"].items()
            if key not in form.get("fixed", ())
        ]
        self.put(Class(name, meaning_of(schema), members, **form))

    def put(self, made: Class) -> None:
        made.meaning = MEANING.get(made.name, made.meaning)
        assert made.meaning, f"MEANING has nothing for {made.name}"
        if since := re.search(r"Since format (\d+)\.", made.meaning):
            made.since = int(since[1])
        assert all(made.name != other.name for other in self.classes), made.name
        self.classes.append(made)

    def alias(self, name: str, parts: Iterable[str], meaning: str) -> None:
        self.aliases.append((name, list(parts), meaning))

    def type_of(self, schema: Schema, place: str) -> str:
        """The annotation of a member; also adds the classes of nested objects."""
        if "$ref" in schema:
            reference = schema["$ref"].rsplit("/", 1)[1]
            if reference == "identified":
                self.add(NESTED[place], DEFS[reference])
                return NESTED[place]
            if reference in ("digits", "mode"):
                schema = DEFS["rounding"]["properties"][reference]
                return "RoundingMode" if reference == "mode" else self.type_of(schema, place)
            return TYPES.get(reference) or self.type_of(DEFS[reference], place)
        if "enum" in schema or "const" in schema:
            return f"Literal[{', '.join(map(quoted, schema.get('enum') or [schema['const']]))}]"
        if "anyOf" in schema:
            kinds = [self.type_of(part, place) for part in schema["anyOf"]]
            return "int" if kinds[0] == "int" else " | ".join(dict.fromkeys(kinds))
        if "properties" in schema:
            self.add(NESTED[place], schema)
            return NESTED[place]
        if schema.get("type") == "array":
            return f"Sequence[{self.type_of(schema['items'], place)}]"
        if schema.get("type") == "object":
            return f"Mapping[str, {self.type_of(schema['additionalProperties'], place)}]" if (
                "additionalProperties" in schema
            ) else "Mapping[str, Any]"  # fmt: skip
        if "allOf" in schema:
            return "Range"
        return {"string": "str", "boolean": "bool", "integer": "int"}[schema["type"]]


def meaning_of(schema: Schema) -> str:
    return str(schema.get("description", ""))


def quoted(word: object) -> str:
    return json.dumps(word, ensure_ascii=False)


def operations(module: Module) -> list[str]:
    """The operations of an expression."""
    for key, schema in DEFS["expression"]["anyOf"][-1]["properties"].items():
        name, reference = camel(key), schema.get("$ref", "").rsplit("/", 1)[-1]
        if reference == "two_expressions":
            ends = ("start", "end") if "days" in key else ("left", "right")
            members = [Member(end, "Expression", required=True) for end in ends]
            module.put(Class(name, "", members, pair=key))
        elif reference:
            made = Member(key, TYPES[reference], required=True, name="of")
            module.put(Class(name, "", [made], tag=key))
        else:
            module.add(name, schema, wrap=key)
    return [made.name for made in module.classes if made.name != "PolicyPoints"]


def conditions(module: Module) -> list[str]:
    ends = DEFS["ends"]
    module.put(Class("Range", "", ends_of(module, ends)))
    ranged, *others = DEFS["condition"]["oneOf"]
    of = Member("of", module.type_of(ranged["properties"]["of"], ""), required=True)
    module.put(Class("InRange", "", [of, *ends_of(module, ends)], tag="of"))
    names = {"input": "Is", "all": "And", "any": "Or", "not": "Not"}
    for schema in others:
        key = schema["required"][0]
        module.add(names[key], schema, tag=key)
    return ["InRange", *names.values()]


def ends_of(module: Module, schema: Schema) -> list[Member]:
    return [
        Member(key, module.type_of(end, ""), required=False)
        for key, end in schema["properties"].items()
    ]


def quantities(module: Module) -> list[str]:
    schema = DEFS["quantity"]
    names = {"value": "Value", "ratio": "Ratio", "percent": "Percent", "formula": "Computed"}
    names["node"] = "NodeQuantity"
    for (key, name), choice in zip(names.items(), schema["oneOf"], strict=True):
        assert choice["required"][0] == key
        left_out = [*names, *(["when_zero"] if key in ("value", "node") else [])]
        left_out += ["figure"] if key == "node" else ["figure", "when_none"]
        left_out += [] if key == "formula" else ["let"]
        kept = {k: part for k, part in schema["properties"].items() if k not in left_out}
        pair = key in ("ratio", "percent")
        own = {"numerator": {"type": "string"}, "denominator": {"type": "string"}}
        head = own if pair else {part: schema["properties"][part] for part in choice["required"]}
        module.add(
            name,
            {"required": [*head], "properties": {**head, **kept}},
            **({"pair": key} if pair else {"tag": key}),
        )
    return [*names.values()]


def expressions() -> Module:
    module = Module()
    module.alias("Policy", [module.type_of(DEFS["policy"], "")], DEFS["policy"]["description"])
    module.add("PolicyPoints", DEFS["policy_points"])
    module.alias(
        "NoValuePolicy", ["Policy", "PolicyPoints"], DEFS["no_value_policy"]["description"]
    )
    module.add("NodeFigure", DEFS["figure"], tag="node")
    module.alias(
        "Expression",
        ["NumberLike", "DateLike", "str", *operations(module)],
        DEFS["expression"]["description"],
    )
    module.alias("Condition", conditions(module), DEFS["condition"]["description"])
    module.alias("Quantity", quantities(module), DEFS["quantity"]["description"])
    return module


def rules() -> Module:
    module = Module()
    kinds = DEFS["rule"]["properties"]
    for kind, schema in kinds.items():
        module.add(camel(kind), schema, wrap=kind)
    module.alias("Rule", map(camel, kinds), "How a leaf gets its points: one class for each kind.")
    return module


def aggregations() -> Module:
    module = Module()
    word, several = DEFS["aggregation"]["anyOf"]
    for choice in DEFS["adjustment"]["oneOf"]:
        module.add(camel(choice["required"][0]), choice, tag=choice["required"][0])
    module.add(TYPES["drop"], DEFS["drop"])
    for kind, schema in several["properties"].items():
        module.add(camel(kind), schema, wrap=kind)
    names = [module.type_of(word, ""), *map(camel, several["properties"])]
    module.alias("Aggregation", names, "A word, or the class of a kind that says more.")
    return module


def inputs(module: Module) -> list[str]:
    schema = DEFS["input"]
    names = []
    for kind in schema["properties"]["type"]["enum"]:
        made = {"required": [*schema["required"]], "properties": {**schema["properties"]}}
        for choice in schema["allOf"]:
            chosen = choice["if"]["properties"]["type"]
            if kind in chosen.get("enum", [chosen.get("const")]):
                made["properties"].update(choice["then"]["properties"])
                made["required"] += choice["then"].get("required", [])
        names.append(f"{camel(kind)}Input")
        module.add(names[-1], made, fixed={"type": kind})
    return names


def tree() -> Module:
    module = Module()
    module.alias(
        "Provenance",
        [module.type_of(DEFS["provenance"], "")],
        "How the author knows what is written: read in the source, derived from it, or illustrative.",
    )
    module.alias(
        "Weight", ["NumberLike", "Mapping[str, NumberLike]"], DEFS["weight"]["description"]
    )
    for name in ("source", "effective", "accept", "ranking", "classes"):
        module.add(TYPES[name], DEFS[name])
    module.add("Gate", DEFS["gates"]["items"])
    module.add(TYPES["imputation"], DEFS["imputation"])
    module.alias("Input", inputs(module), DEFS["input"]["description"])
    node = DEFS["node"]
    for name, part, needed in (("Node", node["then"], "children"), ("Leaf", node["else"], "rule")):
        properties = {**node["properties"], **part["properties"]}
        required = [*node["required"], needed]
        module.add(name, {"required": required, "properties": properties}, tag=needed)
    return module


def whole() -> Module:
    module = Module()
    for name in ("layer", "agency", "calendar", "constant", "data"):
        module.add(TYPES[name], DEFS[name])
    stated = SCHEMA["properties"]["parindex"]
    # The newest: the engine writes the lowest format that supports the contents.
    newest = stated["enum"][-1] if "enum" in stated else stated["const"]
    module.add("RubricModel", SCHEMA, fixed={"parindex": newest})
    return module


# ---- Text ------------------------------------------------------------------------------------------


def documented(text: str, indent: str) -> list[str]:
    room = WIDTH - len(indent) - 6
    if len(text) <= room:
        return [f'{indent}"""{text}"""']
    first, *rest = textwrap.wrap(text, WIDTH - len(indent) - 3)
    return [f'{indent}"""{first}', *(indent + line for line in rest), f'{indent}"""']


def member_lines(member: Member) -> Iterator[str]:
    optional = "" if member.required else " | None"
    end = "" if member.required else " = None"
    line = f"    {member.name}: {member.type}{optional}{end}"
    if len(line) <= WIDTH:
        yield line
    else:
        # As ruff formats it: the outermost bracket is split over lines.
        outer, inner = member.type.split("[", 1)
        yield f"    {member.name}: {outer}["
        if len(inner) + 7 > WIDTH:
            yield from (f"        {part}," for part in inner[:-1].split(", "))
        else:
            yield f"        {inner[:-1]}"
        yield f"    ]{optional}{end}"
    if member.meaning:
        yield from documented(member.meaning, "    ")


def class_lines(made: Class) -> Iterator[str]:
    yield from ("", "")
    yield "@dataclass(frozen=True, slots=True, eq=False, repr=False)"
    yield f"class {made.name}(Part):"
    yield from documented(made.meaning, "    ")
    yield ""
    forms = {"_wrap": made.wrap, "_pair": made.pair, "_tag": made.tag}
    lines = [f'    {name}: ClassVar[str] = "{form}"' for name, form in forms.items() if form]
    if made.since > 1:
        lines.append(f"    _since: ClassVar[int] = {made.since}")
    keys = {member.name: member.key for member in made.members if member.name != member.key}
    later = {member.name: member.since for member in made.members if member.since > 1}
    tables = (("_fixed", made.fixed, "Any"), ("_keys", keys, "str"), ("_since_of", later, "int"))
    for name, table, value in tables:
        if table:
            text = ", ".join(f"{quoted(key)}: {quoted(item)}" for key, item in table.items())
            head = f"    {name}: ClassVar[Mapping[str, {value}]] = {{"
            if len(head) + len(text) < WIDTH:
                lines.append(f"{head}{text}}}")
            else:  # as ruff formats it
                lines += [head, *(f"        {item}," for item in text.split(", ")), "    }"]
    yield from lines
    if lines:
        yield ""
    names = [member.name for member in made.members]
    small = made.pair or (made.tag and len(names) == 1)
    order = POSITIONAL[made.name].split() if made.name in POSITIONAL else names if small else []
    by_name = {member.name: member for member in made.members}
    for at, name in enumerate(order):
        # Optional arguments are last: an argument with a default cannot precede one without.
        if at and not by_name[order[at - 1]].required:
            by_name[name].required = False
        yield from member_lines(by_name[name])
    rest = [member for member in made.members if member.name not in order]
    if rest:
        yield "    _: KW_ONLY"
    for member in sorted(rest, key=lambda member: not member.required):
        yield from member_lines(member)


def alias_lines(name: str, parts: list[str], meaning: str) -> Iterator[str]:
    yield ""
    line = f"{name}: TypeAlias = {' | '.join(parts)}"
    if len(line) <= WIDTH:
        yield line
    else:
        yield f"{name}: TypeAlias = ("
        for at, part in enumerate(parts):
            bar = "| " if at else ""
            if len(part) + 6 > WIDTH:
                yield f"    {bar}Literal["
                yield from (f"        {word}," for word in part[len("Literal[") : -1].split(", "))
                yield "    ]"
            else:
                yield f"    {bar}{part}"
        yield ")"
    yield from documented(meaning, "")


SHARED = {
    "NumberLike": "_part", "DateLike": "_part", "Titles": "_part", "Part": "_part", "ConstantName": "_part",
}  # fmt: skip
FILES = {
    "_expressions": (
        "Expressions, conditions over them, and the quantities of rules.",
        expressions,
    ),
    "_rules": ("The kinds of rules.", rules),
    "_aggregations": ("What a node makes of its children.", aggregations),
    "_nodes": ("Nodes, and what belongs to one.", tree),
    "_rubric": ("The whole rubric.", whole),
}


def words_of(text: str) -> set[str]:
    for sign in "[]|(){}:,.=@\"'`":
        text = text.replace(sign, " ")
    return set(text.split())


def module_text(about: str, module: Module, known: dict[str, str], own: str) -> str:
    body: list[str] = []
    for made in module.classes:
        body += class_lines(made)
    if module.aliases:
        body.append("")
    for alias in module.aliases:
        body += alias_lines(*alias)
    code = [line for line in body if '"""' not in line]
    used = words_of("\n".join(code))
    head = ["# SPDX-License-Identifier: MIT", f'"""{about} Written by tools/write_model.py."""', ""]
    head += ["from __future__ import annotations", ""]
    collections = [name for name in ("Mapping", "Sequence") if name in used]
    if collections:
        head.append(f"from collections.abc import {', '.join(collections)}")
    head.append(
        f"from dataclasses import {', '.join(['KW_ONLY', 'dataclass'] if 'KW_ONLY' in used else ['dataclass'])}"
    )
    types = [name for name in ("Any", "ClassVar", "Literal", "TypeAlias") if name in used]
    if types:
        head.append(f"from typing import {', '.join(types)}")
    head.append("")
    origins: dict[str, list[str]] = {}
    for name, origin in known.items():
        if name in used and origin != own:
            origins.setdefault(f"parindex.model.{origin}", []).append(name)
    rounding = [name for name in ("Rounding", "RoundingMode") if name in used]
    if rounding:
        origins["parindex.rounding"] = rounding
    for origin in sorted(origins):
        head += import_lines(origin, origins[origin])
    return "\n".join(head + body) + "\n"


def import_lines(origin: str, names: Iterable[str]) -> list[str]:
    ordered = sorted(
        names, key=lambda name: (not name.isupper(), not name[0].isupper(), name.lower())
    )
    line = f"from {origin} import {', '.join(ordered)}"
    if len(line) <= WIDTH:
        return [line]
    return [f"from {origin} import (", *(f"    {name}," for name in ordered), ")"]


def generated() -> dict[str, str]:
    """The text of every file of the package that this program writes, by name."""
    known = dict(SHARED)
    modules = {name: make() for name, (_, make) in FILES.items()}
    for origin, module in modules.items():
        known |= {made.name: origin for made in module.classes}
        known |= {alias: origin for alias, _, _ in module.aliases}
    texts = {
        f"{name}.py": module_text(FILES[name][0], module, known, name)
        for name, module in modules.items()
    }
    texts["__init__.py"] = package_text(known)
    return texts


def package_text(known: dict[str, str]) -> str:
    helpers = ("above", "at_least", "at_most", "below", "between")
    public = {**known, **dict.fromkeys(helpers, "_steps")}
    origins: dict[str, list[str]] = {}
    for name, origin in public.items():
        origins.setdefault(f"parindex.model.{origin}", []).append(name)
    origins["parindex.rounding"] = ["Rounding"]
    head = [
        "# SPDX-License-Identifier: MIT",
        '"""Rubrics of typed classes, one for each part of a rubric file. Written by tools/write_model.py.',
        "",
        ">>> from parindex.model import Leaf, YesNo",
        '>>> Leaf("1", max=2, rule=YesNo(yes=2, no=0)).to_dict()["rule"]',
        "{'yes_no': {'yes': '2', 'no': '0'}}",
        '"""',
        "",
        "from __future__ import annotations",
        "",
    ]
    for origin in sorted(origins):
        head += import_lines(origin, origins[origin])
    ordered = sorted([*public, "Rounding"], key=lambda name: (not name[0].isupper(), name))
    return (
        "\n".join([*head, "", "__all__ = [", *(f'    "{name}",' for name in ordered), "]"]) + "\n"
    )


if __name__ == "__main__":
    for file, text in generated().items():
        (MODEL / file).write_text(text, encoding="utf-8")

# SPDX-License-Identifier: MIT
"""The data about the typed classes of a rubric that tools/write_model.py needs besides the schema."""

from __future__ import annotations

# Types of the definitions of the schema; definitions without an entry are texts or separate
# classes.
TYPES = {
    "number": "NumberLike", "constant": "Constant", "constant_name": "ConstantName", "shared_name": "str", "date": "DateLike", "titles": "Titles", "count": "int", "words": "str | Sequence[str]",
    "texts": "Sequence[str]", "codes": "Sequence[str]", "resolution": "Sequence[str]", "weight": "Weight",
    "provenance": "Provenance", "policy": "Policy", "no_value_policy": "NoValuePolicy", "rounding": "Rounding", "aggregation": "Aggregation",
    "quantity": "Quantity", "expression": "Expression", "expressions": "Sequence[Expression]",
    "condition": "Condition", "rule": "Rule", "input": "Input", "imputation": "Imputation", "range": "Range", "end": "NumberLike | DateLike",
    "source": "Source", "effective": "Effective", "accept": "Accept", "ranking": "RankingRule", "layer": "Layer",
    "classes": "Classes", "agency": "Agency", "calendar": "Calendar", "data": "DataForm", "adjustment": "Bonus | Penalty", "drop": "Drop",
    "gates": "Sequence[Gate]", "nodes": "Sequence[Node | Leaf]",
}  # fmt: skip
# Classes of objects that the schema describes inline, by the member that contains them.
NESTED = {
    "Choice.options": "Option", "AllOf.items": "Item", "Checklist.items": "ChecklistItem", "Bands.steps": "Step",
    "Proportional.cut_off": "CutOff", "Levels.options": "Level", "Linear.pieces": "Piece",
    "Deduction.items": "DeductionItem", "Formula.cases": "FormulaCase", "DecisionTable.rows": "TableRow", "DecisionTable.outputs": "TableOutput",
    "Survey.answers": "Answer", "Survey.respondents": "Respondents", "Custom.reach": "Reach",
    "ByGroup.cases": "GroupCase", "Lookup.rows": "LookupRow", "Classes.bands": "ClassBand", "Classes.quota": "Quota",
    "Agency.coordinate": "Coordination", "ChoiceInput.options": "InputOption", "Gate.when": "GateCondition",
    "RubricModel.markers": "Markers", "RubricModel.groups": "Group", "Leaf.evidence": "Evidence",
}  # fmt: skip
# Arguments that may be positional.
POSITIONAL = {
    "Choice": "options", "Levels": "options", "Checklist": "items", "Bands": "on steps", "Linear": "on pieces",
    "Formula": "cases", "ByGroup": "cases", "Proportional": "on", "PerUnit": "on", "Increments": "on",
    "Goalposts": "on", "Target": "on", "Imported": "index", "Custom": "name version", "Option": "id points",
    "Level": "id percent", "Item": "id", "ChecklistItem": "id points", "DeductionItem": "id each", "Answer": "id",
    "Respondents": "id weight", "Reach": "min max", "GroupCase": "groups rule", "TableRow": "when points", "TableOutput": "id points",
    "FormulaCase": "points when", "LookupRow": "children points", "Best": "count", "Lookup": "rows",
    "Sum": "adjust", "Bonus": "bonus", "Penalty": "penalty", "Value": "name", "Ratio": "numerator denominator",
    "Percent": "numerator denominator", "Computed": "formula", "NodeFigure": "node figure", "PolicyPoints": "points", "NodeQuantity": "node figure",
    "Round": "of digits mode", "Map": "input values", "Power": "of exponent", "Root": "of degree", "Exp": "of", "Log": "of base", "Winsorise": "of low high", "Cohort": "of", "InRange": "of", "Is": "input is_", "Node": "code", "Leaf": "code",
    "NumberInput": "name", "CountInput": "name", "BooleanInput": "name", "DateInput": "name",
    "ChoiceInput": "name options", "InputOption": "id", "Evidence": "id", "Group": "id", "Layer": "id",
    "Agency": "id", "Coordination": "codes", "ClassBand": "id", "Gate": "id", "GateCondition": "node",
    "Effective": "from_ to", "Imputation": "by when_none",
}  # fmt: skip
# Descriptions of classes that the schema does not describe.
MEANING = {
    "Option": "An answer and its points.", "Item": "A condition that is met or not.",
    "ChecklistItem": "A condition, and its points if it is met.", "Step": "A range of the quantity and its points.",
    "CutOff": "The points of small quantities; one of `below` and `to`.",
    "Level": "An answer and its share of the maximum.", "Piece": "A range of the quantity and the line of its points.",
    "DeductionItem": "Something counted, and the points that each one takes away.",
    "FormulaCase": "A condition, and the points if it is the first true one.",
    "TableRow": "Tests of inputs, and what the row gives if all are true.", "TableOutput": "A word that rows give, and its points.", "Answer": "An answer that people give.",
    "Respondents": "A group of people who answer.", "Reach": "The least and the most points.",
    "GroupCase": "Groups of units and their rule.", "LookupRow": "Points of the children, in any order, and what they give.",
    "ClassBand": "A class of units and its range.", "Coordination": "Nodes that the agency coordinates.",
    "InputOption": "A word that an input may have.", "Imputation": "What replaces a missing value. Since format 2.", "Gate": "A veto: the node has `points`, or at most `cap`, if the condition is true.",
    "Group": "A group of units.", "Evidence": "A document that proves the value of a leaf.",
    "Bonus": "Adds the points of a child after the sum.", "Penalty": "Subtracts the points of a child after the sum.",
    "RankingRule": "How units are ranked.", "Agency": "An agency, and the nodes that it leads or coordinates.",
    "Value": "The value of an input.", "Ratio": "The quotient of two inputs.",
    "Percent": "100 times the quotient of two inputs.", "Computed": "The value of an expression.",
    "NodeQuantity": "A figure of another node for the same unit. Since format 2.",
    "Range": "A range; at least one end: `from_` and `to` are closed, `above` and `below` are open.",
    "InRange": "Whether an expression is in a range.", "Is": "Whether an input has this answer.",
    "And": "Whether all conditions are true.", "Or": "Whether any condition is true.",
    "Not": "Whether the condition is false.", "Add": "The sum of expressions.",
    "Multiply": "The product of expressions.", "Min": "The least of expressions.", "Max": "The greatest of expressions.",
    "Subtract": "The difference of two expressions.", "Divide": "The quotient of two expressions.",
    "Abs": "The absolute value of an expression.", "Round": "An expression, rounded.",
    "Days": "The days from one date to another.", "WorkingDays": "The working days from one date to another.",
    "Sum": "The sum of the children, then bonuses and penalties.",
    "WeightedMean": "The mean of the children by their weights.", "Mean": "The mean of the children.",
    "Median": "The median of the children.", "GeometricMean": "The geometric mean of the children.",
    "HarmonicMean": "The harmonic mean of the children.", "Best": "The sum of the children with the most points.",
    "Product": "The maximum times the shares of the children. Since format 2.", "Quota": "Classes by the order of the units.",
    "Lookup": "Points by a table of the points of the children.", "Node": "A node with children.", "Leaf": "A node with a rule.",
    "NumberInput": "An input that is a number.", "CountInput": "An input that is a whole number from 0 up.",
    "BooleanInput": "An input that is yes or no.", "DateInput": "An input that is a date.",
    "ChoiceInput": "An input that is one of several words.",
    "RubricModel": "A whole rubric; `Rubric.from_model` checks it.",
}  # fmt: skip
RENAMED = {"Value.value": "name", "And.all": "of", "Or.any": "of", "Not.not": "of"}

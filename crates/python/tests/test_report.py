"""The classes of a report hold to its schema."""

import dataclasses
import json

import pytest
from conftest import ROOT

from diptych import report

OTHER_NAMES = {"AttributionReport": "Attribution", "ClaimReport": "Claim"}
PLAIN = {"Config", "Weights", "Date", "Kind", "Lang", "Stance", "RemarkKind"}


@pytest.mark.parametrize(("schema", "whole"), [("report", "ReportData"), ("article", "ArticleData")])
def test_every_field_is_there(schema, whole):
    schema = json.loads((ROOT / f"docs/{schema}.schema.json").read_text(encoding="utf-8"))
    parts = {whole: schema} | schema["$defs"]
    for name, part in parts.items():
        if name in PLAIN:
            continue
        name = "ReportData" if name == "Report" else OTHER_NAMES.get(name, name)
        fields = {field.name for field in dataclasses.fields(getattr(report, name))}
        assert fields == set(part["properties"]), name
    kinds = schema["$defs"]["Kind"]["oneOf"]
    assert tuple(kind["const"] for kind in kinds) == report.Kind.__args__
    assert tuple(stance["const"] for stance in schema["$defs"]["Stance"]["oneOf"]) == report.Stance.__args__

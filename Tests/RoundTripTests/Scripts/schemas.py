"""Holds the definitions against the JSON Schemas that editors check them with; prints what differs."""
import glob
import json

import jsonschema
import yaml

PARAMETERS = "forms/parameters.yaml"
KINDS = [
    ("forms/form.schema.json", [f for f in sorted(glob.glob("forms/*.yaml")) if f != PARAMETERS]),
    ("forms/codes.schema.json", sorted(glob.glob("forms/codes/*.yaml"))),
    ("forms/parameters.schema.json", [PARAMETERS]),
]
count = 0
for schema, files in KINDS:
    with open(schema, encoding="utf-8") as text:
        validator = jsonschema.Draft202012Validator(json.load(text))
    for file in files:
        count += 1
        with open(file, encoding="utf-8") as text:
            for error in validator.iter_errors(yaml.safe_load(text)):
                print(file, "/".join(map(str, error.path)), error.message[:200])
print(count, "files")

"""Holds the definitions against the JSON Schemas that editors check them with; prints what differs."""
import glob
import json

import jsonschema
import yaml

PARAMETERS = "forms/parameters.yaml"
ACROSS = "forms/across.yaml"


class Loader(yaml.SafeLoader):
    """Reads days as the texts that they are, as editors do."""


Loader.yaml_implicit_resolvers = {
    first: [entry for entry in entries if entry[0] != "tag:yaml.org,2002:timestamp"]
    for first, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
KINDS = [
    (
        "forms/form.schema.json",
        [f for f in sorted(glob.glob("forms/*.yaml")) if f not in (PARAMETERS, ACROSS)],
    ),
    ("forms/codes.schema.json", sorted(glob.glob("forms/codes/*.yaml"))),
    ("forms/parameters.schema.json", [PARAMETERS]),
    ("forms/across.schema.json", [ACROSS]),
    ("forms/campaign.schema.json", sorted(glob.glob("forms/campaigns/*.yaml"))),
]
count = 0
for schema, files in KINDS:
    with open(schema, encoding="utf-8") as text:
        validator = jsonschema.Draft202012Validator(json.load(text))
    for file in files:
        count += 1
        with open(file, encoding="utf-8") as text:
            for error in validator.iter_errors(yaml.load(text, Loader)):
                print(file, "/".join(map(str, error.path)), error.message[:200])
print(count, "files")

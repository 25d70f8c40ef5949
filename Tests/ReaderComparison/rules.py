"""What holds for every file: reasons why another reader says something else than ours.

Each function is told what is known of a disagreement (`cells`: ours and theirs, `formulas`, `place`,
`covered`: whether the place lies in a merged range and is not its first cell) and says whether it is
the reason. disagreements.toml has the words.
"""


import re

ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


class Covered:
    """The places that merged ranges cover, without the first cell of each."""

    def __init__(self, merged):
        self.merged = merged

    def __contains__(self, place):
        row, column = place
        return any(left <= column <= right and top <= row <= bottom and (top, left) != place
                   for left, top, right, bottom in self.merged)


def covered_cells_dropped(context):
    """openpyxl empties the cells that a merged range covers."""
    theirs = context.get("cells", context.get("formulas", (None, "")))[1]
    return context.get("covered", False) and theirs is None


def no_errors(context):
    """python-calamine's to_python gives an error as an empty text."""
    ours, theirs = context.get("cells", (None, None))
    return ours is not None and ours[0] == "error" and theirs is None


def no_formulas(context):
    """python-calamine tells nothing of formulas."""
    ours, theirs = context.get("cells", (None, None))
    return ours is not None and ours[0] == "formula" and theirs is None


def trims_text(context):
    """python-calamine strips white space from text that is not marked to keep it."""
    ours, theirs = context.get("cells", (None, None))
    if ours is None or ours[0] != "text" or ours[1] == ours[1].strip():
        return False
    return theirs == ("text", ours[1].strip()) if ours[1].strip() else theirs is None


def keeps_escapes(context):
    """openpyxl leaves `_xHHHH_` as it is spelt."""
    ours, theirs = context.get("cells", (None, None))
    if ours is None or theirs is None or ours[0] != "text" or theirs[0] != "text":
        return False
    return ours[1] != theirs[1] and ours[1] == ESCAPE.sub(
        lambda match: chr(int(match[1], 16)), theirs[1]
    )


def picture_is_text(context):
    """Neither reader knows the function by which WPS shows a picture in a cell."""
    ours, theirs = context.get("cells", (None, None))
    return ours is not None and ours[0] == "picture" and theirs is not None and (
        theirs[0] == "text" and ours[1] in theirs[1]
    )


def impossible_day(context):
    """Both readers take serial 60, the 29 February 1900 that never was, for the day before."""
    ours, theirs = context.get("cells", (None, None))
    return (
        ours is not None and ours[0] == "date" and ours[1] is None and 60 <= ours[2] < 61
        and theirs is not None and theirs[0] == "date" and theirs[1].day == 28
    )


def shared_formula(context):
    """A formula that is spelt in another cell."""
    ours, theirs = context.get("formulas", (None, None))
    return ours == "" and theirs is not None

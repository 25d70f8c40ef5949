"""What an office has before it sends forms out: a list of 300 villages, and a roster of 100
households each.

    offices.py FOLDER [VILLAGES] [HOUSEHOLDS]
"""

import sys
from pathlib import Path

from forms import write_roster, write_units
from people import villages

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    count, households = [*map(int, sys.argv[2:]), 300, 100][:2]
    places = villages(count, lambda _: households)
    write_units(folder / "units.csv", places)
    write_roster(folder / "roster.csv", places, with_members=False)

"""The files of a forecast: its tables, the figures, the picture, and how it was done."""

import json

from makeup_sched.charts.forecast import forecast_alt, forecast_chart
from makeup_sched.charts.sheet import png_bytes
from makeup_sched.forecasting.forecast import Forecast

PICTURE = "forecast.png"


def forecast_files(found: Forecast) -> dict[str, bytes]:
    """Return what the files of a forecast's folder hold, by their names.

    A CSV file for each table, `forecast.json` with all figures, `forecast.png`, and `index.md` with
    the picture in words and the method.
    """
    files = {
        f"{name}.csv": table.to_csv(
            index=False, lineterminator="\n", date_format="%Y-%m-%d"
        ).encode()
        for name, table in found.tables().items()
    }
    alt = forecast_alt(found.chances, found.futures)
    method = found.method.replace("\n", "\n\n")
    return files | {
        "forecast.json": (json.dumps(found.as_dict(), indent=2) + "\n").encode(),
        PICTURE: png_bytes(forecast_chart(found.chances, found.futures)),
        "index.md": f"# How sure\n\n![{alt}]({PICTURE})\n\n{method}\n".encode(),
    }

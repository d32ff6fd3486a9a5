"""Which delivered row pays for which missed row: both queues laid side by side, oldest first."""

import numpy as np
import pandas as pd


def match_deliveries(sources: pd.DataFrame, delivered: pd.DataFrame) -> pd.DataFrame:
    """Return the minutes that each delivered row takes off each missed or award row.

    The minutes of an item form a line, oldest first, and so do its deliveries; the n-th
    delivered minute pays for the n-th owed one.

    Parameters
    ----------
    sources, delivered
        Lines of `owed_sources` and `delivered_lines`, each sorted by item, then oldest first.

    Returns
    -------
    pd.DataFrame
        One line per pair that meets, in the order of the queues. Columns: `source` and
        `delivery` (positions in the two frames), `minutes` (above 0).
    """
    items = pd.Index(pd.concat([sources["owed_id"], delivered["owed_id"]]).unique())
    # Each item gets a stretch of one long axis, wide enough that no two stretches touch.
    width = 1 + int(sources["queued"].sum()) + int(delivered["minutes"].sum())
    from_source, to_source = _stretches(sources, "queued", items, width)
    from_delivery, to_delivery = _stretches(delivered, "minutes", items, width)

    cuts = np.unique(np.concatenate([from_source, to_source, from_delivery, to_delivery]))
    source = _holder(cuts[:-1], from_source, to_source)
    delivery = _holder(cuts[:-1], from_delivery, to_delivery)
    met = (source >= 0) & (delivery >= 0)
    pairs = {"source": source[met], "delivery": delivery[met], "minutes": np.diff(cuts)[met]}
    return pd.DataFrame(pairs).sort_values(["source", "delivery"], ignore_index=True)


def _stretches(
    lines: pd.DataFrame, minutes: str, items: "pd.Index[str]", width: int
) -> tuple[np.ndarray, np.ndarray]:
    ends = lines.groupby("owed_id")[minutes].cumsum().to_numpy("int64")
    ends = ends + items.get_indexer(pd.Index(lines["owed_id"])) * width
    return ends - lines[minutes].to_numpy("int64"), ends


def _holder(points: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Position of the stretch [start, end) that holds each point, -1 where none does."""
    filled = np.flatnonzero(ends > starts)
    filled = filled[np.argsort(starts[filled], kind="stable")]
    if not len(filled):
        return np.full(len(points), -1)
    last = filled[np.maximum(np.searchsorted(starts[filled], points, side="right") - 1, 0)]
    holds = (starts[last] <= points) & (points < ends[last])
    return np.where(holds, last, -1)
